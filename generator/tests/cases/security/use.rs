use oasmith_runtime::{Credential, HttpResponse, Mock, Operation, Requirement, Scheme, Security, StatusCode};

use super::ready::ready;
use super::security::security::{BASIC, HMAC, KEY, LOGIN, OPENID, SESSION, SIGNATURE, TOKEN};
use super::security::{
    Client, account, both, certificate, default, either, empty, hashed, identity, none, optional, scopes,
};

/// The alternatives that an operation has, as lists.
fn alternatives(security: Security) -> Vec<Vec<Requirement>> {
    security.alternatives().iter().map(|all| all.to_vec()).collect()
}

// support: Security | Optional, and overrides of single operations | yes
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

/// What of the credentials that a client holds an operation sends: its query and its headers.
fn sent<O: Operation<Output = ()>>(operation: O, held: &[Scheme]) -> String
where
    O::Error: std::fmt::Debug,
{
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    let builder = Client::builder().transport(mock.clone()).credential(BASIC, Credential::basic("jane", "s3:cret"));
    let builder = held.iter().fold(builder, |builder, scheme| builder.credential(scheme, "a b&c"));
    ready(builder.build().call(operation)).unwrap();
    let request = mock.requests().remove(0);
    let mut sent: Vec<String> = request.url.split_once('?').map(|(_, query)| query.to_owned()).into_iter().collect();
    for name in ["authorization", "x-signature", "cookie"] {
        let values = request.headers.get_all(name).iter();
        sent.extend(values.map(|value| format!("{name}: {}", value.to_str().unwrap())));
    }
    sent.join(" | ")
}

// support: Security | API keys in header, query and cookie; basic, bearer and other HTTP schemes; OAuth 2, OpenID Connect | yes
#[test]
fn every_kind_goes_to_its_place() {
    assert_eq!(sent(default::ByDefault::new(), &[TOKEN]), "authorization: Bearer a b&c");
    assert_eq!(sent(account::Account::new(), &[]), "authorization: Basic amFuZTpzMzpjcmV0");
    assert_eq!(sent(hashed::Hashed::new(), &[HMAC]), "authorization: HMAC-SHA256 a b&c");
    assert_eq!(sent(scopes::Scopes::new(), &[LOGIN]), "authorization: Bearer a b&c");
    assert_eq!(sent(identity::Identity::new(), &[OPENID]), "authorization: Bearer a b&c");
    assert_eq!(sent(identity::Identity::new(), &[KEY]), "api_key=a%20b%26c");
    assert_eq!(sent(certificate::Certificate::new(), &[]), "");
    assert_eq!(sent(certificate::Certificate::new(), &[SESSION]), "cookie: sid=a%20b%26c");
}

// support: Security | Alternatives, and several together | yes
#[test]
fn alternatives_need_all_that_they_name() {
    let all = [TOKEN, KEY, SIGNATURE, SESSION, LOGIN];
    assert_eq!(sent(none::NoneOperation::new(), &all), "");
    assert_eq!(sent(empty::Empty::new(), &all), "");
    assert_eq!(sent(optional::Optional::new(), &[]), "");
    assert_eq!(sent(optional::Optional::new(), &all), "authorization: Bearer a b&c");
    assert_eq!(sent(either::Either::new(), &all), "authorization: Bearer a b&c");
    assert_eq!(sent(either::Either::new(), &[KEY]), "api_key=a%20b%26c");
    assert_eq!(sent(both::Both::new(), &all), "authorization: Bearer a b&c | x-signature: a b&c");
    assert_eq!(sent(both::Both::new(), &[TOKEN]), "");
}
