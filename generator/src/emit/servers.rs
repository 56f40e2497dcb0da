//! The servers that the document names.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{attribute, attributes, code, markdown, paragraphs, sentence};
use super::root::module_head;
use super::types::{ident, string};
use super::{File, Piece};
use crate::rust::{Crate, OwnServer, Server, ServerVariable};

/// The module of servers, if the document names any.
pub(super) fn servers(planned: &Crate) -> Option<File> {
    if planned.servers.is_empty() {
        return None;
    }
    let mut pieces = enumeration(planned);
    for server in planned.servers.iter().filter(|server| !server.variables.is_empty()) {
        pieces.extend(with_variables(server).map(Piece::Items));
    }
    let head = module_head(&["The servers that the document names.".to_owned()]);
    Some(File { name: "server.rs".to_owned(), head, imports: &[], pieces })
}

/// The types of the module.
pub(super) fn exports(planned: &Crate) -> Vec<proc_macro2::Ident> {
    let with_variables = planned.servers.iter().filter(|server| !server.variables.is_empty()).map(type_ident);
    [format_ident!("Server")].into_iter().chain(with_variables).collect()
}

/// Of the type that has a server's variables.
fn type_ident(server: &Server) -> proc_macro2::Ident {
    ident(&format!("{}Server", server.ident.trim_start_matches("r#")))
}

fn link(url: &str) -> String {
    let is_absolute = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>{}`\\\"".contains(&byte));
    if is_absolute && is_plain { format!("<{url}>") } else { code(url) }
}

fn enumeration(planned: &Crate) -> Vec<Piece> {
    let variants = planned.servers.iter().enumerate().map(|(at, server)| {
        let description = server.description.as_deref().map(sentence).filter(|text| !text.is_empty());
        let url = link(&server.url);
        let mut docs = match description {
            Some(description) => format!("{description}: {url}"),
            None => url,
        };
        if !server.variables.is_empty() {
            let own = type_ident(server);
            docs.push_str(&format!("; [`{own}`] takes other values of its variables"));
        }
        let default = (at == 0).then(|| quote!(#[default]));
        let deprecated =
            server.deprecated.then(|| quote!(#[deprecated(note = "the document calls this server deprecated")]));
        let (name, docs) = (ident(&server.ident), attribute(&docs));
        quote! { #docs #default #deprecated #name, }
    });
    let urls = planned.servers.iter().map(|server| {
        let (name, url) = (ident(&server.ident), string(&server.url));
        quote!(Self::#name => #url,)
    });
    vec![
        Piece::Items(quote! {
            #[doc = " A server that the document names. Any other one is given as a URL."]
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum Server { #(#variants)* }
        }),
        Piece::Items(quote! {
            impl Server {
                #[doc = " The URL that the document gives for this server."]
                pub const fn url(self) -> &'static str {
                    match self { #(#urls)* }
                }
            }
        }),
        Piece::Items(quote! {
            impl From<Server> for rt::ServerUrl {
                fn from(server: Server) -> Self {
                    Self::documented(server.url())
                }
            }
        }),
    ]
}

/// The type of a server with variables.
fn with_variables(server: &Server) -> impl Iterator<Item = TokenStream> {
    let (name, variant, template) = (type_ident(server), &server.ident, string(&server.template));
    let docs = format!("[`Server::{variant}`] with values of its variables: {}", code(&server.template));
    let docs = attribute(&docs);
    let fields = server.variables.iter().map(|variable| {
        let (docs, field) = (attributes(&documentation(variable)), ident(&variable.ident));
        quote! { #docs pub #field: String, }
    });
    let defaults = server.variables.iter().map(|variable| {
        let (field, default) = (ident(&variable.ident), string(&variable.default));
        quote! { #field: #default.to_owned(), }
    });
    let setters = server.variables.iter().map(|variable| {
        let field = ident(&variable.ident);
        let docs = attribute(&format!("Sets {}.", code(variable.ident.trim_start_matches("r#"))));
        quote! {
            #docs
            pub fn #field(mut self, #field: impl Into<String>) -> Self {
                self.#field = #field.into();
                self
            }
        }
    });
    let values = server.variables.iter().map(|variable| {
        let (field, name) = (ident(&variable.ident), string(&variable.name));
        let allowed = variable.values.iter().map(|value| string(value));
        quote! { rt::ServerVariable { name: #name, value: &server.#field, allowed: &[#(#allowed),*] } }
    });
    [
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq)]
            #[non_exhaustive]
            pub struct #name { #(#fields)* }
        },
        quote! {
            impl #name {
                #[doc = " The server with the values that the document gives by default."]
                pub fn new() -> Self {
                    Self { #(#defaults)* }
                }
                #(#setters)*
            }
        },
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        },
        quote! {
            impl From<#name> for rt::ServerUrl {
                fn from(server: #name) -> Self {
                    Self::documented_with(#template, &[#(#values),*])
                }
            }
        },
    ]
    .into_iter()
}

fn documentation(variable: &ServerVariable) -> Vec<String> {
    let description = variable.description.as_deref().map(markdown).unwrap_or_default();
    let default = code(&variable.default);
    let values = match variable.values.as_slice() {
        [] => format!("By default {default}."),
        values => {
            let values: Vec<String> = values.iter().map(|value| code(value)).collect();
            format!("One of {}; by default {default}.", values.join(", "))
        }
    };
    paragraphs([description, vec![values]])
}

/// What an operation's documentation says of servers of its own (OpenAPI 3.1, section 4.8.10).
pub(super) fn own_servers(servers: &[OwnServer]) -> Option<String> {
    let (first, others) = servers.split_first()?;
    let described = |server: &OwnServer| {
        let description = server.description.as_deref().map(sentence).filter(|text| !text.is_empty());
        let description = description.map(|text| format!(" ({})", text.trim_end_matches('.'))).unwrap_or_default();
        let place = match server.url.trim_matches('/') {
            "" => "the root of the client's host".to_owned(),
            url if url.contains("://") => link(&server.url),
            url => format!("{} at the client's host", code(&format!("/{url}"))),
        };
        format!("{place}{description}")
    };
    let mut text = format!("Sent to a server of its own, {}", described(first));
    if !others.is_empty() {
        let others: Vec<String> = others.iter().map(described).collect();
        text.push_str(&format!("; the call's options can name another, such as {}", others.join(" or ")));
    }
    text.push('.');
    Some(text)
}

/// The server in an operation's metadata.
pub(super) fn meta(servers: &[OwnServer]) -> Option<TokenStream> {
    servers.first().map(|server| {
        let url = string(&server.url);
        quote!(.server(#url))
    })
}
