//! Prose of the document as rustdoc: dedented, HTML escaped, code fences tagged, links made links.
//!
//! Whatever the document says, no line of it becomes a doctest, an intra-doc link or a lint of rustdoc.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Stands between the lines of documentation until code is laid out. One attribute is much cheaper to take through the
/// formatter than one a line.
pub(crate) const LINE_BREAK: char = '\u{1}';

/// The attribute that holds lines of documentation; none where there are no lines.
pub(super) fn attributes(lines: &[String]) -> TokenStream {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            text.push(LINE_BREAK);
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    if lines.is_empty() {
        return TokenStream::new();
    }
    let text = literal(&text);
    quote! { #[doc = #text] }
}

/// A text as a literal. Most need no escapes, and to look for them in every character takes time.
fn literal(text: &str) -> Literal {
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\x01') && !matches!(byte, b'"' | b'\\'));
    let plain = if is_plain { format!("\"{text}\"").parse().ok() } else { None };
    plain.unwrap_or_else(|| Literal::string(text))
}

/// Puts paragraphs together, a blank line between.
pub(super) fn paragraphs(paragraphs: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !paragraph.is_empty() {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.extend(paragraph);
        }
    }
    lines
}

/// The lines of a Markdown text.
pub(super) fn markdown(text: &str) -> Vec<String> {
    let text = line_breaks(text);
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    let mut list_depth = false;
    let mut in_code = false;
    for line in dedented(&text) {
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            if trimmed.starts_with(open.as_str())
                && trimmed.trim_end().chars().all(|character| open.starts_with(character))
            {
                lines.push(open.clone());
                fence = None;
            } else {
                lines.push(clean(line));
            }
            continue;
        }
        if let Some(mark) = fence_mark(trimmed).filter(|_| !in_code) {
            let language = trimmed.get(mark.len()..).unwrap_or_default().trim();
            let language: String = language.chars().take_while(|next| next.is_ascii_alphanumeric()).collect();
            // An untagged fence, or one that claims to be Rust, would be compiled and run.
            let language =
                if language.is_empty() || language.eq_ignore_ascii_case("rust") { "text".to_owned() } else { language };
            if lines.last().is_some_and(|last: &String| !last.is_empty()) {
                lines.push(String::new());
            }
            lines.push(format!("{mark}{language}"));
            fence = Some(mark);
            continue;
        }
        if trimmed.is_empty() {
            if lines.last().is_some_and(|last| !last.is_empty()) {
                lines.push(String::new());
            }
            continue;
        }
        let indent = line.len() - trimmed.len();
        let after_blank = lines.last().is_none_or(String::is_empty);
        if in_code || !list_depth && after_blank && indent >= 4 {
            if !in_code {
                lines.push("```text".to_owned());
                in_code = true;
            }
            if indent >= 4 {
                lines.push(clean(line.get(4..).unwrap_or_default()));
                continue;
            }
            in_code = close(&mut lines);
        }
        let is_item = is_list_item(trimmed);
        list_depth = is_item || list_depth && indent > 0;
        let indent = match (list_depth, is_item) {
            (true, true) => " ".repeat(indent.min(6) / 2 * 2),
            (true, false) => "  ".to_owned(),
            (false, _) => String::new(),
        };
        let indent = if indent.len() >= 4
            && !lines.last().is_some_and(|last| is_list_item(last.trim_start()) || last.starts_with("  "))
        {
            "  ".to_owned()
        } else {
            indent
        };
        // A tag alone on its line sets a block apart, whether or not blank lines around say so as well.
        let is_tag = is_tag(trimmed);
        if is_tag && lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(String::new());
        }
        lines.push(indent + &inline(trimmed));
        if is_tag {
            lines.push(String::new());
        }
    }
    if let Some(open) = fence {
        lines.push(open);
    }
    if in_code {
        close(&mut lines);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Ends a block of code, blank lines at its end left out of it.
fn close(lines: &mut Vec<String>) -> bool {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.extend(["```".to_owned(), String::new()]);
    false
}

/// One line of plain text, such as a title, as a line of Markdown.
pub(super) fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = inline(&line);
    // What would be a heading, a list or a quotation is none.
    match line.chars().next() {
        Some('#' | '-' | '*' | '+' | '>' | '=' | '|') => format!("\\{line}"),
        _ => line,
    }
}

