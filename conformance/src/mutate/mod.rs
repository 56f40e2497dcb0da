//! Documents that nobody wrote: real ones with parts deleted, doubled, retyped and cut off, and with bytes changed.
//! Whatever a document is, a run ends, soon and in little memory, with code or with diagnostics. `hostile` makes documents whose
//! text means harm, and sees that none acts.

mod arguments;
mod bytes;
mod hostile;
mod limits;
mod nodes;
mod originals;
mod process;
mod worker;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::{fs, io, thread};

use crate::outcome::Outcome;
pub(crate) use arguments::Arguments;
pub(crate) use hostile::{Script, script};
use process::{Ended, Process};
pub(crate) use worker::{Worker, work};

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
