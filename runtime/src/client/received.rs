//! Headers, plain texts and JSON that came, read as the document declares them.

use http::HeaderMap;

use crate::codec::{Decode, DecodeError, Object, Value, json};

/// How many items or entries of a header are tried one by one as what they could be; a list of more is tried as a whole.
const TRIED: usize = 1000;

/// A header of an answer, in the style `simple` (OpenAPI 3.1.2, section 4.21).
///
/// ```
/// use oasmith_runtime::{HeaderMap, HeaderSpec};
///
/// let mut headers = HeaderMap::new();
/// headers.insert("x-tags", "small, brown".parse()?);
/// let tags: Option<Vec<String>> = HeaderSpec::new("x-tags").list().read(&headers)?;
/// assert_eq!(tags.as_deref(), Some(["small".to_owned(), "brown".to_owned()].as_slice()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderSpec {
    name: &'static str,
    form: Form,
}

/// How its value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    List,
    Object,
    Exploded,
    Json,
}

impl HeaderSpec {
    /// A header with a text, a number or a truth value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, form: Form::Plain }
    }

    /// With a list: `a,b`, or a header for each item.
    #[must_use]
    pub const fn list(mut self) -> Self {
        self.form = Form::List;
        self
    }

    /// With an object: `key,value,key,value`.
    #[must_use]
    pub const fn object(mut self) -> Self {
        self.form = Form::Object;
        self
    }

    /// With an object: `key=value,key=value`.
    #[must_use]
    pub const fn exploded(mut self) -> Self {
        self.form = Form::Exploded;
        self
    }

    /// With a value in JSON.
    #[must_use]
    pub const fn json(mut self) -> Self {
        self.form = Form::Json;
        self
    }

    /// The value, if the header came.
    ///
    /// # Errors
    ///
    /// That the value is not as declared.
    pub fn read<T: Decode>(self, headers: &HeaderMap) -> Result<Option<T>, DecodeError> {
        let Some(draft) = self.draft(headers)? else { return Ok(None) };
        draft.read().map(Some).map_err(|fault| fault.at_name(self.name))
    }

    fn draft(self, headers: &HeaderMap) -> Result<Option<Draft>, DecodeError> {
        let mut texts = Vec::new();
        for value in headers.get_all(self.name) {
            let text = std::str::from_utf8(value.as_bytes());
            texts.push(text.map_err(|_| DecodeError::new("the value is not UTF-8").at_name(self.name))?.trim());
        }
        let Some(first) = texts.first() else { return Ok(None) };
        Ok(Some(match self.form {
            Form::Plain => Draft::Plain(Value::from(*first)),
            Form::Json => Draft::Plain(json::from_str(first).map_err(|fault| fault.at_name(self.name))?),
            Form::List => Draft::List(parts(&texts).into_iter().map(Value::from).collect()),
            Form::Object => {
                let mut parts = parts(&texts).into_iter();
                let mut entries = Vec::new();
                while let Some(key) = parts.next() {
                    entries.push((key.to_owned(), Value::from(parts.next().unwrap_or_default())));
                }
                Draft::Object(entries)
            }
            Form::Exploded => {
                let mut entries = Vec::new();
                for part in parts(&texts) {
                    let (key, value) = part.split_once('=').unwrap_or((part, ""));
                    entries.push((key.to_owned(), Value::from(value)));
                }
                Draft::Object(entries)
            }
        }))
    }
}

/// What the commas of a list stand between.
fn parts<'t>(texts: &[&'t str]) -> Vec<&'t str> {
    let mut parts = Vec::new();
    for part in texts.iter().flat_map(|text| text.split(',')) {
        let part = part.trim();
        if !part.is_empty() {
            parts.push(part);
        }
    }
    parts
}

/// A body in JSON. Where `null` is allowed, no body is `null`.
///
/// # Errors
///
/// That it cannot be read.
pub(super) fn json<T: Decode>(body: &[u8]) -> Result<T, DecodeError> {
    match T::from_null() {
        Some(null) if body.trim_ascii().is_empty() => Ok(null),
        _ => json::from_slice(body),
    }
}

/// A text that is a number, a truth value or the like, as the type has it. White space around it means nothing.
///
/// # Errors
///
/// That it is nothing such.
pub(super) fn plain<T: Decode>(text: &str) -> Result<T, DecodeError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let null = if text.is_empty() { Value::Null.to().ok() } else { None };
    null.map_or_else(|| Draft::Plain(Value::from(text)).read(), Ok)
}

