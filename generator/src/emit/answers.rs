//! Answers: how an operation reads them, and the types that tell them apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{attribute, sentence};
use super::streams;
use super::types::{Here, ident};
use crate::rust::{Arm, ErrorType, Operation, Output, Reading, Statuses};

/// The answers that are told apart.
pub(super) fn documentation(operation: &Operation) -> Vec<String> {
    let failures: Vec<String> = operation
        .error
        .arms
        .iter()
        .map(|arm| {
            let description = arm.description.as_deref().map(sentence).unwrap_or_default();
            format!("- {}: {description}", statuses_in_words(arm.statuses)).trim_end_matches([' ', ':']).to_owned()
        })
        .collect();
    if failures.is_empty() {
        return Vec::new();
    }
    [vec!["# Errors".to_owned(), String::new(), "Declared by the document:".to_owned(), String::new()], failures]
        .concat()
}

fn statuses_in_words(statuses: Statuses) -> String {
    match statuses {
        Statuses::Exact(code) => format!("`{code}`"),
        Statuses::Range(range) => format!("`{range}XX`"),
        Statuses::Rest => "any other status".to_owned(),
    }
}

/// The `Accept` header, where it is not just JSON.
pub(super) fn accept(output: &Output, error: &ErrorType) -> Option<String> {
    let arms = output.arms.iter().chain(&error.arms);
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in arms.flat_map(|arm| &arm.accept) {
        if !accepted.contains(&media_type.as_str()) {
            accepted.push(media_type);
        }
    }
    // Whoever wants items has no use for just anything.
    if output.arms.iter().any(|arm| matches!(arm.reading, Reading::Items(_))) {
        accepted.retain(|media_type| *media_type != "*/*");
    }
    match accepted.as_slice() {
        [] => Some("*/*".to_owned()),
        ["application/json"] => None,
        some => Some(some.join(", ")),
    }
}

