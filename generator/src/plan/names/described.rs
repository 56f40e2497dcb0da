//! What a type is called by what it is, where its places have nothing in common: `NumberOrString`, `IdAndName`.

use super::paths::{common_words, joined, names_a_thing};
use super::singular::singular;
use super::variants::{self, of_kind};
use super::words::words;
use crate::api::{Api, Choice, FieldValue, Kind, Literal, Record, ShapeId};
use crate::lists::{Changing, Listing, sort};
use crate::plan::notes::ShapeNotes;
use crate::value::Node;

/// The names that say what a shape is, the shortest first. None depends on the order in which the document says it.
pub(super) fn described(api: &Api, notes: &ShapeNotes, id: ShapeId) -> Vec<Vec<String>> {
    let kind = &api.shapes.get(id).kind;
    let items = items(api, notes, kind);
    let listed = match (kind, items.as_slice()) {
        // A type is not called what its only field is.
        (Kind::Record(_), [only]) => vec![[only.as_slice(), &["object".to_owned()]].concat()],
        (Kind::Record(_) | Kind::Tuple(_), items) => listed(items, "and", "more"),
        (Kind::Choice(_) | Kind::Union(_), items) => listed(items, "or", "other"),
        _ => vec![vec!["nested".to_owned(), "list".to_owned()]],
    };
    let whole = match kind {
        Kind::Record(record) => constant(record),
        Kind::Union(_) => Some(singular(&common_words(&items))).filter(|_| items.len() > 1),
        _ => None,
    };
    whole.filter(|words| names_a_thing(words)).into_iter().chain(listed).list()
}

/// What a shape has that these others have not, the first by alphabet, what must be there first.
pub(super) fn apart_by(api: &Api, notes: &ShapeNotes, id: ShapeId, others: &[ShapeId]) -> Option<Vec<String>> {
    let items_of = |id: ShapeId| items(api, notes, &api.shapes.get(id).kind);
    let others: Vec<Vec<String>> = others.iter().flat_map(|other| items_of(*other)).list();
    items_of(id)
        .into_iter()
        .find(|item| !others.contains(item) && item.iter().any(|word| word.chars().any(char::is_alphabetic)))
}

/// What a shape is made of: the names of its fields, values or variants.
fn items(api: &Api, notes: &ShapeNotes, kind: &Kind) -> Vec<Vec<String>> {
    match kind {
        Kind::Record(record) => fields(record),
        Kind::Choice(choice) => values(choice),
        Kind::Union(union) => {
            let mut names = variants::names(api, notes, union).iter().map(|name| words(name)).list();
            sort(&mut names, &Ord::cmp);
            names
        }
        Kind::Tuple(tuple) => tuple.items.iter().map(|item| words(&of_kind(api, notes, item))).list(),
        _ => Vec::new(),
    }
}

/// The constant by which a record says what it is.
fn constant(record: &Record) -> Option<Vec<String>> {
    let mut constants = record.fields.iter().filter_map(|field| match &field.value {
        FieldValue::Constant(Node::String(value)) => Some(words(value)),
        _ => None,
    });
    constants.next().filter(|_| constants.next().is_none())
}

/// The names for an error, which is told from others by what it holds.
pub(super) fn described_error(api: &Api, notes: &ShapeNotes, id: ShapeId) -> Vec<Vec<String>> {
    let error = |words: &[String]| joined(&["error".to_owned()], words);
    let fields = match &api.shapes.get(id).kind {
        Kind::Record(record) => fields(record),
        _ => Vec::new(),
    };
    let mut names = match fields.as_slice() {
        [only] if error(only).len() > 1 => return vec![error(only)],
        [_, _] => Vec::new(),
        _ => vec![error(&["response".to_owned()])],
    };
    names.add_all(described(api, notes, id).iter().map(|words| error(words)));
    names
}

/// The names of a record's fields, those that must be there first.
fn fields(record: &Record) -> Vec<Vec<String>> {
    let mut fields = record.fields.iter().list();
    sort(&mut fields, &|one, other| (!one.required, &one.name).cmp(&(!other.required, &other.name)));
    let fields = fields.into_iter().filter(|field| matches!(field.value, FieldValue::Value(_)));
    let fields = fields.map(|field| words(&field.name));
    let rest = record.rest.iter().map(|_| vec!["more".to_owned()]);
    fields.filter(|words| !words.is_empty()).chain(rest.filter(|_| record.fields.is_empty())).list()
}

fn values(choice: &Choice) -> Vec<Vec<String>> {
    let name = |(at, value): (usize, &Literal)| match (choice.names.get(at), value) {
        (Some(name), _) => words(name),
        (None, Node::String(text)) => words(text),
        (None, Node::Number(text)) => words(text),
        _ => Vec::new(),
    };
    let mut values = choice.values.iter().enumerate().map(name).filter(|words| !words.is_empty()).list();
    sort(&mut values, &Ord::cmp);
    // No name begins with a digit.
    if values.first().and_then(|words| words.first()).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    {
        values.iter_mut().take(1).for_each(|words| words.insert(0, "value".to_owned()));
    }
    values
}

/// `a`, `a and b`, `a b and c`; of more, the first ones with a word for the others, then more of them.
pub(super) fn listed(items: &[Vec<String>], conjunction: &str, others: &str) -> Vec<Vec<String>> {
    let counts: &[usize] = match items.len() {
        0 => return Vec::new(),
        1..=3 => &[3],
        _ => &[2, 3, 4],
    };
    let named = counts.iter().map(|count| {
        let mut named: Vec<Vec<String>> = items.iter().take(*count).cloned().list();
        if *count < items.len() {
            named.push(vec![others.to_owned()]);
        }
        let last = named.pop().unwrap_or_default();
        let mut all: Vec<String> = Vec::new();
        for next in &named {
            // A word would stand there twice.
            if all.last().is_some_and(|before| next.first() == Some(before)) {
                all.push(conjunction.to_owned());
            }
            all.extend_from_slice(next);
        }
        all.add_all((!named.is_empty()).then(|| conjunction.to_owned()));
        [all, last].concat()
    });
    let mut named = named.list();
    named.dedup();
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_all_named_and_more_in_part() {
        let listed = |text: &str| {
            let items = text.split_whitespace().map(|word| vec![word.to_owned()]).list();
            listed(&items, "and", "more").iter().map(|words| words.join(" ")).list()
        };
        assert_eq!(listed("id"), ["id"]);
        assert_eq!(listed("id name"), ["id and name"]);
        assert_eq!(listed("id kind name"), ["id kind and name"]);
        assert_eq!(listed("id id name"), ["id and id and name"]);
        assert_eq!(listed("a b c d"), ["a b and more", "a b c and more", "a b c and d"]);
    }
}
