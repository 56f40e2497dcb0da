use oasmith_runtime::json;

use super::only_types::incoming::AddPetFoundPayload;
use super::only_types::pets::AddPetRequest;
use super::only_types::types::{Owner, Pet};

// support: Output | Types without a client (`--only types`), which needs no HTTP | yes
#[test]
fn types_without_a_client_are_read_and_written() {
    let body = AddPetRequest::new("Rex");
    assert_eq!(json::to_string(&body).unwrap(), r#"{"name":"Rex"}"#);
    let text = r#"{"pets":[{"id":"67e55044-10b1-426f-9247-bb680e5fe0c8","name":"Rex","picture":"AQI="}]}"#;
    let owner: Owner = json::from_str(text).unwrap();
    let pet: &Pet = &owner.pets.as_ref().unwrap()[0];
    assert_eq!(pet.picture.as_ref().map(|bytes| bytes.to_vec()), Some(vec![1, 2]));
    assert_eq!(json::to_string(&owner).unwrap(), text);
    let found: AddPetFoundPayload = json::from_str(r#"{"where":"here"}"#).unwrap();
    assert_eq!(found.r#where.as_deref(), Some("here"));
}
