//! What a call of a generated client costs, beside the same call written by hand:
//!
//! ```text
//! cargo bench -p calls
//! cargo bench -p calls -- layers    # only what can stand around a call
//! cargo bench -p calls -- only generated 16 3000    # so many calls of one of them at once, for profilers
//! ```
//!
//! The call is the login code of Dfns, over loopback; the server is a process of its own. Everyone takes turns within each
//! round, and the table has the medians of all rounds. CPU time and allocations are those of the client's process; CPU
//! time is read from `/proc`, and so on Linux only. Calls one at a time are also measured with client and server on one
//! core, on Linux: what it takes to wake a core that sleeps, twice a call, differs widely among machines, and is nobody's
//! doing.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod callers;
mod cores;
mod measure;
mod server;
mod spans;

use callers::{Caller, Idle};
use measure::{Contestant, around, only, table};
use oasmith_runtime::Retry;

fn main() {
    if std::env::args().nth(1).as_deref() == Some("server") {
        return server::serve().unwrap();
    }
    let server = server::Server::start().unwrap();
    let arguments: Vec<String> = std::env::args().skip_while(|argument| argument != "only").take(4).collect();
    if let [_, who, concurrency, calls] = arguments.as_slice() {
        return only(caller(who, &server.plain).unwrap(), concurrency.parse().unwrap(), calls.parse().unwrap());
    }
    if !std::env::args().any(|argument| argument == "layers") {
        beside_others(&server);
    }
    around(vec![
        Contestant::new("over loopback", Caller::generated(&server.plain)),
        Contestant::new("at once", Caller::at_once(|client| client)),
        Contestant::new("spans that somebody reads", Caller::at_once(|client| client)).with_spans(),
        Contestant::new("retries", Caller::at_once(|client| client.retry(Retry::standard()))),
        Contestant::new("retries and spans", Caller::at_once(|client| client.retry(Retry::standard()))).with_spans(),
        Contestant::new("an observer", Caller::at_once(|client| client.observer(Idle))),
    ]);
    drop(server);
    if !std::env::args().any(|argument| argument == "layers") && cores::keep_to_one() {
        // This one runs there, too.
        one_by_one(&server::Server::start().unwrap(), "on one core");
    }
}

/// Who makes the call, by a name on the command line.
fn caller(who: &str, server: &str) -> Result<Caller, String> {
    Ok(match who {
        "reqwest" => Caller::reqwest(server).unwrap(),
        "hyper" => Caller::hyper(server),
        "generated" => Caller::generated(server),
        "on-reqwest" => Caller::on_reqwest(server).unwrap(),
        "at-once" => Caller::at_once(|client| client),
        _ => return Err(format!("{who:?} is none of reqwest, hyper, generated, on-reqwest, at-once")),
    })
}

/// Those who make the call, side by side.
fn beside_others(server: &server::Server) {
    println!("{:<36}{:>10}{:>12}{:>12}{:>12}{:>8}", "", "calls/s", "x reqwest", "x hyper", "CPU/reqwest", "allocs");
    for concurrency in [16, 64] {
        table(&format!("{concurrency} at a time"), concurrency, everyone(&server.plain));
    }
    table("16 at a time, over TLS", 16, everyone(&server.secure));
    one_by_one(server, "on any core");
}

/// Those who make one call after another.
fn one_by_one(server: &server::Server, place: &str) {
    table(&format!("1 at a time, {place}"), 1, everyone(&server.plain));
    let (own, on_reqwest) = (Caller::generated(&server.plain), Caller::on_reqwest(&server.plain).unwrap());
    measure::blocking(&format!("1 at a time, blocking, {place}"), &own, &on_reqwest);
}

fn everyone(server: &str) -> Vec<Contestant> {
    vec![
        Contestant::new("reqwest, by hand", Caller::reqwest(server).unwrap()),
        Contestant::new("hyper-util, by hand", Caller::hyper(server)),
        Contestant::new("generated", Caller::generated(server)),
        Contestant::new("generated, on reqwest", Caller::on_reqwest(server).unwrap()),
    ]
}
