//! The client itself, and the methods that lead to its operations.

use super::examples::{self, fenced};
use crate::code::Piece;
use crate::emit::docs::paragraphs;
use crate::emit::head::operations_docs;
use crate::emit::here::ident;
use crate::emit::lines::Lines;
use crate::emit::types::Expressions;
use crate::lists::Listing;
use crate::rust::{Client, Crate, Group, Module};

/// The client's own declaration.
pub(crate) fn declaration(title: &str, expressions: &Expressions<'_>, client: &Client) -> String {
    let server = if client.servers.is_empty() { "\"\"" } else { "super::Server::default()" };
    let schemes: Vec<String> = client
        .credentials
        .iter()
        .map(|credential| format!("            super::security::{},\n", ident(&credential.ident)))
        .list();
    let credentials = match schemes.is_empty() {
        true => String::new(),
        false => format!(", credentials for [\n{}        ]", schemes.concat()),
    };
    let first = client.groups.iter().find_map(|group| Some((group, group.operations.first()?)));
    let example = first.map(|(group, operation)| examples::call_with_options(expressions, group, operation));
    let lines = paragraphs([vec![CALL.to_owned()], fenced(&example.unwrap_or_default())]);
    let call: String = lines.iter().map(|line| format!("        {}\n", format!("/// {line}").trim_end())).text();
    // In a module, and the first one: so rustdoc shows what all calls have ahead of the setters of each.
    format!(
        "mod client_core {{\n    super::rt::client! {{\n        /// {title}\n        pub struct Client for {server}{credentials};\n\
         {call}        pub struct Call;\n    }}\n}}",
    )
}

const CALL: &str = "A call of an operation: `call.await` sends it. Its methods set options that all calls have, and what is \
                    optional for its operation.";

/// The methods that lead to the groups; `quiet` is what is said of all of them.
pub(crate) fn accessors(planned: &Crate, client: &Client, quiet: Option<&str>) -> Piece {
    let mut lines = Lines::default();
    if client.groups.iter().all(|group| group.accessor.is_none()) {
        return lines.piece();
    }
    if let Some(quiet) = quiet {
        lines.line(quiet);
    }
    lines.block("impl Client", &mut |lines| {
        for group in &client.groups {
            if let Some(method) = &group.accessor {
                accessor(method, &planned.types.modules[group.id], group, lines);
            }
        }
    });
    lines.piece()
}

/// The method of the client that leads to a group.
fn accessor(method: &str, module: &Module, group: &Group, lines: &mut Lines) {
    let (name, api) = (&module.name, &group.ident);
    lines.item();
    lines.docs(&operations_docs(module));
    lines.line("#[inline]");
    lines.block(&format!("pub fn {method}(&self) -> {name}::{api}<'_>"), &mut |lines| {
        lines.line(&format!("{name}::{api} {{ client: self }}"));
    });
}
