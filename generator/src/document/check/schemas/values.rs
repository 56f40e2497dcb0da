//! Values that a schema lists or gives: `enum`, `const`, `default`.

use super::compare::{admits, number, same};
use super::phrases::{named, quoted};
use super::validate::Validator;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, listed};
use crate::document::Schema;
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::value::{Node, Types};

/// Tells what is wrong with the values of a schema.
pub(super) fn check<'a>(validator: &mut Validator<'a>, schema: &'a Schema, diagnostics: &mut Diagnostics) {
    if !schema.rare().retyped.is_empty() {
        retyped(schema, diagnostics);
    }
    if let Some(values) = &schema.enumeration {
        repeated(schema, values, diagnostics);
        of_other_types(schema, values, diagnostics);
        names(schema, values.len(), diagnostics);
    }
    if let Some(constant) = &schema.rare().constant {
        self::constant(schema, constant, diagnostics);
    }
    // `null` says that there is no default.
    if let Some(value) = schema.default.as_ref().filter(|value| **value != Node::Null) {
        default(validator, schema, value, diagnostics);
    }
}

fn repeated(schema: &Schema, values: &[Node], diagnostics: &mut Diagnostics) {
    const FEW: usize = 16;
    let again: Vec<usize> = if values.len() <= FEW {
        let is_again = |(at, value): &(usize, &Node)| values.iter().take(*at).any(|before| before == *value);
        values.iter().enumerate().filter(is_again).map(|(at, _)| at).list()
    } else {
        let mut seen: HashSet<&Node> = HashSet::new();
        values.iter().enumerate().filter(|(_, value)| !seen.insert(value)).map(|(at, _)| at).list()
    };
    let Some(first) = again.first() else { return };
    let texts: HashSet<String> = again.iter().filter_map(|at| values.get(*at)).map(quoted).collect();
    let texts = texts.iter().map(|text| text.trim_matches('`'));
    diagnostics.push(
        Diagnostic::note(Code::DuplicateValue, format!("`enum` repeats {}", listed(texts)))
            .at(&schema.pointer.child("enum").child(&first.to_string()))
            .label("one of them is enough"),
    );
}

/// Tells of names for values that are not as many.
fn names(schema: &Schema, values: usize, diagnostics: &mut Diagnostics) {
    let names = schema.rare().enumeration_names.len();
    if names == 0 || names == values {
        return;
    }
    let (are, beyond) = if names < values {
        ("the others are named by what they are", "fewer")
    } else {
        ("those beyond are left out", "more")
    };
    diagnostics.push(
        Diagnostic::note(Code::MismatchedValue, format!("`enum` has {values} values, and names for {names}"))
            .at_key(&schema.pointer.child("enum"))
            .label(format!("{beyond} names than values: {are}")),
    );
}

/// Tells of values that were read as of the schema's type.
fn retyped(schema: &Schema, diagnostics: &mut Diagnostics) {
    let all = &schema.rare().retyped;
    let Some((place, first)) = all.first() else { return };
    let (keyword, at) = match place {
        Some(at) => ("enum", schema.pointer.child("enum").child(&at.to_string())),
        None => ("const", schema.pointer.child("const")),
    };
    let texts: Vec<String> = all.iter().map(|(_, value)| quoted(value)).list();
    let are = if all.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} in `{keyword}` {are} not of the type {}",
        listed(texts.iter().map(|text| text.trim_matches('`'))),
        named(schema.types)
    );
    let (taken, help) = match (first, schema.types.contains(Types::STRING)) {
        (_, true) => ("text", "put the values in quotes, or leave `type` out"),
        (Node::String(text), _) if matches!(text.as_str(), "true" | "false") => ("booleans", UNQUOTED),
        _ => ("numbers", UNQUOTED),
    };
    diagnostics.push(
        Diagnostic::warning(Code::MismatchedValue, message)
            .at(&at)
            .label(format!("taken as {taken}: the type decides"))
            .help(help),
    );
}

const UNQUOTED: &str = "write the values without quotes, or say `type: string`";

