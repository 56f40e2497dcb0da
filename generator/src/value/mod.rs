//! What every stage speaks of: values of documents, where they stand, and what their texts may hold.

mod escape;
mod hidden;
mod look_alike;
mod node;
mod pointer;
mod types;

pub(crate) use escape::{holds_control, is_token, percent_decode, percent_encode_template};
pub(crate) use hidden::{is_control, is_hidden, is_invisible};
pub(crate) use look_alike::{as_it_looks, look_alikes};
pub(crate) use node::Node;
pub(crate) use pointer::{Pointer, Step};
pub(crate) use types::Types;
