//! Request bodies: how an operation writes its own.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{explode, style};
use super::types::{Here, ident, string};
use crate::api::{Encoding, Part, PartStyle};
use crate::rust::{Body, BodyEncoding, Sent};

/// The statement that fills in the body.
pub(super) fn body(here: Here<'_>, body: &Body) -> TokenStream {
    let field = ident(&body.ident);
    match &body.sent {
        Some(sent) => match sent.encoding {
            BodyEncoding::Json if !body.required && is_plain(sent) => quote!(request.json_optional(&self.#field);),
            BodyEncoding::Json if !body.required => {
                let (media_type, rules) = (string(&sent.media_type), here.rules_constant(&sent.rules));
                quote!(request.json_optional_as(#media_type, &self.#field, #rules);)
            }
            BodyEncoding::Text | BodyEncoding::Bytes if !body.required => {
                let sent = self::sent(here, sent, &quote!(body), &quote!(body));
                quote! { if let Some(body) = &self.#field { #sent; } }
            }
            _ => {
                let call = call(here, sent, &quote!(&self.#field), &quote!(self.#field));
                let naming = naming(sent);
                quote!(#call; #naming)
            }
        },
        None if body.required => quote!(self.#field.encode(request);),
        None => quote! { if let Some(body) = &self.#field { body.encode(request); } },
    }
}

/// Whether it is JSON as it mostly is.
fn is_plain(sent: &Sent) -> bool {
    sent.encoding == BodyEncoding::Json && sent.media_type == "application/json" && sent.rules.is_empty()
}

/// The code that fills in a body which `reference` leads to and `place` is.
pub(super) fn sent(here: Here<'_>, sent: &Sent, reference: &TokenStream, place: &TokenStream) -> TokenStream {
    let call = call(here, sent, reference, place);
    let naming = naming(sent);
    if sent.names_itself { quote!({ #call; #naming }) } else { call }
}

/// The call that names the media type, where that is not done yet.
fn naming(sent: &Sent) -> Option<TokenStream> {
    let media_type = string(&sent.media_type);
    sent.names_itself.then(|| quote!(request.sent_as(#media_type);))
}

fn call(here: Here<'_>, sent: &Sent, reference: &TokenStream, place: &TokenStream) -> TokenStream {
    let media_type = string(&sent.media_type);
    match &sent.encoding {
        BodyEncoding::Json if is_plain(sent) => quote!(request.json(#reference)),
        BodyEncoding::Json => {
            let rules = here.rules_constant(&sent.rules);
            quote!(request.json_as(#media_type, #reference, #rules))
        }
        BodyEncoding::Form(encodings) if encodings.is_empty() && sent.rules.is_empty() => {
            quote!(request.form(#reference))
        }
        BodyEncoding::Form(encodings) => {
            let encodings = encodings.iter().map(encoding);
            let rules = here.rules_constant(&sent.rules);
            quote!(request.form_as(#reference, &[#(#encodings),*], #rules))
        }
        BodyEncoding::Multipart(parts) if parts.is_empty() && sent.rules.is_empty() => {
            quote!(request.multipart(#reference))
        }
        BodyEncoding::Multipart(parts) => {
            let parts = parts.iter().map(part);
            let rules = here.rules_constant(&sent.rules);
            quote!(request.multipart_as(#reference, &[#(#parts),*], #rules))
        }
        BodyEncoding::Text => quote!(request.text(#media_type, #place.clone())),
        BodyEncoding::Bytes => quote!(request.upload(#media_type, #reference)),
    }
}

/// The encoding of a form's property.
pub(super) fn encoding(encoding: &Encoding) -> TokenStream {
    let name = string(&encoding.property);
    let (style, explode) = (style(encoding.style), explode(encoding.style, encoding.explode));
    let reserved = encoding.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(rt::Param::new(#name).style(rt::Style::#style) #explode #reserved)
}

/// A property of a multipart body.
fn part(part: &Part) -> TokenStream {
    let name = string(&part.property);
    let media_type = part.media_type.as_deref().map(|media_type| {
        let media_type = string(media_type);
        quote!(.content_type(#media_type))
    });
    let style = part.style.map(|style| match style {
        PartStyle::Joined(delimiter) => quote!(.joined(#delimiter)),
        PartStyle::Exploded => quote!(.exploded()),
        PartStyle::Deep => quote!(.deep()),
    });
    let headers = (!part.headers.is_empty()).then(|| {
        let headers = part.headers.iter().map(|(name, value)| {
            let (name, value) = (string(name), string(value));
            quote!((#name, #value))
        });
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(rt::Part::new(#name) #media_type #style #headers)
}
