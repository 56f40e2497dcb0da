//! Compiling what was generated, with warnings denied.

use std::path::Path;
use std::{fs, io};

#[path = "../../../generator/tests/cases/examples.rs"]
mod examples;

use super::document::Document;
use super::generate::folder;
use super::table::Row;
use crate::cargo::{cargo, make_member, pin_dependencies};
use crate::measure::{self, Cost};

/// Makes the generated crates a workspace with the versions of dependencies that this repository has.
pub(super) fn prepare<'d>(out: &Path, documents: impl Iterator<Item = &'d Document>) -> io::Result<()> {
    let mut members = Vec::new();
    for document in documents {
        let path = folder(out, document).join("Cargo.toml");
        if path.is_file() {
            make_member(&path)?;
            members.push(format!("\"crates/{}\"", document.name));
        }
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(out.join("Cargo.toml"), manifest)?;
    pin_dependencies(out)
}

/// Compiles the crate of a document.
pub(super) fn check(out: &Path, document: &Document, clippy: bool, row: &mut Row) -> io::Result<()> {
    let cost = out.join(format!("{}.cost", document.name));
    let target = out.join("target");
    // Compiled anew, so that there is something to measure.
    cargo(out, &target).args(["clean", "--quiet", "--offline", "--package", &document.name]).output()?;
    let mut command = cargo(out, &target);
    command.args([if clippy { "clippy" } else { "check" }, "--quiet", "--offline", "--package", &document.name]);
    command.env("RUSTFLAGS", "-D warnings").env("CARGO_INCREMENTAL", "0");
    if !clippy {
        measure::compilation(&mut command, &document.name, &cost)?;
    }
    let output = command.output()?;
    row.is_compiled = true;
    row.check = Cost::take(&cost);
    if !output.status.success() {
        row.problems.push(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(())
}

/// Compiles the crate of a document, and the examples of its documentation: these together, in a program of somebody who uses the crate.
pub(super) fn check_examples(out: &Path, document: &Document, row: &mut Row) -> io::Result<()> {
    let package = folder(out, document);
    let (count, code) = examples::module(&package.join("src"), &document.name.replace('-', "_"))?;
    fs::create_dir_all(package.join("examples"))?;
    fs::write(package.join("examples/documented.rs"), format!("{code}\nfn main() {{}}\n"))?;
    let mut command = cargo(out, &out.join("target"));
    command.args(["check", "--quiet", "--offline", "--package", &document.name, "--example", "documented"]);
    let output = command.env("CARGO_INCREMENTAL", "0").output()?;
    (row.is_compiled, row.examples) = (true, Some(count));
    if !output.status.success() {
        row.problems.push(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(())
}
