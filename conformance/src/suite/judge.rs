//! What is to be thought of an answer.

use oasmith_runtime::codec::{Value, json};

use super::groups::Test;
use super::left_out::Reason;
use super::meet;
use super::program::Answer;

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    LeftOut(Reason),
    /// A valid instance came back as it was, but for these properties, which the type does not name.
    Kept {
        dropped: Vec<String>,
        refused: Option<String>,
    },
    /// A valid instance did not decode, or came back as another.
    Lost(String),
    /// An invalid instance was refused.
    Refused,
    /// An invalid instance was not.
    Accepted,
}

/// Judges an answer.
pub(super) fn judge(test: &Test<'_>, answer: &Answer) -> Verdict {
    match answer {
        Answer::LeftOut => test.left_out.map_or(Verdict::Accepted, Verdict::LeftOut),
        Answer::NotGenerated => Verdict::Lost("no code was generated".to_owned()),
        Answer::Decoded { strict: Err(_), .. } if !test.valid => Verdict::Refused,
        Answer::Decoded { .. } if !test.valid => Verdict::Accepted,
        Answer::Decoded { again: Err(fault), .. } => Verdict::Lost(fault.clone()),
        Answer::Decoded { again: Ok(text), strict } => match dropped(test.data, text) {
            Some(dropped) => match dropped.iter().find(|place| is_named(test, place)) {
                Some(place) => Verdict::Lost(format!("came back without {place}")),
                None => Verdict::Kept { dropped, refused: strict.clone().err() },
            },
            None => Verdict::Lost(format!("came back as {text}")),
        },
    }
}

/// Whether the schema names the property at a place whatever the value, so that the type has a field for it.
fn is_named(test: &Test<'_>, place: &str) -> bool {
    let mut named = false;
    meet::each(&test.group.schema, test.data, &mut |at, _| named |= at == place);
    named
}

/// The properties that an instance lost on its way; `None` where anything else is different.
fn dropped(data: &Value, again: &str) -> Option<Vec<String>> {
    let again: Value = json::from_str(again).ok()?;
    let mut dropped = Vec::new();
    differences(data, again.get("value")?, "", &mut dropped).then_some(dropped)
}

fn differences(one: &Value, other: &Value, at: &str, dropped: &mut Vec<String>) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let is_kept = |(key, value): (&str, &Value)| {
                let place = format!("{at}/{key}");
                match other.get(key) {
                    Some(other) => differences(value, other, &place, dropped),
                    None => {
                        dropped.push(place);
                        true
                    }
                }
            };
            one.iter().all(is_kept) && other.keys().all(|key| one.contains_key(key))
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other).enumerate();
            one.len() == other.len()
                && pairs.all(|(index, (one, other))| differences(one, other, &format!("{at}/{index}"), dropped))
        }
        _ => one == other,
    }
}
