//! What a contributor runs: `cargo xtask --help`.

mod tidy;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

use clap::Parser;

#[derive(Parser)]
#[command(bin_name = "cargo xtask", about, version)]
enum Arguments {
    /// Hold the structure against ARCHITECTURE.md, and the uses of cases against rustfmt.
    Tidy,
    /// Format everything, the uses of cases too, which `cargo fmt` does not find.
    Fmt {
        /// Only say what is not formatted.
        #[arg(long)]
        check: bool,
    },
    /// Generate the cases and compile and use what they expect; of one, if it is named.
    Case {
        /// The folder's name in generator/tests/cases.
        name: Option<String>,
    },
    /// Write what comes out today in place of what the cases, the broken documents and SUPPORT.md expect. Look at the
    /// difference before you keep it.
    Update,
    /// Generate and compile the real documents of a folder.
    Corpus {
        /// It holds OpenAPI documents; see CONTRIBUTING.md.
        folder: PathBuf,
        /// Handed on to the harness, such as `--only NAME` and `--no-check`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// The top of the repository.
fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn run(arguments: Arguments) -> io::Result<bool> {
    Ok(match arguments {
        Arguments::Tidy => told(&tidy::faults(top())?) & fmt_uses(true)?,
        Arguments::Fmt { check } => {
            let checked: &[&str] = if check { &["--check"] } else { &[] };
            cargo(&[&["fmt", "--all"], checked].concat(), &[])? & fmt_uses(check)?
        }
        Arguments::Case { name } => {
            // The generator's test takes all cases: it is quick, and a change seldom concerns one alone.
            cargo(&["test", "-p", "oasmith", "--test", "cases"], &[])? && {
                let uses = name.map(|name| format!("use_{name}::"));
                let filter: Vec<&str> = uses.iter().map(String::as_str).collect();
                cargo(&[&["test", "-p", "oasmith-cases", "--lib"], filter.as_slice()].concat(), &[])?
            }
        }
        Arguments::Update => {
            let tests = ["--test", "cases", "--test", "broken", "--test", "support"];
            cargo(&[&["test", "-p", "oasmith"], tests.as_slice()].concat(), &[("OASMITH_UPDATE", "1")])?
        }
        Arguments::Corpus { folder, rest } => {
            let harness = ["run", "--release", "-p", "conformance", "--", "corpus"];
            let folder = folder.to_string_lossy();
            let rest: Vec<&str> = std::iter::once(&*folder).chain(rest.iter().map(String::as_str)).collect();
            cargo(&[harness.as_slice(), &rest].concat(), &[])?
        }
    })
}

/// Says what is wrong; whether nothing is.
fn told(faults: &[String]) -> bool {
    for fault in faults {
        println!("{fault}");
    }
    faults.is_empty()
}

fn cargo(arguments: &[&str], variables: &[(&str, &str)]) -> io::Result<bool> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo).args(arguments).envs(variables.iter().copied()).current_dir(top()).status()?;
    Ok(status.success())
}

/// Formats the uses of cases, or says which are not: a build script leads to them, where `cargo fmt` does not follow.
fn fmt_uses(check: bool) -> io::Result<bool> {
    let cases = fs::read_dir(top().join("generator/tests/cases"))?;
    let folders = cases.map(|entry| entry.map(|entry| entry.path().join("use.rs"))).collect::<io::Result<Vec<_>>>()?;
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024"]).args(check.then_some("--check"));
    let status = rustfmt.args(folders.iter().filter(|uses| uses.exists())).current_dir(top()).status()?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_structure_is_what_architecture_md_says() {
        let faults = super::tidy::faults(super::top()).unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
