//! Which OpenAPI a document is written in.

use super::glued::glued;
use super::other_format;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::source::{Source, Sources};
use crate::value::{Node, Pointer};

/// The versions of OpenAPI that differ for the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// Swagger 2.0.
    V20,
    V30,
    V31,
    V32,
}

const SUPPORTED: &str = "oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2";

impl Version {
    /// The version as people call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Version::V20 => "Swagger 2.0",
            Version::V30 => "OpenAPI 3.0",
            Version::V31 => "OpenAPI 3.1",
            Version::V32 => "OpenAPI 3.2",
        }
    }

    /// The version that a document states. `None` where it is not supported, which is reported here.
    pub(super) fn of(root: &Node, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Version> {
        let pointer = Pointer::default();
        if !matches!(root, Node::Map(_)) {
            let source = sources.get(pointer.file());
            if let Some(told) = source.and_then(Source::recognize) {
                diagnostics.push(told);
                return None;
            }
            let found = match root {
                Node::Null => empty(source.map(Source::text).unwrap_or_default()),
                other => other.kind(),
            };
            diagnostics.push(
                Diagnostic::error(Code::NotOpenapi, format!("the document is {found}, not a mapping"))
                    .at(&pointer)
                    .help(SUPPORTED),
            );
            return None;
        }
        let Some((key, value)) = ["openapi", "swagger"].into_iter().find_map(|key| Some((key, root.get(key)?))) else {
            diagnostics.push(no_version(root, sources));
            return None;
        };
        let pointer = pointer.child(key);
        let written = match value {
            Node::String(text) => text.clone(),
            // `openapi: 3.10` is a number for YAML.
            Node::Number(text) => sources.spelling(&pointer).unwrap_or(text).to_owned(),
            _ => String::new(),
        };
        let mut parts = written.trim().splitn(3, '.');
        let version = match (key, parts.next(), parts.next()) {
            ("swagger", Some("2"), Some("0") | None) => Some(Version::V20),
            ("openapi", Some("3"), Some("0")) => Some(Version::V30),
            ("openapi", Some("3"), Some("1")) => Some(Version::V31),
            ("openapi", Some("3"), Some("2")) => Some(Version::V32),
            _ => None,
        };
        if let Some(version) = version {
            let patch = parts.next();
            if patch.is_some_and(|patch| !is_patch(patch)) {
                diagnostics.push(
                    Diagnostic::note(Code::UnsupportedVersion, format!("there is no version `{}`", written.trim()))
                        .at(&pointer)
                        .label(format!("read as {}", version.name())),
                );
            }
            return Some(version);
        }
        let name = if key == "swagger" { "Swagger" } else { "OpenAPI" };
        let written = written.trim();
        let message = match value {
            Node::String(_) | Node::Number(_) if written.starts_with(|first: char| first.is_ascii_digit()) => {
                format!("{name} {written} is not supported")
            }
            Node::String(_) | Node::Number(_) => format!("`{written}` is not a version of {name}"),
            other => format!("`{key}` is {}, not a version", other.kind()),
        };
        let diagnostic = Diagnostic::error(Code::UnsupportedVersion, message).at(&pointer);
        diagnostics.push(match meant(key, written) {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`? {SUPPORTED}")),
            None => diagnostic.help(SUPPORTED),
        });
        None
    }
}

/// What somebody meant who named a version by the other one's field, or as tags do.
fn meant(key: &str, written: &str) -> Option<String> {
    let plain = written.trim_start_matches(['v', 'V']);
    match (key, plain) {
        ("openapi", "2" | "2.0") => Some("swagger: '2.0'".to_owned()),
        ("swagger" | "openapi", "3" | "3.0" | "3.0.0") => Some("openapi: 3.0.0".to_owned()),
        ("swagger" | "openapi", "3.1" | "3.1.0") => Some("openapi: 3.1.0".to_owned()),
        ("swagger", _) if plain.starts_with("3.") => Some(format!("openapi: {plain}")),
        ("openapi", _) if plain != written && plain.starts_with("3.") => Some(format!("openapi: {plain}")),
        _ => None,
    }
}

/// Whether a text is the last part of a version: a number, perhaps with what names a release before it (`0-rc1`).
fn is_patch(text: &str) -> bool {
    let number = text.split_once(['-', '+']).map_or(text, |(number, _)| number);
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a document without values is.
fn empty(text: &str) -> &'static str {
    let is_written = |line: &str| !matches!(line.trim(), "" | "---" | "..." | "\u{feff}");
    if !text.lines().any(is_written) {
        return "empty";
    }
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    if text.lines().all(|line| !is_written(line) || is_comment(line)) { "empty but for comments" } else { "null" }
}

/// The complaint about a document that states no version of OpenAPI.
fn no_version(root: &Node, sources: &Sources) -> Diagnostic {
    let pointer = Pointer::default();
    if let Some(((name, help), field)) = other_format::recognize(root) {
        let place = if field.is_empty() { pointer } else { pointer.child(field) };
        let message = format!("the file is {name}, not an OpenAPI document");
        return Diagnostic::error(Code::OtherFormat, message).at_key(&place).help(help);
    }
    if let Some(told) = sources.get(pointer.file()).and_then(Source::recognize) {
        return told;
    }
    let diagnostic = Diagnostic::error(Code::NotOpenapi, "the document has no field `openapi`");
    let is_version = |name: &str| matches!(name, "openapi" | "swagger");
    if let Some((key, _)) = root.entries().iter().find(|(key, value)| glued(key, value).is_some_and(is_version)) {
        let (name, value) = key.split_once(':').unwrap_or((key, ""));
        let diagnostic = diagnostic.at_key(&pointer.child(key)).label("all of this is a key, which has no value");
        return diagnostic.help(format!("put a space after the colon: `{name}: {value}`"));
    }
    let keys = root.entries().iter().filter(|(key, _)| key.len() > 3).map(|(key, _)| key.as_str());
    for name in ["openapi", "swagger"] {
        let near = |key: &&str| closest(&key.replace(['-', '_', ' '], ""), [name]).is_some();
        if let Some(key) = keys.clone().find(near) {
            return diagnostic.at_key(&pointer.child(key)).help(format!("did you mean `{name}`?"));
        }
    }
    diagnostic.at(&pointer).help(format!("state the version, such as `openapi: 3.1.0`; {SUPPORTED}"))
}
