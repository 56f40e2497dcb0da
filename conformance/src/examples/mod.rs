//! Every example that documents give of bodies: what is valid against its schema must be readable by generated code.

pub(crate) mod collect;
#[cfg(any(test, feature = "judge"))]
pub(crate) mod dialect;
pub(crate) mod files;
mod literal;
mod names;
mod probe;
#[cfg(feature = "judge")]
mod validity;
mod variants;

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cargo::runtime;
use crate::corpus::document::{self, Document};
use crate::outcome::Outcome;
use collect::Example;
#[cfg(feature = "judge")]
use validity::fault;

/// Nobody judges: what can't be read has failed.
#[cfg(not(feature = "judge"))]
fn fault(_: &Example) -> Option<String> {
    None
}

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Where crates are generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-examples")]
    out: PathBuf,
}

/// What became of the examples of a document.
#[derive(Default)]
struct Row {
    name: String,
    examples: usize,
    decoded: usize,
    /// Not valid against their own schemas.
    invalid: Vec<String>,
    /// Of operations or bodies that no type stands for.
    without_type: Vec<String>,
    /// Valid, or at least not shown to be invalid, and not decoded.
    failed: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let documents = document::find(&arguments.directory, &arguments.only)?;
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let mut rows = Vec::with_capacity(documents.len());
    println!("{:32} examples decoded invalid no-type failed", "document");
    for document in &documents {
        let row = row(document, &out)?;
        println!(
            "{:32} {:8} {:7} {:7} {:7} {:6}",
            row.name,
            row.examples,
            row.decoded,
            row.invalid.len(),
            row.without_type.len(),
            row.failed.len()
        );
        rows.push(row);
    }
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    println!(
        "{} examples: {} decoded, {} not valid against their schemas, {} without a type, {} failed",
        sum(|row| row.examples),
        sum(|row| row.decoded),
        sum(|row| row.invalid.len()),
        sum(|row| row.without_type.len()),
        sum(|row| row.failed.len())
    );
    for (title, of) in [
        ("not valid against their schemas", (|row| &row.invalid) as fn(&Row) -> &Vec<String>),
        ("without a type", |row| &row.without_type),
        ("failed", |row| &row.failed),
    ] {
        println!("\n{title}:");
        rows.iter().flat_map(|row| of(row).iter().map(move |line| (&row.name, line))).for_each(|(name, line)| {
            println!("  {name}: {line}");
        });
    }
    Ok(rows.iter().all(|row| row.failed.is_empty()))
}

fn row(document: &Document, out: &Path) -> io::Result<Row> {
    let files = files::Files::default();
    let examples = collect::collect(&files, &document.path);
    let mut row = Row { name: document.name.clone(), examples: examples.len(), ..Row::default() };
    if examples.is_empty() {
        return Ok(row);
    }
    let folder = out.join(&document.name);
    let _ = fs::remove_dir_all(&folder);
    let library = folder.join("library");
    if let Err(failure) = document::generator(&document.path).package(&library, "library").runtime_path(runtime()).run()
    {
        row.failed.push(failure.to_string());
        return Ok(row);
    }
    let operations = names::operations(&library.join("src"))?;
    let typed: Vec<(&Example, String)> =
        examples.iter().filter_map(|example| Some((example, probe::call(example, &operations)?))).collect();
    let untyped = examples.iter().filter(|example| probe::call(example, &operations).is_none());
    row.without_type = untyped.map(|example| example.place.clone()).collect();
    for ((example, _), problem) in typed.iter().zip(probe::run(out, &folder, &typed)?) {
        let Some(problem) = problem else {
            row.decoded += 1;
            continue;
        };
        match fault(example) {
            Some(fault) => row.invalid.push(format!("{}: {fault}", example.place)),
            None => row.failed.push(format!("{}: {problem}", example.place)),
        }
    }
    Ok(row)
}
