//! Code that is written as text, line by line.
//!
//! Most of a client is the same few lines for every operation. To write them costs a tenth of what it costs to make tokens,
//! parse these and print what was parsed, and it is laid out as `prettyplease` does it all the same: a test compares.

mod breaks;
mod layout;

use super::text::comment;
use crate::code::Piece;
use crate::lists::Listing;
use layout::INDENT;

/// A line of code as the lines that it is laid out as.
pub(super) fn laid_out(code: &str) -> Vec<String> {
    let mut text = String::new();
    layout::line(code, 0, &mut text);
    text.lines().map(str::to_owned).list()
}

/// Lines of code, each laid out as it comes.
#[derive(Default)]
pub(super) struct Lines {
    text: String,
    indent: usize,
}

impl Lines {
    /// Lines of documentation.
    pub(super) fn docs(&mut self, lines: &[String]) {
        for line in lines {
            self.doc(line);
        }
    }

    pub(super) fn doc(&mut self, line: &str) {
        self.indentation();
        self.text.push_str("///");
        let line = comment(line);
        if !line.trim_end().is_empty() {
            self.text.push(' ');
            self.text.push_str(line.trim_end());
        }
        self.text.push('\n');
    }

    /// A line of code. One that is too long is broken where it can be.
    pub(super) fn line(&mut self, code: &str) {
        self.indentation();
        layout::line(code, self.indent, &mut self.text);
        self.text.push('\n');
    }

    /// An attribute where it is wanted.
    pub(super) fn deprecated(&mut self, deprecated: bool) {
        if deprecated {
            self.line("#[deprecated]");
        }
    }

    /// An arm of a `match`.
    pub(super) fn arm(&mut self, patterns: &[String], body: &str) {
        self.indentation();
        layout::arm(patterns, body, self.indent, &mut self.text);
        self.text.push('\n');
    }

    /// A block: what stands before its brace, and what is in it.
    pub(super) fn block(&mut self, head: &str, content: &mut dyn FnMut(&mut Lines)) {
        self.line(&format!("{head} {{"));
        let begin = self.text.len();
        self.indent += INDENT;
        content(self);
        self.indent -= INDENT;
        if self.text.len() == begin {
            // Nothing is in it.
            self.text.truncate(begin - 1);
        } else {
            self.indentation();
        }
        self.text.push_str("}\n");
    }

    /// An item of its own: a blank line parts it from what stands before it, but for a function that does nothing.
    pub(super) fn item(&mut self) {
        let is_small = self.indent > 0 && self.text.ends_with("{}\n");
        if !self.text.is_empty() && !self.text.ends_with("{\n") && !is_small {
            self.text.push('\n');
        }
    }

    pub(super) fn piece(self) -> Piece {
        Piece::Text(self.text)
    }

    fn indentation(&mut self) {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
    }
}

#[cfg(test)]
mod tests;
