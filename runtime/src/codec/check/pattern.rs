//! Patterns, each compiled when it is first needed, and kept.

use std::sync::{Arc, PoisonError, RwLock};

use regex_lite::Regex;

/// `None` for a pattern that the engine does not know: it is never held against a value.
type Compiled = Option<Arc<Regex>>;

/// In their order.
static PATTERNS: RwLock<Vec<(&'static str, Compiled)>> = RwLock::new(Vec::new());

/// Whether the pattern is found in the text; `None` for a pattern that the engine does not know.
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    compiled(pattern).map(|regex| regex.is_match(text))
}

fn compiled(pattern: &'static str) -> Compiled {
    let find = |known: &[(&'static str, Compiled)]| known.binary_search_by(|(other, _)| (*other).cmp(pattern));
    let known = PATTERNS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, regex)) = find(&known).ok().and_then(|at| known.get(at)) {
        return regex.clone();
    }
    drop(known);
    let regex = Regex::new(pattern).ok().map(Arc::new);
    let mut known = PATTERNS.write().unwrap_or_else(PoisonError::into_inner);
    // Another thread may have been quicker.
    if let Err(at) = find(&known) {
        known.insert(at, (pattern, regex.clone()));
    }
    regex
}
