//! Lists and maps that hold themselves, for which no type of Rust can be spelled without a name.

use std::collections::HashSet;

use crate::api::{Kind, Shape, ShapeId, Use};
use crate::resolve::builder::ShapeBuilder;

impl ShapeBuilder<'_> {
    /// Gives the lists and maps that hold themselves with no type between a shape that can have a name.
    pub(in crate::resolve) fn name_recursion(&mut self) {
        for id in self.shapes.ids() {
            if self.holds_itself(id)
                && let Some(shape) = self.shapes.get_mut(id)
            {
                let inner = Shape { kind: std::mem::replace(&mut shape.kind, Kind::Any), ..Shape::ANY };
                let inner = self.shapes.push(inner);
                self.set(id, Kind::Recursive(Use { shape: inner, nullable: false, rules: Vec::new() }));
            }
        }
    }

    fn holds_itself(&self, id: ShapeId) -> bool {
        let mut seen = HashSet::new();
        let mut at = id;
        while let Kind::List(inner) | Kind::Map(inner) = &self.shapes.get(at).kind {
            at = inner.shape;
            if at == id {
                return true;
            }
            if !seen.insert(at) {
                return false;
            }
        }
        false
    }
}
