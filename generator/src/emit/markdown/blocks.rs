//! The blocks of a Markdown text, read line by line and written anew.

use super::inline::{LINE_END, Tags, inline};
use super::starts::{
    ends_paragraph, escaped, fence, heading, indent, is_delimiter_row, is_underline, item, longest_run, thematic_break,
};
use crate::lists::Listing;

/// Lists and quotations within each other beyond that are text.
const DEEPEST: usize = 8;

/// A line that belongs to a paragraph by its lack of a mark only is written on a line of its own where that begins with less.
const WIDEST_PREFIX: usize = 24;

/// What a fence may name. Any other word might be one that rustdoc takes for Rust: `edition2021`, `should_panic`.
#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "bash", "bat", "c", "cmd", "console", "cpp", "cs", "csharp", "css", "csv", "curl", "dart", "diff", "dockerfile",
    "elixir", "go", "graphql", "groovy", "haskell", "hcl", "html", "http", "ini", "java", "javascript", "js", "json",
    "json5", "jsonc", "jsonl", "jsx", "kotlin", "lua", "makefile", "markdown", "md", "mermaid", "ndjson", "objc", "perl",
    "php", "plaintext", "powershell", "properties", "proto", "protobuf", "py", "python", "r", "rb", "regex", "ruby",
    "scala", "sh", "shell", "sql", "swift", "terraform", "text", "toml", "ts", "tsv", "tsx", "txt", "typescript", "url",
    "xml", "yaml", "yml", "zsh",
];

/// The blocks that are open, and the lines that are written.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    lines: Vec<String>,
    containers: Vec<Container>,
    leaf: Leaf,
    /// A blank line to be written before the next one: its quotations' marks.
    blank: Option<String>,
}

/// What holds other blocks.
#[derive(Debug)]
struct Container {
    /// How far in a list's item holds what is in it; a quotation has none.
    indent: Option<usize>,
    is_empty: bool,
    /// What is written before its first line, until that is written.
    mark: Option<String>,
    /// What is written before the others.
    prefix: String,
}

#[derive(Debug, Default)]
enum Leaf {
    #[default]
    None,
    /// Its lines, and which of them are in it by their lack of a mark or by their indentation only.
    Paragraph(Vec<(String, bool)>),
    Fence(Fence),
    Indented(Vec<String>),
}

#[derive(Debug)]
struct Fence {
    mark: char,
    count: usize,
    indent: usize,
    language: String,
    lines: Vec<String>,
}

impl Blocks {
    /// Reads the next line, which has neither tabs nor white space at its end.
    pub(super) fn line(&mut self, line: &str) {
        let (matched, rest) = self.matched(line);
        if matched == self.containers.len() && self.is_code(rest) {
            return;
        }
        self.blocks(matched, rest);
    }

