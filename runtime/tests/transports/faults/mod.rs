//! Many calls against a server that fails in every way, in a seeded mix. Each call has to end with the right value or the
//! right kind of error, within its limits; what is cut off is never a success, and what is not idempotent reaches the server
//! once at most.
//!
//! The tests make some hundred calls. All of them:
//!
//! ```text
//! OASMITH_FAULTS=10000 cargo test -p oasmith-runtime --features hyper,reqwest,gzip --test transports faults -- --nocapture
//! ```
//!
//! `OASMITH_SEED` takes another mix.

mod asks;
mod attempts;
mod judge;
mod plan;
mod server;
mod tally;

use std::env;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use oasmith_runtime::{HeaderName, Retry};

use self::asks::Client;
use self::attempts::Attempts;
use self::judge::Case;
use self::plan::Plan;
use self::server::Server;
use self::tally::Tally;
use super::transport;
use crate::levels;

/// How many calls are under way at a time.
const CONCURRENCY: usize = 64;

/// The limits of every call.
const ATTEMPT: Duration = Duration::from_secs(1);
const IDLE: Duration = Duration::from_millis(400);
const CALL: Duration = Duration::from_secs(3);
const ATTEMPTS: u32 = 4;
const LONGEST_RETRY_AFTER: Duration = Duration::from_millis(200);

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().unwrap())
}

fn client(url: &str, attempts: Attempts) -> Client {
    let retry = Retry::standard()
        .attempts(ATTEMPTS)
        .waits(Duration::from_millis(2), Duration::from_millis(20))
        .longest_retry_after(LONGEST_RETRY_AFTER)
        .idempotency_key_of(HeaderName::from_static("idempotency-key"), ["keyed"])
        .without_budget();
    Client::builder()
        .transport(transport())
        .server(url)
        .timeout(ATTEMPT)
        .idle_timeout(IDLE)
        .call_timeout(CALL)
        .retry(retry)
        .attempt_layer(attempts)
        .build()
}

// support: The runtime | Faults: whatever a server does, a call ends in time, and nothing cut off is a success | yes
#[tokio::test]
async fn whatever_a_server_does_a_call_ends_rightly_and_in_time() {
    if !levels::is_alone() {
        return;
    }
    let calls = number("OASMITH_FAULTS").unwrap_or(500);
    let seed = number("OASMITH_SEED").unwrap_or(1);
    let server = Server::start(seed);
    let attempts = Attempts::default();
    let client = Arc::new(client(&server.url, attempts.clone()));
    let tally = Arc::new(Tally::new(calls));
    let next = Arc::new(AtomicU64::new(0));
    let heartbeat = tokio::spawn(tally::heartbeat(tally.clone()));
    let workers: Vec<_> = (0..CONCURRENCY)
        .map(|_| {
            let (client, tally, next) = (client.clone(), tally.clone(), next.clone());
            let (server, attempts) = (server.clone(), attempts.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= calls {
                        return;
                    }
                    let plan = Plan::new(seed, number);
                    let began = Instant::now();
                    let ended = plan.ask.call(&client, number).await;
                    let took = began.elapsed();
                    let seen = server.take(number);
                    let case = Case { plan, ended, took, seen, attempts: attempts.take(number) };
                    tally.note(&case, case.judge());
                    tally.sample(number, server.open());
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    drop(client);
    heartbeat.abort();
    let _ = heartbeat.await;
    let settled = settled(&server).await;
    tally.report(settled);
    assert_eq!(settled, (0, 0), "connections and tasks that are left behind");
    tally.verify();
}

/// How many connections and tasks are left, once nothing goes on any more.
async fn settled(server: &Server) -> (usize, usize) {
    let began = Instant::now();
    loop {
        let left = (server.open(), tokio::runtime::Handle::current().metrics().num_alive_tasks());
        if left == (0, 0) || began.elapsed() > Duration::from_secs(10) {
            return left;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
