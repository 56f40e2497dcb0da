//! How commands end.

/// Whether everything is as it should be, or why it could not be found out.
pub(crate) type Outcome = Result<bool, Box<dyn std::error::Error + Send + Sync>>;
