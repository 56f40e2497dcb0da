//! How long a server asks to wait: the header `Retry-After` (RFC 9110, section 10.2.3), and what servers make of it.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

use crate::codec::http_date;

/// How long the server asks to wait: in milliseconds, where it says so (`retry-after-ms`), else in seconds, which may have a
/// fraction, or until a date. A date is read against the server's own `Date`, for clocks differ; without that, against
/// the clock here. A time that is over is no wait.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = text(&RETRY_AFTER_MS).and_then(decimal).map(|wait| wait / 1000);
    milliseconds.or_else(|| {
        let asked = text(&RETRY_AFTER)?;
        decimal(asked).or_else(|| {
            let until = seconds(asked)?;
            let now = text(&DATE).and_then(seconds).or_else(here)?;
            Some(Duration::from_secs(until.saturating_sub(now)))
        })
    })
}

/// What some servers say in place of the header of the standard.
const RETRY_AFTER_MS: HeaderName = HeaderName::from_static("retry-after-ms");

/// So many seconds, in digits, with a fraction or without.
fn decimal(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    // Nothing is said in less than nanoseconds.
    let fraction: u32 = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    // A number that is too large for a clock asks for a very long wait, not for none.
    Some(Duration::new(whole.parse().unwrap_or(u64::MAX), fraction))
}

/// The seconds from the year 0 to now, by the clock here. Browsers have none that is read so.
fn here() -> Option<u64> {
    #[cfg(target_arch = "wasm32")]
    return None;
    #[cfg(not(target_arch = "wasm32"))]
    {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        seconds(EPOCH)?.checked_add(now.as_secs())
    }
}

/// From when on clocks count.
#[cfg(not(target_arch = "wasm32"))]
const EPOCH: &str = "Thu, 01 Jan 1970 00:00:00 GMT";

/// The seconds from the year 0 to a date of HTTP.
fn seconds(date: &str) -> Option<u64> {
    const DAYS_BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    let date = http_date::Parts::parse(date)?;
    let year = u64::from(date.year);
    // Leap days up to the year before, and this year's once February is over.
    let past = if date.month <= 2 { year.checked_sub(1)? } else { year };
    let before = DAYS_BEFORE.get(usize::from(date.month).checked_sub(1)?)?;
    let days = year * 365 + past / 4 - past / 100 + past / 400 + before + u64::from(date.day);
    Some(((days * 24 + u64::from(date.hour)) * 60 + u64::from(date.minute)) * 60 + u64::from(date.second))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn wait(retry_after: &'static str, date: Option<&'static str>) -> Option<u64> {
        let mut headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(retry_after))]);
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        read(&headers).map(|wait| wait.as_secs())
    }

    #[test]
    fn reads_seconds() {
        assert_eq!(wait("120", None), Some(120));
        assert_eq!(wait("0", None), Some(0));
        for other in ["", "-1", "1.", ".5", "1.5.2", "1e3", "+1", "soon"] {
            assert_eq!(wait(other, None), None, "{other}");
        }
        assert_eq!(wait("99999999999999999999999", None), Some(u64::MAX));
    }

    #[test]
    fn reads_fractions_and_milliseconds() {
        let read_ms = |name: &'static str, value: &'static str| {
            let name = HeaderName::from_static(name);
            read(&HeaderMap::from_iter([(name, HeaderValue::from_static(value))])).map(|wait| wait.as_micros())
        };
        assert_eq!(read_ms("retry-after", "1.5"), Some(1_500_000));
        assert_eq!(read_ms("retry-after", "0.0000012345678"), Some(1));
        assert_eq!(read_ms("retry-after-ms", "250"), Some(250_000));
        assert_eq!(read_ms("retry-after-ms", "0.5"), Some(500));
        assert_eq!(read_ms("retry-after-ms", "soon"), None);
        let both = [(RETRY_AFTER, "1"), (RETRY_AFTER_MS, "250")];
        let both = both.map(|(name, value)| (name, HeaderValue::from_static(value)));
        assert_eq!(read(&HeaderMap::from_iter(both)), Some(Duration::from_millis(250)));
    }

    #[test]
    fn reads_dates_without_the_servers_own_by_the_clock_here() {
        assert_eq!(wait("Thu, 01 Jan 1970 00:00:00 GMT", None), Some(0));
        let far = wait("Fri, 31 Dec 9999 23:59:59 GMT", None).unwrap();
        assert!((200_000_000_000..260_000_000_000).contains(&far), "{far}");
    }

    #[test]
    fn reads_dates_against_the_servers_own() {
        let now = Some("Tue, 29 Feb 2028 23:59:50 GMT");
        assert_eq!(wait("Wed, 01 Mar 2028 00:00:20 GMT", now), Some(30));
        assert_eq!(wait("Tue, 29 Feb 2028 23:59:00 GMT", now), Some(0));
        assert_eq!(wait("Wed, 28 Feb 2029 23:59:50 GMT", now), Some(365 * 86_400));
        assert_eq!(wait("Thu, 01 Jan 1970 00:00:00 GMT", Some("Wed, 31 Dec 1969 23:59:59 GMT")), Some(1));
        assert_eq!(wait("Wed, 01 Mar 2028 00:00:20", now), None);
        assert_eq!(wait("Wed, 01 Foo 2028 00:00:20 GMT", now), None);
    }
}
