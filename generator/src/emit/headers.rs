//! The headers of answers: a type with a method for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{attribute, attributes, code, markdown, paragraphs};
use super::types::{Here, ident, string};
use crate::rust::{Header, HeaderForm, Operation};

/// The type that reads an operation's headers.
pub(super) fn headers(here: Here<'_>, operation: &Operation) -> Option<TokenStream> {
    let headers = operation.headers.as_ref()?;
    let (name, owner) = (ident(&headers.ident), ident(&operation.ident));
    let docs = format!("The headers that the document declares for the answers to [`{}`].", operation.ident);
    let docs = attribute(&docs);
    let methods = headers.all.iter().map(|header| method(here, header));
    Some(quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'h>(&'h rt::HeaderMap);

        impl<'h> From<&'h rt::HeaderMap> for #name<'h> {
            #[inline]
            fn from(headers: &'h rt::HeaderMap) -> Self {
                Self(headers)
            }
        }

        impl rt::DeclaresHeaders for #owner {
            type Headers<'h> = #name<'h>;
        }

        impl #name<'_> { #(#methods)* }
    })
}

fn method(here: Here<'_>, header: &Header) -> TokenStream {
    let description = header.description.as_deref().map(markdown).unwrap_or_default();
    let docs = attributes(&paragraphs([vec![format!("{}, if it came.", code(&header.name))], description]));
    let deprecated = header.deprecated.then(|| quote!(#[deprecated]));
    let (method, ty, name) = (ident(&header.ident), here.ty(&header.ty), string(&header.name));
    let form = match header.form {
        HeaderForm::Plain => None,
        HeaderForm::List => Some(quote!(.list())),
        HeaderForm::Object => Some(quote!(.object())),
        HeaderForm::Exploded => Some(quote!(.exploded())),
        HeaderForm::Json => Some(quote!(.json())),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(self) -> Result<Option<#ty>, rt::Fault> {
            rt::Header::new(#name) #form.read(self.0)
        }
    }
}
