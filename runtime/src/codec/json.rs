//! JSON text: a reader and a writer that are compiled once, here, whatever the types.

mod buffer;
mod container;
mod number;
mod reader;
mod skip;
mod strict;
mod string;
pub(crate) mod text;
mod writer;

use super::{Decode, DecodeError, Encode, Place};
pub use reader::DEPTH;
use reader::Reader;
pub use strict::from_slice_strict;

/// Reads a value from JSON text in UTF-8; a byte order mark at the start is passed over.
///
/// # Errors
///
/// Text that is not UTF-8, not JSON, nested deeper than [`DEPTH`], or not what the type expects.
pub fn from_slice<T: Decode>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mut place = None;
    read_bytes(bytes, &mut place)?;
    place.ok_or_else(unread)
}

/// As [`from_slice`], from a string.
///
/// # Errors
///
/// As for [`from_slice`].
pub fn from_str<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let mut place = None;
    read(text, &mut place)?;
    place.ok_or_else(unread)
}

/// Writes a value as JSON without white space.
///
/// # Errors
///
/// A number that is not finite.
pub fn to_vec(value: &dyn Encode) -> Result<Vec<u8>, DecodeError> {
    writer::write(value)
}

/// As [`to_vec`], into a string.
///
/// # Errors
///
/// As for [`to_vec`].
pub fn to_string(value: &dyn Encode) -> Result<String, DecodeError> {
    let bytes = writer::write(value)?;
    String::from_utf8(bytes).map_err(|error| DecodeError::new(error.to_string()).with_source(error))
}

fn read(text: &str, place: &mut dyn Place) -> Result<(), DecodeError> {
    Reader::new(text).document(place)
}

fn read_bytes(bytes: &[u8], place: &mut dyn Place) -> Result<(), DecodeError> {
    let read = match std::str::from_utf8(bytes) {
        Ok(text) => read(text.strip_prefix('\u{feff}').unwrap_or(text), place),
        Err(error) => Err(not_utf8(error.valid_up_to())),
    };
    read.map_err(|fault| if is_utf16(bytes) { in_utf16() } else { fault })
}

/// Whether it begins like a text in UTF-16: no JSON in UTF-8 does.
fn is_utf16(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..])
}

#[cold]
fn in_utf16() -> DecodeError {
    DecodeError::syntax("the text is in UTF-16, and JSON is read in UTF-8", 0)
}

#[cold]
fn not_utf8(offset: usize) -> DecodeError {
    DecodeError::syntax(format!("byte {offset} is not UTF-8"), offset)
}

/// A type whose `decode` returned no fault has been put into its place; this is for an `Items` that puts nothing.
#[cold]
fn unread() -> DecodeError {
    DecodeError::new("the value was not read")
}
