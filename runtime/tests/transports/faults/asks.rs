//! What is asked, and how it ends.

use std::convert::Infallible;

use oasmith_runtime::{
    Error, ErrorKind, Framing, ItemStream, Meta, Operation, Outcome, ParamSpec, Request, Response, RetryEnd,
};

use super::Boxed;

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

/// What every call gives, alone or item by item.
#[derive(Clone, PartialEq)]
pub(super) struct Tick {
    /// The number of the call.
    pub(super) call: u64,
    /// The number of the item.
    pub(super) item: u64,
    /// As long as those tell.
    pub(super) text: String,
}

oasmith_runtime::record! {
    Tick { call: "call" required, item: "item" required, text: "text" required }
}

impl Tick {
    pub(super) fn new(call: u64, item: u64) -> Self {
        let length = if call.is_multiple_of(23) { 40_000 } else { call * 37 % 900 };
        Self { call, item, text: "x".repeat(usize::try_from(length).unwrap()) }
    }
}

/// How many items a stream has.
pub(super) fn items(call: u64) -> u64 {
    call % 4 + 1
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Ask {
    Get,
    Put,
    /// Not idempotent.
    Post,
    /// With an idempotency key.
    Keyed,
    Lines,
    Events,
}

impl Ask {
    pub(super) const ALL: [Self; 6] = [Self::Get, Self::Put, Self::Post, Self::Keyed, Self::Lines, Self::Events];

    pub(super) fn is_idempotent(self) -> bool {
        self != Self::Post
    }

    pub(super) fn is_stream(self) -> bool {
        matches!(self, Self::Lines | Self::Events)
    }

    /// Calls it.
    pub(super) fn call(self, client: &Client, number: u64) -> Boxed<'_, Ended> {
        Box::pin(async move {
            match self {
                Self::Get => ended(client.call(Get(number)).await),
                Self::Put => ended(client.call(Put(number)).await),
                Self::Post => ended(client.call(Post(number)).await),
                Self::Keyed => ended(client.call(Keyed(number)).await),
                Self::Lines => streamed(client.call(Lines(number)).await).await,
                Self::Events => streamed(client.call(Events(number)).await).await,
            }
        })
    }
}

/// How a call ended.
#[derive(Debug)]
pub(super) struct Ended {
    /// What came.
    pub(super) ticks: Vec<Tick>,
    pub(super) class: Class,
    pub(super) attempts: u32,
    pub(super) why: Option<RetryEnd>,
    pub(super) message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Class {
    Value,
    Status(u16),
    Io,
    Protocol,
    Timeout,
    Unreadable,
    Other,
}

fn failed<E: ?Sized>(error: &Error<E>, ticks: Vec<Tick>) -> Ended {
    let class = match error.kind() {
        ErrorKind::Undeclared => Class::Status(error.status().unwrap().as_u16()),
        ErrorKind::Unreadable(_) | ErrorKind::Item { .. } => Class::Unreadable,
        ErrorKind::Transport(error) => Class::of(error),
        _ => Class::Other,
    };
    Ended { ticks, class, attempts: error.attempts(), why: error.retry_end(), message: error.to_string() }
}

fn ended(outcome: Result<Tick, Error<Infallible>>) -> Ended {
    match outcome {
        Ok(tick) => Ended { ticks: vec![tick], class: Class::Value, attempts: 1, why: None, message: String::new() },
        Err(error) => failed(&error, Vec::new()),
    }
}

async fn streamed(outcome: Result<ItemStream<Tick>, Error<Infallible>>) -> Ended {
    let mut stream = match outcome {
        Ok(stream) => stream,
        Err(error) => return failed(&error, Vec::new()),
    };
    let mut ticks = Vec::new();
    loop {
        match stream.next().await {
            Some(Ok(tick)) => ticks.push(tick),
            Some(Err(error)) => return Ended { attempts: 1, ..failed(&error, ticks) },
            None => return Ended { ticks, class: Class::Value, attempts: 1, why: None, message: String::new() },
        }
    }
}

macro_rules! asks {
    ($($Ask:ident: $meta:expr, $has_body:literal;)*) => { $(
        struct $Ask(u64);

        impl Operation for $Ask {
            const META: Meta = $meta;
            type Output = Tick;
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                request.query(ParamSpec::new("n"), &i64::try_from(self.0).unwrap());
                if $has_body {
                    request.json(&Tick::new(self.0, 0));
                }
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => response.json(),
                    _ => response.undeclared(),
                }
            }
        }
    )* };
}

asks! {
    Get: Meta::new("get", "GET", "/get"), false;
    Put: Meta::new("put", "PUT", "/put"), true;
    Post: Meta::new("post", "POST", "/post"), true;
    Keyed: Meta::new("keyed", "POST", "/keyed"), true;
}

macro_rules! streams {
    ($($Ask:ident: $meta:expr, $framing:expr;)*) => { $(
        struct $Ask(u64);

        impl Operation for $Ask {
            const META: Meta = $meta.streams(&[(200, 200)]);
            type Output = ItemStream<Tick>;
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                request.query(ParamSpec::new("n"), &i64::try_from(self.0).unwrap());
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => response.items($framing),
                    _ => response.undeclared(),
                }
            }
        }
    )* };
}

streams! {
    Lines: Meta::new("lines", "GET", "/lines").accept("application/jsonl"), Framing::JsonLines;
    Events: Meta::new("events", "GET", "/events").accept("text/event-stream"), Framing::EventDataJson;
}
