//! The names of types that are taken, module by module.

use super::reserved;
use crate::maps::{HashMap, HashSet};
use crate::rust::{GroupId, ModuleId, TypeName};

/// The names that are taken, module by module.
#[derive(Debug, Default)]
pub(crate) struct Scopes {
    shared: HashSet<String>,
    local: HashMap<GroupId, HashSet<String>>,
    /// What is taken in any group.
    anywhere: HashSet<String>,
    /// The names that a number tells from others.
    numbered: HashSet<TypeName>,
    /// The numbers that names have been given behind them: no name is ever given back.
    numbers: HashMap<(ModuleId, String), u32>,
}

impl Scopes {
    /// Scopes in which nothing is taken but what emitted code needs.
    pub(crate) fn new() -> Scopes {
        Scopes { shared: reserved::TYPES.iter().map(|name| (*name).to_owned()).collect(), ..Scopes::default() }
    }

    /// Whether a name can be had. A shared type is imported into groups, so it must be free in all of them.
    pub(crate) fn is_free(&self, name: &str, module: ModuleId) -> bool {
        !self.shared.contains(name)
            && match module {
                ModuleId::Group(group) => self.local.get(&group).is_none_or(|local| !local.contains(name)),
                ModuleId::Shared => !self.anywhere.contains(name),
            }
    }

    /// Whether a number alone tells a name from another one.
    pub(crate) fn is_numbered(&self, named: &TypeName) -> bool {
        self.numbered.contains(named)
    }

    /// Takes the first of these names that can be had, else the last with a number.
    pub(crate) fn take(&mut self, candidates: &[String], module: ModuleId) -> String {
        let free = candidates.iter().find(|name| self.is_free(name, module)).cloned();
        let name = free.unwrap_or_else(|| {
            let base = candidates.last().map_or("Type", String::as_str);
            let key = (module, base.to_owned());
            let mut number = self.numbers.get(&key).copied().unwrap_or(2);
            while !self.is_free(&format!("{base}{number}"), module) {
                number += 1;
            }
            self.numbers.insert(key, number);
            let ident = format!("{base}{number}");
            self.numbered.insert(TypeName { ident: ident.clone(), module });
            ident
        });
        match module {
            ModuleId::Group(group) => {
                self.anywhere.insert(name.clone());
                self.local.entry(group).or_default().insert(name.clone())
            }
            ModuleId::Shared => self.shared.insert(name.clone()),
        };
        name
    }
}
