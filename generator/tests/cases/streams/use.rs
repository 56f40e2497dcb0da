use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;

use oasmith_runtime::{ErrorKind, HttpResponse, Mock, Operation, StatusCode, StreamOperation};

use super::ready::ready;
use super::streams::Client;
use super::streams::chat::{Chat, ChatRequest};
use super::streams::logs::{ExportRecords, ExportRecordsOutput, GetFile, GetFileOutput, ListTicks, ListTicksItem};
use super::streams::types::{ChatChunk, ChatEvent, ChatEventValue, Error, Record};

/// A server that answers every request with the same pieces, and what it was sent.
fn server(pieces: &'static [&'static str]) -> (Client, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let requests = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&requests);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                assert_ne!(reader.read_line(&mut head).unwrap(), 0);
            }
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
            reader.read_exact(&mut body).unwrap();
            seen.lock().unwrap().push(head + &String::from_utf8(body).unwrap());
            for piece in pieces {
                stream.write_all(piece.as_bytes()).unwrap();
                stream.flush().unwrap();
            }
        }
    });
    (Client::with_server(url.as_str()), requests)
}

fn accept(requests: &Mutex<Vec<String>>) -> String {
    let requests = requests.lock().unwrap();
    requests[0].lines().find_map(|line| line.strip_prefix("accept: ")).unwrap().to_owned()
}

const EVENTS: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

// support: Responses | Server-sent events as streams, also beside JSON | yes
#[tokio::test]
async fn an_answer_in_json_and_its_stream_are_both_to_be_had() {
    const JSON: &str =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\nconnection: close\r\n\r\n";
    let (client, requests) = server(&[JSON, "{\"text\":\"\"}"]);
    assert_eq!(client.chat().chat(ChatRequest::new("Hi")).await.unwrap().into_json().unwrap().text, "");
    assert_eq!(accept(&requests), "application/json, application/xml;q=0.9");

    let (client, requests) =
        server(&[EVENTS, "data: {\"delta\":\"He\"}\n", "\ndata: {\"del", "ta\":\"llo\"}\n\ndata: [DONE]\n\n"]);
    let request = ChatRequest::new("Hi").stream(true);
    let mut chunks = client.chat().chat(request).stream_query(true).stream().await.unwrap();
    let mut text = String::new();
    while let Some(chunk) = chunks.next().await {
        let ChatChunk { delta, .. } = chunk.unwrap();
        text += &delta;
    }
    assert_eq!(text, "Hello");
    assert_eq!(accept(&requests), "text/event-stream, application/json;q=0.5");
    let request = requests.lock().unwrap().remove(0);
    assert!(request.starts_with("POST /chat?stream=true HTTP/1.1\r\n"), "{request}");
    assert!(request.ends_with("\r\n\r\n{\"prompt\":\"Hi\",\"stream\":true}"), "{request}");
}

#[test]
fn without_async_code_as_well() {
    let (client, requests) = server(&[
        EVENTS,
        "event: chunk\ndata: {\"delta\":\"a\"}\n\n",
        "event: end\ndata: {\"delta\":2}\n\n",
        "data: {\"delta\":\"c\"}\n\n",
    ]);
    let mut events = client.chat().watch().send_blocking().unwrap().blocking();
    let mut expected = ChatEvent::new(ChatChunk::new("a"));
    expected.event = Some(ChatEventValue::Chunk);
    assert_eq!(events.next().unwrap().unwrap(), expected);
    assert_eq!(
        events.next().unwrap().unwrap_err().to_string(),
        "watchChat: the server answered 200 OK, but item 2 is not as the document declares \
         (at /data/delta: expected a string, found 2): {\"delta\":2}"
    );
    assert_eq!(events.next().unwrap().unwrap(), ChatEvent::new(ChatChunk::new("c")));
    assert!(events.next().is_none());
    assert_eq!(accept(&requests), "text/event-stream, application/json");

    let (client, _) = server(&[EVENTS, ": hello\n\ndata: one\ndata: two\nid: 7\n\n", "data: three\n\ndata: cut"]);
    let mut lines = client.logs().follow().send_blocking().unwrap();
    assert_eq!(lines.next_blocking().unwrap().unwrap(), "one\ntwo");
    assert_eq!(lines.next_blocking().unwrap().unwrap(), "three");
    // What was cut off is no end.
    let cut = lines.next_blocking().unwrap().unwrap_err();
    assert!(matches!(cut.kind(), ErrorKind::Item { .. }), "{cut}");
    assert!(lines.next_blocking().is_none());
    assert_eq!(lines.last_event_id(), Some("7"));
}

/// A client whose server always answers this.
fn mock(status: u16, content_type: &str, body: &'static str) -> Client {
    let mut answer = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    answer.headers.insert("content-type", content_type.parse().unwrap());
    Client::builder().transport(Mock::always(answer)).build()
}

#[test]
fn a_failure_is_the_operation_s_own() {
    let client = mock(401, "application/json", "{\"message\":\"who?\"}");
    let failure = ready(client.chat().chat(ChatRequest::new("Hi")).stream()).unwrap_err();
    assert_eq!(failure.declared(), Some(&Error::new("who?")));
    assert_eq!(failure.operation().id, "chat");
    let failure = ready(mock(404, "text/plain", "").logs().follow()).unwrap_err();
    assert_eq!(failure.declared(), Some(&()));
}

