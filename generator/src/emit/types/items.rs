//! Types: structs and enums, each with the macro line that is its codec.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::head::{deprecated, derives, doc, head, more_derives};
use super::samples;
use super::sentences::in_words;
use crate::api::{Literal, Rule, Test};
use crate::code::Piece;
use crate::emit::constructors::{conversion, new, setter};
use crate::emit::docs::{attribute, attributes, code, markdown, paragraphs};
use crate::emit::here::{Here, constant, ident, literal, string};
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::rust::{Choice, Entry, Field, Item, ItemKind, Record, Tuple, Type, Union, Variant};
use crate::value::Node;

/// A type and its codec; none where it belongs to a client.
pub(crate) fn item(here: Here<'_>, item: &Item) -> Vec<Piece> {
    match &item.kind {
        ItemKind::Record(kind) => record(here, item, kind),
        ItemKind::Choice(kind) => choice(here, item, kind),
        ItemKind::Union(kind) => union(here, item, kind),
        ItemKind::Tuple(kind) => tuple(here, item, kind),
        ItemKind::Wrapper(ty) => wrapper(here, item, ty),
        ItemKind::Alias(ty) => alias(here, item, ty),
        ItemKind::Content(_) | ItemKind::Body(_) | ItemKind::ByStatus(_) | ItemKind::Headers(_) => Vec::new(),
    }
}

