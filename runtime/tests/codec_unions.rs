//! How the variants of unions are told, read and written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::codec::{Decode, Encode, Map, UnknownValue, UnknownVariant, Value, json};
use oasmith_runtime::{enumeration, record, union};

#[derive(PartialEq)]
struct Cat {
    lives: i64,
}

record! { Cat { "kind" = "cat", lives: "lives" required } }

#[derive(PartialEq)]
struct Dog {
    tricks: Vec<String>,
    friend: Option<Box<Pet>>,
    more: Map<Value>,
}

record! { Dog closed { tricks: "tricks" required, friend: "friend" optional, ..more } }

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Unknown(UnknownVariant),
}

union! { Pet by "kind" {
    "cat" => Cat,
    "dog" | "puppy" => Dog with tag,
} }

#[derive(Debug, PartialEq)]
enum Shape {
    Circle(Circle),
    Square(Map<i64>),
}

union! { Shape closed by "type" { Int(1) => Circle with tag, true => Square with tag } }

#[derive(PartialEq)]
struct Circle {
    radius: f64,
}

record! { Circle closed { radius: "radius" required } }

fn again<T: Decode + Encode>(text: &str) -> String {
    json::to_string(&json::from_str::<T>(text).unwrap()).unwrap()
}

fn refused<T: Decode>(text: &str) -> String {
    json::from_str::<T>(text).err().expect("a fault").to_string()
}