/// Many servers stream only if the body says so as well.
#[test]
fn json_in_place_of_events_is_no_stream_without_events() {
    let client = mock(200, "application/json; charset=utf-8", "{\"text\":\"Hello\"}");
    let failure = ready(client.chat().chat(ChatRequest::new("Hi")).stream()).unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)));
    assert_eq!(
        failure.to_string(),
        "chat: the server answered 200 OK, but not with the body that the document declares \
         (the media type is \"application/json; charset=utf-8\", not \"text/event-stream\"): {\"text\":\"Hello\"}"
    );
}

// support: Responses | A page or an error in place of a stream | yes
#[test]
fn a_page_or_an_error_in_place_of_a_stream_fails_the_call() {
    let page = "<!doctype html><html><head><title>Sign in</title></head></html>";
    let failure = ready(mock(200, "text/html; charset=utf-8", page).logs().follow()).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "followLog: the server answered 200 OK, but not with the body that the document declares (the media type is \
         \"text/html; charset=utf-8\", not \"text/event-stream\"): an HTML page with the title \"Sign in\""
    );
    let failure =
        mock(200, "application/json", "{\"error\":\"busy\"}").logs().list_ticks().send_blocking().unwrap_err();
    assert_eq!(
        failure.to_string(),
        "listTicks: the server answered 200 OK, for which `default` was applied, but not with the body that the document \
         declares (the media type is \"application/json\", not \"application/x-ndjson\"): {\"error\":\"busy\"}"
    );
    // Some servers say nothing of it.
    let mut ticks = ready(mock(200, "application/octet-stream", "{\"n\":1}").logs().list_ticks()).unwrap();
    assert_eq!(ready(ticks.next()).unwrap().unwrap(), ListTicksItem::new(1));
}

// support: Responses | Server-sent events whose data are dates, UUIDs and the like | yes
#[test]
fn data_that_are_a_string_of_a_format_are_text() {
    const TIMES: &str = "data: 2024-02-29T12:00:00Z\n\ndata: soon\n\n";
    let mut times = ready(mock(200, "text/event-stream", TIMES).logs().follow_times()).unwrap();
    assert_eq!(ready(times.next()).unwrap().unwrap().to_string(), "2024-02-29 12:00:00 +00:00");
    assert!(ready(times.next()).unwrap().is_err());
}

#[test]
fn lines_and_sequences_are_told_apart_by_status() {
    const TICKS: &str = "{\"n\":1}\n\n{\"n\":2}";
    let mut ticks = ready(mock(200, "application/x-ndjson", TICKS).logs().list_ticks()).unwrap();
    assert_eq!(ready(ticks.next()).unwrap().unwrap(), ListTicksItem::new(1));
    assert_eq!(ready(ticks.next()).unwrap().unwrap(), ListTicksItem::new(2));
    assert!(ready(ticks.next()).is_none());
    assert_eq!(ListTicks::META.accept, "application/x-ndjson");

    let records = ready(mock(200, "application/jsonl", "{\"id\":\"a\"}\r\n").logs().export_records()).unwrap();
    let ExportRecordsOutput::Ok(mut records) = records else { panic!("{records:?}") };
    assert_eq!(ready(records.next()).unwrap().unwrap(), Record::new("a"));
    let output = ready(mock(202, "application/json", "{\"message\":\"later\"}").logs().export_records()).unwrap();
    assert!(matches!(output, ExportRecordsOutput::Accepted(error) if error.message == "later"));
    let output = ready(mock(206, "application/json-seq", "\u{1e}[1]\n\u{1e}2\n").logs().export_records()).unwrap();
    let ExportRecordsOutput::Success(values) = output else { panic!("{output:?}") };
    let values: Vec<String> =
        values.blocking().map(|value| oasmith_runtime::json::to_string(&value.unwrap()).unwrap()).collect();
    assert_eq!(values, ["[1]", "2"]);
    let failure = ready(mock(409, "application/jsonl", "\"busy\"\n").logs().export_records()).unwrap_err();
    assert_eq!(failure.declared().unwrap(), "\"busy\"\n");
    assert_eq!(ExportRecords::META.streams, [(200, 201), (203, 299)]);
}

// support: Responses | Bytes, whole or as a stream | yes
#[tokio::test]
async fn bytes_come_whole_or_piece_by_piece() {
    const FILE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n";
    let (client, requests) = server(&[FILE, "abc", "def"]);
    let client = client.logs();
    assert!(matches!(client.get_file().await.unwrap(), GetFileOutput::Ok(bytes) if bytes == "abcdef"));
    let mut file = client.get_file().stream().await.unwrap();
    assert_eq!(file.length(), Some(6));
    let mut whole = Vec::new();
    while let Some(piece) = file.next().await {
        whole.extend_from_slice(&piece.unwrap());
    }
    assert_eq!(whole, b"abcdef");
    assert_eq!(accept(&requests), "application/octet-stream, application/json");

    let failure = mock(202, "text/plain", "").logs().get_file().stream().await.unwrap_err();
    assert!(failure.to_string().contains("it is no stream, which was asked for"), "{failure}");
    let failure = mock(404, "application/json", "{\"message\":\"gone\"}").logs().get_file().stream().await.unwrap_err();
    assert_eq!(failure.declared(), Some(&Error::new("gone")));
    assert_eq!(GetFile::STREAM.streams, [(200, 200)]);
    assert_eq!(Chat::META.streams, []);
}
