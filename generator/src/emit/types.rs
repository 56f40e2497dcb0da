//! Types where they are used.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use super::docs::in_link;
pub(super) use super::text::string;
use crate::api::Integer;
use crate::document::Node;
use crate::rust::{DateLibrary, Definition, Format, Type};

/// The module that code is emitted into, and what it can name.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) module: Option<usize>,
    pub(super) modules: &'a [String],
    /// The rules that others refer to.
    pub(super) definitions: &'a [Option<Definition>],
}

/// An identifier, raw where it is spelled so.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

impl Here<'_> {
    /// A type as code of this module names it.
    pub(super) fn ty(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Bool => quote!(bool),
            Type::Integer(integer) => {
                let name = ident(match integer {
                    Integer::I8 => "i8",
                    Integer::I16 => "i16",
                    Integer::I32 => "i32",
                    Integer::I64 => "i64",
                    Integer::I128 => "i128",
                    Integer::U8 => "u8",
                    Integer::U16 => "u16",
                    Integer::U32 => "u32",
                    Integer::U64 => "u64",
                });
                quote!(#name)
            }
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::Number => quote!(rt::Number),
            Type::String => quote!(String),
            Type::Formatted(format) => formatted(*format),
            Type::Upload => quote!(rt::Upload),
            Type::Value => quote!(rt::Value),
            // It has been parsed before.
            Type::Given(path) => path.parse().unwrap_or_default(),
            Type::Named { ident: name, module } => self.named(name, *module),
            Type::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                let inner = self.ty(inner);
                quote!(rt::Map<#inner>)
            }
            Type::Option(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(rt::Nullable<#inner>)
            }
            Type::Box(inner) => {
                let inner = self.ty(inner);
                quote!(Box<#inner>)
            }
            Type::Into(inner) => self.ty(inner),
        }
    }

    /// An operation's name as documentation of this module links to it; a type's name is shown as it is.
    pub(super) fn link(self, name: &str, module: Option<usize>) -> String {
        match module.and_then(|number| self.modules.get(number)) {
            Some(_) if module == self.module => format!("[`{name}`]"),
            Some(path) => format!("[`{name}`](super::{}::{name})", in_link(path)),
            None => format!("`{name}`"),
        }
    }

    fn named(self, name: &str, module: Option<usize>) -> TokenStream {
        let name = ident(name);
        if module == self.module {
            return quote!(#name);
        }
        match module.and_then(|module| self.modules.get(module)) {
            Some(module) => {
                let module = ident(module);
                quote!(super::#module::#name)
            }
            None => quote!(types::#name),
        }
    }

    /// The type of an argument that becomes a value of this type, and the expression that makes it one.
    pub(super) fn argument(self, ty: &Type, name: &Ident) -> (TokenStream, TokenStream) {
        match ty {
            Type::String => (quote!(impl Into<String>), quote!(#name.into())),
            Type::Number
            | Type::Value
            | Type::Upload
            | Type::Nullable(_)
            | Type::Into(_)
            | Type::Formatted(Format::DateTime(DateLibrary::Chrono) | Format::Base64 | Format::Base64Url) => {
                let ty = self.ty(ty);
                (quote!(impl Into<#ty>), quote!(#name.into()))
            }
            Type::Box(inner) => {
                let inner = self.ty(inner);
                (inner, quote!(Box::new(#name)))
            }
            _ => (self.ty(ty), quote!(#name)),
        }
    }
}

/// The type of a string that spells something.
fn formatted(format: Format) -> TokenStream {
    match format {
        Format::Uuid => quote!(rt::uuid::Uuid),
        Format::DateTime(DateLibrary::Chrono) => quote!(rt::chrono::DateTime<rt::chrono::FixedOffset>),
        Format::DateTime(DateLibrary::Jiff) => quote!(rt::jiff::Timestamp),
        Format::DateTime(DateLibrary::Time) => quote!(rt::time::OffsetDateTime),
        Format::Date(DateLibrary::Chrono) => quote!(rt::chrono::NaiveDate),
        Format::Date(DateLibrary::Jiff) => quote!(rt::jiff::civil::Date),
        Format::Date(DateLibrary::Time) => quote!(rt::time::Date),
        Format::Ipv4 => quote!(std::net::Ipv4Addr),
        Format::Ipv6 => quote!(std::net::Ipv6Addr),
        Format::Base64 => quote!(rt::Base64),
        Format::Base64Url => quote!(rt::Base64Url),
    }
}

/// A constant as the macros write it.
pub(super) fn constant(value: &Node) -> String {
    let text = literal(value).to_string();
    match value {
        Node::Number(number) if number.parse::<i64>().is_ok() => format!("Int({text})"),
        _ => text,
    }
}

/// A constant of the document.
pub(super) fn literal(value: &Node) -> TokenStream {
    match value {
        Node::String(text) => string(text),
        Node::Bool(value) => quote!(#value),
        Node::Number(text) => match text.parse::<i64>() {
            Ok(number) => {
                let number = Token::i64_unsuffixed(number);
                quote!(#number)
            }
            Err(_) => string(text),
        },
        other => string(&format!("{other:?}")),
    }
}
