//! The rules that need no look at the whole value, and what is said where they are broken.

use std::collections::HashSet;

use super::pattern;
use crate::codec::bounds::{self, shortened, written};
use crate::codec::decimal::Decimal;
use crate::codec::{DecodeError, Rule, Sequence, Value};

/// What is wrong with a string.
pub(super) fn text(rule: Rule, text: &str) -> Option<String> {
    match rule {
        Rule::MinLength(least) => is_shorter(text, least).then(|| has(rule, characters(text))),
        Rule::MaxLength(most) => is_longer(text, most).then(|| has(rule, characters(text))),
        Rule::Pattern(pattern) => {
            (pattern::matches(pattern, text) == Some(false)).then(|| written(format_args!("must {rule}")))
        }
        _ => None,
    }
}

/// What is wrong with a number.
pub(super) fn number(rule: Rule, text: &str, number: &Decimal<'_>) -> Option<String> {
    let broken = |limit: &'static str, keeps: fn(&Decimal<'_>, &Decimal<'_>) -> bool| {
        let limit = Decimal::parse(limit)?;
        (!keeps(number, &limit)).then(|| written(format_args!("must {rule}, is {}", shortened(text, bounds::TEXT))))
    };
    match rule {
        Rule::Minimum(limit) => broken(limit, |number, limit| number >= limit),
        Rule::Maximum(limit) => broken(limit, |number, limit| number <= limit),
        Rule::ExclusiveMinimum(limit) => broken(limit, |number, limit| number > limit),
        Rule::ExclusiveMaximum(limit) => broken(limit, |number, limit| number < limit),
        Rule::MultipleOf(divisor) => broken(divisor, |number, divisor| number.is_multiple_of(divisor) != Some(false)),
        _ => None,
    }
}

/// What is wrong with an array.
pub(super) fn sequence(rule: Rule, sequence: &dyn Sequence) -> Result<Option<String>, DecodeError> {
    let count = wide(sequence.len());
    Ok(match rule {
        Rule::MinItems(least) => counted(rule, count < least, count),
        Rule::MaxItems(most) => counted(rule, count > most, count),
        Rule::UniqueItems => {
            repeated(sequence)?.map(|index| written(format_args!("must {rule}, has one again at {index}")))
        }
        _ => None,
    })
}

/// What is wrong with an object of so many properties.
pub(super) fn properties(rule: Rule, count: usize) -> Option<String> {
    let count = wide(count);
    match rule {
        Rule::MinProperties(least) => counted(rule, count < least, count),
        Rule::MaxProperties(most) => counted(rule, count > most, count),
        _ => None,
    }
}

fn counted(rule: Rule, is_broken: bool, count: u64) -> Option<String> {
    is_broken.then(|| has(rule, count))
}

fn has(rule: Rule, count: u64) -> String {
    written(format_args!("must {rule}, has {count}"))
}

/// Whether a text has fewer characters. One has from one to four bytes, so that most texts need not be counted.
fn is_shorter(text: &str, least: u64) -> bool {
    let bytes = wide(text.len());
    bytes < least || (bytes / 4 < least && characters(text) < least)
}

/// Whether a text has more characters.
fn is_longer(text: &str, most: u64) -> bool {
    wide(text.len()) > most && characters(text) > most
}

fn characters(text: &str) -> u64 {
    wide(text.chars().count())
}

fn wide(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Where an item stands that was there before.
fn repeated(sequence: &dyn Sequence) -> Result<Option<usize>, DecodeError> {
    let mut seen = HashSet::with_capacity(sequence.len());
    let mut index = 0;
    let mut repeated = None;
    sequence.each(&mut |item| {
        if !seen.insert(Value::of(item)?) && repeated.is_none() {
            repeated = Some(index);
        }
        index += 1;
        Ok(())
    })?;
    Ok(repeated)
}
