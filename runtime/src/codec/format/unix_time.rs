//! Points in time as seconds since 1970.

use std::fmt;
use std::ops::Deref;

use crate::codec::{Decode, DecodeError, In};

/// A point in time that is sent as the seconds since 1970-01-01T00:00:00Z, a whole number: what is beyond a second is not
/// sent.
///
/// ```
/// # #[cfg(feature = "chrono")]
/// # fn main() -> Result<(), oasmith_runtime::DecodeError> {
/// use oasmith_runtime::chrono::{DateTime, Utc};
/// use oasmith_runtime::{UnixTime, json};
///
/// let born: UnixTime<DateTime<Utc>> = json::from_str("1709210096")?;
/// assert_eq!(born.to_rfc3339(), "2024-02-29T12:34:56+00:00");
/// assert_eq!(json::to_string(&UnixTime(DateTime::UNIX_EPOCH))?, "0");
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "chrono"))]
/// # fn main() {}
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime<T>(pub T);

impl<T> UnixTime<T> {
    /// Reads seconds and makes a library's own of them.
    pub(super) fn read(value: In<'_>, make: impl FnOnce(i64) -> Option<T>) -> Result<Self, DecodeError> {
        let seconds = i64::decode(value)?;
        let beyond = || DecodeError::new(format!("{seconds} seconds since 1970 are beyond what the type can hold"));
        make(seconds).map(Self).ok_or_else(beyond)
    }
}

impl<T> Deref for UnixTime<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Debug> fmt::Debug for UnixTime<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
