//! What is open and used while many calls are made.

use std::env;
use std::process::Command;
use std::thread;

/// Says that a test runs in a process of its own.
const ALONE: &str = "OASMITH_ALONE";

/// Whether the calling test is alone in its process, so that no other one takes memory meanwhile. Where it is not, it is run in a
/// process of its own, which has to succeed.
pub(crate) fn is_alone() -> bool {
    let thread = thread::current();
    // Tests that run one after the other have no threads of their own.
    let Some(test) = thread.name().filter(|name| *name != "main" && env::var_os(ALONE).is_none()) else { return true };
    let mut run = Command::new(env::current_exe().unwrap());
    let ended = run.args([test, "--exact", "--nocapture"]).env(ALONE, "1").output().unwrap();
    let told = String::from_utf8_lossy(&ended.stdout);
    println!("{told}");
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(told.contains("1 passed"), "{test} did not run");
    false
}

/// What is open and used at a time.
#[derive(Debug)]
pub(crate) struct Level {
    connections: usize,
    tasks: usize,
    /// In pages of memory; none where the system does not tell.
    memory: Option<u64>,
}

impl Level {
    /// That of now, with so many connections.
    pub(crate) fn now(connections: usize) -> Self {
        let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
        let statm = std::fs::read_to_string("/proc/self/statm").ok();
        let memory = statm.and_then(|text| text.split(' ').nth(1)?.parse().ok());
        Self { connections, tasks, memory }
    }
}

/// Asserts that there are no more than so many connections and tasks at any time, and that memory levels off.
pub(crate) fn verify(levels: &[Level], most_connections: usize, most_tasks: usize) {
    for level in levels {
        assert!(level.connections <= most_connections && level.tasks <= most_tasks, "{level:?}");
    }
    // Beside what the calls need, there is nothing that grows: the second half may take a tenth more than the first.
    let memory: Vec<u64> = levels.iter().filter_map(|level| level.memory).collect();
    let (first, second) = memory.split_at(memory.len() / 2);
    if let (Some(first), Some(second)) = (first.iter().max(), second.iter().max()) {
        assert!(*second <= first + first / 10 + 1024, "memory grew from {first} to {second} pages");
    }
}
