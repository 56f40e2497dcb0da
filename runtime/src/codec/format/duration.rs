//! Lengths of time as ISO 8601 spells them: the format `duration`.

use std::fmt::{self, Write};
use std::str::FromStr;

use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink, from_what_becomes};

const EXPECTED: &str = "a duration such as P1DT12H30M";
const NANOSECONDS: u64 = 1_000_000_000;

/// A length of time as ISO 8601 spells it: `P1Y2M10DT2H30M`.
///
/// Its parts stay apart, since a month has no length of its own: it becomes a [`std::time::Duration`] only where it has
/// neither years nor months. Two are equal where their parts are: `PT60M` is not `PT1H`.
///
/// ```
/// use std::time::Duration as Std;
///
/// let month = oasmith_runtime::Duration { months: 1, ..Default::default() };
/// assert_eq!(month.to_string(), "P1M");
/// assert_eq!(month.to_std(), None);
/// let pause = oasmith_runtime::Duration::from(Std::from_millis(90_500));
/// assert_eq!(pause.to_string(), "PT1M30.5S");
/// assert_eq!(pause.to_std(), Some(Std::from_millis(90_500)));
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Whether it leads into the past; then all parts do.
    pub negative: bool,
    /// Years of the calendar.
    pub years: u64,
    /// Months of the calendar.
    pub months: u64,
    /// Weeks.
    pub weeks: u64,
    /// Days, which a change of the clocks makes longer or shorter.
    pub days: u64,
    /// Hours.
    pub hours: u64,
    /// Minutes.
    pub minutes: u64,
    /// Whole seconds.
    pub seconds: u64,
    /// What is beyond the whole seconds, less than 1,000,000,000.
    pub nanoseconds: u32,
}

impl Duration {
    /// The length, where it is one: without years and months, and not into the past. A day is taken as 24 hours.
    #[must_use]
    pub fn to_std(&self) -> Option<std::time::Duration> {
        let is_length = self.years == 0 && self.months == 0 && !self.negative;
        let days = self.weeks.checked_mul(7)?.checked_add(self.days)?;
        let hours = days.checked_mul(24)?.checked_add(self.hours)?;
        let minutes = hours.checked_mul(60)?.checked_add(self.minutes)?;
        let seconds = minutes.checked_mul(60)?.checked_add(self.seconds)?;
        let length = std::time::Duration::from_secs(seconds);
        length.checked_add(std::time::Duration::from_nanos(self.nanoseconds.into())).filter(|_| is_length)
    }

    fn parse(text: &str) -> Option<Duration> {
        let mut rest = text.as_bytes();
        let whole_sign = take_sign(&mut rest);
        let (b'P' | b'p', after) = rest.split_first()? else { return None };
        rest = after;
        let mut read = Duration::default();
        // What has been read: the last part, its sign, whether the `T`, and whether a fraction.
        let (mut last, mut sign, mut is_time, mut is_done) = (0, None, false, false);
        while !rest.is_empty() {
            if let Some((b'T' | b't', after)) = rest.split_first() {
                if is_time || after.is_empty() {
                    return None;
                }
                (is_time, rest) = (true, after);
                continue;
            }
            // XML has the sign before the whole, Java before each part; they are all the same here.
            let own = take_sign(&mut rest);
            if own.is_some() && whole_sign.is_some() || sign.is_some_and(|sign| sign != own.unwrap_or(b'+')) {
                return None;
            }
            sign = Some(own.unwrap_or(b'+'));
            let (whole, fraction) = take_number(&mut rest)?;
            let (unit, after) = rest.split_first()?;
            rest = after;
            let place = match (unit.to_ascii_uppercase(), is_time) {
                (b'Y', false) => 1,
                (b'M', false) => 2,
                (b'W', false) => 3,
                (b'D', false) => 4,
                (b'H', true) => 5,
                (b'M', true) => 6,
                (b'S', true) => 7,
                _ => return None,
            };
            if place <= last || is_done {
                return None;
            }
            last = place;
            // Only the last part may have a fraction.
            is_done = fraction.is_some();
            read.put(place, whole, fraction)?;
        }
        (last > 0).then_some(())?;
        read.negative = [whole_sign, sign].contains(&Some(b'-')) && read != Duration::default();
        Some(read)
    }

