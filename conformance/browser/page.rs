//! What the browser runs: calls of the server that its page is from, over the transport of the runtime.

use std::convert::Infallible;
use std::time::Duration;

use oasmith_runtime::client::transport::Reqwest;
use oasmith_runtime::{Bytes, Framing, ItemStream, Meta, Operation, Options, Outcome, Request, Response, Transport};
use wasm_bindgen::prelude::wasm_bindgen;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

#[derive(PartialEq)]
struct Tick {
    n: u32,
}

oasmith_runtime::record! { Tick { n: "n" required } }

/// Lines, as they come.
struct Lines;

impl Operation for Lines {
    const META: Meta = Meta::new("lines", "GET", "/lines").accept("application/jsonl").streams(&[(200, 200)]);
    type Output = ItemStream<Tick>;
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.items(Framing::JsonLines),
            _ => response.undeclared(),
        }
    }
}

/// All of a body.
struct Whole;

impl Operation for Whole {
    const META: Meta = Meta::new("whole", "GET", "/whole").accept("*/*");
    type Output = Bytes;
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.bytes(),
            _ => response.undeclared(),
        }
    }
}

/// How long nothing may come where something is to be late.
const SHORT: Duration = Duration::from_millis(300);

/// Calls the server at this origin in every way, and tells what became of each.
#[wasm_bindgen]
pub async fn run(origin: String) -> String {
    let page = Page(origin);
    let plain = Options::new();
    let report = [
        ("pieces come one by one", page.pieces_come_one_by_one().await),
        ("a dropped stream is canceled", page.a_dropped_stream_is_canceled().await),
        ("a cut stream", page.stream("cut", plain.clone(), "broke off after 8 bytes of its body").await),
        ("a stream shorter than it should be", page.stream("short", plain.clone(), "broke off after 8 bytes").await),
        (
            "a stream that pauses",
            page.stream("stalled", plain.clone().idle_timeout(SHORT), "nothing more of its body came within 300ms")
                .await,
        ),
        (
            "a stream without end",
            page.stream("endless", plain.clone().call_timeout(SHORT), "the call had not ended within 300ms").await,
        ),
        ("a whole body", page.a_whole_body().await),
        ("a cut body", page.whole("cut", plain.clone(), "but the connection broke off after ").await),
        (
            "a body without end",
            page.whole("endless", plain.clone(), "with a body of more than the 1000 bytes that the client accepts")
                .await,
        ),
        (
            "a body that stalls",
            page.whole("stalled", plain.clone().timeout(SHORT), "its body was not there within 300ms (8 bytes were)")
                .await,
        ),
        ("a head without a body", page.a_head_without_a_body().await),
        ("no answer", page.whole("silent", plain.clone().timeout(SHORT), "no answer came within 300ms").await),
        ("no server", page.no_server().await),
    ];
    let lines = report.map(|(name, became)| match became {
        Ok(how) => format!("passed: {name}: {how}\n"),
        Err(why) => format!("FAILED: {name}: {why}\n"),
    });
    lines.concat()
}

/// Where the page is from.
struct Page(String);

impl Page {
    /// A client whose calls are answered as this says.
    fn client(&self, answered: &str) -> Client {
        // What goes wrong is told, and does not hang.
        let builder = Client::builder().response_limit(1000).call_timeout(Duration::from_secs(10));
        builder.server(format!("{}/{answered}", self.0)).build()
    }

    /// Has the server do something, and waits until it is done.
    async fn ask(&self, what: &str) -> Result<(), String> {
        self.client("ask").send_request("POST", what, None).await.map(drop).map_err(|failure| failure.to_string())
    }

    /// The server waits before each line until it is asked for the next one.
    async fn pieces_come_one_by_one(&self) -> Result<String, String> {
        let clock = Reqwest::new();
        let began = clock.elapsed();
        let mut lines = self.client("steps").call(Lines).await.map_err(|failure| failure.to_string())?;
        let mut times = format!("the head after {:?}", clock.elapsed() - began);
        for n in 1..=3 {
            self.ask("next").await?;
            match lines.next().await {
                Some(Ok(tick)) if tick == (Tick { n }) => {}
                other => return Err(format!("line {n} is {other:?}")),
            }
            times += &format!(", line {n} after {:?}", clock.elapsed() - began);
        }
        match lines.next().await {
            None => Ok(times),
            other => Err(format!("the end is {other:?}")),
        }
    }

    async fn a_dropped_stream_is_canceled(&self) -> Result<String, String> {
        let mut lines = self.client("stalled").call(Lines).await.map_err(|failure| failure.to_string())?;
        let line = lines.next().await;
        if !matches!(line, Some(Ok(Tick { n: 1 }))) {
            return Err(format!("the first line is {line:?}"));
        }
        drop(lines);
        self.ask("gone").await?;
        Ok("the server noticed".to_owned())
    }

    /// A stream that ends with an error, of which the server hears where it was still at it.
    async fn stream(&self, answered: &str, options: Options, error: &str) -> Result<String, String> {
        let mut lines =
            self.client(answered).call(Lines).with_options(options).await.map_err(|failure| failure.to_string())?;
        let mut read = 0;
        loop {
            match lines.next().await {
                Some(Ok(_)) => {
                    read += 1;
                    // Browsers forget what has come and was not read when they hear of the cut.
                    if matches!(answered, "cut" | "short") {
                        self.ask("next").await?;
                    }
                }
                Some(Err(failure)) if read > 0 => return self.over(&failure.to_string(), error).await,
                other => return Err(format!("after {read} lines: {other:?}")),
            }
        }
    }

    async fn whole(&self, answered: &str, options: Options, error: &str) -> Result<String, String> {
        match self.client(answered).call(Whole).with_options(options).await {
            Ok(body) => Err(format!("{} bytes", body.len())),
            Err(failure) => self.over(&failure.to_string(), error).await,
        }
    }

    async fn over(&self, failure: &str, should_be: &str) -> Result<String, String> {
        if !failure.contains(should_be) || failure.contains('\n') {
            return Err(failure.to_owned());
        }
        self.ask("gone").await?;
        Ok(failure.to_owned())
    }

    async fn a_whole_body(&self) -> Result<String, String> {
        // Browsers' timers take 25 days at most.
        let patient = Options::new().timeout(Duration::from_secs(100 * 24 * 60 * 60));
        match self.client("short-lines").call(Whole).with_options(patient).await {
            Ok(body) if *body == *b"{\"n\":1}\n{\"n\":2}\n" => Ok(format!("{} bytes", body.len())),
            other => Err(format!("{other:?}")),
        }
    }

    async fn a_head_without_a_body(&self) -> Result<String, String> {
        match self.client("large").send_request("HEAD", "whole", None).await {
            Ok(_) => Ok("what it would be is no matter".to_owned()),
            Err(failure) => Err(failure.to_string()),
        }
    }

    async fn no_server(&self) -> Result<String, String> {
        let nowhere = Client::builder().server("http://127.0.0.1:9").build();
        match nowhere.call(Whole).await {
            Err(failure) if failure.to_string().starts_with("whole: no answer came from http://127.0.0.1:9: ") => {
                Ok(failure.to_string())
            }
            other => Err(format!("{other:?}")),
        }
    }
}