/// A value whose parts are texts until the type refuses them: a header does not say what is a number.
enum Draft {
    Plain(Value),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Draft {
    fn read<T: Decode>(mut self) -> Result<T, DecodeError> {
        loop {
            match self.value().to() {
                Err(fault) if self.retype(&fault.path()) => {}
                result => return result,
            }
        }
    }

    fn value(&self) -> Value {
        match self {
            Draft::Plain(value) => value.clone(),
            Draft::List(items) => Value::Array(items.clone()),
            Draft::Object(entries) => Value::from(entries.iter().cloned().collect::<Object>()),
        }
    }

    /// Takes the text at a JSON Pointer for what it is in JSON. `false` where it is nothing else.
    fn retype(&mut self, pointer: &str) -> bool {
        match self {
            Draft::List(items) if items.len() > TRIED => {
                return items.iter_mut().fold(false, |changed, item| retype(item) | changed);
            }
            Draft::Object(entries) if entries.len() > TRIED => return false,
            _ => {}
        }
        let first = pointer.split('/').nth(1).unwrap_or_default().replace("~1", "/").replace("~0", "~");
        let place = match self {
            Draft::Plain(value) => Some(value),
            Draft::List(items) => first.parse().ok().and_then(|at: usize| items.get_mut(at)),
            Draft::Object(entries) => entries.iter_mut().find(|(key, _)| *key == first).map(|(_, value)| value),
        };
        place.is_some_and(retype)
    }
}

/// Takes a text for what it is in JSON. `false` where it is nothing else.
fn retype(place: &mut Value) -> bool {
    let typed = place.as_str().and_then(|text| json::from_str::<Value>(text).ok());
    let Some(typed) = typed.filter(|typed| typed.as_str().is_none()) else { return false };
    *place = typed;
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may fail by panicking.

    use http::HeaderMap;

    use super::{HeaderSpec, plain};
    use crate::codec::{Map, Value};

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_text_is_what_the_type_takes_it_for() {
        let headers = headers(&[("n", "007"), ("i", "7"), ("b", "true"), ("l", "1, 2"), ("l", "3"), ("o", "R,1,G,x")]);
        assert_eq!(HeaderSpec::new("I").read::<i64>(&headers).unwrap(), Some(7));
        assert_eq!(HeaderSpec::new("i").read::<String>(&headers).unwrap(), Some("7".to_owned()));
        assert_eq!(HeaderSpec::new("n").read::<String>(&headers).unwrap(), Some("007".to_owned()));
        assert_eq!(HeaderSpec::new("b").read::<bool>(&headers).unwrap(), Some(true));
        assert_eq!(HeaderSpec::new("l").list().read::<Vec<i64>>(&headers).unwrap(), Some(vec![1, 2, 3]));
        let texts = HeaderSpec::new("l").list().read::<Vec<String>>(&headers).unwrap();
        assert_eq!(texts, Some(vec!["1".to_owned(), "2".to_owned(), "3".to_owned()]));
        let object = HeaderSpec::new("o").object().read::<Map<Value>>(&headers).unwrap().unwrap();
        assert_eq!(object.get("G"), Some(&Value::from("x")));
        assert_eq!(HeaderSpec::new("x").read::<i64>(&headers).unwrap(), None);
    }

    #[test]
    fn a_plain_text_is_what_the_type_takes_it_for() {
        assert_eq!(plain::<i64>(" 7\r\n").unwrap(), 7);
        assert!(plain::<bool>("true\n").unwrap());
        assert_eq!(plain::<String>("7").unwrap(), "7");
        assert_eq!(plain::<Option<f64>>("").unwrap(), None);
        assert_eq!(plain::<Option<f64>>("\u{feff}-1.5e3").unwrap(), Some(-1500.0));
        for text in ["", "x", "7 8", "\"7\"", "null"] {
            assert!(plain::<i64>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_header_of_many_items_is_read_once_or_twice() {
        let long = vec!["7"; 50_000].join(",");
        let many = headers(&[("n", &long), ("o", &vec!["a,7"; 50_000].join(","))]);
        assert_eq!(HeaderSpec::new("n").list().read::<Vec<i64>>(&many).unwrap().map(|list| list.len()), Some(50_000));
        assert_eq!(
            HeaderSpec::new("n").list().read::<Vec<String>>(&many).unwrap().map(|list| list.len()),
            Some(50_000)
        );
        let mixed = headers(&[("n", &format!("{long},no"))]);
        let fault = HeaderSpec::new("n").list().read::<Vec<i64>>(&mixed).unwrap_err();
        assert_eq!(fault.to_string(), "at /n/50000: expected an integer, found \"no\"");
        assert!(HeaderSpec::new("o").object().read::<Map<i64>>(&many).is_err());
        assert!(HeaderSpec::new("o").object().read::<Map<String>>(&many).is_ok());
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let headers = headers(&[("x-count", "many"), ("x-list", "1,no")]);
        let fault = HeaderSpec::new("X-Count").read::<i64>(&headers).unwrap_err();
        assert_eq!(fault.path(), "/X-Count");
        let fault = HeaderSpec::new("X-List").list().read::<Vec<i64>>(&headers).unwrap_err();
        assert_eq!(fault.path(), "/X-List/1");
    }
}
