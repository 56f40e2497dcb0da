//! Rules as the runtime's constants, laid out.

use crate::api::{Bound, Rule};
use crate::code::Piece;
use crate::emit::here::{Here, string};
use crate::lists::Listing;
use crate::value::{Node, Types};

/// Lines of rules are no longer than that, where they can be broken.
const WIDTH: usize = 90;

/// A piece of a constant.
enum Code {
    Plain(String),
    /// What stands before a list, the list, and what stands behind it.
    List(String, Vec<Code>, &'static str),
}

impl Here<'_> {
    /// Rules behind their names' `path`, for a place that is so many columns in.
    pub(crate) fn rules(self, rules: &[Rule], path: &str, indent: usize) -> String {
        let codes: Vec<Code> = rules.iter().map(|rule| self.rule(rule, path)).list();
        let flat = codes.iter().map(flat).list().join(", ");
        if flat.len() + indent <= WIDTH || codes.iter().all(|code| matches!(code, Code::Plain(_))) {
            return flat;
        }
        let inner = " ".repeat(indent + 4);
        let lines: String = codes.iter().map(|code| format!("\n{inner}{},", laid_out(code, indent + 4))).collect();
        format!("{lines}\n{}", " ".repeat(indent))
    }

    fn rule(self, rule: &Rule, path: &str) -> Code {
        let plain = |text: String| Code::Plain(format!("{path}{text}"));
        let one = |name: &str, rules: &[Rule]| Code::List(format!("{path}{name}(&["), self.each(rules, path), "])");
        let lists = |name: &str, lists: &[Vec<Rule>]| {
            Code::List(format!("{path}{name}(&["), lists.iter().map(|rules| self.list(rules, path)).list(), "])")
        };
        let named = |name: &str, named: &[(String, Vec<Rule>)]| {
            let pairs = named
                .iter()
                .map(|(key, rules)| Code::List(format!("({}, &[", string(key)), self.each(rules, path), "])"));
            Code::List(format!("{path}{name}(&["), pairs.list(), "])")
        };
        match rule {
            Rule::MinLength(least) => plain(format!("MinLength({least})")),
            Rule::MaxLength(most) => plain(format!("MaxLength({most})")),
            Rule::Pattern(pattern) => plain(format!("Pattern({})", string(pattern))),
            Rule::Bound(bound, value) => plain(format!("{}({})", bound_name(*bound), string(value))),
            Rule::MinItems(least) => plain(format!("MinItems({least})")),
            Rule::MaxItems(most) => plain(format!("MaxItems({most})")),
            Rule::UniqueItems => plain("UniqueItems".to_owned()),
            Rule::MinProperties(least) => plain(format!("MinProperties({least})")),
            Rule::MaxProperties(most) => plain(format!("MaxProperties({most})")),
            Rule::Items(inner) => one("Items", inner),
            Rule::Types(types) => {
                let tests: Vec<String> = tests(*types).map(|test| format!("rt::Test::{test}")).list();
                plain(format!("Type(&[{}])", tests.join(", ")))
            }
            Rule::Values(values) => {
                let values: Vec<String> = values.iter().map(|value| string(&json(value))).list();
                Code::List(format!("{path}Values(&["), values.into_iter().map(Code::Plain).list(), "])")
            }
            Rule::Never => plain("Never".to_owned()),
            Rule::Not(rules) => one("Not", rules),
            Rule::AnyOf(each) => lists("AnyOf", each),
            Rule::OneOf(each) => lists("OneOf", each),
            Rule::If { condition, then, otherwise } => {
                let parts = [("condition", condition), ("then", then), ("otherwise", otherwise)];
                let parts = parts.map(|(name, rules)| Code::List(format!("{name}: &["), self.each(rules, path), "]"));
                Code::List(format!("{path}If {{ "), parts.into(), " }")
            }
            Rule::All(rules) => one("All", rules),
            Rule::Defined(id) => {
                let definition = format!("&super::rule_definitions::{}", self.definition(id.0));
                // The macros' functions take a static for a constant only where that is asked for.
                let constant = if path.is_empty() { format!("const {{ {definition} }}") } else { definition };
                plain(format!("Defined({constant})"))
            }
            Rule::Strict(rules) => one("Strict", rules),
            Rule::Prefix(items) => lists("Prefix", items),
            Rule::ItemsFrom(from, rules) => {
                Code::List(format!("{path}ItemsFrom({from}, &["), self.each(rules, path), "])")
            }
            Rule::Contains { rules, least, most } => {
                let most = most.map_or("None".to_owned(), |most| format!("Some({most})"));
                let rules = Code::List("rules: &[".to_owned(), self.each(rules, path), "]");
                let counts = [Code::Plain(format!("least: {least}")), Code::Plain(format!("most: {most}"))];
                let parts = std::iter::once(rules).chain(counts).list();
                Code::List(format!("{path}Contains {{ "), parts, " }")
            }
            Rule::UnevaluatedItems(rules) => one("UnevaluatedItems", rules),
            Rule::Required(names) => plain(format!("Required({})", strings(names))),
            Rule::Properties(properties) => named("Properties", properties),
            Rule::PatternProperties(patterns) => named("PatternProperties", patterns),
            Rule::AdditionalProperties { names, patterns, rules } => {
                let parts = vec![
                    Code::Plain(format!("names: {}", strings(names))),
                    Code::Plain(format!("patterns: {}", strings(patterns))),
                    Code::List("rules: &[".to_owned(), self.each(rules, path), "]"),
                ];
                Code::List(format!("{path}AdditionalProperties {{ "), parts, " }")
            }
            Rule::PropertyNames(rules) => one("PropertyNames", rules),
            Rule::DependentRequired(dependents) => {
                let pairs = dependents
                    .iter()
                    .map(|(name, names)| Code::Plain(format!("({}, {})", string(name), strings(names))));
                Code::List(format!("{path}DependentRequired(&["), pairs.list(), "])")
            }
            Rule::DependentSchemas(dependents) => named("DependentSchemas", dependents),
            Rule::UnevaluatedProperties(rules) => one("UnevaluatedProperties", rules),
        }
    }

