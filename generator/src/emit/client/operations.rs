//! Operations: the type, its `Operation` impl, and the method that sends it.

use std::rc::Rc;

use super::documentation::{self, remarks};
use super::examples;
use super::servers;
use super::styles::explode;
use super::{answers, bodies, streams};
use super::{headers, security};
use crate::api::{Location, Style};
use crate::code::Piece;
use crate::emit::constructors::{new, sets, setter};
use crate::emit::docs::{in_link, markdown, paragraphs, sentence};
use crate::emit::here::Here;
use crate::emit::lines::Lines;
use crate::emit::text::{string, strings};
use crate::emit::types::Expressions;
use crate::lists::Listing;
use crate::rust::{Client, Group, Input, Module, Operation, Parameter};
use crate::value::percent_encode_template;

/// The type that has a group's methods.
pub(crate) fn group(
    here: Here<'_>,
    expressions: &Expressions<'_>,
    client: &Client,
    module: &Module,
    group: &Group,
) -> Piece {
    let (name, title) = (&group.ident, sentence(&module.title));
    let mut lines = Lines::default();
    let (head, sender) = match &group.accessor {
        Some(accessor) => {
            let link = in_link(accessor);
            lines.doc(&format!("Operations {title}, as [`Client::{link}`](super::Client::{link}) gives them."));
            lines.line("#[derive(Clone, Copy, Debug)]");
            let declared = format!("pub struct {name}<'c>");
            lines.block(&declared, &mut |lines| lines.line("pub(super) client: &'c super::Client,"));
            lines.item();
            (format!("impl<'c> {name}<'c>"), Sender { client: "self.client", lifetime: "'c" })
        }
        None => (format!("impl super::{name}"), Sender { client: "self", lifetime: "'_" }),
    };
    lines.block(&head, &mut |lines| {
        for operation in &group.operations {
            let example = examples::call(expressions, group, operation);
            method(here, client, sender, operation, &example, lines);
        }
    });
    lines.piece()
}

/// What a method sends with.
#[derive(Clone, Copy)]
struct Sender {
    client: &'static str,
    /// How long the client is borrowed.
    lifetime: &'static str,
}

/// What the caller must give: an argument each.
#[derive(Default)]
struct Arguments<'o> {
    declared: Vec<String>,
    names: Vec<&'o str>,
    /// Initializers of the operation's fields.
    fields: Vec<String>,
}

fn arguments<'o>(here: Here<'_>, operation: &'o Operation) -> Arguments<'o> {
    let mut all = Arguments::default();
    for Input { ident: name, ty, required, .. } in operation.inputs() {
        if required {
            let (declared, initializer) = here.declared(ty, name);
            all.declared.push(declared);
            all.fields.push(initializer);
            all.names.push(name);
        } else {
            all.fields.push(format!("{name}: None"));
        }
    }
    all
}

fn method(
    here: Here<'_>,
    client: &Client,
    sender: Sender,
    operation: &Operation,
    example: &[String],
    lines: &mut Lines,
) {
    let (name, ty) = (&operation.method_ident, &operation.ident);
    let Arguments { declared, names, .. } = arguments(here, operation);
    let declared: String = declared.iter().map(|argument| format!(", {argument}")).text();
    lines.item();
    lines.docs(&documentation::method(here, client, operation, example));
    lines.deprecated(operation.deprecated);
    lines.line("#[inline]");
    lines.block(&format!("pub fn {name}(&self{declared}) -> super::Call<{}, {ty}>", sender.lifetime), &mut |lines| {
        lines.line(&format!("{}.call({ty}::new({}))", sender.client, names.join(", ")));
    });
}

/// The operation's type and impls.
pub(crate) fn operation(here: Here<'_>, client: &Client, group: &Group, operation: &Operation) -> Piece {
    let mut lines = Lines::default();
    definition(here, group, operation, &mut lines);
    constructor(here, operation, &mut lines);
    implementation(here, client, operation, &mut lines);
    streams::implementation(here, operation, &mut lines);
    call_setters(here, operation, &mut lines);
    answers::types(here, operation, &mut lines);
    headers::of_operation(here, operation, &mut lines);
    lines.piece()
}

fn definition(here: Here<'_>, group: &Group, operation: &Operation, lines: &mut Lines) {
    let method = in_link(&operation.method_ident);
    let ty = &group.ident;
    lines.doc(&match &group.accessor {
        Some(_) => format!("The operation that [`{ty}::{method}`] sends."),
        None => format!("The operation that [`{ty}::{method}`](super::{ty}::{method}) sends."),
    });
    lines.line("#[derive(Clone, Debug)]");
    lines.line("#[non_exhaustive]");
    lines.block(&format!("pub struct {}", operation.ident), &mut |lines| {
        for parameter in &operation.parameters {
            let description = parameter.description.as_deref().map(markdown).unwrap_or_default();
            lines.docs(&paragraphs([description, remarks(parameter).list()]));
            lines.deprecated(parameter.deprecated);
            lines.line(&format!("pub {}: {},", parameter.ident, here.ty(&parameter.ty)));
        }
        if let Some(body) = &operation.body {
            lines.line(&format!("pub {}: {},", body.ident, here.ty(&body.ty)));
        }
    });
}

