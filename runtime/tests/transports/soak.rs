//! Many calls for long: memory, connections and tasks level off. The tests make few calls; these are a soak:
//!
//! ```text
//! OASMITH_SOAK=100000 cargo test -p oasmith-runtime --features hyper,reqwest,gzip --test transports soak -- --nocapture
//! ```

use std::convert::Infallible;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use oasmith_runtime::{Framing, ItemStream, Meta, Operation, Outcome, Request, Response};

use super::transport;
use crate::levels::{self, Level};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

/// How many calls are under way at a time.
const CONCURRENCY: usize = 256;

/// How many requests a connection of the server serves.
const REQUESTS: usize = 100;

/// How many samples are taken of what is open.
const SAMPLES: u64 = 20;

/// How many bytes are sent and come back.
const LENGTH: usize = 16_000;

macro_rules! operations {
    ($($Name:ident: $meta:expr, $Output:ty, $encode:expr, $decode:expr;)*) => {$(
        struct $Name;

        impl Operation for $Name {
            const META: Meta = $meta;
            type Output = $Output;
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                let encode: fn(&mut Request) = $encode;
                encode(request);
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => $decode(response),
                    _ => response.undeclared(),
                }
            }
        }
    )*};
}

operations! {
    Short: Meta::new("short", "GET", "/short"), String, |_| (), Response::json;
    Echo: Meta::new("echo", "POST", "/echo"), String, |request| request.json(&"x".repeat(LENGTH)), Response::json;
    Items: Meta::new("items", "GET", "/items").accept("application/jsonl").streams(&[(200, 200)]),
        ItemStream<String>, |_| (), |response: Response| response.items(Framing::JsonLines);
}

/// A server, how many connections it has, and how many it had.
#[derive(Clone)]
struct Server {
    url: String,
    open: Arc<AtomicUsize>,
    opened: Arc<AtomicUsize>,
}

fn server() -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = Server { url, open: Arc::default(), opened: Arc::default() };
    let counts = server.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, counts) = (stream.unwrap(), counts.clone());
            counts.opened.fetch_add(1, Ordering::SeqCst);
            counts.open.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || {
                serve(&stream);
                counts.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    server
}

/// Answers the requests of a connection, and says with the last one that it is.
fn serve(stream: &TcpStream) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream);
    for number in 1..=REQUESTS {
        let (mut path, mut length, mut line) = (String::new(), 0, String::new());
        loop {
            line.clear();
            if !matches!(reader.read_line(&mut line), Ok(1..)) {
                return;
            }
            if line == "\r\n" {
                break;
            }
            if path.is_empty() {
                path = line.split(' ').nth(1).unwrap().to_owned();
            }
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let (media_type, body) = match &*path {
            "/short" => ("application/json", b"\"Rex\"".to_vec()),
            "/echo" => ("application/json", body),
            _ => ("application/jsonl", b"\"a\"\n".repeat(50)),
        };
        let last = if number == REQUESTS { "connection: close\r\n" } else { "" };
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: {media_type}\r\n{last}content-length: {}\r\n\r\n", body.len());
        let mut stream = stream;
        if stream.write_all(&[head.as_bytes(), &body].concat()).is_err() {
            return;
        }
    }
}

/// Of ten calls, seven are short, two send much and get it back, and one is a stream.
async fn call(client: &Client, number: u64) {
    match number % 10 {
        0 => {
            let mut items = client.call(Items).await.unwrap();
            let mut count = 0;
            while let Some(item) = items.next().await {
                assert_eq!(item.unwrap(), "a");
                count += 1;
            }
            assert_eq!(count, 50);
        }
        1 | 2 => assert_eq!(client.call(Echo).await.unwrap().len(), LENGTH),
        _ => assert_eq!(client.call(Short).await.unwrap(), "Rex"),
    }
}

fn alive() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

// support: The runtime | Many calls at a time: memory, connections and tasks level off | yes
#[tokio::test]
async fn memory_connections_and_tasks_level_off() {
    if !levels::is_alone() {
        return;
    }
    let calls: u64 = std::env::var("OASMITH_SOAK").map_or(2_000, |calls| calls.parse().unwrap());
    let server = server();
    let client = Arc::new(Client::builder().server(&server.url).transport(transport()).build());
    let next = Arc::new(AtomicU64::new(0));
    let samples = Arc::<std::sync::Mutex<Vec<(u64, Level)>>>::default();
    let began = Instant::now();
    let workers: Vec<_> = (0..CONCURRENCY)
        .map(|_| {
            let (client, next, samples, server) = (client.clone(), next.clone(), samples.clone(), server.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return;
                    }
                    call(&client, number).await;
                    if number.is_multiple_of((calls / SAMPLES).max(1)) {
                        let level = Level::now(server.open.load(Ordering::SeqCst));
                        samples.lock().unwrap().push((number, level));
                    }
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    let took = began.elapsed();
    drop(client);
    let ended = Instant::now();
    while (server.open.load(Ordering::SeqCst), alive()) != (0, 0) && ended.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    println!("{calls} calls in {took:?}, over {} connections", server.opened.load(Ordering::SeqCst));
    let samples = std::mem::take(&mut *samples.lock().unwrap());
    for (number, level) in &samples {
        println!("at call {number}: {level:?}");
    }
    assert_eq!((server.open.load(Ordering::SeqCst), alive()), (0, 0), "connections and tasks that are left behind");
    // Each call has a task, and each connection one or two. As many connections as calls may be about to be closed, and as
    // many on their way for calls that meanwhile got one that another call has left: the pool keeps those, too.
    let levels: Vec<Level> = samples.into_iter().map(|(_, level)| level).collect();
    levels::verify(&levels, 3 * CONCURRENCY, 4 * CONCURRENCY);
}
