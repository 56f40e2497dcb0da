//! What tells a value by its type.

use oasmith_vocabulary::Test;

use super::{Head, decimal};

/// Whether a value that begins so passes a test.
pub(crate) fn fits(test: Test, head: Head<'_>) -> bool {
    match test {
        Test::Any => true,
        Test::Null => matches!(head, Head::Null),
        Test::Boolean => matches!(head, Head::Bool(_)),
        Test::Integer => decimal::is_integer(head),
        Test::Number => matches!(head, Head::Int(_) | Head::Uint(_) | Head::Float(_) | Head::Decimal(_)),
        Test::String => matches!(head, Head::Str(_)),
        Test::Array => matches!(head, Head::Array),
        Test::Object => matches!(head, Head::Object),
    }
}
