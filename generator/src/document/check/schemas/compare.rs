//! How values compare: which are the same, which number is greater, which types have them.

use std::cmp::Ordering;

use crate::value::{Node, Types};

/// The number that a JSON number's text says, perhaps rounded.
pub(super) fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// How two numbers compare, where that can be told exactly.
pub(super) fn order(one: &str, other: &str) -> Option<Ordering> {
    /// So many digits are told apart.
    const EXACT: usize = 15;
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    let order = number(one)?.partial_cmp(&number(other)?)?;
    (order != Ordering::Equal || one.len().max(other.len()) <= EXACT).then_some(order)
}

/// Whether two values are the same, however their numbers are written.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => one == other || order(one, other) == Some(Ordering::Equal),
        _ => one == other,
    }
}

/// Whether a schema's types allow a value; a whole number is an integer, however it is written.
pub(super) fn admits(types: Types, value: &Node) -> bool {
    let of_value = match value {
        Node::Null => Types::NULL,
        Node::Bool(_) => Types::BOOLEAN,
        Node::String(_) => Types::STRING,
        Node::Seq(_) => Types::ARRAY,
        Node::Map(_) => Types::OBJECT,
        Node::Number(text) => {
            let is_whole = !text.contains(['.', 'e', 'E']) || number(text).is_none_or(|number| number.fract() == 0.0);
            if is_whole { Types::INTEGER.with(Types::NUMBER) } else { Types::NUMBER }
        }
    };
    types.is_empty() || !types.both(of_value).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Node {
        Node::Number(text.into())
    }

    #[test]
    fn numbers_are_compared_by_what_they_say() {
        assert_eq!(order("9223372036854775807", "9223372036854775806"), Some(Ordering::Greater));
        assert_eq!(order("1.0", "1"), Some(Ordering::Equal));
        assert_eq!(order("1e3", "999"), Some(Ordering::Greater));
        assert_eq!(order("0.10000000000000000001", "0.1"), None);
        assert!(same(&number("1"), &number("1.0")) && !same(&number("1"), &number("2")));
    }

    #[test]
    fn whole_numbers_are_integers() {
        assert!(admits(Types::INTEGER, &number("2.0")));
        assert!(admits(Types::NUMBER, &number("2")));
        assert!(!admits(Types::INTEGER, &number("2.5")));
        assert!(!admits(Types::STRING, &number("2023.1")));
        assert!(admits(Types::default(), &Node::Null));
    }
}