fn constructor(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    let Arguments { declared, fields, .. } = arguments(here, operation);
    lines.item();
    lines.block(&format!("impl {}", operation.ident), &mut |lines| {
        lines.doc("The operation with all that it requires.");
        new(&declared, &fields, lines);
        for Input { ident, ty, description, .. } in optional(operation) {
            setter(here, ident, ty.present(), description, lines);
        }
    });
}

/// What is optional, of a type that is inside its `Option`.
fn optional(operation: &Operation) -> impl Iterator<Item = Input<'_>> {
    operation.inputs().filter(|input| !input.required)
}

/// The call's setters, by a macro: rustdoc shows what a macro gives behind what all calls have.
fn call_setters(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    if optional(operation).next().is_none() {
        return;
    }
    lines.item();
    lines.block("rt::setters!", &mut |lines| {
        lines.line(&format!("super::Call<'_, {}>;", operation.ident));
        for Input { ident, ty, description, .. } in optional(operation) {
            let (argument, _) = here.argument(ty.present(), ident);
            lines.item();
            lines.docs(&sets(ident, description));
            lines.line(&format!("{ident}: {argument},"));
        }
    });
}

fn implementation(here: Here<'_>, client: &Client, operation: &Operation, lines: &mut Lines) {
    let (output, error) = answers::output_and_error(here, operation);
    let request = if operation.parameters.is_empty() && operation.body.is_none() { "_" } else { "request" };
    lines.item();
    lines.block(&format!("impl rt::Operation for {}", operation.ident), &mut |lines| {
        lines.line(&format!("const META: rt::Meta = {};", meta(client, operation)));
        lines.line(&format!("type Output = {output};"));
        lines.line(&format!("type Error = {error};"));
        lines.item();
        lines.line("#[inline]");
        lines.block(&format!("fn encode(&self, {request}: &mut rt::Request)"), &mut |lines| {
            for each in &operation.parameters {
                lines.line(&parameter(here, each));
            }
            if let Some(body) = &operation.body {
                bodies::body(here, body, lines);
            }
        });
        lines.item();
        lines.line("#[inline]");
        lines.block("fn decode(response: rt::Response) -> rt::Outcome<Self>", &mut |lines| {
            answers::decode(here, &operation.output, &operation.error, lines);
        });
    });
}

fn meta(client: &Client, operation: &Operation) -> String {
    let path = string(&percent_encode_template(&operation.path));
    let (id, method) = (string(&operation.id), string(&operation.method));
    let mut meta = format!("rt::Meta::new({id}, {method}, {path})");
    if !operation.tags.is_empty() {
        meta.push_str(&format!(".tags(&[{}])", strings(&operation.tags)));
    }
    if !operation.security.is_empty() {
        let security = match &client.asked_by_default {
            Some((security, constant)) if Rc::ptr_eq(security, &operation.security) => format!("security::{constant}"),
            _ => security::asked(client, &operation.security, "security::"),
        };
        meta.push_str(&format!(".security({security})"));
    }
    if let Some(header) = &operation.idempotency_key {
        meta.push_str(&format!(".idempotency_key({})", string(header)));
    }
    meta.push_str(&servers::meta(&operation.servers));
    if let Some(accept) = answers::accept(&operation.output, &operation.error) {
        meta.push_str(&format!(".accept({})", string(&accept)));
    }
    meta.push_str(&streams::statuses(&operation.output));
    meta.push_str(answers::redirects(&operation.output, &operation.error));
    meta
}

fn parameter(here: Here<'_>, parameter: &Parameter) -> String {
    let (method, usual) = match parameter.location {
        Location::Path | Location::Header => (parameter.location.word(), Style::Simple),
        Location::Query | Location::Cookie => (parameter.location.word(), Style::Form),
        Location::Querystring if parameter.style == Style::Form => ("query_form", Style::Form),
        Location::Querystring => ("query_text", Style::Simple),
    };
    let mut text = format!("request.{method}(rt::ParamSpec::new({})", string(&parameter.name));
    if parameter.style != usual {
        text.push_str(&format!(".style(rt::Style::{:?})", parameter.style));
    }
    text.push_str(explode(parameter.style, parameter.explode));
    if let Some(items) = parameter.items {
        text.push_str(&format!(".items(rt::Style::{items:?})"));
    }
    for (is_said, method) in [
        (parameter.allow_reserved, ".allow_reserved()"),
        (parameter.allow_empty, ".allow_empty()"),
        (parameter.insists, ".required()"),
    ] {
        text.push_str(if is_said { method } else { "" });
    }
    if let Some(required) = parameter.shared {
        text.push_str(&format!(".shared({required})"));
    }
    if !parameter.rules.is_empty() {
        text.push_str(&format!(".rules({})", here.rules_constant(&parameter.rules)));
    }
    text.push_str(&format!(", &self.{}", parameter.ident));
    if parameter.location == Location::Querystring && parameter.style == Style::Form {
        let encodings: Vec<String> = parameter.encodings.iter().map(bodies::encoding).list();
        text.push_str(&format!(", &[{}]", encodings.join(", ")));
    }
    text.push_str(");");
    text
}
