//! Answers that are read as they come.

use super::{answers, undeclared};
use crate::api::{Operation, Response, Status, Stream};
use crate::lists::{Changing, Listing};
use crate::plan::types::Planner;
use crate::rust::{Arm, Items, Output, Reading, Statuses};

/// How a success is read that is a stream and nothing else.
pub(super) fn instead(planner: &Planner<'_>, response: &Response) -> Option<Reading> {
    let stream = response.stream.as_ref()?;
    let is_alone = response.contents.iter().all(|content| content.media_type == stream.media_type);
    is_alone.then(|| items(planner, stream))
}

/// How a success is read where a stream is asked for that the document declares beside something else, or where its
/// bytes can come as they are read.
fn asked_for(planner: &Planner<'_>, response: &Response, reading: &Reading) -> Option<Reading> {
    match reading {
        Reading::Items(_) => None,
        Reading::Bytes if response.stream.is_none() => Some(Reading::ByteStream),
        Reading::Content(_) if response.stream.is_none() && !answers::of_bytes(response).is_empty() => {
            Some(Reading::ByteStream)
        }
        _ => response.stream.as_ref().map(|stream| items(planner, stream)),
    }
}

fn items(planner: &Planner<'_>, stream: &Stream) -> Reading {
    Reading::Items(Items {
        framing: stream.framing,
        ty: planner.nullable(&stream.item),
        media_type: stream.media_type.clone(),
    })
}

/// What an operation gives where a stream is asked for, if its answers leave a choice. The first of them decides.
pub(super) fn beside(planner: &Planner<'_>, operation: &Operation, output: &Output) -> Option<Output> {
    let has_success = operation.responses.iter().any(|response| response.status.is_success());
    // Those that the output's arms are made of.
    let successes = operation.responses.iter().filter(|response| match response.status {
        Status::Default => !has_success,
        status => status.is_success(),
    });
    let mut successes: Vec<(&Response, &Arm)> = successes.zip(&output.arms).list();
    let count = successes.len();
    // `default`, where the settings have it be one of them.
    let default = operation.responses.iter().filter(|response| has_success && response.status == Status::Default);
    successes.add_all(default.zip(output.arms.iter().filter(|arm| arm.by_default)));
    let readings: Vec<Option<Reading>> =
        successes.iter().map(|(response, arm)| asked_for(planner, response, &arm.reading)).list();
    let chosen = readings.iter().flatten().next()?;
    let arms: Vec<Arm> = readings
        .iter()
        .zip(&successes)
        .map(|(reading, (response, arm))| {
            let reading = reading.clone().filter(|reading| reading == chosen).unwrap_or(Reading::Unstreamed);
            let is_one_of_several = matches!(arm.reading, Reading::Content(_));
            let (accept, declared) = match &reading {
                Reading::Items(items) => (vec![items.media_type.clone()], Vec::new()),
                Reading::Unstreamed => (Vec::new(), Vec::new()),
                _ if is_one_of_several => (answers::of_bytes(response), answers::of_bytes(response)),
                _ => (arm.accept.clone(), arm.declared.clone()),
            };
            let (statuses, by_default, null_is_empty) = (arm.statuses, arm.by_default, false);
            Arm { statuses, variant: None, reading, accept, declared, by_default, null_is_empty, description: None }
        })
        .list();
    let mut arms = arms;
    let default = arms.split_off(count);
    arms.add_all(undeclared::successes(planner, operation, &arms, default.first()));
    let (streamed, streamed_as) = (statuses(&arms), media_types(&arms));
    Some(Output { by_status: None, arms, streamed, streamed_as })
}

/// The media types that answers are held to which are read as they come. None where one of them may have any.
pub(super) fn media_types(successes: &[Arm]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for arm in successes.iter().filter(|arm| arm.reading.is_stream()) {
        let of_arm = match &arm.reading {
            Reading::Items(items) => std::slice::from_ref(&items.media_type),
            _ => arm.declared.as_slice(),
        };
        if of_arm.is_empty() {
            return Vec::new();
        }
        all.add_all(of_arm.iter().filter(|media_type| !all.contains(media_type)).cloned().list());
    }
    all
}

/// The statuses, from one to another, whose answers are read as they come.
pub(super) fn statuses(successes: &[Arm]) -> Vec<(u16, u16)> {
    let reading = |code: u16| {
        let exact = successes.iter().find(|arm| arm.statuses == Statuses::Exact(code));
        exact.or_else(|| successes.iter().find(|arm| arm.statuses == Statuses::Range(2))).map(|arm| &arm.reading)
    };
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for code in (200..=299).filter(|code| reading(*code).is_some_and(Reading::is_stream)) {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == code => *to = code,
            _ => runs.push((code, code)),
        }
    }
    runs
}
