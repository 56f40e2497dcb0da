//! The root module, the servers and the security schemes.

use std::fmt::Write;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{code, in_link, markdown, paragraphs, sentence};
use super::lines::Lines;
use super::operations::strings;
use super::text::comment;
use super::types::{ident, string, tokens};
use super::{Root, servers};
use crate::api::{Location, Requirement, SchemeKind};
use crate::code::{File, Piece};
use crate::rust::{Client, Crate, Credential, Group, Module};

/// Keeps formatters and linters away from code that nobody writes. A parameter without letters, such as `31m`, may have the
/// name of a variant.
const ATTRIBUTES: &str = "#![cfg_attr(rustfmt, rustfmt_skip)]\n\
    #![allow(clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, deprecated, missing_docs, nonstandard_style)]\n\
    #![allow(bindings_with_variant_name)]\n";

/// A program that has the client as a private module hardly uses all of it: what is not to be complained about.
const IN_A_MODULE: [&str; 3] = ["dead_code", "unreachable_pub", "unused_imports"];

/// The file of a module.
pub(super) fn file_name(module: &str) -> String {
    format!("{}.rs", module.trim_start_matches("r#"))
}

fn inner_docs(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        // A line that were two would be code from there on.
        let _ = writeln!(text, "{}", format!("//! {}", comment(line)).trim_end());
    }
    text
}

/// The documentation of the whole client.
fn title(planned: &Crate) -> String {
    format!("{} of {}, version {}.", planned.kind(), sentence(&planned.title), sentence(&planned.version))
}

fn docs(planned: &Crate) -> Vec<String> {
    let description = planned.description.as_deref().map(markdown).unwrap_or_default();
    let Some(client) = &planned.client else { return paragraphs([vec![title(planned)], description]) };
    let intro = match client.servers.is_empty() {
        false => {
            "[`Client::new`] gives a client of the document's first server; its methods lead to the operations by tag:"
        }
        true => "[`Client::with`] gives a client of a server; its methods lead to the operations by tag:",
    };
    let groups = client.groups.iter().map(|group| {
        let title = planned.types.modules.get(group.number).map_or("", |module| &module.title);
        format!("- [`Client::{}`]: operations {}", in_link(&group.accessor), sentence(title))
    });
    paragraphs([vec![title(planned)], description, vec![intro.to_owned()], groups.collect()])
}

