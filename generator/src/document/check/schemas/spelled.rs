//! Texts that a format refuses, of which every spelling is known. Of all others it is silent.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::formats::{Becomes, Format, Integer};
use crate::value::Types;

/// Whether a text is surely none of a format of this name.
pub(super) fn refuses(format: &str, text: &str) -> bool {
    match format {
        "date" => !is_date(text),
        "date-time" => !is_date_time(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_err(),
        "ipv6" => text.parse::<Ipv6Addr>().is_err(),
        "uuid" => !is_like(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        "email" => !text.contains('@'),
        _ => match range(format) {
            // An integer in quotes.
            Some((least, most)) => text.parse::<i128>().is_ok_and(|value| value < least || value > most),
            None => false,
        },
    }
}

/// The least and the most integer that a format of this name holds.
pub(super) fn range(format: &str) -> Option<(i128, i128)> {
    let Becomes::Integer(integer) = Format::of(format, Types::INTEGER)?.becomes else { return None };
    Some(match integer {
        Integer::I8 => (i8::MIN.into(), i8::MAX.into()),
        Integer::I16 => (i16::MIN.into(), i16::MAX.into()),
        Integer::I32 => (i32::MIN.into(), i32::MAX.into()),
        Integer::I64 => (i64::MIN.into(), i64::MAX.into()),
        Integer::I128 => return None,
        Integer::U8 => (0, u8::MAX.into()),
        Integer::U16 => (0, u16::MAX.into()),
        Integer::U32 => (0, u32::MAX.into()),
        Integer::U64 => (0, u64::MAX.into()),
    })
}

/// Whether a text has digits (`d`), hexadecimal digits (`x`) and signs where these stand.
fn is_like(text: &str, shape: &str) -> bool {
    let is_at = |(expected, found): (u8, u8)| match expected {
        b'd' => found.is_ascii_digit(),
        b'x' => found.is_ascii_hexdigit(),
        other => found == other,
    };
    text.len() == shape.len() && shape.bytes().zip(text.bytes()).all(is_at)
}

/// The number at a place of a text.
fn number(text: &str, from: usize, to: usize) -> u32 {
    text.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// A day that there is (RFC 3339, section 5.6).
fn is_date(text: &str) -> bool {
    if !is_like(text, "dddd-dd-dd") {
        return false;
    }
    let (year, month, day) = (number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A day and a time with its offset; a blank between them is as good as the `T`.
fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(between), Some(time)) = (text.get(..10), text.get(10..11), text.get(11..19)) else {
        return false;
    };
    let is_time =
        is_like(time, "dd:dd:dd") && number(time, 0, 2) < 24 && number(time, 3, 5) < 60 && number(time, 6, 8) <= 60;
    let rest = text.get(19..).unwrap_or_default();
    let offset = match rest.strip_prefix(['.', ',']) {
        Some(fraction) if fraction.starts_with(|first: char| first.is_ascii_digit()) => {
            fraction.trim_start_matches(|digit: char| digit.is_ascii_digit())
        }
        _ => rest,
    };
    let is_offset = matches!(offset, "Z" | "z")
        || offset.starts_with(['+', '-']) && is_like(offset.get(1..).unwrap_or_default(), "dd:dd");
    is_date(date) && matches!(between, "T" | "t" | " ") && is_time && is_offset
}

#[cfg(test)]
mod tests {
    use super::refuses;

    #[test]
    fn what_is_surely_none_is_refused() {
        for (format, right, wrong) in [
            ("date", &["2024-02-29", "0000-01-01"][..], &["2023-02-29", "2024-13-01", "24-01-01", "today", ""][..]),
            (
                "date-time",
                &["2024-02-29T12:00:00Z", "2024-02-29t23:59:60.5+01:00", "2024-02-29 12:00:00z"],
                &["2024-02-29", "2024-02-29T12:00:00", "2024-02-29T24:00:00Z", "2024-02-29T12:00:00.Z", "now"],
            ),
            ("ipv4", &["192.0.2.1"], &["192.0.2", "::1"]),
            ("ipv6", &["::1", "2001:db8::1"], &["192.0.2.1", "x"]),
            ("uuid", &["123E4567-e89b-42d3-a456-426614174000"], &["123e4567e89b42d3a456426614174000", "id"]),
            ("email", &["a@b", "\"@\"@b"], &["a"]),
            ("int32", &["5", "five"], &["3000000000"]),
            ("uint64", &["0"], &["-1"]),
            // Of these it is not known.
            ("uri", &["x"], &[]),
            ("duration", &["soon"], &[]),
        ] {
            right.iter().for_each(|text| assert!(!refuses(format, text), "{format} {text}"));
            wrong.iter().for_each(|text| assert!(refuses(format, text), "{format} {text}"));
        }
    }
}
