//! Which shapes become types with a name.

use crate::api::Kind;

/// Whether a kind of shape becomes a type with a name.
pub(crate) fn is_named(kind: &Kind) -> bool {
    matches!(kind, Kind::Record(_) | Kind::Choice(_) | Kind::Union(_) | Kind::Tuple(_) | Kind::Recursive(_))
}
