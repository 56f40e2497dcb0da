//! The places: what a path, a query, a header and a cookie can hold, and how they escape the rest.

use super::escape::{Escape, Place};
use super::flat::{Flat, Nested};
use super::style::Layout;
use super::{ParamSpec, Style, deep};
use crate::client::percent::{Reserved, encode_into};
use crate::codec::{Encode, json};

/// The reserved characters that mean nothing in a segment of a path (RFC 3986, section 3.3).
const KEPT_IN_PATH: &[u8] = b":@!$&'()*+,;=";
/// Those that mean nothing in a query of pairs: brackets and `#` are not allowed, `&` and `+` are the form's own.
const KEPT_IN_QUERY: &[u8] = b":/?@!$'()*,;=";
/// Those that a cookie can hold (RFC 6265, section 4.1.1).
const KEPT_IN_COOKIE: &[u8] = b":/?#[]@!$&'()*+=";

impl ParamSpec {
    /// The text for a place in a path.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_path(&self, value: &dyn Encode) -> Result<String, String> {
        let escape = Escape::Percent(self.reserved(KEPT_IN_PATH));
        let text = self.expanded(value, self.style_or(Style::Simple), Place::Path, &escape)?;
        text.ok_or_else(|| "must have a value".to_owned())
    }

    /// The text for the query, without a leading `&`; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_query(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        let reserved = self.reserved(KEPT_IN_QUERY);
        if self.style == Some(Style::DeepObject) {
            return self.deep(value, reserved);
        }
        self.expanded(value, self.style_or(Style::Form), Place::Query, &Escape::Percent(reserved))
    }

    /// The value of a header, not escaped; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_header(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        let text = self.expanded(value, self.style_or(Style::Simple), Place::Header, &Escape::Header)?;
        Ok(if self.style == Some(Style::Json) { text.map(|json| in_ascii(&json)) } else { text })
    }

    /// The pairs for the header `Cookie`; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(crate) fn in_cookie(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        let escape = match self.style {
            Some(Style::Cookie) => Escape::Cookie,
            _ => Escape::Percent(self.reserved(KEPT_IN_COOKIE)),
        };
        self.expanded(value, self.style_or(Style::Form), Place::Cookie, &escape)
    }

    /// The text that is the whole query (OpenAPI 3.2's `in: querystring`).
    ///
    /// # Errors
    ///
    /// That the value is no scalar, where it is not sent as JSON.
    pub(crate) fn as_query(&self, value: &dyn Encode) -> Result<Option<String>, String> {
        match self.flat(value, Nested::Refused)? {
            Flat::Undefined if self.required => Err("must have a value".to_owned()),
            Flat::Undefined => Ok(None),
            Flat::Scalar(text) => Ok(Some(escaped(&text))),
            Flat::List(_) | Flat::Object(_) => Err("must not be an array or an object".to_owned()),
        }
    }

    /// The style, or this one, in which JSON is written as one scalar.
    fn style_or(&self, usual: Style) -> Style {
        self.style.filter(|style| *style != Style::Json).unwrap_or(usual)
    }

    fn flat(&self, value: &dyn Encode, nested: Nested) -> Result<Flat, String> {
        match self.style {
            Some(Style::Json) if value.is_absent() && !self.required => Ok(Flat::Undefined),
            Some(Style::Json) => json::to_string(value).map(Flat::Scalar).map_err(|fault| fault.to_string()),
            _ => Flat::of(value, nested),
        }
    }

    fn expanded(
        &self,
        value: &dyn Encode,
        style: Style,
        place: Place,
        escape: &Escape,
    ) -> Result<Option<String>, String> {
        let explode = self.explode.unwrap_or(matches!(style, Style::Form | Style::Cookie));
        let nested = if style == Style::Form && explode { Nested::AsInForms } else { Nested::Refused };
        let layout = Layout::of(style, explode, place);
        let name = match escape {
            Escape::Percent(_) => escaped(self.name),
            Escape::Header | Escape::Cookie => self.name.to_owned(),
        };
        let required = self.required || place == Place::Path;
        if let Some(items) = self.items {
            return self.nested(value, &layout, (items, place), (&name, escape));
        }
        match self.flat(value, nested)? {
            Flat::Undefined if required || (self.allow_empty && !value.is_absent()) => {
                layout.undefined(&name).map(Some).ok_or_else(|| "must have a value".to_owned())
            }
            Flat::Undefined => Ok(None),
            Flat::List(items) if items.is_empty() => self.empty(&name, required),
            Flat::Object(entries) if entries.is_empty() => self.empty(&name, required),
            flat => layout.expand(&name, &flat, escape).map(Some),
        }
    }

    /// What stands for an empty array or object, which RFC 6570 calls undefined as well.
    pub(super) fn empty(&self, name: &str, required: bool) -> Result<Option<String>, String> {
        if self.allow_empty {
            Ok(Some(format!("{name}=")))
        } else if required {
            Err("must not be empty, for a parameter cannot hold an empty array or object".to_owned())
        } else {
            Ok(None)
        }
    }

    fn deep(&self, value: &dyn Encode, reserved: Reserved) -> Result<Option<String>, String> {
        let name = escaped(self.name);
        let pairs = deep::pairs(name.clone(), value, &escaped)?;
        if pairs.is_empty() && (self.required || !value.is_absent()) {
            return self.empty(&name, self.required);
        }
        let mut query = String::new();
        for (name, text) in pairs {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&name);
            query.push('=');
            encode_into(&mut query, &text, reserved);
        }
        Ok(Some(query).filter(|query| !query.is_empty()))
    }
}

fn escaped(text: &str) -> String {
    let mut target = String::with_capacity(text.len());
    encode_into(&mut target, text, Reserved::Escaped);
    target
}

/// JSON with everything beyond ASCII, which headers can't hold, in escapes of its own.
fn in_ascii(json: &str) -> String {
    let mut target = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() && character != '\u{7f}' {
            target.push(character);
        } else {
            let mut units = [0; 2];
            target.extend(character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    target
}
