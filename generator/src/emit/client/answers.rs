//! Answers: how an operation reads them, and the types that tell them apart.

use super::accept::accepted;
use super::items;
use crate::code::Piece;
use crate::emit::docs::{code, sentence};
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::emit::types::title_and_users;
use crate::lists::{Listing, sort_by_key};
use crate::maps::HashSet;
use crate::media_types::JSON;
use crate::rust::{AnswerType, Arm, ErrorType, Item, Operation, Output, Reading, Statuses, Type, in_common};

/// The answers that are told apart.
pub(crate) fn documentation(here: Here<'_>, operation: &Operation) -> Vec<String> {
    let failures: Vec<String> = operation
        .error
        .arms
        .iter()
        .map(|arm| {
            let description = arm.description.as_deref().map(sentence).unwrap_or_default();
            let read_as =
                linked(here, None, std::slice::from_ref(arm)).map(|ty| format!(" ({ty})")).unwrap_or_default();
            let statuses = statuses_in_words(arm.statuses);
            format!("- {statuses}{read_as}: {description}").trim_end_matches([' ', ':']).to_owned()
        })
        .list();
    if failures.is_empty() {
        return Vec::new();
    }
    [vec!["# Errors".to_owned(), String::new(), "Declared by the document:".to_owned(), String::new()], failures]
        .concat()
}

fn statuses_in_words(statuses: Statuses) -> String {
    match statuses {
        Statuses::Exact(code) => format!("`{code}`"),
        Statuses::Range(range) => format!("`{range}XX`"),
        Statuses::Rest => "any other status".to_owned(),
    }
}

/// The type that answers are read as, with a link to where it is told what that is; nothing where they have no content.
pub(super) fn linked(here: Here<'_>, by_status: Option<&AnswerType>, arms: &[Arm]) -> Option<String> {
    match by_status {
        Some(AnswerType::Own(name)) => return Some(format!("[`{name}`]")),
        Some(AnswerType::Shared(name)) => return Some(link(here, &Type::Named(name.clone()), &code(&name.ident))),
        None => {}
    }
    let reading = &arms.first()?.reading;
    if matches!(reading, Reading::Empty | Reading::Unstreamed) {
        return None;
    }
    let shown = code(&without_paths(&read_type(here, reading)));
    Some(match reading.ty().map(Type::innermost) {
        Some(ty @ Type::Named { .. }) => link(here, ty, &shown),
        _ => shown,
    })
}

/// A link to a type, by what is shown of it.
fn link(here: Here<'_>, ty: &Type, shown: &str) -> String {
    match here.ty(ty) {
        path if format!("`{path}`") == shown => format!("[{shown}]"),
        path => format!("[{shown}]({})", path.replace("r#", "")),
    }
}

/// Whether an answer has nothing in it, or can't be had.
pub(super) fn gives_nothing(output: &Output) -> bool {
    let reading = output.arms.first().map(|arm| &arm.reading);
    output.by_status.is_none() && matches!(reading, None | Some(Reading::Empty | Reading::Unstreamed))
}

/// A type as it is read out: `Vec<Pet>` for `Vec<types::Pet>`.
fn without_paths(ty: &str) -> String {
    let parts = ty.split_inclusive(['<', '>', ',', ' ', '(', ')', '[', ']']);
    parts.map(|part| part.rsplit_once("::").map_or(part, |(_, name)| name)).text()
}

/// The `Accept` header, where it is not just JSON.
pub(crate) fn accept(output: &Output, error: &ErrorType) -> Option<String> {
    match accepted(output, error).as_slice() {
        [] => Some("*/*".to_owned()),
        [only] if *only == JSON.media_type => None,
        some => Some(some.join(", ")),
    }
}

/// What keeps redirects from being followed, where the document declares them as what the operation answers. Beside a
/// success, they are the way to it.
pub(crate) fn redirects(output: &Output, error: &ErrorType) -> &'static str {
    let is_redirect = |arm: &Arm| matches!(arm.statuses, Statuses::Exact(301..=303 | 307 | 308) | Statuses::Range(3));
    let is_answer = output.arms.is_empty() && error.arms.iter().any(is_redirect);
    if is_answer { ".declares_redirects()" } else { "" }
}

