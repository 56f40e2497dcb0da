//! The order of positional arguments, where a lock holds it.

use crate::api::{OperationId, ShapeId};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::HashMap;

/// The arguments that were known before, in their order.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    types: HashMap<ShapeId, Vec<String>>,
    operations: HashMap<OperationId, Vec<String>>,
}

impl Arguments {
    /// Keeps the properties that a type is made of.
    pub(super) fn hold_type(&mut self, id: ShapeId, arguments: Vec<String>) {
        self.types.insert(id, arguments);
    }

    /// Keeps the parameters that an operation is made of.
    pub(super) fn hold_operation(&mut self, id: OperationId, arguments: Vec<String>) {
        self.operations.insert(id, arguments);
    }

    /// The properties that a type is made of.
    pub(crate) fn of_type(&self, id: ShapeId) -> &[String] {
        self.types.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The parameters that an operation is made of, each with its place before its name.
    pub(crate) fn of_operation(&self, id: OperationId) -> &[String] {
        self.operations.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Puts what is an argument in the order that was held, and leaves the rest where it is.
pub(crate) fn arrange<T>(items: &mut Vec<T>, held: &[String], argument: &dyn Fn(&T) -> Option<String>) {
    if held.is_empty() {
        return;
    }
    let places: Vec<usize> = (0..items.len()).filter(|at| items.get(*at).and_then(argument).is_some()).list();
    let mut rest: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).list();
    let mut arguments: Vec<T> = places.iter().filter_map(|at| rest.get_mut(*at)?.take()).list();
    let rank = |item: &T| {
        let name = argument(item);
        held.iter().position(|known| Some(known) == name.as_ref()).unwrap_or(held.len())
    };
    sort_by_key(&mut arguments, &rank);
    let mut arguments = arguments.into_iter();
    items.add_all(rest.into_iter().filter_map(|item| item.or_else(|| arguments.next())));
}
