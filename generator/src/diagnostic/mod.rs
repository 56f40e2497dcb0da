//! Complaints: collected while the stages run, located and explained when they are shown (`report`).

mod closest;
mod code;
mod listed;

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};
use crate::value::Pointer;

pub(crate) use closest::{closest, closest_within};
pub(crate) use code::Code;
pub(crate) use listed::listed;

/// How much a [`Diagnostic`](crate::Diagnostic) matters; the worst comes first.
///
/// ```
/// use oasmith::Severity;
/// assert!(Severity::Error < Severity::Warning);
/// assert_eq!(Severity::Note.to_string(), "note");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// The document can't be used.
    Error,
    /// Something of the document is not generated, or is not what it seems.
    Warning,
    /// Good to know; nothing is lost.
    Note,
}

impl Severity {
    /// The word with which a diagnostic begins: `error`, `warning` or `note`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The place that a diagnostic points at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// A value. Of a mapping or a list that is not short, the key is shown.
    Value(Pointer),
    /// A value's key.
    Key(Pointer),
    /// Bytes of a file, named as in [`Pointer`], for text that has no pointers.
    Text(Rc<str>, Range<usize>),
}

impl Place {
    pub(crate) fn pointer(&self) -> Option<&Pointer> {
        match self {
            Place::Value(pointer) | Place::Key(pointer) => Some(pointer),
            Place::Text(..) => None,
        }
    }

    /// The operation that the place is inside of by its pointer, such as `POST /auth/login`.
    fn operation(&self) -> Option<String> {
        let pointer = self.pointer().filter(|pointer| pointer.file().is_empty())?;
        let mut segments = pointer.segments();
        if !matches!(segments.next()?.as_str(), "paths" | "webhooks") {
            return None;
        }
        let path = segments.next()?;
        let method = match segments.next()?.as_str() {
            "additionalOperations" => segments.next()?,
            method @ ("get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query") => {
                method.to_ascii_uppercase()
            }
            _ => return None,
        };
        Some(format!("{method} {path}"))
    }
}

/// What a complaint follows from: another one, by its code and place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cause(pub(crate) Code, pub(crate) Option<Place>);

/// A paragraph below the quoted text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Note {
    Fact(String),
    /// What the user can do.
    Help(String),
}

impl fmt::Display for Note {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, text) = match self {
            Note::Fact(text) => ("note", text),
            Note::Help(text) => ("help", text),
        };
        write!(formatter, "{word}: {text}")
    }
}

/// One complaint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Diagnostic {
    pub(crate) severity: Severity,
    pub(crate) code: Code,
    /// What is wrong, in one line that starts in lower case and ends without a full stop.
    pub(crate) message: String,
    pub(crate) at: Option<Place>,
    /// What stands beside the quoted text.
    pub(crate) label: String,
    pub(crate) notes: Vec<Note>,
    /// The operation concerned, such as `POST /auth/login`.
    pub(crate) operation: Option<String>,
    /// What this follows from: the code and the place of another complaint.
    pub(crate) cause: Option<Cause>,
}

