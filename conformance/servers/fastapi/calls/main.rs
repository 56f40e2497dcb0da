//! Calls the application that stands beside this program. What Python made of a request comes back in the header `x-saw`.

mod answers;
mod bodies;
mod forms;
mod parameters;
mod secured;
mod streams;
#[path = "../../tally.rs"]
mod tally;
mod unions;
mod values;

use std::process::ExitCode;

use client::runtime::{Encode, Error, HeaderMap, Operation, json};
use client::{Call, Client};
use percent_encoding::percent_decode_str;
use tally::{Tally, expect};

/// The calls, and how they went.
struct Calls {
    tally: Tally,
    /// Where async code runs.
    asynchronous: tokio::runtime::Runtime,
}

impl Calls {
    /// Sends a call. `saw` is what Python has to see, `answer` the answer in JSON.
    fn echoes<O: Operation<Output: Encode>>(&mut self, call: Call<'_, O>, saw: &str, answer: &str) {
        self.reads(call, saw, answer, |_| true);
    }

    /// Sends a call whose answer is looked at as the type that it is.
    fn reads<O: Operation<Output: Encode>>(
        &mut self,
        call: Call<'_, O>,
        saw: &str,
        answer: &str,
        is_right: impl FnOnce(&O::Output) -> bool,
    ) {
        self.succeeds(call, saw, |value| {
            expect("the answer", json::to_string(value).map_err(|fault| fault.to_string())?.as_str(), answer)?;
            is_right(value).then_some(()).ok_or_else(|| format!("{answer} was read as something else"))
        });
    }

    /// Sends a call that must succeed, with a look at what the success holds.
    fn succeeds<O: Operation>(
        &mut self,
        call: Call<'_, O>,
        saw: &str,
        look: impl FnOnce(&O::Output) -> Result<(), String>,
    ) {
        let done = call.with_response_blocking().map_err(|failure| failure.to_string()).and_then(|answer| {
            expect("what Python saw", seen(&answer.headers).as_str(), saw)?;
            look(&answer.value)
        });
        self.tally.count(O::META.id, done);
    }

    /// Sends a call that must fail, with a look at the failure.
    fn fails<O: Operation>(&mut self, call: Call<'_, O>, is_right: impl FnOnce(&Error<O::Error>) -> bool) {
        let done = match call.with_response_blocking() {
            Ok(answer) => Err(format!("a success of status {}", answer.status)),
            Err(failure) if is_right(&failure) => Ok(()),
            Err(failure) => Err(failure.to_string()),
        };
        self.tally.count(O::META.id, done);
    }
}

/// What Python saw of the request.
fn seen(headers: &HeaderMap) -> String {
    let header = headers.get("x-saw").map_or(&b""[..], |value| value.as_bytes());
    percent_decode_str(&String::from_utf8_lossy(header)).decode_utf8_lossy().into_owned()
}

fn main() -> ExitCode {
    let server = std::env::args().nth(1).expect("the server's URL");
    let client = Client::with_server(server.as_str());
    let asynchronous = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut calls = Calls { tally: Tally::default(), asynchronous };
    unions::send(&client, &mut calls);
    values::send(&client, &mut calls);
    parameters::send(&client, &mut calls);
    bodies::send(&client, &mut calls);
    forms::send(&client, &mut calls);
    answers::send(&client, &mut calls);
    secured::send(&server, &mut calls);
    streams::send(&client, &mut calls);
    calls.tally.end()
}
