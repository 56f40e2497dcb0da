//! The lock of names around a run: where it is, how it is read, and whether it says what the document gives.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::{Difference, DifferenceKind, Facts};
use crate::report;
use crate::settings::Settings;
use crate::source::Sources;

/// How many facts a complaint about a stale lock shows.
const SHOWN: usize = 5;

/// The lock that holds for a document: the one that is named, else that beside the document.
pub(crate) fn file(settings: &Settings, document: &Path) -> Option<PathBuf> {
    settings.lock.clone().or_else(|| Settings::lock_beside(document))
}

/// Reads a lock.
pub(crate) fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Facts> {
    let (name, text) = sources.read_settings(path, diagnostics)?;
    Some(Facts::from_text(&name, &text, diagnostics))
}

/// The complaint about a lock that says something else than the document gives.
pub(crate) fn stale(path: &Path, before: &Facts, after: &Facts, is_error: bool) -> Option<Diagnostic> {
    if before == after {
        return None;
    }
    let message = format!("the names of the document are not those of `{}`", path.display());
    let diagnostic = match is_error {
        true => Diagnostic::error(Code::StaleLock, message),
        false => Diagnostic::warning(Code::StaleLock, message),
    };
    let differences = before.differences(after);
    let shown = differences.iter().take(SHOWN).map(told);
    let more = differences.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| format!("and {more} more"));
    let diagnostic = shown.chain(more).fold(diagnostic, Diagnostic::with_note);
    Some(diagnostic.help("names that the lock has are kept; run `oasmith lock` to keep the new ones as well"))
}

fn told(difference: &Difference) -> String {
    let what = match difference.kind {
        DifferenceKind::Added => "new",
        DifferenceKind::Retired => "gone",
        DifferenceKind::Changed => "now",
    };
    format!("{what}: {}", difference.line)
}

/// What [`Generator::update_lock`](crate::Generator::update_lock) did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LockReport {
    /// The lock.
    pub path: PathBuf,
    /// Whether it was written, or would have been if the run only compared.
    pub changed: bool,
    /// What is new in it, a fact each.
    pub added: Vec<String>,
    /// What is not there any more. Its names are not given again.
    pub retired: Vec<String>,
    /// What is told of otherwise: what moved, has another name or another structure.
    pub moved: Vec<String>,
    /// Notes and warnings, each with its place. The report's `Display` shows them.
    pub diagnostics: Vec<report::Diagnostic>,
}

impl LockReport {
    /// What differs between two versions of a lock.
    pub(crate) fn of(path: PathBuf, before: &Facts, after: &Facts) -> LockReport {
        let mut report = LockReport { path, ..LockReport::default() };
        for difference in before.differences(after) {
            let list = match difference.kind {
                DifferenceKind::Added => &mut report.added,
                DifferenceKind::Retired => &mut report.retired,
                DifferenceKind::Changed => &mut report.moved,
            };
            list.push(report::line(&difference.line));
        }
        report
    }
}

/// The diagnostics as people read them; nothing where there are none.
impl fmt::Display for LockReport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| formatter.write_str(&diagnostic.rendered))
    }
}
