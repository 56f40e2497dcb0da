//! Bodies in `multipart/form-data` (RFC 7578; OpenAPI 3.1.2, section 4.15).

use std::any::Any;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use super::Upload;
use super::parameter::{Flat, Nested, deep_pairs, scalar_text};
use super::stream::chain::Segment;
use crate::codec::{DecodeError, Encode, Out, Pairs, Sink, json};

/// How a property is sent where that is not as usual.
///
/// ```
/// use oasmith_runtime::PartSpec;
///
/// const TAGS: PartSpec = PartSpec::new("tags").joined(",");
/// const META: PartSpec = PartSpec::new("meta").content_type("application/json").headers(&[("x-kind", "pet")]);
/// # let _ = (TAGS, META);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PartSpec {
    name: &'static str,
    content_type: Option<&'static str>,
    style: Option<Style>,
    headers: &'static [(&'static str, &'static str)],
}

/// What is made of arrays and objects that are no parts as a whole.
#[derive(Clone, Copy, Debug)]
enum Style {
    Joined(&'static str),
    Exploded,
    Deep,
}

impl PartSpec {
    /// The property of this name, as it would be anyway: an upload with its media type, a scalar as text, an object
    /// as JSON, an array as a part for each item.
    pub const fn new(name: &'static str) -> Self {
        Self { name, content_type: None, style: None, headers: &[] }
    }

    /// As this media type. In JSON, scalars are written as JSON, too.
    pub const fn content_type(mut self, media_type: &'static str) -> Self {
        self.content_type = Some(media_type);
        self
    }

    /// The items of an array in one part, with this between them; of an object, the keys and the values.
    pub const fn joined(mut self, delimiter: &'static str) -> Self {
        self.style = Some(Style::Joined(delimiter));
        self
    }

    /// The entries of an object in parts of their own, under their keys, as the items of an array are anyway.
    pub const fn exploded(mut self) -> Self {
        self.style = Some(Style::Exploded);
        self
    }

    /// What is within an object in parts of their own, named `property[key]`.
    pub const fn deep(mut self) -> Self {
        self.style = Some(Style::Deep);
        self
    }

    /// With these headers, whose values the document fixes.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    fn is_json(&self) -> bool {
        self.content_type.is_some_and(|media_type| {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            essence.eq_ignore_ascii_case("application/json") || essence.to_ascii_lowercase().ends_with("+json")
        })
    }
}

/// A boundary that nobody can have foreseen, and so no content has in it.
pub(super) fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("oasmith-{:016x}{:016x}", random(), random())
}

/// The parts of an object's properties.
///
/// # Errors
///
/// That the value is no object, or that a property has no form such as its encoding asks for.
pub(super) fn segments(value: &dyn Encode, parts: &[PartSpec], boundary: &str) -> Result<Vec<Segment>, DecodeError> {
    let mut form = Form { parts, boundary, text: String::new(), segments: Vec::new() };
    value.encode(&mut form)?;
    form.text.push_str(&format!("--{boundary}--\r\n"));
    form.flush();
    Ok(form.segments)
}

/// Takes the object.
struct Form<'a> {
    parts: &'a [PartSpec],
    boundary: &'a str,
    /// What comes before the next upload.
    text: String,
    segments: Vec<Segment>,
}

impl Sink for Form<'_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Record(spec, values, rest) => (spec, values, rest).each(&mut |key, value| self.property(key, value)),
            Out::Map(pairs) => pairs.each(&mut |key, value| self.property(key, value)),
            _ => Err(DecodeError::new("a form has to be an object")),
        }
    }
}

