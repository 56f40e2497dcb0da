//! The types of a crate, and the modules that they live in.

use std::rc::Rc;

use super::{GroupId, Item, ModuleId, TypeName};
use crate::api::{DefinitionId, Rule};
use crate::lists::{Changing, Listing};
use crate::table::Table;

/// The types of one document.
#[derive(Debug)]
pub(crate) struct Types {
    /// The module of every group of operations, wanted or not.
    pub(crate) modules: Table<GroupId, Module>,
    /// Those that several modules use, and the document's components, in the order of their names.
    pub(crate) shared: Vec<Item>,
    /// Rules that others refer to; `None` where nothing does.
    pub(crate) definitions: Table<DefinitionId, Option<Definition>>,
    /// The features of the runtime that they need.
    pub(crate) features: Vec<&'static str>,
}

impl Types {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.shared.len() + self.modules.iter().map(|module| module.types.len()).total()
    }

    /// Every type.
    pub(crate) fn items(&self) -> Vec<&Item> {
        let mut items = Vec::new();
        self.modules.iter().for_each(|module| items.add_all(&module.types));
        items.add_all(&self.shared);
        items
    }

    /// Visits every type with its name.
    pub(crate) fn for_each(&mut self, visit: &mut dyn FnMut(TypeName, &mut Item)) {
        for (group, module) in self.modules.entries_mut() {
            module.types.iter_mut().for_each(|item| visit(item.name(ModuleId::Group(group)), item));
        }
        self.shared.iter_mut().for_each(|item| visit(item.name(ModuleId::Shared), item));
    }

    /// Keeps the types of which this is true.
    pub(crate) fn retain(&mut self, keep: &dyn Fn(TypeName) -> bool) {
        for (group, module) in self.modules.entries_mut() {
            module.types.keep(|item| keep(item.name(ModuleId::Group(group))));
        }
        self.shared.keep(|item| keep(item.name(ModuleId::Shared)));
    }

    /// Whether rules refer to others that have a name.
    pub(crate) fn has_definitions(&self) -> bool {
        self.definitions.iter().any(Option::is_some)
    }
}

/// A module: of operations that have something in common, or of what the API sends by itself.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// What the operations have in common, such as ``tagged `Auth` ``. Empty of what the API sends by itself.
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    /// The types that nothing else uses, in the order in which the operations need them.
    pub(crate) types: Vec<Item>,
}

/// Rules with a name.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: Rc<str>,
    pub(crate) rules: Vec<Rule>,
}
