//! Points in time as HTTP's headers write them (RFC 9110, section 5.6.7).

/// A date and a time in UTC, not yet known to exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) year: u16,
    /// From 1.
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
    /// 60 for a leap second.
    pub(crate) second: u8,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Parts {
    /// Reads a text in any of the three forms that a recipient has to accept. The day of the week is not held against it.
    pub(crate) fn parse(text: &str) -> Option<Parts> {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        match *words.as_slice() {
            // `Sun, 06 Nov 1994 08:49:37 GMT`
            [weekday, day, month, year, clock, zone] if weekday.ends_with(',') => {
                Parts::of(number(year, 4)?, month, day, clock, zone)
            }
            // `Sunday, 06-Nov-94 08:49:37 GMT`
            [weekday, date, clock, zone] if weekday.ends_with(',') => {
                let (day, rest) = date.split_once('-')?;
                let (month, year) = rest.split_once('-')?;
                let century = |year: u16| if year < 70 { 2000 + year } else { 1900 + year };
                Parts::of(number(year, 2).map(century)?, month, day, clock, zone)
            }
            // `Sun Nov  6 08:49:37 1994`
            [weekday, month, day, clock, year] if !weekday.ends_with(',') => {
                Parts::of(number(year, 4)?, month, day, clock, "GMT")
            }
            _ => None,
        }
    }

    fn of(year: u16, month: &str, day: &str, clock: &str, zone: &str) -> Option<Parts> {
        let month = MONTHS.iter().position(|name| name.eq_ignore_ascii_case(month))?;
        let day = number(day, day.len()).filter(|day| (1..=31).contains(day))?;
        let mut clock = clock.split(':').map(|part| number(part, 2));
        let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
        let is_utc = matches!(zone, "GMT" | "UTC" | "+0000") && clock.next().is_none();
        (is_utc && hour < 24 && minute < 60 && second <= 60).then_some(())?;
        let narrow = |value: u16| u8::try_from(value).ok();
        Some(Parts {
            year,
            month: u8::try_from(month).ok()? + 1,
            day: narrow(day)?,
            hour: narrow(hour)?,
            minute: narrow(minute)?,
            second: narrow(second)?,
        })
    }
}

/// A number of so many digits.
fn number(text: &str, length: usize) -> Option<u16> {
    (text.len() == length && length <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())?
}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use typed::HttpDate;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod typed {
    use std::fmt;
    use std::ops::Deref;

    use super::{MONTHS, Parts};
    use crate::codec::format::date_time::{Day, Moment};
    use crate::codec::{DecodeError, In};

    const EXPECTED: &str = "a date such as Thu, 29 Feb 2024 12:30:00 GMT";

    const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    /// A point in time that is sent as HTTP's headers write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
    /// Parts of a second are not sent.
    ///
    /// ```
    /// # #[cfg(feature = "chrono")]
    /// # fn main() -> Result<(), oasmith_runtime::DecodeError> {
    /// use oasmith_runtime::chrono::{DateTime, Utc};
    /// use oasmith_runtime::{HttpDate, json};
    ///
    /// let seen: HttpDate<DateTime<Utc>> = json::from_str("\"Thu, 29 Feb 2024 12:34:56 GMT\"")?;
    /// assert_eq!(seen.to_rfc3339(), "2024-02-29T12:34:56+00:00");
    /// # Ok(())
    /// # }
    /// # #[cfg(not(feature = "chrono"))]
    /// # fn main() {}
    /// ```
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct HttpDate<T>(pub T);

    impl<T> Deref for HttpDate<T> {
        type Target = T;

        fn deref(&self) -> &T {
            &self.0
        }
    }

    impl<T: fmt::Debug> fmt::Debug for HttpDate<T> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.fmt(formatter)
        }
    }

    impl Moment {
        /// Reads a point in time as HTTP writes it and makes a library's own of it.
        pub(in crate::codec::format) fn decode_http<T>(
            value: &In<'_>,
            make: impl FnOnce(Moment) -> Option<T>,
        ) -> Result<T, DecodeError> {
            let parts = match value {
                In::Str(text) => Parts::parse(text),
                _ => None,
            };
            let moment = parts.map(|parts| Moment {
                day: Day { year: parts.year.into(), month: parts.month, day: parts.day },
                hour: parts.hour,
                minute: parts.minute,
                second: parts.second,
                nanosecond: 0,
                offset: 0,
            });
            moment.and_then(make).ok_or_else(|| value.mismatch(EXPECTED))
        }

        /// The point in time, which is in UTC, as HTTP writes it.
        pub(in crate::codec::format) fn http_text(self) -> Result<String, DecodeError> {
            let Day { year, month, day } = self.day;
            if !(0..=9999).contains(&year) {
                return Err(DecodeError::new(format!("the year {year} can't be written in a date of HTTP")));
            }
            // January and February belong to the year before, so that a leap day comes last (Sakamoto's method).
            const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
            let at = usize::from(month).wrapping_sub(1);
            let shift = SHIFTS.get(at).copied().unwrap_or_default();
            let past = if month < 3 { year - 1 } else { year };
            let weekday =
                past + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) + shift + i32::from(day);
            let weekday = usize::try_from(weekday.rem_euclid(7)).ok().and_then(|at| WEEKDAYS.get(at));
            let (weekday, month) = (weekday.unwrap_or(&"Sun"), MONTHS.get(at).unwrap_or(&"Jan"));
            let Moment { hour, minute, second, .. } = self;
            Ok(format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT"))
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        fn written(text: &str) -> Option<String> {
            Moment::decode_http(&In::Str(text), Some).ok().map(|moment| moment.http_text().unwrap())
        }

        #[test]
        fn every_day_has_its_name() {
            for text in [
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Thu, 29 Feb 2024 23:59:60 GMT",
                "Sat, 01 Jan 2000 00:00:00 GMT",
                "Thu, 01 Mar 1900 00:00:00 GMT",
                "Tue, 29 Feb 2000 00:00:00 GMT",
                "Fri, 31 Dec 9999 12:00:00 GMT",
            ] {
                assert_eq!(written(text).as_deref(), Some(text));
            }
        }

        #[test]
        fn obsolete_forms_are_read() {
            for text in ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "Mon, 6 Nov 1994 08:49:37 UTC"] {
                assert_eq!(written(text).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"), "{text}");
            }
        }

        #[test]
        fn what_is_no_date_of_http_is_refused() {
            for text in [
                "",
                "1994-11-06T08:49:37Z",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 EST",
                "Sun, 06 Nov 1994 08:49:37 GMT+1",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Sun, 06 Foo 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT x",
            ] {
                assert_eq!(written(text), None, "{text}");
            }
        }
    }
}
