//! Values of a union's variants, changed: keys go and come, tags and constants become others.

use serde_json::{Value, json};

use super::judge::Judge;
use super::sample::sample;
use crate::random::Random;

/// How often a value is made before one is taken that the validator refuses.
const ATTEMPTS: usize = 20;

/// A value of one of the variants, with up to three changes.
pub(super) fn changed(judge: &Judge<'_>, random: &mut Random) -> Value {
    let mut value = Value::Null;
    for _ in 0..ATTEMPTS {
        value = tagged(judge, random);
        if judge.accepts(&value) {
            break;
        }
    }
    for _ in 0..=random.below(3) {
        let before = value.clone();
        change(judge, &mut value, random);
        // Most changes that go too far are taken back, so that there is something to read.
        if !judge.accepts(&value) && !random.one_in(8) {
            value = before;
        }
    }
    value
}

/// A value of a variant, mostly with the tag that tells it.
fn tagged(judge: &Judge<'_>, random: &mut Random) -> Value {
    let at = random.below(judge.variants.len());
    let Some(variant) = judge.variants.get(at) else { return Value::Null };
    let mut value = sample(&judge.lifted, &variant.pointer, random);
    if let (Some(property), Some(tag), Value::Object(entries)) = (&judge.property, random.of(&variant.tags), &mut value)
        && !random.one_in(8)
    {
        entries.insert(property.clone(), json!(tag));
    }
    value
}

fn change(judge: &Judge<'_>, value: &mut Value, random: &mut Random) {
    let Some(other) = random.of(&judge.variants) else { return };
    let other = sample(&judge.lifted, &other.pointer, random);
    let Value::Object(entries) = value else {
        *value = other;
        return;
    };
    let keys: Vec<String> = entries.keys().cloned().collect();
    let key = random.of(&keys).cloned();
    let theirs: Vec<(&String, &Value)> = other.as_object().into_iter().flatten().collect();
    match (random.below(6), key) {
        (0 | 1, Some(key)) => {
            entries.remove(&key);
        }
        // A key that only another variant may know.
        (2 | 3, _) => {
            if let Some((key, value)) = random.of(&theirs) {
                entries.insert((*key).clone(), (*value).clone());
            }
        }
        (4, _) => {
            entries.insert("keyOfNobody".to_owned(), json!({ "a": [1] }));
        }
        // A tag or a value of an enumeration that is not listed, as far as the validator allows it.
        (_, Some(key)) => {
            if let Some(Value::String(text)) = entries.get_mut(&key) {
                text.push_str("New");
            }
        }
        _ => {}
    }
}
