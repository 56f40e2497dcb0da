//! What tags say of blocks.

use super::super::inline::is_web_address;
use super::table::Table;
use super::tokens::{Element, Tag};
use super::{Container, DEEPEST, Gap, Room, Writer, unescaped};
use crate::lists::Changing;

impl<'t> Writer<'t> {
    pub(super) fn tag(&mut self, tag: Tag<'t>) {
        match tag.element {
            Element::Transparent => {}
            Element::Break => self.line_break(),
            Element::Paragraph | Element::Block => self.block(Gap::Blank),
            Element::Rule if self.room == Room::Blocks && self.table.is_none() => {
                self.block(Gap::Blank);
                self.words("---");
                self.gap(Gap::Blank);
            }
            Element::Rule => self.space(),
            Element::Image => self.image(tag),
            Element::List => self.list(None, tag),
            Element::Numbered => self.list(Some(1), tag),
            Element::Quotation => self.quotation(tag),
            Element::Item => self.item(tag),
            Element::Definition if !tag.is_end => self.definition(),
            Element::Definition => {}
            Element::Table => self.table(tag),
            Element::Row | Element::Cell => self.row_or_cell(tag),
            Element::Raised if !tag.is_end => self.words("^"),
            Element::Lowered if !tag.is_end => self.words("_"),
            Element::Raised | Element::Lowered => {}
            Element::Heading => self.heading(tag),
            Element::Admonition => self.admonition(tag),
            Element::Preformatted
            | Element::Code
            | Element::Emphasis
            | Element::Strong
            | Element::Struck
            | Element::Link => {
                if tag.is_end {
                    self.end(tag)
                } else {
                    self.start(tag)
                }
            }
        }
    }

    pub(super) fn block(&mut self, gap: Gap) {
        self.enter();
        self.gap(gap);
    }

    pub(super) fn line_break(&mut self) {
        if self.room == Room::Line || self.table.is_some() {
            self.space();
        } else if self.in_html {
            self.gap(Gap::Blank);
        } else {
            self.out.push_str("<br>");
        }
    }

    pub(super) fn image(&mut self, tag: Tag<'_>) {
        let text = unescaped(tag.attribute("alt").unwrap_or_default());
        match tag.attribute("src").map(unescaped).filter(|source| is_web_address(source)) {
            Some(source) => self.words(&format!("![{text}]({source})")),
            None => self.words(&text),
        }
    }

    pub(super) fn list(&mut self, number: Option<usize>, tag: Tag<'_>) {
        self.block(if self.containers.is_empty() { Gap::Blank } else { Gap::Line });
        if self.table.is_some() || self.room == Room::Line || !tag.is_paired {
            return;
        }
        if tag.is_end {
            self.leave();
            self.gap(if self.containers.is_empty() { Gap::Blank } else { Gap::Line });
        } else {
            self.hold(Container::List { number, mark: None, width: 0 });
        }
    }

    pub(super) fn hold(&mut self, container: Container) {
        if self.containers.len() < DEEPEST {
            self.containers.push(container);
        } else {
            self.too_deep += 1;
        }
    }

    pub(super) fn leave(&mut self) {
        match self.too_deep.checked_sub(1) {
            Some(left) => self.too_deep = left,
            None => drop(self.containers.pop()),
        }
    }

    pub(super) fn quotation(&mut self, tag: Tag<'_>) {
        self.block(Gap::Blank);
        if self.table.is_some() || self.room == Room::Line || !tag.is_paired {
            return;
        }
        if tag.is_end {
            self.leave();
        } else {
            self.hold(Container::Quotation);
        }
    }

    pub(super) fn item(&mut self, tag: Tag<'_>) {
        if tag.is_end {
            return;
        }
        self.block(Gap::Line);
        match self.containers.last_mut() {
            Some(Container::List { number, mark, width }) => {
                let text = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
                *number = number.map(|number| number + 1);
                *width = text.len();
                *mark = Some(text);
            }
            _ if self.table.is_some() || self.room == Room::Line => self.words("• "),
            _ => self.words("- "),
        }
    }

    /// What a term of a list means stands behind it.
    pub(super) fn definition(&mut self) {
        if self.in_html && self.pending == Gap::None && !self.out.trim_end().ends_with(['\n', ':']) {
            self.out.truncate(self.out.trim_end().len());
            self.out.push_str(": ");
        }
    }

    pub(super) fn heading(&mut self, tag: Tag<'_>) {
        self.block(Gap::Blank);
        if !tag.is_end && self.room == Room::Blocks && self.table.is_none() {
            let level = tag.name.get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
            self.words(&format!("{} ", "#".repeat(level)));
        }
    }

    pub(super) fn admonition(&mut self, tag: Tag<'_>) {
        self.block(Gap::Blank);
        if !tag.is_end {
            self.words(&format!("**{}:** ", tag.name));
        }
    }

    pub(super) fn table(&mut self, tag: Tag<'_>) {
        if self.room == Room::Line || !tag.is_paired {
            return self.space();
        }
        match (&mut self.table, tag.is_end) {
            (None, false) => {
                self.block(Gap::Blank);
                self.begin();
                self.table = Some(Table::at(self.out.len()));
            }
            (Some(_), true) => self.end_table(),
            _ => {}
        }
    }

    pub(super) fn row_or_cell(&mut self, tag: Tag<'_>) {
        self.end_cell();
        let Some(table) = self.table.as_mut().filter(|_| !tag.is_end) else { return self.space() };
        if tag.element == Element::Row {
            table.row();
        } else {
            table.open(self.out.len(), tag.name.eq_ignore_ascii_case("th"));
        }
    }

    pub(super) fn end_cell(&mut self) {
        let Some(table) = &mut self.table else { return };
        // What stands between cells is white space.
        let text = self.out.split_off(table.cell.unwrap_or(table.start).min(self.out.len()));
        if table.cell.is_some() {
            table.close(&text);
            self.open.keep(|open| open.start.is_none_or(|start| start < self.out.len()));
        }
    }

    pub(super) fn end_table(&mut self) {
        self.end_cell();
        let Some(table) = self.table.take() else { return };
        for line in table.lines() {
            self.begin();
            self.out.push_str(&line);
            self.gap(Gap::Line);
        }
        self.gap(Gap::Blank);
    }
}
