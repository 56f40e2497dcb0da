//! Why something could not be decoded or encoded, and where.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::Head;
use super::bounds::{self, shortened, shortened_path, visible};

/// Why something could not be decoded or encoded, and where.
///
/// Its display is `at /items/3/kind: expected a string, found 7`, without the first part at the root. It has at most some
/// 1,200 characters, whatever was read: long texts, names, paths and lists are cut.
pub struct DecodeError(Box<Inner>);

#[derive(Clone)]
struct Inner {
    /// From the inside out: segments are added while the fault travels up.
    path: Vec<Segment>,
    message: String,
    offset: Option<usize>,
    last: bool,
    lack: Option<Lack>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What has nothing in it, where it is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Contents {
    List,
    Map,
}

/// What a record lacks, or had `null` for, where there could be another way to read it.
#[derive(Clone, Copy)]
enum Lack {
    /// Something is `null`, and no list or map.
    Value,
    /// `null` came for a list or a map.
    Contents(Contents),
    /// It is a property of this record.
    Property { record: &'static str, name: &'static str, of_contents: bool },
}

#[derive(Clone)]
enum Segment {
    Name(String),
    Index(usize),
}

impl DecodeError {
    /// A fault at the place that is being read or written.
    #[cold]
    pub fn new(message: impl Into<String>) -> Self {
        let message = message.into();
        let message = match shortened(&message, bounds::MESSAGE) {
            Cow::Borrowed(_) => message,
            Cow::Owned(cut) => cut,
        };
        Self(Box::new(Inner { path: Vec::new(), message, offset: None, last: false, lack: None, source: None }))
    }

    /// With the error that this one comes from, which [`Error::source`] gives. What of it helps should be in the message
    /// as well: many show nothing else.
    #[cold]
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into().into());
        self
    }

    /// A fault of the text itself.
    #[cold]
    pub(crate) fn syntax(message: impl Into<String>, offset: usize) -> Self {
        let mut fault = Self::new(message);
        fault.0.offset = Some(offset);
        fault
    }

    /// A fault that ends the whole decoding: no other variant of a union is tried after it.
    #[cold]
    pub(crate) fn last(mut self) -> Self {
        self.0.last = true;
        self
    }

    pub(crate) fn is_last(&self) -> bool {
        self.0.last
    }

    /// The same once more, for another who meets it.
    #[cold]
    pub(crate) fn again(&self) -> Self {
        Self(self.0.clone())
    }

    /// That a required entry has not come.
    #[cold]
    #[must_use]
    pub fn missing(name: &str) -> Self {
        Self::new(format!("missing property `{name}`"))
    }

    /// That a required property of this record has not come.
    #[cold]
    pub(crate) fn lacks(record: &'static str, name: &'static str) -> Self {
        let mut fault = Self::missing(name);
        fault.0.lack = Some(Lack::Property { record, name, of_contents: false });
        fault
    }

    /// That something else was expected: `expected a string, found 7`.
    #[cold]
    #[must_use]
    pub fn mismatch(expected: &str, found: Head<'_>) -> Self {
        let mut fault = Self::new(format!("expected {expected}, found {found}"));
        fault.0.lack = matches!(found, Head::Null).then_some(Lack::Value);
        fault
    }

    /// That a list or a map was expected, for which `null` may be read as an empty one.
    #[cold]
    pub(crate) fn or_empty(mut self, of: Contents) -> Self {
        self.0.lack = self.0.lack.map(|_| Lack::Contents(of));
        self
    }

    /// What `null` came for here, where it would be read if `null` were read as empty.
    pub(crate) fn null_for(&self) -> Option<Contents> {
        match self.0.lack {
            Some(Lack::Contents(of)) if self.0.path.is_empty() => Some(of),
            _ => None,
        }
    }

    /// The same fault, which is of this record's required property, where it is that this one lacks something.
    #[cold]
    pub(crate) fn of_property(mut self, record: &'static str, name: &'static str) -> Self {
        if let (true, Some(lack @ (Lack::Value | Lack::Contents(_)))) = (self.0.path.is_empty(), self.0.lack) {
            let of_contents = matches!(lack, Lack::Contents(_));
            self.0.lack = Some(Lack::Property { record, name, of_contents });
        }
        self
    }

    /// The same fault, which comes of these: what lets the first of them pass that could be let pass helps here, too.
    #[cold]
    pub(crate) fn because_of<'f>(mut self, faults: impl Iterator<Item = &'f Self>) -> Self {
        let mut lacks = faults.filter_map(|fault| fault.0.lack);
        self.0.lack = lacks.find(|lack| matches!(lack, Lack::Property { .. }));
        self
    }

    /// The line of `oasmith.toml`, with its table, that has the generator let this pass, and what it does.
    #[cfg_attr(not(feature = "client"), allow(dead_code, reason = "calls tell of it"))]
    pub(crate) fn way_out(&self) -> Option<String> {
        let Some(Lack::Property { record, name, of_contents }) = self.0.lack else { return None };
        let (way, effect) = match of_contents {
            true => ("null-as-empty", "reads it as empty"),
            false => ("optional", "lets it be absent"),
        };
        let key = format!("{record}.{name}");
        Some(format!("`{key:?} = \"{way}\"` in [properties] of oasmith.toml {effect}"))
    }

    /// The same fault, seen from the object that has the value under `name`, of which 200 characters are kept.
    #[cold]
    #[must_use]
    pub fn at_name(mut self, name: &str) -> Self {
        self.0.path.push(Segment::Name(shortened(name, bounds::NAME).into_owned()));
        self
    }

    /// The same fault, seen from the array that has the value at `index`.
    #[cold]
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    /// Where it happened, as a JSON Pointer; empty at the root.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for segment in self.0.path.iter().rev() {
            path.push('/');
            match segment {
                Segment::Name(name) => path.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => path.push_str(&index.to_string()),
            }
        }
        path
    }

    /// What happened, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The byte offset at which the text is malformed; `None` when the text is well-formed, but not what was expected.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "at {}: ", visible(&shortened_path(&self.path())))?;
        }
        f.write_str(&visible(&self.0.message))
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("DecodeError");
        debug.field("path", &self.path()).field("message", &self.0.message);
        if let Some(offset) = self.0.offset {
            debug.field("offset", &offset);
        }
        debug.finish()
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
