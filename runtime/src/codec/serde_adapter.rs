//! Every type of the codec in every format of serde that describes itself.
//!
//! Formats that do not (bincode, postcard) cannot be read: what comes is asked of the format, not of the type.

mod de;
mod map;
mod ser;

pub use de::deserialize;
pub use ser::serialize;
