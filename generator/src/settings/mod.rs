//! What the user asks for beyond the document: in a build script, on the command line, or in `oasmith.toml`.

mod dates;
mod file;
mod formats;
mod idempotency;
mod pattern;
mod properties;
mod responses;
mod schemas;
mod selection;
mod spanned;
mod unmatched;

use std::path::{Path, PathBuf};

use crate::api::Operation;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Document;
use crate::value::holds_control;
pub use dates::Dates;
pub(crate) use pattern::{filled, is_pattern, taken};
pub(crate) use properties::{PropertyNames, PropertySetting, PropertyWay};
pub use responses::UndeclaredSuccess;
pub(crate) use responses::{NULL_AS_EMPTY, ResponseSetting, concerns};
pub(crate) use schemas::{SchemaName, SchemaSettings, is_identifier, is_name};
pub(crate) use selection::{Selection, is_named, title};
pub(crate) use spanned::Spanned;

/// The name of the file of settings that is found beside a document.
const FILE_NAME: &str = "oasmith.toml";

/// The name of the lock of names that is found beside a document.
const LOCK_NAME: &str = "oasmith.lock";

/// What is emitted of a document.
///
/// ```
/// let generator = oasmith::Generator::new("openapi.yaml").only(oasmith::Output::Types);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Output {
    /// Types, and a client that calls operations.
    #[default]
    Client,
    /// Types alone: the components, and what operations send and receive. They need the runtime without its feature
    /// `client`.
    Types,
}

impl Output {
    /// The output of this name, as the program and files of settings have it.
    pub(crate) fn named(name: &str) -> Option<Output> {
        match name {
            "client" => Some(Output::Client),
            "types" => Some(Output::Types),
            _ => None,
        }
    }
}

/// All that the user asks for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    /// Of the file of settings, as pointers begin.
    pub(crate) file: Option<String>,
    /// Files that stand for URLs.
    pub(crate) mapped: Vec<(String, PathBuf)>,
    pub(crate) overlays: Vec<PathBuf>,
    /// The lock of names, where it is not the one beside the document.
    pub(crate) lock: Option<PathBuf>,
    /// What is emitted, where that is said.
    pub(crate) output: Option<Output>,
    /// The folder that the document's files are in, and where a file of settings says so.
    pub(crate) root: Option<(PathBuf, Option<Spanned>)>,
    pub(crate) selection: Selection,
    /// The operations that another group has than their tag's, and that group.
    pub(crate) groups: Vec<(Spanned, Spanned)>,
    /// What is renamed, and its new name.
    pub(crate) renames: Vec<(Spanned, Spanned)>,
    /// What the document writes as one word, and the words that it is.
    pub(crate) words: Vec<(Spanned, Spanned)>,
    /// What names of components, tags and operations begin with and are not called by.
    pub(crate) prefixes: Vec<Spanned>,
    /// The schema whose type is the user's own, and that type.
    pub(crate) replacements: Vec<(Spanned, Spanned)>,
    /// Traits to derive: for one type, or for all.
    pub(crate) derives: Vec<(Option<Spanned>, Spanned)>,
    /// Whether every component becomes a type, where that is said.
    pub(crate) all_types: Option<bool>,
    /// The library of dates, where one is asked for.
    pub(crate) dates: Option<Dates>,
    /// Parameters that the client can hold for all operations, and where they go.
    pub(crate) client_parameters: Vec<(Spanned, Spanned)>,
    /// Whether base64url in bodies ends with padding, where that is said.
    pub(crate) pads_base64url: Option<bool>,
    /// The formats that stay text.
    pub(crate) strings: Vec<Spanned>,
    /// Whether successes with other statuses than the declared ones are read as these.
    pub(crate) undeclared_success: Option<bool>,
    /// How those of single operations are read; the first one that fits holds.
    pub(crate) responses: Vec<ResponseSetting>,
    /// Operations whose answers may be `null` in the place of a list or map, which is read as an empty one then.
    pub(crate) null_answers: Vec<Spanned>,
    /// Operations, and the header in which they take an idempotency key.
    pub(crate) idempotency_keys: Vec<(Spanned, Spanned)>,
    /// How required properties are read that are not there, or `null`.
    pub(crate) properties: Vec<PropertySetting>,
}

