//! What intersections consist of.

use std::rc::Rc;

use crate::document::SchemaId;
use crate::value::Types;

/// One conjunct of an intersection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::resolve) enum Part {
    /// A schema with all that it refers to.
    Whole(SchemaId),
    /// A restriction to some JSON types.
    Only(Types),
    /// An alternative that may hold beside others: its properties may be there, and what all such parts require must be.
    Also(SchemaId),
    /// The schema is meant by itself, and not for those that inherit from it.
    Alone,
    /// The unions that this schema itself holds are set aside: another part stands for the variant chosen.
    Without(SchemaId, Alternatives),
}

/// The keyword that offers alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::resolve) enum Alternatives {
    OneOf,
    AnyOf,
}

/// An intersection: the identity under which a shape is remembered.
pub(in crate::resolve) type Key = Rc<[Part]>;
