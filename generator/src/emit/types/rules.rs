//! Rules as the runtime's constants, laid out.

use std::rc::Rc;

use crate::api::{DefinitionId, Rule, RulePart as Part};
use crate::code::Piece;
use crate::emit::here::{Here, string};
use crate::lists::Listing;

/// Lines of rules are no longer than that, where they can be broken.
const WIDTH: usize = 90;

/// A piece of a constant.
enum Code {
    Plain(String),
    /// What stands before a list, the list, and what stands behind it.
    List(String, Vec<Code>, String),
}

impl Code {
    /// The piece with something before and behind it.
    fn around(self, before: &str, behind: &str) -> Code {
        match self {
            Code::Plain(text) => Code::Plain([before, &text, behind].concat()),
            Code::List(first, items, last) => Code::List([before, &first].concat(), items, [&last, behind].concat()),
        }
    }
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
        let lines: String = codes.iter().map(|code| format!("\n{inner}{},", laid_out(code, indent + 4))).text();
        format!("{lines}\n{}", " ".repeat(indent))
    }

    fn rule(self, rule: &Rule, path: &str) -> Code {
        let (name, parts) = rule.parts();
        match parts.as_slice() {
            [] => Code::Plain(format!("{path}{name}")),
            [(None, part)] => self.part(part, path).around(&format!("{path}{name}("), ")"),
            [(None, first), (None, second)] => {
                let first = flat(&self.part(first, path));
                self.part(second, path).around(&format!("{path}{name}({first}, "), ")")
            }
            parts => {
                let named = |(name, part): &(Option<&str>, Part<'_>)| {
                    self.part(part, path).around(&format!("{}: ", name.unwrap_or_default()), "")
                };
                Code::List(format!("{path}{name} {{ "), parts.iter().map(named).list(), " }".to_owned())
            }
        }
    }

    fn part(self, part: &Part<'_>, path: &str) -> Code {
        let list = |items: Vec<Code>| Code::List("&[".to_owned(), items, "]".to_owned());
        match part {
            Part::Count(count) => Code::Plain(count.to_string()),
            Part::Limit(limit) => Code::Plain(limit.map_or("None".to_owned(), |limit| format!("Some({limit})"))),
            Part::Text(text) => Code::Plain(string(text)),
            Part::Texts(texts) => list(texts.iter().map(|text| Code::Plain(string(text))).list()),
            Part::Types(types) => list(types.iter().map(|test| Code::Plain(format!("rt::Test::{test:?}"))).list()),
            Part::Definition(link) => {
                let definition = format!("&super::rule_definitions::{}", self.definition(DefinitionId::of(link)));
                // The macros' functions take a static for a constant only where that is asked for.
                Code::Plain(if path.is_empty() { format!("const {{ {definition} }}") } else { definition })
            }
            Part::Rules(rules) => list(self.each(rules, path)),
            Part::Lists(lists) => list(lists.iter().map(|rules| list(self.each(rules, path))).list()),
            Part::Named(named) => {
                let pair = |(key, rules): &(Rc<str>, Vec<Rule>)| {
                    list(self.each(rules, path)).around(&format!("({}, ", string(key)), ")")
                };
                list(named.iter().map(pair).list())
            }
            Part::NamedTexts(named) => {
                let pair = |(key, texts): &(Rc<str>, Vec<Rc<str>>)| {
                    let texts = texts.iter().map(|text| string(text)).list();
                    Code::Plain(format!("({}, &[{}])", string(key), texts.join(", ")))
                };
                list(named.iter().map(pair).list())
            }
        }
    }

    fn each(self, rules: &[Rule], path: &str) -> Vec<Code> {
        rules.iter().map(|rule| self.rule(rule, path)).list()
    }

    /// Rules as a constant of an operation's code.
    pub(crate) fn rules_constant(self, rules: &[Rule]) -> String {
        let list = flat(&self.part(&Part::Rules(rules), "rt::Rule::"));
        // What names a static is constant by itself only where that is asked for.
        if rules.iter().any(names_definition) { format!("const {{ {list} }}") } else { list }
    }

    fn definition(&self, id: DefinitionId) -> &str {
        self.definitions[id].as_ref().map_or("", |definition| &definition.ident)
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
            let lines: String = items.iter().map(|item| format!("{inner}{},\n", laid_out(item, indent + 4))).text();
            format!("{}\n{lines}{}{}", before.trim_end(), " ".repeat(indent), after.trim_start())
        }
        _ => flat,
    }
}
