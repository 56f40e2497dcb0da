//! TLS by rustls over the loopback interface: what is trusted, and what is said where nothing is.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::sync::Arc;
use std::thread;

use oasmith_runtime::client::transport::Hyper;
use oasmith_runtime::{
    ErrorKind, Meta, Operation, Outcome, Request, Response, SchemeSpec, Security, TransportErrorKind,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, StreamOwned};

use crate::ping::{Client, Ping};

/// A certificate of the test's own authority, with its key: `openssl ca` has made them, for a hundred years.
macro_rules! identity {
    ($name:literal) => {
        (
            vec![rustls::pki_types::CertificateDer::from_slice(include_bytes!(concat!("tls/", $name, ".der")))],
            rustls::pki_types::PrivateKeyDer::from(rustls::pki_types::PrivatePkcs8KeyDer::from(
                &include_bytes!(concat!("tls/", $name, ".key"))[..],
            )),
        )
    };
}

pub(crate) use identity;

type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

pub(crate) fn authority() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_slice(include_bytes!("tls/ca.der"))).unwrap();
    roots
}

/// A server that shows this certificate, and takes one of the authority's from each client if it is to.
pub(crate) fn server((certificates, key): Identity, asks: bool) -> String {
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
            } else {
                // What is said of it would be lost with a connection that is closed while something still comes.
                let _ = stream.sock.shutdown(Shutdown::Write);
                while matches!(stream.sock.read(&mut [0; 4096]), Ok(1..)) {}
            }
        }
    });
    format!("https://localhost:{port}")
}

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

async fn refused(client: Client) -> String {
    let failure = client.call(Ping).await.unwrap_err();
    assert!(
        matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Tls),
        "{failure:#?}"
    );
    failure.to_string()
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

/// Answers each call of a connection as HTTP/2 does (RFC 9113), and tells of each.
#[cfg(feature = "http2")]
fn answer_http2(stream: &mut StreamOwned<ServerConnection, std::net::TcpStream>, told: &std::sync::mpsc::Sender<u8>) {
    const PREFACE: &[u8; 24] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    const HEADERS: u8 = 1;
    const SETTINGS: u8 = 4;
    let mut preface = [0; 24];
    stream.read_exact(&mut preface).unwrap();
    assert_eq!(&preface, PREFACE);
    stream.write_all(&[0, 0, 0, SETTINGS, 0, 0, 0, 0, 0]).unwrap();
    let mut head = [0; 9];
    while stream.read_exact(&mut head).is_ok() {
        let [high, middle, low, kind, flags, id @ ..] = head;
        let mut payload = vec![0; u32::from_be_bytes([0, high, middle, low]) as usize];
        stream.read_exact(&mut payload).unwrap();
        match kind {
            SETTINGS if flags == 0 => stream.write_all(&[0, 0, 0, SETTINGS, 1, 0, 0, 0, 0]).unwrap(),
            HEADERS => {
                told.send(id[3]).unwrap();
                // The ends of the headers and of the stream; `:status: 200` is the eighth of HPACK's static table.
                stream.write_all(&[&[0, 0, 1, HEADERS, 0x5][..], &id, &[0x88]].concat()).unwrap();
            }
            _ => {}
        }
        stream.flush().unwrap();
    }
}

// support: The runtime | Transports: HTTP/2 where the server offers it (feature `http2`) | yes
#[cfg(feature = "http2")]
#[tokio::test]
async fn calls_share_a_connection_of_http2_where_the_server_offers_it() {
    let (certificates, key) = identity!("localhost");
    let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, calls) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        answer_http2(&mut stream, &told);
    });
    let client = client_of(&format!("https://localhost:{port}"), None);
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
