//! Schemas that are defined by themselves: chains of `$ref` and `allOf` that lead back to where they start.

use super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Schema, SchemaId, Schemas};
use crate::lists::Changing;
use crate::maps::HashSet;
use crate::value::Pointer;

impl Reader<'_> {
    /// Tells of every such schema. What it says of itself adds nothing, so the rest of it holds.
    pub(super) fn report_schema_cycles(&mut self) {
        let mut search =
            Search { schemas: &self.schemas, open: HashSet::new(), done: HashSet::new(), found: Vec::new() };
        for id in self.schemas.ids() {
            search.start_from(id);
        }
        for (schema, place) in search.found {
            self.diagnostics.push(
                Diagnostic::warning(Code::ReferenceCycle, format!("the schema `{schema}` is defined by itself"))
                    .at(&place)
                    .with_note("by `$ref` and `allOf` alone it leads back to itself, which says nothing of a value"),
            );
        }
    }
}

/// A search in depth, without recursion: chains may be long.
struct Search<'s> {
    schemas: &'s Schemas,
    /// On the path that is being followed.
    open: HashSet<SchemaId>,
    done: HashSet<SchemaId>,
    /// The schemas, and the places that lead back to them.
    found: Vec<(Pointer, Pointer)>,
}

impl Search<'_> {
    fn start_from(&mut self, start: SchemaId) {
        let leads_on = self.schemas.get(start).is_some_and(|schema| parts(schema).next().is_some());
        if !leads_on || self.done.contains(&start) {
            return;
        }
        self.open.insert(start);
        let mut path = vec![(start, 0)];
        while let Some((id, next)) = path.last_mut() {
            let id = *id;
            let part = self.schemas.get(id).and_then(|schema| parts(schema).nth(*next));
            *next += 1;
            match part {
                None => {
                    self.open.remove(&id);
                    self.done.insert(id);
                    path.pop();
                }
                Some(part) if self.done.contains(&part) => {}
                Some(part) if self.open.contains(&part) => self.found.add_all(self.closed(id, part)),
                Some(part) => {
                    self.open.insert(part);
                    path.push((part, 0));
                }
            }
        }
    }

    /// The schema that a cycle leads back to, and the place that leads there.
    fn closed(&self, last: SchemaId, first: SchemaId) -> Option<(Pointer, Pointer)> {
        let (last, target) = (self.schemas.get(last)?, self.schemas.get(first)?);
        let is_reference = last.reference.as_ref().is_some_and(|reference| reference.target == Some(first));
        let place = if is_reference { last.pointer.child("$ref") } else { target.pointer.clone() };
        Some((target.pointer.clone(), place))
    }
}

/// The schemas that whatever is valid against this one is valid against as well.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let reference = schema.reference.as_ref().and_then(|reference| reference.target);
    reference.into_iter().chain(schema.all_of.iter().copied())
}
