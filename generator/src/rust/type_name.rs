//! What types are called, and where they live.

use crate::table::id;

id! {
    /// A group of operations, and the module that they and their types live in.
    GroupId
}

/// Where a type lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum ModuleId {
    /// In `types`, with the others that several groups use, and with the document's components.
    Shared,
    /// In a group's module.
    Group(GroupId),
}

/// A type's name, and where it lives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct TypeName {
    pub(crate) ident: String,
    pub(crate) module: ModuleId,
}
