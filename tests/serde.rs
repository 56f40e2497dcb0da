//! The types in a format of serde, with the feature `serde`.

#![allow(clippy::unwrap_used)]

use dfns_api::auth::SendLoginCodeRequest;

#[test]
fn types_are_read_and_written_in_a_format_of_serde() {
    let request: SendLoginCodeRequest = serde_yaml::from_str("orgId: or-1\nusername: ada@example.com\n").unwrap();
    assert_eq!(request, SendLoginCodeRequest::new("ada@example.com", "or-1"));
    assert_eq!(serde_yaml::to_string(&request).unwrap(), "username: ada@example.com\norgId: or-1\n");

    let error = serde_yaml::from_str::<SendLoginCodeRequest>("orgId: or-1\n").unwrap_err();
    assert!(error.to_string().contains("username"), "{error}");
}
