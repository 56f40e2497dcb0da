use oasmith_runtime::Operation;

use super::same_summary::{auth, keys};

/// Paths that end alike, under one summary: both operations are there, each with the request that is its own.
#[test]
fn operations_of_one_summary_are_all_there() {
    let login = auth::PostAuthLoginCode::new(auth::PostAuthLoginCodeRequest::new("jane"));
    let credentials = auth::PostAuthCredentialsCode::new(auth::PostAuthCredentialsCodeRequest::new("jane", 7));
    assert_eq!((login.body.username, credentials.body.expiration), ("jane".to_owned(), 7));
    let paths = [
        auth::PostAuthLoginCode::META.path,
        auth::PostAuthCredentialsCode::META.path,
        keys::SendCodeOperation::META.path,
    ];
    assert_eq!(paths, ["/auth/login/code", "/auth/credentials/code", "/keys/code"]);
}
