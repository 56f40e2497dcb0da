//! Dates and points in time as text (RFC 3339), whichever library holds them.
//!
//! Beside RFC 3339, this reads a space in the place of the `T`, lower-case letters, offsets as ISO 8601 writes them
//! (`+0200`, `+02`) and with a space before them, a comma before the fraction, and minutes without seconds. A fraction is
//! read to the nanosecond. What is missing at the end is taken as zero: a date-time without an offset is in UTC, which is
//! what servers that leave it out nearly always mean, and a date alone is its first moment.

use crate::codec::{DecodeError, In};

/// A day of the calendar, not yet known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// 60 for a leap second.
    pub(super) second: u8,
    pub(super) nanosecond: u32,
    /// In seconds, to the east of Greenwich.
    pub(super) offset: i32,
}

const A_DATE: &str = "a date such as 2024-02-29";
const A_MOMENT: &str = "a date-time such as 2024-02-29T12:30:00Z";

impl Day {
    /// Reads a day and makes a library's own of it.
    pub(super) fn decode<T>(value: &In<'_>, make: impl FnOnce(Day) -> Option<T>) -> Result<T, DecodeError> {
        let day = match value {
            In::Str(text) => Day::parse(text.as_bytes()),
            _ => None,
        };
        day.and_then(make).ok_or_else(|| value.mismatch(A_DATE))
    }

    fn parse(text: &[u8]) -> Option<Day> {
        let mut cursor = Cursor(text);
        cursor.day().filter(|_| cursor.0.is_empty())
    }

    /// The day as RFC 3339 writes it.
    pub(super) fn text(self) -> Result<String, DecodeError> {
        let mut text = String::with_capacity("2024-02-29T12:30:00.123456789+00:00".len());
        let year = u32::try_from(self.year).ok().filter(|year| *year <= 9999);
        let year =
            year.ok_or_else(|| DecodeError::new(format!("the year {} can't be written in RFC 3339", self.year)))?;
        digits(&mut text, year, 4);
        text.push('-');
        digits(&mut text, self.month.into(), 2);
        text.push('-');
        digits(&mut text, self.day.into(), 2);
        Ok(text)
    }
}

impl Moment {
    /// Reads a point in time and makes a library's own of it.
    pub(super) fn decode<T>(value: &In<'_>, make: impl FnOnce(Moment) -> Option<T>) -> Result<T, DecodeError> {
        let moment = match value {
            In::Str(text) => Moment::parse(text.as_bytes()),
            _ => Err(A_MOMENT),
        };
        moment.and_then(|moment| make(moment).ok_or(A_MOMENT)).map_err(|expected| value.mismatch(expected))
    }

    /// Reads text, or says what was expected.
    fn parse(text: &[u8]) -> Result<Moment, &'static str> {
        let mut cursor = Cursor(text);
        let mut moment = cursor.local().ok_or(A_MOMENT)?;
        if !cursor.0.is_empty() {
            moment.offset = cursor.offset().filter(|_| cursor.0.is_empty()).ok_or(A_MOMENT)?;
        }
        Ok(moment)
    }

    /// The point in time as RFC 3339 writes it, with as many digits of the fraction as mean something.
    pub(super) fn text(self) -> Result<String, DecodeError> {
        let mut text = self.day.text()?;
        for (before, value) in [('T', self.hour), (':', self.minute), (':', self.second)] {
            text.push(before);
            digits(&mut text, value.into(), 2);
        }
        if self.nanosecond != 0 {
            text.push('.');
            digits(&mut text, self.nanosecond, 9);
            text.truncate(text.trim_end_matches('0').len());
        }
        let offset = self.offset.unsigned_abs();
        if offset == 0 {
            text.push('Z');
        } else if offset.is_multiple_of(60) {
            text.push(if self.offset < 0 { '-' } else { '+' });
            digits(&mut text, offset / 3600, 2);
            text.push(':');
            digits(&mut text, offset / 60 % 60, 2);
        } else {
            return Err(DecodeError::new(format!("an offset of {} seconds can't be written in RFC 3339", self.offset)));
        }
        Ok(text)
    }
}

