//! Which OpenAPI a document is written in.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Node, Pointer};
use crate::source::Sources;

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
    /// The version that a document states. `None` where it is not supported, which is reported here.
    pub(super) fn of(root: &Node, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Version> {
        let pointer = Pointer::default();
        if !matches!(root, Node::Map(_)) {
            let found = match root {
                Node::Null => "empty".to_owned(),
                other => other.kind().to_owned(),
            };
            diagnostics.push(
                Diagnostic::error(Code::NotOpenapi, format!("the document is {found}, not a mapping"))
                    .at(&pointer)
                    .help(SUPPORTED),
            );
            return None;
        }
        let Some((key, value)) = ["openapi", "swagger"].into_iter().find_map(|key| Some((key, root.get(key)?))) else {
            diagnostics.push(
                Diagnostic::error(Code::NotOpenapi, "the document has no field `openapi`")
                    .at(&pointer)
                    .help(format!("state the version, such as `openapi: 3.1.0`; {SUPPORTED}")),
            );
            return None;
        };
        let pointer = pointer.child(key);
        let written = match value {
            Node::String(text) => text.clone(),
            // `openapi: 3.10` is a number for YAML.
            Node::Number(text) => sources.spelling(&pointer).unwrap_or(text).to_owned(),
            _ => String::new(),
        };
        let mut parts = written.trim().split('.');
        match (key, parts.next(), parts.next()) {
            ("swagger", Some("2"), Some("0") | None) => return Some(Version::V20),
            ("openapi", Some("3"), Some("0")) => return Some(Version::V30),
            ("openapi", Some("3"), Some("1")) => return Some(Version::V31),
            ("openapi", Some("3"), Some("2")) => return Some(Version::V32),
            _ => {}
        }
        let name = if key == "swagger" { "Swagger" } else { "OpenAPI" };
        let message = match value {
            Node::String(_) | Node::Number(_) => {
                format!("{name} {} is not supported", written.trim())
            }
            other => format!("`{key}` is {}, not a version", other.kind()),
        };
        diagnostics.push(Diagnostic::error(Code::UnsupportedVersion, message).at(&pointer).help(SUPPORTED));
        None
    }
}
