//! Filters: whether a value is what a condition asks for.

use std::borrow::Cow;
use std::cmp::Ordering;

use regex_lite::Regex;

use super::select::Run;
use super::{Comparison, Condition, Exhausted, Operand, Pattern};
use crate::value::Node;

impl Condition {
    /// Whether it holds of a value.
    pub(super) fn holds<'n>(&'n self, run: &Run<'n>, at: &'n Node) -> Result<bool, Exhausted> {
        Ok(match self {
            Condition::Any(members) => {
                for member in members {
                    if member.holds(run, at)? {
                        return Ok(true);
                    }
                }
                false
            }
            Condition::All(members) => {
                for member in members {
                    if !member.holds(run, at)? {
                        return Ok(false);
                    }
                }
                true
            }
            Condition::Not(inner) => !inner.holds(run, at)?,
            Condition::Exists(query) => !run.query(query, at)?.is_empty(),
            Condition::Compare(left, comparison, right) => {
                comparison.holds(left.value(run, at)?.as_deref(), right.value(run, at)?.as_deref())
            }
            Condition::Matches { whole, text, pattern } => {
                let text = text.value(run, at)?;
                let Some(text) = text.as_deref().and_then(Node::as_str) else { return Ok(false) };
                match pattern {
                    Pattern::Known(regex) => regex.is_match(text),
                    Pattern::Computed(operand) => {
                        let pattern = operand.value(run, at)?;
                        let pattern = pattern.as_deref().and_then(Node::as_str);
                        let regex = pattern.and_then(|pattern| Regex::new(&anchored(pattern, *whole)).ok());
                        regex.is_some_and(|regex| regex.is_match(text))
                    }
                }
            }
        })
    }
}

impl Operand {
    /// Its value, or that there is none.
    fn value<'n>(&'n self, run: &Run<'n>, at: &'n Node) -> Result<Option<Cow<'n, Node>>, Exhausted> {
        let number = |count: usize| Some(Cow::Owned(Node::Number(count.to_string().into())));
        Ok(match self {
            Operand::Literal(literal) => Some(Cow::Borrowed(literal)),
            Operand::Single(query) | Operand::Value(query) => match run.query(query, at)?.as_slice() {
                [only] => Some(Cow::Borrowed(only.node)),
                _ => None,
            },
            Operand::Count(query) => number(run.query(query, at)?.len()),
            Operand::Length(inner) => match inner.value(run, at)?.as_deref() {
                Some(Node::String(text)) => number(text.chars().count()),
                Some(Node::Seq(items)) => number(items.len()),
                Some(Node::Map(entries)) => number(entries.len()),
                _ => None,
            },
        })
    }
}

impl Comparison {
    /// Whether it holds of two values (RFC 9535, section 2.3.5.2.2).
    fn holds(self, left: Option<&Node>, right: Option<&Node>) -> bool {
        let order = order(left, right);
        match self {
            Comparison::Equal => equal(left, right),
            Comparison::NotEqual => !equal(left, right),
            Comparison::Less => order == Some(Ordering::Less),
            Comparison::Greater => order == Some(Ordering::Greater),
            Comparison::LessOrEqual => order == Some(Ordering::Less) || equal(left, right),
            Comparison::GreaterOrEqual => order == Some(Ordering::Greater) || equal(left, right),
        }
    }
}

fn equal(left: Option<&Node>, right: Option<&Node>) -> bool {
    match (left, right) {
        (None, None) => true,
        (Some(Node::Number(_)), Some(Node::Number(_))) => order(left, right) == Some(Ordering::Equal),
        (Some(Node::Seq(left)), Some(Node::Seq(right))) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| equal(Some(left), Some(right)))
        }
        // Objects have no order.
        (Some(Node::Map(left)), Some(map @ Node::Map(right))) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| map.get(key).is_some_and(|other| equal(Some(value), Some(other))))
        }
        (Some(left), Some(right)) => left == right,
        _ => false,
    }
}

/// The order of numbers, and that of strings by their characters' numbers. Nothing else has one.
fn order(left: Option<&Node>, right: Option<&Node>) -> Option<Ordering> {
    match (left?, right?) {
        (Node::String(left), Node::String(right)) => Some(left.cmp(right)),
        (Node::Number(left), Node::Number(right)) => match (left.parse::<i128>(), right.parse::<i128>()) {
            (Ok(left), Ok(right)) => Some(left.cmp(&right)),
            _ => left.parse::<f64>().ok()?.partial_cmp(&right.parse::<f64>().ok()?),
        },
        _ => None,
    }
}

/// A regular expression of RFC 9485 as the crate reads it: a dot is neither of two ends of lines there.
pub(super) fn anchored(pattern: &str, whole: bool) -> String {
    let mut anchored = String::with_capacity(pattern.len() + 8);
    anchored.push_str(if whole { "^(?:" } else { "(?:" });
    let (mut escaped, mut inside) = (false, false);
    for character in pattern.chars() {
        match character {
            '.' if !escaped && !inside => anchored.push_str("[^\\n\\r]"),
            other => anchored.push(other),
        }
        match character {
            '[' if !escaped => inside = true,
            ']' if !escaped => inside = false,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    anchored.push_str(if whole { ")$" } else { ")" });
    anchored
}
