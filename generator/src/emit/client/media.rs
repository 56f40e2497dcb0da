//! Enums of media types.

use quote::quote;

use super::{answers, bodies};
use crate::code::Piece;
use crate::emit::constructors::conversion;
use crate::emit::docs::{attribute, code};
use crate::emit::here::{Here, ident, string, tokens};
use crate::emit::lines::Lines;
use crate::emit::types::head;
use crate::lists::Listing;
use crate::rust::{Item, Reading, Received, Sent};

/// What a request body can be sent as.
pub(crate) fn body(here: Here<'_>, item: &Item, variants: &[Sent]) -> Vec<Piece> {
    let name = &item.ident;
    let definition =
        definition(here, item, variants.iter().map(|sent| (code(&sent.declared), &sent.ident, here.ty(&sent.ty))));
    let mut lines = Lines::default();
    lines.block(&format!("impl {name}"), &mut |lines| {
        lines.line("#[inline]");
        lines.block("pub(super) fn encode(&self, request: &mut rt::Request)", &mut |lines| {
            lines.block("match self", &mut |lines| {
                for sent in variants {
                    bodies::arm(here, sent, lines);
                }
            });
        });
    });
    for sent in variants.iter().filter(|sent| sent.converts) {
        conversion(name, &sent.ident, &here.ty(&sent.ty), "body", &mut lines);
    }
    vec![definition, lines.piece()]
}

/// The enum: each variant's documentation, name and type.
fn definition<'i>(here: Here<'_>, item: &Item, variants: impl Iterator<Item = (String, &'i String, String)>) -> Piece {
    let (head, name) = (head(here, item), ident(&item.ident));
    let variants = variants.map(|(docs, variant, ty)| {
        let (docs, variant, ty) = (attribute(&docs), ident(variant), tokens(&ty));
        quote! { #docs #variant(#ty), }
    });
    Piece::Items(quote! { #head pub enum #name { #(#variants)* } })
}

/// What an answer can come as.
pub(crate) fn content(here: Here<'_>, item: &Item, variants: &[Received]) -> Vec<Piece> {
    let (name, mut lines) = (&item.ident, Lines::default());
    let definition = definition(
        here,
        item,
        variants.iter().map(|each| {
            let media_types: Vec<String> = each.media_types.iter().map(|media_type| code(media_type)).list();
            (media_types.join(", "), &each.ident, answers::read_type(here, &each.reading))
        }),
    );
    lines.block(&format!("impl rt::Content for {name}"), &mut |lines| reading(variants, lines));
    if variants.iter().any(|each| each.accessor.is_some()) {
        lines.item();
        lines.block(&format!("impl {name}"), &mut |lines| {
            for each in variants {
                accessor(here, each, lines);
            }
        });
    }
    vec![definition, lines.piece()]
}

/// How an answer is read as one of several media types.
fn reading(variants: &[Received], lines: &mut Lines) {
    let media_types = variants.iter().map(|each| {
        let media_types: Vec<String> = each.media_types.iter().map(|media_type| string(media_type)).list();
        format!("&[{}]", media_types.join(", "))
    });
    let media_types = media_types.list().join(", ");
    lines.line(&format!("const MEDIA_TYPES: &'static [&'static [&'static str]] = &[{media_types}];"));
    lines.line("#[inline]");
    lines.block("fn read(variant: usize, answer: &rt::Response) -> Result<Self, rt::DecodeError>", &mut |lines| {
        lines.block("match variant", &mut |lines| {
            for (at, each) in variants.iter().enumerate() {
                let variant = &each.ident;
                let pattern = if at + 1 == variants.len() { "_".to_owned() } else { at.to_string() };
                let read = match &each.reading {
                    Reading::Value(codec, _) => format!("answer.to_{}().map(Self::{variant})", codec.name),
                    Reading::Content(_) | Reading::Items(_) => format!("answer.to_json().map(Self::{variant})"),
                    Reading::Text => format!("answer.to_text().map(Self::{variant})"),
                    Reading::Bytes | Reading::Empty | Reading::ByteStream | Reading::Unstreamed => {
                        format!("Ok(Self::{variant}(answer.body().clone()))")
                    }
                };
                lines.arm(&[pattern], &read);
            }
        });
    });
}

fn accessor(here: Here<'_>, received: &Received, lines: &mut Lines) {
    let (Some(method), Some(media_type)) = (&received.accessor, received.media_types.first()) else { return };
    lines.item();
    lines.doc(&format!("What came, if it is {}.", code(media_type)));
    lines.line("#[inline]");
    let ty = answers::read_type(here, &received.reading);
    lines.block(&format!("pub fn {method}(self) -> Option<{ty}>"), &mut |lines| {
        lines.block("match self", &mut |lines| {
            lines.arm(&[format!("Self::{}(value)", received.ident)], "Some(value)");
            lines.arm(&["_".to_owned()], "None");
        });
    });
}
