//! Examples of calls and clients, as documentation shows them. They compile where the names of the crate's root are known, in
//! a function that has a `client` and fails with any error: tests hold them to that.

use super::answers::gives_nothing;
use crate::api::{Location, Rule, SchemeKind};
use crate::emit::lines::laid_out;
use crate::emit::types::Expressions;
use crate::lists::{Changing, Listing};
use crate::rust::{Client, Credential, Group, Operation, Parameter, Reading, Type};

/// What a block of Rust is marked with: rustdoc takes no such block for a test, and editors know it for Rust. No block of
/// a document's has it.
const LANGUAGE: &str = "```rs";

/// The columns of a call that stands on one line.
const WIDTH: usize = 89;

/// A block of code; none where there is no code.
pub(super) fn fenced(code: &[String]) -> Vec<String> {
    if code.is_empty() {
        return Vec::new();
    }
    let code = code.iter().cloned();
    std::iter::once(LANGUAGE.to_owned()).chain(code).chain(std::iter::once("```".to_owned())).list()
}

/// What is given in a call.
#[derive(Default)]
struct Given {
    arguments: Vec<String>,
    /// The call of an optional argument's setter.
    setter: String,
    /// A statement that makes the body.
    body: Option<String>,
    /// What is left to the reader: names and types.
    left: Vec<(String, String)>,
}

/// Code that calls an operation with what it requires, and with one thing that it does not.
pub(super) fn call(expressions: &Expressions<'_>, group: &Group, operation: &Operation) -> Vec<String> {
    let mut given = given(expressions, operation, false);
    let mut code = statement(group, operation, &given);
    if code.len() > WIDTH {
        given = self::given(expressions, operation, true);
        code = statement(group, operation, &given);
    }
    let mut lines = given.body.as_deref().map(laid_out).unwrap_or_default();
    lines.add_all(laid_out(&code));
    if comes_item_by_item(operation) {
        let items = ["while let Some(item) = output.next().await {", "    println!(\"{:?}\", item?);", "}"];
        lines.add_all(items.map(str::to_owned));
    }
    if given.left.is_empty() { lines } else { function(operation, &given.left, lines) }
}

/// Code that calls an operation with options that all calls have.
pub(super) fn call_with_options(expressions: &Expressions<'_>, group: &Group, operation: &Operation) -> Vec<String> {
    let mut given = given(expressions, operation, true);
    given.setter = ".timeout(std::time::Duration::from_secs(5)).header(\"x-request-id\", \"1\")".to_owned();
    let code = laid_out(&statement(group, operation, &given));
    match &given.body {
        _ if !given.left.is_empty() => Vec::new(),
        Some(body) if operation.body.as_ref().is_some_and(|body| body.required) => [laid_out(body), code].concat(),
        _ => code,
    }
}

/// Code that reads the error of an operation; none where its call is left to the reader in part, or always fails.
pub(super) fn failure(expressions: &Expressions<'_>, group: &Group, operation: &Operation) -> Vec<String> {
    let mut given = given(expressions, operation, true);
    if !given.left.is_empty() || operation.output.arms.is_empty() {
        return Vec::new();
    }
    if operation.body.as_ref().is_none_or(|body| body.required) {
        given.setter.clear();
    }
    let mut lines = given.body.as_deref().map(laid_out).unwrap_or_default();
    let call = format!("let result = {};", sent(group, operation, &given));
    let read = [
        "if let Err(error) = result {",
        "    eprintln!(\"{error}\"); // what happened, in one line",
        "    println!(\"{:?}\", error.status()); // of what the server answered, if it did",
        "    println!(\"{:?}\", error.declared()); // what the document declares for that",
        "}",
    ];
    lines.add_all(laid_out(&call));
    lines.add_all(read.map(str::to_owned));
    lines
}

fn given(expressions: &Expressions<'_>, operation: &Operation, splits: bool) -> Given {
    let mut given = Given::default();
    for parameter in operation.parameters.iter().filter(|each| each.required) {
        let argument = parameter_argument(expressions, parameter, &parameter.ty);
        let argument = argument.unwrap_or_else(|| left(expressions, &parameter.ident, &parameter.ty, &mut given));
        given.arguments.push(argument);
    }
    if let Some(body) = &operation.body {
        let ty = if body.required { &body.ty } else { body.ty.present() };
        let argument = match expressions.argument(ty, &body.ident, None) {
            Some(value) if splits && value.contains("::new(") => {
                given.body = Some(format!("let {} = {value};", body.ident));
                body.ident.clone()
            }
            Some(value) => value,
            None => left(expressions, &body.ident, ty, &mut given),
        };
        match body.required {
            true => given.arguments.push(argument),
            false => given.setter = format!(".{}({argument})", body.ident),
        }
    }
    // Where there is a function around the call, that is enough to read.
    if given.setter.is_empty() && given.left.is_empty() {
        given.setter = optional(expressions, operation).unwrap_or_default();
    }
    given
}

