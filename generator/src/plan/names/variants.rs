//! What the variants of a union are called.

use super::identifiers::{pascal, type_name};
use super::lock::variant_keys;
use super::paths::{LONG, VERBS, common_words};
use super::scope::distinct;
use super::singular::singular;
use super::words::words;
use crate::api::{Api, FieldValue, Kind, Literal, Record, ShapeId, Union, Use, Variant};
use crate::lists::{Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::plan::notes::ShapeNotes;
use crate::value::Node;

/// A name a variant, each different. None depends on the order in which the document says them.
pub(crate) fn names(api: &Api, notes: &ShapeNotes, union: &Union) -> Vec<String> {
    let mut names = short(api, notes, union);
    let is_exact = |variant: &Variant| {
        let shape = variant.value.shape;
        !variant.tags.is_empty() || notes.name(shape).is_some() || api.shapes.get(shape).component.is_some()
    };
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for (name, variant) in names.iter().zip(&union.variants) {
        let (all, exact) = counts.entry(name.clone()).or_default();
        *all += 1;
        *exact += usize::from(is_exact(variant));
    }
    for (name, variant) in names.iter_mut().zip(&union.variants) {
        // Whose exact name it is keeps it.
        let clashes = match counts.get(name) {
            _ if name == UNKNOWN => true,
            Some((all, exact)) => *all > 1 && !(*exact == 1 && is_exact(variant)),
            None => false,
        };
        if let Some(longer) = Some(variant).filter(|_| clashes).and_then(|variant| longer(api, notes, union, variant)) {
            *name = longer;
        }
        // The variant of what the document does not name is called so.
        if name == UNKNOWN {
            *name = format!("{UNKNOWN}Value");
        }
    }
    let different: HashSet<&str> = names.iter().map(String::as_str).chain([UNKNOWN]).collect();
    match different.len() > names.len() {
        true => names,
        false => distinct(&names, &variant_keys(api, notes, union)),
    }
}

/// What the variant is called that a value is which the document does not name.
const UNKNOWN: &str = "Unknown";

/// What each variant would be called alone.
fn short(api: &Api, notes: &ShapeNotes, union: &Union) -> Vec<String> {
    let titles = Titles::of(api, union);
    union.variants.iter().map(|variant| name(api, notes, union, &titles, variant)).list()
}

fn name(api: &Api, notes: &ShapeNotes, union: &Union, titles: &Titles<'_>, variant: &Variant) -> String {
    let shape = api.shapes.get(variant.value.shape);
    // A number says nothing of what a component is.
    let is_number = shape.component.is_some() && variant.tags.iter().all(|tag| matches!(tag, Node::Number(_)));
    // Nor does a tag that all variants have.
    let says_nothing =
        is_number || (union.variants.len() > 1 && union.variants.iter().all(|other| other.tags == variant.tags));
    if let Some(name) = of_tags(&variant.tags, shape.component.is_some()).filter(|_| !says_nothing) {
        return name;
    }
    if let Some(name) = notes.name(variant.value.shape).or(notes.component_of(shape)) {
        return type_name(name);
    }
    if let Some(name) = &variant.named {
        return type_name(name);
    }
    if let Some(title) = titles.name(variant) {
        return title;
    }
    match &shape.kind {
        Kind::Record(record) => of_record(api, union, record).unwrap_or_else(|| "Object".to_owned()),
        Kind::Union(_) => {
            of_inner_union(api, union, &variant.value).unwrap_or_else(|| of_kind(api, notes, &variant.value))
        }
        _ => of_kind(api, notes, &variant.value),
    }
}

/// The titles of a union's variants, taken apart once.
struct Titles<'a> {
    of: HashMap<ShapeId, (&'a str, Vec<String>)>,
    /// How many of them begin with these words; empty where none is long.
    begins: HashMap<String, usize>,
}

impl<'a> Titles<'a> {
    fn of(api: &'a Api, union: &Union) -> Titles<'a> {
        let mut titles = Titles { of: HashMap::new(), begins: HashMap::new() };
        for variant in &union.variants {
            let shape = variant.value.shape;
            if let Some(title) = api.shapes.get(shape).title.as_deref() {
                titles.of.entry(shape).or_insert_with(|| (title, words(title)));
            }
        }
        if titles.of.values().any(|(_, words)| words.len() > SHORT) {
            let parts = titles.of.values().flat_map(|(_, words)| parts(words));
            parts.for_each(|part| *titles.begins.entry(part.join(" ")).or_default() += 1);
        }
        titles
    }

    /// The title of a variant, where it names it; of a long one as many of its words as no other variant's title begins with.
    fn name(&self, variant: &Variant) -> Option<String> {
        let (title, own) = self.of.get(&variant.value.shape)?;
        if (1..=SHORT).contains(&own.len()) {
            return Some(type_name(title));
        }
        // A sentence is no name.
        if title.trim().contains(' ') || own.len() > LONGEST {
            return None;
        }
        let is_enough = |part: &&[String]| {
            let says_more = part.last().is_none_or(|last| last != "id" && VERBS.contains(&last.as_str()));
            !says_more && self.begins.get(&part.join(" ")) == Some(&1)
        };
        parts(own).find(is_enough).map(|part| type_name(&pascal(part)))
    }
}

/// What a title that is long may be called by.
fn parts(title: &[String]) -> impl Iterator<Item = &[String]> {
    (2..=LONGEST).map_while(|count| title.get(..count))
}

/// How many words a title has at most that is a name.
const SHORT: usize = 4;
/// How many it has at most if it is called by some of them.
const LONGEST: usize = 3 * SHORT;

/// A longer name for a variant whose short one is taken.
fn longer(api: &Api, notes: &ShapeNotes, union: &Union, variant: &Variant) -> Option<String> {
    let shape = api.shapes.get(variant.value.shape);
    match &shape.kind {
        Kind::Record(record) => of_record(api, union, record),
        _ if notes.is_recursive(variant.value.shape) => None,
        Kind::List(items) => Some(of_all("List", of_kind(api, notes, items))),
        Kind::Map(values) => Some(of_all("Map", of_kind(api, notes, values))),
        Kind::Union(inner) => {
            let mut names = short(api, notes, inner);
            sort(&mut names, &Ord::cmp);
            Some(names.join("Or"))
        }
        _ => None,
    }
}

/// `StringList`; a list of lists is `Lists`.
fn of_all(kind: &str, inner: String) -> String {
    if inner == kind { format!("{kind}s") } else { inner + kind }
}

/// What a variant is called by its tags; by several that have no word in common only where it has no name of its own.
fn of_tags(tags: &[Literal], is_component: bool) -> Option<String> {
    let texts: Vec<&str> = tags
        .iter()
        .filter_map(|tag| match tag {
            Node::String(text) => Some(text.as_str()),
            Node::Number(text) => Some(text),
            Node::Bool(true) => Some("true"),
            Node::Bool(false) => Some("false"),
            _ => None,
        })
        .list();
    match texts.as_slice() {
        [] => None,
        [one] => Some(type_name(one)),
        several => {
            let lists: Vec<Vec<String>> = several.iter().map(|text| words(&digits_apart(text))).list();
            let common = common_words(&lists);
            if common.iter().any(|word| word.starts_with(char::is_alphabetic)) {
                return Some(type_name(&pascal(&common)));
            }
            let mut names: Vec<String> = several.iter().map(|text| type_name(text)).list();
            sort(&mut names, &Ord::cmp);
            let joined = names.join("Or").replace("Or_", "Or");
            Some(joined).filter(|name| !is_component && name.chars().count() <= LONG)
        }
    }
}

/// `Spl2022` as `Spl 2022`, so that it has a word in common with `Spl`.
fn digits_apart(text: &str) -> String {
    let mut apart = String::new();
    for character in text.chars() {
        if character.is_ascii_digit() && apart.ends_with(char::is_alphabetic) {
            apart.push(' ');
        }
        apart.push(character);
    }
    apart
}

/// The variant's constant, else a property that only this variant has, a required one first; else one that only this
/// variant requires: `WithName`. Of several it is that of the fewest words, then the first by alphabet.
fn of_record(api: &Api, union: &Union, record: &Record) -> Option<String> {
    let others: Vec<&Record> = union
        .variants
        .iter()
        .filter_map(|variant| match &api.shapes.get(variant.value.shape).kind {
            Kind::Record(other) if !std::ptr::eq(other, record) => Some(other),
            _ => None,
        })
        .list();
    if others.is_empty() {
        return None;
    }
    let constants = record.fields.iter().filter_map(|field| match &field.value {
        FieldValue::Constant(Node::String(text)) => Some((CALLED.contains(&field.name.as_str()), &field.name, text)),
        _ => None,
    });
    let constant = constants.min_by_key(|(is_called, name, _)| (!is_called, *name)).map(|(.., text)| text.as_str());
    let elsewhere = |name: &str| others.iter().any(|other| other.fields.iter().any(|field| field.name == name));
    let own = |required: bool| {
        let fields = record.fields.iter().filter(|field| field.required == required && !elsewhere(&field.name));
        plainest(&fields.map(|field| field.name.as_str()).list())
    };
    let told = constant.or_else(|| own(true)).or_else(|| own(false)).map(type_name);
    // Else one that only this variant requires.
    let is_optional_elsewhere =
        |name: &str| others.iter().all(|other| other.fields.iter().any(|field| field.name == name && !field.required));
    let required = record.fields.iter().filter(|field| field.required && is_optional_elsewhere(&field.name));
    let required = || plainest(&required.map(|field| field.name.as_str()).list());
    told.or_else(|| required().map(|name| type_name(&format!("with {name}"))))
}

/// The properties whose constants say what an object is, before all others.
const CALLED: [&str; 3] = ["type", "kind", "object"];

/// The name of the fewest words, and of these the first by alphabet.
fn plainest<'n>(names: &[&'n str]) -> Option<&'n str> {
    names.iter().copied().min_by_key(|name| (words(name).len(), *name))
}

