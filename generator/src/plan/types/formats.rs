//! The types of what spells something.

use crate::formats::{Rust, Spelled};
use crate::rust::Type;
use crate::settings::{Dates, Settings};

/// The type of what is spelled so.
pub(crate) fn ty(spelled: &Spelled, settings: &Settings) -> Type {
    let library = |chrono, jiff, time| match settings.dates() {
        Dates::Chrono => Some(chrono),
        Dates::Jiff => Some(jiff),
        Dates::Time => Some(time),
        Dates::String => None,
    };
    let found = match spelled.rust {
        Rust::Always(ty) => Some(ty),
        Rust::Padded { plain, padded } => Some(if settings.pads_base64url == Some(true) { padded } else { plain }),
        Rust::OfDates { chrono, jiff, time } => library(chrono, jiff, time),
    };
    found.map_or(Type::String, Type::Formatted)
}
