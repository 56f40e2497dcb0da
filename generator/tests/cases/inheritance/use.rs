use oasmith_runtime::json;

use super::inheritance::types::{Animal, Cat, Keeper, Person, Stone};

// support: Schemas | `allOf` with a discriminated base | yes
#[test]
fn a_base_with_a_discriminator_stands_for_its_subtypes() {
    let text = r#"[{"kind":"cat","name":"Tom","lives":9},{"kind":"Stone","name":"Rocky"},{"kind":"dog","name":"Rex"}]"#;
    let animals: Vec<Animal> = json::from_str(text).unwrap();
    assert_eq!(animals[0], Animal::Cat(Cat::new("Tom", 9)));
    assert_eq!(animals[1], Animal::Stone(Stone::new("Rocky")));
    assert!(matches!(&animals[2], Animal::Unknown(unknown) if unknown.tag() == "dog"), "{animals:?}");
    assert_eq!(json::to_string(&animals).unwrap(), text);
}

// support: Schemas | `allOf` as an intersection | yes
#[test]
fn an_intersection_is_a_record_under_its_own_name() {
    let text = r#"{"name":"Jane","favourite":{"kind":"cat","name":"Tom","lives":9},"chief":{"name":"Joe"}}"#;
    let keeper: Keeper = json::from_str(text).unwrap();
    assert_eq!(keeper.chief, Some(Person::new("Joe")));
    assert!(matches!(keeper.favourite, Some(Animal::Cat(_))));
    assert_eq!(json::to_string(&keeper).unwrap(), text);
}
