//! The rules that a document sets for a value.

use std::fmt::{self, Debug, Write};

use super::storage::{Link, List, Text};
use crate::test::Test;
use crate::words::{Wording, counted};

/// A rule of the document, which a checker interprets. Each rule judges values of its own JSON type and lets others pass,
/// as in JSON Schema. A list of rules holds where each of them does.
///
/// Its display goes on after “must”:
///
/// ```
/// use oasmith_vocabulary::constant::Rule;
///
/// assert_eq!(Rule::MinLength(1).to_string(), "have at least 1 character");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// At least that many characters (not bytes).
    MinLength(u64),
    /// At most that many characters.
    MaxLength(u64),
    /// A regular expression that must be found in the string.
    Pattern(Text),
    /// The least number allowed, in decimal text.
    Minimum(Text),
    /// The greatest number allowed, in decimal text.
    Maximum(Text),
    /// The number must be greater.
    ExclusiveMinimum(Text),
    /// The number must be less.
    ExclusiveMaximum(Text),
    /// The number must be a whole multiple of this one, judged on decimal digits.
    MultipleOf(Text),
    /// At least that many items.
    MinItems(u64),
    /// At most that many items.
    MaxItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// At least that many properties.
    MinProperties(u64),
    /// At most that many properties.
    MaxProperties(u64),
    /// The rules for every item of an array, and for every value of a map.
    Items(List<Rule>),

    /// The JSON types allowed.
    Type(List<Test>),
    /// The values allowed, each as JSON text.
    Enum(List<Text>),
    /// No value is allowed.
    Never,
    /// The rules must not all hold.
    Not(List<Rule>),
    /// At least one of the lists must hold.
    AnyOf(List<List<Rule>>),
    /// Exactly one of the lists must hold. By itself, it has a request keep to at least one: documents often mean that.
    OneOf(List<List<Rule>>),
    /// Where the condition holds, `then` must, and where it does not, `otherwise`.
    If {
        /// What is not demanded but asked.
        condition: List<Rule>,
        /// The rules of values that keep the condition.
        then: List<Rule>,
        /// The rules of values that do not.
        otherwise: List<Rule>,
    },
    /// All of the rules must hold. By itself it is a schema of its own: what it says of unevaluated values concerns the
    /// rules inside only.
    All(List<Rule>),
    /// As [`Rule::All`], by name: so that rules can hold themselves.
    Defined(Link<Definition>),
    /// What only a receiver can judge: whoever sends the value could not keep the rules, since its type has no place for
    /// what they ask for, or the document may not mean them. A strict decoding judges by them, a request is never held to
    /// them.
    ReceiverOnly(List<Rule>),

    /// The rules of an array's first items, one by one.
    PrefixItems(List<List<Rule>>),
    /// The rules of the items from this position on.
    ItemsFrom(u64, List<Rule>),
    /// How many of the items keep the rules.
    Contains {
        /// What is counted.
        rules: List<Rule>,
        /// At least that many.
        least: u64,
        /// At most that many.
        most: Option<u64>,
    },
    /// The rules of items that no other rule of the list looked at.
    UnevaluatedItems(List<Rule>),

    /// The properties that must be there.
    Required(List<Text>),
    /// The rules of properties by name.
    Properties(List<(Text, List<Rule>)>),
    /// The rules of properties whose names match a regular expression.
    PatternProperties(List<(Text, List<Rule>)>),
    /// The rules of the other properties.
    AdditionalProperties {
        /// The properties that are not meant.
        names: List<Text>,
        /// The regular expressions of names that are not meant.
        patterns: List<Text>,
        /// The rules of all others.
        rules: List<Rule>,
    },
    /// The rules of every property's name.
    PropertyNames(List<Rule>),
    /// The properties that must be there where the first one is.
    DependentRequired(List<(Text, List<Text>)>),
    /// The rules of the whole object where a property is there.
    DependentSchemas(List<(Text, List<Rule>)>),
    /// The rules of properties that no other rule of the list looked at.
    UnevaluatedProperties(List<Rule>),
}

/// Rules with a name.
#[derive(Clone)]
pub struct Definition {
    /// What the document calls them.
    pub name: Text,
    /// The rules, which may refer back to the definition.
    pub rules: List<Rule>,
}

/// The name only: the rules may go round in circles.
impl Debug for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Definition").field(&self.name).finish()
    }
}

/// Definitions are equal where they are the same one.
impl PartialEq for Definition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && std::ptr::eq(&*self.rules, &*other.rules)
    }
}

impl Eq for Definition {}

