//! Where lines begin: in a block of HTML, not where they do in the text.

use super::super::starts;
use super::{Container, Gap, Room, Writer};

impl Writer<'_> {
    /// Text in which white space is one space.
    pub(super) fn words(&mut self, text: &str) {
        let trimmed = text.trim();
        if text.starts_with(char::is_whitespace) || trimmed.is_empty() {
            self.space();
        }
        if trimmed.is_empty() {
            return;
        }
        self.begin();
        let mut words = trimmed.split_whitespace();
        self.out.push_str(words.next().unwrap_or_default());
        words.for_each(|word| self.out.extend([" ", word]));
        if text.ends_with(char::is_whitespace) {
            self.space();
        }
    }

    /// Lines, none of them indented so far that it would be code.
    pub(super) fn lines(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let line = rest.split('\n').next().unwrap_or_default();
            let inner = if starts::indent(line) >= 4 || !self.prefix.is_empty() { line.trim_start() } else { line };
            if !inner.trim().is_empty() {
                self.begin();
                self.out.push_str(inner);
            }
            rest = match rest.get(line.len() + 1..) {
                Some(rest) => rest,
                None => return,
            };
            // The next item of Markdown's own list.
            if starts::indent(rest) < self.prefix.len() && starts::item(rest.trim_start()).is_some() {
                self.in_html = false;
                self.pending = Gap::None;
                self.out.extend(["\n", rest]);
                return;
            }
            self.gap(Gap::Line);
        }
    }

    pub(super) fn space(&mut self) {
        if self.pending == Gap::None && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    /// Asks for an end of the line.
    pub(super) fn gap(&mut self, gap: Gap) {
        if self.room == Room::Line || self.table.is_some() {
            return self.space();
        }
        // An item may begin with a block.
        let is_fresh = self.containers.iter().any(|each| matches!(each, Container::List { mark: Some(_), .. }));
        self.pending = self.pending.max(if is_fresh { Gap::Line } else { gap });
        self.open.iter_mut().filter(|open| open.start.is_some()).for_each(|open| open.is_crossed |= gap == Gap::Blank);
    }

    /// Begins a block of HTML where none is open.
    pub(super) fn enter(&mut self) {
        if !self.in_html && self.room == Room::Blocks {
            let line = self.out.rsplit('\n').next().unwrap_or_default();
            self.prefix = prefix(line);
            self.in_html = true;
        }
    }

    /// Ends lines as far as that is asked for; text is going to be written.
    pub(super) fn begin(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if pending != Gap::None {
            let start = self.out.rfind('\n').map_or(0, |end| end + 1);
            let line = self.out.get(start..).unwrap_or_default();
            let (is_empty, is_mark) = (line.trim_matches([' ', '>']).is_empty(), is_mark(line));
            if is_empty {
                self.out.truncate(start);
            }
            // A list of Markdown can begin with one of HTML.
            if !is_empty && !is_mark {
                self.out.truncate(self.out.trim_end_matches(' ').len());
                self.out.push('\n');
            }
            if pending == Gap::Blank && !is_mark && !self.out.is_empty() {
                let blank = self.line_start(false);
                self.out.push_str(blank.trim_end());
                self.out.push('\n');
            }
            let line = self.line_start(true);
            self.out.push_str(if is_mark { line.get(self.prefix.len()..).unwrap_or_default() } else { &line });
        }
        let start = self.out.len();
        self.open.iter_mut().filter(|open| open.start.is_none()).for_each(|open| open.start = Some(start));
    }

    /// What a line of the block begins with; the marks of items that begin in it, if it is not a blank one.
    pub(super) fn line_start(&mut self, has_marks: bool) -> String {
        let mut line = self.prefix.clone();
        for container in &mut self.containers {
            match container {
                Container::Quotation => line.push_str("> "),
                Container::List { mark, width, .. } => match mark.take_if(|_| has_marks) {
                    Some(mark) => line.push_str(&mark),
                    None => line.extend(std::iter::repeat_n(' ', *width)),
                },
            }
        }
        line
    }

    pub(super) fn begin_if(&mut self, text: &str) {
        if let Some(first) = text.find(|next: char| !next.is_whitespace()) {
            let start = self.out.len() + first;
            self.open.iter_mut().filter(|open| open.start.is_none()).for_each(|open| open.start = Some(start));
        }
        if text.contains("\n\n") {
            self.open.iter_mut().for_each(|open| open.is_crossed = true);
        }
    }
}

/// Whether a line is nothing but the marks of items.
fn is_mark(line: &str) -> bool {
    let mut rest = line.trim_matches([' ', '>']);
    let has_marks = !rest.is_empty();
    while let Some((_, inner)) = starts::item(rest) {
        rest = inner.trim_matches([' ', '>']);
    }
    has_marks && rest.is_empty()
}

/// What stands before the further lines of what a line begins with.
fn prefix(line: &str) -> String {
    let mut prefix = String::new();
    let mut rest = line;
    loop {
        let spaces = starts::indent(rest);
        prefix.extend(std::iter::repeat_n(' ', spaces));
        rest = rest.get(spaces..).unwrap_or_default();
        if let Some(inner) = rest.strip_prefix('>') {
            prefix.push('>');
            rest = inner;
        } else if let Some((mark, inner)) = starts::item(rest) {
            prefix.extend(std::iter::repeat_n(' ', mark.text.len()));
            rest = inner;
        } else {
            return prefix;
        }
    }
}
