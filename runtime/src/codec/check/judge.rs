//! Rules that see the whole value.

use super::pattern;
use super::{Violation, plain};
use crate::codec::decimal::Decimal;
use crate::codec::rule::quoted;
use crate::codec::{Object, Rule, Value, json};

/// Rules may refer to themselves without end; nothing real is nested as deep.
const DEEPEST: usize = 512;

/// Holds rules against a value, and collects what breaks them.
pub(super) struct Judge {
    strict: bool,
    /// Whether alternatives of which only one may hold are told from others: not at the top of a lenient judgement, since
    /// documents often mean any.
    exact: bool,
    path: Vec<String>,
    violations: Vec<Violation>,
    depth: usize,
}

/// Which of an array's items, or of an object's entries, some rule has looked at, by their position.
type Seen = Vec<bool>;

impl Judge {
    pub(super) fn new(strict: bool) -> Self {
        Self { strict, exact: strict, path: Vec::new(), violations: Vec::new(), depth: 0 }
    }

    pub(super) fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Judges by all rules of a list.
    pub(super) fn judge(&mut self, value: &Value, rules: &'static [Rule]) -> Seen {
        self.judge_some(value, rules, |_| true)
    }

    /// Judges by the rules of a list that nobody else judges by.
    pub(super) fn judge_some(&mut self, value: &Value, rules: &'static [Rule], is_meant: fn(&Rule) -> bool) -> Seen {
        let mut seen = vec![self.depth >= DEEPEST; parts(value)];
        if self.depth >= DEEPEST {
            return seen;
        }
        self.depth += 1;
        let is_last = |rule: &&Rule| matches!(rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_));
        let meant = || rules.iter().filter(|rule| is_meant(rule));
        meant().filter(|rule| !is_last(rule)).for_each(|rule| self.rule(value, rule, &mut seen));
        meant().filter(is_last).for_each(|rule| self.rule(value, rule, &mut seen));
        self.depth -= 1;
        seen
    }

    /// What a value that keeps all the rules has seen of it; else what it breaks.
    fn attempt(&mut self, value: &Value, rules: &'static [Rule]) -> Result<Seen, Vec<Violation>> {
        let mut judge = Judge { depth: self.depth, exact: true, ..Judge::new(self.strict) };
        let seen = judge.judge(value, rules);
        if judge.violations.is_empty() { Ok(seen) } else { Err(judge.violations) }
    }

    fn keeps(&mut self, value: &Value, rules: &'static [Rule]) -> bool {
        self.attempt(value, rules).is_ok()
    }

    fn violated(&mut self, rule: &Rule, message: impl Into<String>) {
        self.violations.push(Violation::new(self.path.clone(), Some(*rule), message.into()));
    }

    fn inside(&mut self, segment: impl Into<String>, value: &Value, rules: &'static [Rule]) {
        self.path.push(segment.into());
        self.judge(value, rules);
        self.path.pop();
    }

    fn rule(&mut self, value: &Value, rule: &'static Rule, seen: &mut Seen) {
        match rule {
            Rule::Type(types) => {
                if !types.iter().any(|test| test.fits(value.head())) {
                    self.violated(rule, format!("must {rule}"));
                }
            }
            Rule::Values(texts) => {
                let is = |text: &&str| json::from_str::<Value>(text).is_ok_and(|known| known == *value);
                if !texts.iter().any(is) {
                    self.violated(rule, format!("must {rule}"));
                }
            }
            Rule::Never => self.violated(rule, "must not be there"),
            Rule::Not(rules) => {
                if self.keeps(value, rules) {
                    self.violated(rule, format!("must {rule}"));
                }
            }
            Rule::AnyOf(alternatives) => self.alternatives(value, rule, alternatives, false, seen),
            Rule::OneOf(alternatives) => self.alternatives(value, rule, alternatives, self.exact, seen),
            Rule::If { condition, then, otherwise } => {
                let next = match self.attempt(value, condition) {
                    Ok(looked_at) => {
                        add(seen, &looked_at);
                        then
                    }
                    Err(_) => otherwise,
                };
                let looked_at = self.judge(value, next);
                add(seen, &looked_at);
            }
            Rule::All(rules) => add(seen, &self.judge(value, rules)),
            Rule::Defined(definition) => add(seen, &self.judge(value, definition.rules)),
            Rule::Strict(rules) if self.strict => add(seen, &self.judge(value, rules)),
            Rule::Strict(_) => {}
            _ => match value {
                Value::String(text) => {
                    if let Some(message) = plain::text(*rule, text) {
                        self.violated(rule, message);
                    }
                }
                Value::Number(number) => {
                    let text = number.to_string();
                    let number = Decimal::parse(&text);
                    if let Some(message) = number.and_then(|number| plain::number(*rule, &text, &number)) {
                        self.violated(rule, message);
                    }
                }
                Value::Array(items) => self.array(items, rule, seen),
                Value::Object(entries) => self.object(value, entries, rule, seen),
                Value::Null | Value::Bool(_) => {}
            },
        }
    }

    fn alternatives(
        &mut self,
        value: &Value,
        rule: &'static Rule,
        alternatives: &'static [&'static [Rule]],
        only_one: bool,
        seen: &mut Seen,
    ) {
        let mut kept = Vec::new();
        let mut reasons = Vec::new();
        for (rules, number) in alternatives.iter().zip(1..) {
            match self.attempt(value, rules) {
                Ok(looked_at) => {
                    add(seen, &looked_at);
                    kept.push(i32::to_string(&number));
                }
                Err(violations) => reasons.extend(violations.into_iter().next().map(|first| first.to_string())),
            }
        }
        if kept.is_empty() {
            self.violated(rule, reasons.join(", or "));
        } else if only_one && kept.len() > 1 {
            let count = alternatives.len();
            let message = format!("must fit exactly one of {count} alternatives, fits numbers {}", kept.join(" and "));
            self.violated(rule, message);
        }
    }

    fn array(&mut self, items: &Vec<Value>, rule: &'static Rule, seen: &mut Seen) {
        match rule {
            Rule::Items(rules) => self.items_from(items, 0, rules, seen),
            Rule::ItemsFrom(from, rules) => {
                self.items_from(items, usize::try_from(*from).unwrap_or(usize::MAX), rules, seen);
            }
            Rule::Prefix(prefix) => {
                for (index, (item, rules)) in items.iter().zip(*prefix).enumerate() {
                    mark(seen, index);
                    self.inside(index.to_string(), item, rules);
                }
            }
            Rule::Contains { rules, least, most } => {
                let mut count = 0;
                for (index, item) in items.iter().enumerate() {
                    if self.keeps(item, rules) {
                        count += 1;
                        mark(seen, index);
                    }
                }
                if count < *least || most.is_some_and(|most| count > most) {
                    self.violated(rule, format!("must {rule}, has {count}"));
                }
            }
            Rule::UnevaluatedItems(rules) => {
                for (index, item) in items.iter().enumerate() {
                    if seen.get(index) == Some(&false) {
                        self.inside(index.to_string(), item, rules);
                    }
                }
                seen.fill(true);
            }
            _ => {
                // Values have no numbers that can't be encoded, the only fault there could be.
                if let Ok(Some(message)) = plain::sequence(*rule, items) {
                    self.violated(rule, message);
                }
            }
        }
    }

    fn items_from(&mut self, items: &[Value], from: usize, rules: &'static [Rule], seen: &mut Seen) {
        for (index, item) in items.iter().enumerate().skip(from) {
            mark(seen, index);
            self.inside(index.to_string(), item, rules);
        }
    }

    fn object(&mut self, value: &Value, entries: &Object, rule: &'static Rule, seen: &mut Seen) {
        match rule {
            Rule::Required(names) => self.required(entries, rule, names, ""),
            Rule::DependentRequired(dependents) => {
                for (name, names) in dependents.iter().filter(|(name, _)| entries.contains_key(name)) {
                    self.required(entries, rule, names, &format!(" beside `{name}`"));
                }
            }
            Rule::DependentSchemas(dependents) => {
                for (_, rules) in dependents.iter().filter(|(name, _)| entries.contains_key(name)) {
                    add(seen, &self.judge(value, rules));
                }
            }
            Rule::PropertyNames(rules) => {
                for name in entries.keys() {
                    for violation in self.attempt(&Value::from(name), rules).err().into_iter().flatten() {
                        self.violated(rule, format!("the name `{name}` {}", violation.message()));
                    }
                }
            }
            Rule::Items(rules) => self.each_entry(entries, seen, |_| Some(*rules)),
            Rule::Properties(properties) => self.each_entry(entries, seen, |name| {
                properties.iter().find(|(known, _)| *known == name).map(|(_, rules)| *rules)
            }),
            Rule::PatternProperties(patterns) => {
                for (pattern, rules) in *patterns {
                    let matches = |name: &str| pattern::matches(pattern, name) == Some(true);
                    self.each_entry(entries, seen, |name| matches(name).then_some(*rules));
                }
            }
            Rule::AdditionalProperties { names, patterns, rules } => self.each_entry(entries, seen, |name| {
                let matches = |pattern: &&'static str| pattern::matches(pattern, name) != Some(false);
                (!names.contains(&name) && !patterns.iter().any(matches)).then_some(*rules)
            }),
            Rule::UnevaluatedProperties(rules) => {
                let unseen: Vec<&str> =
                    entries.keys().zip(seen.iter()).filter(|(_, seen)| !**seen).map(|(name, _)| name).collect();
                self.each_entry(entries, seen, |name| unseen.contains(&name).then_some(*rules));
            }
            _ => {
                if let Some(message) = plain::properties(*rule, entries.len()) {
                    self.violated(rule, message);
                }
            }
        }
    }

    fn required(&mut self, entries: &Object, rule: &Rule, names: &[&str], behind: &str) {
        let missing: Vec<&str> = names.iter().copied().filter(|name| !entries.contains_key(name)).collect();
        if !missing.is_empty() {
            self.violated(rule, format!("must have {}{behind}", quoted(&missing)));
        }
    }

    /// Judges the entries that `rules_of` has rules for, by their names.
    fn each_entry<'e>(
        &mut self,
        entries: &'e Object,
        seen: &mut Seen,
        rules_of: impl Fn(&'e str) -> Option<&'static [Rule]>,
    ) {
        for (index, (name, value)) in entries.iter().enumerate() {
            if let Some(rules) = rules_of(name) {
                mark(seen, index);
                self.inside(name, value, rules);
            }
        }
    }
}

fn parts(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.len(),
        Value::Object(entries) => entries.len(),
        _ => 0,
    }
}

fn mark(seen: &mut Seen, index: usize) {
    if let Some(seen) = seen.get_mut(index) {
        *seen = true;
    }
}

fn add(seen: &mut Seen, looked_at: &[bool]) {
    seen.iter_mut().zip(looked_at).for_each(|(seen, looked_at)| *seen |= looked_at);
}
