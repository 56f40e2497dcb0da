//! Rules that see the whole value.

use std::cell::RefCell;
use std::collections::HashMap;

use super::pattern;
use super::plain;
use super::violation::Violation;
use crate::codec::bounds::{self, Wording, listed, shortened, written};
use crate::codec::decimal::Decimal;
use crate::codec::test::fits;
use crate::codec::{Object, Rule, Value, json};

/// Rules may refer to themselves without end; nothing real is nested as deep.
const DEEPEST: usize = 512;

/// How many violations are collected of one value.
const MOST: usize = 1000;

/// What came of holding rules against values, so that alternatives within alternatives do not judge a value again and again.
pub(super) type Memo = HashMap<Held, Outcome>;

/// A value and the rules, by where they are, and whether alternatives of which only one may hold are told from others.
type Held = (usize, usize, usize, bool);

/// What came of holding rules against a value.
#[derive(Clone)]
pub(super) enum Outcome {
    /// They are being held against it: rules that lead back to themselves say no more than they did.
    UnderWay,
    /// It keeps them, and they looked at this.
    Kept(Seen),
    /// The first thing that it breaks.
    Broken(Violation),
}

/// Holds rules against a value, and collects what breaks them.
pub(super) struct Judge<'m> {
    memo: &'m RefCell<Memo>,
    strict: bool,
    /// Whether alternatives of which only one may hold are told from others: not at the top of a lenient judgment, since
    /// documents often mean any.
    exact: bool,
    path: Vec<String>,
    violations: Vec<Violation>,
    /// How many violations are wanted.
    most: usize,
    depth: usize,
}

/// Which of an array's items, or of an object's entries, some rule has looked at, by their position.
type Seen = Vec<bool>;

impl<'m> Judge<'m> {
    pub(super) fn new(strict: bool, memo: &'m RefCell<Memo>) -> Self {
        Self { memo, strict, exact: strict, path: Vec::new(), violations: Vec::new(), most: MOST, depth: 0 }
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
        let is_last = |rule: &&Rule| rule.looks_back();
        let meant = || rules.iter().filter(|rule| is_meant(rule));
        meant().filter(|rule| !is_last(rule)).for_each(|rule| self.rule(value, rule, &mut seen));
        meant().filter(is_last).for_each(|rule| self.rule(value, rule, &mut seen));
        self.depth -= 1;
        seen
    }

    /// What a value that keeps all the rules has seen of it; else the first thing that it breaks.
    fn attempt(&mut self, value: &Value, rules: &'static [Rule]) -> Result<Seen, Violation> {
        let held = held(value, rules, true);
        let known = self.memo.borrow().get(&held).cloned();
        match known {
            Some(Outcome::UnderWay) => return Ok(vec![true; parts(value)]),
            Some(Outcome::Kept(seen)) => return Ok(seen),
            Some(Outcome::Broken(violation)) => return Err(violation),
            None => {}
        }
        self.memo.borrow_mut().insert(held, Outcome::UnderWay);
        let result = self.attempt_anew(value, rules, self.memo);
        let outcome = match &result {
            Ok(seen) => Outcome::Kept(seen.clone()),
            Err(violation) => Outcome::Broken(violation.clone()),
        };
        self.memo.borrow_mut().insert(held, outcome);
        result
    }

    fn attempt_anew(&self, value: &Value, rules: &'static [Rule], memo: &RefCell<Memo>) -> Result<Seen, Violation> {
        let mut judge = Judge { depth: self.depth, exact: true, most: 1, ..Judge::new(self.strict, memo) };
        let seen = judge.judge(value, rules);
        judge.violations.into_iter().next().map_or(Ok(seen), Err)
    }

