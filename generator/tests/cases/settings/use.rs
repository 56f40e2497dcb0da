//! Names, types and traits as `oasmith.toml` asks for them.

use std::collections::HashSet;

use oasmith_runtime::json;

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
