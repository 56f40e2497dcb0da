//! The servers that the document names.

use crate::code::{File, Piece};
use crate::emit::constructors::new;
use crate::emit::docs::{code, markdown, paragraphs, sentence};
use crate::emit::head::module_head;
use crate::emit::here::string;
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::rust::{Client, OwnServer, Server, ServerVariable};

/// The module of servers, if the document names any.
pub(crate) fn servers(client: &Client) -> Option<File> {
    if client.servers.is_empty() {
        return None;
    }
    let with_variables = client.servers.iter().filter(|server| !server.variables.is_empty()).map(with_variables);
    let pieces = std::iter::once(enumeration(client)).chain(with_variables).list();
    let head = module_head(&["The servers that the document names.".to_owned()]);
    Some(File { name: "server.rs".to_owned(), head, imports: &[], pieces })
}

/// The types of the module.
pub(crate) fn exports(client: &Client) -> Vec<String> {
    let with_variables =
        client.servers.iter().filter(|server| !server.variables.is_empty()).map(|server| server.type_ident.clone());
    std::iter::once("Server".to_owned()).chain(with_variables).list()
}

fn link(url: &str) -> String {
    let is_absolute = url.starts_with("https://") || url.starts_with("http://");
    let is_plain = url.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>{}`\\\"".contains(&byte));
    if is_absolute && is_plain { format!("<{url}>") } else { code(url) }
}

fn enumeration(client: &Client) -> Piece {
    let mut lines = Lines::default();
    lines.doc("A server that the document names. Any other one is given as a URL.");
    lines.line("#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]");
    lines.line("#[non_exhaustive]");
    lines.block("pub enum Server", &mut |lines| {
        for (at, server) in client.servers.iter().enumerate() {
            lines.doc(&variant_docs(server));
            if at == 0 {
                lines.line("#[default]");
            }
            if server.deprecated {
                lines.line("#[deprecated(note = \"the document calls this server deprecated\")]");
            }
            lines.line(&format!("{},", server.ident));
        }
    });
    lines.item();
    lines.block("impl Server", &mut |lines| {
        lines.doc("The URL that the document gives for this server.");
        lines.block("pub const fn url(self) -> &'static str", &mut |lines| {
            lines.block("match self", &mut |lines| {
                for server in &client.servers {
                    lines.arm(&[format!("Self::{}", server.ident)], &string(&server.url));
                }
            });
        });
    });
    url_of("Server", "Self::documented(server.url())", &mut lines);
    lines.piece()
}

fn variant_docs(server: &Server) -> String {
    let description = server.description.as_deref().map(sentence).filter(|text| !text.is_empty());
    let url = link(&server.url);
    let mut docs = match description {
        Some(description) => format!("{description}: {url}"),
        None => url,
    };
    if !server.variables.is_empty() {
        docs.push_str(&format!("; [`{}`] takes other values of its variables", server.type_ident));
    }
    docs
}

/// How a server becomes the client's.
fn url_of(name: &str, url: &str, lines: &mut Lines) {
    lines.item();
    lines.block(&format!("impl From<{name}> for rt::ServerUrl"), &mut |lines| {
        lines.block(&format!("fn from(server: {name}) -> Self"), &mut |lines| lines.line(url));
    });
}

/// The type of a server with variables.
fn with_variables(server: &Server) -> Piece {
    let (name, template) = (&server.type_ident, string(&server.template));
    let mut lines = Lines::default();
    lines.doc(&format!("[`Server::{}`] with values of its variables: {}", server.ident, code(&server.template)));
    lines.line("#[derive(Clone, Debug, PartialEq, Eq)]");
    lines.line("#[non_exhaustive]");
    lines.block(&format!("pub struct {name}"), &mut |lines| {
        for variable in &server.variables {
            lines.docs(&documentation(variable));
            lines.line(&format!("pub {}: String,", variable.ident));
        }
    });
    lines.item();
    lines.block(&format!("impl {name}"), &mut |lines| {
        let default = |each: &ServerVariable| format!("{}: {}.to_owned()", each.ident, string(&each.default));
        lines.doc("The server with the values that the document gives by default.");
        new(&[], &server.variables.iter().map(default).list(), lines);
        for variable in &server.variables {
            let field = &variable.ident;
            lines.item();
            lines.doc(&format!("Sets {}.", code(field.trim_start_matches("r#"))));
            lines.block(&format!("pub fn {field}(mut self, {field}: impl Into<String>) -> Self"), &mut |lines| {
                lines.line(&format!("self.{field} = {field}.into();"));
                lines.line("self");
            });
        }
    });
    lines.item();
    lines.block(&format!("impl Default for {name}"), &mut |lines| {
        lines.block("fn default() -> Self", &mut |lines| lines.line("Self::new()"));
    });
    let values: Vec<String> = server.variables.iter().map(value).list();
    url_of(name, &format!("Self::documented_with({template}, &[{}])", values.join(", ")), &mut lines);
    lines.piece()
}

/// A variable and its value, as the runtime wants them.
fn value(variable: &ServerVariable) -> String {
    let allowed: Vec<String> = variable.values.iter().map(|value| string(value)).list();
    let (name, field, allowed) = (string(&variable.name), &variable.ident, allowed.join(", "));
    format!("rt::ServerVariable {{ name: {name}, value: &server.{field}, allowed: &[{allowed}] }}")
}

fn documentation(variable: &ServerVariable) -> Vec<String> {
    let description = variable.description.as_deref().map(markdown).unwrap_or_default();
    let default = code(&variable.default);
    let values = match variable.values.as_slice() {
        [] => format!("By default {default}."),
        values => {
            let values: Vec<String> = values.iter().map(|value| code(value)).list();
            format!("One of {}; by default {default}.", values.join(", "))
        }
    };
    paragraphs([description, vec![values]])
}

/// What an operation's documentation says of servers of its own (OpenAPI 3.1, section 4.8.10).
pub(crate) fn own_servers(servers: &[OwnServer]) -> Option<String> {
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
        let others: Vec<String> = others.iter().map(described).list();
        text.push_str(&format!("; the call's options can name another, such as {}", others.join(" or ")));
    }
    text.push('.');
    Some(text)
}

/// The server in an operation's metadata.
pub(crate) fn meta(servers: &[OwnServer]) -> String {
    servers.first().map(|server| format!(".server({})", string(&server.url))).unwrap_or_default()
}
