//! `Debug` of records, which has the list of their values from [`Encode`].

use std::fmt::{self, Debug, Formatter};

use super::{DecodeError, Encode, Out, Pairs, Sink, Spec};

/// Shows a record as the derived `Debug` would.
///
/// # Errors
///
/// The formatter's.
#[inline]
pub fn show<T: Encode>(record: &T, f: &mut Formatter<'_>) -> fmt::Result {
    record.encode(&mut Show(f)).map_err(|_| fmt::Error)
}

/// Shows the one record that it is told of; the values in it show themselves.
struct Show<'s, 'f>(&'s mut Formatter<'f>);

impl Sink for Show<'_, '_> {
    fn put(&mut self, _: Out<'_>) -> Result<(), DecodeError> {
        Err(DecodeError::new("not a record"))
    }

    fn record(
        &mut self,
        spec: &'static Spec,
        values: &[&dyn Encode],
        rest: Option<&dyn Pairs>,
    ) -> Result<(), DecodeError> {
        let mut shown = self.0.debug_struct(spec.name);
        let mut fields = spec.fields.split(',').map(str::trim).map(|field| field.strip_prefix("r#").unwrap_or(field));
        // The values come first: as the shorter list they end the loop before it takes the rest's name.
        for (value, field) in values.iter().zip(fields.by_ref()).filter(|(_, field)| !field.is_empty()) {
            shown.field(field, value);
        }
        if let (Some(field), Some(rest)) = (fields.next(), rest) {
            shown.field(field, &Rest(rest));
        }
        shown.finish().map_err(|_| DecodeError::new("the formatter failed"))
    }
}

/// The entries beside the fields.
struct Rest<'a>(&'a dyn Pairs);

impl Debug for Rest<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_map();
        let entries = self.0.each(&mut |key, value| {
            shown.entry(&key, &value);
            Ok(())
        });
        entries.map_err(|_| fmt::Error)?;
        shown.finish()
    }
}
