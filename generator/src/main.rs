//! The command-line program.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use oasmith::{Failure, Generator, LockReport, Output, Report};

/// Generates Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "oasmith", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate a client: a module, or a crate of its own.
    Generate(Generate),
    /// Write the names that a document's client has into `oasmith.lock`, so that its next version keeps them.
    Lock(Lock),
}

/// What is read, and what is made of it.
#[derive(Debug, Args)]
struct Source {
    /// The OpenAPI document, YAML or JSON.
    document: PathBuf,
    /// Emit this alone: `types`, without a client. They need `oasmith-runtime` without its default features.
    #[arg(long, value_name = "OUTPUT", value_parser = output)]
    only: Option<Output>,
    /// Read this file where a reference leads to this URL: nothing is ever fetched. A URL that ends with `/` maps to a
    /// folder. May be given more than once.
    #[arg(long = "map-url", alias = "map", value_name = "URL=FILE", value_parser = mapping)]
    mapped: Vec<(String, PathBuf)>,
    /// Read files of this folder where references lead to them, and no others. Otherwise it is the repository that the document
    /// is in, or the document's own folder.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Change the document by this overlay before it is read. May be given more than once, to be applied in order.
    #[arg(long = "overlay", value_name = "FILE")]
    overlays: Vec<PathBuf>,
    /// Read settings from this file, and not from the `oasmith.toml` beside the document.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Keep the names that this file has, a lock of names, and not those of the `oasmith.lock` beside the document.
    #[arg(long, value_name = "FILE")]
    lock: Option<PathBuf>,
    /// Make types of all components, whether operations lead to them or not. It is so anyhow where there are no operations.
    #[arg(long)]
    all_types: bool,
    /// Fail on warnings.
    #[arg(long)]
    strict: bool,
    /// Show every diagnostic, also those that repeat others.
    #[arg(long)]
    all_diagnostics: bool,
}

#[derive(Debug, Args)]
struct Generate {
    #[command(flatten)]
    source: Source,
    /// The folder for the code.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Make the folder a crate of this name. Otherwise it is a module, with a `mod.rs`.
    #[arg(long = "crate", value_name = "NAME", value_parser = crate_name)]
    name: Option<String>,
    /// The folder of `oasmith-runtime`, if the crate is not to take it from crates.io.
    #[arg(long = "runtime-path", alias = "runtime", value_name = "DIR", requires = "name")]
    runtime: Option<PathBuf>,
    /// The crate belongs to the workspace around it: its manifest has no `[workspace]` and no `[profile]`.
    #[arg(long = "workspace-member", alias = "member", requires = "name")]
    member: bool,
    /// Generate this operation, by `METHOD /path`, `/path` or operationId; `*` and `?` are wildcards. May be given more than
    /// once.
    #[arg(long = "operation", value_name = "OPERATION")]
    operations: Vec<String>,
    /// Generate the operations with this tag; `*` and `?` are wildcards. May be given more than once.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Leave this operation out, named as for `--operation`. May be given more than once.
    #[arg(long = "exclude-operation", alias = "exclude", value_name = "OPERATION")]
    excluded: Vec<String>,
    /// Leave out the operations with this tag. May be given more than once.
    #[arg(long = "exclude-tag", value_name = "TAG")]
    excluded_tags: Vec<String>,
    /// Write nothing, and fail if the code differs from what the document gives.
    #[arg(long)]
    check: bool,
    /// Replace files and links in the folder for the code that oasmith did not write.
    #[arg(long)]
    force: bool,
    /// How to say what there is to say: as text on standard error, or as one JSON object a line on standard output.
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        long_help = "How to say what there is to say: as text on standard error, or as one JSON object a line on standard \
                     output.\n\n\
                     With `json`, each diagnostic is `{\"reason\":\"diagnostic\",\"diagnostic\":{…}}` with the members severity, \
                     code, message, label, location (file, line, column, end_line, end_column, byte_start, byte_end, \
                     pointer), notes, help, operation, more_operations, skipped_operations, elsewhere, not_shown and \
                     rendered. The last line is `{\"reason\":\"finished\",\"success\":…,\"error\":…,\"report\":…}`; the report \
                     has operations, types, skipped, changed, in_the_way, inputs, outputs and unchanged."
    )]
    message_format: MessageFormat,
}

