//! Request bodies: how an operation writes its own.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::style;
use super::types::{ident, rule_tokens, string};
use crate::api::{Encoding, Style};
use crate::rust::{Body, BodyEncoding};

/// The statement that fills in the body.
pub(super) fn body(body: &Body) -> TokenStream {
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
            let rules = rule_tokens(&body.rules);
            quote!(request.json_as(#media_type, &self.#field, &[#rules]);)
        }
        BodyEncoding::Form(encodings) if encodings.is_empty() && body.rules.is_empty() => {
            quote!(request.form(&self.#field);)
        }
        BodyEncoding::Form(encodings) => {
            let encodings = encodings.iter().map(encoding);
            let rules = rule_tokens(&body.rules);
            quote!(request.form_as(&self.#field, &[#(#encodings),*], &[#rules]);)
        }
        BodyEncoding::Text | BodyEncoding::Bytes => {
            let method = ident(if body.encoding == BodyEncoding::Text { "text" } else { "bytes" });
            if required {
                quote!(request.#method(#media_type, self.#field.clone());)
            } else {
                quote! { if let Some(body) = &self.#field { request.#method(#media_type, body.clone()); } }
            }
        }
    }
}

/// The encoding of a form's property.
fn encoding(encoding: &Encoding) -> TokenStream {
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
