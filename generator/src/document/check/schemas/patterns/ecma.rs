//! The syntax of ECMA-262's regular expressions (section 22.2.1, with the leniency of annex B.1.2).

/// What is written for another engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    /// What it is and whose.
    pub(super) label: &'static str,
    pub(super) help: &'static str,
}

/// Why a pattern is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Wrong(&'static str),
    Foreign(Foreign),
}

/// Whether a pattern is one of ECMA-262's.
///
/// What another engine gives a meaning to that ECMA-262 does not is a fault as well, where it has one without the other's
/// meaning (`\Z` is a capital Z).
pub(super) fn check(pattern: &str) -> Result<(), Fault> {
    Parser { rest: pattern, open: Vec::new(), last: Last::Nothing }.pattern()
}

/// What a quantifier would repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// There is nothing before it.
    Nothing,
    /// An atom.
    Atom,
    /// An atom that is repeated already.
    Repeated,
}

struct Parser<'p> {
    rest: &'p str,
    /// Of every open group, whether it can be repeated.
    open: Vec<bool>,
    last: Last,
}

/// Nothing longer stands in braces and means something.
const LONGEST_IN_BRACES: usize = 64;

const UNFINISHED_ESCAPE: Fault = Fault::Wrong("a backslash at the end escapes nothing");
const UNCLOSED_CLASS: Fault = Fault::Wrong("`[` has no `]`");
const NOTHING_TO_REPEAT: Fault = Fault::Wrong("there is nothing to repeat before `*`, `+`, `?` or `{`");

const fn foreign(label: &'static str, help: &'static str) -> Fault {
    Fault::Foreign(Foreign { label, help })
}

impl<'p> Parser<'p> {
    fn pattern(mut self) -> Result<(), Fault> {
        while let Some(character) = self.next() {
            match character {
                '|' => self.last = Last::Nothing,
                '^' | '$' => self.last = Last::Nothing,
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                ')' => match self.open.pop() {
                    Some(can_be_repeated) => self.last = if can_be_repeated { Last::Atom } else { Last::Nothing },
                    None => return Err(Fault::Wrong("`)` has no `(`")),
                },
                '*' | '+' | '?' => self.quantifier(character)?,
                '{' => self.braces()?,
                _ => self.last = Last::Atom,
            }
        }
        if self.open.is_empty() { Ok(()) } else { Err(Fault::Wrong("`(` has no `)`")) }
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
        Some(character)
    }

    fn skip(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn quantifier(&mut self, sign: char) -> Result<(), Fault> {
        match (self.last, sign) {
            (Last::Atom, _) => {
                self.last = Last::Repeated;
                self.skip("?");
                Ok(())
            }
            (Last::Repeated, '+') => Err(foreign(
                "a quantifier that never gives back is Perl's and Java's",
                "leave the second sign out: the same texts match, but for rare ones",
            )),
            _ => Err(NOTHING_TO_REPEAT),
        }
    }

    /// `{2}`, `{2,}` and `{2,3}`. Any other brace stands for itself.
    fn braces(&mut self) -> Result<(), Fault> {
        let Some((least, most, rest)) = counts(self.rest) else {
            self.last = Last::Atom;
            return Ok(());
        };
        if most.is_some_and(|most| less(most, least)) {
            return Err(Fault::Wrong("a quantifier allows at most less than at least"));
        }
        self.rest = rest;
        self.quantifier('{')
    }

    fn group(&mut self) -> Result<(), Fault> {
        self.last = Last::Nothing;
        if !self.skip("?") {
            self.open.push(true);
            return Ok(());
        }
        let mut can_be_repeated = true;
        if self.skip("<=") || self.skip("<!") {
            can_be_repeated = false;
        } else if self.skip("<") {
            let Some((name, rest)) = self.rest.split_once('>') else {
                return Err(Fault::Wrong("the name of a group has no `>`"));
            };
            if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '$') {
                return Err(Fault::Wrong("a group has an invalid name"));
            }
            self.rest = rest;
        } else if !(self.skip(":") || self.skip("=") || self.skip("!")) {
            self.modifiers()?;
        }
        self.open.push(can_be_repeated);
        Ok(())
    }