/// The function body that reads an answer by its status: exact ones, ranges, the rest. Those that read alike are one arm.
pub(crate) fn decode(here: Here<'_>, output: &Output, error: &ErrorType, lines: &mut Lines) {
    let successes = output.arms.iter().map(|arm| (arm, false));
    let all = successes.chain(error.arms.iter().map(|arm| (arm, true)));
    let mut arms: Vec<(Vec<Statuses>, String)> = Vec::new();
    let mut rest = "response.undeclared()".to_owned();
    let holder = |by_status: &Option<AnswerType>| by_status.as_ref().map(|by_status| name_of(here, by_status));
    let (given, failed) = (holder(&output.by_status), holder(&error.by_status));
    for (arm, is_error) in all {
        let read = read(if is_error { &failed } else { &given }, arm, is_error);
        if arm.statuses == Statuses::Rest {
            rest = read;
            continue;
        }
        match arms.iter_mut().find(|(statuses, known)| *known == read && same_kind(statuses, arm.statuses)) {
            Some((statuses, _)) => statuses.push(arm.statuses),
            None => arms.push((vec![arm.statuses], read)),
        }
    }
    sort_by_key(&mut arms, &|(statuses, _)| matches!(statuses.first(), Some(Statuses::Range(_))));
    lines.block("match response.code()", &mut |lines| {
        for (statuses, read) in &arms {
            let patterns: Vec<String> = statuses.iter().map(|statuses| pattern(*statuses)).list();
            lines.arm(&patterns, read);
        }
        lines.arm(&[pattern(Statuses::Rest)], &rest);
    });
}

fn pattern(statuses: Statuses) -> String {
    match statuses {
        Statuses::Exact(code) => code.to_string(),
        Statuses::Range(range) => format!("{range}00..={range}99"),
        Statuses::Rest => "_".to_owned(),
    }
}

fn same_kind(statuses: &[Statuses], other: Statuses) -> bool {
    statuses.iter().all(|each| {
        matches!((each, other), (Statuses::Exact(_), Statuses::Exact(_)) | (Statuses::Range(_), Statuses::Range(_)))
    })
}

/// How an arm is read; `holder` is the enum that tells it from others.
fn read(holder: &Option<String>, arm: &Arm, is_error: bool) -> String {
    let wrap = match (holder, &arm.variant) {
        (Some(holder), Some(variant)) => Some(format!("{holder}::{variant}")),
        _ => None,
    };
    let mut response = "response".to_owned();
    if !arm.declared.is_empty() {
        let media_types: Vec<String> = arm.declared.iter().map(|media_type| string(media_type)).list();
        response.push_str(&format!(".media_types(&[{}])", media_types.join(", ")));
    }
    if arm.by_default {
        response.push_str(".by_default()");
    }
    if arm.null_is_empty {
        response.push_str(".null_as_empty()");
    }
    let by_codec;
    let method = match (is_error, &arm.reading) {
        (_, Reading::Items(items)) => return format!("{response}{}", items::read(items, wrap.as_deref())),
        (_, Reading::ByteStream) => return format!("{response}.byte_stream()"),
        (_, Reading::Unstreamed) => return format!("{response}.unstreamed()"),
        (false, Reading::Value(codec, _)) => codec.name,
        (true, Reading::Value(codec, _)) if **codec == JSON => "error",
        (true, Reading::Value(codec, _)) => {
            by_codec = format!("error_{}", codec.name);
            &by_codec
        }
        (false, Reading::Text) => "text",
        (false, Reading::Bytes) => "bytes",
        (false, Reading::Content(_)) => "content",
        (false, Reading::Empty) => "empty",
        (true, Reading::Text) => "error_text",
        (true, Reading::Bytes) => "error_bytes",
        (true, Reading::Content(_)) => "error_content",
        (true, Reading::Empty) => "error_empty",
    };
    match wrap {
        Some(wrap) => format!("{response}.{method}_as({wrap})"),
        None if !is_error || method == "error" => format!("{response}.{method}()"),
        None if method == "error_empty" => format!("{response}.{method}_as(())"),
        None => format!("{response}.{method}_as(std::convert::identity)"),
    }
}

