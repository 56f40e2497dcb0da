//! Writing JSON text.

use super::buffer::Buffer;
use crate::codec::spec::OPTIONAL;
use crate::codec::{DecodeError, Encode, Out, Pairs, Sequence, Sink, Spec};

/// Writes a value without white space, in UTF-8.
pub(super) fn write(value: &dyn Encode) -> Result<Vec<u8>, DecodeError> {
    let mut writer = Writer(Buffer::new());
    value.encode(&mut writer)?;
    Ok(writer.0.into_bytes())
}

struct Writer(Buffer);

impl Sink for Writer {
    /// Kinds have a function each, which ends the call: so none pays for the registers that another one needs. The
    /// commonest kinds are told by comparison, which is predicted better than a jump by table.
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Str(text) => self.string(text),
            Out::Record(spec, values, rest) => self.record(spec, values, rest),
            ref other => self.other(other),
        }
    }

    fn record(
        &mut self,
        spec: &'static Spec,
        values: &[&dyn Encode],
        rest: Option<&dyn Pairs>,
    ) -> Result<(), DecodeError> {
        let mut written = spec.written();
        if written.is_empty() {
            return self.map(&(spec, values, rest));
        }
        let mut before = b'{';
        for (name, value) in spec.keys.iter().zip(values) {
            let Some(key) = written.next(name) else {
                break;
            };
            if key.first() == Some(&OPTIONAL) && value.is_absent() {
                continue;
            }
            match value.scalar() {
                Some(Out::Str(text)) => self.0.text_entry(before, key, text.as_bytes()),
                scalar => self.entry(before, key, scalar, *value)?,
            }
            before = b',';
        }
        if let Some(rest) = rest {
            before = self.pairs(before, rest)?;
        }
        self.end(before);
        Ok(())
    }

    fn sequence(&mut self, sequence: &dyn Sequence) -> Result<(), DecodeError> {
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
}

impl Writer {
    #[inline(never)]
    fn other(&mut self, value: &Out<'_>) -> Result<(), DecodeError> {
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
    fn string(&mut self, text: &str) -> Result<(), DecodeError> {
        self.0.string(text);
        Ok(())
    }

    #[inline(never)]
    fn text(&mut self, text: &str) -> Result<(), DecodeError> {
        self.0.text(text.as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn signed(&mut self, value: i64) -> Result<(), DecodeError> {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn unsigned(&mut self, value: u64) -> Result<(), DecodeError> {
        self.0.text(itoa::Buffer::new().format(value).as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn float(&mut self, value: f64) -> Result<(), DecodeError> {
        if !value.is_finite() {
            return Err(DecodeError::new(format!("{value} cannot be written in JSON")));
        }
        self.0.text(zmij::Buffer::new().format_finite(value).as_bytes());
        Ok(())
    }

    #[inline(never)]
    fn map(&mut self, pairs: &dyn Pairs) -> Result<(), DecodeError> {
        let before = self.pairs(b'{', pairs)?;
        self.end(before);
        Ok(())
    }

    /// Writes an entry of any kind behind the brace or a comma.
    #[inline(never)]
    fn entry(
        &mut self,
        before: u8,
        key: &[u8],
        scalar: Option<Out<'_>>,
        value: &dyn Encode,
    ) -> Result<(), DecodeError> {
        self.0.text_behind(before, key);
        let result = match scalar {
            Some(scalar) => self.put(scalar),
            None => value.encode(self),
        };
        result.map_err(|fault| blamed(fault, key))
    }

    /// Writes entries behind the brace or a comma, and returns what the next one would stand behind.
    #[inline(never)]
    fn pairs(&mut self, mut before: u8, pairs: &dyn Pairs) -> Result<u8, DecodeError> {
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

/// The fault of an entry, seen from the record.
#[cold]
fn blamed(fault: DecodeError, key: &[u8]) -> DecodeError {
    let text = std::str::from_utf8(key).unwrap_or_default();
    fault.at_name(text.split_once('"').and_then(|(_, key)| key.strip_suffix("\":")).unwrap_or(text))
}
