//! Request bodies: how an operation writes its own.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::style;
use super::types::{Here, ident, string};
use crate::api::{Encoding, Part, Style};
use crate::rust::{Body, BodyEncoding};

/// The statement that fills in the body.
pub(super) fn body(here: Here<'_>, body: &Body) -> TokenStream {
    let field = ident(&body.ident);
    let media_type = string(&body.media_type);
    let required = body.required;
    match &body.encoding {
        BodyEncoding::Json if body.media_type == "application/json" && body.rules.is_empty() => {
            if required {
                quote!(request.json(&self.#field);)
            } else {
                quote!(request.json_optional(&self.#field);)
            }
        }
        BodyEncoding::Json => {
            let rules = here.rules_constant(&body.rules);
            quote!(request.json_as(#media_type, &self.#field, #rules);)
        }
        BodyEncoding::Form(encodings) if encodings.is_empty() && body.rules.is_empty() => {
            quote!(request.form(&self.#field);)
        }
        BodyEncoding::Form(encodings) => {
            let encodings = encodings.iter().map(encoding);
            let rules = here.rules_constant(&body.rules);
            quote!(request.form_as(&self.#field, &[#(#encodings),*], #rules);)
        }
        BodyEncoding::Multipart(parts) if parts.is_empty() && body.rules.is_empty() => {
            quote!(request.multipart(&self.#field);)
        }
        BodyEncoding::Multipart(parts) => {
            let parts = parts.iter().map(part);
            let rules = here.rules_constant(&body.rules);
            quote!(request.multipart_as(&self.#field, &[#(#parts),*], #rules);)
        }
        BodyEncoding::Text if required => quote!(request.text(#media_type, self.#field.clone());),
        BodyEncoding::Text => {
            quote! { if let Some(body) = &self.#field { request.text(#media_type, body.clone()); } }
        }
        BodyEncoding::Bytes if required => quote!(request.upload(#media_type, &self.#field);),
        BodyEncoding::Bytes => {
            quote! { if let Some(body) = &self.#field { request.upload(#media_type, body); } }
        }
    }
}

/// The encoding of a form's property.
pub(super) fn encoding(encoding: &Encoding) -> TokenStream {
    let name = string(&encoding.property);
    let style = style(encoding.style);
    // What is usual of a parameter in this style.
    let usual = matches!(encoding.style, Style::Form | Style::DeepObject);
    let explode =
        (encoding.explode != usual && !matches!(encoding.style, Style::Json | Style::DeepObject)).then(|| {
            let explode = encoding.explode;
            quote!(.explode(#explode))
        });
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
    let delimiter = part.delimiter.map(|delimiter| quote!(.joined(#delimiter)));
    let headers = (!part.headers.is_empty()).then(|| {
        let headers = part.headers.iter().map(|(name, value)| {
            let (name, value) = (string(name), string(value));
            quote!((#name, #value))
        });
        quote!(.headers(&[#(#headers),*]))
    });
    quote!(rt::Part::new(#name) #media_type #delimiter #headers)
}