/// What a variant of [`Rule`] holds, for whoever goes through rules or writes them without knowing each.
#[derive(Debug)]
pub enum Part<'r> {
    /// A number.
    Count(u64),
    /// A number, if there is one.
    Limit(Option<u64>),
    /// A text.
    Text(&'r Text),
    /// Texts.
    Texts(&'r [Text]),
    /// JSON types.
    Types(&'r [Test]),
    /// What leads to rules with a name.
    Definition(&'r Link<Definition>),
    /// Rules.
    Rules(&'r [Rule]),
    /// Lists of rules.
    Lists(&'r [List<Rule>]),
    /// Lists of rules, by names.
    Named(&'r [(Text, List<Rule>)]),
    /// Lists of texts, by names.
    NamedTexts(&'r [(Text, List<Text>)]),
}

impl Rule {
    /// The variant's name and what it holds, with the names of the fields where they have some.
    #[must_use]
    pub fn parts(&self) -> (&'static str, Vec<(Option<&'static str>, Part<'_>)>) {
        let (name, part) = match self {
            Rule::MinLength(least) => ("MinLength", Part::Count(*least)),
            Rule::MaxLength(most) => ("MaxLength", Part::Count(*most)),
            Rule::Pattern(pattern) => ("Pattern", Part::Text(pattern)),
            Rule::Minimum(limit) => ("Minimum", Part::Text(limit)),
            Rule::Maximum(limit) => ("Maximum", Part::Text(limit)),
            Rule::ExclusiveMinimum(limit) => ("ExclusiveMinimum", Part::Text(limit)),
            Rule::ExclusiveMaximum(limit) => ("ExclusiveMaximum", Part::Text(limit)),
            Rule::MultipleOf(divisor) => ("MultipleOf", Part::Text(divisor)),
            Rule::MinItems(least) => ("MinItems", Part::Count(*least)),
            Rule::MaxItems(most) => ("MaxItems", Part::Count(*most)),
            Rule::UniqueItems => return ("UniqueItems", Vec::new()),
            Rule::MinProperties(least) => ("MinProperties", Part::Count(*least)),
            Rule::MaxProperties(most) => ("MaxProperties", Part::Count(*most)),
            Rule::Items(rules) => ("Items", Part::Rules(rules)),
            Rule::Type(types) => ("Type", Part::Types(types)),
            Rule::Enum(values) => ("Enum", Part::Texts(values)),
            Rule::Never => return ("Never", Vec::new()),
            Rule::Not(rules) => ("Not", Part::Rules(rules)),
            Rule::AnyOf(lists) => ("AnyOf", Part::Lists(lists)),
            Rule::OneOf(lists) => ("OneOf", Part::Lists(lists)),
            Rule::If { condition, then, otherwise } => {
                let parts = [("condition", condition), ("then", then), ("otherwise", otherwise)];
                return ("If", parts.map(|(name, rules)| (Some(name), Part::Rules(rules))).into());
            }
            Rule::All(rules) => ("All", Part::Rules(rules)),
            Rule::Defined(definition) => ("Defined", Part::Definition(definition)),
            Rule::ReceiverOnly(rules) => ("ReceiverOnly", Part::Rules(rules)),
            Rule::PrefixItems(items) => ("PrefixItems", Part::Lists(items)),
            Rule::ItemsFrom(from, rules) => {
                return ("ItemsFrom", vec![(None, Part::Count(*from)), (None, Part::Rules(rules))]);
            }
            Rule::Contains { rules, least, most } => {
                let counts = [(Some("least"), Part::Count(*least)), (Some("most"), Part::Limit(*most))];
                return ("Contains", [(Some("rules"), Part::Rules(rules))].into_iter().chain(counts).collect());
            }
            Rule::UnevaluatedItems(rules) => ("UnevaluatedItems", Part::Rules(rules)),
            Rule::Required(names) => ("Required", Part::Texts(names)),
            Rule::Properties(named) => ("Properties", Part::Named(named)),
            Rule::PatternProperties(named) => ("PatternProperties", Part::Named(named)),
            Rule::AdditionalProperties { names, patterns, rules } => {
                let texts = [(Some("names"), Part::Texts(names)), (Some("patterns"), Part::Texts(patterns))];
                let rules = [(Some("rules"), Part::Rules(rules))];
                return ("AdditionalProperties", texts.into_iter().chain(rules).collect());
            }
            Rule::PropertyNames(rules) => ("PropertyNames", Part::Rules(rules)),
            Rule::DependentRequired(named) => ("DependentRequired", Part::NamedTexts(named)),
            Rule::DependentSchemas(named) => ("DependentSchemas", Part::Named(named)),
            Rule::UnevaluatedProperties(rules) => ("UnevaluatedProperties", Part::Rules(rules)),
        };
        (name, vec![(None, part)])
    }

    /// The lists of rules inside this one.
    #[must_use]
    pub fn lists(&self) -> Vec<&[Rule]> {
        let mut lists: Vec<&[Rule]> = Vec::new();
        for (_, part) in self.parts().1 {
            match part {
                Part::Rules(rules) => lists.push(rules),
                Part::Lists(inner) => lists.extend(inner.iter().map(|rules| &**rules)),
                Part::Named(named) => lists.extend(named.iter().map(|(_, rules)| &**rules)),
                _ => {}
            }
        }
        lists
    }

    /// The JSON type whose values the rule judges without a look at the whole value; `None` where it needs one. Of items and
    /// values of maps it is the type of what holds them.
    #[must_use]
    pub const fn judges(&self) -> Option<Test> {
        match self {
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(_) => Some(Test::String),
            Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_) => Some(Test::Number),
            Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems | Rule::Items(_) => Some(Test::Array),
            Rule::MinProperties(_) | Rule::MaxProperties(_) => Some(Test::Object),
            _ => None,
        }
    }

    /// What the rule asks for, as it goes on after “must”.
    #[must_use]
    pub fn phrase(&self, wording: &Wording) -> String {
        let mut phrase = String::new();
        // A text takes everything.
        let _ = self.write(wording, &mut phrase);
        phrase
    }

    fn write(&self, wording: &Wording, out: &mut dyn Write) -> fmt::Result {
        let code = wording.code;
        match self {
            Rule::MinLength(least) => write!(out, "have at least {}", counted(*least, "character", "characters")),
            Rule::MaxLength(most) => write!(out, "have at most {}", counted(*most, "character", "characters")),
            Rule::Pattern(pattern) => write!(out, "match {}", code(pattern)),
            Rule::Minimum(limit) => write!(out, "be at least {}", &**limit),
            Rule::Maximum(limit) => write!(out, "be at most {}", &**limit),
            Rule::ExclusiveMinimum(limit) => write!(out, "be greater than {}", &**limit),
            Rule::ExclusiveMaximum(limit) => write!(out, "be less than {}", &**limit),
            Rule::MultipleOf(divisor) => write!(out, "be a multiple of {}", &**divisor),
            Rule::MinItems(least) => write!(out, "have at least {}", counted(*least, "item", "items")),
            Rule::MaxItems(most) => write!(out, "have at most {}", counted(*most, "item", "items")),
            Rule::UniqueItems => out.write_str("have no item twice"),
            Rule::MinProperties(least) => write!(out, "have at least {}", counted(*least, "property", "properties")),
            Rule::MaxProperties(most) => write!(out, "have at most {}", counted(*most, "property", "properties")),
            Rule::Items(rules) => match &**rules {
                [Rule::Never] => out.write_str("hold nothing"),
                rules => only("hold", rules, wording, out),
            },
            Rule::Type(types) => {
                out.write_str("be ")?;
                each(types.iter(), " or ", out, |test, out| out.write_str(test.noun()))
            }
            Rule::Enum(values) if values.len() == 1 => write!(out, "be {}", wording.list(values, ", ")),
            Rule::Enum(values) => write!(out, "be one of {}", wording.list(values, ", ")),
            Rule::Never => out.write_str("not be there"),
            Rule::Not(rules) => {
                out.write_str("not ")?;
                all(rules, wording, out)
            }
            Rule::AnyOf(lists) => each(lists.iter(), ", or ", out, |rules, out| all(rules, wording, out)),
            Rule::OneOf(lists) => {
                each(lists.iter(), ", or ", out, |rules, out| all(rules, wording, out))?;
                out.write_str(", and only one of these")
            }
            Rule::If { condition, then, otherwise } => {
                let (first, word) = if then.is_empty() { (otherwise, "unless") } else { (then, "if") };
                all(first, wording, out)?;
                write!(out, " {word} it would ")?;
                all(condition, wording, out)?;
                if then.is_empty() || otherwise.is_empty() {
                    return Ok(());
                }
                out.write_str(", and else ")?;
                all(otherwise, wording, out)
            }
            Rule::All(rules) => {
                // What looks at what others left is why they stand together.
                let looks_back = |rule: &&Rule| rule.looks_back();
                match rules.iter().any(|rule| rule.looks_back()) {
                    true => each(rules.iter().filter(looks_back), " and ", out, |rule, out| rule.write(wording, out)),
                    false => all(rules, wording, out),
                }
            }
            Rule::ReceiverOnly(rules) => all(rules, wording, out),
            Rule::Defined(definition) => write!(out, "be as {}", code(&definition.name)),
            _ => self.write_parts(wording, out),
        }
    }

    /// The phrase of a rule about items or properties.
    fn write_parts(&self, wording: &Wording, out: &mut dyn Write) -> fmt::Result {
        let code = wording.code;
        match self {
            Rule::PrefixItems(items) => {
                let told = items.iter().enumerate().filter(|(_, rules)| !rules.is_empty());
                each(told, " and ", out, |(at, rules), out| only(&format!("have as item {at}"), rules, wording, out))
            }
            Rule::ItemsFrom(0, rules) => match &**rules {
                [Rule::Never] => out.write_str("have no items"),
                rules => only("have as items", rules, wording, out),
            },
            Rule::ItemsFrom(from, rules) => match &**rules {
                [Rule::Never] => write!(out, "have no item {from}"),
                rules => only(&format!("have from item {from} on"), rules, wording, out),
            },
            Rule::Contains { rules, least, most } => {
                match (least, most) {
                    (0, Some(most)) => write!(out, "have at most {}", counted(*most, "item", "items"))?,
                    (least, most) => {
                        write!(out, "have at least {}", counted(*least, "item", "items"))?;
                        most.map_or(Ok(()), |most| write!(out, " and at most {most}"))?;
                    }
                }
                out.write_str(" that would ")?;
                all(rules, wording, out)
            }
            Rule::UnevaluatedItems(rules) => match &**rules {
                [Rule::Never] => out.write_str("have no items but those that the document describes for such a value"),
                rules => only("have as further items", rules, wording, out),
            },
            Rule::Required(names) => write!(out, "have {}", wording.list(names, " and ")),
            Rule::Properties(named) => {
                let told = named.iter().filter(|(_, rules)| !rules.is_empty());
                each(told, " and ", out, |(name, rules), out| match &**rules {
                    [Rule::Never] => write!(out, "have no {}", code(name)),
                    [Rule::Enum(values)] if values.len() == 1 => {
                        write!(out, "have {} as {}", wording.list(values, ", "), code(name))
                    }
                    rules => only(&format!("have as {}", code(name)), rules, wording, out),
                })
            }
            Rule::PatternProperties(named) => {
                let told = named.iter().filter(|(_, rules)| !rules.is_empty());
                each(told, " and ", out, |(pattern, rules), out| {
                    let names = format!("names that match {}", code(pattern));
                    match &**rules {
                        [Rule::Never] => write!(out, "have no {names}"),
                        rules => only(&format!("have under {names}"), rules, wording, out),
                    }
                })
            }
            Rule::AdditionalProperties { rules, .. } => match &**rules {
                [Rule::Never] => out.write_str("have no further properties"),
                rules => only("have as further properties", rules, wording, out),
            },
            Rule::UnevaluatedProperties(rules) => match &**rules {
                [Rule::Never] => {
                    out.write_str("have no properties but those that the document describes for such a value")
                }
                rules => only("have as further properties", rules, wording, out),
            },
            Rule::PropertyNames(rules) => {
                out.write_str("have only names that would ")?;
                all(rules, wording, out)
            }
            Rule::DependentRequired(named) => each(named.iter(), " and ", out, |(name, names), out| {
                write!(out, "have {} beside {}", wording.list(names, " and "), code(name))
            }),
            Rule::DependentSchemas(named) => each(named.iter(), " and ", out, |(name, rules), out| {
                all(rules, wording, out)?;
                write!(out, " beside {}", code(name))
            }),
            // The others have been told.
            _ => Ok(()),
        }
    }

    /// Whether the rule is about what the others beside it did not look at.
    #[must_use]
    pub const fn looks_back(&self) -> bool {
        matches!(self, Rule::UnevaluatedItems(_) | Rule::UnevaluatedProperties(_))
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(&Wording::MESSAGE, f)
    }
}

fn all(rules: &[Rule], wording: &Wording, out: &mut dyn Write) -> fmt::Result {
    if rules.is_empty() {
        return out.write_str("be anything");
    }
    each(rules.iter(), " and ", out, |rule, out| rule.write(wording, out))
}

/// What rules ask of values that need not be there.
fn only(place: &str, rules: &[Rule], wording: &Wording, out: &mut dyn Write) -> fmt::Result {
    write!(out, "{place} only what would ")?;
    all(rules, wording, out)
}

fn each<T>(
    items: impl Iterator<Item = T>,
    between: &str,
    out: &mut dyn Write,
    write: impl Fn(T, &mut dyn Write) -> fmt::Result,
) -> fmt::Result {
    for (at, item) in items.enumerate() {
        out.write_str(if at == 0 { "" } else { between })?;
        write(item, out)?;
    }
    Ok(())
}
