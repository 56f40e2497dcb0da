//! A daemon behind a Unix socket.

use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixListener;
use std::thread;

use oasmith_runtime::client::transport::Hyper;

use crate::ping::{Client, Ping};

#[tokio::test]
async fn all_connections_lead_to_it() {
    let path = std::env::temp_dir().join(format!("oasmith-{}.sock", std::process::id()));
    let listener = UnixListener::bind(&path).unwrap();
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let (mut reader, mut head) = (BufReader::new(&stream), String::new());
        while !head.ends_with("\r\n\r\n") {
            reader.read_line(&mut head).unwrap();
        }
        (&stream).write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
        head
    });
    let client = Client::builder().transport(Hyper::new().unix_socket(&path)).build();
    let outcome = client.call(Ping).await;
    std::fs::remove_file(&path).unwrap();
    outcome.unwrap();
    let head = server.join().unwrap();
    assert!(head.starts_with("GET /x HTTP/1.1\r\n") && head.contains("\r\nhost: localhost\r\n"), "{head}");
    let failure = client.call(Ping).await.unwrap_err().to_string();
    assert!(failure.starts_with(&format!("ping: could not connect to the socket {}: ", path.display())), "{failure}");
}
