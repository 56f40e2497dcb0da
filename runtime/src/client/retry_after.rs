//! The header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

use crate::codec::http_date;

/// How long the server asks to wait. A date is read against the server's own `Date`, for clocks differ; without that
/// it tells nothing. A time that is over is no wait.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok();
    let asked = text(RETRY_AFTER)?.trim();
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        return asked.parse().ok().map(Duration::from_secs);
    }
    let now = text(DATE).and_then(seconds)?;
    Some(Duration::from_secs(seconds(asked)?.saturating_sub(now)))
}

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
        for other in ["", "-1", "1.5", "soon", "99999999999999999999999"] {
            assert_eq!(wait(other, None), None, "{other}");
        }
    }

    #[test]
    fn reads_dates_against_the_servers_own() {
        let now = Some("Tue, 29 Feb 2028 23:59:50 GMT");
        assert_eq!(wait("Wed, 01 Mar 2028 00:00:20 GMT", now), Some(30));
        assert_eq!(wait("Tue, 29 Feb 2028 23:59:00 GMT", now), Some(0));
        assert_eq!(wait("Wed, 28 Feb 2029 23:59:50 GMT", now), Some(365 * 86_400));
        assert_eq!(wait("Thu, 01 Jan 1970 00:00:00 GMT", Some("Wed, 31 Dec 1969 23:59:59 GMT")), Some(1));
        assert_eq!(wait("Wed, 01 Mar 2028 00:00:20 GMT", None), None);
        assert_eq!(wait("Wed, 01 Mar 2028 00:00:20", now), None);
        assert_eq!(wait("Wed, 01 Foo 2028 00:00:20 GMT", now), None);
    }
}
