use oasmith_runtime::chrono::{DateTime, FixedOffset, NaiveDate};
use oasmith_runtime::codec::json;
use oasmith_runtime::uuid::Uuid;
use oasmith_runtime::{Base64, HttpResponse, Mock, StatusCode};

use super::formats::Client;
use super::formats::events::{AddNoteRequest, FindEventsRange};
use super::formats::types::{Event, EventRemind};
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
         \"host\":\"192.0.2.1\",\"peers\":[\"2001:db8::1\"],\"picture\":\"+/8=\",\"cursor\":\"-_8=\",\
         \"seen\":{{\"a\":\"2024-03-01T00:00:00Z\"}},\"remind\":\"2024-02-28T08:00:00Z\",\"either\":\"2024-02-29\",\
         \"upper\":\"6BA7B810-9DAD-11D1-80B4-00C04FD430C8\",\"millis\":\"2024-02-29T12:30:00.000Z\",\"packed\":\"=3D\",\
         \"opens\":\"09:30:00\",\"length\":\"PT1H\"}}"
    );
    let (client, mock) = client(&text);
    let event: Event = json::from_str(&text).unwrap();
    let kept = ready(client.events().add_event(event.clone())).unwrap();
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
    let client = Client::with(server.url());
    let days = client
        .events()
        .find_events(day("2024-02-29"), id())
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
             &range%5Bfrom%5D=2024-01-01T00%3A00%3A00Z&range%5Bto%5D=2024-12-31&cursor=-_8%3D HTTP/1.1"
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
    let failure = ready(client.events().add_event(event)).unwrap_err();
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
