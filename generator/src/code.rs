//! Code as it is emitted, in pieces that are still to be laid out.

use proc_macro2::TokenStream;

/// A piece of a file.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Code to be formatted.
    Items(TokenStream),
    /// Code that is laid out already: line by line, or in the macros' own grammars.
    Text(String),
}

/// A file.
#[derive(Debug)]
pub(crate) struct File {
    /// Its name, without folders.
    pub(crate) name: String,
    /// What stands above the code: documentation, attributes and imports of the module.
    pub(crate) head: String,
    /// Modules beside this one, imported if the code names them.
    pub(crate) imports: &'static [&'static str],
    pub(crate) pieces: Vec<Piece>,
}

/// Stands between the lines of documentation until code is laid out. One attribute is much cheaper to take through the
/// formatter than one a line.
pub(crate) const LINE_BREAK: char = '\u{1}';
