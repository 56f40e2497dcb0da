//! Parameters: how a value becomes part of a path, a query, a header or a cookie (OpenAPI 3.1, section 4.8.12; the
//! styles are those of RFC 6570).

use super::flat::Flat;
use super::percent::{Reserved, encode_into};
use crate::codec::{Encode, Rule, json};

/// The description of a parameter: its name, and where it differs from what is usual at its place.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    pub(crate) name: &'static str,
    pub(crate) rules: &'static [Rule],
    style: Option<Style>,
    explode: Option<bool>,
    reserved: Reserved,
}

/// How the parts of a parameter are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// `blue,black`: for paths and headers.
    Simple,
    /// `.blue,black`: for paths.
    Label,
    /// `;color=blue,black`: for paths.
    Matrix,
    /// `color=blue&color=black`: for queries and cookies.
    Form,
    /// `color=blue%20black`: for queries.
    SpaceDelimited,
    /// `color=blue%7Cblack`: for queries.
    PipeDelimited,
    /// `color%5BR%5D=100`: for queries.
    DeepObject,
    /// The value as JSON, where the document describes the parameter by `content`: for every place.
    Json,
}

impl Param {
    /// A parameter of this name in the usual style: `simple` in paths and headers, exploded `form` in queries and
    /// cookies.
    pub const fn new(name: &'static str) -> Self {
        Self { name, rules: &[], style: None, explode: None, reserved: Reserved::Escaped }
    }

    /// In this style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// Whether each item of an array and each property of an object stands for itself. Otherwise, only style `form`
    /// and `deepObject` do so.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = Some(explode);
        self
    }

    /// With the reserved characters of RFC 3986 left as they are (`allowReserved`).
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = Reserved::Kept;
        self
    }

    /// With these rules for the value.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Whether it is in this style.
    pub(crate) fn is(&self, style: Style) -> bool {
        self.style == Some(style)
    }

    /// The text for a place in a path; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form, or that it would lead to another path.
    pub(crate) fn in_path(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        let style = self.style_or(Style::Simple);
        let Some(text) = self.expanded(value, style)? else {
            return Ok(None);
        };
        // URL parsers take such segments away, escaped or not (RFC 3986, section 5.2.4), and an empty one is another
        // resource: the request would go where the caller did not mean it to.
        if style == Style::Simple && matches!(text.as_str(), "" | "." | "..") {
            return Err(format!("must not be {text:?} in a path"));
        }
        Ok(Some(text))
    }

    /// The text for the query, without a leading `&`; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_query(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        self.expanded(value, self.style_or(Style::Form))
    }

    /// The value of a header, not escaped; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_header(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        let explode = self.explode.unwrap_or(false);
        Ok(self.flat(value)?.map(|flat| match flat {
            Flat::Scalar(text) => text,
            Flat::List(items) => items.join(","),
            Flat::Object(entries) => joined(&entries, if explode { "=" } else { "," }, ",", str::to_owned),
        }))
    }

    /// The pairs for the header `Cookie`; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_cookie(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        Ok(self.expanded(value, self.style_or(Style::Form))?.map(|pairs| pairs.replace('&', "; ")))
    }

    /// The style, or this one, in which JSON is written as one scalar.
    fn style_or(&self, usual: Style) -> Style {
        self.style.filter(|style| *style != Style::Json).unwrap_or(usual)
    }

    fn flat(&self, value: &dyn Encode) -> Result<Option<Flat>, String> {
        if self.style != Some(Style::Json) {
            return Flat::of(value);
        }
        if value.is_absent() {
            return Ok(None);
        }
        json::to_string(value).map(|text| Some(Flat::Scalar(text))).map_err(|fault| fault.to_string())
    }

    fn expanded(&self, value: &dyn Encode, style: Style) -> Result<Option<String>, String> {
        let explode = self.explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject));
        let Some(flat) = self.flat(value)? else {
            return Ok(None);
        };
        let name = self.escaped(self.name);
        let escape = |text: &str| self.escaped(text);
        // What comes before the parts, between them, and before each one that is exploded.
        let (first, between, named) = match style {
            Style::Simple | Style::Json => ("", ",", false),
            Style::Label => (".", if explode { "." } else { "," }, false),
            Style::Matrix => (";", if explode { ";" } else { "," }, true),
            Style::Form | Style::DeepObject => ("", if explode { "&" } else { "," }, true),
            Style::SpaceDelimited => ("", if explode { "&" } else { "%20" }, true),
            Style::PipeDelimited => ("", if explode { "&" } else { "%7C" }, true),
        };
        let prefix = if named { format!("{name}=") } else { String::new() };
        let text = match flat {
            Flat::Scalar(text) if style == Style::Matrix && text.is_empty() => name,
            Flat::Scalar(text) => prefix + &escape(&text),
            Flat::List(items) if items.is_empty() => return Ok(None),
            Flat::List(items) if explode => {
                let parts: Vec<String> = items.iter().map(|item| format!("{prefix}{}", escape(item))).collect();
                parts.join(between)
            }
            Flat::List(items) => {
                let parts: Vec<String> = items.iter().map(|item| escape(item)).collect();
                prefix + &parts.join(between)
            }
            Flat::Object(entries) if entries.is_empty() => return Ok(None),
            Flat::Object(entries) if style == Style::DeepObject => {
                let part = |(key, text): &(String, String)| format!("{name}%5B{}%5D={}", escape(key), escape(text));
                entries.iter().map(part).collect::<Vec<_>>().join("&")
            }
            Flat::Object(entries) if explode => joined(&entries, "=", between, escape),
            Flat::Object(entries) => prefix + &joined(&entries, between, between, escape),
        };
        Ok(Some(format!("{first}{text}")))
    }

    fn escaped(&self, text: &str) -> String {
        let mut target = String::with_capacity(text.len());
        encode_into(&mut target, text, self.reserved);
        target
    }
}

/// The keys and texts with `equals` within each pair and `between` two of them.
fn joined(entries: &[(String, String)], equals: &str, between: &str, escape: impl Fn(&str) -> String) -> String {
    let pair = |(key, text): &(String, String)| format!("{}{equals}{}", escape(key), escape(text));
    entries.iter().map(pair).collect::<Vec<_>>().join(between)
}
