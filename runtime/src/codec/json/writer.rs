//! Writing JSON text.

use super::buffer::Buffer;
use crate::codec::{Encode, Fault, Out, Pairs, Record, Sequence, Sink};

/// Writes a value without white space, in UTF-8.
pub(super) fn write(value: &dyn Encode) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer(Buffer::new());
    value.encode(&mut writer)?;
    Ok(writer.0.into_bytes())
}

struct Writer(Buffer);

impl Sink for Writer {
    /// Kinds have a function each, so that none pays for what another one needs.
    fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
        match value {
            Out::Str(text) => self.0.string(text),
            Out::Int(value) => self.signed(value),
            Out::Uint(value) => self.unsigned(value),
            Out::Float(value) => return self.float(value),
            Out::Decimal(text) => self.0.text(text.as_bytes()),
            Out::Bool(true) => self.0.bytes(b"true"),
            Out::Bool(false) => self.0.bytes(b"false"),
            Out::Null => self.0.bytes(b"null"),
            Out::Seq(sequence) => return self.sequence(sequence),
            Out::Map(pairs) => return self.map(pairs),
            Out::Record(spec, values, rest) => return self.record((spec, values, rest)),
        }
        Ok(())
    }
}

impl Writer {
    #[inline(never)]
    fn signed(&mut self, value: i64) {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
    }

    #[inline(never)]
    fn unsigned(&mut self, value: u64) {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
    }

    #[inline(never)]
    fn float(&mut self, value: f64) -> Result<(), Fault> {
        if !value.is_finite() {
            return Err(Fault::new(format!("{value} cannot be written in JSON")));
        }
        self.0.text(zmij::Buffer::new().format_finite(value).as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn sequence(&mut self, sequence: &dyn Sequence) -> Result<(), Fault> {
        let mut index = 0;
        self.0.byte(b'[');
        sequence.each(&mut |item| {
            if index > 0 {
                self.0.byte(b',');
            }
            item.encode(self).map_err(|fault| fault.at_index(index))?;
            index += 1;
            Ok(())
        })?;
        self.0.byte(b']');
        Ok(())
    }

    #[inline(never)]
    fn map(&mut self, pairs: &dyn Pairs) -> Result<(), Fault> {
        let mut before = b'{';
        pairs.each(&mut |key, value| self.pair(&mut before, key, value))?;
        self.end(before);
        Ok(())
    }

    #[inline(never)]
    fn record(&mut self, (spec, values, rest): Record<'_>) -> Result<(), Fault> {
        let mut before = b'{';
        for (entry, value) in spec.entries.iter().zip(values) {
            if !entry.required && value.is_absent() {
                continue;
            }
            match entry.written() {
                Some(key) => self.0.text_behind(before, key.as_bytes()),
                None => self.0.key(before, entry.name),
            }
            before = b',';
            if let Err(fault) = value.encode(self) {
                return Err(fault.at_name(entry.name));
            }
        }
        if let Some(rest) = rest {
            rest.each(&mut |key, value| self.pair(&mut before, key, value))?;
        }
        self.end(before);
        Ok(())
    }

    /// Writes an entry behind the brace or the comma.
    fn pair(&mut self, before: &mut u8, key: &str, value: &dyn Encode) -> Result<(), Fault> {
        self.0.key(*before, key);
        *before = b',';
        value.encode(self).map_err(|fault| fault.at_name(key))
    }

    /// Ends an object; opens it first, where there was no entry to do so.
    fn end(&mut self, before: u8) {
        if before == b'{' {
            self.0.byte(b'{');
        }
        self.0.byte(b'}');
    }
}
