//! Servers that speak TLS, by rustls, and what calls of them have in common whatever library the client has.

use std::io::{Read, Write};
#[cfg(feature = "http2")]
use std::net::TcpStream;
use std::net::{Shutdown, TcpListener};
use std::sync::Arc;
#[cfg(feature = "http2")]
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use oasmith_runtime::{ErrorKind, TransportErrorKind};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

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

pub(crate) type Identity = (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>);

pub(crate) fn authority() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_slice(include_bytes!("tls/ca.der"))).unwrap();
    roots
}

/// A server that shows this certificate, and takes one of the authority's from each client if it is to.
pub(crate) fn server(identity: Identity, asks: bool) -> String {
    server_of(rustls::ALL_VERSIONS, identity, asks)
}

/// The same with these versions of TLS.
pub(crate) fn server_of(
    versions: &[&'static SupportedProtocolVersion],
    (certificates, key): Identity,
    asks: bool,
) -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider)).with_protocol_versions(versions).unwrap();
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

/// A server that answers in plain HTTP, whatever it is told.
pub(crate) fn plain_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    });
    url
}

/// A server that offers HTTP/2 alone, and tells of each call of its only connection.
#[cfg(feature = "http2")]
pub(crate) fn http2_server((certificates, key): Identity) -> (String, Receiver<u8>) {
    let mut config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, calls) = channel();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut stream = StreamOwned::new(ServerConnection::new(Arc::new(config)).unwrap(), stream);
        answer_http2(&mut stream, &told);
    });
    (format!("https://localhost:{port}"), calls)
}

/// Answers each call of a connection as HTTP/2 does (RFC 9113), and tells of each.
#[cfg(feature = "http2")]
fn answer_http2(stream: &mut StreamOwned<ServerConnection, TcpStream>, told: &Sender<u8>) {
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

pub(crate) async fn refused(client: Client) -> String {
    let failure = client.call(Ping).await.unwrap_err();
    assert!(
        matches!(failure.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Tls),
        "{failure:#?}"
    );
    failure.to_string()
}
