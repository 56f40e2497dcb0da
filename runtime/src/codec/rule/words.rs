//! Rules in words, as they go on after “must”.

use std::fmt;

use super::Rule;
use crate::codec::bounds::{self, listed, shortened};

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::MinLength(least) => write!(f, "have at least {}", counted(*least, "character", "characters")),
            Rule::MaxLength(most) => write!(f, "have at most {}", counted(*most, "character", "characters")),
            Rule::Pattern(pattern) => write!(f, "match `{pattern}`"),
            Rule::Minimum(limit) => write!(f, "be at least {limit}"),
            Rule::Maximum(limit) => write!(f, "be at most {limit}"),
            Rule::ExclusiveMinimum(limit) => write!(f, "be greater than {limit}"),
            Rule::ExclusiveMaximum(limit) => write!(f, "be less than {limit}"),
            Rule::MultipleOf(divisor) => write!(f, "be a multiple of {divisor}"),
            Rule::MinItems(least) => write!(f, "have at least {}", counted(*least, "item", "items")),
            Rule::MaxItems(most) => write!(f, "have at most {}", counted(*most, "item", "items")),
            Rule::UniqueItems => f.write_str("not have equal items"),
            Rule::MinProperties(least) => write!(f, "have at least {}", counted(*least, "property", "properties")),
            Rule::MaxProperties(most) => write!(f, "have at most {}", counted(*most, "property", "properties")),
            Rule::Items(rules) => write!(f, "have in it only what must {}", Joined(rules, " and ")),
            Rule::Enum(values) | Rule::Values(values) => write!(f, "be one of {}", quoted(values)),
            Rule::Type(types) => {
                let nouns: Vec<&str> = types.iter().map(|test| test.noun()).collect();
                write!(f, "be {}", nouns.join(" or "))
            }
            Rule::Never => f.write_str("not be there"),
            Rule::Not(rules) => write!(f, "not {}", Joined(rules, " and ")),
            Rule::AnyOf(alternatives) => write!(f, "{}", Alternatives(alternatives)),
            Rule::OneOf(alternatives) => write!(f, "{}, and only one of these", Alternatives(alternatives)),
            Rule::If { condition, then, otherwise } => {
                write!(f, "{}", Joined(then, " and "))?;
                write!(f, " where it can {}", Joined(condition, " and "))?;
                if otherwise.is_empty() { Ok(()) } else { write!(f, ", and else {}", Joined(otherwise, " and ")) }
            }
            Rule::All(rules) | Rule::Strict(rules) => write!(f, "{}", Joined(rules, " and ")),
            Rule::Defined(definition) => write!(f, "be as `{}`", definition.name),
            _ => array_or_object(*self, f),
        }
    }
}

fn array_or_object(rule: Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match rule {
        Rule::Prefix(items) => {
            for (at, rules) in items.iter().enumerate().filter(|(_, rules)| !rules.is_empty()) {
                let before = if at == 0 { "" } else { ", " };
                write!(f, "{before}have an item {at} that must {}", Joined(rules, " and "))?;
            }
            Ok(())
        }
        Rule::ItemsFrom(from, rules) => write!(f, "have from item {from} on what must {}", Joined(rules, " and ")),
        Rule::Contains { rules, least, most } => {
            write!(f, "have at least {}", counted(least, "item", "items"))?;
            if let Some(most) = most {
                write!(f, " and at most {most}")?;
            }
            write!(f, " that would {}", Joined(rules, " and "))
        }
        Rule::UnevaluatedItems(rules) => write!(f, "have further items that must {}", Joined(rules, " and ")),
        Rule::Required(names) => write!(f, "have {}", quoted(names)),
        Rule::Properties(properties) => {
            for (at, (name, rules)) in properties.iter().filter(|(_, rules)| !rules.is_empty()).enumerate() {
                let before = if at == 0 { "" } else { " and " };
                write!(f, "{before}have a `{name}` that must {}", Joined(rules, " and "))?;
            }
            Ok(())
        }
        Rule::PatternProperties(patterns) => {
            for (at, (pattern, rules)) in patterns.iter().enumerate() {
                let before = if at == 0 { "" } else { " and " };
                write!(f, "{before}have under names like `{pattern}` what must {}", Joined(rules, " and "))?;
            }
            Ok(())
        }
        Rule::AdditionalProperties { rules, .. } | Rule::UnevaluatedProperties(rules) => {
            write!(f, "have further properties that must {}", Joined(rules, " and "))
        }
        Rule::PropertyNames(rules) => write!(f, "have names that must {}", Joined(rules, " and ")),
        Rule::DependentRequired(dependents) => {
            for (at, (name, names)) in dependents.iter().enumerate() {
                let before = if at == 0 { "" } else { " and " };
                write!(f, "{before}have {} beside `{name}`", quoted(names))?;
            }
            Ok(())
        }
        Rule::DependentSchemas(dependents) => {
            for (at, (name, rules)) in dependents.iter().enumerate() {
                let before = if at == 0 { "" } else { " and " };
                write!(f, "{before}{} beside `{name}`", Joined(rules, " and "))?;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Rules with a word between them.
struct Joined(&'static [Rule], &'static str);

impl fmt::Display for Joined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Joined(rules, between) = self;
        for (at, rule) in rules.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { between })?;
            rule.fmt(f)?;
        }
        if rules.is_empty() { f.write_str("be anything") } else { Ok(()) }
    }
}

struct Alternatives(&'static [&'static [Rule]]);

impl fmt::Display for Alternatives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, rules) in self.0.iter().enumerate() {
            f.write_str(if at == 0 { "" } else { ", or " })?;
            Joined(rules, " and ").fmt(f)?;
        }
        Ok(())
    }
}

fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// Texts in backquotes: `a`, `b`; the first ones, where there are many.
pub(crate) fn quoted(texts: &[&str]) -> String {
    listed(texts.iter().map(|text| format!("`{}`", shortened(text, bounds::NAME))), bounds::LISTED, ", ")
}
