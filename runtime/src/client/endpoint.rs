//! Where a request goes that the document lacks.

/// An endpoint that the document lacks.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub(super) method: String,
    /// Encoded, and with a slash at its beginning.
    pub(super) path: String,
    /// Encoded.
    pub(super) query: String,
}