#[derive(Debug, Args)]
struct Lock {
    #[command(flatten)]
    source: Source,
    /// Write nothing, and fail if the lock differs from what the document gives.
    #[arg(long)]
    check: bool,
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum MessageFormat {
    /// As people read them.
    #[default]
    Text,
    /// As programs read them.
    Json,
}

/// What `--check` says of code that differs.
const STALE: &str = "the code differs from what the document gives";

/// Generating allocates small things for a third of its time, and this allocator halves that.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Cli::parse().command {
        Command::Generate(arguments) => arguments,
        Command::Lock(arguments) => return arguments.run(),
    };
    let result = arguments.generator().run();
    if arguments.message_format == MessageFormat::Json {
        return arguments.conclude_in_json(&result);
    }
    match result {
        Ok(report) => arguments.conclude(&report),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

impl Source {
    fn generator(&self) -> Generator {
        let generator = Generator::new(&self.document).strict(self.strict);
        let generator = if self.all_diagnostics { generator.all_diagnostics(true) } else { generator };
        let generator = if self.all_types { generator.all_types(true) } else { generator };
        let generator = self.only.into_iter().fold(generator, Generator::only);
        let generator = self.mapped.iter().fold(generator, |generator, (url, file)| generator.map_url(url, file));
        let generator = self.root.iter().fold(generator, Generator::root);
        let generator = self.overlays.iter().fold(generator, Generator::overlay);
        let generator = self.lock.iter().fold(generator, Generator::lock);
        self.config.iter().fold(generator, Generator::config)
    }
}

impl Lock {
    fn run(&self) -> ExitCode {
        match self.source.generator().check(self.check).color(true).update_lock() {
            Ok(report) => self.conclude(&report),
            Err(failure) => {
                eprintln!("{failure}");
                ExitCode::FAILURE
            }
        }
    }

    /// Says what differs, and whether that is a success.
    fn conclude(&self, report: &LockReport) -> ExitCode {
        eprint!("{report}");
        for (what, facts) in [("new", &report.added), ("gone", &report.retired), ("now", &report.moved)] {
            facts.iter().for_each(|fact| print(&format!("{what}: {fact}")));
        }
        let path = report.path.display();
        if self.check && report.changed {
            eprintln!("error: `{path}` differs from what the document gives");
            eprintln!("help: run the same command without `--check`");
            return ExitCode::FAILURE;
        }
        let (added, retired, moved) = (report.added.len(), report.retired.len(), report.moved.len());
        let done = if report.changed { "wrote" } else { "nothing to do for" };
        print(&format!("{done} `{path}`: {added} new, {retired} gone, {moved} told of otherwise"));
        ExitCode::SUCCESS
    }
}

impl Generate {
    fn generator(&self) -> Generator {
        let generator = self.source.generator().check(self.check).force(self.force);
        let generator = generator.color(self.message_format == MessageFormat::Text);
        let generator = match &self.name {
            Some(name) => generator.package(&self.out, name).workspace_member(self.member),
            None => generator.module(&self.out),
        };
        let generator = self.runtime.iter().fold(generator, Generator::runtime_path);
        let generator = self.operations.iter().fold(generator, Generator::operation);
        let generator = self.tags.iter().fold(generator, Generator::tag);
        let generator = self.excluded.iter().fold(generator, Generator::exclude_operation);
        self.excluded_tags.iter().fold(generator, Generator::exclude_tag)
    }

    /// Says what was done, and whether that is a success.
    fn conclude(&self, report: &Report) -> ExitCode {
        eprint!("{report}");
        let stale = self.is_stale(report);
        if stale {
            eprintln!("error: {STALE}");
            for path in &report.changed {
                eprintln!("  {}", path.display());
            }
            if report.in_the_way.is_empty() {
                eprintln!("help: run the same command without `--check`");
            } else {
                eprintln!("and oasmith did not write these, which are in the way");
                for path in &report.in_the_way {
                    eprintln!("  {}", path.display());
                }
                eprintln!("help: move them away, or run the same command with `--force` in the place of `--check`");
            }
        }
        let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        print(&format!(
            "generated {}, {}; skipped {}",
            counted(report.operations, "operation"),
            counted(report.types, "type"),
            counted(report.skipped, "operation")
        ));
        if stale { ExitCode::FAILURE } else { ExitCode::SUCCESS }
    }

    /// Whether the run only compared, and something differs.
    fn is_stale(&self, report: &Report) -> bool {
        self.check && !report.changed.is_empty()
    }

    /// The same, one JSON object a line.
    fn conclude_in_json(&self, result: &Result<Report, Failure>) -> ExitCode {
        let (diagnostics, error, report) = match result {
            Ok(report) => (&*report.diagnostics, self.is_stale(report).then_some(STALE), report.to_json()),
            Err(failure) => {
                (failure.diagnostics(), Some(failure.conclusion().unwrap_or("there are errors")), "null".to_owned())
            }
        };
        for diagnostic in diagnostics {
            print(&format!("{{\"reason\":\"diagnostic\",\"diagnostic\":{}}}", diagnostic.to_json()));
        }
        let success = error.is_none();
        // None of these texts has anything that JSON escapes.
        let error = error.map_or_else(|| "null".to_owned(), |error| format!("\"{error}\""));
        print(&format!("{{\"reason\":\"finished\",\"success\":{success},\"error\":{error},\"report\":{report}}}"));
        if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Prints a line for whoever still reads.
fn print(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// What can be emitted alone.
fn output(text: &str) -> Result<Output, String> {
    match text {
        "types" => Ok(Output::Types),
        _ => Err("what can be emitted alone is `types`".to_owned()),
    }
}

/// A URL and the file that stands for it. A URL's query may hold a `=`, so that the last one parts them.
fn mapping(text: &str) -> Result<(String, PathBuf), String> {
    let parts = text.rsplit_once('=').filter(|(url, file)| !url.is_empty() && !file.is_empty());
    let (url, file) = parts.ok_or("write a URL, `=` and a file: `https://example.com/pets.yaml=vendor/pets.yaml`")?;
    Ok((url.to_owned(), file.into()))
}

/// A name that Cargo takes for a package.
fn crate_name(text: &str) -> Result<String, String> {
    let starts_well = text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let rest = text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
    if starts_well && rest {
        Ok(text.to_owned())
    } else {
        Err("a crate's name is letters, digits, `-` and `_`, and starts with a letter".to_owned())
    }
}
