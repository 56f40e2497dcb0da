//! TLS by rustls over the loopback interface: what is trusted, and what is said where nothing is.

use std::net::TcpListener;
use std::sync::Arc;

use oasmith_runtime::client::transport::Hyper;
use oasmith_runtime::{
    ErrorKind, Meta, Operation, Outcome, Request, Response, SchemeSpec, Security, TransportErrorKind,
};
use rustls::ClientConfig;

use crate::ping::{Client, Ping};
#[cfg(feature = "http2")]
use crate::tls_server::http2_server;
use crate::tls_server::{Identity, authority, identity, plain_server, refused, server};

fn client_of(url: &str, identity: Option<Identity>) -> Client {
    Client::builder().server(url).transport(Hyper::with_tls(config(identity))).build()
}

/// Trusts the authority, and shows this certificate if it is asked for one.
pub(crate) fn config(identity: Option<Identity>) -> ClientConfig {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(authority());
    match identity {
        Some((certificates, key)) => config.with_client_auth_cert(certificates, key).unwrap(),
        None => config.with_no_client_auth(),
    }
}

// support: The runtime | Transports: certificates of one's own, mutual TLS | yes
#[tokio::test]
async fn certificates_of_ones_own_are_trusted_and_shown() {
    client_of(&server(identity!("localhost"), false), None).call(Ping).await.unwrap();
    let asking = server(identity!("localhost"), true);
    client_of(&asking, Some(identity!("client"))).call(Ping).await.unwrap();
}

/// An operation that the document asks for a certificate of the client's with, beside a token.
struct Secured;

impl Operation for Secured {
    const META: Meta = Meta::new("secured", "GET", "/x").security(Security::any_of(&[&[
        SchemeSpec::by_transport("tls").required(),
        SchemeSpec::bearer("token").required(),
    ]]));
    type Output = ();
    type Error = std::convert::Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        Ping::decode(response)
    }
}

// support: The runtime | Credentials: certificates by the transport (`mutualTLS`), and a clear error without | yes
#[tokio::test]
async fn what_asks_for_a_certificate_is_called_with_it_and_fails_clearly_without() {
    let url = server(identity!("localhost"), true);
    let client = |identity| {
        let transport = Hyper::with_tls(config(identity));
        let retry = oasmith_runtime::Retry::standard();
        Client::builder().server(&url).credential("token", "t0ken").retry(retry).transport(transport).build()
    };
    client(Some(identity!("client"))).call(Secured).await.unwrap();
    let failure = client(None).call(Secured).await.unwrap_err();
    let line = failure.to_string();
    assert!(
        line.starts_with(&format!(
            "secured: no secure connection to {url} came about: it asks for a certificate of the client, which shows none ("
        )),
        "{line}"
    );
    // It would be the same once more.
    assert!(matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Tls));
    assert_eq!(failure.attempts(), 1);
    let other = client(Some(identity!("expired"))).call(Secured).await.unwrap_err().to_string();
    assert!(other.contains(" came about: it does not accept the client's certificate ("), "{other}");
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    let expired = refused(client_of(&server(identity!("expired"), false), None)).await;
    assert!(expired.contains(" came about: its certificate has expired ("), "{expired}");
    let other = refused(client_of(&server(identity!("other"), false), None)).await;
    assert!(other.contains(" came about: its certificate is for another name ("), "{other}");
    let url = server(identity!("localhost"), false);
    let unknown = refused(Client::builder().server(&url).transport(Hyper::new()).build()).await;
    assert!(unknown.starts_with(&format!("ping: no secure connection to {url} came about: ")), "{unknown}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls() {
    let url = plain_server();
    let line = refused(Client::builder().server(&url).transport(Hyper::new()).build()).await;
    assert!(
        line.starts_with(&format!("ping: no secure connection to {url} came about: it does not speak TLS (")),
        "{line}"
    );
}

// support: The runtime | Transports: HTTP/2 where the server offers it (feature `http2`) | yes
#[cfg(feature = "http2")]
#[tokio::test]
async fn calls_share_a_connection_of_http2_where_the_server_offers_it() {
    let (url, calls) = http2_server(identity!("localhost"));
    let client = client_of(&url, None);
    for _ in 0..3 {
        client.call(Ping).await.unwrap();
    }
    // Streams that a client opens have odd numbers.
    assert_eq!(calls.try_iter().collect::<Vec<_>>(), [1, 3, 5]);
}

// support: The runtime | Time: a limit for connections, TLS included | yes
#[tokio::test]
async fn a_connection_has_a_limit_that_tls_counts_for() {
    // Takes connections, and never says a word.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let limited = oasmith_runtime::Options::new().connect_timeout(std::time::Duration::from_millis(200));
    let failure = client_of(&url, None).call(Ping).with_options(limited).await.unwrap_err();
    assert!(
        matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::ConnectTimeout),
        "{failure:#?}"
    );
    assert!(failure.is_timeout());
    assert_eq!(failure.to_string(), format!("ping: could not connect to {url} within 200ms"));
}
