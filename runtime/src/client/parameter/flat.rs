//! Values in the shapes that parameters can have: a scalar, a list of scalars, or an object of scalars.

use crate::codec::{DecodeError, Encode, Out, Pairs, Sink, json};

/// A value that a parameter can carry, each scalar as text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::client) enum Flat {
    /// Nothing or `null`: what RFC 6570 calls undefined (section 2.3).
    Undefined,
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

/// What becomes of arrays and objects within an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Nested {
    Refused,
    /// As in forms: arrays give an entry an item; objects, and those within such arrays, are written as JSON.
    AsInForms,
}

impl Flat {
    /// The value as a parameter.
    ///
    /// # Errors
    ///
    /// That it is nested too deep for a parameter, or cannot be encoded at all.
    pub(in crate::client) fn of(value: &dyn Encode, nested: Nested) -> Result<Self, String> {
        if value.is_absent() {
            return Ok(Self::Undefined);
        }
        let mut outer = Outer { nested, flat: Self::Undefined };
        value.encode(&mut outer).map_err(|fault| fault.to_string())?;
        Ok(outer.flat)
    }
}

/// Takes the value itself.
struct Outer {
    nested: Nested,
    flat: Flat,
}

impl Sink for Outer {
    fn is_of_url(&self) -> bool {
        true
    }

    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        self.flat = match value {
            Out::Seq(items) => {
                let mut list = Vec::with_capacity(items.len());
                items.each(&mut |item| {
                    let fault = || DecodeError::new(if is_null(item) { NULL_ITEM } else { TOO_DEEP });
                    list.push(scalar(item)?.ok_or_else(fault)?);
                    Ok(())
                })?;
                Flat::List(list)
            }
            Out::Map(pairs) => {
                let mut object = Vec::with_capacity(pairs.len());
                pairs.each(&mut |key, item| self.push(&mut object, key, item))?;
                Flat::Object(object)
            }
            Out::Record(spec, values, rest) => {
                let mut object = Vec::with_capacity(values.len());
                (spec, values, rest).each(&mut |key, item| self.push(&mut object, key, item))?;
                Flat::Object(object)
            }
            other => text(other)?.map_or(Flat::Undefined, Flat::Scalar),
        };
        Ok(())
    }
}

const TOO_DEEP: &str = "a parameter cannot hold arrays or objects within an array or object";
const NULL_ITEM: &str = "an array in a parameter cannot hold null";

impl Outer {
    /// Adds an object's entry, unless it is absent or `null`.
    fn push(&self, object: &mut Vec<(String, String)>, key: &str, item: &dyn Encode) -> Result<(), DecodeError> {
        if item.is_absent() {
            return Ok(());
        }
        let mut entry = Entry { nested: self.nested, texts: Vec::new(), is_object: false };
        item.encode(&mut entry).map_err(|fault| fault.at_name(key))?;
        if entry.is_object {
            entry.texts.push(json::to_string(item).map_err(|fault| fault.at_name(key))?);
        }
        object.extend(entry.texts.into_iter().map(|text| (key.to_owned(), text)));
        Ok(())
    }
}

/// Takes an entry of an object.
struct Entry {
    nested: Nested,
    texts: Vec<String>,
    is_object: bool,
}

impl Sink for Entry {
    fn is_of_url(&self) -> bool {
        true
    }

    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Seq(_) | Out::Map(_) | Out::Record(..) if self.nested == Nested::Refused => {
                Err(DecodeError::new(TOO_DEEP))
            }
            Out::Seq(items) => items.each(&mut |item| {
                let text = match scalar(item)? {
                    Some(text) => text,
                    None if is_null(item) => return Err(DecodeError::new(NULL_ITEM)),
                    None => json::to_string(item)?,
                };
                self.texts.push(text);
                Ok(())
            }),
            Out::Map(_) | Out::Record(..) => {
                self.is_object = true;
                Ok(())
            }
            scalar => {
                self.texts.extend(text(scalar)?);
                Ok(())
            }
        }
    }
}

/// The text of a value within an array; `None` where it is no scalar, or `null`.
fn scalar(value: &dyn Encode) -> Result<Option<String>, DecodeError> {
    struct Inner(Option<String>);
    impl Sink for Inner {
        fn is_of_url(&self) -> bool {
            true
        }

        fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
            if !matches!(value, Out::Seq(_) | Out::Map(_) | Out::Record(..)) {
                self.0 = text(value)?;
            }
            Ok(())
        }
    }
    let mut inner = Inner(None);
    value.encode(&mut inner)?;
    Ok(inner.0)
}

fn is_null(value: &dyn Encode) -> bool {
    struct Null(bool);
    impl Sink for Null {
        fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
            self.0 = matches!(value, Out::Null);
            Ok(())
        }
    }
    let mut null = Null(false);
    value.encode(&mut null).is_ok() && null.0
}

/// The text of a scalar; `None` for `null`.
///
/// # Errors
///
/// That it is none, or a number that is not finite.
pub(in crate::client) fn text(value: Out<'_>) -> Result<Option<String>, DecodeError> {
    match value {
        Out::Null => Ok(None),
        Out::Bool(value) => Ok(Some(value.to_string())),
        Out::Int(value) => Ok(Some(value.to_string())),
        Out::Uint(value) => Ok(Some(value.to_string())),
        Out::Float(value) if value.is_finite() => Ok(Some(value.to_string())),
        Out::Float(_) => Err(DecodeError::new("a parameter cannot hold a number that is not finite")),
        Out::Decimal(digits) => Ok(Some(digits.to_owned())),
        Out::Str(text) => Ok(Some(text.to_owned())),
        Out::Seq(_) | Out::Map(_) | Out::Record(..) => Err(DecodeError::new(TOO_DEEP)),
    }
}
