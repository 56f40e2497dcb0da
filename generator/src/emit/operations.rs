//! Operations: the type, its `Operation` impl, and the method that sends it.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{attribute, attributes, code, entry, in_link, markdown, paragraphs, sentence};
use super::sentences::in_words;
use super::servers::{self, own_servers};
use super::types::{Here, ident, string};
use super::{Piece, headers, samples};
use super::{answers, bodies, streams};
use crate::api::{Location, Style};
use crate::rust::{Crate, Group, Operation, Parameter, Type};

/// The type that has a group's methods.
pub(super) fn group(here: Here<'_>, group: &Group) -> Vec<Piece> {
    let name = ident(&group.ident);
    let title = sentence(&group.title);
    let accessor = in_link(&group.accessor);
    let docs =
        attribute(&format!("Operations {title}, as [`Client::{accessor}`](super::Client::{accessor}) gives them."));
    let methods = group.operations.iter().map(|operation| method(here, operation));
    vec![
        Piece::Items(quote! {
            #docs
            #[derive(Clone, Copy, Debug)]
            pub struct #name<'c> {
                pub(super) client: &'c super::Client,
            }
        }),
        Piece::Items(quote! { impl<'c> #name<'c> { #(#methods)* } }),
    ]
}

/// What the caller must give: an argument each.
struct Arguments {
    declared: Vec<TokenStream>,
    names: Vec<TokenStream>,
    /// Initialisers of the operation's fields.
    fields: Vec<TokenStream>,
}

fn arguments(here: Here<'_>, operation: &Operation) -> Arguments {
    let mut all = Arguments { declared: Vec::new(), names: Vec::new(), fields: Vec::new() };
    let parameters = operation.parameters.iter().map(|each| (&each.ident, &each.ty, each.required));
    let body = operation.body.iter().map(|each| (&each.ident, &each.ty, each.required));
    for (name, ty, required) in parameters.chain(body) {
        let name = ident(name);
        if !required {
            all.fields.push(quote!(#name: None));
            continue;
        }
        let (argument, value) = here.argument(ty, &name);
        all.declared.push(quote!(#name: #argument));
        all.fields.push(if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) });
        all.names.push(quote!(#name));
    }
    all
}

fn method(here: Here<'_>, operation: &Operation) -> TokenStream {
    let docs = attributes(&documentation(operation));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let (name, ty) = (ident(&operation.method_ident), ident(&operation.ident));
    let Arguments { declared, names, .. } = arguments(here, operation);
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #name(&self, #(#declared),*) -> super::Call<'c, #ty> {
            self.client.call(#ty::new(#(#names),*))
        }
    }
}

fn documentation(operation: &Operation) -> Vec<String> {
    let summary = operation.summary.as_deref().map(sentence).filter(|line| !line.is_empty());
    let description = operation.description.as_deref().map(markdown).unwrap_or_default();
    let summary = summary.filter(|summary| description.first() != Some(summary));
    let route = code(&format!("{} {}", operation.method, operation.path));
    let route = format!("{route}, {}.", credentials(operation));
    let required = operation.parameters.iter().filter(|parameter| parameter.required);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    paragraphs([
        summary.into_iter().collect(),
        description,
        listed(
            "Arguments:",
            required.filter(|parameter| parameter.description.is_some() || remarks(parameter).next().is_some()),
        ),
        listed("Optional, as methods of the call:", optional),
        streams::documentation(operation),
        answers::documentation(operation),
        own_servers(&operation.servers).into_iter().collect(),
        vec![route],
    ])
}

fn listed<'p>(title: &str, parameters: impl Iterator<Item = &'p Parameter>) -> Vec<String> {
    let items: Vec<String> = parameters
        .flat_map(|parameter| {
            let prose = parameter.description.as_deref().map(markdown).unwrap_or_default();
            entry(&code(parameter.ident.trim_start_matches("r#")), prose, remarks(parameter).collect())
        })
        .collect();
    if items.is_empty() { Vec::new() } else { [vec![title.to_owned(), String::new()], items].concat() }
}

/// What is to be said of a parameter's value beyond its description.
fn remarks(parameter: &Parameter) -> impl Iterator<Item = String> {
    let samples = samples::sentences(parameter.default.as_ref(), parameter.example.as_ref());
    in_words(&parameter.rules).into_iter().chain(samples)
}

fn credentials(operation: &Operation) -> &'static str {
    match operation.security.as_slice() {
        [] => "sent without credentials",
        some if some.iter().any(Vec::is_empty) => "sent with credentials where the client holds them",
        _ => "sent with credentials",
    }
}

/// The operation's type and impls.
pub(super) fn operation(here: Here<'_>, planned: &Crate, group: &Group, operation: &Operation) -> Vec<Piece> {
    let mut pieces = vec![
        Piece::Items(definition(here, group, operation)),
        Piece::Items(constructor(here, operation)),
        Piece::Items(implementation(here, planned, operation)),
    ];
    pieces.extend(streams::implementation(here, operation).map(Piece::Items));
    pieces.extend(call_setters(here, operation).map(Piece::Items));
    pieces.extend(answers::types(here, operation).map(Piece::Items));
    pieces.extend(headers::headers(here, operation).into_iter().map(Piece::Items));
    pieces
}

fn definition(here: Here<'_>, group: &Group, operation: &Operation) -> TokenStream {
    let name = ident(&operation.ident);
    let docs =
        attribute(&format!("The operation that [`{}::{}`] sends.", group.ident, in_link(&operation.method_ident)));
    let parameters = operation.parameters.iter().map(|parameter| {
        let description = parameter.description.as_deref().map(markdown).unwrap_or_default();
        let docs = attributes(&paragraphs([description, remarks(parameter).collect()]));
        let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
        let (field, ty) = (ident(&parameter.ident), here.ty(&parameter.ty));
        quote! { #docs #deprecated pub #field: #ty, }
    });
    let body = operation.body.iter().map(|body| {
        let (field, ty) = (ident(&body.ident), here.ty(&body.ty));
        quote! { pub #field: #ty, }
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct #name { #(#parameters)* #(#body)* }
    }
}

fn constructor(here: Here<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.ident);
    let Arguments { declared, fields, .. } = arguments(here, operation);
    let setters = setters(operation).map(|(field, ty)| {
        let (argument, value) = here.argument(ty, &field);
        let docs = attribute(&format!("Sets {}.", code(field.to_string().trim_start_matches("r#"))));
        quote! {
            #docs
            pub fn #field(mut self, #field: #argument) -> Self {
                self.#field = Some(#value);
                self
            }
        }
    });
    quote! {
        impl #name {
            #[doc = " The operation with all that it requires."]
            pub fn new(#(#declared),*) -> Self {
                Self { #(#fields),* }
            }
            #(#setters)*
        }
    }
}

/// What is optional, with the type inside its `Option`.
fn setters(operation: &Operation) -> impl Iterator<Item = (proc_macro2::Ident, &Type)> {
    let parameters = operation.parameters.iter().map(|each| (&each.ident, &each.ty, each.required));
    let body = operation.body.iter().map(|each| (&each.ident, &each.ty, each.required));
    parameters.chain(body).filter(|(_, _, required)| !required).map(|(name, ty, _)| match ty {
        Type::Option(inner) => (ident(name), &**inner),
        other => (ident(name), other),
    })
}

fn call_setters(here: Here<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = ident(&operation.ident);
    let methods: Vec<TokenStream> = setters(operation)
        .map(|(field, ty)| {
            let (argument, _) = here.argument(ty, &field);
            let docs = attribute(&format!("Sets {}.", code(field.to_string().trim_start_matches("r#"))));
            quote! {
                #docs
                pub fn #field(mut self, #field: #argument) -> Self {
                    self.operation = self.operation.#field(#field);
                    self
                }
            }
        })
        .collect();
    (!methods.is_empty()).then(|| quote! { impl super::Call<'_, #name> { #(#methods)* } })
}

fn implementation(here: Here<'_>, planned: &Crate, operation: &Operation) -> TokenStream {
    let name = ident(&operation.ident);
    let meta = meta(planned, operation);
    let (output, error) = answers::output_and_error(here, operation);
    let parameters = operation.parameters.iter().map(|each| parameter(here, each));
    let body = operation.body.iter().map(|body| bodies::body(here, body));
    let arms = answers::arms(&operation.output, &operation.error);
    let request = if operation.parameters.is_empty() && operation.body.is_none() { quote!(_) } else { quote!(request) };
    quote! {
        impl rt::Operation for #name {
            const META: rt::Meta = #meta;
            type Output = #output;
            type Error = #error;

            #[inline]
            fn encode(&self, #request: &mut rt::Request) {
                #(#parameters)*
                #(#body)*
            }

            #[inline]
            fn decode(response: rt::Response) -> rt::Outcome<Self> {
                match response.code() {
                    #arms
                }
            }
        }
    }
}

fn meta(planned: &Crate, operation: &Operation) -> TokenStream {
    let (id, method, path) = (string(&operation.id), string(&operation.method), string(&operation.path));
    let tags = (!operation.tags.is_empty()).then(|| {
        let tags = operation.tags.iter().map(|tag| string(tag));
        quote!(.tags(&[#(#tags),*]))
    });
    let security = (!operation.security.is_empty()).then(|| {
        let alternatives = operation.security.iter().map(|all| {
            let all = all.iter().filter_map(|(scheme, scopes)| {
                let name = ident(&planned.credentials.get(*scheme)?.ident);
                Some(if scopes.is_empty() {
                    quote!(security::#name.required())
                } else {
                    let scopes = scopes.iter().map(|scope| string(scope));
                    quote!(security::#name.scopes(&[#(#scopes),*]))
                })
            });
            quote!(&[#(#all),*])
        });
        quote!(.security(rt::Security::any_of(&[#(#alternatives),*])))
    });
    let accept = answers::accept(&operation.output, &operation.error).map(|accept| {
        let accept = string(&accept);
        quote!(.accept(#accept))
    });
    let streamed = streams::statuses(&operation.output);
    let server = servers::meta(&operation.servers);
    quote!(rt::Meta::new(#id, #method, #path) #tags #security #server #accept #streamed)
}

fn parameter(here: Here<'_>, parameter: &Parameter) -> TokenStream {
    let (name, field) = (string(&parameter.name), ident(&parameter.ident));
    let (method, usual) = match parameter.location {
        Location::Path => ("path", Style::Simple),
        Location::Query => ("query", Style::Form),
        Location::Header => ("header", Style::Simple),
        Location::Cookie => ("cookie", Style::Form),
        Location::Querystring if parameter.style == Style::Form => ("query_form", Style::Form),
        Location::Querystring => ("query_text", Style::Simple),
    };
    let method = ident(method);
    let style = (parameter.style != usual).then(|| {
        let style = self::style(parameter.style);
        quote!(.style(rt::Style::#style))
    });
    let explode = explode(parameter.style, parameter.explode);
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    let empty = parameter.allow_empty.then(|| quote!(.allow_empty()));
    let required = parameter.insists.then(|| quote!(.required()));
    let rules = (!parameter.rules.is_empty()).then(|| {
        let rules = here.rules_constant(&parameter.rules);
        quote!(.rules(#rules))
    });
    let encodings = (parameter.location == Location::Querystring && parameter.style == Style::Form).then(|| {
        let encodings = parameter.encodings.iter().map(bodies::encoding);
        quote!(, &[#(#encodings),*])
    });
    let param = quote!(rt::Param::new(#name) #style #explode #reserved #empty #required #rules);
    quote!(request.#method(#param, &self.#field #encodings);)
}

/// Whether the parts of a value stand for themselves, where that is not what is usual in its style.
pub(super) fn explode(style: Style, explode: bool) -> Option<TokenStream> {
    let is_said = match style {
        Style::Json | Style::DeepObject => false,
        Style::Form | Style::Cookie => !explode,
        _ => explode,
    };
    is_said.then(|| quote!(.explode(#explode)))
}

/// The runtime's name of a style.
pub(super) fn style(style: Style) -> proc_macro2::Ident {
    ident(match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
        Style::Json => "Json",
    })
}
