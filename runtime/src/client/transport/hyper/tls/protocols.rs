//! What is spoken over a secure connection.

/// The protocols that are offered, the one that is liked best first (RFC 7301).
pub(super) const PROTOCOLS: &[&str] = if cfg!(feature = "http2") { &["h2", "http/1.1"] } else { &["http/1.1"] };
