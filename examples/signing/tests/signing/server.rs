//! A little HTTP server on the loopback interface.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// A request as it came.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// The path with its query.
    pub(crate) target: String,
    /// By names in small letters.
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|(key, value)| (key == name).then_some(&**value))
    }
}

/// Answers each request with a status and JSON, and tells its address.
pub(crate) fn start(mut answer: impl FnMut(Received) -> (u16, String) + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (status, body) = answer(read(&stream));
            let head = format!(
                "HTTP/1.1 {status} -\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    });
    url
}

fn read(stream: &TcpStream) -> Received {
    let mut reader = BufReader::new(stream);
    let mut line = || {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    };
    let first = line();
    let mut words = first.split(' ');
    let mut received = Received {
        method: words.next().unwrap().to_owned(),
        target: words.next().unwrap().to_owned(),
        headers: Vec::new(),
        body: String::new(),
    };
    loop {
        let line = line();
        let Some((name, value)) = line.split_once(": ") else { break };
        received.headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let mut body = vec![0; received.header("content-length").map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    received.body = String::from_utf8(body).unwrap();
    received
}