/// The root file.
pub(super) fn root(planned: &Crate, root: Root) -> File {
    let head = match root {
        Root::Included => String::new(),
        Root::Library => format!("{}\n{ATTRIBUTES}", inner_docs(&docs(planned))),
        Root::Module => {
            format!("{}\n{ATTRIBUTES}#![allow({})]\n", inner_docs(&docs(planned)), IN_A_MODULE.join(", "))
        }
    };
    let name = if root == Root::Library { "lib.rs" } else { "mod.rs" };
    let quiet = (root == Root::Included).then(|| tokens(&quiet()));
    let modules = modules(planned);
    let exports = [quote!(oasmith_runtime as runtime), quote!(oasmith_runtime::{Error, Failure, Options})];
    let mut pieces = vec![Piece::Items(quote!(
        use oasmith_runtime as rt;
    ))];
    if !planned.types.features.is_empty() {
        pieces.push(Piece::Text(format!("rt::require_features! {{ {} }}", planned.types.features.join(", "))));
    }
    pieces.push(Piece::Items(quote!(#(#quiet #modules)*)));
    let Some(client) = &planned.client else {
        let runtime = exports.first();
        pieces.push(Piece::Items(quote!(#quiet pub use #runtime;)));
        return File { name: name.to_owned(), head, imports: &[], pieces };
    };
    pieces.push(Piece::Items(quote!(#(#quiet pub use #exports;)*)));
    if !client.servers.is_empty() {
        let names = servers::exports(client).into_iter().map(|name| ident(&name));
        pieces.push(Piece::Items(quote!(#quiet pub use self::server::{#(#names),*};)));
    }
    pieces.push(Piece::Text(declaration(planned, client)));
    pieces.push(accessors(planned, client, root));
    File { name: name.to_owned(), head, imports: &[], pieces }
}

/// The declarations of the other files.
fn modules(planned: &Crate) -> Vec<TokenStream> {
    let private = |module: &str| {
        let module = ident(module);
        quote!(mod #module;)
    };
    let public = |module: &str| {
        let declared = private(module);
        quote!(pub #declared)
    };
    let (types, client) = (&planned.types, planned.client.as_ref());
    let is_emitted = |number: usize| match client {
        Some(client) => client.groups.iter().any(|group| group.number == number),
        None => types.modules.get(number).is_some_and(|module| !module.types.is_empty()),
    };
    let has = |test: &dyn Fn(&Client) -> bool| client.is_some_and(test);
    let modules = types.modules.iter().enumerate().filter(|(number, _)| is_emitted(*number));
    modules
        .map(|(_, module)| public(&module.name))
        .chain(has(&|client| !client.client_parameters.is_empty()).then(|| public("client_parameters")))
        .chain(has(&|client| client.incoming.is_some()).then(|| public("incoming")))
        .chain(types.has_definitions().then(|| private("rule_definitions")))
        .chain(has(&|client| !client.credentials.is_empty()).then(|| public("security")))
        .chain(has(&|client| !client.servers.is_empty()).then(|| private("server")))
        .chain((!types.shared.is_empty()).then(|| public("types")))
        .collect()
}

/// The client's own declaration.
fn declaration(planned: &Crate, client: &Client) -> String {
    let server = if client.servers.is_empty() { "\"\"" } else { "Server::default()" };
    let schemes: Vec<String> = client
        .credentials
        .iter()
        .map(|credential| format!("        security::{},\n", ident(&credential.ident)))
        .collect();
    let credentials = match schemes.is_empty() {
        true => String::new(),
        false => format!(", credentials for [\n{}    ]", schemes.concat()),
    };
    format!(
        "rt::client! {{\n    /// {}\n    pub struct Client for {server}{credentials};\n    \
         /// A call of an operation, which is sent when it is awaited.\n    pub struct Call;\n}}",
        title(planned)
    )
}

fn accessors(planned: &Crate, client: &Client, root: Root) -> Piece {
    let mut lines = Lines::default();
    if root == Root::Included {
        lines.line(&quiet());
    }
    lines.block("impl Client", &mut |lines| {
        for group in &client.groups {
            if let Some(module) = planned.types.modules.get(group.number) {
                accessor(module, group, lines);
            }
        }
    });
    lines.piece()
}

/// A file that is included can't say for all of itself what is not to be complained about.
fn quiet() -> String {
    format!("#[allow(bindings_with_variant_name, {})]", IN_A_MODULE.join(", "))
}

/// The method of the client that leads to a group.
fn accessor(module: &Module, group: &Group, lines: &mut Lines) {
    let (method, name, api) = (&group.accessor, &module.name, &group.ident);
    lines.item();
    lines.docs(&operations_docs(module));
    lines.line("#[inline]");
    lines.block(&format!("pub fn {method}(&self) -> {name}::{api}<'_>"), &mut |lines| {
        lines.line(&format!("{name}::{api} {{ client: self }}"));
    });
}

fn operations_docs(module: &Module) -> Vec<String> {
    let description = module.description.as_deref().map(markdown).unwrap_or_default();
    paragraphs([vec![format!("Operations {}.", sentence(&module.title))], description])
}

/// The head of a module: of operations, of what the API sends by itself, or of the types of one of these.
pub(super) fn module_docs(module: &Module, has_client: bool) -> String {
    let docs = match (module.title.is_empty(), has_client) {
        (false, true) => operations_docs(module),
        (false, false) => vec![format!("Types of operations {}.", sentence(&module.title))],
        (true, false) => vec!["Types of what the API sends by itself: webhooks and callbacks.".to_owned()],
        (true, true) => vec![
            "What the API sends by itself: webhooks and callbacks.".to_owned(),
            String::new(),
            "Whether a request really comes from the API is for you to verify, as its documentation says.".to_owned(),
        ],
    };
    module_head(&docs)
}

/// The head of the shared types' module.
pub(super) fn types_head() -> String {
    module_head(&["The types that the document names, and those that several modules use.".to_owned()])
}

/// The head of the module of rules.
pub(super) fn rules_head() -> String {
    module_head(&["Rules that others refer to.".to_owned()])
}

pub(super) fn module_head(docs: &[String]) -> String {
    format!("{}\n{ATTRIBUTES}\nuse oasmith_runtime as rt;\n", inner_docs(docs))
}

/// The security schemes, under which the client is given its credentials.
pub(super) fn security(client: &Client) -> Option<File> {
    if client.credentials.is_empty() {
        return None;
    }
    let constants = client.credentials.iter().map(constant).chain(by_default(client));
    let head = module_head(&[
        "The security schemes that the document names.".to_owned(),
        String::new(),
        "Give the client a credential for one with its builder's `credential`; operations that ask for it send it."
            .to_owned(),
    ]);
    Some(File { name: "security.rs".to_owned(), head, imports: &[], pieces: constants.collect() })
}

fn constant(credential: &Credential) -> Piece {
    let name = string(&credential.name);
    let (kind, scheme) = match &credential.kind {
        SchemeKind::ApiKey { location, name: key } => {
            let (place, constructor) = match location {
                Location::Query => ("query parameter", "query"),
                Location::Cookie => ("cookie", "cookie"),
                _ => ("header", "header"),
            };
            let kind = format!("An API key, sent as the {place} {}.", code(key));
            (kind, format!("api_key_{constructor}({name}, {})", string(key)))
        }
        SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("bearer") => {
            ("A bearer token.".to_owned(), format!("bearer({name})"))
        }
        SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => {
            ("A user name and a password.".to_owned(), format!("basic({name})"))
        }
        SchemeKind::Http { scheme } => {
            let kind = format!("HTTP authentication with the scheme {}.", code(scheme));
            (kind, format!("http({name}, {})", string(scheme)))
        }
        SchemeKind::AccessToken => ("An access token, sent as a bearer token.".to_owned(), format!("oauth2({name})")),
        SchemeKind::Transport { kind } => {
            (format!("{}: the transport's affair.", code(kind)), format!("by_transport({name})"))
        }
    };
    let description = credential.description.as_deref().map(markdown).unwrap_or_default();
    let mut lines = Lines::default();
    lines.docs(&paragraphs([vec![kind], description]));
    lines.line(&format!("pub const {}: rt::Scheme = rt::Scheme::{scheme};", credential.ident));
    lines.piece()
}

/// What operations ask for by default, where it is a constant.
fn by_default(client: &Client) -> Option<Piece> {
    let (security, constant) = client.asked_by_default.as_ref()?;
    let mut lines = Lines::default();
    lines.doc("What an operation asks for where the document has nothing of its own to say of it.");
    lines.line(&format!("pub(super) const {constant}: rt::Security = {};", asked(client, security, "")));
    Some(lines.piece())
}

/// What is asked for, the constants of schemes being in the module `path`.
pub(super) fn asked(client: &Client, security: &[Vec<Requirement>], path: &str) -> String {
    let requirement = |requirement: &Requirement| {
        let name = &client.credentials.get(requirement.scheme)?.ident;
        Some(match requirement.scopes.as_slice() {
            [] => format!("{path}{name}.required()"),
            scopes => format!("{path}{name}.scopes(&[{}])", strings(scopes)),
        })
    };
    let alternatives: Vec<String> = security
        .iter()
        .map(|all| format!("&[{}]", all.iter().filter_map(requirement).collect::<Vec<_>>().join(", ")))
        .collect();
    format!("rt::Security::any_of(&[{}])", alternatives.join(", "))
}
