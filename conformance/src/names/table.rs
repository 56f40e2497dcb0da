//! What is told of names.

use std::fmt::Write;

use super::faults::Faults;
use super::shapes::Shapes;

/// What is known of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) document: String,
    pub(super) types: usize,
    pub(super) methods: usize,
    pub(super) variants: usize,
    pub(super) shapes: Shapes,
    /// The lengths of the types' names.
    pub(super) lengths: Vec<usize>,
    pub(super) faults: Faults,
}

/// The table, with all documents together in its last line.
pub(super) fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.document.len()).max().unwrap_or(0).max(8);
    let mut text = format!(
        "{:width$} {:>7} {:>8} {:>8} {:>7} {:>7} {:>6} {:>8} {:>6} {:>6} {:>7} {:>6}\n",
        "document",
        "types",
        "distinct",
        "repeated",
        "longest",
        "median",
        "names",
        "numbered",
        "long",
        "twice",
        "repeats",
        "lonely"
    );
    for row in rows.iter().chain([&all(rows)]) {
        let mut lengths = row.lengths.clone();
        lengths.sort_unstable();
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{:width$} {:7} {:8} {:8} {:7} {:7} {:6} {:8} {:6} {:6} {:7} {:6}",
            row.document,
            row.types,
            row.shapes.distinct,
            row.shapes.repeated.len(),
            lengths.last().copied().unwrap_or(0),
            lengths.get(lengths.len() / 2).copied().unwrap_or(0),
            row.names(),
            row.faults.numbered.len(),
            row.faults.long.len(),
            row.faults.twice.len(),
            row.faults.repeats.len(),
            row.faults.lonely.len(),
        );
    }
    let all = all(rows);
    let percent = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    let _ = writeln!(
        text,
        "\n{:.2} % of names numbered, {:.2} % over 45 letters ({:.2} % that no document says so), {:.2} % of types repeat the \
         shape of another",
        percent(all.faults.numbered.len(), all.names()),
        percent(all.faults.long.len(), all.names()),
        percent(all.faults.long.len() - all.faults.long_in_document, all.names()),
        percent(all.shapes.repeated.len(), all.types),
    );
    text
}

/// One of the lists of a document.
type List = fn(&Row) -> &Vec<String>;

/// Every name that is a fault, and every type that says what another one says.
pub(super) fn faults(rows: &[Row]) -> String {
    let mut text = String::new();
    let kinds: [(&str, List); 6] = [
        ("numbered", |row| &row.faults.numbered),
        ("over 45 letters", |row| &row.faults.long),
        ("a word twice", |row| &row.faults.twice),
        ("repeat their group", |row| &row.faults.repeats),
        ("groups of one", |row| &row.faults.lonely),
        ("types that say the same", |row| &row.shapes.repeated),
    ];
    for (title, list) in kinds {
        let _ = writeln!(text, "\n==== {title}");
        for row in rows {
            list(row).iter().for_each(|name| {
                let _ = writeln!(text, "{}: {name}", row.document);
            });
        }
    }
    text
}

impl Row {
    /// How many names were looked at.
    fn names(&self) -> usize {
        self.types + self.methods + self.variants
    }
}

fn all(rows: &[Row]) -> Row {
    let mut all = Row { document: "all".to_owned(), ..Row::default() };
    for row in rows {
        all.types += row.types;
        all.methods += row.methods;
        all.variants += row.variants;
        all.shapes.distinct += row.shapes.distinct;
        all.shapes.repeated.extend(row.shapes.repeated.iter().cloned());
        all.lengths.extend(&row.lengths);
        all.faults.numbered.extend(row.faults.numbered.iter().cloned());
        all.faults.long.extend(row.faults.long.iter().cloned());
        all.faults.long_in_document += row.faults.long_in_document;
        all.faults.twice.extend(row.faults.twice.iter().cloned());
        all.faults.repeats.extend(row.faults.repeats.iter().cloned());
        all.faults.lonely.extend(row.faults.lonely.iter().cloned());
    }
    all
}
