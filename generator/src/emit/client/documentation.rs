//! What documentation says of an operation's method.

use super::examples::fenced;
use super::servers::own_servers;
use super::{answers, security, streams};
use crate::emit::docs::{code, entry, first_paragraph, markdown, paragraphs, sentence};
use crate::emit::here::Here;
use crate::emit::types::{in_words, samples};
use crate::lists::Listing;
use crate::rust::{Client, Operation, Parameter};

/// What it does, what it sends and gives, and how it fails come first; then what the document tells at length.
pub(super) fn method(here: Here<'_>, client: &Client, operation: &Operation, example: &[String]) -> Vec<String> {
    let summary = operation.summary.as_deref().map(sentence).filter(|line| !line.is_empty());
    let description = operation.description.as_deref().map(markdown).unwrap_or_default();
    let (first, description) = match summary.filter(|summary| description.first() != Some(summary)) {
        Some(summary) => (vec![summary], description),
        None => first_paragraph(description),
    };
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    paragraphs([
        first,
        vec![outline(here, client, operation)],
        fenced(example),
        description,
        listed(
            "Arguments:",
            required.filter(|parameter| parameter.description.is_some() || remarks(parameter).next().is_some()),
        ),
        listed("Optional, as methods of the call:", optional),
        streams::documentation(operation),
        answers::documentation(here, operation),
        own_servers(&operation.servers).into_iter().list(),
    ])
}

/// What is sent, and what comes of it.
fn outline(here: Here<'_>, client: &Client, operation: &Operation) -> String {
    let route = code(&format!("{} {}", operation.method, operation.path));
    let sent = security::in_words(client, &operation.security);
    let gives = answers::linked(here, operation.output.by_status.as_ref(), &operation.output.arms);
    let fails = answers::linked(here, operation.error.by_status.as_ref(), &operation.error.arms);
    let outcome = match (gives, fails) {
        (Some(gives), Some(fails)) => format!(" Gives {gives}, or an error of {fails}."),
        (Some(gives), None) => format!(" Gives {gives}."),
        (None, Some(fails)) => format!(" Gives nothing, or an error of {fails}."),
        (None, None) => String::new(),
    };
    format!("{route}, sent {sent}.{outcome}")
}

fn listed<'p>(title: &str, parameters: impl Iterator<Item = &'p Parameter>) -> Vec<String> {
    let items: Vec<String> = parameters
        .flat_map(|parameter| {
            let prose = parameter.description.as_deref().map(markdown).unwrap_or_default();
            entry(&code(parameter.ident.trim_start_matches("r#")), prose, remarks(parameter).list())
        })
        .list();
    if items.is_empty() { Vec::new() } else { [vec![title.to_owned(), String::new()], items].concat() }
}

/// What is to be said of a parameter's value beyond its description.
pub(super) fn remarks(parameter: &Parameter) -> impl Iterator<Item = String> {
    let samples = samples(parameter.default.as_ref(), parameter.example.as_ref());
    let shared = parameter.shared.map(|_| "The client's, if it is not given.".to_owned());
    in_words(&parameter.rules).into_iter().chain(samples).chain(shared)
}
