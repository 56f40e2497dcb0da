//! The header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

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

/// The seconds from the year 0 to a date such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7; of its
/// forms, the one that may be sent).
fn seconds(date: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const DAYS_BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    let mut parts = date.split(' ').skip(1);
    let day: u64 = parts.next()?.parse().ok()?;
    let month = parts.next()?;
    let month = MONTHS.iter().position(|name| *name == month)?;
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<u64>().ok()?;
    let mut clock = parts.next()?.splitn(3, ':').map(|part| part.parse::<u64>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    if parts.next() != Some("GMT") || day > 31 || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // Leap days up to the year before, and this year's once February is over.
    let past = if month < 2 { year.checked_sub(1)? } else { year };
    let days = year * 365 + past / 4 - past / 100 + past / 400 + DAYS_BEFORE.get(month)? + day;
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
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
