//! Writing JSON text.

use super::text;
use crate::codec::{Encode, Entry, Fault, Out, Sink};

/// Writes a value without white space.
pub(super) fn write(value: &dyn Encode) -> Result<String, Fault> {
    let mut writer = Writer { out: String::with_capacity(128) };
    value.encode(&mut writer)?;
    Ok(writer.out)
}

struct Writer {
    out: String,
}

impl Sink for Writer {
    fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
        match value {
            Out::Str(text) => self.string(text),
            Out::Int(value) => self.out.push_str(itoa::Buffer::new().format(value)),
            Out::Uint(value) => self.out.push_str(itoa::Buffer::new().format(value)),
            Out::Float(value) if value.is_finite() => {
                self.out.push_str(zmij::Buffer::new().format_finite(value));
            }
            Out::Float(value) => return Err(Fault::new(format!("{value} cannot be written in JSON"))),
            Out::Decimal(text) => self.out.push_str(text),
            Out::Bool(value) => self.out.push_str(if value { "true" } else { "false" }),
            Out::Null => self.out.push_str("null"),
            Out::Seq(sequence) => {
                let mut index = 0;
                self.out.push('[');
                sequence.each(&mut |item| {
                    if index > 0 {
                        self.out.push(',');
                    }
                    item.encode(self).map_err(|fault| fault.at_index(index))?;
                    index += 1;
                    Ok(())
                })?;
                self.out.push(']');
            }
            Out::Map(pairs) => {
                let mut first = true;
                self.out.push('{');
                pairs.each(&mut |key, value| self.pair(&mut first, key, value))?;
                self.out.push('}');
            }
            Out::Record(spec, values, rest) => {
                let mut first = true;
                self.out.push('{');
                for (Entry { name, required, .. }, value) in spec.entries.iter().zip(values) {
                    if *required || !value.is_absent() {
                        self.pair(&mut first, name, *value)?;
                    }
                }
                if let Some(rest) = rest {
                    rest.each(&mut |key, value| self.pair(&mut first, key, value))?;
                }
                self.out.push('}');
            }
        }
        Ok(())
    }
}

impl Writer {
    #[inline]
    fn pair(&mut self, first: &mut bool, key: &str, value: &dyn Encode) -> Result<(), Fault> {
        if !*first {
            self.out.push(',');
        }
        *first = false;
        self.string(key);
        self.out.push(':');
        value.encode(self).map_err(|fault| fault.at_name(key))
    }

    #[inline]
    fn string(&mut self, text: &str) {
        let end = text::plain(text.as_bytes());
        self.out.reserve(text.len() + 2);
        self.out.push('"');
        if end == text.len() {
            self.out.push_str(text);
        } else {
            self.escaped(text, end);
        }
        self.out.push('"');
    }

    /// Writes text whose first run of plain characters ends at `end`.
    #[inline(never)]
    fn escaped(&mut self, mut text: &str, mut end: usize) {
        while let Some((run, rest)) = text.split_at_checked(end) {
            self.out.push_str(run);
            let Some(special) = rest.bytes().next() else {
                break;
            };
            match special {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                8 => self.out.push_str("\\b"),
                9 => self.out.push_str("\\t"),
                10 => self.out.push_str("\\n"),
                12 => self.out.push_str("\\f"),
                13 => self.out.push_str("\\r"),
                control => {
                    self.out.push_str("\\u00");
                    for digit in [control >> 4, control & 15] {
                        self.out.extend(char::from_digit(u32::from(digit), 16));
                    }
                }
            }
            text = rest.get(1..).unwrap_or_default();
            end = text::plain(text.as_bytes());
        }
    }
}
