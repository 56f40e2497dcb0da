//! Defaults and examples change nothing but the documentation.

use oasmith_runtime::json;

use super::samples::types::Pet;

// support: Schemas | Defaults and examples in the documentation | yes
#[test]
fn an_example_is_no_value() {
    let pet: Pet = json::from_str(r#"{"name":"Tom"}"#).unwrap();
    assert_eq!(pet.weight, None);
    assert_eq!(json::to_string(&pet).unwrap(), r#"{"name":"Tom"}"#);
}
