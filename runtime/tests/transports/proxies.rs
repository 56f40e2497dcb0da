//! Proxies that the environment names: each case in a process of its own, since the environment is the whole process's.

#[cfg(feature = "socks")]
use std::io::Read;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use oasmith_runtime::client::transport::Hyper;

use crate::ping::{Client, Ping};

/// Not a test: what the processes of the tests run. It prints what became of a call to the server that it is told.
#[tokio::test]
#[ignore = "the other tests run it"]
async fn call() {
    let url = std::env::var("TEST_SERVER").unwrap();
    match Client::builder().server(url).transport(transport()).build().call(Ping).await {
        Ok(()) => println!("OUTCOME done"),
        Err(failure) => println!("OUTCOME {failure}"),
    }
}

/// One that trusts the authority of the tests, where TLS is by rustls.
fn transport() -> Hyper {
    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    return Hyper::with_tls(crate::tls::config(None));
    #[cfg(not(all(feature = "rustls", not(feature = "native-tls"))))]
    Hyper::new()
}

/// What becomes of a call to this server in a process with these variables.
fn outcome(server: &str, variables: &[(&str, &str)]) -> String {
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "proxies::call", "--ignored", "--nocapture"]).env("TEST_SERVER", server);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        process.env_remove(name).env_remove(name.to_lowercase());
    }
    process.env_remove("REQUEST_METHOD").envs(variables.iter().copied());
    let output = String::from_utf8(process.output().unwrap().stdout).unwrap();
    let line = output.lines().find_map(|line| line.split_once("OUTCOME ")).map(|(_, outcome)| outcome.to_owned());
    line.unwrap_or_else(|| panic!("{output}"))
}

/// A proxy that answers every request with these bytes, and the heads that it was sent.
fn proxy(answer: &'static str) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (sender, heads) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            let _ = sender.send(head(&stream));
            let _ = (&stream).write_all(answer.as_bytes());
        }
    });
    (address, heads)
}

fn head(stream: &TcpStream) -> String {
    let (mut reader, mut head) = (BufReader::new(stream), String::new());
    while !head.ends_with("\r\n\r\n") && matches!(reader.read_line(&mut head), Ok(length) if length > 0) {}
    head
}

const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

#[test]
fn plain_requests_go_to_the_proxy_as_they_are() {
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY"] {
        let (address, heads) = proxy(DONE);
        assert_eq!(outcome("http://api.example:81", &[(variable, &format!("http://{address}"))]), "done");
        let head = heads.try_recv().unwrap();
        assert!(head.starts_with("GET http://api.example:81/x HTTP/1.1\r\n"), "{head}");
        assert!(head.to_lowercase().contains("\r\nhost: api.example:81\r\n"), "{head}");
        assert!(!head.to_lowercase().contains("proxy-authorization"), "{head}");
    }
    // Without a scheme, and with a user.
    let (address, heads) = proxy(DONE);
    assert_eq!(outcome("http://api.example", &[("HTTP_PROXY", &format!("jane:s3cret@{address}"))]), "done");
    let head = heads.try_recv().unwrap().to_lowercase();
    assert!(head.contains("\r\nproxy-authorization: basic amfuztpzm2nyzxq=\r\n"), "{head}");
}

// support: The runtime | Transports: proxies | yes
#[test]
fn secure_connections_go_through_a_tunnel() {
    let refusing = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
    let (address, heads) = proxy(refusing);
    let line = outcome("https://api.example", &[("HTTPS_PROXY", &format!("http://jane:s3cret@{address}"))]);
    assert_eq!(
        line,
        format!(
            "ping: could not connect to https://api.example through the proxy http://{address}: tunnel error: proxy \
             authorization required"
        )
    );
    let head = heads.try_recv().unwrap();
    assert!(head.starts_with("CONNECT api.example:443 HTTP/1.1\r\nHost: api.example:443\r\n"), "{head}");
    assert!(head.contains("\r\nProxy-Authorization: Basic amFuZTpzM2NyZXQ=\r\n"), "{head}");
    // A proxy for one scheme is none for the other.
    let (address, heads) = proxy(refusing);
    let line = outcome("https://nobody.invalid", &[("HTTP_PROXY", &format!("http://{address}"))]);
    assert!(line.starts_with("ping: could not connect to https://nobody.invalid: "), "{line}");
    assert!(heads.try_recv().is_err());
}

