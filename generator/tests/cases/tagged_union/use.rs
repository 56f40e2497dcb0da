use oasmith_runtime::json;

use super::tagged_union::contents::GetContentsResponse;
use super::tagged_union::payments::{
    CreatePaymentRequest, CreatePaymentRequestAsset, CreatePaymentRequestAssetErc20, CreatePaymentRequestAssetNative,
    CreatePaymentRequestAssetSpl, CreatePaymentRequestAssetSplKind, CreatePaymentResponse, CreatePaymentResponseIota,
};
use super::tagged_union::tools::{PutEitherRequest, PutHammerResponse, PutOtherRequest};
use super::tagged_union::types::{Bird, Bolt, Fish, Hammer, Joint, Loose, Nail, Pet, Plain, Screw, Tool};
use super::tagged_union::users::GetMeResponse;

// support: Schemas | `oneOf`, `anyOf` with a discriminator or a constant property | yes
#[test]
fn a_record_writes_its_own_tag() {
    let native = CreatePaymentRequest::new(CreatePaymentRequestAssetNative::new().into());
    assert_eq!(json::to_string(&native).unwrap(), r#"{"asset":{"kind":"Native"}}"#);
    let erc20 = CreatePaymentRequest::new(CreatePaymentRequestAssetErc20::new("0xabc").into());
    assert_eq!(json::to_string(&erc20).unwrap(), r#"{"asset":{"kind":"Erc20","contract":"0xabc"}}"#);
}

#[test]
fn a_variant_may_have_two_tags() {
    let text = r#"{"asset":{"kind":"Spl2022","mint":"m"}}"#;
    let request: CreatePaymentRequest = json::from_str(text).unwrap();
    let expected = CreatePaymentRequestAssetSpl::new(CreatePaymentRequestAssetSplKind::Spl2022, "m");
    assert_eq!(request.asset, CreatePaymentRequestAsset::Spl(expected));
    assert_eq!(json::to_string(&request).unwrap(), text);
}

// support: Schemas | Unknown tags, kept | yes
#[test]
fn an_unknown_tag_is_kept_as_it_came() {
    let text = r#"{"asset":{"kind":"Trc20","contract":"T","extra":[1.50]}}"#;
    let request: CreatePaymentRequest = json::from_str(text).unwrap();
    let CreatePaymentRequestAsset::Unknown(unknown) = &request.asset else { panic!("{request:?}") };
    assert_eq!(unknown.tag(), "Trc20");
    assert_eq!(json::to_string(&request).unwrap(), text);
}

#[test]
fn a_wrong_variant_is_located() {
    let fault = json::from_str::<CreatePaymentRequest>(r#"{"asset":{"contract":7,"kind":"Erc20"}}"#).unwrap_err();
    assert_eq!(fault.to_string(), "at /asset/contract: expected a string, found 7");
}

#[test]
fn unions_nest_and_share_what_stands_beside_them() {
    let text = r#"{"protocol":"Iota","kind":"Deposit","amount":"1","id":"p-1"}"#;
    let response: CreatePaymentResponse = json::from_str(text).unwrap();
    let CreatePaymentResponse::Iota(CreatePaymentResponseIota::Deposit(deposit)) = &response else {
        panic!("{response:?}")
    };
    assert_eq!((deposit.id.as_str(), deposit.amount.as_deref()), ("p-1", Some("1")));
    assert_eq!(json::to_string(&response).unwrap(), text);
}

#[test]
fn the_union_writes_the_tag_that_a_record_lacks() {
    let pet = Pet::Fish(Fish::new());
    assert_eq!(json::to_string(&pet).unwrap(), r#"{"petType":"Fish"}"#);
    assert_eq!(json::from_str::<Pet>(r#"{"depth":2.5,"petType":"Fish"}"#).unwrap(), {
        let mut fish = Fish::new();
        fish.depth = Some(2.5);
        Pet::Fish(fish)
    });
    assert!(matches!(json::from_str(r#"{"petType":"hound","bark":true}"#).unwrap(), Pet::Hound(_)));
}

#[test]
fn a_tag_that_all_variants_of_a_variant_have_is_written_once() {
    let text = r#"{"petType":"Bird","words":["hi"],"ring":"r"}"#;
    let pet: Pet = json::from_str(text).unwrap();
    assert!(matches!(pet, Pet::Bird(Bird::Parrot(_))));
    assert_eq!(json::to_string(&pet).unwrap(), text);
}

fn comes_back(text: &str) -> GetMeResponse {
    let user = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&user).unwrap(), text);
    user
}

// support: Schemas | A discriminator that variants need not have, and variants that are no objects | yes
#[test]
fn a_tag_that_need_not_be_there_decides_where_it_is() {
    let public = r#"{"login":"a","email":"e","view":"public"}"#;
    assert!(matches!(json::from_str(public).unwrap(), GetMeResponse::Public(_)));
    assert!(matches!(comes_back(r#"{"login":"a","view":"staff"}"#), GetMeResponse::Unknown(_)));
    let fault = json::from_str::<GetMeResponse>(r#"{"login":"a","view":"private"}"#).unwrap_err();
    assert_eq!(fault.to_string(), "missing property `email`");
}

#[test]
fn where_the_tag_is_missing_the_variants_are_tried() {
    let user: GetMeResponse = json::from_str(r#"{"login":"a"}"#).unwrap();
    assert!(matches!(user, GetMeResponse::Public(_)));
    // The tag is always written.
    assert_eq!(json::to_string(&user).unwrap(), r#"{"login":"a","view":"public"}"#);
    assert!(matches!(json::from_str(r#"{"login":"a","email":"e"}"#).unwrap(), GetMeResponse::Private(_)));
    let fault = json::from_str::<GetMeResponse>("{}").unwrap_err();
    let said = "no variant of GetMeResponse fits: Private: missing property `email`; Public: missing property `login`";
    assert_eq!(fault.to_string(), said);
    assert!(matches!(json::from_str(r#"{"depth":2.5}"#).unwrap(), Pet::Fish(_)));
}

#[test]
fn a_variant_that_is_no_object_has_no_tag() {
    let folder = r#"["a","b"]"#;
    let contents: GetContentsResponse = json::from_str(folder).unwrap();
    assert!(matches!(&contents, GetContentsResponse::Array(names) if names.len() == 2));
    assert_eq!(json::to_string(&contents).unwrap(), folder);
    assert!(matches!(json::from_str(r#"{"type":"file","text":""}"#).unwrap(), GetContentsResponse::File(_)));
    let fault = json::from_str::<GetContentsResponse>(r#"{"text":""}"#).unwrap_err();
    assert_eq!(fault.to_string(), "missing property `type`");
    let fault = json::from_str::<GetContentsResponse>("7").unwrap_err();
    assert_eq!(fault.to_string(), "expected an object or an array, found 7");
}

// support: Schemas | A tag that is required and not defined, of variants that are also used by themselves | yes
#[test]
fn a_tag_that_is_required_is_written_also_where_the_variant_stands_alone() {
    let hammer = Hammer::new().weight(7);
    let text = r#"{"weight":7,"toolType":"Hammer"}"#;
    assert_eq!(json::to_string(&hammer).unwrap(), text);
    assert_eq!(json::to_string(&Tool::Hammer(hammer.clone())).unwrap(), text);
    assert_eq!(json::from_str::<Hammer>(text).unwrap(), hammer);
    assert_eq!(json::from_str::<Hammer>(r#"{"weight":7}"#).unwrap(), hammer);
    assert_eq!(json::from_str::<Tool>(text).unwrap(), Tool::Hammer(hammer));
}

#[test]
fn an_only_alternative_has_its_tag() {
    let text = r#"{"sort":"simple","name":"n"}"#;
    let answer: Option<PutHammerResponse> = json::from_str(text).unwrap();
    let is_plain = |plain: &Plain| plain.name.as_deref() == Some("n");
    assert!(matches!(&answer, Some(PutHammerResponse::Simple(plain)) if is_plain(plain)), "{answer:?}");
    assert_eq!(json::to_string(&answer).unwrap(), text);
    assert_eq!(json::from_str::<Option<PutHammerResponse>>("null").unwrap(), None);
}

#[test]
fn a_tag_that_tells_nothing_apart_is_a_property() {
    let bolt = PutEitherRequest::Bolt(Bolt::new("Bolt"));
    assert_eq!(json::to_string(&bolt).unwrap(), r#"{"part":"Bolt"}"#);
    assert_eq!(json::from_str::<PutEitherRequest>(r#"{"part":"Bolt"}"#).unwrap(), bolt);
}

#[test]
fn a_tag_that_is_not_defined_stays_what_it_was_where_there_are_several() {
    let text = r#"{"d":1,"fix":"bolt"}"#;
    let joint: Joint = json::from_str(text).unwrap();
    assert!(matches!(&joint, Joint::Screw(screw) if screw.d == Some(1)), "{joint:?}");
    assert_eq!(json::to_string(&joint).unwrap(), text);
    assert_eq!(json::to_string(&Joint::Screw(Screw::new("screw"))).unwrap(), r#"{"fix":"screw"}"#);
    // What is one in one union and another one in the next is written by each of them.
    assert_eq!(json::to_string(&Joint::Nail(Nail::new())).unwrap(), r#"{"fix":"nail"}"#);
    assert_eq!(json::to_string(&PutOtherRequest::N(Nail::new())).unwrap(), r#"{"fix":"n"}"#);
}

#[test]
fn a_tag_that_nobody_requires_is_written_by_the_union_also_where_there_are_several() {
    assert_eq!(json::to_string(&Loose::Plain(Plain::new())).unwrap(), r#"{"loose":"plain"}"#);
    assert!(matches!(json::from_str(r#"{"loose":"flat","name":"n"}"#).unwrap(), Loose::Plain(_)));
}
