//! Patterns: regular expressions of ECMA-262 (JSON Schema, section 6.3.3), of which the runtime's engine checks most.

mod ecma;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Schema, for_engine};
use crate::maps::HashSet;
use crate::value::{Pointer, Types};

/// Judges patterns, each text that is right once.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    right: HashSet<&'a str>,
}

impl<'a> Patterns<'a> {
    /// Tells what is wrong with the patterns of a schema.
    pub(super) fn check(&mut self, schema: &'a Schema, diagnostics: &mut Diagnostics) {
        let rare = schema.rare();
        // Of other types it says nothing, which is told.
        let is_of_strings = schema.types.is_empty() || schema.types.contains(Types::STRING);
        if let Some(pattern) = rare.pattern.as_deref().filter(|_| is_of_strings) {
            self.check_one(pattern, || schema.pointer.child("pattern"), diagnostics);
        }
        for (pattern, _) in &rare.pattern_properties {
            self.check_one(pattern, || schema.pointer.child("patternProperties").child(pattern), diagnostics);
        }
    }

    fn check_one(&mut self, pattern: &'a str, at: impl Fn() -> Pointer, diagnostics: &mut Diagnostics) {
        if self.right.contains(pattern) {
            return;
        }
        match verdict(pattern).diagnostic() {
            None => drop(self.right.insert(pattern)),
            Some(diagnostic) => diagnostics.push(diagnostic.at(&at())),
        }
    }
}

/// What becomes of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is held against values.
    Checked,
    /// It means the slashes around it: this is what is between them.
    Literal { inner: String, has_flags: bool, is_checked: bool },
    /// It is right, and beyond the engine.
    Beyond(Beyond),
    /// It is no regular expression of any kind.
    Wrong(&'static str),
    /// It is written for another engine: whose, and what to write in its stead.
    Foreign(ecma::Foreign),
}

/// Why a pattern that is right is not held against values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beyond {
    /// It needs what the engine does not have.
    Feature,
    /// It is too large.
    Size,
    /// It is written in a way that the engine does not read.
    Spelling,
}

impl Beyond {
    /// By what the engine says.
    fn of(said: &str) -> Beyond {
        let is_of = |words: &[&str]| words.iter().any(|word| said.contains(word));
        if is_of(&["look-around", "backreference", "Unicode character class"]) {
            Beyond::Feature
        } else if is_of(&["size limit", "too much nesting", "too many capture"]) {
            Beyond::Size
        } else {
            Beyond::Spelling
        }
    }

    fn reason(self) -> &'static str {
        match self {
            Beyond::Feature => "look-around, back-references and classes of Unicode are beyond what is checked",
            Beyond::Size => "it is larger than what is checked",
            Beyond::Spelling => "written in a way that is beyond what is checked",
        }
    }
}

/// The memory, in bytes, of the largest pattern that is held against values: each of their bytes takes as long as it is large.
const LARGEST: usize = 64 << 10;

/// The pattern as it is held against values. `None` where it is not, or where it may mean something else than it says.
pub(super) fn checked(pattern: &str) -> Option<regex_lite::Regex> {
    let engine = regex_lite::RegexBuilder::new(&for_engine(pattern)).size_limit(LARGEST).build().ok()?;
    literal(pattern, true).is_none().then_some(engine)
}

fn verdict(pattern: &str) -> Verdict {
    match regex_lite::Regex::new(&for_engine(pattern)) {
        Ok(_) => literal(pattern, true).unwrap_or(Verdict::Checked),
        Err(error) => match ecma::check(pattern) {
            Err(ecma::Fault::Foreign(foreign)) => Verdict::Foreign(foreign),
            Err(ecma::Fault::Wrong(fault)) => Verdict::Wrong(fault),
            Ok(()) => literal(pattern, false).unwrap_or_else(|| Verdict::Beyond(Beyond::of(&error.to_string()))),
        },
    }
}

/// What is between the slashes of a regular expression as JavaScript writes it in its text, such as `/^[a-z]+$/i`.
fn literal(pattern: &str, is_checked: bool) -> Option<Verdict> {
    let (inner, flags) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let is_flags = flags.len() <= 4 && flags.bytes().all(|flag| b"dgimsuvy".contains(&flag));
    // There, a slash is escaped or in a class, so that any other is a path's.
    let (mut in_class, mut is_escaped) = (false, false);
    for character in inner.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '/' if !in_class => return None,
            _ => {}
        }
    }
    let is_pattern = inner.starts_with('^') || inner.ends_with('$') || inner.contains(['[', '(', '\\', '|']);
    let has_flags = flags.contains('i');
    (is_flags && is_pattern).then(|| Verdict::Literal { inner: inner.to_owned(), has_flags, is_checked })
}

