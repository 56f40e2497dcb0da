use oasmith_runtime::{Operation, Request, Value, json};

use super::rules::rules::{PutAttic, PutRules};
use super::rules::types::{Employee, Event, EventKind, Interval, Payment, Rules};

/// What a strict decoding says of a property of [`Rules`].
fn strict(property: &str, text: &str) -> String {
    let text = format!(r#"{{"{property}":{text}}}"#);
    match json::from_slice_strict::<Rules>(text.as_bytes()) {
        Err(fault) => fault.to_string(),
        Ok(rules) => {
            let back: Value = json::to_string(&rules).unwrap().parse().unwrap();
            assert_eq!(back, text.parse().unwrap(), "what is kept comes back as it was");
            "kept".to_owned()
        }
    }
}

/// What is wrong with a request.
fn violations(operation: &impl Operation) -> Vec<String> {
    let mut request = Request::default();
    operation.encode(&mut request);
    request.violations().iter().map(ToString::to_string).collect()
}

fn body(rules: Rules) -> PutRules {
    PutRules::new(rules)
}

// support: Schemas | `not`, `contains`, `minContains`, `maxContains` | partial: rules that requests and strict decoding are held to, not types
#[test]
fn what_must_not_hold_and_what_must_at_least() {
    assert_eq!(strict("payment", r#"{"iban":"x"}"#), "kept");
    assert_eq!(strict("payment", r#"{"card":"x","holder":"y"}"#), "kept");
    assert_eq!(strict("payment", "{}"), "at /payment: must have `card`, or must have `iban`");
    assert_eq!(strict("payment", r#"{"card":"x"}"#), "at /payment: must have `holder` beside `card`");
    let both = Payment::new().card("x").holder("y").iban("z");
    assert_eq!(violations(&body(Rules::new().payment(both))), ["payment: must not have `card` and `iban`"]);
    assert_eq!(violations(&body(Rules::new().payment(Payment::new().iban("x")))), [""; 0]);
}

// support: Schemas | `if`, `then`, `else`, `dependentRequired`, `dependentSchemas` | partial: rules that requests and strict decoding are held to, not types
#[test]
fn conditions() {
    assert_eq!(strict("event", r#"{"kind":"meeting","room":"1"}"#), "kept");
    assert_eq!(strict("event", r#"{"kind":"call","room":"1"}"#), "at /event/room: must not be there");
    let event = Event::new(EventKind::Meeting);
    assert_eq!(violations(&body(Rules::new().event(event))), ["event: must have `room`"]);
}

// support: Schemas | `propertyNames`, `patternProperties` | partial: rules that requests and strict decoding are held to; the properties are in `additional_properties`
#[test]
fn names_and_patterns() {
    assert_eq!(strict("labels", r#"{"x-a":1}"#), "kept");
    assert_eq!(strict("labels", r#"{"x-a":0}"#), "at /labels/x-a: must be at least 1, is 0");
    assert_eq!(strict("labels", r#"{"y":1}"#), "at /labels/y: must not be there");
    assert_eq!(strict("headers", r#"{"x-a":"abc","y":[]}"#), "kept");
    assert_eq!(strict("headers", r#"{"x-b":1}"#), "at /headers/x-b: must be a string");
    assert_eq!(strict("headers", r#"{"x-a":"a"}"#), "at /headers: must have at least 2 properties, has 1");
    assert_eq!(strict("settings", r#"{"a":true}"#), "kept");
    assert_eq!(
        strict("settings", r#"{"longer":true}"#),
        "at /settings: the name `longer` must have at most 4 characters, has 6"
    );
}

// support: Schemas | `unevaluatedProperties`, `unevaluatedItems` | partial: rules that requests and strict decoding are held to, not types
#[test]
fn what_is_left_unevaluated() {
    assert_eq!(strict("employee", r#"{"name":"x","wage":1}"#), "kept");
    assert_eq!(strict("employee", r#"{"name":"x","boss":1}"#), "at /employee: unknown property `boss` of Employee");
    assert!(json::from_str::<Employee>(r#"{"name":"x","boss":1}"#).is_ok(), "responses may say more");
    assert_eq!(strict("vehicle", r#"{"wheels":4,"doors":2,"owner":"x"}"#), "kept");
    assert_eq!(strict("vehicle", r#"{"wheels":4,"load":2,"owner":"x"}"#), "kept");
    assert_eq!(
        strict("vehicle", r#"{"wheels":4,"owner":"x","load":2,"more":1}"#),
        "at /vehicle/more: must not be there"
    );
}

#[test]
fn items() {
    assert_eq!(strict("scores", "[1,5]"), "kept");
    let few = "must have at least 1 item and at most 2 that would be at least 5";
    assert_eq!(strict("scores", "[1,2]"), format!("at /scores: {few}, has 0"));
    assert_eq!(violations(&body(Rules::new().scores(vec![5, 6, 7]))), [format!("scores: {few}, has 3")]);
    assert_eq!(strict("interval", "[1,2,9]"), "kept");
    assert_eq!(strict("interval", "[1,3]"), "at /interval/1: must be a multiple of 2, is 3");
    assert_eq!(strict("nothing", "[]"), "kept");
    assert_eq!(strict("nothing", "[1]"), "at /nothing/0: must not be there");
    let interval = Interval(-1, None, vec![10]);
    assert_eq!(
        violations(&body(Rules::new().interval(interval))),
        ["interval/0: must be at least 0, is -1", "interval/2: must be at most 9, is 10"]
    );
}

#[test]
fn values_and_alternatives_that_are_no_types() {
    assert_eq!(strict("amount", "100"), "kept");
    assert_eq!(strict("amount", "95"), "kept");
    assert_eq!(strict("amount", "96"), "at /amount: must be at least 100, is 96, or must be a multiple of 5, is 96");
    assert_eq!(strict("mode", r#"{"fixed":[1.5]}"#), "kept");
    assert_eq!(strict("mode", "2"), r#"at /mode: must be one of `"auto"`, `1`, `null`, `{"fixed":[1.5]}`"#);
    assert_eq!(strict("legacy", "1"), "at /legacy: must not be there");
}

#[test]
fn requests_are_held_to_what_their_sender_can_keep() {
    assert_eq!(strict("contact", r#"{"mail":"x"}"#), "at /contact: must have `phone` beside `mail`");
    let rules: Rules = json::from_str(r#"{"contact":{"mail":"x"},"word":"abc"}"#).unwrap();
    assert_eq!(violations(&body(rules)), [""; 0]);
    assert_eq!(strict("word", r#""xyz""#), "kept");
    assert_eq!(strict("word", r#""abc""#), "at /word: must fit exactly one of 2 alternatives, fits numbers 1 and 2");
}

#[test]
fn only_one_variant_may_fit() {
    assert_eq!(strict("parcel", r#"{"size":1}"#), "kept");
    assert!(strict("parcel", r#"{"weight":1,"size":1}"#).starts_with("at /parcel: only one variant of Parcel may fit"));
    assert!(json::from_str::<Rules>(r#"{"parcel":{"weight":1,"size":1}}"#).is_ok(), "responses are read all the same");
}

#[test]
fn rules_may_hold_themselves() {
    let attic = |text: &str| PutAttic::new(json::from_str(text).unwrap());
    assert_eq!(violations(&attic(r#"[1,{"name":"a","folders":[{"name":"b"}]}]"#)), [""; 0]);
    assert_eq!(
        violations(&attic(r#"[{"name":"a","folders":[{"name":""}]}]"#)),
        ["must have at least 1 item that would be as `Folder`, has 0"]
    );
    assert_eq!(violations(&attic("[]").level(2.0)).len(), 3);
}

// support: Schemas | `pattern` | partial: a rule that requests and strict decoding are held to; one with look-around, back-references or classes of Unicode is documented only, which a located note says
#[test]
fn a_pattern_that_cannot_be_matched_refuses_nothing() {
    assert_eq!(violations(&body(Rules::new().password("no digit"))), [""; 0]);
    assert_eq!(strict("password", r#""no digit""#), "kept");
}
