//! The components that become types though no operation may lead to them.

use super::planner::Planner;
use crate::rust::{Doc, Item, ItemKind};

/// Names for what is another type: the components that are plain values, lists or maps, and those that only refer to others.
pub(crate) fn aliases(planner: &Planner<'_>) -> Vec<Item> {
    let api = planner.api;
    let mut aliases = Vec::new();
    for (component, ident) in api.components.iter().zip(&planner.names.aliases) {
        let Some(ident) = ident.clone() else { continue };
        let shape = api.shapes.get(component.value.shape);
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