    /// The text.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.close(0);
        self.lines
    }

    /// How many containers go on in a line, and what it says within them.
    fn matched<'t>(&self, line: &'t str) -> (usize, &'t str) {
        let mut rest = line;
        for (at, container) in self.containers.iter().enumerate() {
            let spaces = indent(rest);
            let inner = match container.indent {
                Some(_) if rest.is_empty() => (!container.is_empty).then_some(""),
                Some(inner) => rest.get(inner..).filter(|_| spaces >= inner),
                None => rest.get(spaces..).filter(|_| spaces < 4).and_then(|text| text.strip_prefix('>')).map(unspaced),
            };
            match inner {
                Some(inner) => rest = inner,
                None => return (at, rest),
            }
        }
        (self.containers.len(), rest)
    }

    /// Whether the line belongs to the code that is open, or ends it.
    fn is_code(&mut self, rest: &str) -> bool {
        match &mut self.leaf {
            Leaf::Fence(fence) => {
                if fence.ends(rest) {
                    self.close_leaf();
                } else {
                    fence.lines.push(rest.get(indent(rest).min(fence.indent)..).unwrap_or_default().to_owned());
                }
                true
            }
            Leaf::Indented(lines) if rest.is_empty() || indent(rest) >= 4 => {
                lines.push(rest.get(4..).unwrap_or_default().to_owned());
                true
            }
            Leaf::Indented(_) => {
                self.close_leaf();
                false
            }
            Leaf::None | Leaf::Paragraph(_) => false,
        }
    }

    /// Opens the blocks that begin in a line, or adds it to the paragraph that is open.
    fn blocks(&mut self, mut matched: usize, mut rest: &str) {
        let all = matched == self.containers.len();
        let (mut in_paragraph, mut is_fresh) = (matches!(self.leaf, Leaf::Paragraph(_)), false);
        loop {
            let spaces = indent(rest);
            let text = rest.get(spaces..).unwrap_or_default();
            let has_room = matched < DEEPEST;
            if text.is_empty() {
                return self.blank_line(matched, is_fresh);
            } else if spaces >= 4 {
                return self.indented(matched, text, rest.get(4..).unwrap_or_default(), in_paragraph);
            } else if in_paragraph && all && is_underline(text) {
                return self.underline(text);
            } else if let Some(inner) = text.strip_prefix('>').filter(|_| has_room) {
                self.close(matched);
                self.open(Container { indent: None, is_empty: true, mark: Some("> ".into()), prefix: "> ".into() });
                rest = unspaced(inner);
            } else if self.leaf_block(matched, spaces, text) {
                return;
            } else if let Some((mark, after)) =
                item(text).filter(|(mark, _)| has_room && (mark.interrupts || !in_paragraph || !all))
            {
                self.close(matched);
                rest = self.item(spaces, mark.text, after);
            } else if in_paragraph {
                return self.paragraph_line(text, !all);
            } else {
                return self.leaf(matched, Leaf::Paragraph(vec![(text.to_owned(), false)]));
            }
            (matched, in_paragraph, is_fresh) = (self.containers.len(), false, true);
        }
    }

    /// Writes a heading or a break, or opens a fence, where a line is one.
    fn leaf_block(&mut self, matched: usize, spaces: usize, text: &str) -> bool {
        if let Some(mark) = thematic_break(text) {
            self.leaf(matched, Leaf::None);
            self.thematic_break(mark, text);
        } else if let Some((level, text)) = heading(text) {
            self.leaf(matched, Leaf::None);
            self.write(&format!("{} {}", "#".repeat(level), inline(text, Tags::Space)));
        } else if let Some((mark, count, said)) = fence(text) {
            let language = language(said);
            self.leaf(matched, Leaf::Fence(Fence { mark, count, indent: spaces, language, lines: Vec::new() }));
        } else {
            return false;
        }
        true
    }

    fn indented(&mut self, matched: usize, text: &str, code: &str, in_paragraph: bool) {
        if in_paragraph {
            self.paragraph_line(text, true);
        } else {
            self.leaf(matched, Leaf::Indented(vec![code.to_owned()]));
        }
    }

    /// Opens a list's item, and gives what its first line holds.
    fn item<'t>(&mut self, spaces: usize, mark: &str, after: &'t str) -> &'t str {
        // What is five spaces away is code within the item, which begins after one; so does one that begins a line below.
        let gap = Some(indent(after)).filter(|gap| (1..=4).contains(gap) && *gap < after.len()).unwrap_or(1);
        self.open(Container {
            indent: Some(spaces + mark.len() + gap),
            is_empty: true,
            mark: Some(format!("{mark} ")),
            prefix: " ".repeat(mark.len() + 1),
        });
        after.get(gap..).unwrap_or_default()
    }

    fn open(&mut self, container: Container) {
        self.fill();
        self.containers.push(container);
    }

    /// Opens a leaf within the first containers.
    fn leaf(&mut self, matched: usize, leaf: Leaf) {
        self.close(matched);
        self.fill();
        self.leaf = leaf;
    }

    fn fill(&mut self) {
        if let Some(last) = self.containers.last_mut() {
            last.is_empty = false;
        }
    }

    fn blank_line(&mut self, matched: usize, is_fresh: bool) {
        if !is_fresh {
            self.close(matched);
            self.part();
        }
    }

    fn paragraph_line(&mut self, text: &str, is_lazy: bool) {
        if let Leaf::Paragraph(lines) = &mut self.leaf {
            lines.push((text.to_owned(), is_lazy));
        }
    }

    fn underline(&mut self, text: &str) {
        let before = self.lines.len();
        self.close_leaf();
        if self.lines.len() > before {
            self.write(text);
        }
    }

    fn thematic_break(&mut self, mark: char, text: &str) {
        let follows = self.blank.is_none() && self.lines.last().is_some_and(|last| !last.is_empty());
        // Below a paragraph, or behind an item's mark, it could mean something else.
        let is_safe = self.containers.is_empty() && !(follows && mark == '-');
        self.write(if is_safe { text } else { "___" });
    }

    /// Closes all but the first containers, and what is open within them.
    fn close(&mut self, left: usize) {
        self.close_leaf();
        while self.containers.len() > left {
            // One that holds nothing is a mark alone.
            if self.containers.last().is_some_and(|last| last.mark.is_some()) {
                self.write("");
                // Several side by side would be a break.
                if let Some(last) =
                    self.lines.last_mut().filter(|last| thematic_break(last.trim_matches(' ')).is_some())
                {
                    last.pop();
                    last.push('+');
                }
            }
            self.containers.pop();
        }
    }

    fn close_leaf(&mut self) {
        match std::mem::take(&mut self.leaf) {
            Leaf::None => {}
            Leaf::Paragraph(lines) => self.paragraph(&lines),
            Leaf::Fence(fence) => self.code(&fence.language, &fence.lines),
            Leaf::Indented(lines) => {
                let blank = lines.iter().rev().take_while(|line| line.is_empty()).tally();
                self.code("text", lines.get(..lines.len() - blank).unwrap_or_default());
                if blank > 0 || self.containers.is_empty() {
                    self.part();
                }
            }
        }
    }

    fn code(&mut self, language: &str, lines: &[String]) {
        if self.containers.is_empty() {
            self.part();
        }
        let longest = lines.iter().map(|line| longest_run(line, '`')).max().unwrap_or(0);
        let mark = "`".repeat(3.max(longest + 1));
        self.write(&format!("{mark}{language}"));
        lines.iter().for_each(|line| self.write(line));
        self.write(&mark);
    }

    fn paragraph(&mut self, lines: &[(String, bool)]) {
        if lines.iter().skip(1).any(|(line, is_lazy)| !is_lazy && is_delimiter_row(line)) {
            return self.table(lines);
        }
        let width: usize = self.containers.iter().map(|container| container.prefix.len()).total();
        let mut text = String::new();
        for (line, is_lazy) in lines {
            // A tag alone on its line sets a block apart, whether or not blank lines around say so as well.
            let is_tag = is_tag(line);
            if !text.is_empty() {
                text.push_str(if is_tag {
                    PARTED
                } else if *is_lazy && width > WIDEST_PREFIX {
                    " "
                } else {
                    "\n"
                });
            }
            text.push_str(line);
            if is_tag {
                text.push_str(PARTED);
            }
        }
        self.running_text(&text);
    }

    /// Writes running text, of which blank lines make paragraphs.
    fn running_text(&mut self, text: &str) {
        let is_item = self.containers.last().is_some_and(|last| last.indent.is_some() && last.mark.is_some());
        let task =
            ["[ ] ", "[x] ", "[X] "].into_iter().find(|mark| is_item && text.starts_with(mark)).unwrap_or_default();
        let text = text.get(task.len()..).unwrap_or_default();
        let parts: Vec<String> = text.split(PARTED).map(|part| inline(part, Tags::Part)).list();
        let mut is_first = true;
        for paragraph in parts.iter().flat_map(|part| part.split(PARTED)) {
            let lines = paragraph.split('\n').map(|line| line.trim_matches(' ')).filter(|line| !line.is_empty());
            let mut written = joined(lines.map(str::to_owned));
            if let Some(first) = written.first_mut() {
                if std::mem::take(&mut is_first) {
                    first.insert_str(0, task);
                } else {
                    self.part();
                }
            }
            written.iter().for_each(|line| self.write(line));
        }
    }

    /// Writes a table, each line of which is text of its own.
    fn table(&mut self, lines: &[(String, bool)]) {
        let mut rows: Vec<String> = Vec::new();
        for (line, is_lazy) in lines {
            // A backslash at its end means what it meant.
            let is_escape = (line.len() - line.trim_end_matches('\\').len()) % 2 == 1;
            let (text, end) = line.split_at_checked(line.len() - usize::from(is_escape)).unwrap_or((line, ""));
            let row = inline(text, Tags::Space) + end;
            match rows.last_mut() {
                None => rows.push(escaped(row)),
                Some(last) if *is_lazy && ends_paragraph(line) => last.extend([" ", &row]),
                Some(_) => rows.push(row),
            }
        }
        rows.iter().for_each(|row| self.write(row));
    }

    /// Asks for a blank line within the containers that are open.
    fn part(&mut self) {
        let marks: String = self.containers.iter().map(|container| container.prefix.as_str()).text();
        let marks = marks.trim_end_matches(' ');
        if self.blank.as_ref().is_none_or(|blank| marks.len() < blank.len()) {
            self.blank = Some(marks.to_owned());
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(blank) = self.blank.take().filter(|_| !self.lines.is_empty()) {
            self.lines.push(blank);
        }
        let mut line = String::new();
        for container in &mut self.containers {
            line.push_str(container.mark.take().as_deref().unwrap_or(&container.prefix));
        }
        line.push_str(text);
        line.truncate(line.trim_end_matches(' ').len());
        self.lines.push(line);
    }
}

