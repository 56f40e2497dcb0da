//! What records, enums, wrappers and tuples look like on the wire, in both directions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;

use oasmith_runtime::codec::{Decode, DecodeError, Encode, Map, Nullable, Number, UnknownValue, Value, json};
use oasmith_runtime::{enumeration, newtype, record, tuple};

#[derive(Clone, PartialEq)]
struct Person {
    name: String,
    nick: Option<String>,
    motto: Option<Nullable<String>>,
    boss: Option<Box<Person>>,
    note: Option<Value>,
}

record! { Person {
    "kind" = "person",
    name: "name" required,
    "version" = Int(2),
    "alive" = true,
    nick: "nickName" optional,
    motto: "motto" optional,
    boss: "boss" required,
    note: "note" optional,
} }

/// Reads and writes.
fn again<T: Decode + Encode>(text: &str) -> String {
    json::to_string(&json::from_str::<T>(text).unwrap()).unwrap()
}

fn refused<T: Decode>(text: &str) -> String {
    json::from_str::<T>(text).err().expect("a fault").to_string()
}

#[test]
fn a_record_is_written_in_order_with_its_constants() {
    let person = Person { name: "Jo".into(), nick: None, motto: None, boss: None, note: None };
    let text = r#"{"kind":"person","name":"Jo","version":2,"alive":true,"boss":null}"#;
    assert_eq!(json::to_string(&person).unwrap(), text);
    assert_eq!(json::from_str::<Person>(text).unwrap(), person);
    let full = r#"{"kind":"person","name":"Al","version":2,"alive":true,"nickName":"A","motto":null,"boss":"#;
    assert_eq!(again::<Person>(&format!("{full}{text},\"note\":null}}")), format!("{full}{text},\"note\":null}}"));
}

#[test]
fn entries_come_in_any_order_and_unknown_ones_are_passed_over() {
    let text = r#" { "boss" : null , "x" : [ { "y" : "\n]" } , 1.5e3 ] , "name" : "a" , "alive" : true , "name" : "b" ,
        "version" : 2.0 , "\u006bind" : "person" } "#;
    assert_eq!(json::from_str::<Person>(text).unwrap().name, "b");
}

