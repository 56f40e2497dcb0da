//! What a call of a generated client costs, beside the same call written by hand:
//!
//! ```text
//! cargo bench -p calls
//! ```
//!
//! The call is the login code of Dfns, over loopback; the server is a process of its own. Everyone takes turns within each
//! round, and the table has the medians of all rounds. CPU time and allocations are those of the client's process; CPU
//! time is read from `/proc`, and so on Linux only.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod callers;
mod measure;
mod server;

use callers::Caller;
use measure::{Contestant, table};

fn main() {
    if std::env::args().nth(1).as_deref() == Some("server") {
        return server::serve().unwrap();
    }
    let server = server::Server::start().unwrap();
    println!("{:<36}{:>10}{:>12}{:>12}{:>12}{:>8}", "", "calls/s", "x reqwest", "x hyper", "CPU/reqwest", "allocs");
    let everyone = |server: &str| {
        vec![
            Contestant::new("reqwest, by hand", Caller::reqwest(server).unwrap()),
            Contestant::new("hyper-util, by hand", Caller::hyper(server)),
            Contestant::new("generated", Caller::generated(server)),
            Contestant::new("generated, on reqwest", Caller::on_reqwest(server).unwrap()),
        ]
    };
    for concurrency in [1, 16, 64] {
        table(&format!("{concurrency} at a time"), concurrency, everyone(&server.plain));
    }
    table("16 at a time, over TLS", 16, everyone(&server.secure));
    measure::blocking(&Caller::generated(&server.plain), &Caller::on_reqwest(&server.plain).unwrap());
}
