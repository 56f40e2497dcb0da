//! What the generator says of every document of a directory: how often each kind of complaint comes, and some of each to read.

mod histogram;
mod said;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::{env, thread};

use crate::corpus::document::{self, Document};
use crate::outcome::Outcome;
use histogram::Histogram;
use said::Said;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory with a MANIFEST.tsv, whose columns `name` and `root` name the documents; without one, every document
    /// in it and in the folders below is taken.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Only complaints with this code. May be given more than once.
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// How many complaints of each code are shown, from as many documents.
    #[arg(long, value_name = "N", default_value_t = 3)]
    samples: usize,
    /// How many documents are generated at the same time.
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let documents = document::find(&arguments.directory, &arguments.only)?;
    let left = Mutex::new(documents.iter().enumerate());
    let histogram = Mutex::new(Histogram::default());
    // A function, so that the lock is given back before the work begins.
    let take = || left.lock().ok().and_then(|mut left| left.next());
    thread::scope(|scope| {
        for _ in 0..arguments.jobs.max(1) {
            scope.spawn(|| {
                while let Some((number, document)) = take() {
                    let told = told(document);
                    if let Ok(mut histogram) = histogram.lock() {
                        histogram.add(number, &document.name, told);
                    }
                }
            });
        }
    });
    let histogram = histogram.into_inner().unwrap_or_default();
    print!("{}", histogram.text(documents.len(), &arguments.code, arguments.samples));
    Ok(histogram.crashed().is_empty())
}

/// What the generator says of a document, or how it ended where it did not.
fn told(document: &Document) -> Result<Vec<Said>, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(program)
        .arg("tell-one")
        .arg(&document.path)
        .output()
        .map_err(|error| format!("can't be started: {error}"))?;
    match output.status.code() {
        Some(0) => said::read(&String::from_utf8_lossy(&output.stdout)).map_err(|error| error.to_string()),
        _ => Err(format!("{}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
    }
}

#[derive(clap::Args)]
pub(crate) struct TellOne {
    document: PathBuf,
}

/// The process of its own, so that a crash costs one document: what is said stands on its standard output.
pub(crate) fn tell_one(arguments: &TellOne) -> Outcome {
    // Nothing is written there.
    let generator = document::generator(&arguments.document).module(Path::new("nowhere")).check(true);
    let diagnostics = match generator.run() {
        Ok(report) => report.diagnostics,
        Err(failure) => failure.diagnostics().to_vec(),
    };
    diagnostics.iter().for_each(|diagnostic| println!("{}", diagnostic.to_json()));
    Ok(true)
}