fn record(here: Here<'_>, item: &Item, record: &Record) -> Vec<Piece> {
    let head = head(here, item);
    let name = ident(&item.ident);
    let fields = record.entries.iter().filter_map(|entry| match entry {
        Entry::Field(each) => Some(field(here, each)),
        Entry::Constant { .. } => None,
    });
    let rest = record.rest.iter().map(|(field, ty, rules)| {
        let (field, ty) = (ident(field), here.type_tokens(ty));
        let docs = ["Properties that have no field of their own.".to_owned()].into_iter().chain(in_words(rules));
        let docs = attributes(&docs.list());
        quote! { #docs pub #field: #ty, }
    });
    let definition = quote! { #head pub struct #name { #(#fields)* #(#rest)* } };
    vec![Piece::Items(definition), methods(here, &item.ident, record), Piece::Text(object(here, item, record))]
}

fn field(here: Here<'_>, field: &Field) -> TokenStream {
    let samples = samples::sentences(field.default.as_ref(), field.example.as_ref());
    let unchecked: Vec<String> = field.unchecked.iter().map(|keyword| code(keyword)).list();
    let unchecked = (!unchecked.is_empty())
        .then(|| format!("The document restricts this by {} as well, which is not checked.", unchecked.join(", ")));
    let notes: Vec<String> = in_words(&field.rules).into_iter().chain(samples).chain(unchecked).list();
    let description = field.description.as_deref().map(markdown).unwrap_or_default();
    let docs = attributes(&paragraphs([description, notes]));
    let deprecated = deprecated(field.deprecated);
    let (name, ty) = (ident(&field.ident), here.type_tokens(&field.ty));
    quote! { #docs #deprecated pub #name: #ty, }
}

/// `new`, and setters for what is optional where the type goes into requests.
fn methods(here: Here<'_>, name: &str, record: &Record) -> Piece {
    let fields = || {
        record.entries.iter().filter_map(|entry| match entry {
            Entry::Field(field) => Some(field),
            Entry::Constant { .. } => None,
        })
    };
    let (mut arguments, mut values) = (Vec::new(), Vec::new());
    for field in fields() {
        if field.asked {
            let (argument, value) = here.argument(field.ty.present(), &field.ident);
            arguments.push(format!("{}: {argument}", field.ident));
            values.push(format!("{}: Some({value})", field.ident));
        } else if field.required {
            let (argument, value) = here.declared(&field.ty, &field.ident);
            arguments.push(argument);
            values.push(value);
        } else {
            values.push(format!("{}: None", field.ident));
        }
    }
    if let Some((name, ..)) = &record.rest {
        values.push(format!("{name}: rt::Map::new()"));
    }
    let summary = if arguments.is_empty() { "An empty value." } else { "A value with all that is required." };
    let mut lines = Lines::default();
    lines.block(&format!("impl {name}"), &mut |lines| {
        lines.doc(summary);
        new(&arguments, &values, lines);
        for field in fields().filter(|field| record.setters && !field.required && !field.asked) {
            setter(here, &field.ident, field.ty.present(), field.description.as_deref(), lines);
        }
    });
    lines.piece()
}

fn object(here: Here<'_>, item: &Item, record: &Record) -> String {
    let name = &item.ident;
    let closed = if record.closed { " closed" } else { "" };
    let own = bracketed(here, &item.rules, 0);
    let mut text = format!("rt::record! {{ {name}{closed}{own} {{\n");
    for entry in &record.entries {
        let _ = match entry {
            Entry::Constant { name, value, required } => {
                let assumed = if *required { "" } else { " assumed" };
                writeln!(text, "    {} = {}{assumed},", string(name), constant(value))
            }
            Entry::Field(field) => {
                let mode = match field.required {
                    true if field.null_is_empty => "or_empty",
                    true => "required",
                    false => "optional",
                };
                let rules = bracketed(here, &field.rules, 4);
                writeln!(text, "    {}: {} {mode}{rules},", field.ident, string(&field.name))
            }
        };
    }
    if let Some((rest, _, rules)) = &record.rest {
        let _ = writeln!(text, "    ..{rest}{}", bracketed(here, rules, 4));
    }
    if record.entries.is_empty() && record.rest.is_none() {
        return format!("rt::record! {{ {name}{closed}{own} {{}} }}");
    }
    text.push_str("} }");
    text
}

/// Rules as they stand behind what they are for.
fn bracketed(here: Here<'_>, rules: &[Rule], indent: usize) -> String {
    if rules.is_empty() { String::new() } else { format!(" [{}]", here.rules(rules, "", indent)) }
}

fn choice(here: Here<'_>, item: &Item, choice: &Choice) -> Vec<Piece> {
    let docs = attributes(&doc(here, item));
    let deprecated = deprecated(item.deprecated);
    let name = ident(&item.ident);
    let more = more_derives(item, &["Clone", "Debug", "Eq", "Hash", "PartialEq"]);
    let variants = choice.values.iter().map(|(variant, value)| {
        let variant_ident = ident(variant);
        let text = match value {
            Node::String(text) => text.as_str(),
            Node::Number(text) => text,
            _ => "",
        };
        let docs = (text != variant).then(|| attribute(&code(text)));
        quote! { #docs #variant_ident, }
    });
    let unknown = if choice.integers { quote!(i64) } else { quote!(rt::UnknownValue) };
    let definition = quote! {
        #docs
        #deprecated
        #[derive(Clone, PartialEq, Eq, Hash #(, #more)*)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that the document does not name, kept as it came."]
            Unknown(#unknown),
        }
    };
    let kind = if choice.integers { ": i64" } else { "" };
    let mut text = format!("rt::enumeration! {{ {}{kind} {{\n", item.ident);
    for (variant, value) in &choice.values {
        let _ = writeln!(text, "    {} => {variant},", literal(value));
    }
    text.push_str("} }");
    vec![Piece::Items(definition), Piece::Text(text)]
}

fn union(here: Here<'_>, item: &Item, union: &Union) -> Vec<Piece> {
    let head = head(here, item);
    let name = ident(&item.ident);
    let variants = union.variants.iter().map(|variant| {
        let docs = variant.description.as_deref().map(markdown).unwrap_or_default();
        let docs = attributes(&paragraphs([docs, in_words(&variant.rules).into_iter().list()]));
        let (variant_ident, ty) = (ident(&variant.ident), here.type_tokens(&variant.ty));
        quote! { #docs #variant_ident(#ty), }
    });
    let unknown = is_open(union).then(|| {
        let tag = union.tag.as_deref().unwrap_or_default();
        let docs = attribute(&format!("A {} that the document does not name, kept as it came.", code(tag)));
        quote! { #docs Unknown(rt::UnknownVariant), }
    });
    let definition = quote! { #head pub enum #name { #(#variants)* #unknown } };
    let mut pieces = vec![Piece::Items(definition)];
    for variant in union.variants.iter().filter(|variant| converts(union, variant)) {
        let mut lines = Lines::default();
        conversion(&item.ident, &variant.ident, &here.ty(&variant.ty), "value", &mut lines);
        pieces.push(lines.piece());
    }
    pieces.push(Piece::Text(codec(here, item, union)));
    pieces
}

/// Whether the union can be made of a variant's value without the variant being named.
fn converts(union: &Union, variant: &Variant) -> bool {
    union.variants.iter().filter(|other| other.ty == variant.ty).tally() == 1
        && matches!(
            &variant.ty,
            Type::Named { .. } | Type::String | Type::Formatted(_) | Type::Integer(_) | Type::F64 | Type::Bool
        )
}

/// Whether unknown tags can be kept: where there can be any.
fn is_open(union: &Union) -> bool {
    let can_be_more = |tag: &Literal| matches!(tag, Node::String(_) | Node::Number(_));
    union.tag.is_some()
        && union.fallback.is_none()
        && union.variants.iter().all(|variant| variant.tags.iter().all(can_be_more))
}

fn codec(here: Here<'_>, item: &Item, union: &Union) -> String {
    let name = &item.ident;
    let own = bracketed(here, &item.rules, 0);
    let kept = |variant: &Variant| match variant.rules.as_slice() {
        [] => String::new(),
        rules => format!(" where{}", bracketed(here, rules, 4)),
    };
    let one = if union.one { " one" } else { "" };
    let Some(tag) = &union.tag else {
        let mut text = format!("rt::union! {{ {name}{one}{own} {{\n");
        for variant in union.untagged.iter().filter_map(|at| union.variants.get(*at)) {
            let _ = writeln!(text, "    {}{}{},", variant.ident, test(variant), kept(variant));
        }
        text.push_str("} }");
        return text;
    };
    let closed = if is_open(union) { "" } else { " closed" };
    let fallback = union.fallback.and_then(|at| union.variants.get(at));
    let fallback = fallback.map(|variant| format!(" or {}", variant.ident)).unwrap_or_default();
    let mut text = format!("rt::union! {{ {name}{closed} by {}{fallback}{own} {{\n", string(tag));
    for variant in &union.variants {
        let tags: Vec<String> = variant.tags.iter().map(constant).list();
        let with_tag = if variant.writes_tag { " with tag" } else { "" };
        let tags = if tags.is_empty() { "_".to_owned() } else { tags.join(" | ") };
        let _ = writeln!(text, "    {tags} => {}{with_tag}{},", variant.ident, kept(variant));
    }
    if !union.untagged.is_empty() {
        let _ = writeln!(text, "}} else{one} {{");
        for variant in union.untagged.iter().filter_map(|at| union.variants.get(*at)) {
            let _ = writeln!(text, "    {}{},", variant.ident, test(variant));
        }
    }
    text.push_str("} }");
    text
}

fn test(variant: &Variant) -> String {
    let Some(test) = &variant.test else { return String::new() };
    match test {
        Test::Anything => String::new(),
        Test::Boolean => " if boolean".to_owned(),
        Test::Integer => " if integer".to_owned(),
        Test::Number => " if number".to_owned(),
        Test::String => " if string".to_owned(),
        Test::Array => " if array".to_owned(),
        Test::Object(keys) if keys.is_empty() => " if object".to_owned(),
        Test::Object(keys) => {
            let keys: Vec<String> = keys.iter().map(|key| string(key)).list();
            format!(" if object [{}]", keys.join(", "))
        }
    }
}

/// Tuple structs can be built by anybody: an array has no room for a field that is added later.
fn tuple(here: Here<'_>, item: &Item, tuple: &Tuple) -> Vec<Piece> {
    let docs = attributes(&doc(here, item));
    let (deprecated, derives, name) = (deprecated(item.deprecated), derives(item), ident(&item.ident));
    let fields = tuple.items.iter().map(|(ty, _)| {
        let ty = here.type_tokens(ty);
        quote!(pub #ty)
    });
    let rest = tuple.rest.iter().map(|ty| {
        let ty = here.type_tokens(ty);
        quote!(pub Vec<#ty>)
    });
    let fields: Vec<TokenStream> = fields.chain(rest).list();
    let mut text = format!("rt::tuple! {{ {}{} {{ ", item.ident, bracketed(here, &item.rules, 0));
    for (at, (_, required)) in tuple.items.iter().enumerate() {
        let _ = write!(text, "{at} {}, ", if *required { "required" } else { "optional" });
    }
    if tuple.rest.is_some() {
        let _ = write!(text, "..{} ", tuple.items.len());
    }
    text.push_str("} }");
    vec![
        Piece::Items(quote! { #docs #deprecated #derives pub struct #name(#(#fields),*); }),
        Piece::Text(text.replace(", }", " }")),
    ]
}

fn wrapper(here: Here<'_>, item: &Item, ty: &Type) -> Vec<Piece> {
    let docs = attributes(&doc(here, item));
    let (deprecated, derives, name, ty) =
        (deprecated(item.deprecated), derives(item), ident(&item.ident), here.type_tokens(ty));
    vec![
        Piece::Items(quote! { #docs #deprecated #derives pub struct #name(pub #ty); }),
        Piece::Text(format!("rt::newtype! {{ {} }}", item.ident)),
    ]
}

fn alias(here: Here<'_>, item: &Item, ty: &Type) -> Vec<Piece> {
    let docs = attributes(&doc(here, item));
    let (deprecated, name, ty) = (deprecated(item.deprecated), ident(&item.ident), here.type_tokens(ty));
    vec![Piece::Items(quote! { #docs #deprecated pub type #name = #ty; })]
}
