//! Generation in a process of its own: a crash costs one document only, and its cost can be told.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use super::document::{Document, generator};
use super::table::Row;
use crate::cargo::runtime;
use crate::measure::Cost;
use crate::outcome::Outcome;

#[derive(clap::Args)]
pub(crate) struct GenerateOne {
    document: PathBuf,
    directory: PathBuf,
    name: String,
    cost: PathBuf,
}

/// The folder of a document's crate.
pub(super) fn folder(out: &Path, document: &Document) -> PathBuf {
    out.join("crates").join(&document.name)
}

/// Generates the crate of a document, and once more somewhere else, and compares the two.
pub(super) fn generate(document: &Document, out: &Path) -> Row {
    let mut row = Row::default();
    let (first, second) = (folder(out, document), out.join("again").join(&document.name));
    for directory in [&first, &second] {
        let cost = out.join(format!("{}.cost", document.name));
        let _ = fs::remove_dir_all(directory);
        match run(document, directory, &cost) {
            Ok(output) => row.read(&output, Cost::take(&cost)),
            Err(problem) => row.problems.push(problem),
        }
        if !row.is_fine() {
            return row;
        }
    }
    match (files(&first), files(&second)) {
        (Ok(one), Ok(other)) if one == other => {}
        (Ok(_), Ok(_)) => row.problems.push("a second generation is different".to_owned()),
        (Err(error), _) | (_, Err(error)) => row.problems.push(error.to_string()),
    }
    let _ = fs::remove_dir_all(&second);
    row
}

fn run(document: &Document, directory: &Path, cost: &Path) -> Result<String, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.arg("generate-one").args([&document.path, directory]).arg(&document.name).arg(cost);
    let output = command.output().map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(match output.status.code() {
        Some(_) => said,
        None => format!("the generator ended with {}\n{said}", output.status),
    })
}

/// Every file below a directory, with its content.
fn files(directory: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![directory.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(directory).map_or_else(|_| path.clone(), Path::to_path_buf);
                files.insert(name, fs::read(path)?);
            }
        }
    }
    Ok(files)
}

/// The process of its own: what it did stands on its standard output, the counts in the first line.
pub(crate) fn generate_one(arguments: &GenerateOne) -> Outcome {
    let generator = generator(&arguments.document);
    let report = generator.package(&arguments.directory, &arguments.name).runtime_path(runtime()).run()?;
    Cost::record(&arguments.cost)?;
    println!("{} {} {}", report.operations, report.skipped, report.types);
    print!("{report}");
    Ok(true)
}
