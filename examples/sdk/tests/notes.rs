//! The generated client, as an SDK's own tests would try it: without a network.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sample_sdk::runtime::{HttpResponse, Mock, StatusCode};
use sample_sdk::types::{NewNote, Problem, Visibility};
use sample_sdk::{Client, Server, security};

/// Waits for a call that never has to wait: the mock's answers are in memory.
fn now<F: IntoFuture>(call: F) -> F::Output {
    match pin!(call.into_future()).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a mock does not wait"),
    }
}

fn client(status: StatusCode, body: &'static str) -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(status, body));
    let client = Client::builder().credential(security::TOKEN, "t0ken").transport(mock.clone()).build();
    (client, mock)
}

#[test]
fn a_note_is_written_with_the_credential_that_the_document_asks_for() {
    let answer = r#"{"id":"n-1","text":"milk","visibility":"private","created":"2024-05-01T10:00:00Z"}"#;
    let (client, mock) = client(StatusCode::CREATED, answer);
    let note = now(client.notes().create(NewNote::new("milk").visibility(Visibility::Private))).unwrap();
    assert_eq!((note.id.as_str(), note.visibility), ("n-1", Visibility::Private));
    let sent = mock.requests().remove(0);
    assert_eq!(sent.url, format!("{}/notes", Server::default().url()));
    assert_eq!(sent.headers.get("authorization").unwrap(), "Bearer t0ken");
    assert_eq!(sent.body.unwrap().as_bytes().unwrap(), r#"{"text":"milk","visibility":"private"}"#);
}

#[test]
fn optional_parameters_are_methods_of_the_call() {
    let (client, mock) = client(StatusCode::OK, r#"{"notes":[],"next":null}"#);
    assert_eq!(now(client.notes().list().limit(5).after("c 1")).unwrap().notes, []);
    assert!(mock.requests().remove(0).url.ends_with("/notes?limit=5&after=c%201"));
}

#[test]
fn a_declared_error_is_typed() {
    let (client, _) = client(StatusCode::NOT_FOUND, r#"{"code":"gone","message":"no such note"}"#);
    let failure = now(client.notes().get("n-2")).unwrap_err();
    assert_eq!(failure.declared(), Some(&Problem::new("gone", "no such note")));
    assert_eq!(failure.status(), Some(StatusCode::NOT_FOUND));
}
