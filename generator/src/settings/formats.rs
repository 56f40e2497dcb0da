//! The types of what spells something: which formats stay text, and which values the document spells otherwise.

use regex_lite::Regex;

use super::pattern::fits;
use super::{Dates, Settings, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::{Document, Schema};
use crate::formats::{Becomes, Format, Rust, Spelled};
use crate::lists::{Changing, Listing, sort};
use crate::value::{Node, Pointer};

impl Settings {
    /// The library of dates.
    pub(crate) fn dates(&self) -> Dates {
        self.dates.unwrap_or_default()
    }

    /// Whether values of this format are to stay the strings or numbers that they are.
    pub(super) fn keeps_plain(&self, format: &Format, spelled: &Spelled) -> bool {
        let is_wanted = |name: &&str| self.strings.iter().any(|wanted| fits(&wanted.text, name));
        format.names().iter().any(is_wanted)
            || self.dates() == Dates::String && matches!(spelled.rust, Rust::OfDates { .. })
    }

    /// The formats that the document means something else by, as its own values show. It means one thing by one name, so that
    /// one value is enough.
    pub(super) fn spelled_otherwise(&self, document: &Document, diagnostics: &mut Diagnostics) -> Vec<&'static Format> {
        let mut judges: Vec<(&'static Format, Option<Regex>)> = Vec::new();
        let mut found: Vec<&'static Format> = Vec::new();
        for schema in document.schemas.ids().filter_map(|id| document.schemas.get(id)) {
            let Some(name) = schema.format.as_deref() else { continue };
            if schema.default.is_none() && schema.examples.is_empty() && schema.enumeration.is_none() {
                continue;
            }
            for format in Format::judged(name, schema.types) {
                let Becomes::Spelled(spelled) = &format.becomes else { continue };
                if found.contains(&format) || self.keeps_plain(format, spelled) {
                    continue;
                }
                let at = judges.iter().position(|(known, _)| *known == format).unwrap_or_else(|| {
                    judges.push((format, spelled.judged_by.and_then(|judge| Regex::new(judge).ok())));
                    judges.len() - 1
                });
                let judge = judges.get(at).and_then(|(_, judge)| judge.as_ref());
                let is_other = |text: &str| judge.is_some_and(|judge| !judge.is_match(text));
                let Some((place, text)) = values(schema).find(|(_, text)| is_other(text)) else { continue };
                found.push(format);
                diagnostics.push(otherwise(format, spelled, &place, text));
            }
        }
        found
    }

    /// Complains about formats that stay text anyhow.
    pub(super) fn check_formats(&self, diagnostics: &mut Diagnostics) {
        let known = || Format::spelled().flat_map(Format::names).copied();
        let useless = |wanted: &&Spanned| !known().any(|format| fits(&wanted.text, format));
        for wanted in self.strings.iter().filter(useless) {
            let message = format!("the format `{}` becomes no type", wanted.text);
            let diagnostic = self.point(wanted, Diagnostic::error(Code::UnknownName, message));
            diagnostics.push(match closest(&wanted.text, known()) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => {
                    let mut usual: Vec<&str> =
                        Format::spelled().filter_map(|format| format.names().first()).copied().list();
                    sort(&mut usual, &Ord::cmp);
                    usual.dedup();
                    diagnostic.help(format!("those that do are {}", usual.join(", ")))
                }
            });
        }
    }
}

/// The texts and numbers that a schema gives for its values, and where.
fn values(schema: &Schema) -> impl Iterator<Item = (Pointer, &str)> {
    let mut all = schema.default.iter().map(|value| ("default", value)).list();
    all.add_all(schema.enumeration.as_deref().unwrap_or_default().iter().map(|value| ("enum", value)));
    // A schema's example stands under one of two keywords.
    all.add_all(schema.examples.iter().map(|value| ("", value)));
    all.into_iter().filter_map(|(keyword, value)| {
        let place = if keyword.is_empty() { schema.pointer.clone() } else { schema.pointer.child(keyword) };
        match value {
            Node::String(text) => Some((place, text.as_str())),
            Node::Number(text) => Some((place, &**text)),
            _ => None,
        }
    })
}

fn otherwise(format: &Format, spelled: &Spelled, place: &Pointer, text: &str) -> Diagnostic {
    let name = format.names().first().copied().unwrap_or_default();
    let message = format!("values of the format `{name}` stay as they are: the document spells one `{text}`");
    Diagnostic::note(Code::OtherSpelling, message)
        .at_key(place)
        .with_note(format!("the format's own spelling is that of `{}`", spelled.sample))
        .help("where the value is a mistake, correct it, by an overlay for instance: then they become a type")
}
