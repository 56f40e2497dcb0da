//! The JSON Schema Test Suite: each group's schema is generated, and its instances are decoded by the code.
//!
//! A group's schema stays a file of its own, so that its pointers, identifiers and anchors keep their meaning; a component of
//! a small OpenAPI document refers to it. All documents' code becomes one program, which decodes every instance twice: as a
//! client decodes an answer, and strictly.

mod documents;
mod groups;
mod judge;
mod left_out;
mod meet;
mod program;
mod table;

use std::fs;
use std::path::PathBuf;

use crate::outcome::Outcome;
use judge::Verdict;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The suite, a checkout of json-schema-org/JSON-Schema-Test-Suite.
    directory: PathBuf,
    /// Only this file of the suite, or the groups whose schemas have this keyword. May be given more than once.
    #[arg(long, value_name = "FILE_OR_KEYWORD")]
    only: Vec<String>,
    /// Where the program is generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-suite")]
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let files = groups::read(&arguments.directory, &arguments.only)?;
    fs::create_dir_all(&arguments.out)?;
    let program =
        program::Program::write(&arguments.directory.canonicalize()?, &arguments.out.canonicalize()?, &files)?;
    let answers = program.run(&files)?;
    let verdicts: Vec<(&groups::Test<'_>, Verdict)> =
        answers.iter().map(|(test, answer)| (test, judge::judge(test, answer))).collect();
    print!("{}{}", program.diagnostics(), table::table(&verdicts));
    Ok(table::is_fine(&verdicts))
}
