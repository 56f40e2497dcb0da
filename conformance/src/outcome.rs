//! How commands end.

/// Whether everything is as it should be, or why it could not be found out.
pub(crate) type Outcome = Result<bool, Failed>;

/// Why a command, or what it does for one document, can't be done.
pub(crate) type Failed = Box<dyn std::error::Error + Send + Sync>;
