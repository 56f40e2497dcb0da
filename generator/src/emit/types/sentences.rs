//! What rules ask for, in words.

use super::rules::json;
use crate::api::{Bound, Rule};
use crate::emit::docs::code;
use crate::lists::Listing;
use crate::value::Types;

/// A sentence longer than that is no help; the document says it better.
const LONGEST: usize = 400;

/// What rules ask for, a sentence each.
pub(crate) fn in_words(rules: &[Rule]) -> Option<String> {
    let sentences: Vec<String> = rules.iter().map(sentence).list();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn sentence(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(least) => format!("At least {}.", counted(*least, "character", "characters")),
        Rule::MaxLength(most) => format!("At most {}.", counted(*most, "character", "characters")),
        Rule::Pattern(pattern) => format!("Matches {}.", code(pattern)),
        Rule::Bound(Bound::Minimum, value) => format!("At least {value}."),
        Rule::Bound(Bound::Maximum, value) => format!("At most {value}."),
        Rule::Bound(Bound::ExclusiveMinimum, value) => format!("More than {value}."),
        Rule::Bound(Bound::ExclusiveMaximum, value) => format!("Less than {value}."),
        Rule::Bound(Bound::MultipleOf, value) => format!("A multiple of {value}."),
        Rule::MinItems(least) => format!("At least {}.", counted(*least, "item", "items")),
        Rule::MaxItems(most) => format!("At most {}.", counted(*most, "item", "items")),
        Rule::UniqueItems => "No item twice.".to_owned(),
        Rule::MinProperties(least) => format!("At least {}.", counted(*least, "entry", "entries")),
        Rule::MaxProperties(most) => format!("At most {}.", counted(*most, "entry", "entries")),
        Rule::Items(inner) => format!("Each: {}", in_words(inner).unwrap_or_default()),
        Rule::Values(values) => format!("One of {}.", listed(values.iter().map(json))),
        Rule::Strict(rules) => {
            let sentences = in_words(rules).unwrap_or_default();
            format!("{sentences} That is checked by strict decoding only.")
        }
        rule => {
            let phrase = phrase(rule);
            if phrase.len() > LONGEST { format!("Must {}.", summary(rule)) } else { format!("Must {phrase}.") }
        }
    }
}

/// What the rule asks for, without its details.
fn summary(rule: &Rule) -> &'static str {
    match rule {
        Rule::Not(_) => "not be what the document excludes by `not`",
        Rule::AnyOf(_) => "be as one of the document's alternatives, `anyOf`",
        Rule::OneOf(_) => "be as exactly one of the document's alternatives, `oneOf`",
        Rule::If { .. } => "be as the document says by `if`, `then` and `else`",
        Rule::Contains { .. } => "have as many of certain items as the document says by `contains`",
        Rule::Prefix(_) | Rule::ItemsFrom(..) => "have first items as the document says by `prefixItems`",
        Rule::PatternProperties(_) => "have properties as the document says by `patternProperties`",
        Rule::PropertyNames(_) => "have names as the document says by `propertyNames`",
        Rule::DependentSchemas(_) | Rule::DependentRequired(_) => {
            "have what the document asks for beside certain properties"
        }
        Rule::AdditionalProperties { .. } => "have further properties as the document says",
        _ => "be as the document says, which is too long for here",
    }
}

/// What follows “must”.
fn phrase(rule: &Rule) -> String {
    match rule {
        Rule::MinLength(least) => format!("have at least {}", counted(*least, "character", "characters")),
        Rule::MaxLength(most) => format!("have at most {}", counted(*most, "character", "characters")),
        Rule::Pattern(pattern) => format!("match {}", code(pattern)),
        Rule::Bound(Bound::Minimum, value) => format!("be at least {value}"),
        Rule::Bound(Bound::Maximum, value) => format!("be at most {value}"),
        Rule::Bound(Bound::ExclusiveMinimum, value) => format!("be more than {value}"),
        Rule::Bound(Bound::ExclusiveMaximum, value) => format!("be less than {value}"),
        Rule::Bound(Bound::MultipleOf, value) => format!("be a multiple of {value}"),
        Rule::MinItems(least) => format!("have at least {}", counted(*least, "item", "items")),
        Rule::MaxItems(most) => format!("have at most {}", counted(*most, "item", "items")),
        Rule::UniqueItems => "have no item twice".to_owned(),
        Rule::MinProperties(least) => format!("have at least {}", counted(*least, "property", "properties")),
        Rule::MaxProperties(most) => format!("have at most {}", counted(*most, "property", "properties")),
        Rule::Items(rules) => format!("hold only what would {}", all(rules)),
        Rule::Types(types) => format!("be {}", nouns(*types)),
        Rule::Values(values) if values.len() == 1 => format!("be {}", listed(values.iter().map(json))),
        Rule::Values(values) => format!("be one of {}", listed(values.iter().map(json))),
        Rule::Never => "not be there".to_owned(),
        Rule::Not(rules) => format!("not {}", all(rules)),
        Rule::AnyOf(lists) => lists.iter().map(|rules| all(rules)).list().join(", or "),
        Rule::OneOf(lists) => {
            let lists = lists.iter().map(|rules| all(rules)).list().join(", or ");
            format!("{lists}, and only one of these")
        }
        Rule::If { condition, then, otherwise } => match (then.as_slice(), otherwise.as_slice()) {
            ([], otherwise) => format!("{} unless it would {}", all(otherwise), all(condition)),
            (then, []) => format!("{} if it would {}", all(then), all(condition)),
            _ => format!("{} if it would {}, and else {}", all(then), all(condition), all(otherwise)),
        },
        Rule::All(rules) => {
            let looks_back = |rule: &&Rule| matches!(rule, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_));
            let last: Vec<String> = rules.iter().filter(looks_back).map(phrase).list();
            if last.is_empty() { all(rules) } else { last.join(" and ") }
        }
        Rule::Strict(rules) => all(rules),
        Rule::Defined(_) => "be as another schema says".to_owned(),
        _ => phrase_of_parts(rule),
    }
}

