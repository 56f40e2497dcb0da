//! Where in a document something stands.

use std::fmt;
use std::rc::Rc;

/// A place in the document: `#` and a JSON Pointer for the root file, `FILE#` and a JSON Pointer for another one.
///
/// Pointer segments are escaped as RFC 6901 says (`~0`, `~1`) and never percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Pointer(pub(crate) Rc<str>);

impl Pointer {
    /// The place of a key or an index below this one.
    pub(crate) fn child(&self, segment: &str) -> Pointer {
        if segment.contains(['~', '/']) {
            let escaped = segment.replace('~', "~0").replace('/', "~1");
            return Pointer([&*self.0, &escaped].join("/").into());
        }
        Pointer([&*self.0, segment].join("/").into())
    }

    /// The place around this one. `None` around a file's root.
    pub(crate) fn parent(&self) -> Option<Pointer> {
        self.0.rsplit_once('/').filter(|(parent, _)| parent.contains('#')).map(|(parent, _)| Pointer(parent.into()))
    }

    /// The whole of a file: empty for the root file, else the file's name.
    pub(crate) fn root(file: &str) -> Pointer {
        Pointer(format!("{file}#").into())
    }

    /// The file that the place is in: empty for the root file.
    pub(crate) fn file(&self) -> &str {
        self.0.split_once('#').map_or("", |(file, _)| file)
    }

    /// The JSON Pointer, without the file: empty for a file's root.
    pub(crate) fn path(&self) -> &str {
        self.0.split_once('#').map_or("", |(_, path)| path)
    }

    /// The keys and indexes that lead from the file's root to the place, unescaped.
    pub(crate) fn segments(&self) -> impl Iterator<Item = String> {
        self.path().split('/').skip(1).map(unescape)
    }

    /// The last segment, unescaped. Empty for a root.
    pub(crate) fn last(&self) -> String {
        match self.0.rsplit_once('/') {
            Some((before, segment)) if before.contains('#') => unescape(segment),
            _ => String::new(),
        }
    }
}

fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

impl Default for Pointer {
    fn default() -> Pointer {
        Pointer("#".into())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A key or an index.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

impl Step {
    /// As a segment of a pointer, not escaped.
    pub(crate) fn segment(&self) -> String {
        match self {
            Step::Key(key) => key.clone(),
            Step::Index(index) => index.to_string(),
        }
    }
}
