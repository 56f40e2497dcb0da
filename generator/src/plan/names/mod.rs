//! Every name of the crate: chosen for the whole document, whichever operations are wanted, and before anything is emitted.

mod apart;
mod chosen;
mod client;
mod contents;
mod dedup;
mod described;
// A lock of names will write and read it.
#[cfg(test)]
mod facts;
mod groups;
mod headers;
mod identifiers;
mod media_types;
mod members;
mod operations;
mod own_name;
mod paths;
mod prints;
mod reserved;
mod roots;
mod scope;
mod scopes;
mod servers;
mod singular;
mod spelling;
mod statuses;
mod types;
mod usage;
mod variants;
mod words;

pub(crate) use chosen::Names;
pub(crate) use client::{BY_DEFAULT, parameters as client_parameters};
pub(crate) use contents::{Place, share};
#[cfg(test)]
pub(crate) use facts::Facts;
pub(crate) use headers::HeaderMethods;
pub(crate) use identifiers::camel;
pub(crate) use media_types::{accessors as media_type_accessors, idents as media_type_idents};
pub(crate) use members::{Member, Members};
pub(crate) use operations::{Called, OperationNames};
pub(crate) use paths::joined;
pub(crate) use roots::{bodies_called, response_words};
pub(crate) use scopes::Scopes;
pub(crate) use servers::ServerNames;
pub(crate) use statuses::variant as status_variant;
pub(crate) use usage::{Parent, Usages};
pub(crate) use words::words;
