//! Whether a value keeps the rules that the document sets for it.

mod pattern;

use std::collections::HashSet;
use std::fmt;

use super::decimal::Decimal;
use super::{Encode, Fault, Out, Pairs, Rule, Sequence, Sink, Spec, Value};

/// A rule that a value does not keep.
///
/// Its display is `orgId: must have at least 1 character, has 0`, without the first part at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: Vec<String>,
    rule: Option<Rule>,
    message: String,
}

impl Violation {
    /// A violation found elsewhere: at `path`, the segments from the outside in.
    #[must_use]
    pub fn new(path: Vec<String>, rule: Option<Rule>, message: String) -> Self {
        Self { path, rule, message }
    }

    /// Where the value stands, as a JSON Pointer; empty at the root.
    #[must_use]
    pub fn path(&self) -> String {
        let escaped = self.path.iter().map(|segment| segment.replace('~', "~0").replace('/', "~1"));
        escaped.fold(String::new(), |path, segment| path + "/" + &segment)
    }

    /// The rule; `None` where the document does not list the value of an enum or the tag of a union.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    pub(crate) fn into_fault(self) -> Fault {
        self.path.iter().rev().fold(Fault::new(self.message), |fault, segment| fault.at_name(segment))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path.join("/"))?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Violation {}

/// Every rule that the value, or one inside it, does not keep. `rules` are those of the value itself; records bring
/// the rules of their entries along. Values that the document does not list are no violation here.
#[must_use]
pub fn check(value: &dyn Encode, rules: &'static [Rule]) -> Vec<Violation> {
    Checker::run(value, rules, false)
}

/// As [`check`], and values that the document does not list are violations.
pub(crate) fn strictly(value: &dyn Encode) -> Vec<Violation> {
    Checker::run(value, &[], true)
}

/// Walks what is being encoded.
struct Checker {
    rules: &'static [Rule],
    path: Vec<String>,
    strict: bool,
    violations: Vec<Violation>,
}

impl Checker {
    fn run(value: &dyn Encode, rules: &'static [Rule], strict: bool) -> Vec<Violation> {
        let mut checker = Self { rules, path: Vec::new(), strict, violations: Vec::new() };
        // The checker takes everything in; a fault of the value's own is found again when it is encoded for good.
        let _ = value.encode(&mut checker);
        checker.violations
    }

    fn violated(&mut self, rule: Option<Rule>, message: String) {
        self.violations.push(Violation { path: self.path.clone(), rule, message });
    }

