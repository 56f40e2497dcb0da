use oasmith_runtime::{Nullable, json};

use super::untagged_union::things::{
    PutThingRequest, PutThingRequestAmount, PutThingRequestFew, PutThingRequestOneOrMany, PutThingRequestOpen,
    PutThingRequestShape, PutThingRequestTold, PutThingRequestTyped,
};

fn thing(rest: &str) -> PutThingRequest {
    json::from_str(&format!(r#"{{"amount":1,"when":"2024-01-01"{rest}}}"#)).unwrap()
}

// support: Schemas | `oneOf`, `anyOf` without a tag | yes
#[test]
fn json_types_tell_variants_apart() {
    assert_eq!(thing("").amount, PutThingRequestAmount::Integer(1));
    let text = r#"{"amount":"1","when":"now"}"#;
    let request: PutThingRequest = json::from_str(text).unwrap();
    assert_eq!(request.amount, PutThingRequestAmount::String("1".to_owned()));
    assert_eq!(json::to_string(&request).unwrap(), text);
    assert_eq!(
        thing(r#","one_or_many":["a"]"#).one_or_many,
        Some(PutThingRequestOneOrMany::List(vec!["a".to_owned()]))
    );
}

// support: Schemas | Enumerations, with unknown values kept | yes
#[test]
fn an_open_enumeration_keeps_other_values() {
    assert_eq!(thing(r#","open":"small""#).open, Some(PutThingRequestOpen::Small));
    let request = thing(r#","open":"huge""#);
    assert_eq!(request.open.as_ref().map(PutThingRequestOpen::as_str), Some("huge"));
    assert!(json::to_string(&request).unwrap().ends_with(r#""open":"huge"}"#));
}

// support: Schemas | `null`, `nullable`, lists of types | yes
#[test]
fn absent_null_and_a_value_are_three_things() {
    for (text, expected) in [
        ("", None),
        (r#","typed":null"#, Some(Nullable::Null)),
        (r#","typed":true"#, Some(Nullable::Value(PutThingRequestTyped::Boolean(true)))),
    ] {
        let request = thing(text);
        assert_eq!(request.typed, expected);
        assert!(json::to_string(&request).unwrap().ends_with(&format!("{text}}}")), "{text}");
    }
}

#[test]
fn every_spelling_of_null_goes_there_and_back() {
    for key in ["maybe", "typed", "constant", "listed", "inside", "both"] {
        let rest = format!(r#","{key}":null"#);
        assert!(json::to_string(&thing(&rest)).unwrap().ends_with(&format!("{rest}}}")), "{key}");
    }
    let rest = r#","pair":["a",null],"points":[null,{"x":1.0,"y":2.0}]"#;
    let request = thing(rest);
    assert_eq!(request.points.as_ref().map(|points| points[0].is_none()), Some(true));
    assert!(json::to_string(&request).unwrap().ends_with(&format!("{rest}}}")));
    assert_eq!(thing(r#","pair":[null,null]"#).pair.map(|pair| (pair.0, pair.1)), Some((None, None)));
}

#[test]
fn the_variant_that_asks_for_more_keys_goes_first() {
    let circle = thing(r#","shape":{"x":0.0,"y":0.0,"radius":1.0}"#).shape;
    assert!(matches!(circle, Some(PutThingRequestShape::Radius(_))), "{circle:?}");
    let point = thing(r#","shape":{"x":0.0,"y":0.0}"#).shape;
    assert!(matches!(point, Some(PutThingRequestShape::Point(_))), "{point:?}");
}

#[test]
fn nothing_that_fits_is_a_located_fault() {
    let fault = json::from_str::<PutThingRequest>(r#"{"amount":[],"when":""}"#).unwrap_err().to_string();
    assert!(fault.starts_with("at /amount: "), "{fault}");
}

#[test]
fn a_variant_that_lists_the_value_goes_before_one_that_takes_any() {
    let told = |sort: &str| thing(&format!(r#","told":{{"sort":{sort:?}}}"#)).told.unwrap();
    assert!(matches!(told("known"), PutThingRequestTold::Known(_)));
    assert!(matches!(told("two"), PutThingRequestTold::Listed(_)));
    assert!(matches!(told("three"), PutThingRequestTold::Generic(_)));
}

#[test]
fn a_tuple_takes_no_longer_lists() {
    let few = |items: &str| thing(&format!(r#","few":{items}"#)).few.unwrap();
    assert!(matches!(few("[1,2]"), PutThingRequestFew::Tuple(_)));
    assert!(matches!(few("[1,2,3]"), PutThingRequestFew::List(items) if items == [1, 2, 3]));
    assert!(matches!(few("[1]"), PutThingRequestFew::List(items) if items == [1]));
}
