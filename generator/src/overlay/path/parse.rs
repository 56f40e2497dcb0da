//! Text → expression.

use regex_lite::Regex;

use super::filter::anchored;
use super::{Comparison, Condition, Invalid, Operand, Path, Pattern, Query, Segment, Selector};
use crate::document::Node;

/// How deep filters, brackets and functions may be nested.
const DEPTH: usize = 64;
/// Integers are those that every JSON implementation holds exactly (RFC 9535, section 2.1).
const LARGEST: i64 = (1 << 53) - 1;

impl Path {
    /// Reads an expression.
    pub(in super::super) fn parse(text: &str) -> Result<Path, Invalid> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        if !parser.eat("$") {
            return parser.fail("an expression begins with `$`");
        }
        let segments = parser.segments()?;
        if parser.rest().is_empty() {
            return Ok(Path { segments });
        }
        let invalid = parser.invalid("expected `.`, `..`, `[` or the end");
        Err(match parser.rest().chars().next() {
            Some('~') => invalid.help("RFC 9535 has no operator for keys; select the values"),
            Some('^') => {
                invalid.help("RFC 9535 has no operator for parents; select them by a filter: `$.paths[?@.get]`")
            }
            Some('-' | '/' | '{') => {
                invalid.help("a name with anything but letters, digits and `_` is written `['…']`")
            }
            _ => invalid,
        })
    }
}

impl Invalid {
    fn help(mut self, help: &str) -> Invalid {
        self.help = Some(help.to_owned());
        self
    }
}

