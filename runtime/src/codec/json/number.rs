//! Numbers in JSON text.

use crate::codec::{Head, In};

/// A number that has been read.
#[derive(Clone, Copy)]
pub(super) enum Number<'t> {
    Int(i64),
    Uint(u64),
    Text(&'t str),
}

impl<'t> Number<'t> {
    #[inline]
    pub(super) fn source(self) -> In<'t> {
        match self {
            Number::Int(value) => In::Int(value),
            Number::Uint(value) => In::Uint(value),
            Number::Text(text) => In::Decimal(text),
        }
    }

    pub(super) fn head(self) -> Head<'t> {
        match self {
            Number::Int(value) => Head::Int(value),
            Number::Uint(value) => Head::Uint(value),
            Number::Text(text) => Head::Decimal(text),
        }
    }
}

/// Reads the number at the start of `text`, and says how long it is; `Err` has the offset at which a digit is missing.
#[inline]
pub(super) fn read(text: &str) -> Result<(Number<'_>, usize), usize> {
    let bytes = text.as_bytes();
    let negative = bytes.first() == Some(&b'-');
    let start = usize::from(negative);
    let mut at = start;
    let mut value: u64 = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        at += 1;
    }
    let count = at - start;
    if count == 0 || (count > 1 && bytes.get(start) == Some(&b'0')) {
        return Err(start + count.min(1));
    }
    if let Some(b'.' | b'e' | b'E') = bytes.get(at) {
        let end = fraction(bytes, at)?;
        return Ok((Number::Text(text.get(..end).unwrap_or(text)), end));
    }
    // 18 digits always fit; `-0` stays text, for a double to keep its sign.
    if count <= 18 && !(negative && value == 0) {
        let value = value.cast_signed();
        return Ok((Number::Int(if negative { -value } else { value }), at));
    }
    let digits = text.get(..at).unwrap_or(text);
    let number = match digits.parse::<i64>() {
        Ok(value) if value != 0 => Number::Int(value),
        _ => digits.parse::<u64>().map_or(Number::Text(digits), Number::Uint),
    };
    Ok((number, at))
}

/// Passes over fraction and exponent.
fn fraction(bytes: &[u8], mut at: usize) -> Result<usize, usize> {
    let digits = |mut at: usize| {
        let start = at;
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        if at > start { Ok(at) } else { Err(at) }
    };
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = digits(at)?;
    }
    Ok(at)
}