impl Fence {
    fn ends(&self, line: &str) -> bool {
        let text = line.trim_matches(' ');
        indent(line) < 4 && text.len() >= self.count && text.chars().all(|character| character == self.mark)
    }
}

/// Parts paragraphs in what is one text yet.
const PARTED: &str = "\n\n";

/// The lines of a paragraph. What would be something else below a line is put on the same.
fn joined(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in lines {
        if !ends_paragraph(&line) || joined.is_empty() {
            joined.push(line);
            continue;
        }
        // There is nothing to break where the line goes on.
        while let Some(last) = joined.last_mut() {
            last.truncate(last.trim_end_matches(LINE_END).len());
            if !last.is_empty() || joined.len() == 1 {
                break;
            }
            joined.pop();
        }
        if let Some(last) = joined.last_mut() {
            last.extend([" ", &line]);
        }
    }
    // Backquotes that could be a fence are a span of code that goes on below: all others are escaped.
    if joined.first().is_some_and(|first| fence(first).is_some_and(|(mark, ..)| mark == '`')) {
        joined = vec![joined.join(" ").replace(LINE_END, "")];
    }
    for line in joined.iter_mut().filter(|line| line.ends_with(LINE_END)) {
        line.pop();
        line.push('\\');
    }
    if let Some(first) = joined.first_mut() {
        *first = escaped(first.trim_start_matches(' ').to_owned());
    }
    joined
}

/// A line without the one space that belongs to the mark before it.
fn unspaced(line: &str) -> &str {
    line.strip_prefix(' ').unwrap_or(line)
}

/// What a fence is to name for what it says.
fn language(said: &str) -> String {
    let word: String = said.trim_matches(' ').chars().take_while(char::is_ascii_alphanumeric).text();
    let word = word.to_ascii_lowercase();
    if LANGUAGES.contains(&word.as_str()) { word } else { "text".to_owned() }
}

/// Whether the line is one HTML tag, opening or closing, and nothing else.
fn is_tag(line: &str) -> bool {
    let inner = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let name = inner.map(|inner| inner.strip_prefix('/').unwrap_or(inner));
    name.is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_alphabetic()) && !name.contains(['<', '>', ':'])
    })
}
