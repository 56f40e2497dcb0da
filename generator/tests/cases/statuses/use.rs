use std::convert::Infallible;

use oasmith_runtime::{ErrorKind, HttpResponse, Operation, Response, StatusCode};

use super::statuses::jobs::{
    GetLog, ListJobs, Merge, MergeError, MergeOutput, MergeResponse2xx, MergeResponse409, ProbeJob, ReadJob,
    ReadJobError, RemoveJob, ResetJob, StartJob, StartJobError, StartJobOutput, Sweep,
};
use super::statuses::{Client, types};
use super::wire::Wire;

fn answer<O: Operation>(status: u16, body: &'static str) -> Response {
    let mut answer = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    if !body.starts_with(['{', '[']) {
        answer.headers.insert("content-type", "text/plain".parse().unwrap());
    }
    Response::to::<O>(answer)
}

// support: Responses | Several statuses, ranges, an enum of them | yes
#[test]
fn several_successes_are_told_apart_by_status() {
    let started = StartJob::decode(answer::<StartJob>(201, r#"{"id":7}"#)).unwrap();
    assert_eq!(started, StartJobOutput::Created(types::Job::new(7)));
    assert_eq!(StartJob::decode(answer::<StartJob>(202, "")).unwrap(), StartJobOutput::Accepted);
}

// support: Responses | What several successes of one type have in common, whatever their status (`into_body`) | yes
#[test]
fn the_body_is_had_whatever_its_status() {
    let job = |status, body| StartJob::decode(answer::<StartJob>(status, body)).unwrap().into_body();
    assert_eq!(job(201, r#"{"id":7}"#), Some(types::Job::new(7)));
    assert_eq!(job(202, ""), None);
}

// support: Responses | No success is declared: any 2xx is one, without its body, and a note says so | yes
#[test]
fn an_operation_that_declares_failures_alone_succeeds() {
    for (status, body) in [(200, "{}"), (201, "made"), (204, "")] {
        assert!(Sweep::decode(answer::<Sweep>(status, body)).is_ok(), "{status}");
    }
    assert_eq!(Sweep::decode(answer::<Sweep>(404, "")).unwrap_err().status(), Some(StatusCode::NOT_FOUND));
    let failure = Sweep::decode(answer::<Sweep>(302, "")).unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Undeclared), "{failure}");
}

// support: Responses | The body of a declared error by its type, across operations and statuses (`declared_body`) | yes
#[test]
fn the_body_of_a_declared_error_is_had_by_its_type() {
    let gone = || r#"{"message":"gone"}"#;
    let errors: [super::statuses::Error; 4] = [
        StartJob::decode(answer::<StartJob>(404, gone())).unwrap_err().into(),
        StartJob::decode(answer::<StartJob>(400, gone())).unwrap_err().into(),
        ListJobs::decode(answer::<ListJobs>(500, gone())).unwrap_err().into(),
        ReadJob::decode(answer::<ReadJob>(404, gone())).unwrap_err().into(),
    ];
    for error in errors {
        assert_eq!(error.declared_body(), Some(types::Error::new("gone")), "{error}");
        assert_eq!(error.declared_body::<types::Job>(), None, "{error}");
    }
    let error = StartJob::decode(answer::<StartJob>(404, gone())).unwrap_err();
    assert_eq!(error.declared_body(), Some(types::Error::new("gone")));
    // What is no declared error has no such body, whatever came.
    for (status, body) in [(418, gone()), (404, "{}"), (429, gone())] {
        let error = StartJob::decode(answer::<StartJob>(status, body)).unwrap_err();
        assert_eq!(error.declared_body::<types::Error>(), None, "{error}");
    }
}

// support: Responses | A range of statuses beside one of it and beside `default`: the status itself comes first, then its range | yes
#[test]
fn a_status_comes_before_its_range_and_both_before_default() {
    let job = r#"{"id":7}"#;
    assert_eq!(Merge::decode(answer::<Merge>(200, job)).unwrap(), MergeOutput::Ok(types::Job::new(7)));
    for status in [201, 202, 299] {
        let merged = Merge::decode(answer::<Merge>(status, r#"{"at":"x"}"#)).unwrap();
        assert_eq!(merged, MergeOutput::Success(MergeResponse2xx::new("x")), "{status}");
        assert!(Merge::decode(answer::<Merge>(status, job)).is_err(), "{status}");
    }
    let error = |status, body| Merge::decode(answer::<Merge>(status, body)).unwrap_err().into_declared().unwrap();
    assert_eq!(error(409, r#"{"with":1}"#), MergeError::Conflict(MergeResponse409::new(1)));
    assert_eq!(error(404, "no"), MergeError::ClientError("no".to_owned()));
    for status in [304, 500, 999] {
        let error = error(status, r#"{"message":"?"}"#);
        assert_eq!(error, MergeError::Default(types::Error::new("?")), "{status}");
    }
}

// support: Responses | Declared errors as types | yes
#[test]
fn declared_errors_are_typed() {
    let failure = StartJob::decode(answer::<StartJob>(404, r#"{"message":"gone"}"#)).unwrap_err();
    assert_eq!(failure.declared(), Some(&StartJobError::NotFound(types::Error::new("gone"))));
    let failure = StartJob::decode(answer::<StartJob>(503, "down")).unwrap_err();
    assert_eq!(failure.declared(), Some(&StartJobError::ServerError("down".to_owned())));
    assert_eq!(failure.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    let failure = StartJob::decode(answer::<StartJob>(429, "")).unwrap_err();
    assert_eq!(failure.declared(), Some(&StartJobError::TooManyRequests));
}

// support: Responses | Statuses that are not declared | yes
#[test]
fn an_undeclared_success_is_never_read_as_a_declared_one() {
    let failure = StartJob::decode(answer::<StartJob>(200, r#"{"id":7}"#)).unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Undeclared), "{failure}");
}

// support: Responses | `default` | yes
#[test]
fn default_stands_for_every_other_status() {
    let failure = ListJobs::decode(answer::<ListJobs>(418, r#"{"message":"teapot"}"#)).unwrap_err();
    assert_eq!(failure.declared(), Some(&types::Error::new("teapot")));
    // Nothing but `default` is declared: it means success where the status does.
    assert_eq!(GetLog::decode(answer::<GetLog>(200, "line")).unwrap(), "line");
    assert_eq!(GetLog::decode(answer::<GetLog>(500, "oh")).unwrap_err().declared(), Some(&"oh".to_owned()));
}

// support: Responses | HEAD, 204, 205 and 304: no content, whatever is declared | yes
#[test]
fn answers_that_cannot_have_content_have_none() {
    ProbeJob::decode(answer::<ProbeJob>(200, "")).unwrap();
    assert_eq!(ProbeJob::decode(answer::<ProbeJob>(404, "")).unwrap_err().declared(), Some(&()));
    RemoveJob::decode(answer::<RemoveJob>(204, "")).unwrap();
    ResetJob::decode(answer::<ResetJob>(205, "")).unwrap();
    assert_eq!(ReadJob::decode(answer::<ReadJob>(200, r#"{"id":7}"#)).unwrap(), types::Job::new(7));
    let failure = ReadJob::decode(answer::<ReadJob>(304, "")).unwrap_err();
    assert_eq!(failure.declared(), Some(&ReadJobError::NotModified));
    assert_eq!(failure.to_string(), "readJob: the server answered 304 Not Modified: no body");
    let failure = ReadJob::decode(answer::<ReadJob>(404, r#"{"message":"gone"}"#)).unwrap_err();
    assert_eq!(failure.declared(), Some(&ReadJobError::NotFound(types::Error::new("gone"))));
}

/// A server whose every answer leads to another path of its own: who follows it goes round in circles.
fn redirecting(status: &str, body: &str) -> Wire {
    let lines = ["location: /elsewhere", "content-type: application/json", "connection: close"].join("\r\n");
    Wire::answering(&format!("HTTP/1.1 {status}\r\n{lines}\r\ncontent-length: {}\r\n\r\n{body}", body.len()))
}

// support: Responses | Declared redirects (301, 302, 303, 307, 308, `3XX`): the answer of an operation that declares no success, which then follows none; others are followed within the same scheme, host and port | yes
#[tokio::test]
async fn declared_redirects_reach_the_caller() {
    let wire = redirecting("302 Found", "");
    let client = Client::with_server(wire.url());
    for failure in [client.jobs().login().await, client.jobs().login().send_blocking()] {
        let failure = failure.unwrap_err();
        assert_eq!(failure.to_string(), "login: the server answered 302 Found: no body");
        assert_eq!(failure.declared(), Some(&()));
        assert_eq!(failure.headers().unwrap()["location"], "/elsewhere");
        assert!(wire.last().starts_with("GET /login HTTP/1.1\r\n"));
    }

    let wire = redirecting("303 See Other", r#"{"message":"there"}"#);
    let client = Client::with_server(wire.url());
    for failure in [client.jobs().put_part("1", "text").await, client.jobs().put_part("1", "text").send_blocking()] {
        assert_eq!(failure.unwrap_err().declared(), Some(&types::Error::new("there")));
    }

    // Beside a success, a redirect is the way to it.
    let wire = redirecting("307 Temporary Redirect", "");
    let client = Client::with_server(wire.url());
    for failure in
        [client.jobs().get_part("1").stream().await.err(), client.jobs().get_part("1").stream().send_blocking().err()]
    {
        let failure = failure.unwrap().to_string();
        assert!(failure.contains("10 redirects had been followed already"), "{failure}");
    }
}

#[tokio::test]
async fn undeclared_redirects_are_followed() {
    let wire = redirecting("302 Found", "");
    let failure = Client::with_server(wire.url()).jobs().list().await.unwrap_err().to_string();
    assert!(failure.contains("10 redirects had been followed already"), "{failure}");
    assert!(wire.last().starts_with("GET /elsewhere HTTP/1.1\r\n"));
    // 304 leads nowhere.
    const { assert!(!<ReadJob as Operation>::META.declares_redirects) };
}

#[test]
fn an_undeclared_success_under_default_says_so() {
    let failure = ListJobs::decode(answer::<ListJobs>(201, r#"{"id":"x"}"#)).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "listJobs: the server answered 201 Created, for which `default` was applied (`\"GET /jobs\" = \"read\"` in [responses] \
         of oasmith.toml reads it as the declared success), but not with the body that the document declares (missing property `message`): {\"id\":\"x\"}"
    );
    let failure = ListJobs::decode(answer::<ListJobs>(418, r#"{"message":"teapot"}"#)).unwrap_err();
    assert_eq!(
        failure.to_string(),
        "listJobs: the server answered 418 I'm a teapot, for which `default` was applied: {\"message\":\"teapot\"}"
    );
}

// support: Responses | A text of another media type than the declared one | yes
#[test]
fn a_page_is_no_text() {
    let mut page = HttpResponse::json(StatusCode::OK, "<!DOCTYPE html><title>Sign in</title>");
    page.headers.insert("content-type", "text/html; charset=utf-8".parse().unwrap());
    assert_eq!(
        GetLog::decode(Response::to::<GetLog>(page)).unwrap_err().to_string(),
        "getLog: the server answered 200 OK, for which `default` was applied, but not with the body that the document \
         declares (the media type is \"text/html; charset=utf-8\", not \"text/plain\"): an HTML page with the title \
         \"Sign in\""
    );
}

#[test]
fn errors_of_different_operations_meet_in_one_type() {
    fn both() -> Result<(), super::statuses::Error> {
        ListJobs::decode(answer::<ListJobs>(200, "[]"))?;
        StartJob::decode(answer::<StartJob>(429, ""))?;
        Ok(())
    }
    let error = both().unwrap_err();
    assert_eq!(error.declared::<StartJobError>(), Some(&StartJobError::TooManyRequests));
    assert_eq!(error.declared::<Infallible>(), None);
}
