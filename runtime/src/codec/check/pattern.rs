//! Patterns, each compiled when it is first needed, and kept.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use regex_lite::Regex;

/// `None` for a pattern that the engine does not know: it is never held against a value.
type Compiled = Option<Arc<Regex>>;

static PATTERNS: LazyLock<RwLock<HashMap<&'static str, Compiled>>> = LazyLock::new(RwLock::default);

/// Whether the pattern is found in the text; `None` for a pattern that the engine does not know.
pub(super) fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    compiled(pattern).map(|regex| regex.is_match(text))
}

fn compiled(pattern: &'static str) -> Compiled {
    if let Some(known) = PATTERNS.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
        return known.clone();
    }
    let regex = Regex::new(pattern).ok().map(Arc::new);
    PATTERNS.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, regex.clone());
    regex
}
