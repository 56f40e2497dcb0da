//! What the API sends by itself: payloads of webhooks and callbacks, and the functions that read them.

use crate::code::Piece;
use crate::emit::docs::{code, markdown, paragraphs, sentence};
use crate::emit::here::Here;
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::rust::{Incoming, Payload};

/// The functions that read payloads.
pub(crate) fn functions(here: Here<'_>, incoming: &Incoming) -> Vec<Piece> {
    incoming.payloads.iter().map(|payload| function(here, payload)).list()
}

fn function(here: Here<'_>, payload: &Payload) -> Piece {
    let mut lines = Lines::default();
    lines.docs(&documentation(here, payload));
    lines.deprecated(payload.deprecated);
    lines.line("#[inline]");
    let (name, ty) = (&payload.function, here.ty(&payload.ty));
    lines.block(&format!("pub fn {name}(body: &[u8]) -> Result<{ty}, rt::DecodeError>"), &mut |lines| {
        let reader = if payload.ty.has_null() { "rt::Response::from_json" } else { "rt::json::from_slice" };
        lines.line(&format!("{reader}(body)"));
    });
    lines.piece()
}

fn documentation(here: Here<'_>, payload: &Payload) -> Vec<String> {
    let what = match &payload.callback_of {
        Some((operation, group)) => {
            format!(
                "Reads the payload of the callback {} of {}.",
                code(&payload.name),
                here.link(operation, Some(*group))
            )
        }
        None => format!("Reads the payload of the webhook {}.", code(&payload.name)),
    };
    let summary = payload.summary.as_deref().map(sentence).filter(|line| !line.is_empty());
    let description = payload.description.as_deref().map(markdown).unwrap_or_default();
    let summary = summary.filter(|summary| description.first() != Some(summary));
    let request = match &payload.url {
        Some(url) => format!("It comes as {}.", code(&format!("{} {url}", payload.method))),
        None => format!("It comes as a {} request.", code(&payload.method)),
    };
    paragraphs([
        vec![what],
        summary.into_iter().list(),
        description,
        vec![request],
        listed("Headers:", &payload.headers),
        listed("Answers:", &payload.answers),
        vec![
            "# Errors".to_owned(),
            String::new(),
            "That the body is not such a payload; the fault says where.".to_owned(),
        ],
    ])
}

fn listed(title: &str, entries: &[(String, Option<String>)]) -> Vec<String> {
    let items = entries.iter().map(|(name, description)| {
        let description = description.as_deref().map(sentence).unwrap_or_default();
        format!("- {}: {description}", code(name)).trim_end_matches([' ', ':']).to_owned()
    });
    if entries.is_empty() { Vec::new() } else { [title.to_owned(), String::new()].into_iter().chain(items).list() }
}
