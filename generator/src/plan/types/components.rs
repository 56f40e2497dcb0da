//! The components that become types though no operation may lead to them.

use super::planner::Planner;
use crate::api::Kind;
use crate::plan::names::{Scopes, type_name};
use crate::rust::{Doc, Item, ItemKind, ModuleId};

/// Names for what is another type: the components that are plain values, lists or maps, and those that only refer to others.
pub(crate) fn aliases(planner: &Planner<'_>, scopes: &mut Scopes) -> Vec<Item> {
    let api = planner.api;
    let mut aliases = Vec::new();
    for component in &api.components {
        let shape = api.shapes.get(component.value.shape);
        let is_itself = planner.names.notes.is_named(api, component.value.shape)
            && shape.component.as_ref() == Some(&component.name);
        if is_itself || shape.kind == Kind::External {
            continue;
        }
        let name = type_name(&component.name);
        let ident = scopes.take(&[name.clone(), format!("{name}Model")], ModuleId::Shared);
        let is_own = shape.component.as_ref() == Some(&component.name);
        let said = Some(shape).filter(|_| is_own);
        let doc = Doc {
            title: said.and_then(|shape| shape.title.clone()),
            description: said.and_then(|shape| shape.description.clone()),
            example: said.and_then(|shape| shape.example.clone()),
            ..Doc::default()
        };
        let kind = ItemKind::Alias(planner.nullable(&component.value));
        let deprecated = said.is_some_and(|shape| shape.deprecated);
        aliases.push(Item { deprecated, rules: component.value.rules.clone(), ..Item::plain(ident, doc, kind) });
    }
    aliases
}
