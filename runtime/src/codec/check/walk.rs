//! The walk over what is being encoded.

use std::any::Any;
use std::cell::RefCell;
use std::fmt::Display;

use super::judge::Judge;
use super::plain;
use super::violation::Violation;
use crate::codec::decimal::Decimal;
use crate::codec::{DecodeError, Encode, Out, Pairs, Rule, Sequence, Sink, Spec, Value};

/// Walks what is being encoded.
pub(super) struct Checker<'s> {
    rules: &'static [Rule],
    /// Rules that the type of the value to come has told of.
    announced: Vec<&'static [Rule]>,
    /// Whether everything is checked that can be.
    strict: bool,
    /// What a strict decoding read, at the place of the walk.
    source: Option<&'s Value>,
    violations: Vec<Violation>,
}

impl<'s> Checker<'s> {
    pub(super) fn run(value: &dyn Encode, rules: &'static [Rule], source: Option<&'s Value>) -> Vec<Violation> {
        let strict = source.is_some();
        let mut checker = Checker { rules, announced: Vec::new(), strict, source, violations: Vec::new() };
        // The checker takes everything in; a fault of the value's own is found again when it is encoded for good.
        let _ = value.encode(&mut checker);
        checker.violations
    }

    fn violated(&mut self, rule: Option<Rule>, message: String) {
        self.violations.push(Violation::new(Vec::new(), rule, message));
    }

    /// Walks on within the value. A violation that turns up there learns on the way back where it stands: no path is
    /// made where there is none.
    fn inside(
        &mut self,
        segment: &dyn Display,
        rules: &'static [Rule],
        source: Option<&'s Value>,
        value: &dyn Encode,
    ) -> Result<(), DecodeError> {
        let before = self.violations.len();
        let outer = (std::mem::replace(&mut self.rules, rules), std::mem::replace(&mut self.source, source));
        let result = value.encode(self);
        (self.rules, self.source) = outer;
        for violation in self.violations.iter_mut().skip(before) {
            violation.step_out(segment);
        }
        result
    }

    fn property(&mut self, name: &str, rules: &'static [Rule], value: &dyn Encode) -> Result<(), DecodeError> {
        let source = self.source.and_then(|source| source.get(name));
        self.inside(&name, rules, source, value)
    }

    /// The rules of what the value contains.
    fn inner(&self) -> &'static [Rule] {
        let mut inner = self.rules.iter().filter_map(|rule| match rule {
            Rule::Items(rules) => Some(*rules),
            _ => None,
        });
        inner.next().unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        for rule in self.rules {
            if let Some(message) = plain::text(*rule, text) {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn number(&mut self, text: &str) {
        let Some(number) = Decimal::parse(text) else {
            return;
        };
        for rule in self.rules {
            if let Some(message) = plain::number(*rule, text, &number) {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn sequence(&mut self, sequence: &dyn Sequence) -> Result<(), DecodeError> {
        let source = match self.source {
            Some(Value::Array(items)) => Some(items as &dyn Sequence),
            _ => None,
        };
        for rule in self.rules {
            if let Some(message) = plain::sequence(*rule, source.unwrap_or(sequence))? {
                self.violated(Some(*rule), message);
            }
        }
        let inner = self.inner();
        let items = self.source.and_then(Value::as_array);
        let mut index = 0;
        sequence.each(&mut |item| {
            let source = items.and_then(|items| items.get(index));
            let result = self.inside(&index, inner, source, item);
            index += 1;
            result
        })
    }

    fn properties(&mut self, count: usize) {
        // The type may have left out what it has no place for.
        let count = self.source.and_then(Value::as_object).map_or(count, |source| source.len());
        for rule in self.rules {
            if let Some(message) = plain::properties(*rule, count) {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn map(&mut self, pairs: &dyn Pairs) -> Result<(), DecodeError> {
        self.properties(pairs.len());
        if let Some((spec, values, rest)) = pairs.record() {
            return self.entries(spec, values, rest);
        }
        let inner = self.inner();
        pairs.each(&mut |key, value| self.property(key, inner, value))
    }

    fn entries(
        &mut self,
        spec: &'static Spec,
        values: &[&dyn Encode],
        rest: Option<&dyn Pairs>,
    ) -> Result<(), DecodeError> {
        for (key, value) in spec.present(values) {
            self.property(key, spec.rules_of(key), value)?;
        }
        match rest {
            Some(rest) => rest.each(&mut |key, value| self.property(key, spec.rest_rules, value)),
            None => Ok(()),
        }
    }

    /// Judges by what needs to see the whole value: all that its type says of it, and some of what its place says.
    fn structure(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        let of_record = match value {
            Out::Record(spec, ..) => spec.rules,
            Out::Map(pairs) => pairs.record().map_or(&[][..], |(spec, ..)| spec.rules),
            _ => &[],
        };
        let announced = std::mem::take(&mut self.announced);
        if of_record.is_empty() && announced.is_empty() && !self.rules.iter().any(is_structural) {
            return Ok(());
        }
        let encoded;
        let whole = match self.source {
            Some(source) => source,
            None => {
                encoded = Value::of_out(value)?;
                &encoded
            }
        };
        let memo = RefCell::default();
        let mut judge = Judge::new(self.strict, &memo);
        judge.judge_some(whole, self.rules, is_structural);
        for rules in announced.into_iter().chain([of_record]) {
            judge.judge(whole, rules);
        }
        self.violations.extend(judge.into_violations());
        Ok(())
    }
}

/// Whether a rule needs to see the whole value, so that it can't be judged while the value is being encoded.
fn is_structural(rule: &Rule) -> bool {
    rule.judges().is_none()
}

impl Sink for Checker<'_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        self.structure(value)?;
        match value {
            Out::Null | Out::Bool(_) => {}
            Out::Int(value) if !self.rules.is_empty() => self.number(itoa::Buffer::new().format(value)),
            Out::Uint(value) if !self.rules.is_empty() => self.number(itoa::Buffer::new().format(value)),
            Out::Float(value) if !self.rules.is_empty() => self.number(zmij::Buffer::new().format(value)),
            Out::Int(_) | Out::Uint(_) | Out::Float(_) => {}
            Out::Decimal(text) => self.number(text),
            Out::Str(text) => self.text(text),
            Out::Seq(sequence) => self.sequence(sequence)?,
            Out::Map(pairs) => self.map(pairs)?,
            Out::Record(spec, values, rest) => {
                self.properties((spec, values, rest).len());
                self.entries(spec, values, rest)?;
            }
        }
        Ok(())
    }

    fn rules(&mut self, rules: &'static [Rule]) {
        self.announced.push(rules);
    }

    /// No rule is about what only some sinks take.
    fn opaque(&mut self, _: &dyn Any) -> Result<(), DecodeError> {
        self.announced.clear();
        Ok(())
    }

    fn unlisted(&mut self, key: Option<&'static str>, value: Out<'_>) -> Result<(), DecodeError> {
        if self.strict {
            let path = key.map(str::to_owned).into_iter().collect();
            let message = "must be one of the values that the document lists".to_owned();
            self.violations.push(Violation::new(path, None, message));
        }
        self.put(value)
    }
}
