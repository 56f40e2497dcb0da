//! Enums of media types.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{attribute, code};
use super::items::head;
use super::types::{Here, ident, string};
use super::{Piece, answers, bodies};
use crate::rust::{Item, Reading, Received, Sent};

/// What a request body can be sent as.
pub(super) fn body(here: Here<'_>, item: &Item, variants: &[Sent]) -> Vec<Piece> {
    let head = head(here, item);
    let name = ident(&item.ident);
    let declared = variants.iter().map(|sent| {
        let docs = attribute(&code(&sent.declared));
        let (variant, ty) = (ident(&sent.ident), here.ty(&sent.ty));
        quote! { #docs #variant(#ty), }
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

/// What an answer can come as.
pub(super) fn content(here: Here<'_>, item: &Item, variants: &[Received]) -> Vec<Piece> {
    let head = head(here, item);
    let name = ident(&item.ident);
    let declared = variants.iter().map(|each| {
        let media_types: Vec<String> = each.media_types.iter().map(|media_type| code(media_type)).collect();
        let docs = attribute(&media_types.join(", "));
        let (variant, ty) = (ident(&each.ident), answers::read_type(here, &each.reading));
        quote! { #docs #variant(#ty), }
    });
    let media_types = variants.iter().map(|each| {
        let media_types = each.media_types.iter().map(|media_type| string(media_type));
        quote!(&[#(#media_types),*])
    });
    let arms = variants.iter().enumerate().map(|(at, each)| {
        let number = proc_macro2::Literal::usize_unsuffixed(at);
        let pattern = if at + 1 == variants.len() { quote!(_) } else { quote!(#number) };
        let variant = ident(&each.ident);
        let read = match each.reading {
            Reading::Json(_) | Reading::Content(_) | Reading::Items(_) => {
                quote!(rt::json::from_slice(body).map(Self::#variant))
            }
            Reading::Text => quote!(rt::Response::utf8(body).map(Self::#variant)),
            Reading::Bytes | Reading::Empty | Reading::ByteStream | Reading::Unstreamed => {
                quote!(Ok(Self::#variant(body.clone())))
            }
        };
        quote! { #pattern => #read, }
    });
    let definition = quote! { #head pub enum #name { #(#declared)* } };
    let reading = quote! {
        impl rt::Content for #name {
            const MEDIA_TYPES: &'static [&'static [&'static str]] = &[#(#media_types),*];

            #[inline]
            fn read(variant: usize, body: &rt::Bytes) -> Result<Self, rt::Fault> {
                match variant { #(#arms)* }
            }
        }
    };
    let accessors: Vec<TokenStream> = variants.iter().filter_map(|each| accessor(here, each)).collect();
    let accessors = (!accessors.is_empty()).then(|| Piece::Items(quote! { impl #name { #(#accessors)* } }));
    [Piece::Items(definition), Piece::Items(reading)].into_iter().chain(accessors).collect()
}

fn accessor(here: Here<'_>, received: &Received) -> Option<TokenStream> {
    let method = ident(received.accessor.as_deref()?);
    let (variant, ty) = (ident(&received.ident), answers::read_type(here, &received.reading));
    let docs = attribute(&format!("What came, if it is {}.", code(received.media_types.first()?)));
    Some(quote! {
        #docs
        #[inline]
        pub fn #method(self) -> Option<#ty> {
            match self {
                Self::#variant(value) => Some(value),
                _ => None,
            }
        }
    })
}
