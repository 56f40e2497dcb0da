//! JSONPath, as RFC 9535 has it: expressions that select values of a document.

mod filter;
mod parse;
mod select;

#[cfg(test)]
mod tests;

use std::ops::Range;

use regex_lite::Regex;

use crate::value::{Node, Step};

/// An expression.
#[derive(Clone, Debug)]
pub(super) struct Path {
    segments: Vec<Segment>,
}

/// One step from values to some of those that they hold.
#[derive(Clone, Debug)]
struct Segment {
    /// The bytes of the expression that it is written in.
    bytes: Range<usize>,
    /// Whether the step is made from all values inside as well (`..`).
    descends: bool,
    selectors: Vec<Selector>,
}

#[derive(Clone, Debug)]
enum Selector {
    Name(String),
    Wildcard,
    /// Counted from the end where it is negative.
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Condition),
}

/// What a filter asks of a value.
#[derive(Clone, Debug)]
enum Condition {
    Any(Vec<Condition>),
    All(Vec<Condition>),
    Not(Box<Condition>),
    /// Whether a query selects anything.
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// `match`, or `search` where only a part must match.
    Matches {
        whole: bool,
        text: Operand,
        pattern: Pattern,
    },
}

/// A query inside a filter: from the value that is filtered (`@`), or from the root (`$`).
#[derive(Clone, Debug)]
struct Query {
    from_root: bool,
    segments: Vec<Segment>,
}

/// What is compared: one value, or none.
#[derive(Clone, Debug)]
enum Operand {
    Literal(Node),
    /// A query that selects one value at most.
    Single(Query),
    Length(Box<Operand>),
    Count(Query),
    Value(Query),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A regular expression.
#[derive(Clone, Debug)]
enum Pattern {
    Known(Regex),
    /// One that only the document tells.
    Computed(Operand),
}

/// A place in a document: the keys and indexes that lead there.
pub(super) type Location = Vec<Step>;

/// Where an expression that selects nothing leads to last.
#[derive(Debug)]
pub(super) struct DeadEnd {
    /// The bytes of the step that leads nowhere.
    pub(super) bytes: Range<usize>,
    /// A name that is there, much like the one that is sought.
    pub(super) close: Option<String>,
}

/// Why an expression is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Invalid {
    /// The byte at which that shows.
    pub(super) at: usize,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// An expression that asks too much of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhausted;
