//! The process that generates: a crash costs it and one case.
//!
//! It is told the numbers of cases, one a line, and answers each with two lines: `began`, with the document's file, and
//! `ended`, with what became of it.

use std::io::{BufRead, Write, stdin, stdout};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io, panic, process};

use nix::sys::resource::{Resource, setrlimit};
use oasmith::Generator;
use peak_alloc::PeakAlloc;

use super::originals::Originals;
use super::{bytes, limits, nodes};
use crate::corpus::document;
use crate::measure::Cost;
use crate::outcome::Outcome;
use crate::random::Random;

/// Counts the bytes that are in use, so that the peak of one case can be told.
#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Where more memory is asked for, the process ends before the machine suffers.
const ADDRESS_SPACE: u64 = 8 << 30;

/// What the last panic said, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

#[derive(clap::Args)]
pub(crate) struct Worker {
    directory: PathBuf,
    out: PathBuf,
    seed: u64,
    /// In bytes.
    largest: u64,
}

/// The process.
pub(crate) fn work(arguments: &Worker) -> Outcome {
    setrlimit(Resource::RLIMIT_AS, ADDRESS_SPACE, ADDRESS_SPACE)?;
    panic::set_hook(Box::new(|panic| {
        *PANIC.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    let mut originals = Originals::new(document::find(&arguments.directory, &[])?, arguments.largest);
    for line in stdin().lock().lines() {
        let number: u64 = line?.parse()?;
        let case = Case::make(&mut originals, &mut Random::new(arguments.seed, number))?;
        let file = arguments.out.join(format!("worker-{}.{}", process::id(), case.ending));
        fs::write(&file, &case.text)?;
        say(&format!("began {} {}", case.name, file.display()))?;
        let verdict = judge(&file, case.text.len());
        if !verdict.starts_with("failed") {
            fs::remove_file(&file)?;
        }
        say(&format!("ended {verdict}"))?;
    }
    Ok(true)
}

fn say(line: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// A changed document.
struct Case {
    /// Of the document that was changed.
    name: String,
    text: Vec<u8>,
    ending: &'static str,
}

impl Case {
    fn make(originals: &mut Originals, random: &mut Random) -> io::Result<Case> {
        let (name, original) = originals.pick(random)?;
        let as_bytes = random.one_in(4);
        let value = if as_bytes && original.is_small() { None } else { original.part(random) };
        let Some(mut value) = value else {
            let mut text = original.text.clone();
            bytes::change(&mut text, random);
            return Ok(Case { name, text, ending: if original.is_json { "json" } else { "yaml" } });
        };
        let is_yaml = random.one_in(3);
        if !as_bytes {
            nodes::change(&mut value, random);
        }
        let text = if is_yaml {
            serde_yaml::to_string(&value).map(String::into_bytes).map_err(io::Error::other)
        } else {
            serde_json::to_vec_pretty(&value).map_err(io::Error::other)
        };
        let mut text = text?;
        if as_bytes {
            bytes::change(&mut text, random);
        }
        Ok(Case { name, text, ending: if is_yaml { "yaml" } else { "json" } })
    }
}

/// Generates, and says in one line what became of it: `generated` or `refused`, with CPU seconds and MB; else what is wrong.
fn judge(file: &Path, bytes: usize) -> String {
    let before = (Cost::so_far(), MEMORY.current_usage());
    MEMORY.reset_peak_usage();
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let result = Generator::new(file).module(file.with_extension("out")).check(true).run();
    let memory = MEMORY.peak_usage().saturating_sub(before.1);
    let (Ok(before), Ok(after)) = (before.0, Cost::so_far()) else {
        return "failed: its cost can't be told".to_owned();
    };
    let seconds = after.seconds - before.seconds;
    let megabytes = memory.div_ceil(1_000_000);
    let panicked = PANIC.lock().unwrap_or_else(PoisonError::into_inner).replace('\n', " ");
    let ended = match &result {
        _ if !panicked.is_empty() => return format!("failed: {panicked}"),
        Err(failure) if failure.diagnostics().iter().any(|told| told.message.contains("a bug in oasmith")) => {
            return format!("failed: {}", failure.to_string().replace('\n', " "));
        }
        _ if seconds > limits::seconds(bytes) => {
            return format!("failed: it took {seconds:.1} CPU-seconds for {bytes} bytes");
        }
        _ if memory > limits::memory(bytes) => return format!("failed: it took {megabytes} MB for {bytes} bytes"),
        Ok(_) => "generated",
        Err(_) => "refused",
    };
    format!("{ended} {seconds:.2} {megabytes}")
}
