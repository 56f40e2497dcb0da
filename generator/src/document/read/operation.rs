//! Operations.

use openapiv3::{Operation, Parameter, ReferenceOr};

use super::content::Body;
use super::grammar::Kind;
use super::located::Located;
use super::path::PathItem;
use super::reader::{Reader, Unreadable};
use super::repeated::{Cost, too_often};
use super::version::Version;
use crate::document::OperationEntry;
use crate::lists::Listing;
use crate::value::{Node, Pointer};

/// What an operation sends: its parameters with their places, and its body.
pub(super) struct Inputs {
    pub(super) parameters: Vec<(Pointer, Parameter)>,
    pub(super) body: Option<Body>,
}

impl<'d> Reader<'d> {
    /// An operation and what its path item says for it. `None` where it can't be read, which is reported.
    pub(super) fn operation_entry(
        &mut self,
        path: &str,
        method: &str,
        item: &PathItem<'d>,
        at: &Located<'d>,
    ) -> Option<OperationEntry> {
        let title = format!("{method} {path}");
        // A whole operation in another file is not OpenAPI's, but is seen.
        let entry = self.follow(at, Kind::Operation).and_then(|followed| {
            self.diagnostics.name_operation(&followed.at.pointer, &title);
            self.operation_ids.extend(followed.at.node.get("operationId").and_then(Node::as_str));
            if self.in_callback {
                return self.try_operation_entry(path, method, item, &followed.at);
            }
            self.allowance.begin();
            let entry = self.try_operation_entry(path, method, item, &followed.at);
            match self.allowance.end() {
                true => entry,
                false => entry.and_then(|_| Err(too_often())),
            }
        });
        match entry {
            Ok(entry) => Some(entry),
            // The callback is left out as a whole, and told of.
            Err(_) if self.in_callback && self.allowance.has_failed() => None,
            Err(Unreadable { reason, cause }) => {
                self.diagnostics.skip(title, &reason, &at.pointer, cause);
                None
            }
        }
    }

    fn try_operation_entry(
        &mut self,
        path: &str,
        method: &str,
        item: &PathItem<'d>,
        at: &Located<'d>,
    ) -> Result<OperationEntry, Unreadable> {
        if !matches!(at.node, Node::Map(_)) {
            let reason = format!("it is {}, not a mapping", at.node.kind());
            return Err(self.unfit(at, "an operation", reason));
        }
        self.pay_if_read(at, Cost::Operation)?;
        let Inputs { parameters, body } = match self.version {
            Version::V20 => {
                self.check_schemes(at);
                self.swagger_inputs(item, at)?
            }
            _ => Inputs {
                parameters: self.parameters(item, at)?,
                body: at.get("requestBody").map(|body| self.request_body(&body)).transpose()?,
            },
        };
        let parameter_pointers = parameters.iter().map(|(pointer, _)| pointer.clone()).list();
        let parameters = parameters.into_iter().map(|(_, parameter)| ReferenceOr::Item(parameter));
        let (body_required, body_pointer, request_body) = match body {
            Some(body) => (body.required, Some(body.pointer), Some(ReferenceOr::Item(body.body))),
            None => (None, None, None),
        };
        let servers = self.servers(at);
        let operation = Operation {
            tags: self.texts(at, "tags"),
            summary: self.prose(at, "summary"),
            description: self.prose(at, "description").or_else(|| self.path_description(item)),
            external_docs: self.external_docs(at),
            operation_id: self.text(at, "operationId"),
            parameters: parameters.list(),
            request_body,
            responses: self.responses(at)?,
            callbacks: Default::default(),
            deprecated: self.flag(at, "deprecated").unwrap_or(false),
            security: self.security(at)?,
            servers: servers.clone(),
            extensions: Self::extensions(at, &[]),
        };
        let servers = match servers {
            own if !own.is_empty() => own,
            _ => match item.layer("servers") {
                Some(layer) => self.servers(layer),
                None => Vec::new(),
            },
        };
        let callbacks = self.callbacks(at);
        Ok(OperationEntry {
            method: method.to_owned(),
            path: path.to_owned(),
            pointer: at.pointer.clone(),
            operation,
            parameter_pointers,
            servers: (!servers.is_empty()).then_some(servers),
            body_required,
            body_pointer,
            callbacks,
            lacks_responses: self.lacks_responses(at),
            parameters_told: self.parameters_told(item, at),
        })
    }

    /// Whether the operation's or its path item's parameters are misspelled or stand elsewhere, which is told as that.
    fn parameters_told(&self, item: &PathItem<'d>, at: &Located<'d>) -> bool {
        self.is_told_otherwise(at, "parameters") || item.misspells("parameters")
    }

    /// What a path item says about all of its operations.
    fn path_description(&mut self, item: &PathItem<'d>) -> Option<String> {
        let texts: Vec<String> =
            ["summary", "description"].into_iter().filter_map(|key| self.prose(item.layer(key)?, key)).list();
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }
}