impl Form<'_> {
    fn property(&mut self, key: &str, value: &dyn Encode) -> Result<(), DecodeError> {
        if value.is_absent() {
            return Ok(());
        }
        let part = self.parts.iter().find(|part| part.name == key).copied().unwrap_or(PartSpec::new(""));
        let written = match part.style {
            Some(style) => self.styled(key, part, style, value),
            None => value.encode(&mut Property { form: self, key, part, whole: value, is_item: false }),
        };
        written.map_err(|fault| fault.at_name(key))
    }

    /// Writes a property as in a query, but for the escapes (OpenAPI 3.1.2, section 4.15).
    fn styled(&mut self, key: &str, part: PartSpec, style: Style, value: &dyn Encode) -> Result<(), DecodeError> {
        let one = |text: String| vec![(key.to_owned(), text)];
        let pairs = match style {
            Style::Deep => deep_pairs(key.to_owned(), value, &str::to_owned).map_err(DecodeError::new)?,
            Style::Joined(delimiter) => match Flat::of(value, Nested::Refused).map_err(DecodeError::new)? {
                Flat::Scalar(text) => one(text),
                Flat::List(items) if !items.is_empty() => one(items.join(delimiter)),
                Flat::Object(entries) if !entries.is_empty() => {
                    let mut texts = Vec::with_capacity(entries.len() * 2);
                    for (key, text) in entries {
                        texts.push(key);
                        texts.push(text);
                    }
                    one(texts.join(delimiter))
                }
                Flat::Undefined | Flat::List(_) | Flat::Object(_) => Vec::new(),
            },
            Style::Exploded => match Flat::of(value, Nested::AsInForms).map_err(DecodeError::new)? {
                Flat::Undefined => Vec::new(),
                Flat::Scalar(text) => one(text),
                Flat::List(items) => {
                    let mut pairs = Vec::with_capacity(items.len());
                    for item in items {
                        pairs.push((key.to_owned(), item));
                    }
                    pairs
                }
                Flat::Object(entries) => entries,
            },
        };
        for (name, text) in pairs {
            self.text(&name, part, part.content_type, &text);
        }
        Ok(())
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.segments.push(Segment::Bytes(std::mem::take(&mut self.text).into()));
        }
    }

    /// Writes what stands above a part's content.
    fn head(&mut self, key: &str, part: PartSpec, file_name: Option<&str>, content_type: Option<&str>) {
        self.text.push_str("--");
        self.text.push_str(self.boundary);
        self.text.push_str("\r\nContent-Disposition: form-data; name=\"");
        escape_into(&mut self.text, key);
        if let Some(name) = file_name {
            self.text.push_str("\"; filename=\"");
            escape_into(&mut self.text, name);
        }
        self.text.push_str("\"\r\n");
        let content_type = content_type.map(|media_type| ("Content-Type", media_type));
        for (name, value) in content_type.into_iter().chain(part.headers.iter().copied()) {
            // What breaks the line would be a header of its own.
            let value = value.replace(['\r', '\n'], " ");
            self.text.push_str(&format!("{name}: {value}\r\n"));
        }
        self.text.push_str("\r\n");
    }

    fn text(&mut self, key: &str, part: PartSpec, content_type: Option<&str>, text: &str) {
        self.head(key, part, None, content_type);
        self.text.push_str(text);
        self.text.push_str("\r\n");
    }

    fn upload(&mut self, key: &str, part: PartSpec, upload: &Upload) {
        let content_type = upload.given_type().map(|media_type| &**media_type).or(part.content_type);
        // Many servers take a part for a file only where it has a name.
        let name = upload.given_name().unwrap_or(key);
        self.head(key, part, Some(name), Some(content_type.unwrap_or("application/octet-stream")));
        self.flush();
        self.segments.push(match upload.as_bytes() {
            Some(bytes) => Segment::Bytes(bytes.clone()),
            None => Segment::Upload(upload.clone()),
        });
        self.text.push_str("\r\n");
    }
}

/// Takes a property, or an item of it.
struct Property<'a, 'f> {
    form: &'a mut Form<'f>,
    key: &'a str,
    part: PartSpec,
    whole: &'a dyn Encode,
    is_item: bool,
}

impl Sink for Property<'_, '_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        let is_object = matches!(value, Out::Map(_) | Out::Record(..));
        let (key, part) = (self.key, self.part);
        match value {
            Out::Null if !part.is_json() => {}
            Out::Seq(items) if !self.is_item => items.each(&mut |item| {
                item.encode(&mut Property { form: self.form, key, part, whole: item, is_item: true })
            })?,
            Out::Seq(_) => self.json()?,
            _ if is_object || part.is_json() => self.json()?,
            scalar => {
                if let Some(text) = scalar_text(scalar)? {
                    self.form.text(key, part, part.content_type, &text);
                }
            }
        }
        Ok(())
    }

    fn opaque(&mut self, value: &dyn Any) -> Result<(), DecodeError> {
        match value.downcast_ref() {
            Some(upload) => {
                self.form.upload(self.key, self.part, upload);
                Ok(())
            }
            None => Err(DecodeError::new("this can't be sent in a form")),
        }
    }
}

