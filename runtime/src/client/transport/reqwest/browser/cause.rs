//! What errors of the browser come from.

use std::error::Error;

/// What JavaScript says of an error, which reqwest hands on as it is shown to developers: `JsValue(TypeError: Failed to fetch`,
/// and then the stack, line by line.
pub(super) fn cause(error: &(dyn Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let text = innermost.to_string();
    match text.strip_prefix("JsValue(") {
        Some(text) => text.lines().next().unwrap_or_default().trim_end_matches(')').to_owned(),
        None => text,
    }
}
