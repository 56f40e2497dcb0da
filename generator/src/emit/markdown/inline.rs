//! Running text: code spans and links to the web as they are, HTML shown, and nothing that rustdoc would look up.

use crate::lists::Listing;
use crate::maps::HashMap;

/// What becomes of the tags of HTML that break lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    /// They part paragraphs: a blank line.
    Part,
    /// They are white space, where there can't be but one line.
    Space,
    /// They are text like any other tag.
    Shown,
}

/// Stands before a line break that is to be one in what is rendered, until lines are written. No text holds a control.
pub(super) const LINE_END: &str = "\u{2}";

/// Tags of HTML that break lines.
const BREAKS: &[&str] = &["<br>", "<br/>", "<br />", "</br>", "<p>", "</p>"];

/// A link's address is no longer than that.
const LONGEST_ADDRESS: usize = 2000;

/// Running text, escaped where it would be anything but that.
pub(super) fn inline(text: &str, tags: Tags) -> String {
    let mut inline = Inline { tags, out: String::with_capacity(text.len() + 8), last_runs: None };
    inline.text(text);
    inline.out
}

struct Inline {
    tags: Tags,
    out: String,
    /// How much text is left behind the last run of backquotes of each length; counted when it is first asked for.
    last_runs: Option<HashMap<usize, usize>>,
}

impl Inline {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        loop {
            // Most of a text stands as it is. A byte of these is always a character of its own.
            let plain = rest.bytes().position(|byte| matches!(byte, b'`' | b'[' | b'<' | b'\\' | b'h' | b']'));
            let (before, marked) = rest.split_at_checked(plain.unwrap_or(rest.len())).unwrap_or((rest, ""));
            self.out.push_str(before);
            rest = marked;
            let Some(next) = rest.chars().next() else { return };
            let taken = match next {
                '`' => self.code_span(rest),
                '[' => self.link(rest),
                '<' => self.angle(rest),
                '\\' => self.escaped(rest),
                'h' if self.is_apart() => self.bare_url(rest),
                ']' => self.push("\\]", 1),
                _ => 0,
            };
            let taken = if taken == 0 { self.push(next.encode_utf8(&mut [0; 4]), next.len_utf8()) } else { taken };
            rest = rest.get(taken..).unwrap_or_default();
        }
    }

    fn push(&mut self, text: &str, taken: usize) -> usize {
        self.out.push_str(text);
        taken
    }

    /// A code span; backquotes without partners are escaped.
    fn code_span(&mut self, rest: &str) -> usize {
        let ticks = run(rest);
        let last_runs = self.last_runs.get_or_insert_with(|| last_runs(rest));
        let is_closed = last_runs.get(&ticks).is_some_and(|left| *left < rest.len() - ticks);
        match Some(rest).filter(|_| is_closed).and_then(span) {
            Some(span) => self.push(span, span.len()),
            None => self.push(&"\\`".repeat(ticks), ticks),
        }
    }

    /// A link to somewhere on the web; anything else in brackets would be taken for a path of Rust.
    fn link(&mut self, rest: &str) -> usize {
        let Some((text, target)) = link(rest) else { return self.push("\\[", 1) };
        let length = text.len() + target.len() + 4;
        let url = target.split_whitespace().next().unwrap_or_default();
        if is_web_address(url) && !url.contains(['<', '>', '(', '"', '`', '\\']) {
            let text = text.replace('\\', "");
            self.push(&format!("[{text}]({url})"), length)
        } else {
            // A link within the vendor's site leads nowhere from here.
            let text = inline(text, self.tags);
            self.push(&text, length)
        }
    }

    /// An autolink, a tag that breaks lines, or an angle bracket that would be HTML.
    fn angle(&mut self, rest: &str) -> usize {
        if let Some(tag) = BREAKS.iter().find(|tag| starts_with(rest, tag)).filter(|_| self.tags != Tags::Shown) {
            return self.push(if self.tags == Tags::Part { "\n\n" } else { " " }, tag.len());
        }
        if rest.starts_with("<https://") || rest.starts_with("<http://") {
            let inner = rest.get(1..).unwrap_or_default();
            let end = inner.find(|next: char| matches!(next, '>' | '<') || next.is_whitespace());
            if let Some(link) = end.and_then(|end| rest.get(..end + 2)).filter(|link| link.ends_with('>')) {
                return self.push(link, link.len());
            }
        }
        self.push("\\<", 1)
    }

    fn escaped(&mut self, rest: &str) -> usize {
        match rest.chars().nth(1) {
            Some(next) if next.is_ascii_punctuation() => {
                self.out.push('\\');
                self.out.push(next);
                2
            }
            // It breaks the line.
            Some('\n') => self.push(LINE_END, 1),
            _ => self.push("\\\\", 1),
        }
    }

    /// Whether a URL may begin here: not within a word, and not where an emphasis may have to end.
    fn is_apart(&self) -> bool {
        let before = self.out.trim_end_matches('_');
        match before.chars().next_back() {
            Some(last) if before.len() < self.out.len() => last.is_whitespace(),
            Some(last) => !last.is_alphanumeric(),
            None => true,
        }
    }

    /// A URL in running text, made a link.
    fn bare_url(&mut self, rest: &str) -> usize {
        if !rest.starts_with("https://") && !rest.starts_with("http://") {
            return 0;
        }
        let end =
            rest.find(|next: char| next.is_whitespace() || "<>\"'`()[]{}|\\^*".contains(next)).unwrap_or(rest.len());
        let url = rest.get(..end).unwrap_or_default().trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
        let host = url.split_once("://").map_or("", |(_, host)| host);
        if host.is_empty() { 0 } else { self.push(&format!("<{url}>"), url.len()) }
    }
}

/// How many backquotes a text begins with.
pub(super) fn run(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'`').tally()
}

/// How much text is left behind the last run of backquotes of each length.
pub(super) fn last_runs(text: &str) -> HashMap<usize, usize> {
    let mut last = HashMap::new();
    let mut rest = text;
    while let Some(marked) = rest.find('`').and_then(|at| rest.get(at..)) {
        let length = run(marked);
        rest = marked.get(length..).unwrap_or_default();
        last.insert(length, rest.len());
    }
    last
}

/// The code span that a text begins with, up to backquotes that are as many.
pub(super) fn span(text: &str) -> Option<&str> {
    let ticks = run(text);
    let mut end = ticks;
    loop {
        end += text.get(end..)?.find('`')?;
        let length = run(text.get(end..)?);
        end += length;
        if length == ticks {
            return text.get(..end);
        }
    }
}

/// The text and the target of the link that a text begins with.
fn link(rest: &str) -> Option<(&str, &str)> {
    let end = rest.get(1..)?.find(['[', ']', '`', '<'])? + 1;
    let text = rest.get(1..end)?;
    let target = rest.get(end..)?.strip_prefix("](")?;
    let close = target.bytes().take(LONGEST_ADDRESS).position(|byte| matches!(byte, b')' | b'['))?;
    let target = target.get(..close).filter(|_| target.as_bytes().get(close) == Some(&b')'))?;
    Some((text, target))
}

/// Whether an address leads somewhere from anywhere.
pub(super) fn is_web_address(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme))
}

fn starts_with(text: &str, tag: &str) -> bool {
    text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
}
