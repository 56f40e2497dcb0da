//! Diagnostics as people see them: located, quoted, explained, and what repeats said once.

mod diagnostic;
mod json;
mod render;
mod repeats;
mod secret;
mod style;
mod visible;

pub use diagnostic::{Diagnostic, Location};
pub(crate) use json::Object;
pub(crate) use repeats::{DETAIL_VARIABLE, Detail};
pub(crate) use style::Color;
pub(crate) use visible::{line, lines};
