//! Types with a name, and where they live.

use crate::api::Kind;

/// Where a type lives: in a group's module, or in `types`.
pub(crate) type Module = Option<usize>;

/// A type's name and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) ident: String,
    pub(crate) module: Module,
}

/// Whether a kind of shape becomes a type with a name.
pub(crate) fn is_named(kind: &Kind) -> bool {
    matches!(kind, Kind::Record(_) | Kind::Choice(_) | Kind::Union(_) | Kind::Tuple(_) | Kind::Recursive(_))
}