/// Writes a number with this many digits.
fn digits(text: &mut String, value: u32, count: u32) {
    for place in (0..count).rev() {
        let digit = value / 10_u32.pow(place) % 10;
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// What is left of a text.
struct Cursor<'t>(&'t [u8]);

impl Cursor<'_> {
    /// A number of so many digits.
    fn number(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let mut value = 0;
        for digit in digits {
            value = value * 10 + u16::from(digit.is_ascii_digit().then(|| digit - b'0')?);
        }
        self.0 = rest;
        Some(value)
    }

    /// A number of two digits up to this one.
    fn pair(&mut self, greatest: u8) -> Option<u8> {
        self.number(2).and_then(|value| u8::try_from(value).ok()).filter(|value| *value <= greatest)
    }

    /// Takes one of these characters, if it comes next.
    fn take(&mut self, accepted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        accepted.contains(first).then(|| self.0 = rest)?;
        Some(*first)
    }

    fn day(&mut self) -> Option<Day> {
        let year = self.number(4)?.into();
        self.take(b"-")?;
        let month = self.pair(12)?;
        self.take(b"-")?;
        Some(Day { year, month, day: self.pair(31)? })
    }

    /// A date and a time, the offset left open.
    fn local(&mut self) -> Option<Moment> {
        let day = self.day()?;
        if self.0.is_empty() {
            return Some(Moment { day, hour: 0, minute: 0, second: 0, nanosecond: 0, offset: 0 });
        }
        self.take(b"Tt ")?;
        let hour = self.pair(23)?;
        self.take(b":")?;
        let minute = self.pair(59)?;
        let (mut second, mut nanosecond) = (0, 0);
        if self.take(b":").is_some() {
            second = self.pair(if minute == 59 { 60 } else { 59 })?;
            if self.take(b".,").is_some() {
                nanosecond = self.fraction()?;
            }
        }
        Some(Moment { day, hour, minute, second, nanosecond, offset: 0 })
    }

    fn fraction(&mut self) -> Option<u32> {
        let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        let nine = digits.iter().copied().chain(std::iter::repeat(b'0')).take(9);
        (count > 0).then(|| nine.fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
    }

    fn offset(&mut self) -> Option<i32> {
        if self.take(b"Zz").is_some() {
            return Some(0);
        }
        self.take(b" ");
        let is_west = self.take(b"+-")? == b'-';
        let hours: i32 = self.pair(23)?.into();
        let minutes = match self.take(b":") {
            None if self.0.is_empty() => 0,
            _ => i32::from(self.pair(59)?),
        };
        let offset = hours * 3600 + minutes * 60;
        Some(if is_west { -offset } else { offset })
    }
}

#[cfg(test)]
mod tests {
    use super::{A_MOMENT, Day, Moment};

    fn rewritten(text: &str) -> Result<String, &'static str> {
        Moment::parse(text.as_bytes()).map(|moment| moment.text().unwrap())
    }

    #[test]
    fn the_examples_of_rfc_3339_come_back_as_they_are() {
        for text in [
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1937-01-01T12:00:27.87+00:20",
            "2024-02-29T00:00:00.000000001Z",
        ] {
            assert_eq!(rewritten(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_differs_in_spelling_only_is_read() {
        for (text, written) in [
            ("2024-02-29t12:30:00z", "2024-02-29T12:30:00Z"),
            ("2024-02-29 12:30:00Z", "2024-02-29T12:30:00Z"),
            ("2024-02-29T12:30Z", "2024-02-29T12:30:00Z"),
            ("2024-02-29T12:30+02:00", "2024-02-29T12:30:00+02:00"),
            ("2024-02-29T12:30:00+0200", "2024-02-29T12:30:00+02:00"),
            ("2024-02-29 12:30:00.5+02", "2024-02-29T12:30:00.5+02:00"),
            ("2024-02-29 12:30:00 -0230", "2024-02-29T12:30:00-02:30"),
            ("2024-02-29T12:30:00,250Z", "2024-02-29T12:30:00.25Z"),
            ("2024-02-29T12:30:00.1234567894Z", "2024-02-29T12:30:00.123456789Z"),
            ("2024-02-29T12:30:00-00:00", "2024-02-29T12:30:00Z"),
        ] {
            assert_eq!(rewritten(text).as_deref(), Ok(written), "{text}");
        }
    }

    #[test]
    fn what_is_missing_at_the_end_is_zero() {
        for (text, written) in [
            ("2024-02-29T12:30:00", "2024-02-29T12:30:00Z"),
            ("2024-02-29 12:30", "2024-02-29T12:30:00Z"),
            ("2024-02-29T12:30:00.5", "2024-02-29T12:30:00.5Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z"),
        ] {
            assert_eq!(rewritten(text).as_deref(), Ok(written), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_time_is_refused() {
        for text in ["", "2024-02-29T", "2024-02-29T12", "2024-02-29T12Z", "12:30:00Z", "2024-02-29T12:30:00ZZ"] {
            assert_eq!(rewritten(text), Err(A_MOMENT), "{text}");
        }
        for text in ["2024-02-29T24:00:00Z", "2024-02-29T12:60:00Z", "2024-02-29T12:30:60Z", "2024-02-29T12:30:00.Z"] {
            assert_eq!(rewritten(text), Err(A_MOMENT), "{text}");
        }
        for text in
            ["2024-02-29T12:30:00+2", "2024-02-29T12:30:00+02:0", "2024-02-29T12:30:00 Z", "+2024-02-29T12:30:00Z"]
        {
            assert_eq!(rewritten(text), Err(A_MOMENT), "{text}");
        }
    }

    #[test]
    fn a_day_is_ten_characters() {
        assert_eq!(Day::parse(b"2024-02-29"), Some(Day { year: 2024, month: 2, day: 29 }));
        for text in ["2024-2-29", "2024-02-29T00:00:00Z", "20240229", "2024-02-29 ", "24-02-29", "2024-13-01"] {
            assert_eq!(Day::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn what_rfc_3339_has_no_place_for_is_not_written() {
        let day = |year| Day { year, month: 1, day: 1 };
        assert_eq!(day(33).text().unwrap(), "0033-01-01");
        assert_eq!(day(10_000).text().unwrap_err().message(), "the year 10000 can't be written in RFC 3339");
        assert_eq!(day(-1).text().unwrap_err().message(), "the year -1 can't be written in RFC 3339");
        let moment = Moment { day: day(1900), hour: 0, minute: 0, second: 0, nanosecond: 0, offset: 1172 };
        assert_eq!(moment.text().unwrap_err().message(), "an offset of 1172 seconds can't be written in RFC 3339");
    }
}
