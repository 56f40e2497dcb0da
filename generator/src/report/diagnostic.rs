//! Diagnostics as programs see them: everything that the text tells, in fields.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::json::Object;
use crate::diagnostic::Severity;
use crate::source::Source;

/// Something that a run has to say of a document, of what refers to it, or of the settings.
///
/// Where the same is to be said of many places, it is said once and counted, unless
/// [`all_diagnostics`](crate::Generator::all_diagnostics) are asked for. Texts are fit to be shown: on one line, of bounded
/// length, without control characters and without the passwords of URLs.
///
/// ```no_run
/// # fn main() -> Result<(), oasmith::Failure> {
/// let report = oasmith::Generator::new("openapi.yaml").module("client").run()?;
/// for diagnostic in &report.diagnostics {
///     if diagnostic.code == Some("dangling-reference")
///         && let Some(location) = &diagnostic.location
///     {
///         println!("{}:{}: {}", location.file.display(), location.line, diagnostic.message);
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// What it is about, by a stable name: `dangling-reference`. `None` where it is about the run itself, such as a file that
    /// can't be written.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What is said beside the quoted text, where that is.
    pub label: Option<String>,
    /// Where it is wrong.
    pub location: Option<Location>,
    /// Facts that help to see why.
    pub notes: Vec<String>,
    /// What can be done.
    pub help: Vec<String>,
    /// The operation concerned: `POST /auth/login`.
    pub operation: Option<String>,
    /// How many more operations are concerned by the same place.
    pub more_operations: usize,
    /// The operations that are left out because of this.
    pub skipped_operations: Vec<String>,
    /// Of how many other places the same is to be said.
    pub elsewhere: usize,
    /// How many diagnostics of this severity and code are not shown. Where it is not zero, this diagnostic says nothing else.
    pub not_shown: usize,
    /// The whole as text, as people read it: with the line quoted, and a line break at the end.
    pub rendered: String,
    /// In one line: the place, what is wrong, what to do.
    pub(crate) line: String,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Location {
    /// The file, by the path that led to it.
    pub file: PathBuf,
    /// The line in which the place begins, counted from 1.
    pub line: usize,
    /// The character with which it begins, counted from 1.
    pub column: usize,
    /// The line in which it ends.
    pub end_line: usize,
    /// The character after its last one.
    pub end_column: usize,
    /// The same in bytes; a byte order mark is not counted.
    pub bytes: Range<usize>,
    /// The value's JSON Pointer (RFC 6901) within its file, where the place is that of a value.
    pub pointer: Option<String>,
}

impl Diagnostic {
    /// One that says this, and no more.
    pub(crate) fn new(severity: Severity, code: Option<&'static str>, message: String) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message,
            label: None,
            location: None,
            notes: Vec::new(),
            help: Vec::new(),
            operation: None,
            more_operations: 0,
            skipped_operations: Vec::new(),
            elsewhere: 0,
            not_shown: 0,
            rendered: String::new(),
            line: String::new(),
        }
    }

    /// A JSON object on one line, whose members are named like the fields. `oasmith generate --message-format json` prints
    /// such.
    #[must_use]
    pub fn to_json(&self) -> String {
        let location = self.location.as_ref().map_or_else(|| "null".to_owned(), Location::to_json);
        Object::new()
            .text("severity", Some(self.severity.name()))
            .text("code", self.code)
            .text("message", Some(&self.message))
            .text("label", self.label.as_deref())
            .json("location", &location)
            .texts("notes", self.notes.iter().map(String::as_str))
            .texts("help", self.help.iter().map(String::as_str))
            .text("operation", self.operation.as_deref())
            .number("more_operations", self.more_operations)
            .texts("skipped_operations", self.skipped_operations.iter().map(String::as_str))
            .number("elsewhere", self.elsewhere)
            .number("not_shown", self.not_shown)
            .text("rendered", Some(&self.rendered))
            .end()
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.rendered.trim_end())
    }
}

impl Location {
    pub(super) fn new(source: &Source, bytes: Range<usize>, pointer: Option<String>) -> Location {
        let text = source.text();
        let start = boundary(text, bytes.start);
        // Of a file that is not to be shown, it is not told either how long its parts are.
        let end = if source.is_quotable() { boundary(text, bytes.end).max(start) } else { start };
        let (line, column) = line_and_column(source, start);
        let (end_line, end_column) = line_and_column(source, end);
        let file = source.path().to_path_buf();
        Location { file, line, column, end_line, end_column, bytes: start..end, pointer }
    }

    fn to_json(&self) -> String {
        Object::new()
            .text("file", Some(&path(&self.file)))
            .number("line", self.line)
            .number("column", self.column)
            .number("end_line", self.end_line)
            .number("end_column", self.end_column)
            .number("byte_start", self.bytes.start)
            .number("byte_end", self.bytes.end)
            .text("pointer", self.pointer.as_deref())
            .end()
    }
}

/// `FILE:LINE:COLUMN`, as compilers have it.
impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", super::line(&path(&self.file)), self.line, self.column)
    }
}

fn path(path: &Path) -> std::borrow::Cow<'_, str> {
    path.to_string_lossy()
}

fn line_and_column(source: &Source, byte: usize) -> (usize, usize) {
    let (line, start) = source.line(byte);
    (line, 1 + source.text().get(start..byte).unwrap_or_default().chars().count())
}

/// The nearest beginning of a character from a byte on.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len())
}