pub(crate) fn read_type(here: Here<'_>, reading: &Reading) -> String {
    match reading {
        Reading::Empty | Reading::Unstreamed => "()".to_owned(),
        Reading::Value(_, ty) | Reading::Content(ty) => here.ty(ty),
        Reading::Text => "String".to_owned(),
        Reading::Bytes => "rt::Bytes".to_owned(),
        Reading::Items(items) => format!("rt::ItemStream<{}>", here.ty(&items.ty)),
        Reading::ByteStream => "rt::ByteStream".to_owned(),
    }
}

/// The types `Output` and `Error` of an operation.
pub(crate) fn output_and_error(here: Here<'_>, operation: &Operation) -> (String, String) {
    let (output, error) = (&operation.output, &operation.error);
    (type_of(here, &output.by_status, &output.arms), type_of(here, &error.by_status, &error.arms))
}

pub(super) fn name_of(here: Here<'_>, of: &AnswerType) -> String {
    match of {
        AnswerType::Own(name) => name.clone(),
        AnswerType::Shared(name) => here.ty(&Type::Named(name.clone())),
    }
}

fn type_of(here: Here<'_>, by_status: &Option<AnswerType>, arms: &[Arm]) -> String {
    match (by_status, arms.first()) {
        (Some(by_status), _) => name_of(here, by_status),
        (None, Some(arm)) => read_type(here, &arm.reading),
        // Nothing is declared, so nothing can be taken for a success.
        (None, None) => "std::convert::Infallible".to_owned(),
    }
}

/// The enums that tell answers apart and are the operation's own.
pub(crate) fn types(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    if let Some(AnswerType::Own(name)) = &operation.output.by_status {
        let docs = format!("What [`{}`] answers, by status.", operation.ident);
        by_status(here, name, &[docs], &operation.output.arms, lines);
    }
    if let Some(AnswerType::Own(name)) = &operation.error.by_status {
        let docs = format!("The errors that the document declares for [`{}`], by status.", operation.ident);
        by_status(here, name, &[docs], &operation.error.arms, lines);
    }
}

/// An enum that several operations have.
pub(crate) fn shared(here: Here<'_>, item: &Item, arms: &[Arm]) -> Vec<Piece> {
    let mut lines = Lines::default();
    by_status(here, &item.ident, &title_and_users(here, item), arms, &mut lines);
    vec![lines.piece()]
}

fn by_status(here: Here<'_>, name: &str, docs: &[String], arms: &[Arm], lines: &mut Lines) {
    // What comes only once can be neither cloned nor compared.
    let derives = if arms.iter().any(|arm| arm.reading.is_stream()) { "Debug" } else { "Clone, Debug, PartialEq" };
    lines.item();
    lines.docs(docs);
    lines.line(&format!("#[derive({derives})]"));
    lines.line("#[non_exhaustive]");
    lines.block(&format!("pub enum {name}"), &mut |lines| {
        let mut known = HashSet::new();
        for arm in arms {
            // Undeclared successes have the variant of the declared one.
            let Some(variant) = arm.variant.as_deref().filter(|variant| known.insert(*variant)) else { continue };
            let statuses = statuses_in_words(arm.statuses);
            match arm.description.as_deref().map(sentence).filter(|line| !line.is_empty()) {
                Some(description) => lines.doc(&format!("{statuses}: {description}")),
                None => lines.doc(&statuses),
            }
            match &arm.reading {
                Reading::Empty => lines.line(&format!("{variant},")),
                reading => lines.line(&format!("{variant}({}),", read_type(here, reading))),
            }
        }
    });
    if let Some(reading) = in_common(arms) {
        body(here, name, arms, reading, lines);
    }
}

/// What gives the body, whatever the status.
fn body(here: Here<'_>, name: &str, arms: &[Arm], reading: &Reading, lines: &mut Lines) {
    let full = arms.iter().filter(|arm| arm.reading != Reading::Empty).filter_map(|arm| arm.variant.as_deref());
    let mut variants: Vec<String> = Vec::new();
    for variant in full.map(|variant| format!("Self::{variant}(body)")) {
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    lines.item();
    lines.block(&format!("impl {name}"), &mut |lines| {
        lines.doc("The body, whatever its status; none where the status has none.");
        lines.line("#[inline]");
        lines.block(&format!("pub fn into_body(self) -> Option<{}>", read_type(here, reading)), &mut |lines| {
            lines.block("match self", &mut |lines| {
                lines.arm(&variants, "Some(body)");
                lines.arm(&["_".to_owned()], "None");
            });
        });
    });
}