fn of_other_types(schema: &Schema, values: &[Node], diagnostics: &mut Diagnostics) {
    let is_other = |value: &&Node| !admits(schema.types, value);
    let count = values.iter().filter(is_other).tally();
    let Some((first, value)) = values.iter().enumerate().find(|(_, value)| is_other(value)) else { return };
    let types = named(schema.types);
    let at = schema.pointer.child("enum").child(&first.to_string());
    let diagnostic = if count == values.len() {
        let follows = "given as any JSON value; a request that has one is refused, and so is an answer read strictly";
        Diagnostic::warning(Code::MismatchedValue, format!("no value of `enum` is of the type {types}"))
            .label("no value is allowed")
            .with_note(follows)
    } else {
        let texts: Vec<String> = values.iter().filter(is_other).map(quoted).list();
        let (are, they) = if count == 1 { ("is", "it is") } else { ("are", "they are") };
        let texts = listed(texts.iter().map(|text| text.trim_matches('`')));
        Diagnostic::warning(Code::MismatchedValue, format!("{texts} in `enum` {are} not of the type {types}"))
            .label(format!("{they} left out"))
    };
    let is_array = schema.types == Types::ARRAY && !matches!(value, Node::Seq(_));
    diagnostics.push(diagnostic.at(&at).help(match value {
        Node::Null => "say that `null` is allowed, such as by `type: [string, \"null\"]`",
        _ if is_array => "put `enum` into `items`, if these are the values of the items",
        Node::String(text) if is_of(schema.types, text) => UNQUOTED,
        Node::String(_) => "say `type: string`, if these are the values",
        Node::Number(_) | Node::Bool(_) if schema.types.contains(Types::STRING) => {
            "put the values in quotes, or leave `type` out"
        }
        _ => "say the type that the values have, or leave `type` out",
    }));
}

/// Whether a text would be of one of these types without its quotes.
fn is_of(types: Types, text: &str) -> bool {
    let is_boolean = matches!(text, "true" | "false") && types.contains(Types::BOOLEAN);
    let is_null = text == "null" && types.contains(Types::NULL);
    is_boolean || is_null || number(text).is_some() && admits(types, &Node::Number(text.into()))
}

/// Tells of values of `enum` or `const` that other keywords of the schema refuse.
pub(super) fn refused<'a>(validator: &mut Validator<'a>, schema: &'a Schema, diagnostics: &mut Diagnostics) {
    let constant = schema.rare().constant.as_slice();
    let values = if constant.is_empty() { schema.enumeration.as_deref().unwrap_or_default() } else { constant };
    let keyword = if constant.is_empty() { "enum" } else { "const" };
    let found = validator.refused(schema, values);
    let Some((first, _, why)) = found.first() else { return };
    let texts: Vec<String> = found.iter().map(|(_, value, _)| quoted(value)).list();
    let are = if found.len() == 1 { "is" } else { "are" };
    let texts = listed(texts.iter().map(|text| text.trim_matches('`')));
    let message = format!("{texts} in `{keyword}` {are} refused by what stands beside it");
    let at = schema.pointer.child(keyword);
    let told = if why.is_beyond { Diagnostic::warning } else { Diagnostic::note };
    let diagnostic = told(Code::MismatchedValue, message).label(why.text.clone());
    diagnostics.push(if why.is_beyond {
        diagnostic
            .at(&at.child(&first.to_string()))
            .with_note("what is beside the list has no such value, so that it is left out")
    } else if keyword == "const" {
        diagnostic
            .at(&at)
            .with_note("the constant decides: the code sends it, and a server may refuse it")
            .help("change the constant, or the keyword that refuses it")
    } else {
        diagnostic
            .at(&at.child(&first.to_string()))
            .with_note("the list decides: the code offers it, and a server may refuse it")
            .help("leave the value out, or change the keyword that refuses it")
    });
}

fn constant(schema: &Schema, constant: &Node, diagnostics: &mut Diagnostics) {
    let beyond = match &schema.enumeration {
        _ if !admits(schema.types, constant) => format!("it is not of the type {}", named(schema.types)),
        Some(values) if !values.iter().any(|value| same(value, constant)) => {
            "it is not among those of `enum`".to_owned()
        }
        _ => return,
    };
    diagnostics.push(
        Diagnostic::warning(Code::MismatchedValue, format!("the value {} of `const` is not allowed", quoted(constant)))
            .at(&schema.pointer.child("const"))
            .label(beyond)
            .with_note("given as any JSON value; a request that has one is refused, and so is an answer read strictly"),
    );
}

fn default<'a>(validator: &mut Validator<'a>, schema: &'a Schema, value: &Node, diagnostics: &mut Diagnostics) {
    let Some(why) = validator.refusal(schema, value) else { return };
    // That the values of `enum` are of another type has been told.
    if schema.enumeration.iter().flatten().any(|listed| same(listed, value)) && !admits(schema.types, value) {
        return;
    }
    let diagnostic =
        Diagnostic::note(Code::InvalidDefault, format!("the default {} does not match its schema", quoted(value)))
            .at(&schema.pointer.child("default"))
            .label(why.text)
            .with_note("it is only documented; nothing is sent in the place of what a caller leaves out");
    diagnostics.push(match why.meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic,
    });
}
