//! Documents that mean harm: real ones with hostile text wherever a string stands, keys too. Nothing that a document says
//! may act: not in the build script that reads it, not in the code that comes out, not in what `cargo test` runs of that code,
//! and nowhere in the file system.

mod case;
mod compile;
mod docs;
mod judge;
mod places;
mod script;
mod strings;
mod tree;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, io, thread};

use super::arguments::Arguments;
use super::originals::Originals;
use crate::corpus::document;
use crate::outcome::Outcome;
use case::Folder;
use judge::{Fault, Verdict};
pub(crate) use script::{Script, script};

/// Emitted code is parsed by recursion.
const STACK: usize = 256 << 20;
/// How many failures of a kind are shown with what was found.
const SHOWN: usize = 20;

/// What became of all cases.
#[derive(Default)]
struct Tally {
    generated: u64,
    refused: u64,
    failed: u64,
    /// How many cases failed in a way.
    kinds: BTreeMap<&'static str, usize>,
    /// The packages to be compiled, by their cases.
    sample: BTreeMap<u64, PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Outcome {
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    // Where absolute paths in the documents lead.
    let canary = out.join("canary");
    let _ = fs::remove_dir_all(&canary);
    fs::create_dir_all(&canary)?;
    let range = arguments.only.map_or(0..arguments.count, |only| only..only.saturating_add(1));
    let run = &Run { arguments, out, next: AtomicU64::new(range.start), end: range.end, tally: Mutex::default() };
    thread::scope(|scope| {
        let start = |job| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || run_job(run, job));
        let jobs: io::Result<Vec<_>> = (0..arguments.jobs.max(1)).map(start).collect();
        jobs?.into_iter().try_for_each(|job| job.join().unwrap_or_else(|_| Err(io::Error::other("a thread failed"))))
    })?;
    let mut tally = std::mem::take(&mut *run.tally.lock().unwrap_or_else(PoisonError::into_inner));
    if fs::read_dir(&canary)?.next().is_some() {
        println!("outside: something was written into {}", canary.display());
        tally.failed += 1;
    }
    let sample = std::mem::take(&mut tally.sample);
    let compiled = sample.len();
    for (case, fault) in compile::compile(&run.out, sample)? {
        tally.generated -= 1;
        tally.fail(arguments, case, "", &[fault]);
    }
    println!(
        "{} generated, {} refused, {} failed; {compiled} packages were compiled",
        tally.generated, tally.refused, tally.failed
    );
    for (kind, count) in &tally.kinds {
        println!("    {kind}: {count}");
    }
    Ok(tally.failed == 0)
}

struct Run<'a> {
    arguments: &'a Arguments,
    out: PathBuf,
    next: AtomicU64,
    end: u64,
    tally: Mutex<Tally>,
}

/// Does one case after another until there are no more.
fn run_job(run: &Run<'_>, job: usize) -> io::Result<()> {
    let arguments = run.arguments;
    let documents = document::find(&arguments.directory, &[]).map_err(io::Error::other)?;
    let mut originals = Originals::new(documents, arguments.largest.saturating_mul(1000));
    let folder = Folder::new(run.out.join(format!("job-{job}")));
    loop {
        let number = run.next.fetch_add(1, Ordering::Relaxed);
        if number >= run.end {
            return folder.remove();
        }
        let case = case::Case::make(&mut originals, arguments.seed, number, &run.out)?;
        let verdict = folder.judge(&case, number)?;
        let mut tally = run.tally.lock().unwrap_or_else(PoisonError::into_inner);
        match verdict {
            Verdict::Refused => tally.refused += 1,
            Verdict::Generated => {
                tally.generated += 1;
                if tally.wants(arguments, number) {
                    tally.sample.insert(number, folder.keep_package(&run.out, number)?);
                }
            }
            Verdict::Failed(faults) => {
                let kept = run.out.join(format!("failed-hostile-{}-{number}.{}", arguments.seed, case.ending));
                fs::write(&kept, &case.text)?;
                tally.fail(arguments, number, &format!("{}: ", case.name), &faults);
            }
        }
    }
}

impl Tally {
    /// Whether the package of a case belongs to the sample: as many of those done as it is of all.
    fn wants(&self, arguments: &Arguments, number: u64) -> bool {
        let sampled = u64::try_from(self.sample.len()).unwrap_or(u64::MAX);
        let (done, all) = if arguments.only.is_some() { (1, 1) } else { (number + 1, arguments.count) };
        sampled.saturating_mul(all) < arguments.compile.min(all).saturating_mul(done)
    }

    fn fail(&mut self, arguments: &Arguments, number: u64, name: &str, faults: &[Fault]) {
        self.failed += 1;
        for fault in faults {
            let count = self.kinds.entry(fault.kind).or_default();
            *count += 1;
            if *count <= SHOWN {
                println!("{name}{} (--hostile --seed {} --only {number})", fault.kind, arguments.seed);
                println!("    {}", fault.what);
            }
        }
    }
}