/// The plainest property that all of an inner union's variants require, and not all of any other variant do.
fn of_inner_union(api: &Api, union: &Union, inner: &Use) -> Option<String> {
    let elsewhere: Vec<String> = union
        .variants
        .iter()
        .filter(|other| other.value.shape != inner.shape)
        .flat_map(|other| required(api, &other.value, 0))
        .list();
    let own = required(api, inner, 0).into_iter().filter(|name| !elsewhere.contains(name)).list();
    plainest(&own.iter().map(String::as_str).list()).map(type_name)
}

/// The properties that a value must have, whichever variant it is.
fn required(api: &Api, value: &Use, depth: u8) -> Vec<String> {
    match &api.shapes.get(value.shape).kind {
        Kind::Record(record) => {
            record.fields.iter().filter(|field| field.required).map(|field| field.name.clone()).list()
        }
        Kind::Union(union) if depth < 8 => {
            let mut lists = union.variants.iter().map(|variant| required(api, &variant.value, depth + 1));
            let first = lists.next().unwrap_or_default();
            lists.fold(first, |common, list| common.into_iter().filter(|name| list.contains(name)).list())
        }
        _ => Vec::new(),
    }
}

/// What values of a kind are called.
pub(super) fn of_kind(api: &Api, notes: &ShapeNotes, value: &Use) -> String {
    let shape = api.shapes.get(value.shape);
    if let Some(name) = notes.name(value.shape).or(notes.component_of(shape)) {
        return type_name(name);
    }
    match &shape.kind {
        Kind::Any => "Other".to_owned(),
        Kind::Never => "Nothing".to_owned(),
        Kind::Null => "Null".to_owned(),
        Kind::Boolean => "Boolean".to_owned(),
        Kind::Integer(_) => "Integer".to_owned(),
        Kind::Number { .. } | Kind::Decimal => "Number".to_owned(),
        Kind::String { format: Some(format) } => type_name(&pascal(&words(format))),
        Kind::Formatted(format) => type_name(&pascal(&words(format.called))),
        Kind::File => "File".to_owned(),
        Kind::FormPart | Kind::FormData => "Form".to_owned(),
        Kind::String { format: None } => "String".to_owned(),
        Kind::List(_) => "List".to_owned(),
        Kind::Tuple(_) => "Tuple".to_owned(),
        Kind::External => {
            let path = notes.replacement(value.shape).unwrap_or_default();
            type_name(path.rsplit("::").next().unwrap_or_default())
        }
        Kind::Map(_) => "Map".to_owned(),
        Kind::Record(_) => "Object".to_owned(),
        Kind::Choice(choice) => match choice.values.as_slice() {
            [Node::String(only)] => type_name(only),
            _ => "Value".to_owned(),
        },
        Kind::Union(union) => {
            let tags: Vec<Vec<String>> = short(api, notes, union).iter().map(|name| words(name)).list();
            let common = common_words(&tags);
            if common.is_empty() { "Union".to_owned() } else { pascal(&singular(&common)) }
        }
    }
}
