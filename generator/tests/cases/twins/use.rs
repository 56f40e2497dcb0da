use oasmith_runtime::{Nullable, json};

use super::twins::types::NameAgeAndEmail;
use super::twins::{owners, wallets};

// support: Schemas | Structurally equal inline schemas as one type | yes
#[test]
fn inline_twins_are_one_type() {
    let owner = NameAgeAndEmail::new("Jane").age(30);
    let request = wallets::CreateWalletRequest::new(owner.clone()).backup(owner.clone()).nickname(Nullable::Null);
    assert_eq!(
        json::to_string(&request).unwrap(),
        r#"{"owner":{"name":"Jane","age":30},"backup":{"name":"Jane","age":30},"nickname":null}"#
    );
    assert_eq!(owners::ListOwnersResponse::new(vec![owner.clone()]).items, [owner]);
}

// support: Schemas | `additionalProperties` beside properties | yes
#[test]
fn properties_without_a_name_are_kept_where_they_have_a_schema() {
    let text = r#"{"id":"w","owner":{"name":"Jane"},"note":null,"status":"Active","z":1,"a":2}"#;
    let wallet: wallets::Wallet = json::from_str(text).unwrap();
    assert_eq!(wallet.additional_properties.get("a"), Some(&2));
    assert_eq!(json::to_string(&wallet).unwrap(), text);
}
