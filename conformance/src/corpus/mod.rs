//! Every document of a directory: generated, generated again, compiled.

mod check;
pub(crate) mod document;
mod generate;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fs, thread};

use crate::outcome::Outcome;
use crate::random::Random;
use document::Document;
pub(crate) use generate::{GenerateOne, generate_one};
use table::Row;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory with a MANIFEST.tsv, whose columns `name` and `root` name the documents; without one, every document
    /// in it is taken.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// How many documents are generated at the same time.
    #[arg(long, value_name = "N", default_value_t = 1)]
    jobs: usize,
    /// Don't compile what is generated.
    #[arg(long)]
    no_check: bool,
    /// Run clippy with its default lints in the place of `cargo check`.
    #[arg(long, conflicts_with = "no_check")]
    clippy: bool,
    /// Compile the examples of the emitted documentation with the crates.
    #[arg(long, conflicts_with_all = ["no_check", "clippy"])]
    examples: bool,
    /// Compile only so many of the documents' crates, chosen at random.
    #[arg(long, value_name = "N", conflicts_with = "no_check")]
    sample: Option<usize>,
    /// Which sample.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    seed: u64,
    /// Where crates are generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance")]
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let documents = document::find(&arguments.directory, &arguments.only)?;
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let mut rows: Vec<Row> = generate_all(&documents, &out, arguments.jobs);
    if !arguments.no_check {
        let mut chosen: Vec<(&Document, &mut Row)> = documents.iter().zip(&mut rows).collect();
        chosen.retain(|(_, row)| row.is_fine());
        if let Some(size) = arguments.sample {
            choose(&mut chosen, size, arguments.seed);
        }
        check::prepare(&out, chosen.iter().map(|(document, _)| *document))?;
        for (document, row) in chosen {
            eprintln!("checking {}", document.name);
            match arguments.examples {
                true => check::check_examples(&out, document, row)?,
                false => check::check(&out, document, arguments.clippy, row)?,
            }
        }
    }
    print!("{}", table::table(&documents, &rows));
    Ok(rows.iter().all(Row::is_fine))
}

/// Leaves so many, in their order.
fn choose<T>(of: &mut Vec<T>, size: usize, seed: u64) {
    let mut random = Random::new(seed, 0);
    while of.len() > size {
        of.remove(random.below(of.len()));
    }
}

fn generate_all(documents: &[Document], out: &Path, jobs: usize) -> Vec<Row> {
    let left = Mutex::new(documents.iter().enumerate());
    let done: Mutex<Vec<(usize, Row)>> = Mutex::new(Vec::new());
    // A function, so that the lock is given back before the work begins.
    let take = || left.lock().ok().and_then(|mut left| left.next());
    thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                while let Some((number, document)) = take() {
                    eprintln!("generating {}", document.name);
                    let row = generate::generate(document, out);
                    if let Ok(mut done) = done.lock() {
                        done.push((number, row));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, row)| row).collect()
}
