//! A worker as its parent sees it.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use std::{env, io, thread};

use super::arguments::Arguments;

/// How long making a case may take: large documents are read first.
const TO_BEGIN: Duration = Duration::from_secs(120);
/// When a worker is taken for stuck. Beside other work it has not all of a processor, so this is longer than what a case
/// may take.
const TO_END: Duration = Duration::from_secs(30);

/// A process that generates cases one after another.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    orders: ChildStdin,
    answers: Receiver<String>,
}

/// What became of a case.
#[derive(Debug, Default)]
pub(super) struct Ended {
    /// The document that was changed, and the file of what came out of it.
    pub(super) document: String,
    pub(super) file: PathBuf,
    /// What the worker said, or how it ended.
    pub(super) verdict: String,
    /// Whether it can't be given another case.
    pub(super) is_lost: bool,
}

impl Process {
    pub(super) fn start(arguments: &Arguments) -> io::Result<Process> {
        let mut command = Command::new(env::current_exe()?);
        command.arg("mutate-worker").args([&arguments.directory, &arguments.out]);
        command.args([arguments.seed.to_string(), arguments.largest.saturating_mul(1000).to_string()]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (orders, output) = (child.stdin.take(), child.stdout.take());
        let (Some(orders), Some(output)) = (orders, output) else { return Err(io::Error::other("no pipes")) };
        let (sender, answers) = channel();
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.take_while(|line| sender.send(line.clone()).is_ok()).count()
        });
        Ok(Process { child, orders, answers })
    }

    /// Has it do a case.
    pub(super) fn run(&mut self, case: u64) -> io::Result<Ended> {
        let mut ended = Ended::default();
        writeln!(self.orders, "{case}")?;
        let began = match self.answer("began ", TO_BEGIN) {
            Ok(began) => began,
            Err(how) => return Err(io::Error::other(format!("case {case} can't be made: {how}"))),
        };
        let (document, file) = began.split_once(' ').unwrap_or_default();
        (ended.document, ended.file) = (document.to_owned(), PathBuf::from(file));
        match self.answer("ended ", TO_END) {
            Ok(verdict) => ended.verdict = verdict,
            Err(how) => (ended.verdict, ended.is_lost) = (format!("failed: {how}"), true),
        }
        Ok(ended)
    }

    /// What it says, or why it does not.
    fn answer(&mut self, start: &str, patience: Duration) -> Result<String, String> {
        match self.answers.recv_timeout(patience) {
            Ok(line) => line.strip_prefix(start).map(str::to_owned).ok_or(line),
            Err(RecvTimeoutError::Timeout) => {
                let _ = self.child.kill();
                let _ = self.child.wait();
                Err(format!("it did not end within {} seconds", patience.as_secs()))
            }
            Err(RecvTimeoutError::Disconnected) => {
                let status = self.child.wait().map_or_else(|error| error.to_string(), |status| status.to_string());
                Err(format!("the process ended: {status}"))
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
