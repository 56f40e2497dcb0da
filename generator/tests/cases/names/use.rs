use oasmith_runtime::json;

use super::names::moods::PutMoodRequest;
use super::names::types::{Entry, Mood, Place, Whole};
use super::names::types_api::{
    NamesTypeRequest, NamesTypeRequestLevel, NamesTypeRequestReaction, NamesTypeResponseTitled, NamesTypeResponseTold,
};

// support: Schemas | Names with keywords, digits, emoji and CJK | yes
#[test]
fn wire_names_are_exact_whatever_the_fields_are_called() {
    let mut request = NamesTypeRequest::new("t", "s", "n").user_id("2").user_id_2("1");
    request.r#ref = Some("r".to_owned());
    request._2fa = Some(true);
    request.symbol = Some("crab".to_owned());
    request.empty = Some("nothing".to_owned());
    request.quote_d = Some("q".to_owned());
    let text = json::to_string(&request).unwrap();
    let expected = concat!(
        r#"{"type":"t","self":"s","new":"n","userID":"1","user_id":"2","$ref":"r","2fa":true,"🦀":"crab","":"nothing","#,
        r#""quote\"d\\":"q"}"#
    );
    assert_eq!(text, expected);
    assert_eq!(json::from_str::<NamesTypeRequest>(&text).unwrap(), request);
}

#[test]
fn values_are_exact_too() {
    for (value, text) in [
        (NamesTypeRequestReaction::Plus1, "+1"),
        (NamesTypeRequestReaction::Minus1, "-1"),
        (NamesTypeRequestReaction::LaughValue, "laugh"),
        (NamesTypeRequestReaction::Laugh, "Laugh"),
        (NamesTypeRequestReaction::Empty, ""),
        (NamesTypeRequestReaction::UnknownValue, "Unknown"),
        (NamesTypeRequestReaction::Self_, "self"),
        (NamesTypeRequestReaction::GreaterEqual, ">="),
        (NamesTypeRequestReaction::AB, "a b"),
        (NamesTypeRequestReaction::OpenBracket, "["),
        (NamesTypeRequestReaction::Blank, "  "),
    ] {
        assert_eq!(value.as_str(), text);
        assert_eq!(json::from_str::<NamesTypeRequestReaction>(&format!("{text:?}")).unwrap(), value);
    }
    assert_eq!(json::from_str::<NamesTypeRequestLevel>("-1").unwrap(), NamesTypeRequestLevel::Minus1);
    assert_eq!(json::to_string(&json::from_str::<NamesTypeRequestLevel>("12").unwrap()).unwrap(), "12");
}

#[test]
fn variants_are_called_for_what_is_theirs_alone() {
    let told = |text: &str| json::from_str::<NamesTypeResponseTold>(text).unwrap();
    assert!(matches!(told(r#"{"kind":"unknown","a":"b"}"#), NamesTypeResponseTold::UnknownValue(_)));
    assert!(matches!(told(r#"{"kind":"other"}"#), NamesTypeResponseTold::Unknown(_)));
    let titled = |text: &str| json::from_str::<NamesTypeResponseTitled>(text).unwrap();
    let name = titled(r#"{"event":"renamed","a":"x"}"#);
    assert!(matches!(name, NamesTypeResponseTitled::OrganizationName(_)), "{name:?}");
    let id = titled(r#"{"event":"renamed","b":"x"}"#);
    assert!(matches!(id, NamesTypeResponseTitled::OrganizationId(_)), "{id:?}");
}

// support: Schemas | A component that is nothing but one inline alternative or part, or `null` beside it: its type has its name | yes
#[test]
fn what_a_component_holds_has_its_name() {
    let request =
        PutMoodRequest::new().now(Mood::Good).before(None).r#where(Place::new().x(7)).whole(Whole::new().b("b"));
    let text = r#"{"now":"good","before":null,"where":{"x":7},"whole":{"b":"b"}}"#;
    assert_eq!(json::to_string(&request).unwrap(), text);
}

#[test]
fn alternatives_with_something_beside_them_are_called_after_their_components() {
    let entry = |text: &str| json::from_str::<Entry>(text).unwrap();
    assert!(matches!(entry(r#"{"message":"m","error":"e"}"#), Entry::Failed(failed) if failed.error == "e"));
    assert!(matches!(entry(r#"{"message":"m"}"#), Entry::Succeeded(done) if done.message.as_deref() == Some("m")));
}
