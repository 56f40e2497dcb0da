//! Names, types and traits as `oasmith.toml` asks for them.

use std::collections::HashSet;

use oasmith_runtime::{HttpResponse, Operation, Response, StatusCode, json};

use crate::settings::admin_owners::{AddOneOwner, AddOneOwnerOutput};
use crate::settings::exports::ExportOwners;
use crate::settings::owners::{AddOwner, KeptOwner, SentOwner};
use crate::settings::pets::{FindPets, PetPage, StorePet};
use crate::settings::types::{Cursor, HTTPPet, HttpPetKind, Owner};
use crate::settings_money::{Cents, Money};

#[test]
fn types_of_ones_own_are_read_and_written() {
    let text = r#"{"items":[{"kind":"+1","type":"x","price":{"amount":250,"currency":"EUR"},"deposit":null}],"page":{"next":"n"}}"#;
    let page: PetPage = json::from_str(text).unwrap();
    let pet = &page.items[0];
    assert_eq!(pet.price, Money { amount: Cents(250), currency: "EUR".to_owned() });
    assert_eq!((&pet.kind, pet.species.as_deref()), (&HttpPetKind::OneMore, Some("x")));
    assert_eq!(page.page.clone().and_then(|page: Cursor| page.next).as_deref(), Some("n"));
    let pet = HTTPPet::new(HttpPetKind::Cat, Money { amount: Cents(1), currency: "USD".to_owned() }).species("y");
    let text = r#"{"kind":"cat","type":"y","price":{"amount":1,"currency":"USD"}}"#;
    assert_eq!(json::to_string(&pet).unwrap(), text);
    let _ = StorePet::new("1", pet);
    let _ = FindPets::new().below(Cents(3));
}

#[test]
fn types_have_the_traits_that_are_asked_for() {
    let price = Money { amount: Cents(1), currency: "USD".to_owned() };
    let pets: HashSet<HTTPPet> = [HTTPPet::new(HttpPetKind::Cat, price)].into();
    assert_eq!(pets.len(), 1);
    fn is_eq<T: Eq>() {}
    // So is every type that can be: an owner's height is a number.
    is_eq::<PetPage>();
}

#[test]
fn enums_of_media_types_have_the_names_that_are_asked_for() {
    let form = AddOwner::new(SentOwner::Form(Owner::new("Ada")));
    assert_ne!(form.body, SentOwner::Json(Owner::new("Ada")));
    assert!(matches!(KeptOwner::Json(Owner::new("Ada")).into_json(), Some(owner) if owner.name == "Ada"));
}

/// Answers to the operation, by this status and body.
fn answered<O: Operation>(status: u16, body: &'static str) -> Result<O::Output, String> {
    let answer = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    O::decode(Response::to::<O>(answer)).map_err(|failure| failure.to_string())
}

// support: Responses | Successes that are not declared, as the declared one (`[responses] undeclared-success = "read"`) | yes
#[test]
fn an_undeclared_success_is_read_as_the_declared_one() {
    assert_eq!(answered::<AddOneOwner>(201, r#"{"name":"Ada"}"#).unwrap(), AddOneOwnerOutput::Ok(Owner::new("Ada")));
    assert_eq!(answered::<AddOneOwner>(204, "").unwrap(), AddOneOwnerOutput::NoContent);
    assert!(answered::<AddOneOwner>(302, "").unwrap_err().contains("`default` was applied"));
    answered::<StorePet>(200, "ignored").unwrap();
    // Which of two it is, nobody can tell.
    assert!(answered::<ExportOwners>(201, "7").unwrap_err().contains("which the document does not declare"));
}
