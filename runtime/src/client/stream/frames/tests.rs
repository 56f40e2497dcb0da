//! The same items come out, wherever the pieces begin and end.

use super::*;
use crate::codec::Value;
use crate::codec::json;

/// The items of these pieces, in JSON, or what is wrong with them; `…` where the stream says that it has ended.
fn items(framing: Framing, pieces: &[&[u8]]) -> Vec<String> {
    let mut cutting = Cutting::new(framing, 1000);
    let mut items = Vec::new();
    let mut add = |frame: Frame| {
        items.push(match frame.decode::<Value>() {
            Ok(value) => json::to_string(&value).unwrap(),
            Err(fault) => format!("! {fault}"),
        });
    };
    for piece in pieces {
        let mut input = Bytes::copy_from_slice(piece);
        loop {
            match cutting.next(&mut input).unwrap() {
                Step::Item(frame) => add(frame),
                Step::More => break,
                Step::End => {
                    items.push("…".to_owned());
                    return items;
                }
            }
        }
        assert!(input.is_empty());
    }
    if let Some(frame) = cutting.finish() {
        add(frame);
    }
    items
}

/// Asserts what comes out of a text that comes at once, byte by byte, and in two and three pieces cut anywhere.
fn assert_items(framing: Framing, text: &str, expected: &[&'static str]) {
    let bytes = text.as_bytes();
    assert_eq!(items(framing, &[bytes]), expected, "{text:?}");
    let each: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(items(framing, &each), expected, "{text:?}, byte by byte");
    for first in 0..=bytes.len() {
        for second in first..=bytes.len() {
            let pieces = [&bytes[..first], &bytes[first..second], &bytes[second..]];
            assert_eq!(items(framing, &pieces), expected, "{text:?}, cut at {first} and {second}");
        }
    }
}

#[test]
fn lines_are_items() {
    let lines = |text, expected| assert_items(Framing::JsonLines, text, expected);
    lines("", &[]);
    lines("{\"a\":1}\n{\"a\":2}\n", &["{\"a\":1}", "{\"a\":2}"]);
    lines("{\"a\":\"ü\"}\r\n\r\n  \n[1, 2]\n\n3", &["{\"a\":\"ü\"}", "[1,2]", "3"]);
    lines("1\n{\n2\n", &["1", "! expected a key or `}`, found the end of the text at line 1 column 2", "2"]);
}

#[test]
fn texts_behind_separators_are_items() {
    let sequence = |text, expected: &[&'static str]| assert_items(Framing::JsonSequence, text, expected);
    sequence("", &[]);
    sequence("\u{1e}{\"a\":\n1}\n\u{1e}[2]\n", &["{\"a\":1}", "[2]"]);
    sequence("\u{1e}\u{1e} \n\u{1e}\"x\"\u{1e}7\n", &["\"x\"", "7"]);
    let cut = "! it is cut off, for no white space ends it";
    sequence("\u{1e}12\u{1e}true\n\u{1e}tru", &[cut, "true", cut]);
    sequence(
        "\u{1e}{\"a\": 1\u{1e}{}\n",
        &["! expected `,` or `}`, found the end of the text at line 1 column 8", "{}"],
    );
    sequence("1\n\u{1e}2\n", &["! there is no record separator before it", "2"]);
}

const CUT: &str = "! it is cut off, for no blank line ends it";

#[test]
fn data_of_events_are_items() {
    let texts = |text, expected| assert_items(Framing::EventDataText, text, expected);
    texts("data: one\n\ndata:two\r\rdata:  three\r\n\r\n", &["\"one\"", "\"two\"", "\" three\""]);
    texts("\u{feff}data: a\ndata\ndata: b:c\n\n", &["\"a\\n\\nb:c\""]);
    texts(": only a comment\n\nevent: x\n\n\n\ndata\n\n", &["\"\""]);
    texts("data: whole\n\ndata: not whole\n", &["\"whole\"", CUT]);
    for cut in ["data: not", "data", "da", "data: a\ndata: b", "id: 7\nevent: x\ndata: a\n"] {
        assert_items(Framing::EventDataText, &format!("data: whole\n\n{cut}"), &["\"whole\"", CUT]);
    }
    for whole in ["", "\n", ": comment", "id: 7\n", "retry: 1", "event: x", "data: [DONE]", "data:[DONE]\n"] {
        assert_items(Framing::EventDataText, &format!("data: whole\n\n{whole}"), &["\"whole\""]);
    }
    texts("datum: 1\nData: 2\n data: 3\ndata: 4\n\n", &["\"4\""]);
    texts("data: é\u{1f600}\n\n", &["\"é\u{1f600}\""]);
    let json = |text, expected| assert_items(Framing::EventDataJson, text, expected);
    json("data: {\"a\":\ndata: 1}\n\ndata: 2\n\n", &["{\"a\":1}", "2"]);
    json("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", &["1", "…"]);
    json("data: no\n\ndata: 2\n\n", &["! expected a value, found `n` at line 1 column 1", "2"]);
}

/// The example of OpenAPI 3.2, section "Sequential JSON" and that of events.
#[test]
fn events_are_objects() {
    let text = "event: addString\ndata: This data is formatted\ndata: across two lines\nretry: 5\n\n\
        event: addInt64\ndata: 1234.5678\nunknownField: this is ignored\n\n\
        : This is a comment\nevent: addJSON\ndata: {\"foo\": 42}\nid: 7\n\n\
        id: a\0b\nretry: 1s\nevent:\ndata: x\n\n";
    assert_items(
        Framing::EventsWithTextData,
        text,
        &[
            "{\"data\":\"This data is formatted\\nacross two lines\",\"event\":\"addString\",\"retry\":5}",
            "{\"data\":\"1234.5678\",\"event\":\"addInt64\"}",
            "{\"data\":\"{\\\"foo\\\": 42}\",\"event\":\"addJSON\",\"id\":\"7\"}",
            "{\"data\":\"x\"}",
        ],
    );
    assert_items(
        Framing::EventsWithJsonData,
        "event: addJSON\ndata: {\"foo\": 42}\n\ndata: 1,\"event\":2\n\n",
        &["{\"data\":{\"foo\":42},\"event\":\"addJSON\"}", "{\"data\":\"1,\\\"event\\\":2\"}"],
    );
}

#[test]
fn what_is_remembered_of_events() {
    let mut cutting = Cutting::new(Framing::EventDataText, 1000);
    let mut input = Bytes::from_static(b"event: x\nid: 1\nretry: 250\ndata: a\n\ndata: b\n\nid\n\n");
    assert!(matches!(cutting.next(&mut input), Ok(Step::Item(_))));
    assert_eq!((cutting.event(), cutting.last_event_id()), (Some("x"), Some("1")));
    assert_eq!(cutting.retry(), Some(Duration::from_millis(250)));
    assert!(matches!(cutting.next(&mut input), Ok(Step::Item(_))));
    assert_eq!((cutting.event(), cutting.last_event_id()), (None, Some("1")));
    // An event without data is none, but what it says of the stream holds.
    assert!(matches!(cutting.next(&mut input), Ok(Step::More)));
    assert_eq!(cutting.last_event_id(), Some(""));
    // Of an event that is not whole, nothing was given that could be gone on from; over another connection, all is new.
    assert!(matches!(cutting.next(&mut Bytes::from_static(b"id: 9\ndata: c\nda")), Ok(Step::More)));
    assert_eq!(cutting.last_event_id(), Some(""));
    cutting.begin_anew();
    assert!(matches!(cutting.next(&mut Bytes::from_static(b"\xef\xbb\xbfid: 10\ndata: d\n\n")), Ok(Step::Item(_))));
    assert_eq!((cutting.last_event_id(), cutting.retry()), (Some("10"), Some(Duration::from_millis(250))));
    assert!(cutting.finish().is_none());
}

#[test]
fn items_have_a_limit() {
    let too_large = |framing, text: &str| {
        let at_once = Cutting::new(framing, 5).next(&mut Bytes::copy_from_slice(text.as_bytes())).is_err();
        let mut cutting = Cutting::new(framing, 5);
        let each = text.bytes().any(|byte| cutting.next(&mut Bytes::copy_from_slice(&[byte])).is_err());
        assert_eq!(at_once, each);
        each
    };
    assert!(!too_large(Framing::JsonLines, "12345\n"));
    assert!(too_large(Framing::JsonLines, "123456\n"));
    assert!(too_large(Framing::JsonLines, "123456"));
    assert!(too_large(Framing::JsonSequence, "\u{1e}123456"));
    assert!(too_large(Framing::EventDataText, "data: 1"));
    // Lines that fit make an event that does not.
    let mut events = Cutting::new(Framing::EventDataText, 12);
    assert!(matches!(events.next(&mut Bytes::from_static(b"data: 123456\ndata: 12345\n\n")), Ok(Step::Item(_))));
    assert!(events.next(&mut Bytes::from_static(b"data: 123456\ndata: 123456\n\n")).is_err());
}
