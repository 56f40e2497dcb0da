//! The first page of the documentation: how a client is made, given credentials, and called.

use crate::api::SchemeKind;
use crate::emit::docs::{in_link, sentence};
use crate::lists::Listing;
use crate::rust::{Client, Crate, Group, Operation};

/// How the client is used, and which operations there are.
pub(crate) fn guide(planned: &Crate, client: &Client) -> Vec<String> {
    let operations = client.groups.iter().map(|group| {
        let title = &planned.types.modules[group.id].title;
        format!("- [`Client::{}`]: operations {}", in_link(&group.accessor), sentence(title))
    });
    let mut lines = example(client);
    lines.extend(facts(client));
    lines.extend([String::new(), "Methods of the client lead to the operations by tag:".to_owned(), String::new()]);
    lines.extend(operations);
    lines
}

/// Code that calls the first operation. It is shown as text, since no documentation of an emitted crate is run.
fn example(client: &Client) -> Vec<String> {
    let first = client.groups.iter().find_map(|group| Some((group, group.operations.first()?)));
    let Some((group, operation)) = first else { return Vec::new() };
    let server = if client.servers.is_empty() { ".server(\"https://…\")" } else { "" };
    let made = match (credentials(client, operation), server) {
        (given, "") if given.is_empty() => "Client::new()".to_owned(),
        (given, _) if given.is_empty() => "Client::with_server(\"https://…\")".to_owned(),
        (given, server) => format!("Client::builder(){server}{given}.build()"),
    };
    let call = call(group, operation);
    ["```text", &format!("let client = {made};"), &format!("let output = {call}.await?;"), "```", ""]
        .map(str::to_owned)
        .into()
}

/// The builder's methods that give the credentials of the first alternative.
fn credentials(client: &Client, operation: &Operation) -> String {
    let asked = operation.security.first().into_iter().flatten();
    let credentials = asked.map(|requirement| &client.credentials[requirement.scheme]);
    credentials
        .map(|credential| {
            let value = match &credential.kind {
                SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => {
                    "runtime::Credential::basic(user, password)"
                }
                _ => "token",
            };
            format!(".credential(security::{}, {value})", credential.ident)
        })
        .collect()
}

fn call(group: &Group, operation: &Operation) -> String {
    let arguments = operation.inputs().filter(|input| input.required).map(|input| input.ident).list().join(", ");
    format!("client.{}().{}({arguments})", group.accessor, operation.method_ident)
}

fn facts(client: &Client) -> Vec<String> {
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
    let errors = "- A call fails with an [`Error`], which has what the server answered; where the document declares \
                  errors, they are types.";
    let all = [
        (made.as_str(), true),
        (credentials, !client.credentials.is_empty()),
        (parameters, !client.client_parameters.is_empty()),
        (call, true),
        (errors, true),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(fact, _)| fact.to_owned()).list()
}