    fn each(self, rules: &[Rule], path: &str) -> Vec<Code> {
        rules.iter().map(|rule| self.rule(rule, path)).list()
    }

    fn list(self, rules: &[Rule], path: &str) -> Code {
        Code::List("&[".to_owned(), self.each(rules, path), "]")
    }

    /// Rules as a constant of an operation's code.
    pub(crate) fn rules_constant(self, rules: &[Rule]) -> String {
        let list = flat(&Code::List("&[".to_owned(), self.each(rules, "rt::Rule::"), "]"));
        // What names a static is constant by itself only where that is asked for.
        if rules.iter().any(names_definition) { format!("const {{ {list} }}") } else { list }
    }

    fn definition(&self, number: usize) -> &str {
        self.definitions.get(number).and_then(Option::as_ref).map_or("", |definition| &definition.ident)
    }
}

fn names_definition(rule: &Rule) -> bool {
    matches!(rule, Rule::Defined(_)) || rule.lists().into_iter().flatten().any(names_definition)
}

/// The rules with names.
pub(crate) fn definitions(here: Here<'_>) -> Vec<Piece> {
    let definitions = here.definitions.iter().flatten().map(|definition| {
        let rules = here.rules(&definition.rules, "rt::Rule::", 4);
        Piece::Text(format!(
            "pub(super) static {}: rt::Definition = rt::Definition {{\n    name: {},\n    rules: &[{rules}],\n}};",
            definition.ident,
            string(&definition.name)
        ))
    });
    definitions.list()
}

fn flat(code: &Code) -> String {
    match code {
        Code::Plain(text) => text.clone(),
        Code::List(before, items, after) => {
            format!("{before}{}{after}", items.iter().map(flat).list().join(", "))
        }
    }
}

fn laid_out(code: &Code, indent: usize) -> String {
    let flat = flat(code);
    match code {
        Code::List(before, items, after) if flat.len() + indent > WIDTH && !items.is_empty() => {
            let inner = " ".repeat(indent + 4);
            let lines: String = items.iter().map(|item| format!("{inner}{},\n", laid_out(item, indent + 4))).collect();
            format!("{}\n{lines}{}{}", before.trim_end(), " ".repeat(indent), after.trim_start())
        }
        _ => flat,
    }
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Minimum => "Minimum",
        Bound::Maximum => "Maximum",
        Bound::ExclusiveMinimum => "ExclusiveMinimum",
        Bound::ExclusiveMaximum => "ExclusiveMaximum",
        Bound::MultipleOf => "MultipleOf",
    }
}

fn tests(types: Types) -> impl Iterator<Item = &'static str> {
    let all = [
        (Types::NULL, "Null"),
        (Types::BOOLEAN, "Boolean"),
        (Types::INTEGER, "Integer"),
        (Types::NUMBER, "Number"),
        (Types::STRING, "String"),
        (Types::ARRAY, "Array"),
        (Types::OBJECT, "Object"),
    ];
    all.into_iter().filter(move |(one, _)| types.contains(*one)).map(|(_, name)| name)
}

fn strings(texts: &[String]) -> String {
    format!("&[{}]", texts.iter().map(|text| string(text)).list().join(", "))
}

/// A value as JSON text, its numbers as the document writes them.
pub(crate) fn json(value: &Node) -> String {
    match value {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.to_string(),
        Node::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        Node::Seq(items) => format!("[{}]", items.iter().map(json).list().join(",")),
        Node::Map(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{}:{}", serde_json::Value::from(key.as_str()), json(value)))
                .list();
            format!("{{{}}}", entries.join(","))
        }
    }
}
