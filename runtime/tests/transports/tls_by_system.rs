//! TLS by the system's library over the loopback interface, where that is OpenSSL, whose words are explained.

use native_tls::{Certificate, TlsConnector, TlsConnectorBuilder};
use oasmith_runtime::client::transport::Hyper;

use crate::ping::{Client, Ping};
use crate::tls_server::{identity, plain_server, refused, server, server_of};

/// Trusts the tests' authority.
fn builder() -> TlsConnectorBuilder {
    let mut builder = TlsConnector::builder();
    builder.add_root_certificate(Certificate::from_der(include_bytes!("tls/ca.der")).unwrap());
    builder
}

fn client_with(url: &str, builder: &TlsConnectorBuilder) -> Client {
    Client::builder().server(url).transport(Hyper::with_native_tls(builder.build().unwrap())).build()
}

/// A certificate and its key as the library takes them.
macro_rules! shown {
    ($name:literal) => {
        native_tls::Identity::from_pkcs8(
            pem("CERTIFICATE", include_bytes!(concat!("tls/", $name, ".der"))).as_bytes(),
            pem("PRIVATE KEY", include_bytes!(concat!("tls/", $name, ".key"))).as_bytes(),
        )
        .unwrap()
    };
}

fn pem(label: &str, der: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in der.chunks(3) {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        let letter = |at: usize| match at <= group.len() {
            true => char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63]),
            false => '=',
        };
        text.extend((0..4).map(letter));
        // OpenSSL takes lines of 76 letters at most.
        text.extend((text.len() % 65 == 64).then_some('\n'));
    }
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", text.trim_end())
}

/// What a failure of TLS says behind what it is about.
async fn why(client: Client, url: &str) -> String {
    let line = refused(client).await;
    let start = format!("ping: no secure connection to {url} came about: ");
    line.strip_prefix(&start).unwrap_or_else(|| panic!("{line}")).to_owned()
}

// support: The runtime | Transports: TLS by the system's library, set up by the program (feature `native-tls`) | yes
#[tokio::test]
async fn certificates_of_ones_own_are_trusted_and_shown() {
    client_with(&server(identity!("localhost"), false), &builder()).call(Ping).await.unwrap();
    for version in rustls::ALL_VERSIONS {
        let asking = server_of(&[version], identity!("localhost"), true);
        client_with(&asking, builder().identity(shown!("client"))).call(Ping).await.unwrap();
    }
}

#[tokio::test]
async fn what_asks_for_a_certificate_fails_clearly_without() {
    for version in rustls::ALL_VERSIONS {
        let url = server_of(&[version], identity!("localhost"), true);
        let none = why(client_with(&url, &builder()), &url).await;
        assert!(none.starts_with("it asks for a certificate of the client, which shows none ("), "{none}");
        let other = why(client_with(&url, builder().identity(shown!("expired"))), &url).await;
        assert!(other.starts_with("it does not accept the client's certificate ("), "{other}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_said() {
    let url = server(identity!("expired"), false);
    let expired = why(client_with(&url, &builder()), &url).await;
    assert!(expired.starts_with("its certificate has expired ("), "{expired}");
    let url = server(identity!("other"), false);
    let other = why(client_with(&url, &builder()), &url).await;
    assert!(other.starts_with("its certificate is for another name ("), "{other}");
    let url = server(identity!("localhost"), false);
    let unknown = why(Client::builder().server(&url).transport(Hyper::new()).build(), &url).await;
    assert!(unknown.starts_with("its certificate is from an issuer that is not trusted here ("), "{unknown}");
    let address = url.replace("localhost", "127.0.0.1");
    let other = why(client_with(&address, &builder()), &address).await;
    assert!(other.starts_with("its certificate is for another name ("), "{other}");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls() {
    let url = plain_server();
    let line = why(client_with(&url, &builder()), &url).await;
    assert!(line.starts_with("it does not speak TLS ("), "{line}");
}

#[cfg(feature = "http2")]
#[tokio::test]
async fn http2_is_spoken_where_the_connector_requests_it() {
    let (url, calls) = crate::tls_server::http2_server(identity!("localhost"));
    let client = client_with(&url, builder().request_alpns(&["h2", "http/1.1"]));
    for _ in 0..3 {
        client.call(Ping).await.unwrap();
    }
    // Streams that a client opens have odd numbers.
    assert_eq!(calls.try_iter().collect::<Vec<_>>(), [1, 3, 5]);
}
