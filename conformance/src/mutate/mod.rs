//! Documents that nobody wrote: real ones with parts deleted, doubled, retyped and cut off, and with bytes changed.
//! Whatever a document is, a run ends, soon and in little memory, with code or with diagnostics. `hostile` makes documents whose
//! text means harm, and sees that none acts.

mod bytes;
mod hostile;
mod nodes;
mod originals;
mod process;
mod worker;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, io, thread};

use crate::Outcome;
pub(crate) use hostile::{Script, script};
use process::{Ended, Process};
pub(crate) use worker::{Worker, work};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    directory: PathBuf,
    /// Put hostile text wherever a string stands, and see that none of it acts.
    #[arg(long)]
    hostile: bool,
    /// Compile the packages of so many hostile documents, and have rustdoc list their tests.
    #[arg(long, value_name = "N", default_value_t = 0, requires = "hostile")]
    compile: u64,
    /// How many documents are made.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    count: u64,
    /// What decides on the changes: the same seed makes the same documents.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Only this one of the documents, by its number.
    #[arg(long, value_name = "K")]
    only: Option<u64>,
    /// How many documents are generated at the same time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Leave documents out that are larger than so many kB.
    #[arg(long, value_name = "KB", default_value_t = 20_000)]
    largest: u64,
    /// Where documents are written; those that failed stay there.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-mutate")]
    out: PathBuf,
}

/// The CPU seconds that a document of so many bytes may take.
fn seconds(bytes: usize) -> f64 {
    5.0 * f64::from(u32::try_from(bytes.div_ceil(1_000_000)).unwrap_or(u32::MAX))
}

/// The bytes of memory that a document of so many bytes may take.
const fn memory(bytes: usize) -> usize {
    bytes.saturating_mul(20).saturating_add(100_000_000)
}

/// What became of all cases.
#[derive(Default)]
struct Tally {
    generated: u64,
    refused: u64,
    failed: u64,
    /// The most that a case took, and which it was.
    seconds: (f64, u64),
    megabytes: (u64, u64),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    if arguments.hostile {
        return hostile::run(arguments);
    }
    fs::create_dir_all(&arguments.out)?;
    let range = arguments.only.map_or(0..arguments.count, |only| only..only.saturating_add(1));
    let (next, tally) = (AtomicU64::new(range.start), Mutex::new(Tally::default()));
    let ended: io::Result<()> = thread::scope(|scope| {
        let job = || do_cases(arguments, &next, range.end, &tally);
        let jobs: Vec<_> = (0..arguments.jobs.max(1)).map(|_| scope.spawn(job)).collect();
        jobs.into_iter().try_for_each(|job| job.join().unwrap_or_else(|_| Err(io::Error::other("a thread failed"))))
    });
    ended?;
    let tally = tally.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{} generated, {} refused, {} failed; at most {:.2} CPU-seconds (--only {}) and {} MB (--only {})",
        tally.generated,
        tally.refused,
        tally.failed,
        tally.seconds.0,
        tally.seconds.1,
        tally.megabytes.0,
        tally.megabytes.1
    );
    Ok(tally.failed == 0)
}

/// Does one case after another until there are no more.
fn do_cases(arguments: &Arguments, next: &AtomicU64, end: u64, tally: &Mutex<Tally>) -> io::Result<()> {
    let mut process = Process::start(arguments)?;
    loop {
        let case = next.fetch_add(1, Ordering::Relaxed);
        if case >= end {
            return Ok(());
        }
        let ended = process.run(case)?;
        tally.lock().unwrap_or_else(PoisonError::into_inner).count(arguments, case, &ended)?;
        if ended.is_lost {
            process = Process::start(arguments)?;
        }
    }
}

impl Tally {
    fn count(&mut self, arguments: &Arguments, case: u64, ended: &Ended) -> io::Result<()> {
        let mut words = ended.verdict.split(' ');
        match words.next() {
            Some("generated") => self.generated += 1,
            Some("refused") => self.refused += 1,
            _ => return self.fail(arguments, case, ended),
        }
        let mut figures = words.filter_map(|word| word.parse::<f64>().ok());
        let (seconds, megabytes) = (figures.next().unwrap_or_default(), figures.next().unwrap_or_default());
        if seconds > self.seconds.0 {
            self.seconds = (seconds, case);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it was printed from a small integer"
        )]
        if megabytes as u64 > self.megabytes.0 {
            self.megabytes = (megabytes as u64, case);
        }
        Ok(())
    }

    fn fail(&mut self, arguments: &Arguments, case: u64, ended: &Ended) -> io::Result<()> {
        self.failed += 1;
        let ending = ended.file.extension().unwrap_or_default().to_string_lossy();
        let kept = arguments.out.join(format!("failed-{}-{case}.{ending}", arguments.seed));
        fs::rename(&ended.file, &kept)?;
        println!("{}: {} (--seed {} --only {case})", ended.document, ended.verdict, arguments.seed);
        println!("    {}", kept.display());
        Ok(())
    }
}
