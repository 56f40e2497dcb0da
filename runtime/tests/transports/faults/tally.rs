//! What became of all calls.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::CALL;
use super::asks::{Ask, Class};
use super::judge::Case;

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
    samples: Vec<Sample>,
}

#[derive(Debug)]
struct Sample {
    call: u64,
    connections: usize,
    tasks: usize,
    /// In pages of memory; none where the system does not tell.
    memory: Option<u64>,
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
            let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
            let statm = std::fs::read_to_string("/proc/self/statm").ok();
            let memory = statm.and_then(|text| text.split(' ').nth(1)?.parse().ok());
            self.state.lock().unwrap().samples.push(Sample { call, connections, tasks, memory });
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
        for Sample { call, connections, tasks, memory } in &state.samples {
            println!("at call {call}: {connections} connections, {tasks} tasks, {memory:?} pages");
        }
        println!("left: {} connections, {} tasks", settled.0, settled.1);
    }

    /// Asserts that all of it is right.
    pub(super) fn verify(&self) {
        let state = self.state.lock().unwrap();
        let faults = state.faults.iter().take(20).map(String::as_str).collect::<Vec<_>>().join("\n");
        assert!(state.faults.is_empty(), "{} calls ended wrongly:\n{faults}", state.faults.len());
        // A timer can't fire while the thread does something else: by as much as others were late, this one may be.
        let most = CALL.mul_f64(1.05) + state.lateness;
        assert!(state.longest <= most, "a call took {:?}, and may take {most:?}", state.longest);
        // Each call under way has a connection and two tasks (its own, and the connection's); as many may be idle.
        let most = super::CONCURRENCY * 2;
        for Sample { call, connections, tasks, .. } in &state.samples {
            assert!(*connections <= most && *tasks <= 2 * most, "{connections} connections, {tasks} tasks at {call}");
        }
        // Beside those of the runtime, there is nothing that grows: the second half may take a tenth more than the first.
        let memory: Vec<u64> = state.samples.iter().filter_map(|sample| sample.memory).collect();
        let (first, second) = memory.split_at(memory.len() / 2);
        if let (Some(first), Some(second)) = (first.iter().max(), second.iter().max()) {
            assert!(*second <= first + first / 10 + 1024, "memory grew from {first} to {second} pages");
        }
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
