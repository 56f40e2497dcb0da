use oasmith_runtime::chrono::{DateTime, FixedOffset, NaiveDate};
use oasmith_runtime::codec::json;
use oasmith_runtime::uuid::Uuid;
use oasmith_runtime::{Base64, Duration, HttpResponse, Mock, Number, Quoted, StatusCode};

use super::formats::Client;
use super::formats::events::{AddNoteRequest, FindEventsRange};
use super::formats::types::{Event, EventRemind, Ledger, LedgerEither};
use super::loopback::{Afterwards, Loopback};
use super::ready::ready;

const ID: &str = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

fn client(answer: &str) -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, answer.to_owned()));
    (Client::builder().transport(mock.clone()).build(), mock)
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id() -> Uuid {
    ID.parse().unwrap()
}

/// An event that has no more than this beside what is required.
fn read(more: &str) -> Result<Event, String> {
    let text = format!(r#"{{"id":"{ID}","starts":"2024-02-29T12:30:00Z"{more}}}"#);
    json::from_str(&text).map_err(|fault| fault.to_string())
}

// support: Schemas | Formats `date`, `date-time` (chrono), `uuid`, `ipv4`, `ipv6`, `byte`; `contentEncoding` | yes
#[test]
fn every_format_goes_there_and_back() {
    let text = format!(
        "{{\"id\":\"{ID}\",\"starts\":\"2024-02-29T12:30:00.25+02:00\",\"ends\":null,\"day\":\"2024-02-29\",\
         \"host\":\"192.0.2.1\",\"peers\":[\"2001:db8::1\"],\"picture\":\"+/8=\",\"cursor\":\"-_8\",\
         \"seen\":{{\"a\":\"2024-03-01T00:00:00Z\"}},\"remind\":\"2024-02-28T08:00:00Z\",\"either\":\"2024-02-29\",\
         \"upper\":\"6BA7B810-9DAD-11D1-80B4-00C04FD430C8\",\"millis\":\"2024-02-29T12:30:00.000Z\",\"packed\":\"=3D\",\
         \"opens\":\"09:30:00\"}}"
    );
    let (client, mock) = client(&text);
    let event: Event = json::from_str(&text).unwrap();
    let kept = ready(client.events().add(event.clone())).unwrap();
    assert_eq!(mock.requests()[0].body.as_ref().unwrap().as_bytes().unwrap(), &text);
    assert_eq!(kept, event);
    assert_eq!(event.id, id());
    assert_eq!(event.starts, moment("2024-02-29T10:30:00.25Z"));
    assert_eq!(event.starts.offset().local_minus_utc(), 7200);
    assert_eq!(event.day, Some(day("2024-02-29")));
    assert_eq!(event.picture.as_deref(), Some(&[0xfb, 0xff][..]));
    assert_eq!(event.remind, Some(EventRemind::DateTime(moment("2024-02-28T08:00:00Z"))));
    assert_eq!(event.upper.as_deref(), Some("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"));
}

#[test]
fn a_date_time_that_is_spelled_otherwise_is_read_and_written_as_rfc_3339_has_it() {
    for spelled in ["2024-02-29t12:30:00z", "2024-02-29 12:30+00", "2024-02-29T12:30:00.000+0000"] {
        let event = read(&format!(r#","ends":"{spelled}""#)).unwrap();
        let written = json::to_string(&event).unwrap();
        assert!(written.contains(r#""ends":"2024-02-29T12:30:00Z""#), "{written}");
    }
}

#[test]
fn what_does_not_spell_the_format_is_refused_where_it_stands() {
    for (more, said) in [
        (
            r#","ends":"2024-02-29T12:30:61""#,
            "at /ends: expected a date-time such as 2024-02-29T12:30:00Z, found \"2024-02-29T12:30:61\"",
        ),
        (r#","ends":7"#, "at /ends: expected a date-time such as 2024-02-29T12:30:00Z, found 7"),
        (r#","day":"2023-02-29""#, "at /day: expected a date such as 2024-02-29, found \"2023-02-29\""),
        (r#","host":"192.0.2.256""#, "at /host: expected an IPv4 address, found \"192.0.2.256\""),
        (r#","peers":["::1","::g"]"#, "at /peers/1: expected an IPv6 address, found \"::g\""),
        (r#","picture":"a""#, "at /picture: expected base64, found \"a\""),
        (r#","id":"7""#, "at /id: expected a UUID, found \"7\""),
        (r#","seen":{"a/b":""}"#, "at /seen/a~1b: expected a date-time such as 2024-02-29T12:30:00Z, found \"\""),
    ] {
        assert_eq!(read(more).unwrap_err(), said);
    }
}

// support: Parameters | Formats in parameters | yes
#[test]
fn parameters_are_sent_as_their_formats_are_written() {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\
         connection: close\r\n\r\n[\"2024-02-29\"]";
    let server = Loopback::start(ANSWER, Afterwards::Close).unwrap();
    let client = Client::with_server(server.url());
    let days = client
        .events()
        .find(day("2024-02-29"), id())
        .since(moment("2024-02-29T12:30:00+02:00"))
        .at(vec![moment("2024-02-29T12:30:00Z"), moment("2024-03-01T12:30:00.5Z")])
        .range(FindEventsRange::new().from(moment("2024-01-01T00:00:00Z")).to(day("2024-12-31")))
        .cursor(&[0xfb, 0xff])
        .x_before(moment("2024-02-29T12:30:00-08:00"))
        .x_host("2001:DB8::1".parse().unwrap())
        .session(id())
        .send_blocking()
        .unwrap();
    assert_eq!(days, [day("2024-02-29")]);
    let request = server.requests().pop().unwrap();
    let lines: Vec<&str> = request.lines().collect();
    assert_eq!(
        lines[0],
        format!(
            "GET /days/2024-02-29/events/{ID}?since=2024-02-29T12%3A30%3A00%2B02%3A00\
             &at=2024-02-29T12%3A30%3A00Z,2024-03-01T12%3A30%3A00.5Z\
             &range%5Bfrom%5D=2024-01-01T00%3A00%3A00Z&range%5Bto%5D=2024-12-31&cursor=-_8 HTTP/1.1"
        )
    );
    for header in ["x-before: 2024-02-29T12:30:00-08:00", "x-host: 2001:db8::1", &format!("cookie: session={ID}")] {
        assert!(lines.contains(&header), "{header} in {request}");
    }
}

#[test]
fn forms_have_them_too() {
    let (client, mock) = client("");
    let note =
        AddNoteRequest::new(day("2024-02-29")).at(moment("2024-02-29T12:30:00Z")).r#for(vec![id()]).raw(b"\xfb\xff");
    let _ = ready(client.events().add_note(note));
    assert_eq!(
        mock.requests()[0].body.as_ref().unwrap().as_bytes().unwrap(),
        &format!("on=2024-02-29&at=2024-02-29T12%3A30%3A00Z&for={ID}&raw=%2B%2F8%3D")
    );
}

#[test]
fn rules_judge_the_text_that_is_sent() {
    let (client, mock) = client("");
    let event = Event::new(id(), moment("2024-02-29T12:30:00Z")).picture(Base64::from(vec![0; 10]));
    let failure = ready(client.events().add(event)).unwrap_err();
    assert_eq!(failure.violations()[0].path(), "/picture");
    assert!(failure.to_string().contains("must have at most 12 characters, has 16"), "{failure}");
    assert!(mock.requests().is_empty());
}

#[test]
fn what_cannot_be_written_is_not_sent() {
    let (client, mock) = client("");
    let far = NaiveDate::from_ymd_opt(12_024, 1, 1).unwrap();
    let failure = ready(client.events().add_note(AddNoteRequest::new(far))).unwrap_err();
    assert!(failure.to_string().contains("the year 12024 can't be written in RFC 3339"), "{failure}");
    assert!(mock.requests().is_empty());
}

/// Every spelling of a ledger, as it is sent.
const LEDGER: &str = r#"{"version":"-9223372036854775808","balance":"1234.50","rate":0.10000000000000000001,"opened":1709210096,"closed":0,"modified":"Thu, 29 Feb 2024 12:34:56 GMT","touched":"Sun, 06 Nov 1994 08:49:37 GMT","term":"P1Y2M3DT36H","count":"18446744073709551615","small":"-7","both":"12","seen":{"a":"1"},"each":["0.30","-1E-7"],"either":"5","untyped":7,"untypedMoment":86400,"untypedRate":"1.50","untypedBytes":"-_8","untypedSize":4294967295,"whole":9007199254740993,"zip":"00501","cents":"1.50","padded":"00000007","fraction":1.5}"#;

// support: Schemas | Integers in strings (`type: string, format: int64` and the like, as gateways of gRPC write them): read from both, written as declared | yes
// support: Schemas | Formats `decimal` and `decimal128` of numbers and strings: all digits are kept | yes
// support: Schemas | Formats `http-date` (`date-time-rfc1123`), `unixtime` (`unix-time`) of integers, `duration` | yes
// support: Schemas | Formats of schemas without `type` | yes
#[test]
fn numbers_and_dates_of_other_spellings_go_there_and_back() {
    let ledger: Ledger = json::from_str(LEDGER).unwrap();
    assert_eq!(json::to_string(&ledger).unwrap(), LEDGER);
    assert_eq!(ledger.version, i64::MIN);
    assert_eq!(*ledger.count.unwrap(), u64::MAX);
    assert_eq!(*ledger.balance, "1234.5".parse::<Number>().unwrap());
    assert_eq!(*ledger.opened, moment("2024-02-29T12:34:56Z"));
    assert_eq!(*ledger.modified.unwrap(), moment("2024-02-29T12:34:56Z"));
    let term = ledger.term.unwrap();
    assert_eq!((term.years, term.months, term.days, term.hours), (1, 2, 3, 36));
    assert_eq!(ledger.either, Some(LedgerEither::Integer(Quoted(5))));
    assert_eq!((ledger.untyped, ledger.untyped_size), (Some(7), Some(u32::MAX)));
    assert_eq!((ledger.whole, ledger.zip.as_deref()), (Some(9_007_199_254_740_993), Some("00501")));
}

#[test]
fn a_number_in_quotes_is_also_read_without_them() {
    let text = r#"{"version":42,"balance":1234.50,"opened":1709210096,"count":7,"both":12,"seen":{"a":1}}"#;
    let ledger: Ledger = json::from_str(text).unwrap();
    assert_eq!(
        json::to_string(&ledger).unwrap(),
        r#"{"version":"42","balance":"1234.50","opened":1709210096,"count":"7","both":"12","seen":{"a":"1"}}"#
    );
}

#[test]
fn what_is_no_such_number_or_date_is_refused_where_it_stands() {
    for (more, said) in [
        (r#""count":"-1""#, "at /count: expected an integer from 0 to 18446744073709551615, found -1"),
        (r#""small":"x""#, "at /small: expected an integer, found \"x\""),
        (r#""each":["1","1,5"]"#, "at /each/1: expected a number, found \"1,5\""),
        (r#""term":"90s""#, "at /term: expected a duration such as P1DT12H30M, found \"90s\""),
        (
            r#""modified":"2024-02-29""#,
            "at /modified: expected a date such as Thu, 29 Feb 2024 12:30:00 GMT, found \"2024-02-29\"",
        ),
        (r#""closed":1.5"#, "at /closed: expected an integer, found 1.5"),
        (
            r#""closed":99999999999999999"#,
            "at /closed: 99999999999999999 seconds since 1970 are beyond what the type can hold",
        ),
    ] {
        let text = format!(r#"{{"version":"1","balance":"1","opened":0,{more}}}"#);
        assert_eq!(json::from_str::<Ledger>(&text).unwrap_err().to_string(), said);
    }
}

#[test]
fn they_are_parameters_and_headers_too() {
    let mut response = HttpResponse::json(StatusCode::OK, LEDGER.to_owned());
    for (name, value) in [
        ("last-modified", "Thu, 29 Feb 2024 12:34:56 GMT"),
        ("x-version", "42"),
        ("x-expires", "1709210096"),
        ("x-age", "PT36H"),
    ] {
        response.headers.insert(name, value.parse().unwrap());
    }
    let mock = Mock::always(response);
    let client = Client::builder().transport(mock.clone()).build();
    // A date of any zone, and plain numbers.
    let zoned = moment("2024-02-29T14:34:56.75+02:00");
    let ledger = Ledger::new(1, "12.50".parse::<Number>().unwrap(), zoned).modified(zoned).count(7).both(7);
    let answer = ready(
        client
            .ledger()
            .keep(u64::MAX, ledger)
            .since(zoned)
            .within(std::time::Duration::from_secs(90))
            .above("0.10".parse::<Number>().unwrap())
            .pages(vec![Quoted(1), Quoted(-2)])
            .if_unmodified_since(zoned)
            .with_response(),
    )
    .unwrap();
    let request = &mock.requests()[0];
    assert_eq!(
        request.url,
        "https://api.example.org/accounts/18446744073709551615/ledger\
         ?since=1709210096&within=PT1M30S&above=0.10&pages=1,-2"
    );
    assert_eq!(request.headers["if-unmodified-since"], "Thu, 29 Feb 2024 12:34:56 GMT");
    assert_eq!(
        request.body.as_ref().unwrap().as_bytes().unwrap(),
        r#"{"version":"1","balance":"12.50","opened":1709210096,"modified":"Thu, 29 Feb 2024 12:34:56 GMT","count":"7","both":"7"}"#
    );
    let declared = answer.declared();
    assert_eq!(*declared.last_modified().unwrap().unwrap(), moment("2024-02-29T12:34:56Z"));
    assert_eq!(declared.x_version().unwrap().unwrap(), 42);
    assert_eq!(*declared.x_expires().unwrap().unwrap(), moment("2024-02-29T12:34:56Z"));
    assert_eq!(declared.x_age().unwrap(), Some(Duration { hours: 36, ..Duration::default() }));
}

#[test]
fn rules_judge_numbers_as_they_are_sent() {
    let (client, mock) = client("");
    let ledger = Ledger::new(1, Number::from(1), moment("1969-12-31T23:59:59.5Z"));
    let failure = ready(client.ledger().keep(1, ledger)).unwrap_err();
    assert!(failure.to_string().contains("must be at least 0, is -1"), "{failure}");
    assert!(mock.requests().is_empty());
}
