//! What spells something: the types of JSON Schema's formats, of the OpenAPI Initiative's and of `contentEncoding`.
//!
//! What differs in spelling only is read as well: lower-case letters in a date-time, base64 without padding. What is
//! missing and can't be known is refused, above all the offset of a date-time: without it, it is no point in time. What
//! is written is the format's usual spelling.

mod base64;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time;
mod duration;
#[cfg(any(feature = "client", feature = "chrono", feature = "jiff", feature = "time"))]
pub(crate) mod http_date;
#[cfg(feature = "jiff")]
mod jiff;
mod net;
#[cfg(feature = "time")]
mod time;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod unix_time;
#[cfg(feature = "uuid")]
mod uuid;

#[cfg(feature = "client")]
pub(crate) use base64::encode as to_base64;
pub use base64::{Base64, Base64Url, PaddedBase64Url};
pub use duration::Duration;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use http_date::HttpDate;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use unix_time::UnixTime;
