//! Where recursive types must be boxed: at the edges that close a cycle of types that hold each other by value.

use crate::api::{Api, FieldValue, Kind, ShapeId, Use};
use crate::lists::{Listing, sort_by_key};
use crate::maps::{HashMap, HashSet};
use crate::plan::names::Names;
use crate::rust::ModuleId;

/// The edges to box: the type that holds, and the type held.
pub(crate) fn boxed(api: &Api, names: &Names) -> HashSet<(ShapeId, ShapeId)> {
    let mut search = Search { api, names, state: HashMap::new(), back: HashSet::new() };
    let mut order = names.usages.order.clone();
    search.by_name(&mut order);
    for id in order {
        search.enter(id);
    }
    search.back
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Done,
}

struct Search<'a> {
    api: &'a Api,
    names: &'a Names,
    state: HashMap<ShapeId, State>,
    back: HashSet<(ShapeId, ShapeId)>,
}

impl Search<'_> {
    fn enter(&mut self, id: ShapeId) {
        if self.state.contains_key(&id) {
            return;
        }
        self.state.insert(id, State::Open);
        let mut held: Vec<ShapeId> = match &self.api.shapes.get(id).kind {
            Kind::Record(record) => record
                .fields
                .iter()
                .filter_map(|field| match &field.value {
                    FieldValue::Value(value) => self.by_value(value),
                    FieldValue::Constant(_) => None,
                })
                .list(),
            Kind::Union(union) => union.variants.iter().filter_map(|variant| self.by_value(&variant.value)).list(),
            Kind::Tuple(tuple) => tuple.items.iter().filter_map(|item| self.by_value(item)).list(),
            _ => Vec::new(),
        };
        self.by_name(&mut held);
        for inner in held {
            match self.state.get(&inner) {
                Some(State::Open) => {
                    self.back.insert((id, inner));
                }
                Some(State::Done) => {}
                None => self.enter(inner),
            }
        }
        self.state.insert(id, State::Done);
    }

    /// Sorts shapes by what they are called: where a box is does not depend on the document's order.
    fn by_name(&self, shapes: &mut [ShapeId]) {
        sort_by_key(shapes, &|id| {
            let named = self.names.types.get(id);
            let module = named.map(|named| match named.module {
                ModuleId::Shared => "",
                ModuleId::Group(group) => self.names.groups.names[group].module.as_str(),
            });
            (named.map(|named| named.ident.as_str()), module)
        });
    }

    /// The named shape that a value holds without a list or a map between.
    fn by_value(&self, value: &Use) -> Option<ShapeId> {
        let id = self.names.dedup.get(value.shape);
        self.names.notes.is_named(self.api, id).then_some(id)
    }
}
