//! Compiling a sample of the packages, and asking rustdoc for their tests.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::{fs, io};

use super::case::package_name;
use super::judge::Fault;
use crate::cargo::{cargo, make_member, pin_dependencies};

/// Compiles packages with rustc's default lints, and lists their tests. The first thing wrong with each that has something.
pub(super) fn compile(out: &Path, packages: BTreeMap<u64, PathBuf>) -> io::Result<Vec<(u64, Fault)>> {
    if packages.is_empty() {
        return Ok(Vec::new());
    }
    let mut members = Vec::new();
    for (number, path) in &packages {
        make_member(&path.join("Cargo.toml"))?;
        members.push(format!("\"crates/{}\"", package_name(*number)));
    }
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    fs::write(out.join("Cargo.toml"), manifest)?;
    pin_dependencies(out)?;
    let mut faults = Vec::new();
    for number in packages.into_keys() {
        eprintln!("compiling {}", package_name(number));
        if let Some(fault) = check(out, &package_name(number))? {
            faults.push((number, fault));
        }
    }
    Ok(faults)
}

fn check(out: &Path, name: &str) -> io::Result<Option<Fault>> {
    let run = |arguments: &[&str], more: &[&str]| -> io::Result<Output> {
        let mut command = cargo(out, &out.join("target"));
        command.args(arguments).args(["--offline", "--package", name]).args(more);
        command.env("RUSTFLAGS", "-D warnings").env_remove("RUSTDOCFLAGS").output()
    };
    let output = run(&["check", "--quiet"], &[])?;
    if !output.status.success() {
        return Ok(Some(Fault { kind: "compilation", what: end_of(&output.stderr) }));
    }
    let output = run(&["test", "--doc"], &["--", "--list"])?;
    let listed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Ok(Some(Fault { kind: "compilation", what: end_of(&output.stderr) }));
    }
    Ok(match listed.lines().find(|line| line.ends_with(": test")) {
        Some(test) => Some(Fault { kind: "listed-doctest", what: format!("{test:?}") }),
        None if !listed.contains("0 tests") => {
            Some(Fault { kind: "listed-doctest", what: format!("no count in {listed:?}") })
        }
        None => None,
    })
}

/// What rustc said, escaped but for the ends of lines.
fn end_of(said: &[u8]) -> String {
    let said: String = String::from_utf8_lossy(said).chars().take(1500).collect();
    let plain = |character: char| character == '\n' || !character.is_control() && character.is_ascii();
    said.chars()
        .map(|character| if plain(character) { character.to_string() } else { character.escape_default().to_string() })
        .collect()
}
