//! Writing JSON text.

use super::buffer::Buffer;
use crate::codec::{Encode, Fault, Out, Pairs, Sequence, Sink, Spec};

/// Writes a value without white space, in UTF-8.
pub(super) fn write(value: &dyn Encode) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer(Buffer::new());
    value.encode(&mut writer)?;
    Ok(writer.0.into_bytes())
}

struct Writer(Buffer);

impl Sink for Writer {
    /// Kinds have a function each, which ends the call: so none pays for the registers that another one needs. The
    /// commonest kinds are told by comparison, which is predicted better than a jump by table.
    fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
        match value {
            Out::Str(text) => self.string(text),
            Out::Record(spec, values, rest) => self.record(spec, values, rest),
            ref other => self.other(other),
        }
    }

    fn record(&mut self, spec: &'static Spec, values: &[&dyn Encode], rest: Option<&dyn Pairs>) -> Result<(), Fault> {
        let mut before = b'{';
        for (entry, value) in spec.entries.iter().zip(values) {
            if !entry.required && value.is_absent() {
                continue;
            }
            let result = match (value.scalar(), entry.written()) {
                (Some(Out::Str(text)), Some(key)) => {
                    self.0.text_entry(before, key.as_bytes(), text.as_bytes());
                    Ok(())
                }
                (scalar, key) => self.entry(before, entry.name, key, scalar, *value),
            };
            before = b',';
            if let Err(fault) = result {
                return Err(fault.at_name(entry.name));
            }
        }
        if let Some(rest) = rest {
            before = self.pairs(before, rest)?;
        }
        self.end(before);
        Ok(())
    }
}

impl Writer {
    #[inline(never)]
    fn other(&mut self, value: &Out<'_>) -> Result<(), Fault> {
        match *value {
            Out::Int(value) => self.signed(value),
            Out::Uint(value) => self.unsigned(value),
            Out::Float(value) => self.float(value),
            Out::Decimal(text) => self.text(text),
            Out::Bool(true) => self.text("true"),
            Out::Bool(false) => self.text("false"),
            Out::Null => self.text("null"),
            Out::Seq(sequence) => self.sequence(sequence),
            Out::Map(pairs) => self.map(pairs),
            Out::Str(text) => self.string(text),
            Out::Record(spec, values, rest) => self.record(spec, values, rest),
        }
    }

    #[inline(never)]
    fn string(&mut self, text: &str) -> Result<(), Fault> {
        self.0.string(text);
        Ok(())
    }

    #[inline(never)]
    fn text(&mut self, text: &str) -> Result<(), Fault> {
        self.0.text(text.as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn signed(&mut self, value: i64) -> Result<(), Fault> {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn unsigned(&mut self, value: u64) -> Result<(), Fault> {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
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
        let before = self.pairs(b'{', pairs)?;
        self.end(before);
        Ok(())
    }

    /// Writes an entry of any kind behind the brace or a comma.
    #[inline(never)]
    fn entry(
        &mut self,
        before: u8,
        name: &str,
        key: Option<&str>,
        scalar: Option<Out<'_>>,
        value: &dyn Encode,
    ) -> Result<(), Fault> {
        match key {
            Some(key) => self.0.text_behind(before, key.as_bytes()),
            None => self.0.key(before, name),
        }
        match scalar {
            Some(scalar) => self.put(scalar),
            None => value.encode(self),
        }
    }

    /// Writes entries behind the brace or a comma, and returns what the next one would stand behind.
    #[inline(never)]
    fn pairs(&mut self, mut before: u8, pairs: &dyn Pairs) -> Result<u8, Fault> {
        pairs.each(&mut |key, value| {
            self.0.key(before, key);
            before = b',';
            value.encode(self).map_err(|fault| fault.at_name(key))
        })?;
        Ok(before)
    }

    /// Ends an object; opens it first, where there was no entry to do so.
    #[inline]
    fn end(&mut self, before: u8) {
        if before == b'{' {
            self.0.byte(b'{');
        }
        self.0.byte(b'}');
    }
}
