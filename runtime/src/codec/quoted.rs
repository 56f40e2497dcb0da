//! Numbers in strings.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::{Decode, DecodeError, Encode, In, Nullable, Out, Sink};

/// A number that is sent as a text, such as `"42"`: an integer of 64 bits from a gateway of gRPC, or a decimal.
///
/// It is read from a number as well.
///
/// ```
/// use oasmith_runtime::{Quoted, json};
///
/// let size: Quoted<i64> = json::from_str("\"42\"")?;
/// assert_eq!(*size, 42);
/// assert_eq!(json::to_string(&Quoted(43_i64))?, "\"43\"");
/// # Ok::<(), oasmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quoted<T>(pub T);

impl<T> Deref for Quoted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Quoted<T> {
    fn from(number: T) -> Self {
        Self(number)
    }
}

impl<T> From<T> for Nullable<Quoted<T>> {
    fn from(number: T) -> Self {
        Self::Value(number.into())
    }
}

impl<T: PartialEq> PartialEq<T> for Quoted<T> {
    fn eq(&self, number: &T) -> bool {
        self.0 == *number
    }
}

impl<T: fmt::Display> fmt::Display for Quoted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<T: fmt::Debug> fmt::Debug for Quoted<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<T: Decode> Decode for Quoted<T> {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        let In::Str(text) = value else { return T::decode(value).map(Self) };
        if let Ok(number) = text.parse::<i64>() {
            return T::decode(In::Int(number)).map(Self);
        }
        match number(text) {
            Some(number) => T::decode(In::Decimal(&number)).map(Self),
            // It says what it expected.
            None => T::decode(value).map(Self),
        }
    }
}

impl<T: Encode + fmt::Display> Encode for Quoted<T> {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&self.0.to_string()))
    }
}

/// A text as JSON writes the number, where it is one: without a `+`, and with digits on both sides of the point.
fn number(text: &str) -> Option<Cow<'_, str>> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let (mantissa, exponent) = rest.split_at(rest.find(['e', 'E']).unwrap_or(rest.len()));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let power = exponent.get(1..).map(|power| power.strip_prefix(['+', '-']).unwrap_or(power));
    let is_power = power.is_none_or(|power| !power.is_empty() && are_digits(power));
    if whole.len() + fraction.len() == 0 || !are_digits(whole) || !are_digits(fraction) || !is_power {
        return None;
    }
    let trimmed = whole.trim_start_matches('0');
    let trimmed = if trimmed.is_empty() { "0" } else { trimmed };
    let is_plain = trimmed.len() == whole.len() && !mantissa.ends_with('.') && !text.starts_with('+');
    Some(match is_plain {
        true => Cow::Borrowed(text),
        false if fraction.is_empty() => format!("{sign}{trimmed}{exponent}").into(),
        false => format!("{sign}{trimmed}.{fraction}{exponent}").into(),
    })
}

#[cfg(test)]
mod tests {
    use super::Quoted;
    use crate::codec::{Number, json};

    #[test]
    fn numbers_are_read_with_and_without_quotes_and_written_with_them() {
        for (text, written) in [
            ("\"42\"", "\"42\""),
            ("42", "\"42\""),
            ("\"-9223372036854775808\"", "\"-9223372036854775808\""),
            ("\"+7\"", "\"7\""),
            ("\"007\"", "\"7\""),
            ("1e2", "\"100\""),
            ("\"1.0\"", "\"1\""),
        ] {
            let read: Quoted<i64> = json::from_str(text).unwrap();
            assert_eq!(json::to_string(&read).unwrap(), written, "{text}");
        }
        let most: Quoted<u64> = json::from_str("\"18446744073709551615\"").unwrap();
        assert_eq!(most, u64::MAX);
        assert_eq!(json::to_string(&most).unwrap(), "\"18446744073709551615\"");
    }

    #[test]
    fn decimals_keep_their_digits() {
        for (text, written) in [
            ("\"1.50\"", "\"1.50\""),
            ("1.50", "\"1.50\""),
            ("\"0.10000000000000000001\"", "\"0.10000000000000000001\""),
            ("\"-0.5\"", "\"-0.5\""),
            ("\".5\"", "\"0.5\""),
            ("\"-5.\"", "\"-5\""),
            ("\"+00.50e3\"", "\"0.50e3\""),
            ("\"1E-7\"", "\"1E-7\""),
        ] {
            let read: Quoted<Number> = json::from_str(text).unwrap();
            assert_eq!(json::to_string(&read).unwrap(), written, "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let fault = |text: &str| json::from_str::<Quoted<i32>>(text).unwrap_err().to_string();
        assert_eq!(fault("\"many\""), "expected an integer, found \"many\"");
        assert_eq!(fault("\"\""), "expected an integer, found \"\"");
        assert_eq!(fault("\"1.5\""), "expected an integer, found 1.5");
        assert_eq!(fault("\"4294967296\""), "expected an integer from -2147483648 to 2147483647, found 4294967296");
        assert_eq!(fault("true"), "expected an integer, found true");
        for text in ["1,5", "-", ".", "1e", "1e+", "0x1", " 1", "1 ", "--1", "NaN", "1.2.3", "e5"] {
            assert!(json::from_str::<Quoted<Number>>(&format!("\"{text}\"")).is_err(), "{text}");
        }
    }
}
