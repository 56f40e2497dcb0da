//! Rules that other rules refer to.

use std::rc::Rc;

use super::intersection::{Alternatives, Key};
use crate::api::{Definition, DefinitionId, Link, Rule};
use crate::document::SchemaId;
use crate::maps::HashMap;
use crate::table::{Id, Table};

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
    list: Table<DefinitionId, Definition>,
    ids: HashMap<Defined, DefinitionId>,
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
        std::mem::take(&mut self.list)
    }

    /// The definition of this, if there is one.
    pub(super) fn id(&self, defined: &Defined) -> Option<DefinitionId> {
        self.ids.get(defined).copied()
    }

    /// Adds a definition that is not there yet.
    pub(super) fn add(&mut self, defined: Defined, definition: Definition) -> DefinitionId {
        let id = self.list.push(definition);
        self.ids.insert(defined, id);
        id
    }

    /// Says the rules of a definition anew.
    pub(super) fn replace(&mut self, id: DefinitionId, rules: Vec<Rule>) {
        self.list[id].rules = rules;
    }

    /// The rule that refers to a definition.
    pub(super) fn rule(&self, id: DefinitionId) -> Rule {
        Rule::Defined(Link::new(id.place(), self.list[id].name.clone()))
    }
}
