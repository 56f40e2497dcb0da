//! The rules with names that the crate's other rules refer to.

use crate::api::{self, DefinitionId, Rule};
use crate::lists::Changing;
use crate::maps::HashSet;
use crate::rust::{Client, Definition, Types};
use crate::table::Table;

/// Plans what the rules of the crate refer to.
pub(crate) fn plan(
    definitions: &Table<DefinitionId, api::Definition>,
    names: &Table<DefinitionId, String>,
    types: &Types,
    client: Option<&Client>,
) -> Table<DefinitionId, Option<Definition>> {
    let mut needed = HashSet::new();
    let mut lists: Vec<&[Rule]> = client.map(Client::rules).unwrap_or_default();
    types.items().iter().for_each(|item| item.rules(&mut lists));
    for rules in lists {
        need(definitions, rules, &mut needed);
    }
    definitions.map(|id, definition| {
        needed.contains(&id).then(|| Definition {
            ident: names[id].clone(),
            name: definition.name.clone(),
            rules: definition.rules.clone(),
        })
    })
}

fn need(definitions: &Table<DefinitionId, api::Definition>, rules: &[Rule], needed: &mut HashSet<DefinitionId>) {
    let mut open = vec![rules];
    while let Some(rules) = open.pop() {
        for rule in rules {
            open.add_all(rule.lists());
            if let Rule::Defined(link) = rule
                && needed.insert(DefinitionId::of(link))
            {
                open.push(&definitions[DefinitionId::of(link)].rules);
            }
        }
    }
}
