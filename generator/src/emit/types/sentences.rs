//! What rules ask for, in sentences.

use oasmith_vocabulary::Wording;

use crate::api::Rule;
use crate::emit::docs::code;
use crate::lists::Listing;

/// A sentence longer than that is no help; the document says it better.
const LONGEST: usize = 400;

/// Documentation shows texts as Markdown has them, and all of them.
const WORDING: Wording = Wording { code, listed: usize::MAX };

/// What rules ask for, a sentence each.
pub(crate) fn in_words(rules: &[Rule]) -> Option<String> {
    let sentences: Vec<String> = rules.iter().map(sentence).list();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn sentence(rule: &Rule) -> String {
    match rule {
        Rule::Items(inner) => format!("Each: {}", in_words(inner).unwrap_or_default()),
        Rule::ReceiverOnly(rules) => {
            let sentences = in_words(rules).unwrap_or_default();
            format!("{sentences} That is checked by strict decoding only.")
        }
        rule => {
            let phrase = rule.phrase(&WORDING);
            let is_short = rule.judges().is_some() || matches!(rule, Rule::Enum(_));
            match phrase.split_once(' ').filter(|_| is_short) {
                Some(("be" | "have", what)) => format!("{}.", capitalized(what)),
                Some(("match", what)) => format!("Matches {what}."),
                _ if phrase.len() > LONGEST => format!("Must be as the document says{}.", by_keyword(rule)),
                _ => format!("Must {phrase}."),
            }
        }
    }
}

/// The keyword that says what a rule asks for, where one does.
fn by_keyword(rule: &Rule) -> String {
    match rule {
        Rule::All(_) | Rule::Defined(_) => String::new(),
        Rule::ItemsFrom(..) => " by `items`".to_owned(),
        rule => {
            let name = rule.parts().0;
            let (first, rest) = name.split_at_checked(1).unwrap_or_default();
            format!(" by `{}{rest}`", first.to_lowercase())
        }
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
