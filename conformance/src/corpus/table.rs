//! What is told of the documents.

use std::fmt::Write;

use super::document::Document;
use crate::measure::Cost;

/// How many lines of a complaint are shown.
const SHOWN: usize = 30;

/// What is known of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) operations: usize,
    pub(super) skipped: usize,
    pub(super) types: usize,
    /// Why operations are skipped.
    pub(super) reasons: Vec<String>,
    pub(super) generation: Option<Cost>,
    pub(super) check: Option<Cost>,
    /// How many examples of its documentation were compiled, with whatever outcome.
    pub(super) examples: Option<usize>,
    /// Whether its crate was compiled, with whatever outcome.
    pub(super) is_compiled: bool,
    /// What is not as it should be.
    pub(super) problems: Vec<String>,
}

impl Row {
    /// Whether nothing is wrong so far.
    pub(super) fn is_fine(&self) -> bool {
        self.problems.is_empty()
    }

    /// Takes over what the generating process printed.
    pub(super) fn read(&mut self, output: &str, cost: Option<Cost>) {
        let (counts, diagnostics) = output.split_once('\n').unwrap_or((output, ""));
        let mut counts = counts.split(' ').map(|count| count.parse().unwrap_or(0));
        let mut count = || counts.next().unwrap_or(0);
        (self.operations, self.skipped, self.types) = (count(), count(), count());
        let reasons = diagnostics.lines().filter_map(|line| line.strip_prefix("warning[skipped-operation]: "));
        self.reasons = reasons.map(str::to_owned).collect();
        self.generation = cost;
    }
}

/// The table, the reasons why operations are skipped, and the problems.
pub(super) fn table(documents: &[Document], rows: &[Row]) -> String {
    let mut text = String::new();
    let width = documents.iter().map(|document| document.name.len()).max().unwrap_or(0).max(8);
    let _ = writeln!(
        text,
        "{:width$} version operations generated skipped types {:>17} {:>17}",
        "document", "generation", "check"
    );
    for (document, row) in documents.iter().zip(rows) {
        let cost = |cost: Option<Cost>| cost.map(|cost| cost.to_string()).unwrap_or_default();
        let _ = writeln!(
            text,
            "{:width$} {:7} {:10} {:9} {:7} {:5} {:>17} {:>17}{}",
            document.name,
            version(document),
            row.operations + row.skipped,
            row.operations,
            row.skipped,
            row.types,
            cost(row.generation),
            cost(row.check),
            if row.is_fine() { "" } else { "  FAILED" },
        );
    }
    let total = |count: fn(&Row) -> usize| rows.iter().map(count).sum::<usize>();
    let failed = rows.iter().filter(|row| !row.is_fine()).count();
    let compiled = rows.iter().filter(|row| row.is_compiled).count();
    let _ = writeln!(
        text,
        "\n{} documents, {compiled} of them compiled, {failed} failed; {} operations, {} of them skipped",
        rows.len(),
        total(|row| row.operations + row.skipped),
        total(|row| row.skipped),
    );
    let examples: Vec<usize> = rows.iter().filter_map(|row| row.examples).collect();
    if !examples.is_empty() {
        let _ = writeln!(text, "{} examples of documentation compiled", examples.iter().sum::<usize>());
    }
    for (document, row) in documents.iter().zip(rows) {
        for reason in &row.reasons {
            let _ = writeln!(text, "{}: skipped: {reason}", document.name);
        }
        for problem in &row.problems {
            let lines: Vec<&str> = problem.lines().take(SHOWN).collect();
            let _ = writeln!(text, "\n{}: {}", document.name, lines.join("\n    "));
        }
    }
    text
}

/// The version of the specification that a document says it follows.
fn version(document: &Document) -> String {
    let text = std::fs::read_to_string(&document.path).unwrap_or_default();
    let mut places: Vec<usize> =
        ["openapi", "swagger"].iter().flat_map(|key| text.match_indices(key)).map(|(at, _)| at).collect();
    places.sort_unstable();
    let versions = places.into_iter().filter_map(|at| {
        let (key, rest) = text.get(at..)?.split_once(':')?;
        let rest = rest.trim_start_matches([' ', '"', '\'', '\n']);
        let version: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        Some(version).filter(|version| key.len() <= "openapi'".len() && !version.is_empty())
    });
    versions.into_iter().next().unwrap_or_default()
}
