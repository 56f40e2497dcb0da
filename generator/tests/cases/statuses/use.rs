use std::convert::Infallible;

use oasmith_runtime::{FailureKind, HttpResponse, Operation, Response, StatusCode};

use super::statuses::jobs::{GetLog, ListJobs, StartJob, StartJobError, StartJobOutput};
use super::statuses::types;

fn answer<O: Operation>(status: u16, body: &'static str) -> Response {
    Response::to::<O>(HttpResponse::json(StatusCode::from_u16(status).unwrap(), body))
}

// support: Responses | Several statuses, ranges, an enum of them | yes
#[test]
fn several_successes_are_told_apart_by_status() {
    let started = StartJob::decode(answer::<StartJob>(201, r#"{"id":7}"#)).unwrap();
    assert_eq!(started, StartJobOutput::Created(types::Job::new(7)));
    assert_eq!(StartJob::decode(answer::<StartJob>(202, "")).unwrap(), StartJobOutput::Accepted);
}

// support: Responses | Declared errors as types | yes
#[test]
fn declared_errors_are_typed() {
    let failure = StartJob::decode(answer::<StartJob>(404, r#"{"message":"gone"}"#)).unwrap_err();
    assert_eq!(failure.error(), Some(&StartJobError::NotFound(types::Error::new("gone"))));
    let failure = StartJob::decode(answer::<StartJob>(503, "down")).unwrap_err();
    assert_eq!(failure.error(), Some(&StartJobError::ServerError("down".to_owned())));
    assert_eq!(failure.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    let failure = StartJob::decode(answer::<StartJob>(429, "")).unwrap_err();
    assert_eq!(failure.error(), Some(&StartJobError::TooManyRequests));
}

// support: Responses | Statuses that are not declared | yes
#[test]
fn an_undeclared_success_is_never_read_as_a_declared_one() {
    let failure = StartJob::decode(answer::<StartJob>(200, r#"{"id":7}"#)).unwrap_err();
    assert!(matches!(failure.kind(), FailureKind::Undeclared), "{failure}");
}

// support: Responses | `default` | yes
#[test]
fn default_stands_for_every_other_status() {
    let failure = ListJobs::decode(answer::<ListJobs>(418, r#"{"message":"teapot"}"#)).unwrap_err();
    assert_eq!(failure.error(), Some(&types::Error::new("teapot")));
    // Nothing but `default` is declared: it means success where the status does.
    assert_eq!(GetLog::decode(answer::<GetLog>(200, "line")).unwrap(), "line");
    assert_eq!(GetLog::decode(answer::<GetLog>(500, "oh")).unwrap_err().error(), Some(&"oh".to_owned()));
}

#[test]
fn errors_of_different_operations_meet_in_one_type() {
    fn both() -> Result<(), super::statuses::Error> {
        ListJobs::decode(answer::<ListJobs>(200, "[]"))?;
        StartJob::decode(answer::<StartJob>(429, ""))?;
        Ok(())
    }
    let error = both().unwrap_err();
    assert_eq!(error.error::<StartJobError>(), Some(&StartJobError::TooManyRequests));
    assert_eq!(error.error::<Infallible>(), None);
}
