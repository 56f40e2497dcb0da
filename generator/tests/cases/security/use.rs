use oasmith_runtime::{Operation, Requirement, Security};

use super::security::security::{KEY, LOGIN, SIGNATURE, TOKEN};
use super::security::{both, default, either, empty, none, optional, scopes};

/// The alternatives that an operation has, as lists.
fn alternatives(security: Security) -> Vec<Vec<Requirement>> {
    security.alternatives().iter().map(|all| all.to_vec()).collect()
}

#[test]
fn absent_empty_optional_or_and_stay_apart() {
    let token = TOKEN.required();
    assert_eq!(alternatives(default::ByDefault::META.security), [[token]]);
    assert_eq!(none::NoneOperation::META.security, Security::NONE);
    assert_eq!(empty::Empty::META.security, Security::NONE);
    assert_eq!(alternatives(optional::Optional::META.security), [vec![token], vec![]]);
    assert_eq!(alternatives(either::Either::META.security), [[token], [KEY.required()]]);
    assert_eq!(alternatives(both::Both::META.security), [[token, SIGNATURE.required()]]);
    assert_eq!(alternatives(scopes::Scopes::META.security), [[LOGIN.scopes(&["read", "write:all"])]]);
}
