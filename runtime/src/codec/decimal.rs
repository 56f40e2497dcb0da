//! Exact arithmetic on numbers as they are written in decimal text.

use std::cmp::Ordering;

use super::Head;

/// A number in decimal text, taken apart: `digits × 10^exponent`, the digits without zeros at either end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decimal<'a> {
    negative: bool,
    /// The significant digits, perhaps with a decimal point among them; empty for zero.
    digits: &'a str,
    /// How many digits there are.
    count: i64,
    /// The power of ten of the digit behind the last one; saturated far beyond any number written out.
    exponent: i64,
}

impl<'a> Decimal<'a> {
    /// Reads JSON's grammar of numbers (and a little more); `None` for anything else.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let fraction = mantissa.split_once('.').map_or("", |(_, fraction)| fraction);
        let plain = |byte: u8| byte.is_ascii_digit() || byte == b'.';
        if mantissa.is_empty() || !mantissa.bytes().all(plain) || fraction.contains('.') {
            return None;
        }
        let digits = mantissa.trim_start_matches(['0', '.']);
        let trimmed = digits.trim_end_matches(['0', '.']);
        // What the trim cut off before the point raises the exponent, what is left behind the point lowers it.
        let behind = trimmed.split_once('.').map(|(_, fraction)| fraction.len());
        let shift = match behind {
            Some(behind) => -length(behind),
            None => {
                let integer = mantissa.split_once('.').map_or(mantissa, |(integer, _)| integer);
                let zeros = mantissa.len() - digits.len();
                if zeros > integer.len() {
                    // Only the fraction has significant digits.
                    length(integer.len() + 1) - length(zeros + trimmed.len())
                } else {
                    length(integer.len()) - length(zeros + trimmed.len())
                }
            }
        };
        let count = length(trimmed.len()) - i64::from(behind.is_some());
        let exponent = if count == 0 { 0 } else { exponent.saturating_add(shift) };
        Some(Self { negative: negative && count > 0, digits: trimmed, count, exponent })
    }

    fn digits(&self) -> impl Iterator<Item = u8> + use<'a> {
        self.digits.bytes().filter(|byte| *byte != b'.').map(|byte| byte - b'0')
    }

    /// The number as an integer, where it is one within 128 signed bits.
    pub(crate) fn integer(&self) -> Option<i128> {
        if self.count == 0 {
            return Some(0);
        }
        // Beyond 40 digits nothing fits; saying so early keeps `1e999999999` cheap.
        if self.exponent < 0 || self.exponent.saturating_add(self.count) > 40 {
            return None;
        }
        let zeros = (0..self.exponent).map(|_| 0);
        let mut value: i128 = 0;
        for digit in self.digits().chain(zeros) {
            let digit = i128::from(digit);
            value = value.checked_mul(10)?.checked_add(if self.negative { -digit } else { digit })?;
        }
        Some(value)
    }

    /// Whether the number has no fraction, however it is written.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// Whether the number is a whole multiple of `divisor`; `None` where the divisor is zero or has more digits than
    /// can be reckoned with.
    pub(crate) fn is_multiple_of(&self, divisor: &Decimal<'_>) -> Option<bool> {
        let mut modulus: u128 = 0;
        for digit in divisor.digits() {
            modulus = modulus.checked_mul(10)?.checked_add(u128::from(digit))?;
        }
        if modulus == 0 || modulus > u128::MAX / 16 {
            return None;
        }
        if self.count == 0 {
            return Some(true);
        }
        // The last digit is not zero, so a divisor of a higher power of ten never goes into the number.
        let power = self.exponent.saturating_sub(divisor.exponent);
        if power < 0 {
            return Some(false);
        }
        let mut left = self.digits().fold(0, |left: u128, digit| (left * 10 + u128::from(digit)) % modulus);
        // Each further factor of ten takes a factor out of what is left; after 128 there is none left to take.
        for _ in 0..power.min(128) {
            if left == 0 {
                break;
            }
            left = left * 10 % modulus;
        }
        Some(left == 0)
    }

    /// A text that two numbers have in common exactly when they are equal: sign, digits and exponent.
    pub(crate) fn key(&self) -> impl Iterator<Item = u8> + use<'a> {
        let sign = if self.negative { b'-' } else { b'+' };
        std::iter::once(sign).chain(self.digits()).chain(self.exponent.to_le_bytes())
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal<'_> {}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.count, number.negative) {
            (0, _) => 0,
            (_, true) => -1,
            (_, false) => 1,
        };
        let by_sign = sign(self).cmp(&sign(other));
        if by_sign != Ordering::Equal || self.count == 0 {
            return by_sign;
        }
        // Both are without leading zeros: the higher first digit decides, then the digits one by one.
        let height = |number: &Self| number.exponent.saturating_add(number.count);
        let by_size = height(self).cmp(&height(other)).then_with(|| self.digits().cmp(other.digits()));
        if self.negative { by_size.reverse() } else { by_size }
    }
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn parse_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // An exponent beyond 18 digits is as good as infinite; half the range leaves room for the shifts above.
    let size = digits.parse::<i64>().unwrap_or(i64::MAX).min(i64::MAX / 4);
    Some(if text.starts_with('-') { -size } else { size })
}

