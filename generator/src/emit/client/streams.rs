//! Answers that are read as they come.

use super::accept::{accepted, unweighed};
use super::answers;
use crate::emit::docs::code;
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::rust::{Arm, Operation, Output, Reading};

/// The sentence that says how the answer, or the one that is asked for, comes.
pub(crate) fn documentation(operation: &Operation) -> Vec<String> {
    let of_output = operation.output.arms.iter().find_map(|arm| described(&arm.reading));
    let beside = operation.stream.iter().flat_map(|stream| &stream.arms).find_map(|arm| described(&arm.reading));
    let of_output = of_output.map(|how| format!("The answer comes {how}."));
    let beside = beside.map(|how| format!("With `.stream()`, the answer comes {how}."));
    of_output.into_iter().chain(beside).list()
}

fn described(reading: &Reading) -> Option<String> {
    match reading {
        Reading::Items(items) => Some(format!("item by item, as {}", code(&items.media_type))),
        Reading::ByteStream => Some("as bytes that need not be in memory as a whole".to_owned()),
        _ => None,
    }
}

/// The statuses and media types whose answers are read as they come, where there are any.
pub(crate) fn statuses(output: &Output) -> String {
    let statuses: Vec<String> = output.streamed.iter().map(|(from, to)| format!("({from}, {to})")).list();
    if statuses.is_empty() {
        return String::new();
    }
    let media_types: Vec<String> = output.streamed_as.iter().map(|media_type| string(media_type)).list();
    let media_types = match media_types.is_empty() {
        true => String::new(),
        false => format!(".streamed_as(&[{}])", media_types.join(", ")),
    };
    format!(".streams(&[{}]){media_types}", statuses.join(", "))
}

/// The `Accept` header of those who ask for a stream, where it is another one: errors still come in other media types,
/// but those are not what is asked for.
fn accept(operation: &Operation, stream: &Output) -> Option<String> {
    let of_streams = || stream.arms.iter().filter(|arm| arm.reading.is_stream()).flat_map(|arm| &arm.accept);
    let is_another = |arm: &Arm| matches!(arm.reading, Reading::Items(_));
    let is_all = operation.output.arms.iter().flat_map(|arm| &arm.accept).eq(of_streams());
    if is_all && !stream.arms.iter().any(is_another) {
        return None;
    }
    let of_streams: Vec<&str> = of_streams().map(|asked| unweighed(asked)).list();
    let all = accepted(stream, &operation.error);
    let others = all.iter().map(|asked| unweighed(asked)).filter(|asked| !of_streams.contains(asked));
    let others: String = others.map(|media_type| format!(", {media_type};q=0.5")).text();
    Some(format!(".accept({})", string(&format!("{}{others}", of_streams.join(", ")))))
}

/// What the operation does where a stream is asked for.
pub(crate) fn implementation(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    let Some(stream) = &operation.stream else { return };
    let Some(chosen) = stream.arms.iter().find(|arm| arm.reading.is_stream()) else { return };
    let accept = accept(operation, stream).unwrap_or_default();
    let statuses = statuses(stream);
    lines.item();
    lines.block(&format!("impl rt::StreamOperation for {}", operation.ident), &mut |lines| {
        lines.line(&format!("const STREAM: rt::Meta = <Self as rt::Operation>::META{accept}{statuses};"));
        lines.line(&format!("type Stream = {};", answers::read_type(here, &chosen.reading)));
        lines.item();
        lines.line("#[inline]");
        lines.block("fn decode_stream(response: rt::Response) -> rt::StreamOutcome<Self>", &mut |lines| {
            answers::decode(here, stream, &operation.error, lines);
        });
    });
}
