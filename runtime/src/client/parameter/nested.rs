//! Arrays of arrays: Swagger 2.0's `collectionFormat` of `items`.

use super::escape::{Escape, Place};
use super::flat::{Flat, Nested};
use super::style::Layout;
use super::{ParamSpec, Style};
use crate::codec::{DecodeError, Encode, Out, Sink};

impl ParamSpec {
    /// The text of an array of arrays, of which the inner ones are in the style `items`; `None` where there is no value.
    ///
    /// # Errors
    ///
    /// That the value has no such form.
    pub(super) fn nested(
        &self,
        value: &dyn Encode,
        outer: &Layout,
        (items, place): (Style, Place),
        (name, escape): (&str, &Escape),
    ) -> Result<Option<String>, String> {
        let mut lists = Lists(Vec::new());
        if !value.is_absent() {
            value.encode(&mut lists).map_err(|fault| fault.to_string())?;
        }
        let inner = Layout::of(items, false, place).unnamed();
        let mut parts = Vec::with_capacity(lists.0.len());
        for list in lists.0 {
            let Flat::List(texts) = &list else {
                return Err("must be an array of arrays".to_owned());
            };
            texts.iter().try_for_each(|text| outer.refuses(text, escape))?;
            parts.push(inner.expand(name, &list, escape)?);
        }
        if parts.is_empty() {
            self.empty(name, self.required || place == Place::Path)
        } else {
            Ok(Some(outer.joined(name, &parts)))
        }
    }
}

/// Takes an array of arrays.
struct Lists(Vec<Flat>);

impl Sink for Lists {
    fn is_of_url(&self) -> bool {
        true
    }

    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Null => Ok(()),
            Out::Seq(items) => items.each(&mut |item| {
                self.0.push(Flat::of(item, Nested::Refused).map_err(DecodeError::new)?);
                Ok(())
            }),
            _ => Err(DecodeError::new("must be an array of arrays")),
        }
    }
}