    /// Takes in a part; a fraction of it, in nanoths, becomes smaller parts.
    fn put(&mut self, place: u8, whole: u64, fraction: Option<u64>) -> Option<()> {
        let seconds = match place {
            1 => (self.years = whole, 0).1,
            2 => (self.months = whole, 0).1,
            3 => (self.weeks = whole, 7 * 86_400).1,
            4 => (self.days = whole, 86_400).1,
            5 => (self.hours = whole, 3_600).1,
            6 => (self.minutes = whole, 60).1,
            _ => (self.seconds = whole, 1).1,
        };
        let Some(fraction) = fraction.filter(|fraction| *fraction > 0) else { return Some(()) };
        // A part of a month is of no length.
        (seconds > 0).then_some(())?;
        let nanoseconds = fraction * seconds;
        let left = nanoseconds / NANOSECONDS;
        for (place, unit) in [(4, 86_400), (5, 3_600), (6, 60), (7, 1)].into_iter().filter(|(below, _)| *below > place)
        {
            let value = match place {
                4 => &mut self.days,
                5 => &mut self.hours,
                6 => &mut self.minutes,
                _ => &mut self.seconds,
            };
            *value = left % seconds_above(place) / unit;
        }
        self.nanoseconds = u32::try_from(nanoseconds % NANOSECONDS).ok()?;
        Some(())
    }
}

/// How many seconds the next larger part has.
const fn seconds_above(place: u8) -> u64 {
    match place {
        4 => 7 * 86_400,
        5 => 86_400,
        6 => 3_600,
        _ => 60,
    }
}

fn take_sign(rest: &mut &[u8]) -> Option<u8> {
    let (sign @ (b'+' | b'-'), after) = rest.split_first()? else { return None };
    *rest = after;
    Some(*sign)
}

/// A whole number, and its fraction in nanoths.
fn take_number(rest: &mut &[u8]) -> Option<(u64, Option<u64>)> {
    let whole = take_digits(rest);
    (!whole.is_empty()).then_some(())?;
    let whole =
        whole.iter().try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')));
    let Some((b'.' | b',', after)) = rest.split_first() else { return Some((whole?, None)) };
    *rest = after;
    let digits = take_digits(rest);
    (!digits.is_empty()).then_some(())?;
    let mut nanoths = 0;
    for place in 0..9 {
        nanoths = nanoths * 10 + digits.get(place).map_or(0, |digit| u64::from(digit - b'0'));
    }
    Some((whole?, Some(nanoths)))
}

fn take_digits<'t>(rest: &mut &'t [u8]) -> &'t [u8] {
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, after) = rest.split_at_checked(count).unwrap_or_default();
    *rest = after;
    digits
}

from_what_becomes!(Duration: std::time::Duration);

/// A length of hours, minutes and seconds.
impl From<std::time::Duration> for Duration {
    fn from(length: std::time::Duration) -> Self {
        let seconds = length.as_secs();
        Self {
            hours: seconds / 3600,
            minutes: seconds / 60 % 60,
            seconds: seconds % 60,
            nanoseconds: length.subsec_nanos(),
            ..Self::default()
        }
    }
}

/// Reads what ISO 8601 spells.
impl FromStr for Duration {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        Self::decode(In::Str(text))
    }
}

/// As ISO 8601 spells it.
impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.negative { "-P" } else { "P" })?;
        for (value, unit) in [(self.years, 'Y'), (self.months, 'M'), (self.weeks, 'W'), (self.days, 'D')] {
            if value > 0 {
                write!(formatter, "{value}{unit}")?;
            }
        }
        let seconds = self.seconds.saturating_add(u64::from(self.nanoseconds) / NANOSECONDS);
        let nanoseconds = u64::from(self.nanoseconds) % NANOSECONDS;
        let has_days = self.years > 0 || self.months > 0 || self.weeks > 0 || self.days > 0;
        let has_seconds = seconds > 0 || nanoseconds > 0;
        if has_days && self.hours == 0 && self.minutes == 0 && !has_seconds {
            return Ok(());
        }
        formatter.write_char('T')?;
        for (value, unit) in [(self.hours, 'H'), (self.minutes, 'M')] {
            if value > 0 {
                write!(formatter, "{value}{unit}")?;
            }
        }
        if nanoseconds > 0 {
            let fraction = format!("{nanoseconds:09}");
            return write!(formatter, "{seconds}.{}S", fraction.trim_end_matches('0'));
        }
        if has_seconds || self.hours == 0 && self.minutes == 0 {
            return write!(formatter, "{seconds}S");
        }
        Ok(())
    }
}

impl fmt::Debug for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Duration({self})")
    }
}

impl Decode for Duration {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        let read = match &value {
            In::Str(text) => Duration::parse(text),
            _ => None,
        };
        read.ok_or_else(|| value.mismatch(EXPECTED))
    }
}

