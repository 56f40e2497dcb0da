//! What a build script tells Cargo.

mod cargo;

use std::fs;
use std::path::PathBuf;

use crate::diagnostic::Severity;
use crate::generator::{Failure, Generator, Report, Target};
use crate::lists::Listing;
use crate::report::{DETAIL_VARIABLE, Detail, Diagnostic};
use crate::settings::Settings;
use crate::write::Force;

/// How many diagnostics a build script shows, each warning in a line of its own, unless it is asked for all.
const SHOWN: usize = 20;

impl Generator {
    /// Generates in a build script: tells Cargo which files were read, passes warnings on, and ends the build with the
    /// located diagnostics where the code can't be generated.
    ///
    /// At most 20 warnings are shown, each in one line. Where the environment variable `OASMITH_DIAGNOSTICS` is `all`, all of
    /// them are, notes too, with the lines of the document that they concern:
    ///
    /// ```sh
    /// OASMITH_DIAGNOSTICS=all cargo build
    /// ```
    ///
    /// This is the whole of a build script's `main`:
    ///
    /// ```no_run
    /// oasmith::Generator::new("spec/openapi.yaml").build();
    /// ```
    pub fn build(mut self) {
        self.force = Force::Refused;
        // What stands in the package itself may be edited or left half-written: then it is to be made again.
        let folder = self.folder_to_watch();
        let own_files = matches!(self.target, Target::Library(_) | Target::Module(_));
        let wants_all = self.detail == Detail::All;
        match self.run() {
            Ok(report) => {
                folder.iter().for_each(|folder| cargo::watch(folder));
                tell(&report, own_files, wants_all);
            }
            Err(failure) => {
                failure.inputs().iter().for_each(|path| cargo::watch(path));
                cargo::error(&text_of(&failure, wants_all));
                std::process::exit(1);
            }
        }
    }
}

impl Generator {
    /// The document's folder, where settings or a lock may yet appear: Cargo can't be told of a file that is not there. A folder
    /// with others inside may hold anything, and is not watched.
    fn folder_to_watch(&self) -> Option<PathBuf> {
        let folder = self.document.parent().filter(|folder| !folder.as_os_str().is_empty())?;
        let settings_appear = self.config.is_none() && Settings::beside(&self.document).is_none();
        let lock_appears = self.settings.lock.is_none() && Settings::lock_beside(&self.document).is_none();
        if !settings_appear && !lock_appears {
            return None;
        }
        let mut entries = fs::read_dir(folder).ok()?;
        let holds_files = entries.all(|entry| entry.is_ok_and(|entry| entry.path().is_file()));
        holds_files.then(|| folder.to_path_buf())
    }
}

fn tell(report: &Report, own_files: bool, wants_all: bool) {
    cargo::watch("build.rs".as_ref());
    cargo::watch_variable(DETAIL_VARIABLE);
    report.inputs.iter().for_each(|path| cargo::watch(path));
    if own_files {
        report.outputs.iter().for_each(|path| cargo::watch(path));
    }
    if wants_all {
        report.diagnostics.iter().for_each(|diagnostic| cargo::warn(&diagnostic.rendered));
        return;
    }
    let is_warning = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Warning;
    let warnings: Vec<&Diagnostic> = report.diagnostics.iter().filter(is_warning).list();
    warnings.iter().take(SHOWN).for_each(|warning| cargo::warn(&warning.line));
    let more = warnings.len().saturating_sub(SHOWN);
    if more > 0 {
        cargo::warn(&format!("{more} more warnings; {}", how_to_see_all()));
    }
}

/// What is shown of a failure: the errors, or else the warnings that a strict run fails on.
fn text_of(failure: &Failure, wants_all: bool) -> String {
    let diagnostics = failure.diagnostics();
    let worst = diagnostics.first().map(|diagnostic| diagnostic.severity);
    let worst = diagnostics.iter().filter(|diagnostic| Some(diagnostic.severity) == worst);
    let first: Vec<&str> = worst.take(SHOWN).map(|diagnostic| diagnostic.rendered.as_str()).list();
    if wants_all || first.len() == diagnostics.len() {
        return failure.to_string();
    }
    let more = format!("{} more diagnostics; {}\n", diagnostics.len() - first.len(), how_to_see_all());
    let conclusion = failure.conclusion().map(|conclusion| format!("error: {conclusion}")).unwrap_or_default();
    [&first.concat(), more.as_str(), &conclusion].concat().trim_end().to_owned()
}

fn how_to_see_all() -> String {
    format!("set the environment variable `{DETAIL_VARIABLE}=all` to see all of them, with the lines that they concern")
}
