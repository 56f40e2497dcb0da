//! The rules that need no look at the whole value, and what is said where they are broken.

use std::collections::HashSet;

use super::pattern;
use crate::codec::bounds::{self, shortened};
use crate::codec::decimal::Decimal;
use crate::codec::rule::quoted;
use crate::codec::{DecodeError, Rule, Sequence, Value};

/// What is wrong with a string.
pub(super) fn text(rule: Rule, text: &str) -> Option<String> {
    match rule {
        Rule::MinLength(least) => fewer(characters(text), least, "character", "characters"),
        Rule::MaxLength(most) => more(characters(text), most, "character", "characters"),
        Rule::Pattern(pattern) => {
            (pattern::matches(pattern, text) == Some(false)).then(|| format!("must match `{pattern}`"))
        }
        Rule::Enum(values) => (!values.contains(&text)).then(|| format!("must be one of {}", quoted(values))),
        _ => None,
    }
}

/// What is wrong with a number.
pub(super) fn number(rule: Rule, text: &str, number: &Decimal<'_>) -> Option<String> {
    let broken = |limit: &'static str, keeps: fn(&Decimal<'_>, &Decimal<'_>) -> bool, must: &str| {
        let limit_read = Decimal::parse(limit)?;
        (!keeps(number, &limit_read)).then(|| format!("must be {must} {limit}, is {}", shortened(text, bounds::TEXT)))
    };
    match rule {
        Rule::Minimum(limit) => broken(limit, |number, limit| number >= limit, "at least"),
        Rule::Maximum(limit) => broken(limit, |number, limit| number <= limit, "at most"),
        Rule::ExclusiveMinimum(limit) => broken(limit, |number, limit| number > limit, "greater than"),
        Rule::ExclusiveMaximum(limit) => broken(limit, |number, limit| number < limit, "less than"),
        Rule::MultipleOf(divisor) => {
            broken(divisor, |number, divisor| number.is_multiple_of(divisor) != Some(false), "a multiple of")
        }
        _ => None,
    }
}

/// What is wrong with an array.
pub(super) fn sequence(rule: Rule, sequence: &dyn Sequence) -> Result<Option<String>, DecodeError> {
    Ok(match rule {
        Rule::MinItems(least) => fewer(sequence.len(), least, "item", "items"),
        Rule::MaxItems(most) => more(sequence.len(), most, "item", "items"),
        Rule::UniqueItems => repeated(sequence)?,
        _ => None,
    })
}

/// What is wrong with an object of so many properties.
pub(super) fn properties(rule: Rule, count: usize) -> Option<String> {
    match rule {
        Rule::MinProperties(least) => fewer(count, least, "property", "properties"),
        Rule::MaxProperties(most) => more(count, most, "property", "properties"),
        _ => None,
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

fn repeated(sequence: &dyn Sequence) -> Result<Option<String>, DecodeError> {
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
