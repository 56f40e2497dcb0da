//! Rules that see a whole value: combinations of rules, conditions, and what unevaluated entries hold.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::Rule::{self, *};
use oasmith_runtime::codec::{Decode, Definition, Encode, Map, Test, Value, check, json};
use oasmith_runtime::{newtype, record, tuple, union};

const STRING: Rule = Type(&[Test::String]);
const INTEGER: Rule = Type(&[Test::Integer]);

fn broken(rules: &'static [Rule], text: &str) -> Vec<String> {
    check(&text.parse::<Value>().unwrap(), rules).iter().map(ToString::to_string).collect()
}

fn strict<T: Decode + Encode>(text: &str) -> String {
    json::from_slice_strict::<T>(text.as_bytes()).map_or_else(|fault| fault.to_string(), |_| "kept".to_owned())
}

#[test]
fn types_and_values() {
    const TYPES: &[Rule] = &[Type(&[Test::Integer, Test::Null])];
    assert_eq!(broken(TYPES, "7.0"), [""; 0]);
    assert_eq!(broken(TYPES, "null"), [""; 0]);
    assert_eq!(broken(TYPES, "7.5"), ["must be an integer or null"]);
    const VALUES: &[Rule] = &[Enum(&[r#"{"a":[1,false]}"#, "6"])];
    assert_eq!(broken(VALUES, r#"{"a":[1.0,false]}"#), [""; 0]);
    assert_eq!(broken(VALUES, "6e0"), [""; 0]);
    assert_eq!(broken(VALUES, r#"{"a":[1,0]}"#), [r#"must be one of `{"a":[1,false]}`, `6`"#]);
    assert_eq!(broken(&[Properties(&[("a", &[Never])])], r#"{"a":1}"#), ["a: must not be there"]);
}

#[test]
fn combinations() {
    const NOT: &[Rule] = &[Not(&[Required(&["a", "b"])])];
    assert_eq!(broken(NOT, r#"{"a":1}"#), [""; 0]);
    assert_eq!(broken(NOT, r#"{"a":1,"b":2}"#), ["must not have `a` and `b`"]);
    const ANY: &[Rule] = &[AnyOf(&[&[Required(&["a"])], &[Properties(&[("b", &[INTEGER])]), Required(&["b"])]])];
    assert_eq!(broken(ANY, r#"{"a":1}"#), [""; 0]);
    assert_eq!(broken(ANY, r#"{"b":"x"}"#), ["must have `a`, or b: must be an integer"]);
    const ONE: &[Rule] = &[OneOf(&[&[Minimum("2")], &[MultipleOf("2")], &[Maximum("0")]])];
    assert_eq!(broken(ONE, "3"), [""; 0]);
    assert_eq!(broken(ONE, "4"), [""; 0], "a request is not held to only one");
    const NONE: &[Rule] = &[Not(ONE)];
    assert_eq!(broken(NONE, "4"), [""; 0], "but inside other rules it is what it says");
    assert_eq!(strict::<Word>(r#""abc""#), "must fit exactly one of 2 alternatives, fits numbers 1 and 2");
    assert_eq!(
        broken(ONE, "1"),
        ["must be at least 2, is 1, or must be a multiple of 2, is 1, or must be at most 0, is 1"]
    );
}

#[derive(Debug)]
struct Word(String);

newtype! { Word [OneOf(&[&[MinLength(2)], &[Pattern("^a")]])] }

#[test]
fn conditions() {
    const IF: &[Rule] = &[If {
        condition: &[Properties(&[("kind", &[Enum(&[r#""card""#])])]), Required(&["kind"])],
        then: &[Required(&["number"])],
        otherwise: &[Properties(&[("number", &[Never])])],
    }];
    assert_eq!(broken(IF, r#"{"kind":"card","number":1}"#), [""; 0]);
    assert_eq!(broken(IF, r#"{"kind":"card"}"#), ["must have `number`"]);
    assert_eq!(broken(IF, r#"{"kind":"cash","number":1}"#), ["number: must not be there"]);
    const BESIDE: &[Rule] =
        &[DependentRequired(&[("a", &["b", "c"])]), DependentSchemas(&[("d", &[MinProperties(2)])])];
    assert_eq!(broken(BESIDE, "{}"), [""; 0]);
    assert_eq!(broken(BESIDE, r#"{"a":1,"b":2}"#), ["must have `c` beside `a`"]);
    assert_eq!(broken(BESIDE, r#"{"d":1}"#), ["must have at least 2 properties, has 1"]);
}

#[test]
fn names_and_other_properties() {
    const RULES: &[Rule] = &[
        PropertyNames(&[MaxLength(3)]),
        PatternProperties(&[("^x-", &[STRING])]),
        AdditionalProperties { names: &["id"], patterns: &["^x-"], rules: &[INTEGER] },
    ];
    assert_eq!(broken(RULES, r#"{"id":true,"x-a":"","n":1}"#), [""; 0]);
    assert_eq!(
        broken(RULES, r#"{"x-a":1,"n":"","long":1}"#),
        ["the name `long` must have at most 3 characters, has 4", "x-a: must be a string", "n: must be an integer"]
    );
    const UNKNOWN: &[Rule] = &[
        PatternProperties(&[("(?=a)", &[Never])]),
        AdditionalProperties { names: &[], patterns: &["(?=a)"], rules: &[Never] },
    ];
    assert_eq!(
        broken(UNKNOWN, r#"{"a":1}"#),
        [""; 0],
        "a pattern that the engine does not know is held against nothing"
    );
}

#[test]
fn items() {
    const COUNTED: &[Rule] = &[Contains { rules: &[STRING], least: 1, most: Some(2) }];
    assert_eq!(broken(COUNTED, r#"[1,"a"]"#), [""; 0]);
    assert_eq!(broken(COUNTED, "[1]"), ["must have at least 1 item and at most 2 that would be a string, has 0"]);
    assert_eq!(broken(COUNTED, r#"["a","b","c"]"#).len(), 1);
    const TUPLE: &[Rule] = &[PrefixItems(&[&[STRING], &[]]), ItemsFrom(2, &[INTEGER])];
    assert_eq!(broken(TUPLE, r#"["a",null,1]"#), [""; 0]);
    assert_eq!(broken(TUPLE, r#"[1,null,"x"]"#), ["0: must be a string", "2: must be an integer"]);
}

#[test]
fn what_is_unevaluated_depends_on_what_held() {
    const OBJECT: &[Rule] = &[
        Properties(&[("a", &[])]),
        AnyOf(&[&[Properties(&[("b", &[STRING])])], &[Properties(&[("c", &[INTEGER])])]]),
        If { condition: &[Required(&["d"])], then: &[Properties(&[("d", &[])])], otherwise: &[] },
        UnevaluatedProperties(&[Never]),
    ];
    assert_eq!(broken(OBJECT, r#"{"a":1,"b":"","c":1,"d":1}"#), [""; 0]);
    assert_eq!(broken(OBJECT, r#"{"b":1,"c":1}"#), ["b: must not be there"]);
    assert_eq!(broken(OBJECT, r#"{"e":1}"#), ["e: must not be there"]);
    const COUSINS: &[Rule] = &[All(&[UnevaluatedProperties(&[Never])]), Properties(&[("a", &[])])];
    assert_eq!(broken(COUSINS, r#"{"a":1}"#), ["a: must not be there"]);
    const ARRAY: &[Rule] =
        &[PrefixItems(&[&[]]), Contains { rules: &[STRING], least: 0, most: None }, UnevaluatedItems(&[INTEGER])];
    assert_eq!(broken(ARRAY, r#"[true,"a",1]"#), [""; 0]);
    assert_eq!(broken(ARRAY, r#"[true,"a",false]"#), ["2: must be an integer"]);
}

static NODE: Definition =
    Definition { name: "Node", rules: &[Required(&["v"]), Properties(&[("next", &[Defined(&NODE)])])] };
static NO_NODE: [Rule; 1] = [Not(&[Defined(&NODE)])];

static LOOP: Definition = Definition { name: "Loop", rules: &[Defined(&LOOP)] };

#[test]
fn definitions_may_go_round_in_circles() {
    assert_eq!(broken(const { &[Defined(&NODE)] }, r#"{"v":1,"next":{"v":2,"next":{"v":3}}}"#), [""; 0]);
    assert_eq!(
        broken(const { &[Defined(&NODE)] }, r#"{"v":1,"next":{"v":2,"next":{}}}"#),
        ["next/next: must have `v`"]
    );
    assert_eq!(broken(&NO_NODE, r#"{"v":1}"#), ["must not be as `Node`"]);
    assert_eq!(broken(const { &[Defined(&LOOP)] }, "1"), [""; 0]);
    assert_eq!(format!("{:?}", Defined(&NODE)), r#"Defined(Definition("Node"))"#);
}

struct Payment {
    card: Option<String>,
    iban: Option<String>,
}

record! { Payment closed [AnyOf(&[&[Required(&["card"])], &[Required(&["iban"])]])] {
    card: "card" optional,
    iban: "iban" optional,
} }

struct Open {
    a: Option<i64>,
}

record! { Open [DependentRequired(&[("x", &["y"])]), ReceiverOnly(&[Required(&["z"])])] { a: "a" optional } }

#[derive(Debug)]
struct Pair(i64, Option<i64>);

tuple! { Pair [Contains { rules: &[Minimum("5")], least: 1, most: None }] { 0 required, 1 optional } }

#[derive(Debug)]
struct Tree(Vec<Tree>);

newtype! { Tree [MaxItems(1)] }

#[derive(Debug)]
enum Either {
    Short(String),
    Payment(Payment),
}

union! { Either [Not(&[Enum(&[r#""no""#])])] {
    Short if string where [MaxLength(3)],
    Payment if object,
} }

#[derive(Debug)]
enum Tagged {
    Open(Open),
}

union! { Tagged closed by "kind" { "open" => Open with tag where [MaxProperties(4)] } }

#[test]
fn types_bring_their_rules_along() {
    let none = Payment { card: None, iban: None };
    let one = Payment { card: None, iban: Some("x".into()) };
    let told = |value: &dyn Encode| check(value, &[]).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told(&one), [""; 0]);
    assert_eq!(told(&none), ["must have `card`, or must have `iban`"]);
    assert_eq!(told(&Either::Payment(none)), ["must have `card`, or must have `iban`"]);
    assert_eq!(told(&Either::Short("long".into())), ["must have at most 3 characters, has 4"]);
    assert_eq!(told(&Either::Short("no".into())), [r#"must not be `"no"`"#]);
    let pairs = Map::from([("p", Pair(1, Some(2)))]);
    assert_eq!(told(&pairs), ["p: must have at least 1 item that would be at least 5, has 0"]);
    assert_eq!(told(&Tree(vec![Tree(vec![]), Tree(vec![])])), ["must have at most 1 item, has 2"]);
    assert_eq!(told(&Tagged::Open(Open { a: Some(1) })), [""; 0]);
}

#[test]
fn a_strict_decoding_judges_what_came_even_where_the_type_has_no_place_for_it() {
    assert_eq!(strict::<Open>(r#"{"x":1,"y":2,"z":3}"#), "kept");
    assert_eq!(strict::<Open>(r#"{"x":1,"z":3}"#), "must have `y` beside `x`");
    assert_eq!(strict::<Open>(r#"{"a":1}"#), "must have `z`");
    assert_eq!(strict::<Vec<Map<Open>>>(r#"[{"k":{"x":1,"z":3}}]"#), "at /0/k: must have `y` beside `x`");
    assert_eq!(strict::<Tagged>(r#"{"kind":"open","a":1,"z":1,"b":1}"#), "kept");
    assert_eq!(strict::<Tagged>(r#"{"kind":"open","a":1,"z":1,"b":1,"c":1}"#), "must have at most 4 properties, has 5");
    let open: Open = json::from_str(r#"{"x":1}"#).expect("responses are never refused for rules");
    assert_eq!(check(&open, &[]), [], "a caller has no way to set `z`");
}

struct HasA {
    a: i64,
}

record! { HasA { a: "a" required } }

struct HasB {
    b: i64,
}

record! { HasB closed { b: "b" required } }

#[derive(Debug)]
enum OneOrOther {
    A(HasA),
    B(HasB),
}

union! { OneOrOther one { A if object ["a"], B if object } }

#[derive(Debug)]
enum Lists {
    Short(Vec<i64>),
    Long(Vec<i64>),
}

union! { Lists { Short if array where [MaxItems(2)], Long if array where [MinItems(3)] } }

#[test]
fn a_strict_decoding_takes_the_variant_whose_rules_are_kept_and_sees_whether_it_is_the_only_one() {
    assert_eq!(strict::<Vec<OneOrOther>>(r#"[{"a":1,"c":2},{"b":1}]"#), "kept");
    assert_eq!(strict::<OneOrOther>(r#"{"a":1,"b":2}"#), "kept", "the closed one takes no `a`");
    assert!(strict::<OneOrOther>(r#"{"a":true,"c":1}"#).starts_with("no variant of OneOrOther fits: A: "));
    assert!(matches!(json::from_slice_strict(b"[1,2,3]").unwrap(), Lists::Long(_)));
    assert!(matches!(json::from_slice_strict(b"[]").unwrap(), Lists::Short(_)));
}

struct MayHaveB {
    b: Option<i64>,
}

record! { MayHaveB { b: "b" optional } }

#[derive(Debug)]
enum Overlapping {
    A(HasA),
    B(MayHaveB),
}

union! { Overlapping one { A if object ["a"], B if object } }

#[test]
fn only_one_variant_may_fit_where_the_document_says_so() {
    assert_eq!(strict::<Overlapping>(r#"{"b":1}"#), "kept");
    assert_eq!(strict::<Overlapping>(r#"{"a":1}"#), "only one variant of Overlapping may fit: A and B do");
    assert!(matches!(json::from_str(r#"{"a":1}"#).unwrap(), Overlapping::A(_)), "responses are read all the same");
}
