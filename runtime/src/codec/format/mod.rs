//! Strings that spell something: the types of JSON Schema's formats and of `contentEncoding`.
//!
//! What differs in spelling only is read as well: lower-case letters in a date-time, base64 without padding. What is
//! missing and can't be known is refused, above all the offset of a date-time: without it, it is no point in time. What
//! is written is the format's usual spelling.

mod base64;
#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod date_time;
#[cfg(feature = "jiff")]
mod jiff;
mod net;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub(crate) use base64::encode as to_base64;
pub use base64::{Base64, Base64Url};
