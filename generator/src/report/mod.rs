//! Diagnostics as people see them: located, quoted, explained, and what repeats said once.

mod render;
mod repeats;
mod secret;
mod visible;

pub(crate) use render::{Colour, Shown};
pub(crate) use repeats::{DETAIL_VARIABLE, Detail};
pub(crate) use visible::{line, lines};