/// Leaves a value to the reader, under its name.
fn left(expressions: &Expressions<'_>, name: &str, ty: &Type, given: &mut Given) -> String {
    given.left.push((name.to_owned(), expressions.here.ty(ty)));
    name.to_owned()
}

fn parameter_argument(expressions: &Expressions<'_>, parameter: &Parameter, ty: &Type) -> Option<String> {
    expressions.argument(ty, &parameter.ident, parameter.example.as_ref().or(parameter.default.as_ref()))
}

/// The setter of the first optional parameter of those that say what is asked for, as headers hardly do.
fn optional(expressions: &Expressions<'_>, operation: &Operation) -> Option<String> {
    let is_spelled = |rule: &Rule| matches!(rule, Rule::Pattern(_));
    let is_told = |each: &&Parameter| {
        let is_of_query = matches!(each.location, Location::Path | Location::Query | Location::Querystring);
        is_of_query && (each.example.is_some() || !each.rules.iter().any(is_spelled))
    };
    let mut parameters = operation.parameters.iter().filter(|each| !each.required && !each.deprecated).filter(is_told);
    parameters.find_map(|parameter| {
        let argument = parameter_argument(expressions, parameter, parameter.ty.present())?;
        Some(format!(".{}({argument})", parameter.ident))
    })
}

fn statement(group: &Group, operation: &Operation, given: &Given) -> String {
    let output = match gives_nothing(&operation.output) {
        true => "",
        false if comes_item_by_item(operation) => "let mut output = ",
        false => "let output = ",
    };
    format!("{output}{}?;", sent(group, operation, given))
}

fn sent(group: &Group, operation: &Operation, given: &Given) -> String {
    let arguments = given.arguments.join(", ");
    let (method, setter) = (&operation.method_ident, &given.setter);
    let accessor = group.accessor.as_ref().map(|accessor| format!("{accessor}().")).unwrap_or_default();
    format!("client.{accessor}{method}({arguments}){setter}.await")
}

fn comes_item_by_item(operation: &Operation) -> bool {
    let reading = operation.output.arms.first().map(|arm| &arm.reading);
    operation.output.by_status.is_none() && matches!(reading, Some(Reading::Items(_)))
}

/// A function that takes what is left to the reader.
fn function(operation: &Operation, left: &[(String, String)], lines: Vec<String>) -> Vec<String> {
    let parameters: String = left.iter().map(|(name, ty)| format!(", {name}: {ty}")).text();
    let name = &operation.method_ident;
    let fails_otherwise = lines.iter().any(|line| line.contains(".parse()?"));
    let error = if fails_otherwise { "Box<dyn std::error::Error>" } else { "Error" };
    let head = format!("async fn {name}(client: &Client{parameters}) -> Result<(), {error}> {{");
    let mut code = laid_out(&head);
    code.add_all(lines.into_iter().map(|line| format!("    {line}")));
    code.add_all(["    Ok(())".to_owned(), "}".to_owned()]);
    code
}

/// An expression that makes a client with these credentials.
pub(super) fn client<'c>(client: &Client, credentials: impl Iterator<Item = &'c Credential>) -> String {
    let server = if client.servers.is_empty() { ".server(\"https://…\")" } else { "" };
    with_credentials(server, &credentials.filter_map(credential).text())
}

fn with_credentials(server: &str, given: &str) -> String {
    match (given, server) {
        ("", "") => "Client::new()".to_owned(),
        ("", _) => "Client::with_server(\"https://…\")".to_owned(),
        (given, server) => format!("Client::builder(){server}{given}.build()"),
    }
}

/// The builder's method that gives a credential, where the client sends it.
fn credential(credential: &Credential) -> Option<String> {
    let value = match &credential.kind {
        SchemeKind::Http { scheme } if scheme.eq_ignore_ascii_case("basic") => {
            "runtime::Credential::basic(\"user\", \"password\")"
        }
        SchemeKind::Transport { .. } => return None,
        SchemeKind::ApiKey { .. } => "\"key\"",
        SchemeKind::Http { .. } | SchemeKind::AccessToken { .. } => "\"token\"",
    };
    Some(format!(".credential(security::{}, {value})", credential.ident))
}