/// A proxy that leads every tunnel to this address, whatever it is asked for, and the heads that it was sent.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn tunnel(to: String) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (sender, heads) = channel();
    thread::spawn(move || {
        for near in listener.incoming() {
            let near = near.unwrap();
            let _ = sender.send(head(&near));
            (&near).write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
            let far = TcpStream::connect(&to).unwrap();
            let (mut near_in, mut far_out) = (near.try_clone().unwrap(), far.try_clone().unwrap());
            thread::spawn(move || std::io::copy(&mut near_in, &mut far_out));
            let _ = std::io::copy(&mut &far, &mut &near);
        }
    });
    (address, heads)
}

#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
#[test]
fn what_goes_through_a_tunnel_is_answered_by_the_server() {
    use crate::tls_server::{identity, server};

    let url = server(identity!("other"), false);
    let (address, heads) = tunnel(url.replace("https://localhost", "127.0.0.1"));
    for (user, authorization) in [("", None), ("jane:s3cret@", Some("Basic amFuZTpzM2NyZXQ="))] {
        for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
            let line = outcome("https://other.example", &[(variable, &format!("http://{user}{address}"))]);
            assert_eq!(line, "done", "{variable}");
            let head = heads.try_recv().unwrap();
            assert!(head.starts_with("CONNECT other.example:443 HTTP/1.1\r\n"), "{head}");
            let sent = head.lines().find_map(|line| line.strip_prefix("Proxy-Authorization: "));
            assert_eq!(sent, authorization, "{head}");
        }
    }
    // The certificate is to be the server's, not the proxy's.
    let line = outcome("https://api.example", &[("HTTPS_PROXY", &format!("http://{address}"))]);
    assert!(line.contains("its certificate is for another name"), "{line}");
}

#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
#[test]
fn a_proxy_itself_may_be_reached_over_tls() {
    use crate::tls_server::{identity, server};

    let proxy = server(identity!("localhost"), false);
    assert_eq!(outcome("http://api.example", &[("HTTP_PROXY", &proxy)]), "done");
    let proxy = server(identity!("expired"), false);
    let line = outcome("http://api.example", &[("HTTP_PROXY", &proxy)]);
    assert!(line.contains("its certificate has expired"), "{line}");
}

#[test]
fn a_proxy_that_is_not_there_is_named() {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for server in ["http://api.example", "https://api.example"] {
        let line = outcome(server, &[("ALL_PROXY", &format!("http://{address}"))]);
        assert!(line.starts_with(&format!("ping: could not connect to http://{address}: ")), "{line}");
    }
}

#[test]
fn servers_that_need_no_proxy_are_reached_directly() {
    for (server, exceptions, is_direct) in [
        ("http://nobody.invalid", "nobody.invalid", true),
        ("http://nobody.invalid", "other.example, .invalid", true),
        ("http://a.nobody.invalid", "nobody.invalid", true),
        ("http://nobody.invalid", "*", true),
        ("http://nobody.invalid", "body.invalid", false),
        ("http://nobody.invalid", "", false),
        ("http://0.0.0.0:9", "0.0.0.0/8", true),
        ("http://192.0.2.7", "198.51.100.0/24", false),
    ] {
        let (address, heads) = proxy(DONE);
        let variables = [("HTTP_PROXY", format!("http://{address}")), ("NO_PROXY", exceptions.to_owned())];
        let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let line = outcome(server, &variables);
        assert_eq!(heads.try_recv().is_err(), is_direct, "{server} {exceptions}: {line}");
    }
}

