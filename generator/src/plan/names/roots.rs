//! What an operation names directly: bodies, answers, parameters.

use super::identifiers::spoken;
use super::media_types;
use crate::api::{Body, Content, Operation, Status, Use};
use crate::lists::{Changing, Listing};
use crate::maps::HashMap;

/// What an operation names directly.
pub(crate) struct Root<'a> {
    pub(crate) value: &'a Use,
    /// What it is called there.
    pub(crate) words: Vec<String>,
    pub(crate) place: Place,
}

/// What a type is to what names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// A part of something, a parameter or a header.
    Part,
    /// A request body.
    Body,
    /// What a call gives, item by item or as a whole, and what the API sends by itself.
    Success,
    Failure(Status),
}

/// What an operation names directly, and whether it is sent.
pub(crate) fn roots(operation: &Operation) -> Vec<(Root<'_>, bool)> {
    if operation.incoming.is_some() {
        let payload = operation.body.iter().flat_map(Body::values).map(|(_, value)| value);
        let root = |value| Root { value, words: vec!["payload".to_owned()], place: Place::Success };
        return payload.map(|value| (root(value), false)).list();
    }
    let mut roots = Vec::new();
    for parameter in &operation.parameters {
        let words = spoken(&parameter.name);
        roots.push((Root { value: &parameter.value, words, place: Place::Part }, true));
    }
    roots.add_all(bodies(operation).into_iter().map(|root| (root, true)));
    let successes = operation.responses.iter().filter(|response| response.status.is_success()).tally();
    for response in &operation.responses {
        let is_success = response.status.is_success() || (response.status == Status::Default && successes == 0);
        let place = if is_success { Place::Success } else { Place::Failure(response.status) };
        for header in &response.headers {
            roots.push((Root { value: &header.value, words: spoken(&header.name), place: Place::Part }, false));
        }
        for value in response.contents.iter().filter_map(|content| content.payload.whole()) {
            roots.push((Root { value, words: response_words(response.status, successes), place }, false));
        }
        if let Some(stream) = &response.stream {
            let word = if stream.framing.is_events() { "event" } else { "item" };
            roots.push((Root { value: &stream.item, words: vec![word.to_owned()], place }, false));
        }
    }
    roots
}

/// The values that a body can carry: the one that most callers mean is the request, the others are called after their
/// media types.
fn bodies(operation: &Operation) -> Vec<Root<'_>> {
    let Some(body) = &operation.body else { return Vec::new() };
    let media_types: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).list();
    let names = media_types::variants(&media_types);
    let words = |content: &Content| {
        let at = body.contents.iter().position(|other| std::ptr::eq(other, content));
        at.and_then(|at| names.get(at).cloned()).unwrap_or_default()
    };
    let mut values = Vec::new();
    for (content, value) in body.values() {
        let words = if values.is_empty() { vec!["request".to_owned()] } else { words(content) };
        values.push(Root { value, words, place: Place::Body });
    }
    values
}

/// What the values of an operation's bodies are called where they are not called the request, and their media types.
pub(crate) fn bodies_called(operation: &Operation) -> HashMap<Vec<String>, String> {
    let several = operation.body.as_ref().filter(|body| body.contents.len() > 1);
    let contents = several.map(|body| body.contents.as_slice()).unwrap_or_default();
    let media_types: Vec<&str> = contents.iter().map(|content| content.media_type.as_str()).list();
    let mut called = HashMap::new();
    for (name, media_type) in media_types::variants(&media_types).into_iter().zip(media_types) {
        called.entry(name).or_insert_with(|| media_type.to_owned());
    }
    called
}

/// What an operation's response is called.
pub(crate) fn response_words(status: Status, successes: usize) -> Vec<String> {
    let named = match status {
        Status::Exact(_) | Status::Range(2) if status.is_success() && successes < 2 => "response".to_owned(),
        Status::Exact(code) => return vec!["response".to_owned(), code.to_string()],
        Status::Range(range) => return vec!["response".to_owned(), format!("{range}xx")],
        Status::Default if successes == 0 => "response".to_owned(),
        Status::Default => "error".to_owned(),
    };
    vec![named]
}
