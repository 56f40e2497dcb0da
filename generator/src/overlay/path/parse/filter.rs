//! Filters: conditions, comparisons, functions.

use regex_lite::Regex;

use super::Parser;
use crate::lists::Changing;
use crate::overlay::path::filter::anchored;
use crate::overlay::path::{Comparison, Condition, Invalid, Operand, Pattern, Query, Selector};
use crate::value::Node;

/// What stands where a filter asks for something.
enum Expression {
    Operand(Operand),
    /// A query that may select more than one value.
    Nodes(Query),
    Condition(Condition),
}

impl Parser<'_> {
    /// `… || …`
    pub(super) fn any(&mut self) -> Result<Condition, Invalid> {
        let mut members = vec![self.all()?];
        while self.operator("||") {
            members.push(self.all()?);
        }
        Ok(one_or(members, Condition::Any))
    }

    /// `… && …`
    fn all(&mut self) -> Result<Condition, Invalid> {
        let mut members = vec![self.basic()?];
        while self.operator("&&") {
            members.push(self.basic()?);
        }
        Ok(one_or(members, Condition::All))
    }

    /// An operator with blank space on either side.
    fn operator(&mut self, token: &str) -> bool {
        let before = self.at;
        self.blank();
        if self.eat(token) {
            self.blank();
            return true;
        }
        self.at = before;
        false
    }

    fn basic(&mut self) -> Result<Condition, Invalid> {
        if self.rest().starts_with('!') {
            self.at += 1;
            self.blank();
            let start = self.at;
            let inner = if self.rest().starts_with('(') { self.parentheses()? } else { self.test()? };
            return match inner {
                Condition::Compare(..) if !self.text.get(start..).is_some_and(|inner| inner.starts_with('(')) => {
                    self.at = start;
                    Err(self.invalid("`!` stands before a test or before parentheses").help("write `!(…)`"))
                }
                inner => Ok(Condition::Not(Box::new(inner))),
            };
        }
        if self.rest().starts_with('(') { self.parentheses() } else { self.test() }
    }

    fn parentheses(&mut self) -> Result<Condition, Invalid> {
        self.at += 1;
        self.blank();
        let inner = self.nested(Self::any)?;
        self.blank();
        self.expect(")")?;
        Ok(inner)
    }

    /// A comparison, a query, or a function that says yes or no.
    fn test(&mut self) -> Result<Condition, Invalid> {
        let start = self.at;
        let left = self.expression()?;
        let before = self.at;
        self.blank();
        let Some(comparison) = self.comparison()? else {
            self.at = before;
            return match left {
                Expression::Nodes(query) | Expression::Operand(Operand::Single(query)) => Ok(Condition::Exists(query)),
                Expression::Condition(condition) => Ok(condition),
                Expression::Operand(_) => {
                    self.at = before;
                    self.fail("expected a comparison: a value alone is neither true nor false")
                }
            };
        };
        let left = self.comparable(left, start)?;
        self.blank();
        let start = self.at;
        let right = self.expression()?;
        Ok(Condition::Compare(left, comparison, self.comparable(right, start)?))
    }

    fn comparison(&mut self) -> Result<Option<Comparison>, Invalid> {
        for (token, comparison) in [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ] {
            if self.eat(token) {
                return Ok(Some(comparison));
            }
        }
        match self.peek() {
            Some('=') if self.rest().starts_with("=~") => {
                Err(self.invalid("there is no such comparison").help("write `search(@.name, 'pattern')`"))
            }
            Some('=') => Err(self.invalid("there is no such comparison").help("write `==`")),
            _ => Ok(None),
        }
    }

    fn comparable(&mut self, expression: Expression, start: usize) -> Result<Operand, Invalid> {
        let message = match expression {
            Expression::Operand(operand) => return Ok(operand),
            Expression::Nodes(_) => "this may select several values, of which none can be compared",
            Expression::Condition(_) => "this is a test, and no value",
        };
        self.at = start;
        self.fail(message)
    }

    /// A literal, a query or a function.
    fn expression(&mut self) -> Result<Expression, Invalid> {
        match self.peek() {
            Some('\'' | '"') => Ok(Expression::Operand(Operand::Literal(Node::String(self.string()?)))),
            Some('-' | '0'..='9') => self.number(),
            Some('@' | '$') => {
                let from_root = self.eat("$") || !self.eat("@");
                let segments = self.nested(Self::segments)?;
                let is_single = segments.iter().all(|segment| {
                    let single = matches!(segment.selectors.as_slice(), [Selector::Name(_) | Selector::Index(_)]);
                    single && !segment.descends
                });
                let query = Query { from_root, segments };
                Ok(if is_single { Expression::Operand(Operand::Single(query)) } else { Expression::Nodes(query) })
            }
            Some('a'..='z') => self.word(),
            _ => {
                let invalid = self.invalid("expected a test");
                Err(invalid.help("a test is `@.name`, `@.name == 'value'` or `search(@.name, 'pattern')`"))
            }
        }
    }

    fn number(&mut self) -> Result<Expression, Invalid> {
        let start = self.at;
        let text = self.eat_while(|c| matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).to_owned();
        // JSON's numbers, and `-0`, are allowed here.
        match serde_json::from_str::<serde_json::Number>(&text) {
            Ok(_) => Ok(Expression::Operand(Operand::Literal(Node::Number(text.into())))),
            Err(_) => {
                self.at = start;
                self.fail("this is not a number")
            }
        }
    }

    /// `true`, `false`, `null` or a function.
    fn word(&mut self) -> Result<Expression, Invalid> {
        let start = self.at;
        let name = self.eat_while(|c| matches!(c, 'a'..='z' | '0'..='9' | '_')).to_owned();
        if !self.rest().starts_with('(') {
            let literal = match name.as_str() {
                "true" => Node::Bool(true),
                "false" => Node::Bool(false),
                "null" => Node::Null,
                _ => {
                    self.at = start;
                    return Err(self.invalid("expected a test").help("what is in the value begins with `@`: `@.name`"));
                }
            };
            return Ok(Expression::Operand(Operand::Literal(literal)));
        }
        self.at += 1;
        let outcome = self.nested(|parser| parser.function(&name, start))?;
        self.blank();
        self.expect(")")?;
        Ok(outcome)
    }

    fn function(&mut self, name: &str, start: usize) -> Result<Expression, Invalid> {
        Ok(match name {
            "length" => Expression::Operand(Operand::Length(Box::new(self.value_argument()?))),
            "count" => Expression::Operand(Operand::Count(self.query_argument()?)),
            "value" => Expression::Operand(Operand::Value(self.query_argument()?)),
            "match" | "search" => {
                let text = self.value_argument()?;
                self.blank();
                self.expect(",")?;
                let pattern = self.pattern(name == "match")?;
                Expression::Condition(Condition::Matches { whole: name == "match", text, pattern })
            }
            _ => {
                self.at = start;
                let invalid = self.invalid(format!("there is no function `{name}`"));
                return Err(invalid.help("the functions are length, count, match, search and value"));
            }
        })
    }

    fn value_argument(&mut self) -> Result<Operand, Invalid> {
        self.blank();
        let start = self.at;
        let argument = self.expression()?;
        self.comparable(argument, start)
    }

    fn query_argument(&mut self) -> Result<Query, Invalid> {
        self.blank();
        let start = self.at;
        match self.expression()? {
            Expression::Nodes(query) | Expression::Operand(Operand::Single(query)) => Ok(query),
            Expression::Operand(_) | Expression::Condition(_) => {
                self.at = start;
                self.fail("expected a query, which begins with `@` or `$`")
            }
        }
    }

    fn pattern(&mut self, whole: bool) -> Result<Pattern, Invalid> {
        self.blank();
        let start = self.at;
        match self.value_argument()? {
            Operand::Literal(Node::String(text)) => match Regex::new(&anchored(&text, whole)) {
                Ok(regex) => Ok(Pattern::Known(regex)),
                Err(error) => {
                    self.at = start;
                    self.fail(format!("this is not a regular expression: {error}"))
                }
            },
            other => Ok(Pattern::Computed(other)),
        }
    }
}

fn one_or(mut members: Vec<Condition>, several: impl FnOnce(Vec<Condition>) -> Condition) -> Condition {
    match (members.pop(), members.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            members.add_all(last);
            several(members)
        }
    }
}
