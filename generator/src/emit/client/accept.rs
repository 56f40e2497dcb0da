//! The media types that answers are asked for in.

use crate::lists::{Changing, Listing};
use crate::maps::HashSet;
use crate::rust::{ErrorType, Output, Reading};

/// The media types to be asked for, each once and with the first weight that it has: successes come before errors.
pub(crate) fn accepted<'o>(output: &'o Output, error: &'o ErrorType) -> Vec<&'o str> {
    let mut seen = HashSet::new();
    let mut accepted = Vec::new();
    for arm in output.arms.iter().chain(&error.arms) {
        accepted.add_all(arm.accept.iter().map(String::as_str));
    }
    accepted.keep(|asked| seen.insert(spelled(unweighed(asked))));
    // Whoever wants items has no use for just anything.
    if output.arms.iter().any(|arm| matches!(arm.reading, Reading::Items(_))) {
        accepted.keep(|media_type| unweighed(media_type) != "*/*");
    }
    accepted
}

/// The media type that a weight may stand behind.
pub(crate) fn unweighed(asked: &str) -> &str {
    asked.rsplit_once(";q=").map_or(asked, |(media_type, _)| media_type)
}

/// A media type as all spellings of it are.
fn spelled(media_type: &str) -> String {
    media_type.chars().filter(|character| !character.is_whitespace()).text().to_ascii_lowercase()
}
