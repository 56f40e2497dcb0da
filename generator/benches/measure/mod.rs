//! What a program costs: CPU time of itself and all that it starts, and the peak memory of the largest of them.
//!
//! CPU time, not time by the clock: other work on the machine hardly changes it. Bash tells it; memory is told by GNU
//! time where it is installed.

// Each benchmark uses its part.
#![allow(dead_code)]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// What a run has cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// CPU seconds, user and system.
    pub seconds: f64,
    /// Peak memory in MB, where it could be measured.
    pub megabytes: Option<f64>,
}

/// Runs a program, which must succeed.
pub fn cost(command: &Command) -> Cost {
    let (log, memory) = (folder("log").join("log"), folder("log").join("memory"));
    let _ = fs::remove_file(&memory);
    let mut bash = Command::new("bash");
    bash.args(["-c", r#"TIMEFORMAT="%3U %3S"; exec 3>"$1"; shift; time "$@" >&3 2>&3"#, "bash"]).arg(&log);
    if gnu_time() {
        bash.args(["/usr/bin/time", "-f", "%M", "-o"]).arg(&memory);
    }
    bash.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        bash.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => bash.env(name, value),
            None => bash.env_remove(name),
        };
    }
    let output = bash.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let complaints = fs::read_to_string(&log).unwrap_or_default();
    assert!(output.status.success(), "{command:?} failed:\n{complaints}\n{said}");
    let seconds = said.split_whitespace().map(|number| number.parse::<f64>().unwrap()).sum();
    let kilobytes = fs::read_to_string(&memory).ok().and_then(|number| number.trim().parse::<f64>().ok());
    Cost { seconds, megabytes: kilobytes.map(|number| number / 1000.0) }
}

fn gnu_time() -> bool {
    Command::new("/usr/bin/time")
        .args(["-f", "%M", "-o", "/dev/null", "true"])
        .status()
        .is_ok_and(|status| status.success())
}

/// Measures several times, and prints a line: the least, the median, the most memory.
pub fn report(name: &str, limit: &str, runs: usize, mut run: impl FnMut() -> Cost) {
    let mut costs: Vec<Cost> = (0..runs).map(|_| run()).collect();
    costs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    let median = costs[costs.len() / 2].seconds;
    let memory = costs.iter().filter_map(|cost| cost.megabytes).max_by(f64::total_cmp);
    let memory = memory.map_or("not measured".to_owned(), |megabytes| format!("{megabytes:.0} MB"));
    println!("{name:<44} {:>8.3} s {median:>8.3} s {memory:>12}   {limit}", costs[0].seconds);
}

/// The head of the table of [`report`].
pub fn heading(of: &str) {
    println!("\n{of:<44} {:>10} {:>10} {:>12}   limit", "min CPU", "median CPU", "peak memory");
}

/// Cargo as it is by default, whatever the caller's settings, in this folder and with this target folder.
pub fn cargo(folder: &Path, target: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
    command.args(arguments).current_dir(folder).env("CARGO_TARGET_DIR", target);
    let settings =
        ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_INCREMENTAL"];
    for name in settings {
        command.env_remove(name);
    }
    command
}

/// A folder for measurements.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("measure").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// An empty folder for measurements.
pub fn empty_folder(name: &str) -> PathBuf {
    fs::remove_dir_all(folder(name)).unwrap();
    folder(name)
}

/// The repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Gives a package the workspace's choice of versions.
pub fn lock(package: &Path) {
    fs::copy(repository().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
}

/// A document of the corpus: in the folder that `OASMITH_CORPUS` names, else beside the repository.
pub fn document(name: &str) -> Option<PathBuf> {
    let corpus = env::var_os("OASMITH_CORPUS").unwrap_or_else(|| OsString::from(repository().join("../shared/corpus")));
    let document = Path::new(&corpus).join(name);
    if document.exists() {
        return Some(document);
    }
    println!("skipped: there is no {}", document.display());
    None
}