#[test]
fn this_machine_is_reached_directly() {
    let (address, heads) = proxy(DONE);
    let (server, direct) = proxy(DONE);
    assert_eq!(outcome(&format!("http://{server}"), &[("ALL_PROXY", &format!("http://{address}"))]), "done");
    assert!(heads.try_recv().is_err());
    assert!(direct.try_recv().unwrap().starts_with("GET /x HTTP/1.1\r\n"));
}

#[test]
#[cfg(not(feature = "socks"))]
fn a_proxy_of_socks_needs_the_feature() {
    let line = outcome("http://api.example", &[("ALL_PROXY", "socks5://127.0.0.1:9")]);
    assert!(line.ends_with("is one of SOCKS: build oasmith-runtime with its feature `socks`"), "{line}");
}

#[test]
#[cfg(feature = "socks")]
fn connections_go_through_socks() {
    for (scheme, user) in [("socks5h", ""), ("socks5h", "jane:s3cret@")] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let has_user = !user.is_empty();
        let server = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let read = |length: usize| {
                let mut bytes = vec![0; length];
                (&stream).read_exact(&mut bytes).unwrap();
                bytes
            };
            // RFC 1928 and, for the user, RFC 1929.
            let greeting = read(2);
            read(usize::from(greeting[1]));
            (&stream).write_all(&[5, if has_user { 2 } else { 0 }]).unwrap();
            if has_user {
                let name = read(2)[1];
                assert_eq!(read(usize::from(name)), b"jane");
                let password = read(1)[0];
                assert_eq!(read(usize::from(password)), b"s3cret");
                (&stream).write_all(&[1, 0]).unwrap();
            }
            assert_eq!(read(4), [5, 1, 0, 3]);
            let length = read(1)[0];
            assert_eq!(read(usize::from(length)), b"api.example");
            assert_eq!(read(2), 80_u16.to_be_bytes());
            (&stream).write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80]).unwrap();
            let head = head(&stream);
            (&stream).write_all(DONE.as_bytes()).unwrap();
            head
        });
        let line = outcome("http://api.example", &[("ALL_PROXY", &format!("{scheme}://{user}{address}"))]);
        assert_eq!(line, "done");
        let head = server.join().unwrap();
        assert!(head.starts_with("GET /x HTTP/1.1\r\n") && head.contains("\r\nhost: api.example\r\n"), "{head}");
    }
}

#[test]
#[cfg(feature = "socks")]
fn connections_go_through_socks_of_the_version_before() {
    // Where the proxy looks the name up, it stands behind an address that is none (SOCKS 4A).
    let named: &[u8] = &[&[4, 1, 0, 80, 0, 0, 0, 255, 0][..], b"api.example\0"].concat();
    let numbered: &[u8] = &[4, 1, 0, 80, 192, 0, 2, 7, 0];
    for (scheme, server, asked) in [("socks4a", "http://api.example", named), ("socks4", "http://192.0.2.7", numbered)]
    {
        for is_granted in [true, false] {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            let length = asked.len();
            let proxy = thread::spawn(move || {
                let (stream, _) = listener.accept().unwrap();
                let mut bytes = vec![0; length];
                (&stream).read_exact(&mut bytes).unwrap();
                (&stream).write_all(&[0, if is_granted { 0x5a } else { 0x5b }, 0, 0, 0, 0, 0, 0]).unwrap();
                if is_granted {
                    head(&stream);
                    (&stream).write_all(DONE.as_bytes()).unwrap();
                }
                bytes
            });
            let line = outcome(server, &[("ALL_PROXY", &format!("{scheme}://{address}"))]);
            assert_eq!(proxy.join().unwrap(), asked);
            let refused = format!("ping: could not connect to {server} through the proxy {scheme}://{address}: ");
            assert!(if is_granted { line == "done" } else { line.starts_with(&refused) }, "{line}");
        }
    }
}
