//! The first page of the documentation: how a client is made, given credentials, and called.

use super::examples::{self, fenced};
use crate::emit::docs::{code, in_link, paragraphs, sentence};
use crate::emit::lines::laid_out;
use crate::emit::types::Expressions;
use crate::lists::Listing;
use crate::rust::{Client, Crate, Group, Operation};

/// How the client is used, and which operations there are.
pub(crate) fn guide(planned: &Crate, expressions: &Expressions<'_>, client: &Client) -> Vec<String> {
    let first = client.groups.iter().find_map(|group| Some((group, group.operations.first()?)));
    let (called, failing) = match first {
        Some((group, operation)) => (
            fenced(&called(expressions, client, group, operation)),
            fenced(&examples::failure(expressions, group, operation)),
        ),
        None => (Vec::new(), Vec::new()),
    };
    paragraphs([called, facts(planned, client), failing, operations(planned, client)])
}

/// Where the operations are.
fn operations(planned: &Crate, client: &Client) -> Vec<String> {
    let groups = client.groups.iter().filter_map(|group| {
        let title = &planned.types.modules[group.id].title;
        Some(format!("- [`Client::{}`]: operations {}", in_link(group.accessor.as_deref()?), sentence(title)))
    });
    let groups = groups.list();
    let led = match (groups.is_empty(), groups.len() < client.groups.len()) {
        (true, _) => "Each operation is a method of the [`Client`].",
        (false, false) => "Methods of the client lead to the operations by tag:",
        (false, true) => {
            "Some operations are methods of the [`Client`]. Others of its methods lead to the rest by tag:"
        }
    };
    paragraphs([vec![led.to_owned()], groups])
}

/// Code that makes a client and calls an operation.
fn called(expressions: &Expressions<'_>, client: &Client, group: &Group, operation: &Operation) -> Vec<String> {
    let asked = operation.security.first().into_iter().flatten();
    let credentials = asked.map(|requirement| &client.credentials[requirement.scheme]);
    let made = format!("let client = {};", examples::client(client, credentials));
    laid_out(&made).into_iter().chain(examples::call(expressions, group, operation)).list()
}

/// Names of parameters that ask for another page of a list.
const PAGES: &[&str] = &[
    "page",
    "pageToken",
    "page_token",
    "paginationToken",
    "cursor",
    "after",
    "starting_after",
    "continuationToken",
    "continue",
    "offset",
    "skip",
];

/// That lists come in pages, where an operation shows how these are asked for.
fn pages(planned: &Crate, client: &Client) -> Option<String> {
    let (group, operation, parameter) = client.groups.iter().find_map(|group| {
        group.operations.iter().find_map(|operation| {
            let mut optional = operation.parameters.iter().filter(|parameter| !parameter.required);
            Some((group, operation, optional.find(|parameter| PAGES.contains(&parameter.name.as_str()))?))
        })
    })?;
    let (ty, method) = (&group.ident, in_link(&operation.method_ident));
    let module = in_link(&planned.types.modules[group.id].name);
    let module = group.accessor.as_ref().map(|_| format!("{module}::")).unwrap_or_default();
    let setter = code(parameter.ident.trim_start_matches("r#"));
    Some(format!(
        "- What comes in pages is asked for page by page: a setter says which one, as {setter} of \
         [`{ty}::{method}`]({module}{ty}::{method}) does."
    ))
}

fn facts(planned: &Crate, client: &Client) -> Vec<String> {
    let made = match client.servers.is_empty() {
        false => {
            "[`Client::new`] gives a client of the document's first server, [`Client::with_server`] of another one"
        }
        true => "[`Client::with_server`] gives a client of a server",
    };
    let credentials = "- The builder's `credential` takes a credential for a scheme of [`security`]; operations that ask for it send it.";
    let parameters = "- The builder's `parameter` takes a value of [`client_parameters`] for all operations that have the parameter.";
    let made = format!("- {made}, and [`Client::builder`] one with all that can be set. A clone is cheap.");
    let call = "- An operation's method takes what is required, and gives a [`Call`]. Its methods set what is optional, \
                a timeout or a header; awaiting it sends it.";
    let errors = "- A call fails with an [`Error`], which says what happened in one line, and has what the server answered; \
                  where the document declares errors, they are types.";
    let pages = pages(planned, client).unwrap_or_default();
    let all = [
        (made.as_str(), true),
        (credentials, !client.credentials.is_empty()),
        (parameters, !client.client_parameters.is_empty()),
        (call, true),
        (pages.as_str(), !pages.is_empty()),
        (errors, true),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(fact, _)| fact.to_owned()).list()
}