#[test]
fn absent_null_and_value_are_told_apart_where_the_type_does() {
    let read = |entries: &str| {
        let text = format!(r#"{{"kind":"person","version":2,"alive":true,"name":"a","boss":null{entries}}}"#);
        json::from_str::<Person>(&text).unwrap()
    };
    assert_eq!(read("").motto, None);
    assert_eq!(read(r#","motto":null"#).motto, Some(Nullable::Null));
    assert_eq!(read(r#","motto":"m""#).motto, Some(Nullable::Value("m".to_owned())));
    assert_eq!(read(r#","nickName":null"#).nick, None);
    assert_eq!(read(r#","note":null"#).note, Some(Value::Null));
}

#[test]
fn faults_of_records_name_entry_and_place() {
    let text = r#"{"kind":"person","version":2,"alive":true,"name":"a"}"#;
    assert_eq!(refused::<Person>(text), "missing property `boss`");
    let boss = r#"{"kind":"person","version":2,"alive":true,"name":"a","boss":"#;
    assert_eq!(refused::<Person>(&format!("{boss}{text}}}")), "at /boss: missing property `boss`");
    assert_eq!(refused::<Person>(&format!("{boss}{{\"name\":7}}}}")), "at /boss/name: expected a string, found 7");
    assert_eq!(refused::<Person>(r#"{"kind":"cat"}"#), r#"at /kind: expected "person", found "cat""#);
    assert_eq!(refused::<Person>(r#"{"version":3}"#), "at /version: expected 2, found 3");
    assert_eq!(refused::<Person>(r#"{"alive":1}"#), "at /alive: expected true, found 1");
    assert_eq!(refused::<Person>("[]"), "expected an object, found an array");
}

#[derive(PartialEq)]
struct Open {
    id: u8,
    more: Map<i64>,
}

record! { Open { id: "id" required, ..more } }

struct Empty {}

record! { Empty {} }

record! { Odd { r#type: "type \"a\\\n" required } }

struct Odd {
    r#type: bool,
}

#[test]
fn further_entries_are_kept_in_order() {
    assert_eq!(again::<Open>(r#"{"z":1,"id":2,"a":3,"z":4,"\u0062":5}"#), r#"{"id":2,"z":4,"a":3,"b":5}"#);
    assert_eq!(refused::<Open>(r#"{"id":2,"a/b~c":"x"}"#), r#"at /a~1b~0c: expected an integer, found "x""#);
    assert_eq!(again::<Empty>(r#"{"a":1}"#), "{}");
    assert_eq!(again::<Odd>(r#"{"type \u0022a\\\n":true}"#), r#"{"type \"a\\\n":true}"#);
}

#[test]
fn text_is_escaped_and_read_back() {
    let text = "\u{0}\u{1f} \"quoted\" \\ / \u{7f} é 𝄞 \u{2028}\r\n\t\u{8}\u{c}";
    let written = json::to_string(&text).unwrap();
    assert_eq!(written, r#""\u0000\u001f \"quoted\" \\ / "#.to_owned() + "\u{7f} é 𝄞 \u{2028}" + r#"\r\n\t\b\f""#);
    assert_eq!(json::from_str::<String>(&written).unwrap(), text);
}

#[test]
fn integers_are_read_however_they_are_written_and_kept_in_range() {
    assert_eq!(json::from_str::<i32>("1e2").unwrap(), 100);
    assert_eq!(json::from_str::<u8>("255.0").unwrap(), 255);
    assert_eq!(json::from_str::<i64>("-9223372036854775808").unwrap(), i64::MIN);
    assert_eq!(json::from_str::<u64>("18446744073709551615").unwrap(), u64::MAX);
    assert_eq!(again::<u128>("340282366920938463463374607431768211455"), "340282366920938463463374607431768211455");
    assert_eq!(again::<i128>("-170141183460469231731687303715884105728"), "-170141183460469231731687303715884105728");
    assert_eq!(refused::<u8>("256"), "expected an integer from 0 to 255, found 256");
    assert_eq!(
        refused::<i64>("9223372036854775808"),
        "expected an integer from -9223372036854775808 to \
        9223372036854775807, found 9223372036854775808"
    );
    assert_eq!(refused::<i32>("1.5"), "expected an integer, found 1.5");
    assert_eq!(refused::<i32>("1e99"), "integer 1e99 is out of range");
    assert_eq!(refused::<i32>("\"1\""), "expected an integer, found \"1\"");
}

#[test]
fn floats_keep_their_value() {
    for text in ["0.1", "-0.0", "1e+300", "5e-324", "123456.789", "1.7976931348623157e+308"] {
        assert_eq!(again::<f64>(text), text);
    }
    assert_eq!(again::<f64>("3"), "3.0");
    assert_eq!(again::<f32>("0.1"), "0.1");
    assert_eq!(refused::<f64>("1e400"), "number 1e400 is out of range");
    assert_eq!(refused::<f32>("1e40"), "number 1e40 is out of range");
    let fault = json::to_vec(&vec![1.0, f64::NAN]).unwrap_err();
    assert_eq!(fault.to_string(), "at /1: NaN cannot be written in JSON");
}

#[test]
fn values_keep_order_and_digits() {
    let text = r#"{"b":[1,-0,1.50,1e400,123456789012345678901234567890],"a":{"x":null,"y":true,"z":"\u00e9"}}"#;
    assert_eq!(again::<Value>(text), text.replace(r"\u00e9", "é"));
    let value: Value = text.parse().unwrap();
    assert_eq!(value.pointer("/b/2").unwrap().to_string(), "1.50");
    assert_eq!(value.pointer("/a/z").and_then(Value::as_str), Some("é"));
    assert_eq!(value.pointer("/b/02"), None);
    assert_eq!("1.0".parse::<Number>().unwrap(), Number::from(1));
    assert_eq!(Value::from([("n", 1)]).to::<BTreeMap<String, u8>>().unwrap(), BTreeMap::from([("n".to_owned(), 1)]));
    assert_eq!(Value::of(&Open { id: 1, more: Map::from([("k", 2)]) }).unwrap(), Value::from([("id", 1), ("k", 2)]));
}

#[derive(Clone, PartialEq)]
enum Status {
    Active,
    InActive,
    Unknown(UnknownValue),
}

enumeration! { Status { "active" => Active, "in-active" => InActive } }

#[derive(PartialEq)]
enum Level {
    One,
    Two,
    Unknown(i64),
}

enumeration! { Level: i64 { 1 => One, -2 => Two } }

#[test]
fn enums_keep_what_the_document_does_not_list() {
    assert!(json::from_str::<Status>("\"in-active\"").unwrap() == Status::InActive);
    assert_eq!(again::<Status>("\"later\""), "\"later\"");
    assert_eq!(Status::from("x").as_str(), "x");
    assert!("active".parse() == Ok(Status::Active));
    assert_eq!(format!("{:>8}", Status::Active), "  active");
    assert_eq!(refused::<Status>("1"), "expected a string, found 1");
    assert!(json::from_str::<Level>("-2.0").unwrap() == Level::Two);
    assert_eq!(again::<Level>("7"), "7");
    assert_eq!(Level::from(1).to_string(), "1");
}

#[derive(Debug, PartialEq)]
struct Tree(Vec<Tree>);

newtype! { Tree }

#[derive(Debug)]
struct Point(f64, f64, Option<String>, Vec<u8>);

tuple! { Point { 0 required, 1 required, 2 optional, ..3 } }

#[derive(Debug)]
struct Pair(i64, Option<bool>);

tuple! { Pair { 0 required, 1 optional } }

#[test]
fn wrappers_and_tuples_stand_for_their_content() {
    assert_eq!(again::<Tree>("[[],[[]]]"), "[[],[[]]]");
    assert_eq!(refused::<Tree>("[[],[7]]"), "at /1/0: expected an array, found 7");
    assert_eq!(again::<Point>("[1,2]"), "[1.0,2.0]");
    assert_eq!(again::<Point>(r#"[1,2,"a",3,4]"#), r#"[1.0,2.0,"a",3,4]"#);
    assert_eq!(again::<Pair>(r#"[1,true,{"passed":"over"}]"#), "[1,true]");
    assert_eq!(refused::<Point>("[1]"), "missing item 1");
    assert_eq!(refused::<Point>(r#"[1,2,"a",256]"#), "at /3: expected an integer from 0 to 255, found 256");
}

#[test]
fn syntax_faults_tell_line_and_column() {
    let cases = [
        ("", "expected a value, found the end of the text at line 1 column 1"),
        ("{\"é\":\n  tru}", "at /é: expected a value, found `t` at line 2 column 3"),
        ("[1,]", "at /1: expected a value, found `]` at line 1 column 4"),
        ("[1 2]", "expected `,` or `]`, found `2` at line 1 column 4"),
        ("{\"a\" 1}", "expected `:`, found `1` at line 1 column 6"),
        ("{,}", "expected a key or `}`, found `,` at line 1 column 2"),
        ("{\"a\":1,}", "expected a key, found `}` at line 1 column 8"),
        ("[-]", "at /0: expected a number's digits, found `]` at line 1 column 3"),
        ("\"a\nb\"", "expected an escape in the place of a control character, found `\\n` at line 1 column 3"),
        ("\"\\q\"", "expected an escape, found `q` at line 1 column 3"),
        ("\"\\ud800x\"", "expected the second half of a surrogate pair, found `x` at line 1 column 8"),
        ("1 1", "expected the end of the text, found `1` at line 1 column 3"),
    ];
    for (text, message) in cases {
        let fault = json::from_str::<Value>(text).unwrap_err();
        assert_eq!(fault.to_string(), message, "{text}");
        assert!(fault.offset().is_some());
    }
    assert_eq!(json::from_str::<bool>("7").unwrap_err().offset(), None);
    assert_eq!(json::from_slice::<Value>(b"\"a\xff\"").unwrap_err().to_string(), "byte 2 is not UTF-8");
    assert_eq!(json::from_slice::<Value>(b"\xef\xbb\xbf1").unwrap(), Value::from(1));
}

#[test]
fn a_fault_is_an_error_like_others() {
    fn assert_error<T: std::error::Error + Send + Sync + 'static>() {}
    assert_error::<DecodeError>();
    assert_eq!(size_of::<Result<(), DecodeError>>(), 8);
    let fault = json::from_str::<Vec<Open>>(r#"[{"id":1},{"id":"x"}]"#).unwrap_err();
    assert_eq!((fault.path().as_str(), fault.message()), ("/1/id", r#"expected an integer, found "x""#));
}

mod wide {
    use oasmith_runtime::codec::{Map, Value};
    use oasmith_runtime::record;

    use super::Status;

    /// With more entries than a tuple has, constants on both sides of that, a raw identifier, and a rest.
    #[derive(Clone, PartialEq, Default)]
    pub(super) struct Wide {
        pub a: i64,
        pub b: Option<String>,
        pub c: String,
        pub r#type: Option<Status>,
        pub e: bool,
        pub f: i64,
        pub g: i64,
        pub h: i64,
        pub i: i64,
        pub j: i64,
        pub k: i64,
        pub l: i64,
        pub m: Option<i64>,
        pub n: i64,
        pub additional: Map<Value>,
    }

    record! { Wide {
        "kind" = "wide",
        a: "a" required,
        b: "b-b" optional,
        c: "c" required,
        r#type: "type" optional,
        e: "e" required,
        f: "f" required,
        g: "g" required,
        h: "h" required,
        i: "i" required,
        j: "j" required,
        k: "k" required,
        l: "l" required,
        "version" = Int(3),
        m: "m" optional,
        n: "n" required,
        ..additional
    } }

    pub(super) mod derived {
        use super::{Map, Status, Value};

        #[derive(Debug)]
        #[allow(dead_code)]
        pub(crate) struct Wide {
            pub(crate) a: i64,
            pub(crate) b: Option<String>,
            pub(crate) c: String,
            pub(crate) r#type: Option<Status>,
            pub(crate) e: bool,
            pub(crate) f: i64,
            pub(crate) g: i64,
            pub(crate) h: i64,
            pub(crate) i: i64,
            pub(crate) j: i64,
            pub(crate) k: i64,
            pub(crate) l: i64,
            pub(crate) m: Option<i64>,
            pub(crate) n: i64,
            pub(crate) additional: Map<Value>,
        }
    }
}

const WIDE: &str = concat!(
    r#"{"kind":"wide","a":1,"b-b":"x","c":"y","type":"active","e":true,"f":6,"g":7,"h":8,"i":9,"j":10,"k":11,"l":12,"#,
    r#""version":3,"n":14,"more":[null]}"#
);

#[test]
fn a_record_of_any_width_is_read_and_written() {
    assert_eq!(again::<wide::Wide>(WIDE), WIDE);
    let value: Value = WIDE.parse().unwrap();
    assert_eq!(value.to::<wide::Wide>().unwrap(), serde_json::from_str(WIDE).unwrap());
    assert_eq!(refused::<wide::Wide>(&WIDE.replace(r#""n":14,"#, "")), "missing property `n`");
    let fault = refused::<wide::Wide>(&WIDE.replace(r#""version":3"#, r#""version":4"#));
    assert_eq!(fault, "at /version: expected 3, found 4");
    let fault = refused::<wide::Wide>(&WIDE.replace("wide", "narrow"));
    assert_eq!(fault, "at /kind: expected \"wide\", found \"narrow\"");
}

#[test]
fn a_record_shows_itself_as_the_derived_debug_would() {
    let record: wide::Wide = json::from_str(WIDE).unwrap();
    let wide::Wide { a, b, c, r#type, e, f, g, h, i, j, k, l, m, n, additional } = record.clone();
    let derived = wide::derived::Wide { a, b, c, r#type, e, f, g, h, i, j, k, l, m, n, additional };
    assert_eq!(format!("{record:?}"), format!("{derived:?}"));
    assert_eq!(format!("{record:#?}"), format!("{derived:#?}"));
}

#[test]
fn keys_that_json_escapes() {
    #[derive(Clone, PartialEq)]
    struct Odd {
        quote: i64,
        backslash: Option<String>,
        plain: String,
    }
    record! { Odd { quote: "a\"b" required, backslash: "c\\d" optional, "kind" = "odd", plain: "plain" required } }

    let odd = Odd { quote: 1, backslash: Some("x".to_owned()), plain: "y".to_owned() };
    let text = r#"{"a\"b":1,"c\\d":"x","kind":"odd","plain":"y"}"#;
    assert_eq!(json::to_string(&odd).unwrap(), text);
    assert_eq!(json::from_str::<Odd>(text).unwrap(), odd);

    let turned = json::from_str::<Odd>(r#"{"plain":"y","kind":"odd","a\u0022b":1}"#).unwrap();
    let without = Odd { backslash: None, ..odd };
    assert_eq!(turned, without);
    assert_eq!(json::to_string(&without).unwrap(), r#"{"a\"b":1,"kind":"odd","plain":"y"}"#);

    let fault = json::from_str::<Odd>(r#"{"a\"b":"no","plain":"y","kind":"odd"}"#).unwrap_err().to_string();
    assert!(fault.contains(r#"a"b"#), "{fault}");
}