impl Settings {
    /// The file of settings beside a document, if there is one. What is there and can't be read, such as a folder of that name,
    /// is told when it is read.
    pub(crate) fn beside(document: &Path) -> Option<PathBuf> {
        Some(document.with_file_name(FILE_NAME)).filter(|path| path.symlink_metadata().is_ok())
    }

    /// Where the lock of names is that goes with a document, unless another one is named.
    pub(crate) fn lock_of(document: &Path) -> PathBuf {
        document.with_file_name(LOCK_NAME)
    }

    /// That lock, if there is one.
    pub(crate) fn lock_beside(document: &Path) -> Option<PathBuf> {
        Some(Settings::lock_of(document)).filter(|path| path.symlink_metadata().is_ok())
    }

    /// The complaint about the root, which is wrong for this reason.
    pub(crate) fn wrong_root(&self, reason: String) -> Diagnostic {
        let diagnostic = Diagnostic::error(Code::InvalidRoot, reason)
            .help("the root is a folder around the document and all files that it refers to");
        match &self.root {
            Some((_, Some(spanned))) => self.point(spanned, diagnostic),
            _ => diagnostic,
        }
    }

    /// What is emitted.
    pub(crate) fn output(&self) -> Output {
        self.output.unwrap_or_default()
    }

    /// Whether every component becomes a type: on request, and where there are no operations to lead to any.
    pub(crate) fn wants_all_types(&self, document: &Document) -> bool {
        let is_alone = document.operations.is_empty() && document.webhooks.is_empty();
        self.all_types.unwrap_or(is_alone || self.output() == Output::Types)
    }

    /// How successes of an operation are read that it does not declare: those of one status each, and at last all others.
    pub(crate) fn undeclared_successes(&self, operation: &Operation) -> Vec<(Option<u16>, UndeclaredSuccess)> {
        responses::of_operation(&self.responses, self.undeclared_success.unwrap_or(false), operation)
    }

    /// Whether the `null` of an operation's answer is read as an empty list or map.
    pub(crate) fn reads_null_as_empty(&self, operation: &Operation) -> bool {
        self.null_answers.iter().any(|names| concerns(names, operation))
    }

    /// Whether anything is asked for this component or a part of it.
    pub(crate) fn mention(&self, component: &str) -> bool {
        let ident = component.replace('-', "");
        let is_meant = |Spanned { text, .. }: &Spanned| {
            text.contains(component) || text.contains(&ident) || taken(text, component).is_some()
        };
        self.renames.iter().any(|(key, _)| is_meant(key))
            || self.replacements.iter().any(|(key, _)| is_meant(key))
            || self.derives.iter().any(|(key, _)| key.as_ref().is_some_and(is_meant))
            || self.properties.iter().any(|property| is_meant(&property.key))
    }

    /// Complains about URLs and files of a build script or the command line that hold control characters; those in a file of
    /// settings are reported where they stand.
    pub(crate) fn check_mapped(&self, diagnostics: &mut Diagnostics) {
        for (url, file) in &self.mapped {
            for text in [url.as_str(), &file.to_string_lossy()].into_iter().filter(|text| holds_control(text)) {
                diagnostics.push(holds_control_character(text));
            }
        }
    }

    /// Points a complaint at what the user wrote, where that is in a file.
    pub(crate) fn point(&self, spanned: &Spanned, diagnostic: Diagnostic) -> Diagnostic {
        match (&self.file, &spanned.span) {
            (Some(file), Some(span)) => diagnostic.at_text(&file.as_str().into(), span.clone()),
            _ => diagnostic,
        }
    }
}

/// The complaint about a setting with a control character.
fn holds_control_character(text: &str) -> Diagnostic {
    let message = format!("the setting `{text}` holds a control character");
    Diagnostic::error(Code::ControlCharacter, message).help("remove the character")
}