    /// `(?i:` and the like, of ECMA-262 since 2025.
    fn modifiers(&mut self) -> Result<(), Fault> {
        let end = self.rest.find(|c: char| !matches!(c, 'i' | 'm' | 's' | '-')).unwrap_or(self.rest.len());
        let after = self.rest.get(end..).unwrap_or_default();
        if end > 0 && after.starts_with(':') {
            self.rest = after.get(1..).unwrap_or_default();
            return Ok(());
        }
        Err(match self.rest.chars().next() {
            None => Fault::Wrong("`(` has no `)`"),
            Some('>') => foreign(
                "an atomic group, `(?>`, is Perl's and Java's",
                "write `(?:`: the same texts match, but for rare ones",
            ),
            Some('#') => foreign("a comment within, `(?#`, is Perl's", "leave it out"),
            Some('P') => foreign("`(?P` is Python's", "write `(?<name>` for a named group"),
            Some('(') => foreign("a condition within, `(?(`, is Perl's", "write the alternatives out"),
            Some('R' | '&' | '0'..='9' | '|' | '+') => {
                foreign("recursion and `(?|` are Perl's", "no regular expression of ECMA-262 says that")
            }
            Some(c) if c.is_ascii_alphabetic() || c == '-' || c == '^' => foreign(
                "an inline flag, such as `(?i)`, is Perl's, Java's, Python's and .NET's",
                "write both cases out, as in `[Aa]`; other flags have no equivalent",
            ),
            Some(_) => Fault::Wrong("`(?` begins no group"),
        })
    }

    fn escape(&mut self) -> Result<(), Fault> {
        let character = self.next().ok_or(UNFINISHED_ESCAPE)?;
        self.last = Last::Atom;
        match character {
            'b' | 'B' => self.last = Last::Nothing,
            'p' | 'P' | 'u' | 'x' | 'k' => self.skip_braces(),
            _ => return of_others(character).map_or(Ok(()), Err),
        }
        Ok(())
    }

    /// What stands in braces or angle brackets behind an escaped letter.
    fn skip_braces(&mut self) {
        let close = match self.rest.bytes().next() {
            Some(b'{') => b'}',
            Some(b'<') => b'>',
            _ => return,
        };
        let end = self.rest.bytes().take(LONGEST_IN_BRACES).position(|byte| byte == close);
        self.rest = end.and_then(|end| self.rest.get(end + 1..)).unwrap_or(self.rest);
    }

    fn class(&mut self) -> Result<(), Fault> {
        self.skip("^");
        // The character before a dash, where it is one.
        let mut from: Option<char> = None;
        loop {
            match self.next().ok_or(UNCLOSED_CLASS)? {
                ']' => break,
                '-' if from.is_some() && !self.rest.starts_with(']') => {
                    let to = self.member()?;
                    if let (Some(from), Some(to)) = (from, to)
                        && from > to
                    {
                        return Err(Fault::Wrong("a range of characters ends before it begins"));
                    }
                    from = None;
                }
                '\\' => from = self.escaped_member()?,
                character => from = Some(character),
            }
        }
        self.last = Last::Atom;
        Ok(())
    }

    fn member(&mut self) -> Result<Option<char>, Fault> {
        match self.next().ok_or(UNCLOSED_CLASS)? {
            '\\' => self.escaped_member(),
            character => Ok(Some(character)),
        }
    }

    /// An escape within a class: the character that it stands for, where that is plain.
    fn escaped_member(&mut self) -> Result<Option<char>, Fault> {
        let character = self.next().ok_or(UNCLOSED_CLASS)?;
        match character {
            'p' | 'P' | 'u' | 'x' => self.skip_braces(),
            _ => {}
        }
        Ok((!character.is_ascii_alphanumeric()).then_some(character))
    }
}

/// Escapes that mean something in other engines and a mere letter in ECMA-262.
fn of_others(letter: char) -> Option<Fault> {
    Some(match letter {
        'Z' | 'z' => foreign("`\\Z` for the end is Perl's, Java's, Python's and .NET's", "write `$`"),
        'A' => foreign("`\\A` for the beginning is Perl's, Java's, Python's and .NET's", "write `^`"),
        'Q' | 'E' => foreign("quoting by `\\Q` and `\\E` is Perl's and Java's", "escape each character by itself"),
        'h' | 'H' => foreign("`\\h` for blanks is Perl's and Java's", "write `[ \\t]`"),
        'R' => foreign("`\\R` for line breaks is Perl's and Java's", "write `\\r?\\n`"),
        'G' | 'K' | 'X' => foreign("`\\G`, `\\K` and `\\X` are Perl's", "no regular expression of ECMA-262 says that"),
        _ => return None,
    })
}

/// The counts of a quantifier in braces, and what comes after it.
fn counts(text: &str) -> Option<(&str, Option<&str>, &str)> {
    let end = text.bytes().take(LONGEST_IN_BRACES).position(|byte| byte == b'}')?;
    let (inner, rest) = (text.get(..end)?, text.get(end + 1..)?);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match inner.split_once(',') {
        None => is_number(inner).then_some((inner, None, rest)),
        Some((least, "")) => is_number(least).then_some((least, None, rest)),
        Some((least, most)) => (is_number(least) && is_number(most)).then_some((least, Some(most), rest)),
    }
}

/// Whether one decimal number is less than another, however long they are.
fn less(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_start_matches('0'), other.trim_start_matches('0'));
    (one.len(), one) < (other.len(), other)
}