    /// Judges by rules with a name, which may lead back to themselves.
    fn defined(&mut self, value: &Value, rules: &'static [Rule], seen: &mut Seen) {
        let held = held(value, rules, self.exact);
        let known = self.memo.borrow().get(&held).cloned();
        match known {
            Some(Outcome::UnderWay) => return seen.fill(true),
            Some(Outcome::Kept(looked_at)) => return add(seen, &looked_at),
            Some(Outcome::Broken(violation)) => {
                let violation = violation.inside(&self.path);
                if self.violations.len() < self.most && !self.violations.contains(&violation) {
                    self.violations.push(violation);
                }
                return;
            }
            None => {}
        }
        self.memo.borrow_mut().insert(held, Outcome::UnderWay);
        let before = self.violations.len();
        let looked_at = self.judge(value, rules);
        let outcome = match self.violations.get(before) {
            Some(first) => Outcome::Broken(first.below(self.path.len())),
            None => Outcome::Kept(looked_at.clone()),
        };
        self.memo.borrow_mut().insert(held, outcome);
        add(seen, &looked_at);
    }

    fn keeps(&mut self, value: &Value, rules: &'static [Rule]) -> bool {
        self.attempt(value, rules).is_ok()
    }

    fn violated(&mut self, rule: &Rule, message: impl Into<String>) {
        if self.violations.len() >= self.most {
            return;
        }
        self.violations.push(Violation::new(self.path.clone(), Some(*rule), message.into()));
    }

    fn inside(&mut self, segment: impl Into<String>, value: &Value, rules: &'static [Rule]) {
        self.path.push(segment.into());
        self.judge(value, rules);
        self.path.pop();
    }

    fn rule(&mut self, value: &Value, rule: &'static Rule, seen: &mut Seen) {
        if self.violations.len() >= self.most {
            return;
        }
        match rule {
            Rule::Type(types) => {
                if !types.iter().any(|test| fits(*test, value.head())) {
                    self.violated(rule, written(format_args!("must {rule}")));
                }
            }
            Rule::Enum(texts) => {
                let is = |text: &&str| json::from_str::<Value>(text).is_ok_and(|known| known == *value);
                if !texts.iter().any(is) {
                    self.violated(rule, written(format_args!("must {rule}")));
                }
            }
            Rule::Never => self.violated(rule, written(format_args!("must {rule}"))),
            Rule::Not(rules) => {
                if self.keeps(value, rules) {
                    self.violated(rule, written(format_args!("must {rule}")));
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
            Rule::Defined(definition) => self.defined(value, definition.rules, seen),
            Rule::ReceiverOnly(rules) if self.strict => add(seen, &self.judge(value, rules)),
            Rule::ReceiverOnly(_) => {}
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
                Err(first) => reasons.push(shortened(&first.to_string(), bounds::REASON).into_owned()),
            }
        }
        if kept.is_empty() {
            self.violated(rule, listed(reasons, bounds::REASONS, ", or "));
        } else if only_one && kept.len() > 1 {
            let count = alternatives.len();
            let kept = listed(kept, bounds::LISTED, " and ");
            let message = format!("must fit exactly one of {count} alternatives, fits numbers {kept}");
            self.violated(rule, message);
        }
    }

    fn array(&mut self, items: &Vec<Value>, rule: &'static Rule, seen: &mut Seen) {
        match rule {
            Rule::Items(rules) => self.items_from(items, 0, rules, seen),
            Rule::ItemsFrom(from, rules) => {
                self.items_from(items, usize::try_from(*from).unwrap_or(usize::MAX), rules, seen);
            }
            Rule::PrefixItems(prefix) => {
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
                    self.violated(rule, written(format_args!("must {rule}, has {count}")));
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
                    // The name is a value for this moment only, of which nothing can be remembered.
                    if let Err(violation) = self.attempt_anew(&Value::from(name), rules, &RefCell::default()) {
                        let name = shortened(name, bounds::NAME);
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
                for (at, (name, value)) in entries.iter().enumerate() {
                    if seen.get(at) == Some(&false) {
                        self.inside(name, value, rules);
                    }
                }
                seen.fill(true);
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
            self.violated(rule, format!("must have {}{behind}", Wording::MESSAGE.list(&missing, " and ")));
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

fn held(value: &Value, rules: &'static [Rule], exact: bool) -> Held {
    (std::ptr::from_ref(value).addr(), rules.as_ptr().addr(), rules.len(), exact)
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
