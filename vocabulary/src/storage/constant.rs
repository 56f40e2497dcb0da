//! How rules in constants keep what they hold.

/// A name, a number or a regular expression.
pub(super) type Text = &'static str;

/// A list.
pub(super) type List<T> = &'static [T];

/// What leads to something with a name, which may lead back.
pub(super) type Link<T> = &'static T;