impl Diagnostic {
    fn new(severity: Severity, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            at: None,
            label: String::new(),
            notes: Vec::new(),
            operation: None,
            cause: None,
        }
    }

    /// A complaint that makes the document unusable.
    pub(crate) fn error(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A complaint that costs a part of the document.
    pub(crate) fn warning(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// An operation that is left out, at the key of its place.
    fn skipped(title: String, reason: &str, pointer: &Pointer) -> Diagnostic {
        let message = format!("`{title}` is left out: {reason}");
        Diagnostic::warning(Code::SkippedOperation, message).at_key(pointer).operation(title)
    }

    /// A remark.
    pub(crate) fn note(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, message)
    }

    /// Points at a value.
    pub(crate) fn at(mut self, pointer: &Pointer) -> Diagnostic {
        self.at = Some(Place::Value(pointer.clone()));
        self
    }

    /// Points at a value's key.
    pub(crate) fn at_key(mut self, pointer: &Pointer) -> Diagnostic {
        self.at = Some(Place::Key(pointer.clone()));
        self
    }

    /// Points at a byte of a file.
    pub(crate) fn at_offset(self, file: &Rc<str>, offset: usize) -> Diagnostic {
        self.at_text(file, offset..offset.saturating_add(1))
    }

    /// Points at bytes of a file.
    pub(crate) fn at_text(mut self, file: &Rc<str>, bytes: Range<usize>) -> Diagnostic {
        self.at = Some(Place::Text(file.clone(), bytes));
        self
    }

    /// Says something beside the quoted text.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// Makes it follow from another one.
    pub(crate) fn because(mut self, cause: Option<Cause>) -> Diagnostic {
        self.cause = cause;
        self
    }

    /// The complaint as what others follow from.
    pub(crate) fn as_cause(&self) -> Cause {
        Cause(self.code, self.at.clone())
    }

    /// Adds a fact.
    pub(crate) fn with_note(mut self, note: impl AsRef<str>) -> Diagnostic {
        self.notes.push(Note::Fact(note.as_ref().to_owned()));
        self
    }

    /// Adds what the user can do.
    pub(crate) fn help(mut self, help: impl AsRef<str>) -> Diagnostic {
        self.notes.push(Note::Help(help.as_ref().to_owned()));
        self
    }

    /// Makes a warning of an error.
    pub(crate) fn softened(mut self) -> Diagnostic {
        self.severity = self.severity.max(Severity::Warning);
        self
    }

    /// Names the operation concerned.
    pub(crate) fn operation(mut self, operation: impl Into<String>) -> Diagnostic {
        self.operation = Some(operation.into());
        self
    }
}

/// The complaints of a run, in the order in which they came up, each once.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
    seen: HashSet<Diagnostic>,
    /// Operations by the places that references from path items lead to.
    operations: HashMap<Pointer, String>,
}

impl Diagnostics {
    /// Adds a complaint, unless it is there already.
    pub(crate) fn push(&mut self, mut diagnostic: Diagnostic) {
        if diagnostic.operation.is_none() {
            diagnostic.operation = diagnostic.at.as_ref().and_then(|place| self.operation_at(place));
        }
        // What is referred to from many places is read, and complained about, many times.
        if self.seen.insert(diagnostic.clone()) {
            self.list.push(diagnostic);
        }
    }

    /// Adds a complaint that others follow from.
    pub(crate) fn tell(&mut self, diagnostic: Diagnostic) -> Cause {
        let cause = diagnostic.as_cause();
        self.push(diagnostic);
        cause
    }

    /// Leaves an operation out. It is shown with what it follows from, since the fault is one.
    pub(crate) fn skip(&mut self, title: String, reason: &str, pointer: &Pointer, cause: Option<Cause>) {
        self.push(Diagnostic::skipped(title, reason, pointer).because(cause));
    }

    /// Makes complaints about what is inside a place name this operation, unless the place names one by itself.
    pub(crate) fn name_operation(&mut self, at: &Pointer, operation: &str) {
        if Place::Value(at.clone()).operation().is_none() {
            self.operations.entry(at.clone()).or_insert_with(|| operation.to_owned());
        }
    }

    fn operation_at(&self, place: &Place) -> Option<String> {
        if let Some(operation) = place.operation() {
            return Some(operation);
        }
        let mut pointer = place.pointer()?.clone();
        loop {
            if let Some(operation) = self.operations.get(&pointer) {
                return Some(operation.clone());
            }
            pointer = pointer.parent()?;
        }
    }

    /// Every complaint.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// Keeps the complaints that this asks for.
    pub(crate) fn retain(&mut self, keep: impl Fn(&Diagnostic) -> bool) {
        self.list.keep(keep);
    }

    /// Puts what makes the document unusable first, then what costs a part of it.
    pub(crate) fn sort_by_severity(&mut self) {
        sort_by_key(&mut self.list, &|diagnostic| diagnostic.severity);
    }

    /// How many complaints are this severe.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity == severity).tally()
    }

    /// How many complaints have this code.
    pub(crate) fn count_code(&self, code: Code) -> usize {
        self.iter().filter(|diagnostic| diagnostic.code == code).tally()
    }

    /// Whether anything makes the document unusable.
    pub(crate) fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}
