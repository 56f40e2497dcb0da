//! Variants with long names, which leave out what their union's name says.

use super::identifiers::{pascal, type_name};
use super::paths::{LONG, MANY, names_a_thing};
use super::words::words;
use crate::lists::Listing;
use crate::maps::HashMap;

/// The names of a union's variants; a long one without the words that it shares with the union's, where no other would be called
/// so.
pub(super) fn shortened(mut names: Vec<String>, union: &str) -> Vec<String> {
    if !names.iter().any(|name| is_long(name)) {
        return names;
    }
    let union = words(union);
    if union.len() > MANY {
        return names;
    }
    let shorter = names.iter().map(|name| shorter(name, &union).filter(|_| is_long(name))).list();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    names.iter().chain(shorter.iter().flatten()).for_each(|name| *counts.entry(name).or_default() += 1);
    let is_alone = shorter.iter().map(|name| name.as_deref().is_some_and(|name| counts.get(name) == Some(&1))).list();
    for ((name, shorter), is_alone) in names.iter_mut().zip(shorter).zip(is_alone) {
        if let Some(shorter) = shorter.filter(|_| is_alone) {
            *name = shorter;
        }
    }
    names
}

fn is_long(name: &str) -> bool {
    name.chars().count() > LONG
}

/// A name without the longest run of words that the union's has, or without their common last word.
fn shorter(name: &str, union: &[String]) -> Option<String> {
    let mut left = words(name);
    if left.len() > MANY {
        return None;
    }
    let runs = (2..=left.len()).rev().flat_map(|length| left.windows(length).enumerate());
    let mut shared = runs.filter(|(_, run)| union.windows(run.len()).any(|other| other == *run));
    if let Some((at, length)) = shared.next().map(|(at, run)| (at, run.len())) {
        left.drain(at..at + length);
    } else if left.last() == union.last() {
        left.pop();
    }
    let shorter = type_name(&pascal(&left));
    let begins_well = left.first().is_some_and(|first| first.starts_with(char::is_alphabetic));
    (begins_well && names_a_thing(&left) && shorter != name).then_some(shorter)
}

#[cfg(test)]
mod tests {
    use super::shortened;

    fn short(names: &[&str], union: &str) -> Vec<String> {
        shortened(names.iter().map(|name| (*name).to_owned()).collect(), union)
    }

    #[test]
    fn a_long_variant_leaves_out_what_the_union_says() {
        let names = [
            "InteractionApplicationCommandAutocompleteCallbackNumberData",
            "InteractionApplicationCommandAutocompleteCallbackStringData",
            "Text",
        ];
        let union = "ApplicationCommandAutocompleteCallbackData";
        assert_eq!(short(&names, union), ["InteractionNumberData", "InteractionStringData", "Text"]);
        let long = "ConditionalCardTransactionUpdateActionParameters";
        assert_eq!(short(&[long], "AuthRuleParameters"), ["ConditionalCardTransactionUpdateAction"]);
    }

    #[test]
    fn it_takes_no_name_from_another() {
        let long = "InteractionApplicationCommandAutocompleteCallbackNumberData";
        let names = [long, "InteractionNumberData"];
        assert_eq!(short(&names, "ApplicationCommandAutocompleteCallbackData"), names);
        let twins = [long, "InteractionNumberApplicationCommandAutocompleteCallbackData"];
        assert_eq!(short(&twins, "ApplicationCommandAutocompleteCallback"), twins);
    }

    #[test]
    fn names_that_are_not_long_stay() {
        assert_eq!(short(&["PetCat", "PetDog"], "Pet"), ["PetCat", "PetDog"]);
        let long = "PaymentIntentPaymentMethodOptionsAfterpayClearpay";
        assert_eq!(short(&[long], long), [long]);
    }
}
