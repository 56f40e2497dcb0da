//! Style `deepObject`: a key in brackets for every level.

use super::flat::text;
use crate::codec::{DecodeError, Encode, Out, Pairs, Sink};

/// The names and texts of a value under a name, in order: `name[key]`, or the name itself for a scalar. What is `null`
/// or empty gives none. Each step is escaped by `escape`, with its brackets.
///
/// # Errors
///
/// A key that can't be told from the brackets, a `null` within an array, and what cannot be encoded at all.
pub(in crate::client) fn pairs(
    name: String,
    value: &dyn Encode,
    escape: &dyn Fn(&str) -> String,
) -> Result<Vec<(String, String)>, String> {
    let mut level = Level { name, escape, in_array: false, pairs: Vec::new() };
    if !value.is_absent() {
        value.encode(&mut level).map_err(|fault| fault.to_string())?;
    }
    Ok(level.pairs)
}

/// Takes a value and what is within it.
struct Level<'e> {
    /// Escaped.
    name: String,
    escape: &'e dyn Fn(&str) -> String,
    in_array: bool,
    pairs: Vec<(String, String)>,
}

impl Level<'_> {
    fn step(&mut self, key: &str, item: &dyn Encode, in_array: bool) -> Result<(), DecodeError> {
        let name = format!("{}{}", self.name, (self.escape)(&format!("[{key}]")));
        let mut inner = Level { name, escape: self.escape, in_array, pairs: std::mem::take(&mut self.pairs) };
        item.encode(&mut inner)?;
        self.pairs = inner.pairs;
        Ok(())
    }

    fn entry(&mut self, key: &str, item: &dyn Encode) -> Result<(), DecodeError> {
        if item.is_absent() {
            return Ok(());
        }
        if key.is_empty() || key.contains(['[', ']']) {
            return Err(DecodeError::new(format!("the key {key:?} can't be put in brackets")));
        }
        self.step(key, item, false).map_err(|fault| fault.at_name(key))
    }
}

impl Sink for Level<'_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Seq(items) => {
                let mut at = 0_usize;
                items.each(&mut |item| {
                    at += 1;
                    self.step(&(at - 1).to_string(), item, true)
                })
            }
            Out::Map(pairs) => pairs.each(&mut |key, item| self.entry(key, item)),
            Out::Record(spec, values, rest) => (spec, values, rest).each(&mut |key, item| self.entry(key, item)),
            scalar => {
                match text(scalar)? {
                    Some(text) => self.pairs.push((self.name.clone(), text)),
                    None if self.in_array => return Err(DecodeError::new("an array in a parameter cannot hold null")),
                    None => {}
                }
                Ok(())
            }
        }
    }
}
