//! A client of reqwest that the program has of its own, beside ours.

use oasmith_runtime::client::transport::Reqwest;

use crate::ping::{Client, Ping};
use crate::wire::Server;

/// reqwest panics where it is to have TLS and nothing provides the cryptography: what we switch on must not bring that about.
#[tokio::test]
async fn it_works_without_tls_whatever_the_default_transport_has() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    let own = reqwest::Client::new();
    Client::builder().server(&server.url).transport(Reqwest::from(own)).build().call(Ping).await.unwrap();
    assert!(server.received()[0].head.starts_with("GET /x HTTP/1.1\r\n"));
}