/// What stands where a filter asks for something.
enum Expression {
    Operand(Operand),
    /// A query that may select more than one value.
    Nodes(Query),
    Condition(Condition),
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, token: &str) -> bool {
        let is_there = self.rest().starts_with(token);
        self.at += if is_there { token.len() } else { 0 };
        is_there
    }

    fn eat_while(&mut self, accepts: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        self.at += self.rest().find(|character| !accepts(character)).unwrap_or(self.rest().len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn blank(&mut self) {
        self.eat_while(|character| matches!(character, ' ' | '\t' | '\n' | '\r'));
    }

    fn invalid(&self, message: impl Into<String>) -> Invalid {
        Invalid { at: self.at, message: message.into(), help: None }
    }

    fn fail<T>(&self, message: impl Into<String>) -> Result<T, Invalid> {
        Err(self.invalid(message))
    }

    fn expect(&mut self, token: &str) -> Result<(), Invalid> {
        if self.eat(token) { Ok(()) } else { self.fail(format!("expected `{token}`")) }
    }

    /// Runs a part of the grammar that may hold itself.
    fn nested<T>(&mut self, part: impl FnOnce(&mut Self) -> Result<T, Invalid>) -> Result<T, Invalid> {
        self.depth += 1;
        if self.depth > DEPTH {
            return self.fail(format!("nested deeper than {DEPTH} levels"));
        }
        let result = part(self);
        self.depth -= 1;
        result
    }

    fn segments(&mut self) -> Result<Vec<Segment>, Invalid> {
        let mut segments = Vec::new();
        loop {
            // Blank space belongs to the segment behind it.
            let start = self.at;
            self.blank();
            let descends = self.eat("..");
            if self.eat("[") {
                segments.push(Segment { descends, selectors: self.selectors()? });
            } else if descends || self.eat(".") {
                let selector = if self.eat("*") { Selector::Wildcard } else { Selector::Name(self.shorthand()?) };
                segments.push(Segment { descends, selectors: vec![selector] });
            } else {
                self.at = start;
                return Ok(segments);
            }
        }
    }

    fn shorthand(&mut self) -> Result<String, Invalid> {
        let is_first = |character: char| character.is_ascii_alphabetic() || character == '_' || !character.is_ascii();
        if !self.peek().is_some_and(is_first) {
            let invalid = self.invalid("expected a name, `*` or `[`");
            return Err(invalid.help("a name that begins with anything but a letter or `_` is written `['…']`"));
        }
        Ok(self.eat_while(|character| is_first(character) || character.is_ascii_digit()).to_owned())
    }

    /// What is between `[` and `]`.
    fn selectors(&mut self) -> Result<Vec<Selector>, Invalid> {
        let mut selectors = Vec::new();
        loop {
            self.blank();
            selectors.push(self.selector()?);
            self.blank();
            if self.eat("]") {
                return Ok(selectors);
            }
            if !self.eat(",") {
                return self.fail("expected `,` or `]`");
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, Invalid> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.string()?)),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                self.blank();
                Ok(Selector::Filter(self.nested(Self::any)?))
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            Some('(') => Err(self.invalid("expected a selector").help("a filter begins with `?`: `[?@.deprecated]`")),
            _ => {
                let invalid = self.invalid("expected a name in quotes, an index, `*`, `:` or `?`");
                Err(match self.peek() {
                    Some(_) => invalid.help("a name stands in quotes: `['…']`"),
                    None => invalid,
                })
            }
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector, Invalid> {
        let start = self.bound()?;
        let before = self.at;
        self.blank();
        if !self.eat(":") {
            self.at = before;
            return start.map(Selector::Index).ok_or_else(|| self.invalid("expected an index"));
        }
        self.blank();
        let end = self.bound()?;
        self.blank();
        let mut step = None;
        if self.eat(":") {
            self.blank();
            step = self.bound()?;
        }
        Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
    }

    fn bound(&mut self) -> Result<Option<i64>, Invalid> {
        let start = self.at;
        let negative = self.eat("-");
        let digits = self.eat_while(|character| character.is_ascii_digit()).to_owned();
        if digits.is_empty() && !negative {
            return Ok(None);
        }
        let number = digits.parse::<i64>().ok().filter(|number| *number <= LARGEST);
        let is_plain = digits.len() == 1 || !digits.starts_with('0');
        match number.filter(|number| is_plain && !(negative && *number == 0)) {
            Some(number) => Ok(Some(if negative { -number } else { number })),
            None => {
                self.at = start;
                self.fail("this is not an index")
            }
        }
    }

    fn string(&mut self) -> Result<String, Invalid> {
        let start = self.at;
        let quote = self.peek().unwrap_or('"');
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                Some(character) if character == quote => {
                    self.at += 1;
                    return Ok(text);
                }
                Some('\\') => text.push(self.escape(quote)?),
                Some(character) if character >= ' ' => {
                    self.at += character.len_utf8();
                    text.push(character);
                }
                Some(_) => return self.fail("a control character is to be escaped"),
                None => {
                    self.at = start;
                    return self.fail("the string has no end");
                }
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char, Invalid> {
        let start = self.at;
        self.at += 1;
        let Some(letter) = self.peek() else { return self.fail("the string has no end") };
        self.at += letter.len_utf8();
        let plain = match letter {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => letter,
            _ if letter == quote => letter,
            'u' => {
                let first = self.unit();
                let code = match first {
                    Some(high @ 0xD800..=0xDBFF) if self.eat("\\u") => self
                        .unit()
                        .filter(|low| (0xDC00..=0xDFFF).contains(low))
                        .map(|low| 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)),
                    other => other,
                };
                match code.and_then(char::from_u32) {
                    Some(character) => character,
                    None => {
                        self.at = start;
                        return self.fail("this escape is no character");
                    }
                }
            }
            _ => {
                self.at = start;
                return self.fail("there is no such escape");
            }
        };
        Ok(plain)
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        let unit = u32::from_str_radix(digits, 16).ok();
        self.at += 4;
        unit
    }

    /// `… || …`
    fn any(&mut self) -> Result<Condition, Invalid> {
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
                    self.fail(format!("this is no regular expression: {error}"))
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
            members.extend(last);
            several(members)
        }
    }
}
