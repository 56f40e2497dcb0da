//! What the API sends by itself: webhooks and callbacks.

use super::{GroupId, Type};

/// What the API sends by itself: webhooks and callbacks.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) group: GroupId,
    pub(crate) payloads: Vec<Payload>,
}

/// A payload, and the function that reads it.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) function: String,
    pub(crate) ty: Type,
    /// As the document names it.
    pub(crate) name: String,
    /// For a callback: the operation's type and group.
    pub(crate) callback_of: Option<(String, GroupId)>,
    pub(crate) method: String,
    /// For a callback: the expression that gives the URL.
    pub(crate) url: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) headers: Vec<(String, Option<String>)>,
    pub(crate) answers: Vec<(String, Option<String>)>,
}
