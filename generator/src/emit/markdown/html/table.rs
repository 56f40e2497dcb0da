//! A table of HTML as one of Markdown.

use crate::lists::{Changing, Listing};

/// The cells that were read so far.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
    has_head: bool,
    /// Where the cell that is open begins in what is written.
    pub(super) cell: Option<usize>,
    /// Where the table begins there.
    pub(super) start: usize,
}

impl Table {
    pub(super) fn at(start: usize) -> Table {
        Table { start, ..Table::default() }
    }

    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Says that the cell to come is one of a head, or not.
    pub(super) fn open(&mut self, at: usize, is_head: bool) {
        self.has_head |= is_head && self.rows.len() <= 1;
        self.cell = Some(at);
    }

    pub(super) fn close(&mut self, text: &str) {
        self.cell = None;
        if self.rows.is_empty() {
            self.row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text.split_whitespace().list().join(" ").replace('|', "\\|"));
        }
    }

    /// The lines of the table.
    pub(super) fn lines(mut self) -> Vec<String> {
        self.rows.keep(|row| !row.is_empty());
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if width == 0 {
            return Vec::new();
        }
        if !self.has_head {
            self.rows.insert(0, Vec::new());
        }
        let line = |cells: &[String]| {
            let cells: Vec<&str> = (0..width).map(|at| cells.get(at).map_or("", String::as_str)).list();
            format!("| {} |", cells.join(" | "))
        };
        let mut lines: Vec<String> = self.rows.iter().map(|row| line(row)).list();
        lines.insert(1, format!("|{}", "---|".repeat(width)));
        lines
    }
}
