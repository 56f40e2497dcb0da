//! Where a request goes that the document lacks.

use std::sync::Arc;

use crate::codec::bounds::{PATH, shortened};

/// An endpoint that the document lacks.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) method: String,
    /// Encoded, and with a slash at its beginning.
    pub(super) path: String,
    /// Encoded.
    pub(super) query: String,
}

/// What failures call an endpoint that the document lacks: its method and its path.
#[derive(Clone, Debug)]
pub(super) struct EndpointName(pub(super) Arc<str>);

impl Endpoint {
    pub(super) fn name(&self) -> EndpointName {
        EndpointName(format!("{} {}", self.method, shortened(&self.path, PATH)).into())
    }
}