/// The arms of the `match` on the status: exact ones, ranges, the rest. Those that read alike are one.
pub(super) fn arms(output: &Output, error: &ErrorType) -> TokenStream {
    let successes = output.arms.iter().map(|arm| (arm, false));
    let all = successes.chain(error.arms.iter().map(|arm| (arm, true)));
    let mut arms: Vec<(Vec<Statuses>, String, TokenStream)> = Vec::new();
    let mut rest = quote!(response.undeclared());
    for (arm, is_error) in all {
        let read = read(if is_error { &error.ident } else { &output.ident }, arm, is_error);
        if arm.statuses == Statuses::Rest {
            rest = read;
            continue;
        }
        let text = read.to_string();
        match arms.iter_mut().find(|(statuses, known, _)| *known == text && same_kind(statuses, arm.statuses)) {
            Some((statuses, _, _)) => statuses.push(arm.statuses),
            None => arms.push((vec![arm.statuses], text, read)),
        }
    }
    arms.sort_by_key(|(statuses, _, _)| matches!(statuses.first(), Some(Statuses::Range(_))));
    let arms = arms.into_iter().map(|(statuses, _, read)| {
        let patterns = statuses.iter().map(|statuses| match statuses {
            Statuses::Exact(code) => {
                let code = proc_macro2::Literal::u16_unsuffixed(*code);
                quote!(#code)
            }
            Statuses::Range(range) => {
                let low = proc_macro2::Literal::u16_unsuffixed(u16::from(*range) * 100);
                let high = proc_macro2::Literal::u16_unsuffixed(u16::from(*range) * 100 + 99);
                quote!(#low..=#high)
            }
            Statuses::Rest => quote!(_),
        });
        quote!(#(#patterns)|* => #read,)
    });
    quote!(#(#arms)* _ => #rest,)
}

fn same_kind(statuses: &[Statuses], other: Statuses) -> bool {
    statuses.iter().all(|each| {
        matches!((each, other), (Statuses::Exact(_), Statuses::Exact(_)) | (Statuses::Range(_), Statuses::Range(_)))
    })
}

/// How an arm is read; `holder` is the enum that tells it from others.
fn read(holder: &Option<String>, arm: &Arm, is_error: bool) -> TokenStream {
    let wrap = match (holder, &arm.variant) {
        (Some(holder), Some(variant)) => {
            let (holder, variant) = (ident(holder), ident(variant));
            Some(quote!(#holder::#variant))
        }
        _ => None,
    };
    match (is_error, &arm.reading, wrap) {
        (false, Reading::Json(_), None) => quote!(response.json()),
        (false, Reading::Json(_), Some(wrap)) => quote!(response.json_as(#wrap)),
        (false, Reading::Text, None) => quote!(response.text()),
        (false, Reading::Text, Some(wrap)) => quote!(response.text_as(#wrap)),
        (false, Reading::Bytes, None) => quote!(response.bytes()),
        (false, Reading::Bytes, Some(wrap)) => quote!(response.bytes_as(#wrap)),
        (false, Reading::Content(_), None) => quote!(response.content()),
        (false, Reading::Content(_), Some(wrap)) => quote!(response.content_as(#wrap)),
        (false, Reading::Empty, None) => quote!(response.empty()),
        (false, Reading::Empty, Some(wrap)) => quote!(response.empty_as(#wrap)),
        (_, Reading::Items(items), wrap) => streams::read(items, wrap),
        (_, Reading::ByteStream, _) => quote!(response.byte_stream()),
        (_, Reading::Unstreamed, _) => quote!(response.unstreamed()),
        (true, Reading::Json(_), None) => quote!(response.error()),
        (true, Reading::Json(_), Some(wrap)) => quote!(response.error_as(#wrap)),
        (true, Reading::Text, wrap) => {
            let wrap = wrap.unwrap_or_else(|| quote!(std::convert::identity));
            quote!(response.error_text_as(#wrap))
        }
        (true, Reading::Bytes, wrap) => {
            let wrap = wrap.unwrap_or_else(|| quote!(std::convert::identity));
            quote!(response.error_bytes_as(#wrap))
        }
        (true, Reading::Content(_), wrap) => {
            let wrap = wrap.unwrap_or_else(|| quote!(std::convert::identity));
            quote!(response.error_content_as(#wrap))
        }
        (true, Reading::Empty, wrap) => {
            let value = wrap.unwrap_or_else(|| quote!(()));
            quote!(response.error_empty_as(#value))
        }
    }
}

pub(super) fn read_type(here: Here<'_>, reading: &Reading) -> TokenStream {
    match reading {
        Reading::Empty | Reading::Unstreamed => quote!(()),
        Reading::Json(ty) | Reading::Content(ty) => here.ty(ty),
        Reading::Text => quote!(String),
        Reading::Bytes => quote!(rt::Bytes),
        Reading::Items(items) => {
            let ty = here.ty(&items.ty);
            quote!(rt::ItemStream<#ty>)
        }
        Reading::ByteStream => quote!(rt::ByteStream),
    }
}

/// The types `Output` and `Error` of an operation.
pub(super) fn output_and_error(here: Here<'_>, operation: &Operation) -> (TokenStream, TokenStream) {
    (output_type(here, &operation.output), error_type(here, &operation.error))
}

fn output_type(here: Here<'_>, output: &Output) -> TokenStream {
    match (&output.ident, output.arms.first()) {
        (Some(name), _) => {
            let name = ident(name);
            quote!(#name)
        }
        (None, Some(arm)) => read_type(here, &arm.reading),
        // Nothing is declared, so nothing can be taken for a success.
        (None, None) => quote!(std::convert::Infallible),
    }
}

fn error_type(here: Here<'_>, error: &ErrorType) -> TokenStream {
    match (&error.ident, error.arms.first()) {
        (Some(name), _) => {
            let name = ident(name);
            quote!(#name)
        }
        (None, Some(arm)) => read_type(here, &arm.reading),
        (None, None) => quote!(std::convert::Infallible),
    }
}

/// The enums that tell answers apart.
pub(super) fn types(here: Here<'_>, operation: &Operation) -> impl Iterator<Item = TokenStream> {
    output(here, operation).into_iter().chain(error(here, operation))
}

fn output(here: Here<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = operation.output.ident.as_ref()?;
    let docs = format!("What [`{}`] answers, by status.", operation.ident);
    Some(by_status(here, name, &docs, &operation.output.arms))
}

fn error(here: Here<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = operation.error.ident.as_ref()?;
    let docs = format!("The errors that the document declares for [`{}`], by status.", operation.ident);
    Some(by_status(here, name, &docs, &operation.error.arms))
}

fn by_status(here: Here<'_>, name: &str, docs: &str, arms: &[Arm]) -> TokenStream {
    let name = ident(name);
    let variants = arms.iter().filter_map(|arm| {
        let variant = ident(arm.variant.as_deref()?);
        let description = arm.description.as_deref().map(sentence).filter(|line| !line.is_empty());
        let statuses = statuses_in_words(arm.statuses);
        let docs = match description {
            Some(description) => attribute(&format!("{statuses}: {description}")),
            None => attribute(&statuses),
        };
        let payload = match &arm.reading {
            Reading::Empty => None,
            reading => {
                let ty = read_type(here, reading);
                Some(quote!((#ty)))
            }
        };
        Some(quote! { #docs #variant #payload, })
    });
    // What comes only once can be neither cloned nor compared.
    let derives =
        if arms.iter().any(|arm| arm.reading.is_stream()) { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    let docs = attribute(docs);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}
