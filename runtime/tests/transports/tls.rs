//! TLS by rustls over the loopback interface: what is trusted, and what is said where nothing is.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use oasmith_runtime::client::transport::Hyper;
use oasmith_runtime::{ErrorKind, TransportErrorKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::ping::{Client, Ping};

/// A certificate of the test's own authority, with its key: `openssl ca` has made them, for a hundred years.
macro_rules! identity {
    ($name:literal) => {
        (
            vec![CertificateDer::from_slice(include_bytes!(concat!("tls/", $name, ".der")))],
            PrivateKeyDer::from(PrivatePkcs8KeyDer::from(&include_bytes!(concat!("tls/", $name, ".key"))[..])),
        )
    };
}

type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

fn authority() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_slice(include_bytes!("tls/ca.der"))).unwrap();
    roots
}

/// A server that shows this certificate, and takes one of the authority's from each client if it is to.
fn server((certificates, key): Identity, asks: bool) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config =
        ServerConfig::builder_with_provider(Arc::clone(&provider)).with_safe_default_protocol_versions().unwrap();
    let config = match asks {
        true => config.with_client_cert_verifier(
            WebPkiClientVerifier::builder_with_provider(Arc::new(authority()), provider).build().unwrap(),
        ),
        false => config.with_no_client_auth(),
    };
    let config = Arc::new(config.with_single_cert(certificates, key).unwrap());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            if stream.read(&mut [0; 4096]).is_ok() {
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
            }
        }
    });
    format!("https://localhost:{port}")
}

fn client_of(url: &str, identity: Option<Identity>) -> Client {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(authority());
    let config = match identity {
        Some((certificates, key)) => config.with_client_auth_cert(certificates, key).unwrap(),
        None => config.with_no_client_auth(),
    };
    Client::builder().server(url).transport(Hyper::with_tls(config)).build()
}

async fn refused(client: Client) -> String {
    let failure = client.call(Ping).await.unwrap_err();
    assert!(
        matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Tls),
        "{failure:#?}"
    );
    failure.to_string()
}

#[tokio::test]
async fn certificates_of_ones_own_are_trusted_and_shown() {
    client_of(&server(identity!("localhost"), false), None).call(Ping).await.unwrap();
    let asking = server(identity!("localhost"), true);
    client_of(&asking, Some(identity!("client"))).call(Ping).await.unwrap();
    assert!(client_of(&asking, None).call(Ping).await.is_err());
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
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });
    let line = refused(Client::builder().server(&url).transport(Hyper::new()).build()).await;
    assert!(
        line.starts_with(&format!("ping: no secure connection to {url} came about: it does not speak TLS (")),
        "{line}"
    );
}
