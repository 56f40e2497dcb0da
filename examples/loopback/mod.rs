//! A little HTTP server on the loopback interface: it answers every request with the same bytes and keeps what it
//! was sent, byte for byte.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub(crate) struct Loopback {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Vec<u8>>>>,
}

/// What happens to the connection after the answer.
#[derive(Clone, Copy)]
pub(crate) enum Afterwards {
    Close,
    /// It stays open, and nothing comes any more.
    #[allow(dead_code, reason = "for the tests that share this file")]
    Stall,
}

impl Loopback {
    pub(crate) fn start(answer: impl Into<Vec<u8>>, afterwards: Afterwards) -> io::Result<Self> {
        let answer = answer.into();
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let requests = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&requests);
        thread::spawn(move || {
            let mut stalled = Vec::new();
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let Ok(request) = read_request(&mut stream) else {
                    continue;
                };
                seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                let _ = stream.write_all(&answer).and_then(|()| stream.flush());
                match afterwards {
                    Afterwards::Close => {}
                    Afterwards::Stall => stalled.push(stream),
                }
            }
        });
        Ok(Self { address, requests })
    }

    /// `http://127.0.0.1:<port>`
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, each as text.
    #[allow(dead_code, reason = "for the tests that share this file")]
    pub(crate) fn requests(&self) -> Vec<String> {
        self.raw_requests().iter().map(|request| String::from_utf8_lossy(request).into_owned()).collect()
    }

    /// The requests so far.
    #[allow(dead_code, reason = "for the tests that share this file")]
    pub(crate) fn raw_requests(&self) -> Vec<Vec<u8>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Reads one request.
fn read_request(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !is_whole(&request) {
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => request.extend(buffer.iter().take(count)),
        }
    }
    Ok(request)
}

/// Whether the body is as long as `Content-Length` says, or has had its last chunk.
fn is_whole(request: &[u8]) -> bool {
    const END: &[u8] = b"\r\n\r\n";
    let Some(at) = request.windows(END.len()).position(|window| window == END) else { return false };
    let (head, body) = request.split_at(at);
    let head = String::from_utf8_lossy(head);
    let header = |name: &str| {
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        headers.find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
    };
    match header("content-length").and_then(|length| length.parse::<usize>().ok()) {
        Some(length) => body.len() >= END.len() + length,
        None => header("transfer-encoding").is_none() || body.ends_with(b"\r\n0\r\n\r\n"),
    }
}
