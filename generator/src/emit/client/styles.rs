//! Styles of parameters and of what forms hold.

use crate::api::Style;

/// Whether the parts of a value stand for themselves, where that is not what is usual in its style.
pub(crate) fn explode(style: Style, explode: bool) -> &'static str {
    let is_said = match style {
        Style::Json | Style::DeepObject => false,
        Style::Form | Style::Cookie => !explode,
        _ => explode,
    };
    match (is_said, explode) {
        (false, _) => "",
        (true, true) => ".explode(true)",
        (true, false) => ".explode(false)",
    }
}
