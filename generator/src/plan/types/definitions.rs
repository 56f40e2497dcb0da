//! The rules with names that the crate's other rules refer to, and what their constants are called.

use std::collections::HashSet;

use crate::api::{self, DefinitionId, Rule};
use crate::plan::names::{Scope, value_name};
use crate::rust::{Client, Definition, Types};
use crate::table::Table;

/// Plans what the rules of the crate refer to.
pub(crate) fn plan(definitions: &Table<DefinitionId, api::Definition>, types: &mut Types, client: Option<&Client>) {
    let mut needed = HashSet::new();
    let mut lists: Vec<&[Rule]> = client.map(Client::rules).unwrap_or_default();
    types.items().for_each(|item| item.rules(&mut lists));
    for rules in lists {
        need(definitions, rules, &mut needed);
    }
    let mut scope = Scope::default();
    types.definitions = definitions.map(|id, definition| {
        let ident = scope.free(&value_name(&definition.name));
        needed.contains(&id).then(|| Definition {
            ident: ident.trim_start_matches("r#").to_uppercase(),
            name: definition.name.clone(),
            rules: definition.rules.clone(),
        })
    });
}

fn need(definitions: &Table<DefinitionId, api::Definition>, rules: &[Rule], needed: &mut HashSet<DefinitionId>) {
    let mut open = vec![rules];
    while let Some(rules) = open.pop() {
        for rule in rules {
            open.extend(rule.lists());
            if let Rule::Defined(link) = rule
                && needed.insert(DefinitionId::of(link))
            {
                open.push(&definitions[DefinitionId::of(link)].rules);
            }
        }
    }
}
