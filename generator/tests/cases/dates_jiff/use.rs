use oasmith_runtime::codec::json;
use oasmith_runtime::jiff::Timestamp;
use oasmith_runtime::jiff::civil::Date;
use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::dates_jiff::{Client, types::Entry};
use super::ready::ready;

fn day() -> Date {
    Date::new(2024, 2, 29).unwrap()
}

// support: Schemas | Dates of jiff | yes
#[test]
fn dates_are_read_and_sent() {
    let moment = "2024-02-29T10:30:00.25Z".parse::<Timestamp>().unwrap();
    let mock = Mock::always(HttpResponse::json(
        StatusCode::OK,
        r#"[{"at":"2024-02-29t12:30:00.250+0200","on":"2024-02-29"},{"at":"1990-12-31T23:59:60Z","on":null}]"#,
    ));
    let client = Client::builder().transport(mock.clone()).build();
    let entries = ready(client.entries().list().since(moment).on(day())).unwrap();
    assert_eq!((entries[0].at, entries[0].on, entries[1].on), (moment, Some(day()), None));
    assert_eq!(
        json::to_string(&entries).unwrap(),
        r#"[{"at":"2024-02-29T10:30:00.25Z","on":"2024-02-29"},{"at":"1990-12-31T23:59:59Z"}]"#
    );
    let since = "2024-02-29T10:30:00.25Z".replace(':', "%3A").replace('+', "%2B");
    assert_eq!(mock.requests()[0].url, format!("https://api.example.org/entries?since={since}&on=2024-02-29"));
}

#[test]
fn what_is_no_date_is_refused_where_it_stands() {
    for (text, said) in [
        (
            r#"[{"at":"2024-02-29T12:30:61"}]"#,
            "at /0/at: expected a date-time such as 2024-02-29T12:30:00Z, found \"2024-02-29T12:30:61\"",
        ),
        (
            r#"[{"at":"2023-02-29T12:30:00Z"}]"#,
            "at /0/at: expected a date-time such as 2024-02-29T12:30:00Z, found \"2023-02-29T12:30:00Z\"",
        ),
        (
            r#"[{"at":"2024-02-29T12:30:00Z","on":"2024-00-01"}]"#,
            "at /0/on: expected a date such as 2024-02-29, found \"2024-00-01\"",
        ),
    ] {
        assert_eq!(json::from_str::<Vec<Entry>>(text).unwrap_err().to_string(), said);
    }
}

#[test]
fn other_spellings_of_dates_are_read_and_sent() {
    let text = r#"{"at":"2024-02-29T10:30:00Z","modified":"Thu, 29 Feb 2024 12:34:56 GMT","ends":-1,"lasts":"P1Y2M3W4DT36H0.5S"}"#;
    let entry: Entry = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&entry).unwrap(), text);
    let before_1970 = *entry.ends.unwrap() - std::time::Duration::from_millis(500);
    let entry = Entry { at: before_1970, ends: Some(before_1970.into()), lasts: Some(lasts()), ..entry };
    assert_eq!(
        json::to_string(&entry).unwrap(),
        r#"{"at":"1969-12-31T23:59:58.5Z","modified":"Thu, 29 Feb 2024 12:34:56 GMT","ends":-2,"lasts":"-P1MT90M1.5S"}"#
    );
}

// support: Schemas | `base64url`: without padding; with `base64url = "padded"`, the format has it in bodies, `contentEncoding` and URLs have not | yes
#[test]
fn base64url_is_padded_in_bodies_where_that_is_asked_for() {
    let text = r#"{"at":"1970-01-01T00:00:00Z","cursor":"-_8=","untyped":"-_8=","encoded":"-_8"}"#;
    let entry: Entry = json::from_str(text).unwrap();
    assert_eq!(entry.cursor.as_deref(), Some(&[0xfb, 0xff][..]));
    assert_eq!(json::to_string(&entry).unwrap(), text);
    assert_eq!(json::from_str::<Entry>(&text.replace("8=", "8")).unwrap(), entry);
    assert_eq!(json::from_str::<Entry>(&text.replace("8\"}", "8=\"}")).unwrap(), entry);
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, "[]"));
    let client = Client::builder().transport(mock.clone()).build();
    ready(client.entries().list().after(&[0xfb, 0xff])).unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.org/entries?after=-_8");
}

/// Its months stay apart, and its units are those that were given.
fn lasts() -> oasmith_runtime::jiff::SpanFieldwise {
    use oasmith_runtime::jiff::ToSpan;
    -1.month().minutes(90).milliseconds(1500).fieldwise()
}
