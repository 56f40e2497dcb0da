//! How a request gets to where it goes.

/// How a request gets to where it goes.
pub(super) struct Route {
    /// The client that reaches the URL.
    pub(super) client: ::reqwest::Client,
    pub(super) url: ::reqwest::Url,
}
