//! What became of all calls.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::CALL;
use super::asks::{Ask, Class};
use super::judge::Case;
use crate::levels::{self, Level};

/// How many samples are taken of what is open.
const SAMPLES: u64 = 10;

/// What became of all calls.
pub(super) struct Tally {
    calls: u64,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    ended: BTreeMap<(Ask, Class), u64>,
    requests: u64,
    /// Attempts of which the server saw nothing.
    unseen: usize,
    /// Attempts that were late, since the server was.
    late: usize,
    longest: Duration,
    /// By how much a timer of the runtime was late at most.
    lateness: Duration,
    faults: Vec<String>,
    /// What was open, and at which call.
    samples: Vec<(u64, Level)>,
}

impl Tally {
    pub(super) fn new(calls: u64) -> Self {
        Self { calls, state: Mutex::default() }
    }

    pub(super) fn note(&self, case: &Case, judged: Result<(), String>) {
        let Case { plan, ended, took, seen, .. } = case;
        let mut state = self.state.lock().unwrap();
        *state.ended.entry((plan.ask, ended.class)).or_default() += 1;
        state.requests += u64::from(seen.count);
        state.longest = state.longest.max(*took);
        state.unseen += case.unseen();
        state.late += case.late();
        if let Err(fault) = judged {
            state.faults.push(format!("call {} ({:?}) {fault}: {}", seen.number, plan.ask, ended.message));
        }
    }

    /// Looks at what is open, now and then.
    pub(super) fn sample(&self, call: u64, connections: usize) {
        if call.is_multiple_of((self.calls / SAMPLES).max(1)) {
            self.state.lock().unwrap().samples.push((call, Level::now(connections)));
        }
    }

    pub(super) fn report(&self, settled: (usize, usize)) {
        let state = self.state.lock().unwrap();
        println!("{} calls, {} requests; the longest took {:?}", self.calls, state.requests, state.longest);
        println!("timers were late by {:?} at most", state.lateness);
        println!("{} attempts fell to closing connections, {} to a late server", state.unseen, state.late);
        for ((ask, class), count) in &state.ended {
            println!("{ask:?} {class:?} {count}");
        }
        for (call, level) in &state.samples {
            println!("at call {call}: {level:?}");
        }
        println!("left: {} connections, {} tasks", settled.0, settled.1);
    }

    /// Asserts that all of it is right.
    pub(super) fn verify(&self) {
        let mut state = self.state.lock().unwrap();
        let faults = state.faults.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(state.faults.is_empty(), "{} calls ended wrongly:\n{faults}", state.faults.len());
        // A timer can't fire while the thread does something else: by as much as others were late, this one may be.
        let most = CALL.mul_f64(1.05) + state.lateness;
        assert!(state.longest <= most, "a call took {:?}, and may take {most:?}", state.longest);
        // Each call under way has a connection and two tasks (its own, and the connection's); as many may be idle.
        let most = super::CONCURRENCY * 2;
        let levels: Vec<Level> = std::mem::take(&mut state.samples).into_iter().map(|(_, level)| level).collect();
        levels::verify(&levels, most, 2 * most);
    }
}

/// Notes by how much timers are late.
pub(super) async fn heartbeat(tally: Arc<Tally>) {
    const BEAT: Duration = Duration::from_millis(5);
    loop {
        let began = Instant::now();
        tokio::time::sleep(BEAT).await;
        let late = began.elapsed().saturating_sub(BEAT);
        let mut state = tally.state.lock().unwrap();
        state.lateness = state.lateness.max(late);
    }
}
