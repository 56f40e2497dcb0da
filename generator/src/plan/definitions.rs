//! The rules with names that the crate's other rules refer to, and what their constants are called.

use std::collections::HashSet;

use super::scope::Scope;
use super::words;
use crate::api::{self, DefinitionId, Rule};
use crate::rust::{Crate, Definition, Entry, Item, ItemKind};

/// Plans what the rules of the crate refer to.
pub(super) fn plan(definitions: &[api::Definition], planned: &mut Crate) {
    let mut needed = HashSet::new();
    for rules in of_crate(planned) {
        need(definitions, rules, &mut needed);
    }
    let mut scope = Scope::default();
    let names = definitions.iter().enumerate().map(|(number, definition)| {
        let ident = scope.free(&words::value_name(&definition.name));
        needed.contains(&DefinitionId(number)).then(|| Definition {
            ident: ident.trim_start_matches("r#").to_uppercase(),
            name: definition.name.clone(),
            rules: definition.rules.clone(),
        })
    });
    planned.definitions = names.collect();
}

fn need(definitions: &[api::Definition], rules: &[Rule], needed: &mut HashSet<DefinitionId>) {
    let mut open = vec![rules];
    while let Some(rules) = open.pop() {
        for rule in rules {
            open.extend(rule.lists());
            if let Rule::Defined(id) = rule
                && needed.insert(*id)
            {
                open.extend(definitions.get(id.0).map(|definition| definition.rules.as_slice()));
            }
        }
    }
}

/// Every list of rules that the crate has.
fn of_crate(planned: &Crate) -> Vec<&[Rule]> {
    let mut lists: Vec<&[Rule]> = Vec::new();
    for operation in planned.groups.iter().flat_map(|group| &group.operations) {
        lists.extend(operation.parameters.iter().map(|parameter| parameter.rules.as_slice()));
        lists.extend(operation.body.iter().filter_map(|body| body.sent.as_ref()).map(|sent| sent.rules.as_slice()));
    }
    let of_groups = planned.groups.iter().flat_map(|group| &group.types);
    let incoming = planned.incoming.iter().flat_map(|incoming| &incoming.types);
    let items = of_groups.chain(&planned.types).chain(incoming);
    items.for_each(|item| of_item(item, &mut lists));
    lists
}

fn of_item<'c>(item: &'c Item, lists: &mut Vec<&'c [Rule]>) {
    lists.push(&item.rules);
    match &item.kind {
        ItemKind::Record(record) => {
            lists.extend(record.rest.iter().map(|(_, _, rules)| rules.as_slice()));
            lists.extend(record.entries.iter().filter_map(|entry| match entry {
                Entry::Field(field) => Some(field.rules.as_slice()),
                Entry::Constant { .. } => None,
            }));
        }
        ItemKind::Union(union) => lists.extend(union.variants.iter().map(|variant| variant.rules.as_slice())),
        ItemKind::Body(variants) => lists.extend(variants.iter().map(|sent| sent.rules.as_slice())),
        ItemKind::Choice(_) | ItemKind::Tuple(_) | ItemKind::Wrapper(_) | ItemKind::Alias(_) | ItemKind::Content(_) => {
        }
    }
}
