//! Patterns as the engine reads them that holds values against them.

use std::borrow::Cow;

/// A pattern in which the engine takes for literal what ECMA-262 takes for literal (annex B.1.2): a `[` within a class, a dash
/// beside `\w` and the like, doubled signs within a class, and a brace that counts nothing.
pub(crate) fn for_engine(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains(['[', '{']) {
        return Cow::Borrowed(pattern);
    }
    let mut written = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(at) = rest.find(['\\', '[', '{']) {
        let (before, found) = rest.split_at_checked(at).unwrap_or((rest, ""));
        written.push_str(before);
        rest = match found.bytes().next() {
            Some(b'[') => match class(found, &mut written) {
                Some(rest) => rest,
                // It means nothing to either, or not the same.
                None => return Cow::Borrowed(pattern),
            },
            Some(b'{') => {
                written.push_str(if counts(found) { "{" } else { "\\{" });
                found.get(1..).unwrap_or_default()
            }
            _ => escape(found, &mut written),
        };
    }
    written.push_str(rest);
    if written == pattern { Cow::Borrowed(pattern) } else { Cow::Owned(written) }
}

/// Copies an escape with the braces behind it, and gives what comes after.
fn escape<'p>(text: &'p str, written: &mut String) -> &'p str {
    let letter = text.chars().nth(1);
    let mut end = 1 + letter.map_or(0, char::len_utf8);
    if matches!(letter, Some('p' | 'P' | 'u' | 'x' | 'k')) && text.get(end..).is_some_and(|rest| rest.starts_with('{'))
    {
        end = text.find('}').map_or(end, |close| close + 1);
    }
    let (escape, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    written.push_str(escape);
    rest
}

/// Copies a class, and gives what comes after. `None` where it is empty, or has no end.
fn class<'p>(text: &'p str, written: &mut String) -> Option<&'p str> {
    let mut rest = text.strip_prefix('[')?;
    written.push('[');
    if let Some(after) = rest.strip_prefix('^') {
        written.push('^');
        rest = after;
    }
    if rest.starts_with(']') {
        return None;
    }
    // Whether what came last is a class of its own, which begins no range.
    let mut is_set = false;
    loop {
        let next = rest.chars().next()?;
        let after = rest.get(next.len_utf8()..)?;
        match next {
            ']' => {
                written.push(']');
                return Some(after);
            }
            '\\' => {
                let after = escape(rest, written);
                is_set = rest.get(1..2).is_some_and(|letter| "dDsSwWpP".contains(letter));
                rest = after;
                continue;
            }
            // Written so, it is meant as other engines have it.
            '[' if after.starts_with(':') => return None,
            '[' => written.push_str("\\["),
            '-' if is_set || before_set(after) => written.push_str("\\-"),
            '&' | '~' if after.starts_with(next) => written.extend(['\\', next]),
            _ => written.push(next),
        }
        is_set = false;
        rest = after;
    }
}

/// Whether an escape comes that stands for several characters.
fn before_set(text: &str) -> bool {
    text.strip_prefix('\\').is_some_and(|rest| rest.starts_with(['d', 'D', 's', 'S', 'w', 'W', 'p', 'P']))
}

/// Whether a brace begins a count: `{2}`, `{2,}` or `{2,3}`.
fn counts(text: &str) -> bool {
    let inner = text.get(1..).and_then(|text| text.split_once('}')).map(|(inner, _)| inner);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    inner.is_some_and(|inner| {
        let (least, most) = inner.split_once(',').unwrap_or((inner, ""));
        is_number(least) && (most.is_empty() || is_number(most))
    })
}

#[cfg(test)]
mod tests {
    use super::for_engine;

    #[test]
    fn what_is_literal_to_ecma_262_is_literal_to_the_engine() {
        for (pattern, text, other) in [
            ("^[[]$", "[", "a"),
            ("^[^[]+$", "ab", "["),
            ("^[a[b]$", "[", "c"),
            ("^[\\w-.]+$", "a-b.c", "a b"),
            ("^[a-\\d]+$", "-a1", "b"),
            ("^[a&&b]+$", "a&b", "c"),
            ("^[~~]+$", "~", "-"),
            ("^a{,5}$", "a{,5}", "aaa"),
            ("^{id}$", "{id}", "id"),
            ("^[{]a{2}$", "{aa", "{a"),
            ("^\\[[a-z]\\]$", "[a]", "a"),
            ("^\\{[\\][]\\x{61}$", "{[a", "{a"),
        ] {
            let regex = regex_lite::Regex::new(&for_engine(pattern)).unwrap();
            assert!(regex.is_match(text), "{pattern} {text}");
            assert!(!regex.is_match(other), "{pattern} {other}");
        }
    }

    #[test]
    fn what_the_engine_reads_alike_stays_as_it_is() {
        for pattern in
            ["", "a", "^[a-z]{2,3}$", "[[:alpha:]]", "[]", "[^]", "[", "\\", "[\\", "\\p{L}{2}", "[-a]", "[a-]", "{"]
        {
            let expected = if pattern == "{" { "\\{" } else { pattern };
            assert_eq!(for_engine(pattern), expected);
        }
    }
}
