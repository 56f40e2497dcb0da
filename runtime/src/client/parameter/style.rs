//! The styles: what stands before, between and within the parts of a value (RFC 6570, section 3.2).

use super::Style;
use super::escape::{Escape, Place};
use super::flat::Flat;

/// What a style puts around the parts of a value at a place.
pub(super) struct Layout {
    style: Style,
    /// Before everything.
    first: &'static str,
    /// Between two parts.
    between: &'static str,
    /// Whether each part stands for itself.
    explode: bool,
    /// Whether the parameter's name is written.
    named: bool,
    /// What parts must not hold unescaped.
    delimiters: &'static [u8],
}

impl Layout {
    /// The layout of a style. A style that the place does not have is taken as written without names.
    pub(super) fn of(style: Style, explode: bool, place: Place) -> Self {
        let in_pairs = matches!(place, Place::Query | Place::Cookie);
        let layout = |first, between, named, delimiters| Self { style, first, between, explode, named, delimiters };
        // Within a header, nothing is escaped; elsewhere, spaces, tabs and bars have to be.
        let listed = |plain, escaped| if place == Place::Header { plain } else { escaped };
        match style {
            Style::Label if explode => layout(".", ".", false, b"."),
            Style::Label => layout(".", ",", false, b","),
            Style::Matrix if explode => layout(";", ";", true, b";"),
            Style::Matrix => layout(";", ",", true, b",;"),
            Style::Cookie if explode => layout("", "; ", true, b";"),
            Style::Form if explode && place == Place::Cookie => layout("", "; ", true, b""),
            Style::Form if explode => layout("", "&", true, b""),
            Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited if explode && in_pairs => {
                layout("", "&", true, b"")
            }
            Style::SpaceDelimited => layout("", listed(" ", "%20"), in_pairs, b" "),
            Style::TabDelimited => layout("", listed("\t", "%09"), in_pairs, b"\t"),
            Style::PipeDelimited => layout("", listed("|", "%7C"), in_pairs, b"|"),
            Style::Form | Style::Cookie | Style::DeepObject => layout("", ",", true, b","),
            Style::Simple | Style::Json => layout("", ",", false, b","),
        }
    }

    /// What stands for `null`, the column "undefined" of the specification's table; `None` where there is nothing.
    pub(super) fn undefined(&self, name: &str) -> Option<String> {
        match self.style {
            Style::Matrix => Some(format!(";{name}")),
            Style::Label => Some(".".to_owned()),
            Style::Simple => Some(String::new()),
            Style::Form | Style::Cookie => Some(format!("{name}=")),
            _ => None,
        }
    }

    /// The same without the parameter's name.
    pub(super) fn unnamed(self) -> Self {
        Self { named: false, ..self }
    }

    /// The text of parts that are written already.
    pub(super) fn joined(&self, name: &str, parts: &[String]) -> String {
        let name_first = if self.named { format!("{name}=") } else { String::new() };
        if !self.explode {
            return [self.first, &name_first, &parts.join(self.between)].concat();
        }
        let parts: Vec<String> = parts.iter().map(|part| format!("{name_first}{part}")).collect();
        [self.first, &parts.join(self.between)].concat()
    }

    /// Refuses what would look like this style's own delimiters in a part that is in another style.
    ///
    /// # Errors
    ///
    /// That it holds one that is not escaped, or is sent escaped.
    pub(super) fn refuses(&self, text: &str, escape: &Escape) -> Result<(), String> {
        escape.part(text, self.delimiters, self.style).map(drop)
    }

    /// The text of a value.
    ///
    /// # Errors
    ///
    /// That a part holds what the style or the place cannot.
    pub(super) fn expand(&self, name: &str, flat: &Flat, escape: &Escape) -> Result<String, String> {
        let name_first = if self.named { format!("{name}=") } else { String::new() };
        let part = |text: &str| escape.part(text, self.delimiters, self.style);
        let parts = match flat {
            Flat::Undefined => Vec::new(),
            Flat::Scalar(text) if self.style == Style::Matrix && text.is_empty() => return Ok(format!(";{name}")),
            Flat::Scalar(text) => {
                // Of scalars, only those in matrix style stand before others in one segment.
                let delimiters: &[u8] = if self.style == Style::Matrix { b";" } else { b"" };
                let text = escape.part(text, delimiters, Style::Simple)?;
                return Ok([self.first, &name_first, &text].concat());
            }
            Flat::List(items) => {
                let mut parts = Vec::with_capacity(items.len());
                for item in items {
                    let part = part(item)?;
                    parts.push(if self.explode { format!("{name_first}{part}") } else { part });
                }
                parts
            }
            Flat::Object(entries) => {
                let mut parts = Vec::with_capacity(entries.len() * 2);
                for (key, text) in entries {
                    let (key, text) = (escape.key(key, self.delimiters, self.style)?, part(text)?);
                    if self.explode {
                        parts.push(format!("{key}={text}"));
                    } else {
                        parts.push(key);
                        parts.push(text);
                    }
                }
                parts
            }
        };
        let name_first = if self.explode { "" } else { &*name_first };
        Ok([self.first, name_first, &parts.join(self.between)].concat())
    }
}
