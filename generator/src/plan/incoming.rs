//! What the API sends by itself: the functions that read it.

use std::collections::HashMap;

use super::names::Module;
use super::operations::{Groups, method_ident, of_path};
use super::scope::Scope;
use super::types::Types;
use super::words::words;
use crate::api;
use crate::rust::{Incoming, Item, Payload};

/// The name of the module.
pub(super) const MODULE: &str = "incoming";

/// The words of a webhook's or a callback's name; `names` are those of the operations before it.
pub(super) fn name(operation: &api::Operation, incoming: &api::Incoming, names: &[Vec<String>]) -> Vec<String> {
    let name = match &incoming.callback {
        Some((of, name)) => [names.get(*of).cloned().unwrap_or_default(), words(name)].concat(),
        None => words(&operation.path),
    };
    if name.is_empty() { of_path(operation) } else { name }
}

/// The functions by the operations' numbers.
pub(super) fn functions(groups: &Groups, words: &[Vec<String>]) -> HashMap<usize, String> {
    let mut scope = Scope::default();
    let incoming = groups.of.iter().enumerate().filter(|(_, group)| Some(**group) == groups.incoming);
    incoming
        .filter_map(|(number, _)| {
            let name = [vec!["parse".to_owned()], words.get(number)?.clone()].concat();
            Some((number, scope.free(&method_ident(&name))))
        })
        .collect()
}

/// The module, if there is anything in it.
pub(super) fn incoming(
    types: &Types<'_>,
    groups: &Groups,
    idents: &[String],
    chosen: &[usize],
    items: &mut HashMap<Module, Vec<Item>>,
) -> Option<Incoming> {
    let number = groups.incoming?;
    let payloads: Vec<Payload> = chosen.iter().filter_map(|chosen| payload(types, groups, idents, *chosen)).collect();
    let types = items.remove(&Some(number)).unwrap_or_default();
    (!payloads.is_empty()).then_some(Incoming { number, payloads, types })
}

fn payload(types: &Types<'_>, groups: &Groups, idents: &[String], number: usize) -> Option<Payload> {
    let operation = types.api.operations.get(number)?;
    let incoming = operation.incoming.as_ref()?;
    let api::Payload::Json(value) = &operation.body.as_ref()?.main()?.payload else { return None };
    let callback = incoming.callback.as_ref();
    Some(Payload {
        function: idents.get(number)?.clone(),
        ty: types.nullable(value),
        name: callback.map_or(&operation.path, |(_, name)| name).clone(),
        callback_of: callback.and_then(|(of, _)| Some((idents.get(*of)?.clone(), *groups.of.get(*of)?))),
        method: operation.method.clone(),
        url: callback.map(|_| operation.path.clone()),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        deprecated: operation.deprecated,
        headers: incoming.headers.clone(),
        answers: incoming.answers.clone(),
    })
}
