//! The server: it answers each attempt as the plan has it.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use super::asks::{Ask, Tick, items};
use super::plan::{After, Fault, Frame, Garbage, Plan, When};

/// For how long it waits at most for whoever is to go away.
const PATIENCE: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub(super) struct Server {
    pub(super) url: String,
    shared: Arc<Shared>,
}

struct Shared {
    seed: u64,
    open: AtomicUsize,
    /// By call.
    seen: Mutex<HashMap<u64, Seen>>,
}

/// What came of a call.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) number: u64,
    /// How many requests.
    pub(super) count: u32,
    /// The idempotency key, and whether there were several.
    pub(super) key: Option<String>,
    pub(super) keys_differ: bool,
}

impl Server {
    pub(super) fn start(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared { seed, open: AtomicUsize::new(0), seen: Mutex::default() });
        let serving = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, shared) = (stream.unwrap(), serving.clone());
                shared.open.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || {
                    stream.set_nodelay(true).unwrap();
                    // The client may go away whenever it likes.
                    let _ = shared.serve(&stream);
                    drop(stream);
                    shared.open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, shared }
    }

    /// How many connections are open.
    pub(super) fn open(&self) -> usize {
        self.shared.open.load(Ordering::SeqCst)
    }

    /// What came of a call that has ended.
    pub(super) fn take(&self, number: u64) -> Seen {
        let seen = self.shared.seen.lock().unwrap().remove(&number);
        Seen { number, ..seen.unwrap_or_default() }
    }
}

/// Whether the connection can go on.
type Open = io::Result<bool>;

impl Shared {
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        while let Some(head) = head(stream)? {
            let number = field(&head, "n=", [' ', '&']).unwrap().parse().unwrap();
            let attempt = self.note(number, &head);
            let plan = Plan::new(self.seed, number);
            let fault = plan.fault(attempt);
            let body = field(&head, "content-length: ", ['\r', '\n']).map_or(0, |length| length.parse().unwrap());
            // Where something was not read when the connection is closed, the system resets it.
            let unread = usize::from(matches!(fault, Fault::Reset | Fault::ResetWithin(_)));
            (&mut &*stream).read_exact(&mut vec![0; head.len() + body - unread])?;
            if !answer(stream, plan.ask, number, fault)? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Notes a request, and tells which one of its call it is.
    fn note(&self, number: u64, head: &str) -> u32 {
        let key = field(head, "idempotency-key: ", ['\r', '\n']).map(str::to_owned);
        let mut all = self.seen.lock().unwrap();
        let seen = all.entry(number).or_default();
        seen.keys_differ |= seen.count > 0 && seen.key != key;
        seen.key = key;
        seen.count += 1;
        seen.count - 1
    }
}

/// The head of the next request, which stays unread; none where no more come.
fn head(stream: &TcpStream) -> io::Result<Option<String>> {
    let mut buffer = [0; 2048];
    loop {
        let count = stream.peek(&mut buffer)?;
        if count == 0 {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&buffer[..count]);
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            return Ok(Some(format!("{head}\r\n\r\n").to_ascii_lowercase()));
        }
        thread::sleep(Duration::from_millis(1));
    }
}

fn field<'h>(head: &'h str, name: &str, ends: [char; 2]) -> Option<&'h str> {
    let (_, value) = head.split_once(name)?;
    value.split(ends).next()
}

