//! The languages that files are written in.

/// The language that a file turned out to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}
