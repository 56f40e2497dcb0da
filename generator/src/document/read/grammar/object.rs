//! Objects, and the way to them.

use super::kind::Kind;
use crate::value::{Node, Pointer};

/// An object, and the way to it.
pub(super) struct Object<'o> {
    pub(super) node: &'o Node,
    pub(super) kind: Kind,
    pub(super) step: Step<'o>,
    pub(super) around: Option<&'o Object<'o>>,
    /// Whether it is inside a misspelled field, so that nothing else looks at the schemas in it.
    pub(super) is_lost: bool,
}

/// From an object to one inside it. The pointer is made once there is something to say.
pub(super) enum Step<'o> {
    From(&'o Pointer),
    Field(&'o str),
    Entry(&'o str, &'o str),
    Item(&'o str, usize),
}

impl<'o> Object<'o> {
    pub(super) fn pointer(&self) -> Pointer {
        let around = || self.around.map(Object::pointer).unwrap_or_default();
        match self.step {
            Step::From(pointer) => pointer.clone(),
            Step::Field(field) => around().child(field),
            Step::Entry("", name) => around().child(name),
            Step::Entry(field, name) => around().child(field).child(name),
            Step::Item(field, index) => around().child(field).child(&index.to_string()),
        }
    }

    pub(super) fn inside<'i>(&'i self, node: &'i Node, kind: Kind, step: Step<'i>) -> Object<'i> {
        Object { node, kind, step, around: Some(self), is_lost: self.is_lost }
    }
}
