//! The types of a crate, and the modules that they live in.

use std::rc::Rc;

use super::Item;
use crate::api::Rule;
use crate::lists::sort;

/// The types of one document.
#[derive(Debug)]
pub(crate) struct Types {
    /// The module of every group of operations, wanted or not: what [`Type::Named`](super::Type::Named) counts.
    pub(crate) modules: Vec<Module>,
    /// Those that several modules use, and the document's components, in the order of their names.
    pub(crate) shared: Vec<Item>,
    /// Rules that others refer to, by their number; `None` where nothing does.
    pub(crate) definitions: Vec<Option<Definition>>,
    /// The features of the runtime that they need.
    pub(crate) features: Vec<&'static str>,
}

impl Types {
    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.shared.len() + self.modules.iter().map(|module| module.types.len()).sum::<usize>()
    }

    /// Every type.
    pub(crate) fn items(&self) -> impl Iterator<Item = &Item> {
        self.modules.iter().flat_map(|module| &module.types).chain(&self.shared)
    }

    /// Visits every type with the number of its module.
    pub(crate) fn for_each(&mut self, visit: &mut dyn FnMut(Option<usize>, &mut Item)) {
        for (number, module) in self.modules.iter_mut().enumerate() {
            module.types.iter_mut().for_each(|item| visit(Some(number), item));
        }
        self.shared.iter_mut().for_each(|item| visit(None, item));
    }

    /// Keeps the types of which this is true.
    pub(crate) fn retain(&mut self, keep: &dyn Fn(Option<usize>, &Item) -> bool) {
        for (number, module) in self.modules.iter_mut().enumerate() {
            module.types.retain(|item| keep(Some(number), item));
        }
        self.shared.retain(|item| keep(None, item));
    }

    /// Adds a type to its module, or to those that several modules use.
    pub(crate) fn add(&mut self, module: Option<usize>, item: Item) {
        match module {
            Some(number) => {
                if let Some(module) = self.modules.get_mut(number) {
                    module.types.push(item);
                }
            }
            None => self.shared.push(item),
        }
    }

    /// Puts those that several modules use in the order of their names.
    pub(crate) fn sort(&mut self) {
        sort(&mut self.shared, &|one, other| one.ident.cmp(&other.ident));
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
