//! The server: its page, and answers that go as their path says.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fs, thread};

/// How long the server waits for what the page does.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long after it was asked for the next line comes, so that times show it.
const PAUSE: Duration = Duration::from_millis(300);

/// One thing that happens again and again, which others wait for.
struct Signal(Sender<()>, Mutex<Receiver<()>>);

impl Signal {
    fn new() -> Self {
        let (sender, receiver) = channel();
        Self(sender, Mutex::new(receiver))
    }

    fn give(&self) {
        let _ = self.0.send(());
    }

    /// Waits for it; false where it does not happen.
    fn comes(&self) -> bool {
        self.1.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE).is_ok()
    }
}

/// The server's state.
struct Server {
    files: Box<Path>,
    /// The page has asked for the next line.
    next: Signal,
    /// An answer is over: the server has ended it, or has noticed that nobody waits for more.
    gone: Signal,
    told: Sender<String>,
}

/// Starts the server on loopback with a folder of files: its port, and what the page tells at the end.
pub(super) fn start(files: &Path) -> io::Result<(u16, Receiver<String>)> {
    let (told, report) = channel();
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let port = listener.local_addr()?.port();
    let server = Arc::new(Server { files: files.into(), next: Signal::new(), gone: Signal::new(), told });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let server = Arc::clone(&server);
            // Where the browser closes a connection, that is the answer's end.
            thread::spawn(move || server.answer(stream));
        }
    });
    Ok((port, report))
}

impl Server {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        let (path, body) = request(&stream)?;
        match path.as_str() {
            "/" => self.file(&mut stream, "page.html", "text/html"),
            "/page.js" => self.file(&mut stream, "page.js", "text/javascript"),
            "/page_bg.wasm" => self.file(&mut stream, "page_bg.wasm", "application/wasm"),
            "/ask/next" => {
                self.next.give();
                whole(&mut stream, "204 No Content", "")
            }
            "/ask/gone" => {
                let status = if self.gone.comes() { "204 No Content" } else { "504 Gateway Timeout" };
                whole(&mut stream, status, "")
            }
            "/told" => {
                let _ = self.told.send(body);
                whole(&mut stream, "204 No Content", "")
            }
            "/short-lines/whole" => whole(&mut stream, "200 OK", "{\"n\":1}\n{\"n\":2}\n"),
            "/large/whole" => {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\nconnection: close\r\n\r\n")
            }
            "/steps/lines" => self.steps(&mut stream),
            "/favicon.ico" => whole(&mut stream, "404 Not Found", ""),
            _ => {
                let ended = self.broken(&path, &mut stream);
                self.gone.give();
                ended
            }
        }
    }

    fn file(&self, stream: &mut TcpStream, name: &str, content_type: &str) -> io::Result<()> {
        let content = fs::read(self.files.join(name))?;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {content_type}\r\nconnection: close\r\n\r\n");
        stream.write_all(head.as_bytes())?;
        stream.write_all(&content)
    }

    /// Three lines, each of them only when the page has what is before it.
    fn steps(&self, stream: &mut TcpStream) -> io::Result<()> {
        begin(stream)?;
        for n in 1..=3 {
            if !self.next.comes() {
                return Ok(());
            }
            thread::sleep(PAUSE);
            line(stream, n)?;
        }
        stream.write_all(b"0\r\n\r\n")
    }

    /// An answer that does not come to its end.
    fn broken(&self, path: &str, stream: &mut TcpStream) -> io::Result<()> {
        match path {
            "/cut/lines" => {
                begin(stream)?;
                line(stream, 1)?;
                self.next.comes();
                Ok(())
            }
            "/cut/whole" => {
                begin(stream)?;
                line(stream, 1)
            }
            "/short/lines" => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\ncontent-length: 100\r\n\r\n";
                stream.write_all(format!("{head}{{\"n\":1}}\n").as_bytes())?;
                self.next.comes();
                Ok(())
            }
            "/stalled/lines" | "/stalled/whole" => {
                begin(stream)?;
                line(stream, 1)?;
                until_closed(stream)
            }
            "/silent/whole" => until_closed(stream),
            "/endless/lines" | "/endless/whole" => {
                begin(stream)?;
                loop {
                    line(stream, 1)?;
                    thread::sleep(Duration::from_millis(1));
                }
            }
            _ => whole(stream, "404 Not Found", ""),
        }
    }
}

/// The path of a request, and its body.
fn request(stream: &TcpStream) -> io::Result<(String, String)> {
    let (mut reader, mut head) = (BufReader::new(stream), String::new());
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let length = head.to_ascii_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    let mut body = String::new();
    reader.take(length.unwrap_or(0)).read_to_string(&mut body)?;
    Ok((path, body))
}

fn whole(stream: &mut TcpStream, status: &str, body: &str) -> io::Result<()> {
    let length = body.len();
    write!(stream, "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn begin(stream: &mut TcpStream) -> io::Result<()> {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/jsonl\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes())
}

/// A line of eight bytes, in a chunk.
fn line(stream: &mut TcpStream, n: u8) -> io::Result<()> {
    write!(stream, "8\r\n{{\"n\":{n}}}\n\r\n")
}

/// Waits until the browser closes the connection.
fn until_closed(stream: &mut TcpStream) -> io::Result<()> {
    while stream.read(&mut [0; 64])? > 0 {}
    Ok(())
}