/// Text between backquotes, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = clean(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn line_breaks(text: &str) -> Cow<'_, str> {
    // Most texts have none of what is replaced.
    if !text.contains(['\r', '\t', '<']) {
        return Cow::Borrowed(text);
    }
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    for tag in ["<br>", "<br/>", "<br />", "<BR>", "</br>", "<p>", "</p>"] {
        text = text.replace(tag, "\n\n");
    }
    Cow::Owned(text)
}

/// The lines without the indentation that they have in common, blank ones around left out.
fn dedented(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let indent_of = |line: &str| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.is_empty()).map(|line| indent_of(line)).min().unwrap_or(0);
    lines.into_iter().skip_while(|line| line.is_empty()).map(|line| line.get(common..).unwrap_or_default()).collect()
}

fn fence_mark(line: &str) -> Option<String> {
    ['`', '~'].into_iter().find_map(|mark| {
        let count = line.chars().take_while(|next| *next == mark).count();
        let rest: String = line.chars().skip(count).collect();
        (count >= 3 && !rest.contains('`')).then(|| mark.to_string().repeat(count))
    })
}

/// Whether the line is one HTML tag, opening or closing, and nothing else.
fn is_tag(line: &str) -> bool {
    let inner = line.trim_end().strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let name = inner.map(|inner| inner.strip_prefix('/').unwrap_or(inner));
    name.is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains(['<', '>', ':'])
    })
}

