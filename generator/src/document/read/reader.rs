//! The state of the walk.

use std::rc::Rc;

use crate::maps::{HashMap, HashSet};

use super::files::Files;
use super::grammar::Elsewhere;
use super::version::Version;
use crate::diagnostic::{Cause, Diagnostics};
use crate::document::{Allowance, Repeats, SchemaId, Schemas};
use crate::source::{NoValues, Sources};
use crate::value::{Node, Pointer};

/// Something that can't be read, which has been reported: what it is, to complete "… is left out: ".
#[derive(Clone, Debug)]
pub(super) struct Unreadable {
    pub(super) reason: String,
    /// The complaint that tells of it.
    pub(super) cause: Option<Cause>,
}

impl Unreadable {
    pub(super) fn because(reason: impl Into<String>, cause: Cause) -> Unreadable {
        Unreadable { reason: reason.into(), cause: Some(cause) }
    }
}

/// The walk over one document.
pub(super) struct Reader<'d> {
    pub(super) root: &'d Node,
    pub(super) version: Version,
    pub(super) files: &'d Files,
    /// Files other than the root by their names: their values, or why they have none.
    pub(super) opened: HashMap<Rc<str>, Result<&'d Node, NoValues>>,
    pub(super) sources: &'d mut Sources,
    pub(super) diagnostics: &'d mut Diagnostics,
    pub(super) schemas: Schemas,
    /// Schemas with references that wait for the end of the walk.
    pub(super) unresolved: Vec<SchemaId>,
    /// What has been read, by where its value is.
    pub(super) read: HashSet<usize>,
    /// How much code may still come of what is read again.
    pub(super) allowance: Allowance,
    /// Prose and examples that several places repeat.
    pub(super) repeats: Repeats,
    /// How many references are being followed right now, each inside what the other leads to.
    pub(super) depth: usize,
    /// How many references that lead nowhere were compared with what there is.
    pub(super) suggested: usize,
    /// Whether what is read is a callback's operation.
    pub(super) in_callback: bool,
    /// The callbacks that are left out wherever they are referred to, by where they are.
    pub(super) without: HashSet<usize>,
    /// How many numbers have been looked up in the text.
    pub(super) spelled: usize,
    /// The same for values of enumerations.
    pub(super) spelled_values: usize,
    /// The same for zeros, which may be other numbers in the text.
    pub(super) spelled_zeros: usize,
    /// Objects to be held against the grammar that it does not lead to by itself.
    pub(super) elsewhere: Elsewhere<'d>,
    /// The `operationId`s of all operations, also of those that are left out.
    pub(super) operation_ids: HashSet<&'d str>,
    /// The `operationId`s that links lead to, and where they stand.
    pub(super) linked: Vec<(String, Pointer)>,
}