/// The value of a number that is an integer, however it is written (`1.0`, `1e2`); `None` for anything else.
pub(crate) fn integer(value: Head<'_>) -> Option<i128> {
    match value {
        Head::Int(value) => Some(i128::from(value)),
        Head::Uint(value) => Some(i128::from(value)),
        Head::Float(value) => integer_of_float(value),
        Head::Decimal(text) => Decimal::parse(text)?.integer(),
        _ => None,
    }
}

/// Whether a value is a number without fraction.
pub(crate) fn is_integer(value: Head<'_>) -> bool {
    match value {
        Head::Int(_) | Head::Uint(_) => true,
        Head::Float(value) => value.is_finite() && value.fract() == 0.0,
        Head::Decimal(text) => Decimal::parse(text).is_some_and(|decimal| decimal.is_integer()),
        _ => false,
    }
}

fn integer_of_float(value: f64) -> Option<i128> {
    // Doubles of this range convert exactly; 2^127 itself is out of it.
    let limit = 2f64.powi(127);
    #[allow(clippy::cast_possible_truncation)]
    (value.fract() == 0.0 && value >= -limit && value < limit).then_some(value as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal<'_> {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn integers_are_told_however_they_are_written() {
        for (text, value) in [
            ("0", Some(0)),
            ("-0", Some(0)),
            ("0.0e5", Some(0)),
            ("12", Some(12)),
            ("1200", Some(1200)),
            ("1.0", Some(1)),
            ("1e2", Some(100)),
            ("-12.50e1", Some(-125)),
            ("120e-1", Some(12)),
            ("0.5", None),
            ("0.05e2", Some(5)),
            ("0.05e1", None),
            ("10.01e2", Some(1001)),
            ("170141183460469231731687303715884105727", Some(i128::MAX)),
            ("-170141183460469231731687303715884105728", Some(i128::MIN)),
            ("170141183460469231731687303715884105728", None),
            ("1e999999999999999999999", None),
        ] {
            assert_eq!(decimal(text).integer(), value, "{text}");
        }
        assert!(decimal("1e999999999999999999999").is_integer());
        assert!(!decimal("1e-999999999999999999999").is_integer());
    }

    #[test]
    fn numbers_are_ordered_exactly() {
        let ascending = [
            "-1e400",
            "-100",
            "-99.9",
            "-1",
            "-0.1",
            "-0.01",
            "0",
            "1e-400",
            "0.01",
            "0.1",
            "0.10000000000000000001",
            "1",
            "1.5",
            "9",
            "10",
            "99",
            "100.5",
            "9007199254740992",
            "9007199254740993",
            "1e30",
            "1e400",
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(decimal(a).cmp(&decimal(b)), i.cmp(&j), "{a} and {b}");
            }
        }
        assert_eq!(decimal("1.50"), decimal("15e-1"));
        assert_eq!(decimal("1000"), decimal("1e3"));
        assert_eq!(decimal("-0"), decimal("0"));
    }

    #[test]
    fn multiples_are_judged_on_digits() {
        for (number, divisor, answer) in [
            ("0.3", "0.1", Some(true)),
            ("0.35", "0.1", Some(false)),
            ("19.99", "0.01", Some(true)),
            ("0.0075", "0.0001", Some(true)),
            ("0.00751", "0.0001", Some(false)),
            ("4.5", "1.5", Some(true)),
            ("35", "1.5", Some(false)),
            ("1e308", "0.123456789", Some(false)),
            ("12391239123", "1e-8", Some(true)),
            ("0", "7", Some(true)),
            ("1e5", "1e3", Some(true)),
            ("1e3", "1e5", Some(false)),
            ("1e400", "1024", Some(true)),
            ("7", "0", None),
        ] {
            assert_eq!(decimal(number).is_multiple_of(&decimal(divisor)), answer, "{number} of {divisor}");
        }
    }
}
