//! As much of HTTP as it takes to see whether a server is ready, and to get its document.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The body of a success; each of the headers that are sent ends its line.
pub(super) fn get(port: u16, path: &str, headers: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    // HTTP/1.0: the answer ends with the connection, and comes in one piece.
    stream.write_all(format!("GET {path} HTTP/1.0\r\nhost: 127.0.0.1:{port}\r\n{headers}\r\n").as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let (Some(head), true) = (head, answer.get(9..12) == Some(b"200")) else {
        return Err(io::Error::other(String::from_utf8_lossy(answer.get(..200).unwrap_or(&answer)).into_owned()));
    };
    Ok(answer.split_off(head + 4))
}

/// Whether a server answers there with a success.
pub(super) fn answers(port: u16, path: &str, headers: &str) -> bool {
    get(port, path, headers).is_ok()
}