impl Property<'_, '_> {
    fn json(&mut self) -> Result<(), DecodeError> {
        let text = json::to_string(self.whole)?;
        self.form.text(self.key, self.part, Some(self.part.content_type.unwrap_or("application/json")), &text);
        Ok(())
    }
}

/// A name between quotes, as browsers write it (HTML, section 4.10.21.8).
fn escape_into(target: &mut String, name: &str) {
    for character in name.chars() {
        match character {
            '"' => target.push_str("%22"),
            '\r' => target.push_str("%0D"),
            '\n' => target.push_str("%0A"),
            _ => target.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::Value;

    fn written(value: &dyn Encode, parts: &[PartSpec]) -> String {
        let segments = segments(value, parts, "b").unwrap();
        let texts = segments.into_iter().map(|segment| match segment {
            Segment::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            Segment::Upload(upload) => format!("<{}>", upload.given_name().unwrap_or_default()),
        });
        texts.collect::<String>()
    }

    fn form(text: &str, parts: &[PartSpec]) -> String {
        let value: Value = json::from_str(text).unwrap();
        written(&value, parts)
    }

    fn part(name: &str, headers: &str, content: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n{headers}\r\n{content}\r\n")
    }

    #[test]
    fn properties_are_text_or_json() {
        assert_eq!(
            form(r#"{"a":"x\r\n","b":1.5,"c":null,"d":{"e":[1]}}"#, &[]),
            part("a", "", "x\r\n")
                + &part("b", "", "1.5")
                + &part("d", "Content-Type: application/json\r\n", r#"{"e":[1]}"#)
                + "--b--\r\n"
        );
    }

    #[test]
    fn items_are_parts_of_their_own_unless_they_are_joined() {
        assert_eq!(
            form(r#"{"a":["x",{}]}"#, &[]),
            part("a", "", "x") + &part("a", "Content-Type: application/json\r\n", "{}") + "--b--\r\n"
        );
        assert_eq!(form(r#"{"a":["x","y"]}"#, &[PartSpec::new("a").joined(",")]), part("a", "", "x,y") + "--b--\r\n");
        assert_eq!(
            form(r#"{"a":[],"b":{}}"#, &[PartSpec::new("a").joined(",")]),
            part("b", "Content-Type: application/json\r\n", "{}") + "--b--\r\n"
        );
    }

    #[test]
    fn an_object_may_be_more_than_one_part() {
        let object = r#"{"a":{"x y":1,"z":["&","ü"]}}"#;
        let exploded = part("x y", "", "1") + &part("z", "", "&") + &part("z", "", "ü") + "--b--\r\n";
        assert_eq!(form(object, &[PartSpec::new("a").exploded()]), exploded);
        let deep = part("a[x y]", "", "1") + &part("a[z][0]", "", "&") + &part("a[z][1]", "", "ü") + "--b--\r\n";
        assert_eq!(form(object, &[PartSpec::new("a").deep()]), deep);
        let joined = [PartSpec::new("a").joined("|")];
        assert_eq!(form(r#"{"a":{"x":1,"y":"z"}}"#, &joined), part("a", "", "x|1|y|z") + "--b--\r\n");
    }

    #[test]
    fn an_encoding_gives_media_type_and_headers() {
        let parts = [PartSpec::new("a").content_type("application/json").headers(&[("X-Version", "2")])];
        assert_eq!(
            form(r#"{"a":"x"}"#, &parts),
            part("a", "Content-Type: application/json\r\nX-Version: 2\r\n", r#""x""#) + "--b--\r\n"
        );
    }

    #[test]
    fn names_cannot_break_out() {
        assert_eq!(form(r#"{"a\"\r\nX: y":"x"}"#, &[]), part("a%22%0D%0AX: y", "", "x") + "--b--\r\n");
    }

    #[test]
    fn boundaries_differ() {
        assert_ne!(boundary(), boundary());
        assert!(boundary().len() <= 70, "RFC 2046, section 5.1.1");
    }
}
