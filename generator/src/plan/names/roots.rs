//! What an operation names directly: bodies, answers, parameters.

use std::collections::HashMap;

use super::identifiers::spoken;
use super::media_types;
use crate::api::{Body, Content, Operation, Status, Use};
use crate::lists::Listing;

/// What an operation names directly: the value, what it is called there, whether it is sent.
pub(crate) fn roots(operation: &Operation) -> Vec<(&Use, Vec<String>, bool)> {
    if operation.incoming.is_some() {
        let payload = operation.body.iter().flat_map(Body::values).map(|(_, value)| value);
        return payload.map(|value| (value, vec!["payload".to_owned()], false)).list();
    }
    let mut roots = Vec::new();
    for parameter in &operation.parameters {
        roots.push((&parameter.value, spoken(&parameter.name), true));
    }
    roots.extend(bodies(operation));
    let successes = operation.responses.iter().filter(|response| response.status.is_success()).count();
    for response in &operation.responses {
        for header in &response.headers {
            roots.push((&header.value, spoken(&header.name), false));
        }
        for value in response.contents.iter().filter_map(|content| content.payload.whole()) {
            roots.push((value, response_words(response.status, successes), false));
        }
        if let Some(stream) = &response.stream {
            let word = if stream.framing.is_events() { "event" } else { "item" };
            roots.push((&stream.item, vec![word.to_owned()], false));
        }
    }
    roots
}

/// The values that a body can carry: the one that most callers mean is the request, the others are called after their
/// media types.
fn bodies(operation: &Operation) -> Vec<(&Use, Vec<String>, bool)> {
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
        values.push((value, words, true));
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
