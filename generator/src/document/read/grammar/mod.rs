//! What OpenAPI's objects may have in them, held against what they have.
//!
//! A walk of its own, by a table of all fields: it meets every object once, also those that nothing refers to or that
//! the walk which makes the document has no use for.

mod elsewhere;
mod field;
mod keyword;
mod kind;
mod object;
mod place;
mod table;
mod unknown;
mod unread;
mod walk;

pub(super) use elsewhere::Elsewhere;
pub(super) use kind::Kind;
pub(super) use table::is_field_of_media_type;
pub(super) use unknown::{meant_as_path, misspelled};
