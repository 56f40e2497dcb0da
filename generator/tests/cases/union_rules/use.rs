use oasmith_runtime::json;

use super::union_rules::types::*;

/// What an object with one property reads as, and what that is written as.
fn read(text: &str) -> (All, String) {
    let all: All = json::from_str(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let written = json::to_string(&all).unwrap();
    (all, written)
}

/// Whether a text is read as this variant and comes back as it was.
macro_rules! keeps {
    ($field:ident $text:expr => $pattern:pat) => {{
        let text = format!("{{{:?}:{}}}", stringify!($field), $text);
        let (all, written) = read(&text);
        assert!(matches!(all.$field, Some($pattern)), "{text}: {all:?}");
        assert_eq!(written, text);
    }};
}

// support: Schemas | A tag that is not required: told by it, and always written | yes
#[test]
fn a_constant_that_is_not_required_tells_variants_apart_and_is_written() {
    keeps!(action r#"{"type":"resume","id":1}"# => Action::Resume(_));
    keeps!(action r#"{"type":"pause","id":1}"# => Action::Pause(_));
    keeps!(action r#"{"type":"stop","id":1}"# => Action::Unknown(_));
    assert_eq!(json::to_string(&Action::from(Resume::new().id(1))).unwrap(), r#"{"type":"resume","id":1}"#);
    // Without it, variants are told by what they look like; `null` is as if it were absent.
    assert_eq!(read(r#"{"action":{"id":1}}"#).1, r#"{"action":{"type":"pause","id":1}}"#);
    assert_eq!(read(r#"{"action":{"type":null,"id":1}}"#).1, r#"{"action":{"type":"pause","id":1}}"#);
}

#[test]
fn a_discriminator_that_is_not_required_is_written_from_the_mapping() {
    keeps!(pet r#"{"kind":"dog","name":"x"}"# => Pet::Dog(_));
    keeps!(pet r#"{"kind":"cow","name":"x"}"# => Pet::Unknown(_));
    assert_eq!(json::to_string(&Pet::from(Dog::new("x"))).unwrap(), r#"{"kind":"dog","name":"x"}"#);
}

// support: Schemas | Several values of a discriminator for one variant: whoever makes one chooses | yes
#[test]
fn whoever_makes_a_variant_with_several_tags_chooses_one() {
    keeps!(sign r#"{"by":"ed","bits":1}"# => Sign::Key(_));
    keeps!(sign r#"{"by":"rsa"}"# => Sign::Key(_));
    let sign = Sign::from(Key::new("ed").bits(1));
    assert_eq!(json::to_string(&sign).unwrap(), r#"{"by":"ed","bits":1}"#);
    // One that comes without it is read all the same.
    assert!(matches!(read(r#"{"sign":{"bits":1}}"#).0.sign, Some(Sign::Key(_))));
}

// support: Schemas | A discriminator that is an integer | yes
#[test]
fn a_discriminator_is_of_the_type_that_its_property_has() {
    keeps!(event r#"{"code":2,"why":"x"}"# => Event::Closed(_));
    keeps!(event r#"{"code":3,"why":"x"}"# => Event::Unknown(_));
    assert_eq!(json::to_string(&Event::from(Closed::new().why("x"))).unwrap(), r#"{"code":2,"why":"x"}"#);
}

// support: Schemas | `defaultMapping` (3.2) | yes
#[test]
fn the_default_of_a_mapping_has_every_other_tag_and_none() {
    keeps!(plan r#"{"plan":"Basic","seats":1}"# => Plan::Basic(_));
    keeps!(plan r#"{"plan":"gold","note":"x"}"# => Plan::OtherPlan(_));
    keeps!(plan r#"{"note":"x"}"# => Plan::OtherPlan(_));
    assert!(matches!(read(r#"{"plan":{"seats":1}}"#).0.plan, Some(Plan::OtherPlan(_))));
}

#[test]
fn unlisted_tags_are_kept_beside_other_types() {
    keeps!(message r#""text""# => Message::String(_));
    keeps!(message r#"{"t":"b","m":1}"# => Message::B(_));
    keeps!(message r#"{"t":"c","x":1}"# => Message::Unknown(_));
}

// support: Schemas | Of several variants that a value may be, the one that knows most of its properties | yes
#[test]
fn the_variant_that_knows_the_most_properties_is_chosen() {
    keeps!(window r#"{"start":"a","end":"b"}"# => Window::Between(_));
    keeps!(window r#"{"start":"a"}"# => Window::From(_));
    keeps!(contact r#"{"phone":"1"}"# => Contact::Phone(_));
    keeps!(contact r#"{"mail":"1"}"# => Contact::Mail(_));
}

// support: Schemas | A discriminator whose variants each allow all tags: the mapping decides | yes
#[test]
fn a_mapping_decides_where_variants_allow_all_tags() {
    keeps!(endpoint r#"{"type":"slack","url":"x"}"# => Endpoint::Slack(_));
    keeps!(endpoint r#"{"type":"web","url":"x"}"# => Endpoint::Web(_));
    keeps!(endpoint r#"{"type":"hook","url":"x"}"# => Endpoint::Web(_));
    keeps!(endpoint r#"{"type":"mail","url":"x"}"# => Endpoint::Unknown(_));
}

// support: Schemas | A discriminated base that its own mapping lists: a variant of itself | yes
#[test]
fn a_base_that_its_mapping_lists_is_a_variant() {
    keeps!(outcome r#"{"result":"done","at":"x"}"# => AnyOutcome::Done(_));
    keeps!(outcome r#"{"result":"no","at":"x","why":"y"}"# => AnyOutcome::No(_));
    keeps!(outcome r#"{"result":"later"}"# => AnyOutcome::Unknown(_));
    keeps!(decided r#"{"result":"done"}"# => AllDecided::Done(_));
    keeps!(decided r#"{"result":"no","why":"y"}"# => AllDecided::No(_));
}

// support: Schemas | Of variants that have the same properties, the one whose types and enumerations the values are of | yes
#[test]
fn of_variants_with_the_same_properties_the_values_decide() {
    keeps!(filter r#"{"is":"closed","not":true}"# => AllFilter::ByState(_));
    keeps!(filter r#"{"is":3}"# => AllFilter::ByAge(_));
    keeps!(filter r#"{"is":"guest"}"# => AllFilter::ByRole(_));
    // Nobody lists it, and nothing is there.
    keeps!(filter r#"{"is":"owner"}"# => AllFilter::ByState(_));
    keeps!(filter r#"{"not":false}"# => AllFilter::ByState(_));
}

// support: Schemas | Inline objects of an `anyOf` that agree on what they share: one record, of which at least one holds | yes
#[test]
fn variants_that_may_hold_at_once_are_one_record() {
    let text = r#"{"name":"x","mail":"a@b","tries":2,"phone":"1"}"#;
    let reach: Reach = json::from_str(text).unwrap();
    assert_eq!((reach.mail.as_deref(), reach.phone.as_deref(), reach.tries), (Some("a@b"), Some("1"), Some(2)));
    assert_eq!(json::to_string(&reach).unwrap(), text);
    let none = json::from_slice_strict::<Reach>(br#"{"name":"x"}"#).unwrap_err().to_string();
    assert!(none.contains("mail") && none.contains("phone"), "{none}");
    json::from_slice_strict::<Reach>(br#"{"name":"x","post":["1"],"tries":1}"#).unwrap();
    json::from_slice_strict::<Reach>(br#"{"name":"x","post":["1"]}"#).unwrap_err();
    keeps!(apart r#"{"of":1,"at":"x"}"# => Apart::At(_));
    keeps!(apart r#"{"of":"1","by":"x"}"# => Apart::By(_));
}

#[test]
fn a_variant_without_a_constant_has_what_is_not_listed() {
    keeps!(part r#"{"type":"image","url":"x"}"# => Part::Image(_));
    keeps!(part r#"{"type":"table","text":"x"}"# => Part::Custom(_));
}

// support: Schemas | An integer or any other number, its digits kept | yes
#[test]
fn integers_beside_numbers_keep_their_digits() {
    for text in ["9007199254740993", "3", "2.50", "1e400"] {
        assert_eq!(
            read(&format!(r#"{{"number":{text},"count":{text}}}"#)).1,
            format!(r#"{{"number":{text},"count":{text}}}"#)
        );
    }
    assert_eq!(read(r#"{"number":"x"}"#).1, r#"{"number":"x"}"#);
}

// support: Schemas | Subtypes of subtypes of a discriminated base: variants of the base, and of what names the subtype (`AnyCat`) | yes
#[test]
fn a_subtype_of_a_subtype_is_a_variant_of_the_base() {
    keeps!(animal r#"{"species":"lion","name":"x","meows":false,"roars":true}"# => Animal::Lion(_));
    keeps!(animal r#"{"species":"feline","meows":true}"# => Animal::Feline(_));
    // What names the subtype has its subtypes as well, and itself.
    keeps!(cat r#"{"species":"lion","meows":false,"roars":true}"# => AnyFeline::Lion(_));
    keeps!(cat r#"{"species":"feline","meows":true}"# => AnyFeline::Feline(_));
    keeps!(cat r#"{"species":"tiger","meows":true}"# => AnyFeline::Unknown(_));
    let tame = AnyFeline::from(Feline::new().meows(true));
    assert_eq!(json::to_string(&tame).unwrap(), r#"{"species":"feline","meows":true}"#);
    assert_eq!(json::to_string(&Animal::from(Lion::new().roars(true))).unwrap(), r#"{"species":"lion","roars":true}"#);
    assert_eq!(read(r#"{"animal":{"roars":true}}"#).1, r#"{"animal":{"species":"lion","roars":true}}"#);
}

#[test]
fn a_number_that_no_alternative_allows_is_refused() {
    let strict = |text: &str| json::from_slice_strict::<All>(text.as_bytes()).is_ok();
    assert!(strict(r#"{"least":1}"#) && strict(r#"{"least":2.5}"#));
    assert!(!strict(r#"{"least":1.5}"#));
}
