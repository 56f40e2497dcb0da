//! Every name of the crate: chosen for the whole document, whichever operations are wanted, and before anything is emitted.

mod apart;
mod chosen;
mod dedup;
mod groups;
mod identifiers;
mod media_types;
mod operations;
mod paths;
mod roots;
mod scope;
mod scopes;
mod singular;
mod spelling;
mod statuses;
mod types;
mod usage;
mod variants;
mod words;

pub(crate) use chosen::Names;
pub(crate) use dedup::Dedup;
pub(crate) use identifiers::{camel, snake, type_ident, type_name, value_name};
pub(crate) use media_types::{idents as media_type_idents, variants as media_type_words};
pub(crate) use operations::{Called, OperationNames};
pub(crate) use paths::{in_common, joined};
pub(crate) use roots::{bodies_called, response_words};
pub(crate) use scope::Scope;
pub(crate) use scopes::Scopes;
pub(crate) use statuses::variant as status_variant;
pub(crate) use usage::{Parent, Usages};
pub(crate) use variants::{distinct, names as variant_names};
pub(crate) use words::words;
