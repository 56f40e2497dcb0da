//! Bytes that come or go piece by piece, so that their whole need never be in memory.

mod byte_stream;
pub(super) mod chain;
mod continuation;
mod frames;
mod items;
mod pieces;
mod reader;
pub(in crate::client) mod wait;

pub use self::byte_stream::ByteStream;
pub(super) use self::continuation::{Continuation, GoesOn};
pub use self::frames::Framing;
pub use self::items::{BlockingItems, ItemStream};
