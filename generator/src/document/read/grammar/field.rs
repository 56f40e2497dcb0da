//! What a field of an object holds, and which versions define it.

use super::super::version::Version;
use super::kind::Kind;
use crate::value::Node;
use Version::{V20, V30, V31, V32};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Holds {
    /// Anything, none of which is an object of OpenAPI.
    Data,
    Text,
    /// A text or a list of them.
    Texts,
    Flag,
    Number,
    List,
    One(Kind),
    /// A list.
    Each(Kind),
    /// A mapping from names.
    Entries(Kind),
}

/// A field, and the versions that define it, the first and the last.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Field {
    pub(super) name: &'static str,
    pub(super) since: Version,
    pub(super) until: Version,
    pub(super) holds: Holds,
    /// Whether it is read in documents of every version.
    pub(super) is_read_always: bool,
}

const fn field(name: &'static str, since: Version, until: Version, holds: Holds) -> Field {
    Field { name, since, until, holds, is_read_always: false }
}

/// Of every version.
pub(super) const fn all(name: &'static str, holds: Holds) -> Field {
    field(name, V20, V32, holds)
}

/// Of Swagger 2.0 only.
pub(super) const fn v2(name: &'static str, holds: Holds) -> Field {
    field(name, V20, V20, holds)
}

/// Of OpenAPI 3.
pub(super) const fn v3(name: &'static str, holds: Holds) -> Field {
    field(name, V30, V32, holds)
}

/// Since OpenAPI 3.1.
pub(super) const fn v31(name: &'static str, holds: Holds) -> Field {
    field(name, V31, V32, holds)
}

/// Since OpenAPI 3.2.
pub(super) const fn v32(name: &'static str, holds: Holds) -> Field {
    field(name, V32, V32, holds)
}

/// Read whatever the version of the document.
pub(super) const fn always(field: Field) -> Field {
    Field { is_read_always: true, ..field }
}

impl Field {
    /// Whether a version defines the field.
    pub(super) fn is_of(&self, version: Version) -> bool {
        self.since <= version && version <= self.until
    }

    /// Whether a value is of the kind that the field holds.
    pub(super) fn fits(&self, node: &Node) -> bool {
        match self.holds {
            Holds::Data => true,
            Holds::Text => matches!(node, Node::String(_)),
            Holds::Texts => matches!(node, Node::String(_) | Node::Seq(_)),
            Holds::Flag => matches!(node, Node::Bool(_)),
            Holds::Number => matches!(node, Node::Number(_)),
            Holds::List | Holds::Each(_) => matches!(node, Node::Seq(_)),
            Holds::One(_) => matches!(node, Node::Map(_) | Node::Bool(_)),
            Holds::Entries(_) => matches!(node, Node::Map(_)),
        }
    }
}
