//! Enums of media types.

use proc_macro2::TokenStream;
use quote::quote;

use super::Piece;
use super::bodies;
use super::docs::code;
use super::items::head;
use super::types::{Here, ident};
use crate::rust::{Item, Sent};

/// What a request body can be sent as.
pub(super) fn body(here: Here<'_>, item: &Item, variants: &[Sent]) -> Vec<Piece> {
    let head = head(here, item);
    let name = ident(&item.ident);
    let declared = variants.iter().map(|sent| {
        let docs = format!(" {}", code(&sent.declared));
        let (variant, ty) = (ident(&sent.ident), here.ty(&sent.ty));
        quote! { #[doc = #docs] #variant(#ty), }
    });
    let arms = variants.iter().map(|sent| {
        let variant = ident(&sent.ident);
        let call = bodies::sent(here, sent, &quote!(body), &quote!(body));
        quote! { Self::#variant(body) => #call, }
    });
    let definition = quote! { #head pub enum #name { #(#declared)* } };
    let encoding = quote! {
        impl #name {
            #[inline]
            pub(super) fn encode(&self, request: &mut rt::Request) {
                match self { #(#arms)* }
            }
        }
    };
    let conversions = variants.iter().filter(|sent| sent.converts).map(|sent| conversion(here, &name, sent));
    let mut pieces = vec![Piece::Items(definition), Piece::Items(encoding)];
    pieces.extend(conversions.map(Piece::Items));
    pieces
}

fn conversion(here: Here<'_>, name: &proc_macro2::Ident, sent: &Sent) -> TokenStream {
    let (variant, ty) = (ident(&sent.ident), here.ty(&sent.ty));
    quote! {
        impl From<#ty> for #name {
            #[inline]
            fn from(body: #ty) -> Self {
                Self::#variant(body)
            }
        }
    }
}