    fn inside(&mut self, segment: &str, rules: &'static [Rule], value: &dyn Encode) -> Result<(), Fault> {
        self.path.push(segment.to_owned());
        let outer = std::mem::replace(&mut self.rules, rules);
        let result = value.encode(self);
        self.rules = outer;
        self.path.pop();
        result
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
            let message = match *rule {
                Rule::MinLength(least) => fewer(characters(text), least, "character", "characters"),
                Rule::MaxLength(most) => more(characters(text), most, "character", "characters"),
                Rule::Pattern(pattern) => (!pattern::matches(pattern, text)).then(|| format!("must match `{pattern}`")),
                Rule::Enum(values) => (!values.contains(&text)).then(|| format!("must be one of {}", quoted(values))),
                _ => None,
            };
            if let Some(message) = message {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn number(&mut self, text: &str) {
        let Some(number) = Decimal::parse(text) else {
            return;
        };
        for rule in self.rules {
            let broken = |limit: &'static str, keeps: fn(&Decimal<'_>, &Decimal<'_>) -> bool, must: &str| {
                let limit_read = Decimal::parse(limit)?;
                (!keeps(&number, &limit_read)).then(|| format!("must be {must} {limit}, is {text}"))
            };
            let message = match *rule {
                Rule::Minimum(limit) => broken(limit, |number, limit| number >= limit, "at least"),
                Rule::Maximum(limit) => broken(limit, |number, limit| number <= limit, "at most"),
                Rule::ExclusiveMinimum(limit) => broken(limit, |number, limit| number > limit, "greater than"),
                Rule::ExclusiveMaximum(limit) => broken(limit, |number, limit| number < limit, "less than"),
                Rule::MultipleOf(divisor) => {
                    broken(divisor, |number, divisor| number.is_multiple_of(divisor) != Some(false), "a multiple of")
                }
                _ => None,
            };
            if let Some(message) = message {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn sequence(&mut self, sequence: &dyn Sequence) -> Result<(), Fault> {
        for rule in self.rules {
            let message = match *rule {
                Rule::MinItems(least) => fewer(sequence.len(), least, "item", "items"),
                Rule::MaxItems(most) => more(sequence.len(), most, "item", "items"),
                Rule::UniqueItems => repeated(sequence)?,
                _ => None,
            };
            if let Some(message) = message {
                self.violated(Some(*rule), message);
            }
        }
        let inner = self.inner();
        let mut index = 0;
        sequence.each(&mut |item| {
            let result = self.inside(&index.to_string(), inner, item);
            index += 1;
            result
        })
    }

    fn properties(&mut self, count: usize) {
        for rule in self.rules {
            let message = match *rule {
                Rule::MinProperties(least) => fewer(count, least, "property", "properties"),
                Rule::MaxProperties(most) => more(count, most, "property", "properties"),
                _ => None,
            };
            if let Some(message) = message {
                self.violated(Some(*rule), message);
            }
        }
    }

    fn map(&mut self, pairs: &dyn Pairs) -> Result<(), Fault> {
        self.properties(pairs.len());
        if let Some((spec, values, rest)) = pairs.record() {
            return self.entries(spec, values, rest);
        }
        let inner = self.inner();
        pairs.each(&mut |key, value| self.inside(key, inner, value))
    }

    fn entries(&mut self, spec: &'static Spec, values: &[&dyn Encode], rest: Option<&dyn Pairs>) -> Result<(), Fault> {
        for (entry, value) in spec.present(values) {
            self.inside(entry.name, entry.rules, value)?;
        }
        match rest {
            Some(rest) => rest.each(&mut |key, value| self.inside(key, spec.rest, value)),
            None => Ok(()),
        }
    }
}

impl Sink for Checker {
    fn put(&mut self, value: Out<'_>) -> Result<(), Fault> {
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
                let count = spec.present(values).count() + rest.map_or(0, Pairs::len);
                self.properties(count);
                self.entries(spec, values, rest)?;
            }
        }
        Ok(())
    }

    fn unlisted(&mut self, key: Option<&'static str>, value: Out<'_>) -> Result<(), Fault> {
        if self.strict {
            self.path.extend(key.map(str::to_owned));
            self.violated(None, "must be one of the values that the document lists".to_owned());
            if key.is_some() {
                self.path.pop();
            }
        }
        self.put(value)
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

fn fewer(count: usize, least: u64, one: &str, many: &str) -> Option<String> {
    let noun = if least == 1 { one } else { many };
    (wide(count) < least).then(|| format!("must have at least {least} {noun}, has {count}"))
}

fn more(count: usize, most: u64, one: &str, many: &str) -> Option<String> {
    let noun = if most == 1 { one } else { many };
    (wide(count) > most).then(|| format!("must have at most {most} {noun}, has {count}"))
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn quoted(values: &[&str]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
}

fn repeated(sequence: &dyn Sequence) -> Result<Option<String>, Fault> {
    let mut seen = HashSet::with_capacity(sequence.len());
    let mut index = 0;
    let mut repeated = None;
    sequence.each(&mut |item| {
        if !seen.insert(Value::of(item)?) && repeated.is_none() {
            repeated = Some(format!("must not have equal items, has one again at {index}"));
        }
        index += 1;
        Ok(())
    })?;
    Ok(repeated)
}
