//! The document's rules: which values keep them, and what is said of those that do not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::codec::{Decode, Encode, Map, Rule, UnknownValue, UnknownVariant, Value, check, json};
use oasmith_runtime::{enumeration, record, union};

struct Order {
    org_id: String,
    count: Option<i64>,
    price: f64,
    tags: Vec<String>,
    lines: Vec<Line>,
    more: Map<String>,
}

record! { Order closed {
    org_id: "orgId" required [MinLength(1), MaxLength(3), Pattern("^[a-zé]*$")],
    count: "count" optional [Minimum("1"), ExclusiveMaximum("10"), MultipleOf("2")],
    price: "price" required [MultipleOf("0.01"), Maximum("1e3"), ExclusiveMinimum("0")],
    tags: "tags" required [MinItems(1), MaxItems(2), UniqueItems, Items(&[Enum(&[r#""a""#, r#""b""#])])],
    lines: "lines" required,
    ..more [MaxLength(2)]
} }

struct Line {
    sku: String,
    extra: Option<Map<Value>>,
}

record! { Line closed { sku: "sku" required [MinLength(2)], extra: "extra" optional [MaxProperties(1), MinProperties(1)] } }

fn order() -> Order {
    Order {
        org_id: "abc".into(),
        count: Some(2),
        price: 19.99,
        tags: vec!["a".into()],
        lines: Vec::new(),
        more: Map::new(),
    }
}

fn violations(value: &dyn Encode, rules: &'static [Rule]) -> Vec<String> {
    check(value, rules).iter().map(ToString::to_string).collect()
}

fn strict<T: Decode + Encode>(text: &str) -> String {
    json::from_slice_strict::<T>(text.as_bytes()).map_or_else(|fault| fault.to_string(), |_| "kept".to_owned())
}

#[test]
fn a_value_that_keeps_every_rule_has_no_violation() {
    assert_eq!(check(&order(), &[]), []);
    assert_eq!(check(&Order { count: None, ..order() }, &[]), []);
}

#[test]
fn every_violation_is_listed_with_its_place_and_numbers() {
    let line = |sku: &str, extra| Line { sku: sku.into(), extra };
    let order = Order {
        org_id: String::new(),
        count: Some(11),
        price: 1000.005,
        tags: vec!["a".into(), "c".into(), "a".into()],
        lines: vec![line("ok", None), line("x", Some(Map::new()))],
        more: Map::from([("m/n", "abc".to_owned())]),
    };
    assert_eq!(
        violations(&order, &[]),
        [
            "orgId: must have at least 1 character, has 0",
            "count: must be less than 10, is 11",
            "count: must be a multiple of 2, is 11",
            "price: must be a multiple of 0.01, is 1000.005",
            "price: must be at most 1e3, is 1000.005",
            "tags: must have at most 2 items, has 3",
            "tags: must have no item twice, has one again at 2",
            "tags/1: must be one of `\"a\"`, `\"b\"`",
            "lines/1/sku: must have at least 2 characters, has 1",
            "lines/1/extra: must have at least 1 property, has 0",
            "m/n: must have at most 2 characters, has 3",
        ],
    );
    let violation = &check(&order, &[])[10];
    assert_eq!((violation.path().as_str(), violation.rule()), ("/m~1n", Some(Rule::MaxLength(2))));
}

#[test]
fn lengths_are_characters_and_rules_judge_their_own_type_only() {
    assert!(check(&"éé𝄞", &[Rule::MaxLength(3)]).is_empty());
    assert_eq!(violations(&"éé𝄞", &[Rule::MinLength(4)]), ["must have at least 4 characters, has 3"]);
    assert_eq!(violations(&"𝄞𝄞𝄞", &[Rule::MinLength(4)]), ["must have at least 4 characters, has 3"]);
    assert_eq!(violations(&"éé𝄞", &[Rule::MaxLength(2)]), ["must have at most 2 characters, has 3"]);
    for text in ["abcd", "éé𝄞x", "𝄞𝄞𝄞𝄞"] {
        assert!(check(&text, &[Rule::MinLength(4), Rule::MaxLength(4)]).is_empty(), "{text}");
    }
    assert!(check(&7, &[Rule::MinLength(4), Rule::MinItems(1), Rule::Pattern("x")]).is_empty());
    assert!(check(&Value::Null, &[Rule::Minimum("1")]).is_empty());
}

#[test]
fn numbers_are_judged_on_their_digits() {
    let rules: &'static [Rule] = &[Rule::Maximum("9007199254740992")];
    assert!(check(&9_007_199_254_740_992_i64, rules).is_empty());
    assert!(!check(&9_007_199_254_740_993_i64, rules).is_empty());
    assert!(check(&0.3, &[Rule::MultipleOf("0.1")]).is_empty());
    assert!(!check(&u64::MAX, &[Rule::Maximum("18446744073709551614")]).is_empty());
    let precise: Value = "0.10000000000000000000001".parse().unwrap();
    assert!(!check(&precise, &[Rule::Maximum("0.1")]).is_empty());
}

#[test]
fn a_pattern_that_the_engine_does_not_know_is_never_violated() {
    assert!(check(&"x", &[Rule::Pattern("(?=lookahead)y")]).is_empty());
    assert_eq!(violations(&"x", &[Rule::Pattern(r"^\d+$")]), [r"must match `^\d+$`"]);
    assert!(check(&"a/b", &[Rule::Pattern(r"^a\/b$")]).is_empty());
}

#[derive(Clone)]
enum Status {
    On,
    Unknown(UnknownValue),
}

enumeration! { Status { "on" => On } }

#[derive(Debug)]
enum Event {
    Line(Line),
    Unknown(UnknownVariant),
}

union! { Event by "kind" { "line" => Line with tag } }

#[test]
fn strict_decoding_refuses_what_the_document_does_not_allow() {
    assert_eq!(strict::<Line>(r#"{"sku":"ok"}"#), "kept");
    assert_eq!(strict::<Vec<Line>>(r#"[{"sku":"ok","x":1}]"#), "at /0: unknown property `x` of Line");
    assert_eq!(strict::<Vec<Line>>(r#"[{"sku":"o"}]"#), "at /0/sku: must have at least 2 characters, has 1");
    assert_eq!(strict::<Status>("\"on\""), "kept");
    assert_eq!(strict::<Vec<Status>>("[\"off\"]"), "at /0: must be one of the values that the document lists");
    assert_eq!(strict::<Event>(r#"{"kind":"line","sku":"ok"}"#), "kept");
    assert_eq!(strict::<Event>(r#"{"kind":"line","sku":"o"}"#), "at /sku: must have at least 2 characters, has 1");
    assert_eq!(strict::<Event>(r#"{"kind":"dot"}"#), "at /kind: must be one of the values that the document lists");
}

#[test]
fn what_the_document_does_not_list_may_be_sent() {
    assert_eq!(check(&Status::from("later"), &[]), []);
    assert_eq!(check(&Status::On, &[]), []);
    let event: Event = json::from_str(r#"{"kind":"dot"}"#).unwrap();
    assert_eq!(check(&event, &[]), []);
}
