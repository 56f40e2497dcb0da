//! A program that keeps the client to itself, and uses a part of it: without a warning.

#![deny(warnings)]

mod notes {
    oasmith_runtime::include_client!();
}

#[test]
fn a_client_can_be_a_private_module() {
    let client = notes::Client::with_server("http://127.0.0.1:1");
    assert!(format!("{client:?}").contains("127.0.0.1:1"));
}
