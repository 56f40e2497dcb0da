use oasmith_runtime::json;

use super::several_files::types::{Owner, Page, Pet, PetKind, SharedPage};

// support: Documents | Several files, relative references, cycles between files | yes
#[test]
fn schemas_of_files_that_refer_to_each_other_are_one_type_each() {
    let text = r#"{"name":"Rex","kind":"dog","owner":{"name":"Ann","pets":[{"name":"Tom","kind":"cat"}]}}"#;
    let pet = Pet::new("Rex", PetKind::Dog).owner(Owner::new("Ann").pets(vec![Pet::new("Tom", PetKind::Cat)]));
    assert_eq!(json::to_string(&pet).unwrap(), text);
    assert_eq!(json::from_str::<Pet>(text).unwrap(), pet);
}

#[test]
fn files_of_the_same_name_are_told_apart_by_their_folders() {
    let _ = (Page::new().url("https://example.com"), SharedPage::new("2"));
}
