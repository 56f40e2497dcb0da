//! Rules that other rules refer to.

use std::rc::Rc;

use indexmap::IndexMap;

use super::intersection::{Alternatives, Key};
use crate::api::{Definition, DefinitionId, Rule};
use crate::document::SchemaId;
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::table::Table;

/// How much of a schema its rules are to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// All of it, and which properties and items it looks at, though it may allow anything there.
    Evaluating,
    /// Only which properties and items it looks at: a shape says the rest.
    Evaluated,
}

/// The rules of the schemas that rules refer to.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    pub(super) list: IndexMap<Defined, Definition>,
    pub(super) known: HashMap<(SchemaId, Extent), Known>,
    /// What `not`, `if`, `contains` and the like say in a schema of which others take over all.
    pub(super) structures: HashMap<SchemaId, Rc<[Rule]>>,
    /// The rules that lists of alternatives are.
    pub(super) alternatives: HashMap<(Alternatives, Vec<SchemaId>), Option<Rule>>,
}

/// What a definition is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Defined {
    Schema(SchemaId, Extent),
    /// Rules that stand beside each use of an intersection.
    Use(Key),
    /// What a schema says beyond shapes.
    Structure(SchemaId),
    Alternatives(Alternatives, Vec<SchemaId>),
}

#[derive(Debug)]
pub(super) enum Known {
    /// Being made.
    Open,
    /// Small enough to stand wherever they are needed.
    Inline(Vec<Rule>),
}

impl Definitions {
    /// Every definition.
    pub(super) fn definitions(&mut self) -> Table<DefinitionId, Definition> {
        Table::of(std::mem::take(&mut self.list).into_values().list())
    }
}
