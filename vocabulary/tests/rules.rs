//! What rules ask for, in words, and what they hold.

use oasmith_vocabulary::Test;
use oasmith_vocabulary::constant::Definition;
use oasmith_vocabulary::constant::Rule::{self, *};

fn phrase(rule: Rule) -> String {
    rule.to_string()
}

#[test]
fn every_rule_goes_on_after_must() {
    const STRING: &[Rule] = &[Type(&[Test::String])];
    static TREE: Definition = Definition { name: "Tree", rules: &[Defined(&TREE)] };
    for (rule, expected) in [
        (MinLength(1), "have at least 1 character"),
        (MaxItems(2), "have at most 2 items"),
        (Pattern("^a"), "match `^a`"),
        (ExclusiveMinimum("0.5"), "be greater than 0.5"),
        (UniqueItems, "have no item twice"),
        (Items(&[MinLength(2)]), "hold only what would have at least 2 characters"),
        (Items(&[Never]), "hold nothing"),
        (Type(&[Test::Object, Test::Null]), "be an object or null"),
        (Enum(&["1"]), "be `1`"),
        (Enum(&["1", "null"]), "be one of `1`, `null`"),
        (Not(&[Required(&["a", "b"])]), "not have `a` and `b`"),
        (Not(&[]), "not be anything"),
        (AnyOf(&[STRING, &[Minimum("1"), Maximum("2")]]), "be a string, or be at least 1 and be at most 2"),
        (OneOf(&[STRING, &[Never]]), "be a string, or not be there, and only one of these"),
        (
            If { condition: STRING, then: &[MinLength(1)], otherwise: &[Never] },
            "have at least 1 character if it would be a string, and else not be there",
        ),
        (If { condition: STRING, then: &[], otherwise: &[Never] }, "not be there unless it would be a string"),
        (
            All(&[Properties(&[("a", STRING)]), UnevaluatedProperties(&[Never])]),
            "have no properties but those that the document describes for such a value",
        ),
        (Defined(&TREE), "be as `Tree`"),
        (ReceiverOnly(STRING), "be a string"),
        (PrefixItems(&[&[], STRING]), "have as item 1 only what would be a string"),
        (ItemsFrom(2, STRING), "have from item 2 on only what would be a string"),
        (
            Contains { rules: STRING, least: 1, most: Some(3) },
            "have at least 1 item and at most 3 that would be a string",
        ),
        (Contains { rules: STRING, least: 0, most: Some(3) }, "have at most 3 items that would be a string"),
        (
            Properties(&[("a", STRING), ("b", &[Never]), ("c", &[Enum(&["\"x\""])]), ("d", &[])]),
            "have as `a` only what would be a string and have no `b` and have `\"x\"` as `c`",
        ),
        (PatternProperties(&[("^x", STRING)]), "have under names that match `^x` only what would be a string"),
        (AdditionalProperties { names: &["a"], patterns: &[], rules: &[Never] }, "have no further properties"),
        (PropertyNames(&[MaxLength(3)]), "have only names that would have at most 3 characters"),
        (DependentRequired(&[("a", &["b", "c"])]), "have `b` and `c` beside `a`"),
        (DependentSchemas(&[("a", &[Required(&["b"])])]), "have `b` beside `a`"),
    ] {
        assert_eq!(phrase(rule), expected);
    }
}

#[test]
fn lists_are_all_that_a_rule_holds() {
    let lists = |rule: Rule| rule.lists().into_iter().map(<[Rule]>::len).collect::<Vec<_>>();
    assert_eq!(lists(MinLength(1)), []);
    assert_eq!(lists(If { condition: &[Never], then: &[], otherwise: &[Never, Never] }), [1, 0, 2]);
    assert_eq!(lists(OneOf(&[&[Never], &[]])), [1, 0]);
    assert_eq!(lists(AdditionalProperties { names: &["a"], patterns: &[], rules: &[Never] }), [1]);
    assert_eq!(lists(Properties(&[("a", &[Never])])), [1]);
}