impl Verdict {
    fn diagnostic(self) -> Option<Diagnostic> {
        const UNCHECKED: &str = "it is only documented: no value is held to it";
        Some(match self {
            Verdict::Checked => return None,
            Verdict::Wrong(fault) => Diagnostic::warning(Code::InvalidPattern, "the pattern is not a regular expression")
                .label(fault)
                .with_note(UNCHECKED)
                .help("patterns are regular expressions as JavaScript has them (ECMA-262), without slashes around"),
            Verdict::Foreign(ecma::Foreign { label, help }) => {
                Diagnostic::warning(Code::InvalidPattern, "the pattern is written for another engine than ECMA-262's")
                    .label(label)
                    .with_note(UNCHECKED)
                    .help(help)
            }
            Verdict::Literal { inner, has_flags, is_checked } => {
                Diagnostic::warning(Code::InvalidPattern, "the pattern has the slashes of a JavaScript literal")
                    .label(match (inner.starts_with('^') || inner.ends_with('$'), is_checked) {
                        (true, true) => "no text matches it, so that every value is refused",
                        (true, false) => "by its letter, no text matches it",
                        (false, true) => "a value must have these slashes, or it is refused",
                        (false, false) => "by its letter, a value must have these slashes",
                    })
                    .help(if has_flags {
                        format!("write it without them, `{inner}`; a pattern has no flags, so that it says both cases itself: `[A-Za-z]`")
                    } else {
                        format!("write it without them: `{inner}`")
                    })
            }
            Verdict::Beyond(beyond) => {
                Diagnostic::note(Code::UncheckedPattern, "the pattern is documented, but not checked")
                    .label(beyond.reason())
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_patterns_are_checked() {
        for pattern in [
            "^[a-z]$",
            "",
            "/",
            "//",
            "/api/v1/",
            "^/[a-z]+/$",
            "/[^/]+/[^/]+/i",
            "/users/(me|all)/",
            "(?i)^[0-9a-f]{8}$",
            "\\d+\\-\\_",
            "^https://",
            "/checkout/:page",
            "[\\s\\S]*",
            "^(?:a|b){1,3}?$",
        ] {
            assert_eq!(verdict(pattern), Verdict::Checked, "{pattern}");
        }
    }

    #[test]
    fn literals_of_javascript() {
        let inner = |pattern| match verdict(pattern) {
            Verdict::Literal { inner, .. } => inner,
            other => panic!("{pattern}: {other:?}"),
        };
        assert_eq!(inner("/^[a-z]+$/i"), "^[a-z]+$");
        assert_eq!(inner("/IM(SV|CL)(-[\\dA-Za-z]{4}){8}/"), "IM(SV|CL)(-[\\dA-Za-z]{4}){8}");
        assert_eq!(inner("/^(?=a)[/a]\\/$/gi"), "^(?=a)[/a]\\/$");
    }

    #[test]
    fn right_ones_that_the_engine_does_not_know() {
        for pattern in ["^(?!x)", "(?<=a)b", "(a)\\1", "^\\p{L}+$", "(?<q>['\"]).*\\k<q>", "[^]"] {
            assert!(matches!(verdict(pattern), Verdict::Beyond(_)), "{pattern}: {:?}", verdict(pattern));
        }
    }

    #[test]
    fn wrong_ones() {
        for pattern in ["[a-z", "*", "+a", "a|*", "(a", "a)", "[z-a]", "a{3,1}", "\\", "(?<a", "{2}", "(?"] {
            assert!(matches!(verdict(pattern), Verdict::Wrong(_)), "{pattern}: {:?}", verdict(pattern));
        }
    }

    #[test]
    fn other_engines() {
        for pattern in [
            "a++(?=b)",
            "(?!x)a*+b",
            "(?>a|b)",
            "^a\\Z",
            "\\Qa.b\\E",
            "(?#note)a(?=b)",
            "(?(1)a|b)",
            "(?R)(?=a)",
            "\\h+",
            "(?i)a(?=b)",
        ] {
            assert!(matches!(verdict(pattern), Verdict::Foreign(_)), "{pattern}: {:?}", verdict(pattern));
        }
    }
}
