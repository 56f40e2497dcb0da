//! How much memory a client needs for bodies that are larger than it:
//!
//! ```text
//! cargo bench -p oasmith-runtime --bench streams
//! ```
//!
//! The server and each client are processes of their own, so that the peak memory is that of the client alone. It is read
//! from `/proc/self/status`, and so on Linux only. The exit status is 1 where a client needs more than 64 MiB.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::convert::Infallible;
use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use oasmith_runtime::{
    ByteStream, Bytes, Framing, ItemStream, Meta, Operation, Outcome, Request, Response, StreamOperation,
    StreamOutcome, Upload,
};

const GIBIBYTE: u64 = 1 << 30;

/// What a client may need, in KiB.
const LIMIT: u64 = 64 << 10;

/// What clients do, how often, and what that is called.
const RUNS: [(&str, u64, &str); 7] = [
    ("lines", 1_000, "a thousand lines"),
    ("lines", 10_000_000, "10 million lines"),
    ("events", 1_000, "a thousand events"),
    ("events", 10_000_000, "10 million events"),
    ("download", 1, "1 GiB down"),
    ("upload", 1, "1 GiB up"),
    ("both", 1, "1 GiB down and up again"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    match arguments.first().map(String::as_str) {
        Some("server") => serve(),
        Some("client") => client(&arguments[1], &arguments[2], arguments[3].parse().unwrap()),
        _ if fs::metadata("/proc/self/status").is_err() => println!("skipped: no /proc to read memory from"),
        _ => return measure(),
    }
    ExitCode::SUCCESS
}

/// Starts the server, and each client in turn.
fn measure() -> ExitCode {
    let myself = env::current_exe().unwrap();
    let mut server = Command::new(&myself).arg("server").stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut url).unwrap();
    println!("{:<26} {:>10} {:>12}", "", "seconds", "peak MiB");
    let mut end = ExitCode::SUCCESS;
    for (what, count, name) in RUNS {
        let started = Instant::now();
        let client = Command::new(&myself).args(["client", what, url.trim(), &count.to_string()]).output().unwrap();
        let said = String::from_utf8_lossy(&client.stdout).into_owned();
        let Ok(peak) = said.trim().parse::<u64>() else {
            println!("{name:<26} failed: {said}{}", String::from_utf8_lossy(&client.stderr));
            end = ExitCode::FAILURE;
            continue;
        };
        let (seconds, peak_shown) = (started.elapsed().as_secs_f64(), peak as f64 / 1024.0);
        println!("{name:<26} {seconds:>10.2} {peak_shown:>12.1}");
        if peak > LIMIT {
            end = ExitCode::FAILURE;
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
    end
}

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

#[derive(Clone, PartialEq)]
struct Item {
    id: u64,
    name: String,
    tags: Vec<String>,
}

oasmith_runtime::record! { Item { id: "id" required, name: "name" required, tags: "tags" required } }

/// As many lines, or events.
struct Items {
    framing: Framing,
    count: u64,
}

impl Operation for Items {
    const META: Meta = Meta::new("items", "GET", "/items").accept("application/jsonl").streams(&[(200, 200)]);
    type Output = Response;
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        let framing = if self.framing == Framing::JsonLines { "lines" } else { "events" };
        request.query(oasmith_runtime::ParamSpec::new(framing), &self.count);
    }

    fn decode(response: Response) -> Outcome<Self> {
        Ok(response)
    }
}

struct Download;

impl Operation for Download {
    const META: Meta = Meta::new("download", "GET", "/download").accept("*/*");
    type Output = Bytes;
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        response.bytes()
    }
}

impl StreamOperation for Download {
    const STREAM: Meta = Self::META.streams(&[(200, 200)]);
    type Stream = ByteStream;

    fn decode_stream(response: Response) -> StreamOutcome<Self> {
        response.byte_stream()
    }
}

struct Put(Upload);

impl Operation for Put {
    const META: Meta = Meta::new("upload", "PUT", "/upload");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        request.upload("application/octet-stream", &self.0);
    }

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            204 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

/// Does what is asked for, and prints the peak memory in KiB.
fn client(what: &str, url: &str, count: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::builder().server(url).timeout(Duration::MAX).build();
        match what {
            "lines" => items(&client, Framing::JsonLines, count).await,
            "events" => items(&client, Framing::EventDataJson, count).await,
            "download" => {
                let mut body = client.call(Download).stream().await.unwrap();
                let mut length = 0;
                while let Some(piece) = body.next().await {
                    length += piece.unwrap().len() as u64;
                }
                assert_eq!(length, GIBIBYTE);
            }
            "upload" => {
                let body = ByteStream::from_reader(io::repeat(7).take(GIBIBYTE)).with_length(GIBIBYTE);
                client.call(Put(body.into())).await.unwrap();
            }
            _ => {
                let body = client.call(Download).stream().await.unwrap();
                client.call(Put(body.into())).await.unwrap();
            }
        }
    });
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("{}", peak.trim().trim_end_matches("kB").trim());
}

async fn items(client: &Client, framing: Framing, count: u64) {
    let response = client.call(Items { framing, count }).await.unwrap();
    let mut items: ItemStream<Item> = response.items::<_, Infallible>(framing).unwrap();
    let mut next = 0;
    while let Some(item) = items.next().await {
        assert_eq!(item.unwrap().id, next);
        next += 1;
    }
    assert_eq!(next, count);
}

fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    for stream in listener.incoming() {
        // A client may go whenever it likes.
        thread::spawn(|| answer(&stream.unwrap()));
    }
}

fn answer(stream: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::with_capacity(1 << 16, stream);
    let mut writer = BufWriter::with_capacity(1 << 16, stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    if head.starts_with("PUT ") {
        let length = io::copy(&mut reader.take(GIBIBYTE), &mut io::sink())?;
        assert_eq!(length, GIBIBYTE);
        return write!(writer, "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    }
    write!(writer, "HTTP/1.1 200 OK\r\nconnection: close\r\n")?;
    if head.starts_with("GET /download ") {
        write!(writer, "content-length: {GIBIBYTE}\r\n\r\n")?;
        return io::copy(&mut io::repeat(7).take(GIBIBYTE), &mut writer).map(|_| ());
    }
    write!(writer, "\r\n")?;
    let query = head.strip_prefix("GET /items?").and_then(|rest| rest.split(' ').next()).unwrap();
    let (kind, count) = query.split_once('=').unwrap();
    let (before, after) = if kind == "lines" { ("", "\n") } else { ("id: 1\ndata: ", "\n\n") };
    for id in 0..count.parse::<u64>().unwrap() {
        write!(writer, "{before}{{\"id\":{id},\"name\":\"item {id}\",\"tags\":[\"a\",\"b\"]}}{after}")?;
    }
    writer.flush()
}
