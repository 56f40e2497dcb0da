//! Whether a value keeps the rules that the document sets for it.

mod judge;
mod pattern;
mod plain;
mod violation;
mod walk;

use super::{Encode, Rule, Value};
pub use violation::Violation;
use walk::Checker;

/// Every rule that the value, or one inside it, does not keep. `rules` are those of the value itself; records bring
/// the rules of their entries along. Values that the document does not list are no violation here, nor are rules that
/// only a strict decoding holds against a value ([`Rule::ReceiverOnly`]).
#[must_use]
pub fn check(value: &dyn Encode, rules: &'static [Rule]) -> Vec<Violation> {
    Checker::run(value, rules, None)
}

/// As [`check`], by every rule, and values that the document does not list are violations. `source` is what the value
/// was decoded from: it has the properties that the type has no place for.
pub(crate) fn strictly(value: &dyn Encode, rules: &'static [Rule], source: &Value) -> Vec<Violation> {
    Checker::run(value, rules, Some(source))
}