impl Encode for Duration {
    fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
        sink.put(Out::Str(&self.to_string()))
    }
}

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::{Span, SpanFieldwise};

    use super::{Duration, EXPECTED};
    use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink, from_what_becomes};

    from_what_becomes!(Duration: Span);
    from_what_becomes!(SpanFieldwise: Span);

    fn span(read: Duration) -> Option<Span> {
        let narrow = |value: u64| i64::try_from(value).ok();
        let span = Span::new().try_years(narrow(read.years)?).ok()?.try_months(narrow(read.months)?).ok()?;
        let span = span.try_weeks(narrow(read.weeks)?).ok()?.try_days(narrow(read.days)?).ok()?;
        let span = span.try_hours(narrow(read.hours)?).ok()?.try_minutes(narrow(read.minutes)?).ok()?;
        let span = span.try_seconds(narrow(read.seconds)?).ok()?.try_nanoseconds(read.nanoseconds).ok()?;
        Some(if read.negative { span.negate() } else { span })
    }

    impl From<Span> for Duration {
        fn from(span: Span) -> Self {
            let parts =
                [(span.get_milliseconds(), 1_000_000), (span.get_microseconds(), 1_000), (span.get_nanoseconds(), 1)];
            let small = parts.iter().map(|(value, length)| u128::from(value.unsigned_abs()) * length).sum::<u128>();
            let carried = u64::try_from(small / 1_000_000_000).unwrap_or(u64::MAX);
            Self {
                negative: span.is_negative(),
                years: span.get_years().unsigned_abs().into(),
                months: span.get_months().unsigned_abs().into(),
                weeks: span.get_weeks().unsigned_abs().into(),
                days: span.get_days().unsigned_abs().into(),
                hours: span.get_hours().unsigned_abs().into(),
                minutes: span.get_minutes().unsigned_abs(),
                seconds: span.get_seconds().unsigned_abs().saturating_add(carried),
                nanoseconds: u32::try_from(small % 1_000_000_000).unwrap_or_default(),
            }
        }
    }

    impl Decode for SpanFieldwise {
        fn decode(value: In<'_>) -> Result<Self, DecodeError> {
            let read = match &value {
                In::Str(text) => Duration::parse(text).and_then(span),
                _ => None,
            };
            read.map(SpanFieldwise).ok_or_else(|| value.mismatch(EXPECTED))
        }
    }

    impl Encode for SpanFieldwise {
        fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
            sink.put(Out::Str(&Duration::from(self.0).to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Duration;

    fn written(text: &str) -> Option<String> {
        Duration::parse(text).map(|read| read.to_string())
    }

    #[test]
    fn what_is_spelled_as_usual_comes_back_as_it_is() {
        for text in [
            "P1Y2M3W4DT5H6M7.000000008S",
            "P3Y6M4DT12H30M5S",
            "P1M",
            "PT1M",
            "PT36H",
            "P14D",
            "P2W",
            "PT0S",
            "PT0.5S",
            "-P1DT1S",
            "PT18446744073709551615S",
        ] {
            assert_eq!(written(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_differs_in_spelling_only_is_read() {
        for (text, spelled) in [
            ("p1dt2h", "P1DT2H"),
            ("P0D", "PT0S"),
            ("-PT0S", "PT0S"),
            ("P0Y1M0DT0H", "P1M"),
            ("+PT5M", "PT5M"),
            ("PT-6H-3M", "-PT6H3M"),
            ("P-1D", "-P1D"),
            ("PT1,5S", "PT1.5S"),
            ("PT1.5H", "PT1H30M"),
            ("P0.5D", "PT12H"),
            ("P1.5W", "P1W3DT12H"),
            ("PT0.0001M", "PT0.006S"),
            ("PT1.1234567899S", "PT1.123456789S"),
            ("P2.0M", "P2M"),
        ] {
            assert_eq!(written(text).as_deref(), Some(spelled), "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1DT",
            "PT1D",
            "P1H",
            "P1D1M",
            "P1Y1Y",
            "PT1.5H30M",
            "P0.5M",
            "P0.5Y",
            "PT.5S",
            "PT1.S",
            "90s",
            "1h30m",
            "90",
            "PT1H-3M",
            "PT-6H3M",
            "-PT-1H",
            "-PT+1H",
            "P1D ",
            "PT1HT1M",
            "PT18446744073709551616S",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn months_stay_apart() {
        let std = |text: &str| text.parse::<Duration>().unwrap().to_std().map(|length| length.as_secs());
        assert_eq!(std("P1W1DT1H1M1S"), Some((8 * 24 + 1) * 3600 + 61));
        assert_eq!(std("P1M"), None);
        assert_eq!(std("P1Y"), None);
        assert_eq!(std("-PT1S"), None);
        assert_eq!(std("PT18446744073709551615H"), None);
    }
}
