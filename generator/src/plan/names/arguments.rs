//! The order of positional arguments, where a lock holds it.

use crate::api::{OperationId, ShapeId};
use crate::lists::{self, Listing, sort_by_key};
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
pub(crate) fn arrange<T>(mut items: &mut [T], held: &[String], argument: &dyn Fn(&T) -> Option<String>) {
    if !held.is_empty() {
        let arguments = items.iter().map(argument).list();
        lists::arrange(order(&arguments, held), &mut items);
    }
}

/// The places of the items, which are arguments or none, in that order.
fn order(arguments: &[Option<String>], held: &[String]) -> Vec<usize> {
    let argument = |at: usize| arguments.get(at).and_then(Option::as_ref);
    let mut order = (0..arguments.len()).list();
    let places = order.iter().copied().filter(|at| argument(*at).is_some()).list();
    let mut ranked = places.clone();
    let rank = |at: &usize| held.iter().position(|known| Some(known) == argument(*at)).unwrap_or(held.len());
    sort_by_key(&mut ranked, &rank);
    for (place, from) in places.into_iter().zip(ranked) {
        if let Some(there) = order.get_mut(place) {
            *there = from;
        }
    }
    order
}
