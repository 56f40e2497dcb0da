//! What values look like, which tells the variants of a union apart where no tag does.

use crate::api::{Kind, Test, Variant};
use crate::lists::{Changing, Listing, sort};
use crate::resolve::intersection::{Intersections, Key, MergedUnion};
use crate::value::{Node, Types};

impl Intersections<'_> {
    /// What a value must look like to be this.
    pub(super) fn test(&mut self, key: &Key, depth: u8) -> Test {
        let merged = self.merged(key);
        if let Some(union) = merged.unions.first() {
            return if depth < 8 { self.common_test(key, union, depth) } else { Test::Anything };
        }
        match merged.types.without(Types::NULL) {
            Types::BOOLEAN => Test::Boolean,
            Types::INTEGER => Test::Integer,
            Types::NUMBER => Test::Number,
            Types::STRING => Test::String,
            Types::ARRAY => Test::Array,
            Types::OBJECT => {
                let known = merged.required.iter().filter(|name| merged.properties.contains_key(*name));
                let mut keys: Vec<String> = known.map(|name| (*name).to_owned()).list();
                // The order in which they are required says nothing.
                sort(&mut keys, &Ord::cmp);
                Test::Object(keys)
            }
            _ => Test::Anything,
        }
    }

    /// What all variants of an inner union have in common.
    fn common_test(&mut self, key: &Key, union: &MergedUnion<'_>, depth: u8) -> Test {
        let mut common = None;
        for variant in self.distributed(key, union) {
            let test = self.test(&variant, depth + 1);
            common = Some(match (common, test) {
                (None, test) => test,
                (Some(Test::Object(mut keys)), Test::Object(others)) => {
                    keys.keep(|key| others.contains(key));
                    Test::Object(keys)
                }
                (Some(before), test) if before == test => test,
                _ => Test::Anything,
            });
        }
        common.unwrap_or(Test::Anything)
    }
}

pub(super) fn scalar_test(kind: &Kind) -> Test {
    match kind {
        Kind::Boolean => Test::Boolean,
        Kind::Integer(_) => Test::Integer,
        Kind::Number { .. } | Kind::Decimal => Test::Number,
        Kind::Choice(choice) if choice.values.iter().all(|value| matches!(value, Node::Number(_))) => Test::Integer,
        _ => Test::String,
    }
}

/// Whether some value may fit several variants, as far as no tag tells them apart.
pub(super) fn may_overlap(variants: &[Variant]) -> bool {
    let variants: Vec<&Variant> = variants.iter().filter(|variant| variant.untagged).list();
    let kind = |test: &Test| match test {
        Test::Integer => std::mem::discriminant(&Test::Number),
        test => std::mem::discriminant(test),
    };
    let alike =
        |one: &Test, other: &Test| *one == Test::Anything || *other == Test::Anything || kind(one) == kind(other);
    variants
        .iter()
        .enumerate()
        .any(|(at, variant)| variants.iter().take(at).any(|other| alike(&variant.test, &other.test)))
}
