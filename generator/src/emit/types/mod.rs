//! Types: structs and enums, their codecs, and the rules that they keep.

mod expressions;
mod head;
mod items;
mod rules;
mod samples;
mod sentences;

pub(crate) use expressions::Expressions;
pub(crate) use head::{head, title_and_users};
pub(crate) use items::item;
pub(crate) use rules::definitions;
pub(crate) use samples::sentences as samples;
pub(crate) use sentences::in_words;
