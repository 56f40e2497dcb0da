//! Answers whose `null` is read as an empty list or map.

use crate::api::{Kind, Operation, Payload, Response, Status};
use crate::diagnostic::Diagnostics;
use crate::plan::types::Planner;
use crate::rust::Arm;
use crate::settings::{Settings, concerns};

/// Marks the successes of an operation, in the order of its responses, whose `null` the settings have read as empty.
pub(super) fn mark(planner: &Planner<'_>, operation: &Operation, successes: &mut [Arm]) {
    if !planner.given.settings.reads_null_as_empty(operation) {
        return;
    }
    for (arm, response) in successes.iter_mut().zip(declared(operation)) {
        arm.null_is_empty = !arm.reading.is_stream() && is_contents(planner, response);
    }
}

/// Complains about settings for operations that are there, and have nothing to be read so.
pub(super) fn check(planner: &Planner<'_>, settings: &Settings, diagnostics: &mut Diagnostics) {
    for names in &settings.null_answers {
        let mut concerned = planner.api.operations.iter().filter(|operation| concerns(names, operation)).peekable();
        let is_used = |operation: &Operation| declared(operation).any(|response| is_contents(planner, response));
        if concerned.peek().is_some() && !concerned.any(is_used) {
            diagnostics.push(settings.empties_no_answer(names));
        }
    }
}

/// The responses that an operation's successes are made of: without a declared one, it is `default`.
fn declared(operation: &Operation) -> impl Iterator<Item = &Response> {
    let declares_success = operation.responses.iter().any(|response| response.status.is_success());
    operation.responses.iter().filter(move |response| match declares_success {
        true => response.status.is_success(),
        false => response.status == Status::Default,
    })
}

/// Whether a response may be a list or map in JSON that is not nullable.
fn is_contents(planner: &Planner<'_>, response: &Response) -> bool {
    response.contents.iter().any(|content| match &content.payload {
        Payload::Value(codec, value) => {
            let kind = &planner.api.shapes.get(value.shape).kind;
            codec.is_structured && !value.nullable && matches!(kind, Kind::List(_) | Kind::Map(_))
        }
        _ => false,
    })
}