fn answer(stream: &TcpStream, ask: Ask, number: u64, fault: Fault) -> Open {
    let write = |bytes: &[u8]| (&mut &*stream).write_all(bytes);
    let whole = |frame| Answer::new(ask, number, frame);
    match fault {
        Fault::Right(frame, after) => {
            write(&whole(frame).bytes())?;
            if after == After::Closes {
                // The next request may be on its way by then.
                thread::sleep(Duration::from_micros(number % 4 * 500));
            }
            Ok(after == After::Stays && frame != Frame::Close)
        }
        Fault::Drips(frame) => {
            let bytes = whole(frame).bytes();
            let pieces = bytes.len().div_ceil(6);
            for piece in bytes.chunks(pieces) {
                write(piece)?;
                thread::sleep(Duration::from_millis(5));
            }
            Ok(frame != Frame::Close)
        }
        Fault::Drop | Fault::Reset => Ok(false),
        Fault::Stall => until_closed(stream),
        Fault::StallsWithin(frame) => {
            write(&whole(frame).cut())?;
            until_closed(stream)
        }
        Fault::NeverEnds => {
            let (head, piece): (_, &[u8]) = match ask {
                Ask::Events => ("text/event-stream", b": still here\n"),
                Ask::Lines => ("application/jsonl", b"  \n"),
                _ => ("application/json", b"  \n"),
            };
            write(format!("HTTP/1.1 200 OK\r\ncontent-type: {head}\r\n\r\n").as_bytes())?;
            loop {
                write(piece)?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        Fault::CutOff(frame) => {
            write(&whole(frame).cut())?;
            Ok(false)
        }
        Fault::ResetWithin(frame) => {
            write(&whole(frame).cut())?;
            // The client has read it by then.
            thread::sleep(Duration::from_millis(10));
            Ok(false)
        }
        Fault::CutGzip => {
            let mut answer = whole(Frame::GzipLength);
            answer.body.truncate(answer.body.len() - 9);
            write(&answer.bytes())?;
            Ok(true)
        }
        Fault::Busy(status, when) => {
            write(busy(status, when).as_bytes())?;
            Ok(true)
        }
        Fault::Garbage(garbage) => {
            write(&garbled(ask, number, garbage))?;
            Ok(false)
        }
        Fault::ShortLength => {
            let mut answer = whole(Frame::Length);
            answer.length = answer.cut_at();
            write(&answer.bytes())?;
            Ok(false)
        }
        Fault::Unasked => {
            let mut bytes = whole(Frame::Length).bytes();
            bytes.extend(Answer::new(ask, number + 1, Frame::Length).bytes());
            write(&bytes)?;
            Ok(true)
        }
    }
}

/// Waits until the client has gone.
fn until_closed(stream: &TcpStream) -> Open {
    stream.set_read_timeout(Some(PATIENCE))?;
    while (&mut &*stream).read(&mut [0; 256])? > 0 {}
    Ok(false)
}

struct Answer {
    head: String,
    body: Vec<u8>,
    length: usize,
    frame: Frame,
    ask: Ask,
}

impl Answer {
    fn new(ask: Ask, call: u64, frame: Frame) -> Self {
        let json = |item| oasmith_runtime::json::to_string(&Tick::new(call, item)).unwrap();
        let (media_type, body) = match ask {
            Ask::Lines => {
                let lines = (0..items(call)).map(|item| json(item) + "\n").collect::<String>();
                ("application/jsonl", lines)
            }
            Ask::Events => {
                let events = (0..items(call)).map(|item| format!("id: {item}\ndata: {}\n\n", json(item)));
                ("text/event-stream", events.collect::<String>())
            }
            _ => ("application/json", json(0)),
        };
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n");
        let body = match frame {
            Frame::GzipLength | Frame::GzipChunks => zipped(body.as_bytes()),
            _ => body.into_bytes(),
        };
        Self { head, length: body.len(), body, frame, ask }
    }

    /// The head, and the body as it stands behind it.
    fn parts(&self) -> (String, Vec<u8>) {
        let Self { head, body, length, frame, .. } = self;
        let coding = match frame {
            Frame::GzipLength | Frame::GzipChunks => "content-encoding: gzip\r\n",
            _ => "",
        };
        match frame {
            Frame::Length | Frame::GzipLength => {
                (format!("{head}{coding}content-length: {}\r\n\r\n", (*length).min(body.len())), body.clone())
            }
            Frame::Close => (format!("{head}\r\n"), body.clone()),
            Frame::Chunks | Frame::GzipChunks => {
                let mut chunks = Vec::new();
                for chunk in body.chunks(body.len().div_ceil(3)) {
                    chunks.extend(format!("{:x}\r\n", chunk.len()).as_bytes());
                    chunks.extend(chunk);
                    chunks.extend(b"\r\n");
                }
                chunks.extend(b"0\r\n\r\n");
                (format!("{head}{coding}transfer-encoding: chunked\r\n\r\n"), chunks)
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let (head, body) = self.parts();
        let mut bytes = head.into_bytes();
        bytes.extend(body);
        bytes
    }

    /// Where the body is cut: within the last value.
    fn cut_at(&self) -> usize {
        match self.ask {
            Ask::Events | Ask::Lines => self.body.len().saturating_sub(5),
            _ => self.body.len() / 2,
        }
    }

    /// The beginning.
    fn cut(&self) -> Vec<u8> {
        let (head, body) = self.parts();
        let end = match self.frame {
            Frame::Length | Frame::Close => self.cut_at(),
            Frame::GzipLength => body.len() - 8,
            // Within the last chunk, or before the one that says that it was the last.
            Frame::Chunks | Frame::GzipChunks => body.len() - if self.length.is_multiple_of(2) { 8 } else { 5 },
        };
        let mut bytes = head.into_bytes();
        bytes.extend(&body[..end]);
        bytes
    }
}

#[cfg(feature = "gzip")]
fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[cfg(not(feature = "gzip"))]
fn zipped(_: &[u8]) -> Vec<u8> {
    panic!("the plan compresses nothing without the feature")
}

fn busy(status: u16, when: When) -> String {
    const NOW: &str = "date: Sat, 28 Nov 2026 10:00:00 GMT\r\nretry-after: Sat, 28 Nov 2026";
    let headers = match when {
        When::Nothing => String::new(),
        When::Zero => "retry-after: 0\r\n".to_owned(),
        When::Fraction => "retry-after: 0.015\r\n".to_owned(),
        When::Milliseconds => "retry-after-ms: 10\r\n".to_owned(),
        When::MillisecondsFirst => "retry-after: 3600\r\nretry-after-ms: 10.5\r\n".to_owned(),
        When::DateNow => format!("{NOW} 10:00:00 GMT\r\n"),
        When::DateLater => format!("{NOW} 11:00:00 GMT\r\n"),
        When::PastDate => "retry-after: Thu, 01 Jan 1970 00:00:00 GMT\r\n".to_owned(),
        When::FarDate => "retry-after: Fri, 31 Dec 9999 23:59:59 GMT\r\n".to_owned(),
        When::Long => "retry-after: 2\r\n".to_owned(),
        When::Huge => "retry-after: 18446744073709551615\r\n".to_owned(),
        When::Negative => "retry-after: -5\r\n".to_owned(),
        When::Nonsense => "retry-after: soon\r\nretry-after-ms: 1e3\r\n".to_owned(),
    };
    format!("HTTP/1.1 {status} Busy\r\n{headers}content-length: 4\r\n\r\nbusy")
}

fn garbled(ask: Ask, call: u64, garbage: Garbage) -> Vec<u8> {
    let Answer { head, mut body, .. } = Answer::new(ask, call, Frame::Length);
    let mut head = match garbage {
        Garbage::NoHttp => return b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec(),
        Garbage::NoStatus => return b"HTTP/1.1 abc\r\n\r\n".to_vec(),
        Garbage::BrokenHeader => format!("{head}no colon\r\n\r\n"),
        Garbage::LongHead => format!("{head}x-long: {}\r\n\r\n", "x".repeat(1 << 20)),
        Garbage::TwoLengths => format!("{head}content-length: {}\r\ncontent-length: 7\r\n\r\n", body.len()),
        Garbage::NegativeLength => format!("{head}content-length: -1\r\n\r\n"),
        Garbage::NoChunk => format!("{head}transfer-encoding: chunked\r\n\r\nxyz\r\n"),
        Garbage::NoGzip => format!("{head}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n", body.len()),
    }
    .into_bytes();
    head.append(&mut body);
    head
}