/// What is asked of items and properties.
fn phrase_of_parts(rule: &Rule) -> String {
    match rule {
        Rule::Prefix(items) => {
            let items = items.iter().enumerate().filter(|(_, rules)| !rules.is_empty());
            let items: Vec<String> =
                items.map(|(at, rules)| format!("have an item {at} that would {}", all(rules))).list();
            items.join(" and ")
        }
        Rule::ItemsFrom(0, rules) => format!("have items that would {}", all(rules)),
        Rule::ItemsFrom(from, rules) => format!("have items from {from} on that would {}", all(rules)),
        Rule::Contains { rules, least, most } => {
            let most = most.map(|most| format!(" and at most {most}")).unwrap_or_default();
            format!("have at least {}{most} that would {}", counted(*least, "item", "items"), all(rules))
        }
        Rule::UnevaluatedItems(rules) => match rules.as_slice() {
            [Rule::Never] => "have no items but those that the document describes for such a value".to_owned(),
            rules => format!("have further items that would {}", all(rules)),
        },
        Rule::Required(names) => format!("have {}", and(names)),
        Rule::Properties(named) => {
            let named = named.iter().filter(|(_, rules)| !rules.is_empty());
            let named = named.map(|(name, rules)| match rules.as_slice() {
                [Rule::Never] => format!("have no {}", code(name)),
                [Rule::Values(values)] if values.len() == 1 => {
                    format!("have {} as {}", listed(values.iter().map(json)), code(name))
                }
                rules => format!("have a {} that would {}", code(name), all(rules)),
            });
            named.list().join(" and ")
        }
        Rule::PatternProperties(named) => {
            let named = named.iter().filter(|(_, rules)| !rules.is_empty());
            let named = named.map(|(pattern, rules)| {
                format!("have under names that match {} what would {}", code(pattern), all(rules))
            });
            named.list().join(" and ")
        }
        Rule::UnevaluatedProperties(rules) if matches!(rules.as_slice(), [Rule::Never]) => {
            "have no properties but those that the document describes for such a value".to_owned()
        }
        Rule::AdditionalProperties { rules, .. } | Rule::UnevaluatedProperties(rules) => match rules.as_slice() {
            [Rule::Never] => "have no further properties".to_owned(),
            rules => format!("have further properties that would {}", all(rules)),
        },
        Rule::PropertyNames(rules) => format!("have names that would {}", all(rules)),
        Rule::DependentRequired(named) => {
            let named = named.iter().map(|(name, names)| format!("have {} beside {}", and(names), code(name)));
            named.list().join(" and ")
        }
        Rule::DependentSchemas(named) => {
            let named = named.iter().map(|(name, rules)| format!("{} beside {}", all(rules), code(name)));
            named.list().join(" and ")
        }
        _ => String::new(),
    }
}

fn all(rules: &[Rule]) -> String {
    if rules.is_empty() {
        return "be anything".to_owned();
    }
    rules.iter().map(phrase).list().join(" and ")
}

fn and(names: &[String]) -> String {
    names.iter().map(|name| code(name)).list().join(" and ")
}

fn listed(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| code(&text)).list().join(", ")
}

fn counted(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

fn nouns(types: Types) -> String {
    let all = [
        (Types::OBJECT, "an object"),
        (Types::ARRAY, "an array"),
        (Types::STRING, "a string"),
        (Types::NUMBER, "a number"),
        (Types::INTEGER, "an integer"),
        (Types::BOOLEAN, "a boolean"),
        (Types::NULL, "null"),
    ];
    let nouns: Vec<&str> = all.into_iter().filter(|(one, _)| types.contains(*one)).map(|(_, noun)| noun).list();
    nouns.join(" or ")
}
