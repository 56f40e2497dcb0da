//! Elements that are written when they end: running text between marks, and code.

use super::super::inline::is_web_address;
use super::super::{code, longest_run, starts};
use super::tokens::{Element, Tag};
use super::{Gap, Open, Room, Writer, unescaped};
use crate::lists::Listing;

impl<'t> Writer<'t> {
    pub(super) fn start(&mut self, tag: Tag<'t>) {
        let is_open = self.open.iter().any(|open| open.tag.element == tag.element);
        if tag.is_paired && !is_open && !self.is_raw() {
            if tag.element == Element::Preformatted {
                self.block(Gap::Blank);
            }
            self.open.push(Open { tag, start: None, is_crossed: false });
        }
    }

    pub(super) fn end(&mut self, tag: Tag<'t>) {
        let Some(at) = self.open.iter().rposition(|open| open.tag.name.eq_ignore_ascii_case(tag.name)) else { return };
        let open = self.open.remove(at);
        let Some(start) = open.start.filter(|start| *start < self.out.len()) else { return };
        let end = self.out.trim_end().len().max(start);
        let behind = self.out.split_off(end);
        let content = self.out.split_off(start);
        match open.tag.element {
            Element::Preformatted => self.fence(&content),
            Element::Code if self.is_block(&content) => self.fence(&content),
            Element::Code => self.out.push_str(&code(&content)),
            Element::Link => self.link(open.tag, &content, open.is_crossed),
            _ if open.is_crossed => self.out.push_str(&content),
            element => self.marked(element, &content),
        }
        if self.pending == Gap::None {
            self.out.push_str(&behind);
        }
    }

    pub(super) fn is_block(&self, content: &str) -> bool {
        let lines = content.lines().filter(|line| !line.trim().is_empty()).tally();
        lines > 1 && self.room == Room::Blocks && self.table.is_none()
    }

    pub(super) fn fence(&mut self, content: &str) {
        if self.room == Room::Line || self.table.is_some() {
            return self.out.push_str(&code(content));
        }
        let mark = "`".repeat(3.max(longest_run(content, '`') + 1));
        let content = content.trim_matches('\n').trim_end();
        let common = content.lines().filter(|line| !line.is_empty()).map(starts::indent).min().unwrap_or(0);
        self.block(Gap::Blank);
        let inner = content.lines().map(|line| line.get(common..).unwrap_or_default());
        self.begin();
        self.out.push_str(&mark);
        for line in inner.chain([mark.as_str()]) {
            let start = self.line_start(true);
            self.out.extend(["\n", &start, line]);
            self.out.truncate(self.out.trim_end_matches(' ').len());
        }
        self.gap(Gap::Blank);
    }

    pub(super) fn link(&mut self, tag: Tag<'_>, content: &str, is_crossed: bool) {
        let target = tag.attribute("href").map(unescaped).filter(|target| is_web_address(target));
        let Some(target) = target.filter(|_| !is_crossed) else { return self.out.push_str(content) };
        let words = content.split_whitespace().list().join(" ");
        if words.is_empty() || target.ends_with(&words) && words.contains('.') {
            self.out.push_str(&format!("<{target}>"));
        } else if words.contains(['[', ']', '`', '<']) || target.contains([' ', '(', ')', '<', '>', '"', '`', '\\']) {
            self.out.push_str(&format!("{words} (<{target}>)"));
        } else {
            self.out.push_str(&format!("[{words}]({target})"));
        }
    }

    /// Text between marks, where these would be read as such (CommonMark 0.31, section 6.2).
    pub(super) fn marked(&mut self, element: Element, content: &str) {
        let mark = match element {
            Element::Strong => "**",
            Element::Struck => "~~",
            _ => "*",
        };
        let is_word = |edge: Option<char>| edge.is_some_and(char::is_alphanumeric);
        let opens = !is_word(self.out.chars().next_back()) || is_word(content.chars().next());
        let mark = if opens && !content.starts_with(mark) { mark } else { "" };
        self.out.extend([mark, content, mark]);
    }
}