#[test]
fn the_tag_is_found_wherever_it_stands_and_written_first() {
    assert_eq!(again::<Pet>(r#"{"lives":9,"kind":"cat"}"#), r#"{"kind":"cat","lives":9}"#);
    let nested = r#" { "friend" : {"kind":"cat","lives":1}, "x" : ["kind", {"kind":"\"}"}], "tricks":["a"], "k\u0069nd":"pup\u0070y" } "#;
    let written = r#"{"kind":"dog","tricks":["a"],"friend":{"kind":"cat","lives":1},"x":["kind",{"kind":"\"}"}]}"#;
    assert_eq!(again::<Pet>(nested), written);
    assert_eq!(again::<Shape>(r#"{"radius":1.5,"type":1.0}"#), r#"{"type":1,"radius":1.5}"#);
    assert_eq!(again::<Shape>(r#"{"type":true,"a":1}"#), r#"{"type":true,"a":1}"#);
}

#[test]
fn an_unknown_tag_is_kept_as_it_came() {
    let text = r#"{"size":[1.50],"kind":"horse","a":null}"#;
    let pet: Pet = json::from_str(text).unwrap();
    let Pet::Unknown(unknown) = &pet else { panic!("{pet:?}") };
    assert_eq!(unknown.tag(), "horse");
    assert_eq!(unknown.value().pointer("/size/0").unwrap().to_string(), "1.50");
    assert_eq!(json::to_string(&pet).unwrap(), text);
}

#[test]
fn faults_of_tags_name_them() {
    assert_eq!(refused::<Pet>(r#"{"lives":9}"#), "missing property `kind`");
    assert_eq!(refused::<Vec<Pet>>(r#"[{"kind":"cat"}]"#), "at /0: missing property `lives`");
    assert_eq!(refused::<Pet>(r#"{"kind":7}"#), "at /kind: expected a string, found 7");
    assert_eq!(refused::<Pet>("7"), "expected an object, found 7");
    assert_eq!(refused::<Shape>(r#"{"type":2}"#), "at /type: expected 1 or true, found 2");
    assert_eq!(refused::<Shape>(r#"{"type":null}"#), "at /type: expected 1 or true, found null");
    // What is malformed is said, not that no tag was found.
    assert_eq!(refused::<Pet>(r#"{"a":[1 2]}"#), "expected `,` or `]`, found `2` at line 1 column 9");
    assert_eq!(refused::<Pet>(r#"{"a":{}"#), "expected `,` or `}`, found the end of the text at line 1 column 8");
}

#[derive(Debug, PartialEq)]
enum Entry {
    Circle(Circle),
    List(Vec<Entry>),
    Cat(Cat),
}

union! { Entry closed by "type" {
    Int(1) => Circle with tag,
    Int(2) => List,
    Int(3) => Cat with tag,
} else one {
    List if array,
    Circle if object ["radius"],
} }

#[test]
fn what_has_no_tag_is_told_by_what_it_looks_like() {
    assert_eq!(again::<Entry>(r#"[{"radius":1.5},[]]"#), r#"[{"type":1,"radius":1.5},[]]"#);
    assert_eq!(again::<Entry>(r#"{"kind":"cat","lives":9,"type":3}"#), r#"{"type":3,"kind":"cat","lives":9}"#);
    assert_eq!(refused::<Entry>(r#"{"type":4,"radius":1}"#), "at /type: expected 1, 2 or 3, found 4");
    assert_eq!(refused::<Entry>(r#"{"type":3,"radius":1}"#), "missing property `kind`");
    assert_eq!(refused::<Entry>(r#"{"kind":"cat","lives":9}"#), "missing property `radius`");
    assert_eq!(refused::<Entry>(r#"[{"radius":"a"}]"#), "at /0/radius: expected a number, found \"a\"");
    assert_eq!(refused::<Entry>("true"), "expected an object or an array, found true");
    assert_eq!(refused::<Entry>(r#"{"a":{}"#), "expected `,` or `}`, found the end of the text at line 1 column 8");
}

#[derive(PartialEq)]
struct Named {
    id: i64,
    name: String,
}

record! { Named { id: "id" required, name: "name" required } }

#[derive(PartialEq)]
struct Sized {
    id: i64,
    size: i64,
}

record! { Sized { id: "id" required, size: "size" required } }

#[derive(Debug, PartialEq)]
enum Amount {
    Integer(i64),
    Number(f64),
    Text(String),
    Flag(bool),
    Words(Vec<String>),
    Counts(Vec<u8>),
    Named(Named),
    Sized(Sized),
    Nothing(()),
}

union! { Amount {
    Integer if integer,
    Number if number,
    Text if string,
    Flag if boolean,
    Words if array,
    Counts if array,
    Named if object ["id", "name"],
    Sized if object ["id", "size"],
    Nothing if null,
} }

#[derive(Debug, PartialEq)]
enum Loose {
    Named(Named),
    Anything(Value),
}

union! { Loose { Named, Anything } }

#[test]
fn variants_are_told_by_what_the_value_looks_like() {
    let read = |text: &str| json::from_str::<Amount>(text).unwrap();
    assert_eq!(read("7.0"), Amount::Integer(7));
    assert_eq!(read("7.5"), Amount::Number(7.5));
    assert_eq!(read("1e99"), Amount::Number(1e99));
    assert_eq!(read("\"a\""), Amount::Text("a".into()));
    assert_eq!(read("true"), Amount::Flag(true));
    assert_eq!(read("null"), Amount::Nothing(()));
    assert_eq!(read(r#"["a"]"#), Amount::Words(vec!["a".into()]));
    assert_eq!(read("[1,2]"), Amount::Counts(vec![1, 2]));
    assert_eq!(read(r#"{"x":{"name":1},"size":3,"id":1}"#), Amount::Sized(Sized { id: 1, size: 3 }));
    assert_eq!(read(r#"{"name":"n","id":1}"#), Amount::Named(Named { id: 1, name: "n".into() }));
    assert_eq!(json::from_str::<Loose>(r#"{"id":1}"#).unwrap(), Loose::Anything(Value::from([("id", 1)])));
    assert_eq!(json::from_str::<Vec<Option<Amount>>>("[null]").unwrap(), [Some(Amount::Nothing(()))]);
    assert_eq!(again::<Vec<Amount>>(r#"[null,1,[2],{"id":1,"name":"n"}]"#), r#"[null,1,[2],{"id":1,"name":"n"}]"#);
}

#[test]
fn faults_tell_every_variants_reason() {
    assert_eq!(
        refused::<Vec<Amount>>("[[7,\"a\"]]"),
        "at /0: no variant of Amount fits: Words: at /0: expected a string, found 7; \
         Counts: at /1: expected an integer, found \"a\"",
    );
    assert_eq!(
        refused::<Amount>(r#"{"id":1}"#),
        "no variant of Amount fits: Named: missing property `name`; Sized: missing property `size`",
    );
    assert_eq!(refused::<Amount>(r#"{"id":"x","name":"n"}"#), r#"at /id: expected an integer, found "x""#);
    assert_eq!(refused::<Text>("7"), "expected a string or an array, found 7");
    // A fault of the text is no variant's reason.
    assert_eq!(refused::<Amount>("[1 2]"), "expected `,` or `]`, found `2` at line 1 column 4");
}

#[derive(Debug)]
enum Text {
    One(String),
    Many(Vec<String>),
}

union! { Text { One if string, Many if array } }

#[derive(Debug)]
enum Node {
    Left(Branch),
    Right(Twig),
}

union! { Node { Left if object ["a"], Right if object ["a"] } }

struct Branch {
    a: Option<Box<Node>>,
}

record! { Branch { a: "a" required } }

struct Twig {
    a: Option<Box<Node>>,
}

record! { Twig { a: "a" required } }

#[test]
fn ambiguous_variants_within_each_other_are_read_in_time() {
    let reason = "no variant of Node fits: Left: at /a: no variant of Node fits: Left: at /a: ";
    let text = format!("{}7{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    let told = refused::<Node>(&text);
    assert!(told.starts_with(reason) && told.len() < 1200, "{told}");
    let text = format!("{}null{}", r#"{"a":"#.repeat(100), "}".repeat(100));
    assert_eq!(again::<Node>(&text), text);

    // The same by way of a value in memory, which is where serde's formats are read from.
    let refused = serde_json::from_str::<Node>(&format!("{}7{}", r#"{"a":"#.repeat(100), "}".repeat(100)));
    let told = refused.err().unwrap().to_string();
    assert!(told.starts_with(reason) && told.len() < 1200, "{told}");
}

#[derive(Debug, PartialEq)]
enum Outer {
    Inner(Inner),
}

union! { Outer closed by "outer" { "in" => Inner with tag } }

#[derive(Debug, PartialEq)]
enum Inner {
    Rest(Map<Value>),
}

union! { Inner closed by "inner" { "rest" => Rest with tag } }

#[test]
fn tags_of_unions_within_unions_are_kept_apart_from_the_content() {
    let text = r#"{"a":1,"inner":"rest","outer":"in"}"#;
    let Outer::Inner(Inner::Rest(map)) = json::from_str(text).unwrap();
    assert_eq!(map, Map::from([("a", Value::from(1))]));
    let Outer::Inner(Inner::Rest(map)) = serde_json::from_str(text).unwrap();
    assert_eq!(map, Map::from([("a", Value::from(1))]));
    assert_eq!(again::<Outer>(text), r#"{"outer":"in","inner":"rest","a":1}"#);
}

#[derive(Debug, PartialEq)]
enum Wide {
    Many(Map<i64>),
    Few(Map<i64>),
}

union! { Wide {
    Many if object [
        "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8", "k9", "k10", "k11", "k12", "k13", "k14", "k15", "k16",
        "k17", "k18", "k19", "k20", "k21", "k22", "k23", "k24", "k25", "k26", "k27", "k28", "k29", "k30", "k31",
        "k32", "k33", "k34", "k35", "k36", "k37", "k38", "k39", "k40", "k41", "k42", "k43", "k44", "k45", "k46",
        "k47", "k48", "k49", "k50", "k51", "k52", "k53", "k54", "k55", "k56", "k57", "k58", "k59", "k60", "k61",
        "k62", "k63", "k64", "k65",
    ],
    Few if object ["k65", "k0"],
} }

#[test]
fn a_variant_may_have_to_have_more_keys_than_a_word_has_bits() {
    let text = |keys: &mut dyn Iterator<Item = u32>| {
        let entries: Vec<String> = keys.map(|key| format!(r#""k{key}":{key}"#)).collect();
        format!("{{{}}}", entries.join(","))
    };
    assert!(matches!(json::from_str(&text(&mut (0..66))).unwrap(), Wide::Many(_)));
    assert!(matches!(json::from_str(&text(&mut (0..66).rev())).unwrap(), Wide::Many(_)));
    for absent in [1, 62, 63, 64] {
        let keys = text(&mut (0..66).filter(|key| *key != absent));
        assert!(matches!(json::from_str(&keys).unwrap(), Wide::Few(_)), "without k{absent}");
    }
    let told = "no variant of Wide fits: Many: missing property `k65`; Few: missing property `k65`";
    assert_eq!(refused::<Wide>(&text(&mut (0..65))), told);
}

#[derive(Clone, PartialEq)]
enum Fruit {
    Apple,
    Unknown(UnknownValue),
}

enumeration! { Fruit { "apple" => Apple } }

#[derive(Clone, PartialEq)]
enum Grade {
    First,
    Unknown(i64),
}

enumeration! { Grade: i64 { 1 => First } }

macro_rules! sale {
    ($name:ident $what:ty) => {
        #[derive(PartialEq)]
        struct $name {
            what: $what,
            parts: Option<Vec<Goods>>,
        }

        record! { $name { what: "what" required, parts: "parts" optional } }
    };
}

sale! { OfFruit Fruit }
sale! { OfGrade Grade }
sale! { OfPet Pet }
sale! { OfNumber i64 }
sale! { OfTitle Title }

#[derive(Clone, PartialEq)]
enum Title {
    Mr,
    Unknown(UnknownValue),
}

enumeration! { Title { "mr" => Mr } }

/// Variants that all know the same keys.
#[derive(Debug, PartialEq)]
enum Goods {
    Fruit(OfFruit),
    Grade(OfGrade),
    Number(OfNumber),
    Pet(OfPet),
    Title(OfTitle),
    List(Vec<Fruit>),
    Others(Vec<Title>),
}

union! { Goods {
    Fruit if object ["what"],
    Grade if object ["what"],
    Number if object ["what"],
    Pet if object ["what"],
    Title if object ["what"],
    List if array,
    Others if array,
} }

#[test]
fn of_variants_that_are_level_the_one_whose_values_are_listed_is_chosen() {
    let read = |text: &str| {
        let goods: Goods = json::from_str(text).unwrap();
        assert_eq!(json::to_string(&goods).unwrap(), text);
        assert_eq!(serde_json::from_str::<Goods>(text).unwrap(), goods);
        goods
    };
    assert!(matches!(read(r#"{"what":"apple"}"#), Goods::Fruit(_)));
    assert!(matches!(read(r#"{"what":"mr"}"#), Goods::Title(_)));
    assert!(matches!(read(r#"{"what":1}"#), Goods::Grade(_)));
    assert!(matches!(read(r#"{"what":2}"#), Goods::Number(_)));
    assert!(matches!(read(r#"{"what":{"kind":"cat","lives":9}}"#), Goods::Pet(_)));
    assert!(matches!(read(r#"["mr"]"#), Goods::Others(_)));
    assert!(matches!(read("[]"), Goods::List(_)));
    // Where none lists it, the first that reads has it.
    assert!(matches!(read(r#"{"what":"pear"}"#), Goods::Fruit(_)));
    assert!(matches!(read(r#"{"what":{"kind":"horse"}}"#), Goods::Pet(_)));
    assert!(matches!(read(r#"["pear"]"#), Goods::List(_)));
    // What is unlisted deeper within counts, but not what a variant met that was not chosen.
    assert!(matches!(read(r#"{"what":"mr","parts":[{"what":"pear"}]}"#), Goods::Title(_)));
    assert!(matches!(read(r#"{"what":"apple","parts":[{"what":"mr"},{"what":2}]}"#), Goods::Fruit(_)));
}

#[test]
fn level_variants_within_each_other_are_read_in_time() {
    let text = format!("{}{}", r#"{"what":"pear","parts":["#.repeat(60), "]}".repeat(60));
    assert_eq!(again::<Goods>(&text), text);
    assert_eq!(serde_json::from_str::<Goods>(&text).unwrap(), json::from_str::<Goods>(&text).unwrap());
}

#[derive(PartialEq)]
struct Since {
    start: Option<i64>,
}

record! { Since { start: "start" optional } }

#[derive(PartialEq)]
struct Between {
    start: Option<i64>,
    end: Option<i64>,
}

record! { Between closed { start: "start" optional, end: "end" optional } }

#[derive(PartialEq)]
struct Noted {
    start: Option<i64>,
    notes: Map<Value>,
}

record! { Noted { start: "start" optional, ..notes } }

#[derive(Debug, PartialEq)]
enum Window {
    Since(Since),
    Between(Between),
    Noted(Noted),
}

union! { Window { Since if object, Between if object, Noted if object } }

#[derive(Debug, PartialEq)]
enum Open {
    Between(Between),
    Since(Since),
}

union! { Open { Between if object, Since if object } }

#[test]
fn of_variants_that_fit_the_best_is_read() {
    let read = |text: &str| {
        let window: Window = json::from_str(text).unwrap();
        assert_eq!(serde_json::from_str::<Window>(text).unwrap(), window);
        window
    };
    // It knows most of the keys.
    assert!(matches!(read(r#"{"end":1,"start":2}"#), Window::Between(_)));
    assert!(matches!(read(r#"{"start":2,"x":1,"end":1}"#), Window::Between(_)));
    // It has a place for most of them.
    assert!(matches!(read(r#"{"start":1,"note":2}"#), Window::Noted(_)));
    // It forbids none.
    assert!(matches!(json::from_str(r#"{"start":1,"note":2}"#).unwrap(), Open::Since(_)));
    // All that is equal.
    assert!(matches!(read(r#"{"start":1}"#), Window::Since(_)));
    assert!(matches!(json::from_str(r#"{"start":1}"#).unwrap(), Open::Between(_)));
}

macro_rules! level {
    ($($name:ident $title:ident $text:literal)*) => {
        $(
            #[derive(Clone, PartialEq)]
            enum $title {
                Listed,
                Unknown(UnknownValue),
            }

            enumeration! { $title { $text => Listed } }

            #[derive(PartialEq)]
            struct $name {
                what: $title,
                more: Option<Box<Level>>,
            }

            record! { $name { what: "what" required, more: "more" optional } }
        )*

        #[derive(Debug, PartialEq)]
        enum Level {
            $($name($name),)*
        }

        union! { Level { $($name if object ["what"]),* } }
    };
}

level! {
    A TitleA "a" B TitleB "b" C TitleC "c" D TitleD "d" E TitleE "e" F TitleF "f" G TitleG "g" H TitleH "h" I TitleI "i"
    J TitleJ "j"
}

#[test]
fn where_no_more_may_be_read_again_the_order_decides() {
    let pear = format!(r#"{{"what":"pear{}","more":"#, "-".repeat(600));
    let text = format!("{}null{}", pear.repeat(120), "}".repeat(120));
    let level: Level = json::from_str(&text).unwrap();
    assert!(matches!(level, Level::A(_)));
    assert_eq!(serde_json::from_str::<Level>(&text).unwrap(), level);
}

macro_rules! steep {
    ($first:ident $first_title:ident $($name:ident $title:ident)*) => {
        #[derive(PartialEq)]
        struct $first {
            what: $first_title,
            more: Option<Box<Steep>>,
            end: Option<Value>,
        }

        record! { $first { what: "what" required, more: "more" optional, end: "end" optional } }

        $(
            #[derive(PartialEq)]
            struct $name {
                what: $title,
                more: Option<Box<Steep>>,
                end: Option<bool>,
            }

            record! { $name { what: "what" required, more: "more" optional, end: "end" optional } }
        )*

        #[derive(Debug, PartialEq)]
        enum Steep {
            $first($first),
            $($name($name),)*
        }

        union! { Steep { $first if object ["what"], $($name if object ["what"]),* } }
    };
}

steep! {
    OfText TitleA FlagB TitleB FlagC TitleC FlagD TitleD FlagE TitleE FlagF TitleF FlagG TitleG FlagH TitleH FlagI TitleI
    FlagJ TitleJ
}

#[test]
fn what_was_read_stays_where_a_failing_variant_uses_up_what_may_be_read_again() {
    let pear = format!(r#"{{"what":"pear{}","more":"#, "-".repeat(600));
    let text = format!("{}null{}", pear.repeat(120), r#","end":"x"}"#.repeat(120));
    let steep: Steep = json::from_str(&text).unwrap();
    assert!(matches!(steep, Steep::OfText(_)));
    assert_eq!(serde_json::from_str::<Steep>(&text).unwrap(), steep);
    // What no variant reads is still a fault, and what is no JSON is one of the text.
    let wrong = text.replace("pear", "pear\\q");
    assert!(json::from_str::<Steep>(&wrong).unwrap_err().to_string().contains("line 1 column"));
}

#[derive(PartialEq)]
struct Stray {
    what: Title,
}

record! { Stray { what: "what" required } }

/// The last variant knows fewer keys than the others, which are level.
#[derive(Debug, PartialEq)]
enum Stall {
    Fruit(OfFruit),
    Grade(OfGrade),
    Pet(OfPet),
    Stray(Stray),
}

union! { Stall {
    Fruit if object ["what"],
    Grade if object ["what"],
    Pet if object ["what"],
    Stray if object ["what"],
} }

#[test]
fn what_lists_a_value_is_not_chosen_where_it_knows_fewer_keys() {
    let stall: Stall = json::from_str(r#"{"what":"mr","parts":[]}"#).unwrap();
    assert!(matches!(stall, Stall::Fruit(_)), "{stall:?}");
    // Where none of the better ones reads it, the next ones are tried.
    let stall: Stall = json::from_str(r#"{"what":"mr","parts":1}"#).unwrap();
    assert!(matches!(stall, Stall::Stray(_)), "{stall:?}");
}

#[derive(PartialEq)]
struct Counted {
    what: Fruit,
    count: i64,
}

record! { Counted { what: "what" required, count: "count" required } }

#[derive(PartialEq)]
struct Noticed {
    what: Value,
    count: Value,
}

record! { Noticed { what: "what" required, count: "count" required } }

#[derive(Debug, PartialEq)]
enum Posting {
    Counted(Counted),
    Noticed(Noticed),
}

union! { Posting { Counted if object ["what", "count"], Noticed if object ["what", "count"] } }

#[derive(PartialEq)]
struct Listed {
    what: Title,
    entry: Posting,
}

record! { Listed { what: "what" required, entry: "entry" required } }

#[derive(PartialEq)]
struct Anything {
    what: Value,
    entry: Value,
}

record! { Anything { what: "what" required, entry: "entry" required } }

#[derive(Debug, PartialEq)]
enum Ledger {
    Listed(Listed),
    Anything(Anything),
}

union! { Ledger { Listed if object ["what", "entry"], Anything if object ["what", "entry"] } }

#[test]
fn what_a_failing_variant_met_does_not_count() {
    // The entry is read as `Counted` first, which does not list `pear`, and fails.
    let text = r#"{"what":"mr","entry":{"what":"pear","count":"x"}}"#;
    assert!(matches!(json::from_str(text).unwrap(), Ledger::Listed(_)));
}

#[derive(PartialEq)]
struct Kept {
    kind: Value,
    lives: Option<Value>,
}

record! { Kept { kind: "kind" required, lives: "lives" optional } }

/// The first variant is no record: all that is known of it is the key that it must have.
#[derive(Debug, PartialEq)]
enum Shelter {
    Map(Map<Value>),
    Kept(Kept),
}

union! { Shelter { Map if object ["kind"], Kept if object ["kind"] } }

#[test]
fn what_is_no_record_knows_the_keys_that_it_must_have() {
    assert!(matches!(json::from_str(r#"{"kind":1,"lives":2}"#).unwrap(), Shelter::Kept(_)));
    assert!(matches!(json::from_str(r#"{"kind":1}"#).unwrap(), Shelter::Map(_)));
}
