//! Times calls, side by side.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};
use tracing::subscriber::DefaultGuard;

use crate::callers::Caller;
use crate::spans::Reading;

/// How long one of them calls before it is the next one's turn.
const TURN: Duration = Duration::from_millis(250);

/// How often each has a turn.
const ROUNDS: usize = 9;

/// Calls that open the connections.
const WARM_UP: Duration = Duration::from_millis(100);

/// One who makes the call, and how well.
pub(crate) struct Contestant {
    name: &'static str,
    caller: Arc<Caller>,
    runtime: Runtime,
    has_spans: bool,
    turns: Vec<Turn>,
}

/// What came of one turn.
struct Turn {
    /// Calls a second.
    rate: f64,
    /// CPU time of a call in nanoseconds.
    cpu: f64,
}

impl Contestant {
    pub(crate) fn new(name: &'static str, caller: Caller) -> Self {
        Self { name, caller: Arc::new(caller), runtime: runtime(), has_spans: false, turns: Vec::new() }
    }

    /// While somebody reads the spans of its calls.
    pub(crate) fn with_spans(mut self) -> Self {
        self.has_spans = true;
        self
    }

    fn read_spans(&self) -> Option<DefaultGuard> {
        self.has_spans.then(|| tracing::subscriber::set_default(Reading::default()))
    }

    /// Calls from so many tasks for so long.
    fn turn(&self, concurrency: usize, time: Duration) -> Turn {
        let _reading = self.read_spans();
        let (started, cpu) = (Instant::now(), cpu_time());
        let calls: u64 = self.runtime.block_on(async {
            let tasks: Vec<_> = (0..concurrency)
                .map(|_| {
                    let caller = Arc::clone(&self.caller);
                    tokio::spawn(async move {
                        let mut calls = 0;
                        while started.elapsed() < time {
                            assert_eq!(caller.call().await.unwrap(), "success");
                            calls += 1;
                        }
                        calls
                    })
                })
                .collect();
            let mut calls = 0;
            for task in tasks {
                calls += task.await.unwrap();
            }
            calls
        });
        Turn { rate: calls as f64 / started.elapsed().as_secs_f64(), cpu: (cpu_time() - cpu) as f64 / calls as f64 }
    }

    /// Allocations of a call, those of the connection's task among them.
    fn allocations(&self) -> f64 {
        const CALLS: u64 = 1000;
        let _reading = self.read_spans();
        let counted = allocation_counter::measure(|| {
            self.runtime.block_on(async {
                for _ in 0..CALLS {
                    self.caller.call().await.unwrap();
                }
            });
        });
        counted.count_total as f64 / CALLS as f64
    }
}

/// Has one of them make so many calls, and tells how long each took.
pub(crate) fn only(caller: Caller, concurrency: usize, calls: usize) {
    let (caller, started, cpu) = (Arc::new(caller), Instant::now(), cpu_time());
    runtime().block_on(async {
        let one = |caller: Arc<Caller>| async move {
            for _ in 0..calls / concurrency {
                caller.call().await.unwrap();
            }
        };
        let tasks: Vec<_> = (0..concurrency).map(|_| tokio::spawn(one(Arc::clone(&caller)))).collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    let each = |time: f64| time / 1000.0 / calls as f64;
    let (time, cpu) = (each(started.elapsed().as_nanos() as f64), each((cpu_time() - cpu) as f64));
    println!("{time:.2} µs a call, {cpu:.2} of CPU");
}

/// Has each of them call in turns.
fn compete(contestants: &mut [Contestant], concurrency: usize, rounds: usize) {
    for contestant in &*contestants {
        contestant.turn(concurrency, WARM_UP);
    }
    for _ in 0..rounds {
        for contestant in &mut *contestants {
            let turn = contestant.turn(concurrency, TURN);
            contestant.turns.push(turn);
        }
    }
}

fn ratio(one: &Contestant, other: &Contestant, of: fn(&Turn) -> f64) -> f64 {
    median(one.turns.iter().zip(&other.turns).map(|(one, other)| of(one) / of(other)))
}

/// Prints the time of a call over loopback, and what the client itself takes of it, alone and with something around the call.
pub(crate) fn around(mut contestants: Vec<Contestant>) {
    compete(&mut contestants, 1, ROUNDS);
    println!("{:<36}{:>10}{:>10}{:>14}{:>8}", "one at a time", "time, µs", "CPU, µs", "added, %", "allocs");
    let time = |contestant: &Contestant| median(contestant.turns.iter().map(|turn| 1e6 / turn.rate));
    let (whole, alone) = (time(&contestants[0]), time(&contestants[1]));
    for contestant in &contestants {
        let cpu = median(contestant.turns.iter().map(|turn| turn.cpu / 1000.0));
        let (name, time) = (contestant.name, time(contestant));
        let added = (time - alone) / whole * 100.0;
        println!("  {name:<34}{time:>10.2}{cpu:>10.2}{added:>14.1}{:>8.1}", contestant.allocations());
    }
}

/// Prints how well they do, relative to the first and the second one.
pub(crate) fn table(title: &str, concurrency: usize, mut contestants: Vec<Contestant>) {
    compete(&mut contestants, concurrency, ROUNDS);
    println!("{title}");
    for contestant in &contestants {
        let rate = median(contestant.turns.iter().map(|turn| turn.rate));
        let [reqwest, hyper] = [0, 1].map(|other| ratio(contestant, &contestants[other], |turn| turn.rate));
        let cpu = ratio(contestant, &contestants[0], |turn| turn.cpu);
        let (name, allocations) = (contestant.name, contestant.allocations());
        println!("  {name:<34}{rate:>10.0}{reqwest:>12.2}{hyper:>12.2}{cpu:>12.2}{allocations:>8.1}");
    }
}

/// Prints how blocking calls do beside calls that are awaited one by one, and beside those of a thread for all of them.
pub(crate) fn blocking(title: &str, own: &Caller, on_reqwest: &Caller) {
    let runtime = runtime();
    let bridged = || runtime.block_on(own.call());
    let (own, driven) = (|| own.call_blocking(), || on_reqwest.call_blocking());
    let ways: [(&str, &dyn Fn() -> Result<String, _>); 3] = [
        ("on reqwest: by a thread for all", &driven),
        ("generated, awaited by `block_on`", &bridged),
        ("generated, on the caller's thread", &own),
    ];
    let mut rates: [Vec<f64>; 3] = Default::default();
    for round in 0..=ROUNDS {
        for ((_, call), rates) in ways.iter().zip(&mut rates) {
            let (started, mut calls) = (Instant::now(), 0);
            while started.elapsed() < TURN {
                assert_eq!(call().unwrap(), "success");
                calls += 1;
            }
            // The first round opens the connections.
            if round > 0 {
                rates.push(f64::from(calls) / started.elapsed().as_secs_f64());
            }
        }
    }
    println!("{title:<36}{:>10}{:>12}", "", "x a thread");
    for ((name, _), own) in ways.iter().zip(&rates) {
        let ratio = median(own.iter().zip(&rates[0]).map(|(own, first)| own / first));
        println!("  {name:<34}{:>10.0}{ratio:>12.2}", median(own.iter().copied()));
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// What all threads of this process have spent so far, in nanoseconds; nothing where it cannot be read.
fn cpu_time() -> u64 {
    let Ok(tasks) = fs::read_dir("/proc/self/task") else { return 0 };
    let spent = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("schedstat")).ok());
    spent.filter_map(|line| line.split(' ').next()?.parse::<u64>().ok()).sum()
}
