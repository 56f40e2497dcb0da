//! What the parts of a text are told to.

use std::borrow::Cow;
use std::ops::Range;

/// A value that holds no others.
#[derive(Debug)]
pub(in crate::source) enum Scalar<'t> {
    Null,
    Bool(bool),
    Number(&'t str),
    String(Cow<'t, str>),
}

/// Who is told what a text consists of, with the byte ranges where it stands.
pub(in crate::source) trait Receiver {
    /// A list or a mapping begins.
    fn begin(&mut self, list: bool, start: usize);
    /// A mapping's key; its value comes next.
    fn key(&mut self, key: &str, range: Range<usize>);
    /// A scalar, a list's or a mapping's.
    fn scalar(&mut self, scalar: Scalar<'_>, range: Range<usize>);
    /// The innermost list or mapping ends before this byte.
    fn end(&mut self, end: usize);
    /// A string held half a surrogate pair.
    fn half_surrogate(&mut self, _offset: usize) {}
    /// Whether nothing more is wanted.
    fn is_done(&self) -> bool {
        false
    }
}
