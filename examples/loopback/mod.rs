//! A little HTTP server on the loopback interface: it answers every request with the same bytes and keeps what it
//! was sent, byte for byte.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

pub(crate) struct Loopback {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
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

    /// The requests so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Reads one request, whose body is as long as its `Content-Length` says.
fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&request);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or(0) {
                return Ok(text.into_owned());
            }
        }
        match stream.read(&mut buffer)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => request.extend(buffer.iter().take(count)),
        }
    }
}