fn is_list_item(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if digits > 0 {
        rest.starts_with(". ") || rest.starts_with(") ")
    } else {
        ["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark))
    }
}

/// A name as rustdoc's links have it, which take the `#` of `r#type` for the start of a fragment.
pub(super) fn in_link(ident: &str) -> &str {
    ident.trim_start_matches("r#")
}

/// The text without characters that an editor or a compiler would act upon: controls, and those that turn the direction
/// of text.
pub(super) fn clean(text: &str) -> String {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    text.chars()
        .filter(|character| {
            !character.is_control()
                && !matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        })
        .collect()
}

/// A line's running text: code spans and real links as they are, all else escaped.
fn inline(line: &str) -> String {
    let line = clean(line);
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line.as_str();
    loop {
        // Most of a text stands as it is. A byte of these is always a character of its own.
        let plain = rest.bytes().position(|byte| matches!(byte, b'`' | b'[' | b'<' | b'\\' | b'h' | b']'));
        let (before, marked) = rest.split_at_checked(plain.unwrap_or(rest.len())).unwrap_or((rest, ""));
        out.push_str(before);
        rest = marked;
        let Some(next) = rest.chars().next() else { return out };
        let taken = match next {
            '`' => code_span(rest, &mut out),
            '[' => link(rest, &mut out),
            '<' => angle(rest, &mut out),
            '\\' => escaped(rest, &mut out),
            'h' if !out.ends_with(|before: char| before.is_alphanumeric()) => bare_url(rest, &mut out),
            ']' => {
                out.push_str("\\]");
                1
            }
            _ => 0,
        };
        let taken = if taken == 0 {
            out.push(next);
            next.len_utf8()
        } else {
            taken
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
}

/// A code span, closed; a backquote without a partner is escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let ticks = rest.chars().take_while(|next| *next == '`').count();
    let mark = "`".repeat(ticks);
    let Some(length) = rest.get(ticks..).and_then(|inner| inner.find(&mark)) else {
        out.push_str(&"\\`".repeat(ticks));
        return ticks;
    };
    let end = ticks + length + ticks;
    out.push_str(rest.get(..end).unwrap_or_default());
    end
}

/// A link to somewhere on the web; anything else in brackets would be taken for a path of Rust.
fn link(rest: &str, out: &mut String) -> usize {
    let link = rest.find("](").and_then(|middle| {
        let text = rest.get(1..middle)?;
        let target = rest.get(middle + 2..)?;
        let target = target.get(..target.find(')')?)?;
        (!text.contains(['[', ']', '`', '<'])).then_some((text, target))
    });
    let Some((text, target)) = link else {
        out.push_str("\\[");
        return 1;
    };
    let length = text.len() + target.len() + 4;
    let url = target.split_whitespace().next().unwrap_or_default();
    let absolute = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
    if absolute && !url.contains(['<', '>', '(', '"', '`', '\\']) {
        out.push_str(&format!("[{}]({url})", text.replace('\\', "")));
    } else {
        // A link within the vendor's site leads nowhere from here.
        out.push_str(&inline(text));
    }
    length
}

/// An autolink, or an angle bracket that would be HTML.
fn angle(rest: &str, out: &mut String) -> usize {
    if let Some(end) = rest.find('>') {
        let inner = rest.get(1..end).unwrap_or_default();
        let scheme = inner.starts_with("https://") || inner.starts_with("http://");
        if scheme && !inner.contains(char::is_whitespace) && !inner.contains('<') {
            out.push_str(&format!("<{inner}>"));
            return end + 1;
        }
    }
    out.push_str("&lt;");
    1
}

fn escaped(rest: &str, out: &mut String) -> usize {
    match rest.chars().nth(1) {
        Some(next) if next.is_ascii_punctuation() && next != '<' => {
            out.push('\\');
            out.push(next);
            2
        }
        _ => {
            out.push_str("\\\\");
            1
        }
    }
}

/// A URL in running text, made a link.
fn bare_url(rest: &str, out: &mut String) -> usize {
    if !rest.starts_with("https://") && !rest.starts_with("http://") {
        return 0;
    }
    let end = rest.find(|next: char| next.is_whitespace() || "<>\"'`()[]{}|\\^*".contains(next)).unwrap_or(rest.len());
    let url = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
    let host = url.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() {
        return 0;
    }
    out.push_str(&format!("<{url}>"));
    url.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        markdown(text).join("\n")
    }

    #[test]
    fn html_is_shown_not_run() {
        assert_eq!(joined("<Deprecated> Staging"), "&lt;Deprecated> Staging");
        assert_eq!(joined("a<br>b"), "a\n\nb");
        assert_eq!(joined("a\n<Warning>\nb\n</Warning>\nc"), "a\n\n&lt;Warning>\n\nb\n\n&lt;/Warning>\n\nc");
        assert_eq!(joined("see <https://example.org/x>"), "see <https://example.org/x>");
    }

    #[test]
    fn nothing_becomes_a_doctest() {
        assert_eq!(joined("Example:\n\n    let x = 1;\n\nEnd"), "Example:\n\n```text\nlet x = 1;\n```\n\nEnd");
        assert_eq!(joined("```\ncode\n```"), "```text\ncode\n```");
        assert_eq!(joined("```rust\ncode"), "```text\ncode\n```");
        assert_eq!(joined("```json\n{}\n```"), "```json\n{}\n```");
    }

    #[test]
    fn only_links_to_the_web_stay_links() {
        assert_eq!(joined("[Create](https://a.example/b)"), "[Create](https://a.example/b)");
        assert_eq!(joined("[Create](/b#c)"), "Create");
        assert_eq!(joined("an [Array] of"), "an \\[Array\\] of");
        assert_eq!(joined("go to https://a.example/b."), "go to <https://a.example/b>.");
        assert_eq!(joined("`[code]`"), "`[code]`");
        assert_eq!(joined("an ` alone"), "an \\` alone");
    }

    #[test]
    fn stray_white_space_is_left_out() {
        assert_eq!(joined("\n    First.\n\n  Second\n  goes on.\n\n    \n"), "First.\n\nSecond\ngoes on.");
        assert_eq!(joined("- a\n  - b\n    c"), "- a\n  - b\n  c");
    }

    #[test]
    fn text_cannot_turn_its_direction() {
        assert_eq!(joined("a\u{202E}b\u{0}c"), "abc");
    }
}
