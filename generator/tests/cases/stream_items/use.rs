use oasmith_runtime::{HttpResponse, ItemStream, Mock, Operation, StatusCode, StreamOperation};

use super::ready::ready;
use super::stream_items::Client;
use super::stream_items::events::{ListEvents, ListEventsEvent, ListUpdates, ListUpdatesEvent};
use super::stream_items::items::{ListSequence, ListSequenceItem};
use super::stream_items::types::{Plain, Update};

fn client(content_type: &str, body: &'static str) -> Client {
    let mut answer = HttpResponse::json(StatusCode::OK, body);
    answer.headers.insert("content-type", content_type.parse().unwrap());
    Client::builder().transport(Mock::always(answer)).build()
}

/// All that comes, errors by their text.
fn all<T: oasmith_runtime::Decode>(stream: ItemStream<T>) -> Vec<Result<T, String>> {
    stream.blocking().map(|item| item.map_err(|error| error.to_string())).collect()
}

/// The example of OpenAPI 3.2.
// support: Responses | `itemSchema` (3.2) | yes
#[test]
fn events_are_told_apart_by_their_type() {
    const BODY: &str = "event: addString\ndata: This data is formatted\ndata: across two lines\nretry: 5\n\n\
        event: addInt64\ndata: 1234\nunknownField: this is ignored\n\n\
        : This is a comment\nevent: addJSON\ndata: {\"foo\": 42}\n\n\
        event: addJSON\ndata: {\"foo\": \"x\"}\n\n\
        event: new\ndata: 1\n\n";
    let events = all(ready(client("text/event-stream", BODY).events().list()).unwrap());
    let Ok(ListEventsEvent::AddString(text)) = &events[0] else { panic!("{events:?}") };
    assert_eq!(text.data.as_deref(), Some("This data is formatted\nacross two lines"));
    assert_eq!(text.retry, Some(5));
    let Ok(ListEventsEvent::AddInt64(number)) = &events[1] else { panic!("{events:?}") };
    assert_eq!(number.data.as_deref(), Some("1234"));
    let Ok(ListEventsEvent::AddJson(json)) = &events[2] else { panic!("{events:?}") };
    assert_eq!(json.data.as_ref().unwrap().foo, 42);
    let error = events[3].as_ref().unwrap_err();
    assert!(error.contains("item 4 is not as the document declares (at /data/foo: expected an integer"), "{error}");
    assert!(matches!(&events[4], Ok(ListEventsEvent::Unknown(_))));
    assert_eq!(ListEvents::META.accept, "text/event-stream");
}

#[test]
fn data_are_a_string_unless_they_are_said_to_be_json() {
    let events = all(ready(client("text/event-stream", "data: 7\nid: 1\n\n").events().list_plain()).unwrap());
    let mut plain = Plain::new("7");
    plain.id = Some("1".to_owned());
    assert_eq!(events, [Ok(plain)]);

    let client = client("text/event-stream", "data: {\"n\":\ndata: 1}\n\n");
    let updates = all(ready(client.events().list_updates().stream()).unwrap());
    assert_eq!(updates, [Ok(ListUpdatesEvent::new(Update::new(1)))]);
    assert_eq!(ListUpdates::STREAM.accept, "text/event-stream");
    assert_eq!(ListUpdates::META.accept, "application/json");
}

// support: Responses | JSON Lines and JSON text sequences as streams | yes
#[test]
fn lines_and_sequences() {
    let lines = all(ready(client("application/jsonl", "{\"n\":1}\n{\"n\":2}\n").items().list_lines()).unwrap());
    assert_eq!(lines, [Ok(Update::new(1)), Ok(Update::new(2))]);
    const BODY: &str = "\u{1e}{\"type\":\"a\"}\n\u{1e}{\"ty\u{1e}{\"type\":\"c\"}\n";
    let items = all(ready(client("application/geo+json-seq", BODY).items().list_sequence()).unwrap());
    assert_eq!(items[0], Ok(ListSequenceItem::new("a")));
    assert!(
        items[1]
            .as_ref()
            .unwrap_err()
            .starts_with("listSequence: the server answered 200 OK, but item 2 is not as the document declares (")
    );
    assert_eq!(items[2], Ok(ListSequenceItem::new("c")));
    assert_eq!(ListSequence::META.accept, "application/geo+json-seq");
}
