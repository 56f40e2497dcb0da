//! Values in the shapes that parameters can have: a scalar, a list of scalars, or an object of scalars.

use crate::codec::{Encode, Fault, Out, Sink};

/// A value that a parameter can carry, each scalar as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Flat {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Flat {
    /// The value as a parameter; `None` where it is absent or `null`, which RFC 6570 calls undefined (section 2.3).
    ///
    /// # Errors
    ///
    /// That it is nested too deep for a parameter, or cannot be encoded at all.
    pub(crate) fn of(value: &dyn Encode) -> Result<Option<Self>, String> {
        if value.is_absent() {
            return Ok(None);
        }
        let mut outer = Outer(None);
        value.encode(&mut outer).map_err(|fault| fault.to_string())?;
        Ok(outer.0)
    }
}

/// Takes the value itself.
struct Outer(Option<Flat>);

impl Sink for Outer {
    fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
        self.0 = match value {
            Out::Seq(items) => {
                let mut list = Vec::with_capacity(items.len());
                items.each(&mut |item| {
                    list.extend(scalar(item)?);
                    Ok(())
                })?;
                Some(Flat::List(list))
            }
            Out::Map(pairs) => {
                let mut object = Vec::with_capacity(pairs.len());
                pairs.each(&mut |key, item| push(&mut object, key, item))?;
                Some(Flat::Object(object))
            }
            Out::Record(spec, values, rest) => {
                let mut object = Vec::with_capacity(values.len());
                for (entry, item) in spec.entries.iter().zip(values) {
                    push(&mut object, entry.name, item)?;
                }
                if let Some(rest) = rest {
                    rest.each(&mut |key, item| push(&mut object, key, item))?;
                }
                Some(Flat::Object(object))
            }
            scalar => text(scalar)?.map(Flat::Scalar),
        };
        Ok(())
    }
}

/// Adds an object's entry, unless it is absent or `null`.
fn push(object: &mut Vec<(String, String)>, key: &str, item: &dyn Encode) -> Result<(), Fault> {
    if !item.is_absent()
        && let Some(text) = scalar(item).map_err(|fault| fault.at_name(key))?
    {
        object.push((key.to_owned(), text));
    }
    Ok(())
}

/// The text of a scalar within a list or an object.
fn scalar(value: &dyn Encode) -> Result<Option<String>, Fault> {
    struct Inner(Option<String>);
    impl Sink for Inner {
        fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
            self.0 = text(value)?;
            Ok(())
        }
    }
    let mut inner = Inner(None);
    value.encode(&mut inner)?;
    Ok(inner.0)
}

/// The text of a scalar; `None` for `null`.
pub(super) fn text(value: Out<'_>) -> Result<Option<String>, Fault> {
    match value {
        Out::Null => Ok(None),
        Out::Bool(value) => Ok(Some(value.to_string())),
        Out::Int(value) => Ok(Some(value.to_string())),
        Out::Uint(value) => Ok(Some(value.to_string())),
        Out::Float(value) => Ok(Some(value.to_string())),
        Out::Decimal(digits) => Ok(Some(digits.to_owned())),
        Out::Str(text) => Ok(Some(text.to_owned())),
        Out::Seq(_) | Out::Map(_) | Out::Record(..) => {
            Err(Fault::new("a parameter cannot hold arrays or objects within an array or object"))
        }
    }
}
