//! Webhooks and callbacks: what the API sends by itself.

use openapiv3::{Parameter, ReferenceOr, StatusCode};

use super::content;
use super::resolver::Resolver;
use crate::api::{Body, Incoming, Operation, OperationId, Security};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::OperationEntry;
use crate::lists::Listing;
use crate::table::Table;

/// Adds everything that the API sends by itself: webhooks, and the callbacks of the operations that can be called.
pub(super) fn add(
    resolver: &mut Resolver<'_>,
    called: &[(OperationId, &OperationEntry)],
    operations: &mut Table<OperationId, Operation>,
) {
    for entry in &resolver.document().webhooks {
        operations.push(operation(resolver, entry, None));
    }
    for (of, entry) in called {
        for callback in &entry.callbacks {
            operations.push(operation(resolver, &callback.entry, Some((*of, callback.name.clone()))));
        }
    }
}

fn operation(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    callback: Option<(OperationId, String)>,
) -> Operation {
    let declared = &entry.operation;
    let body = content::incoming(resolver, entry);
    if let Some(content) = body.as_ref().and_then(Body::main)
        && content.json().is_none()
    {
        unreadable(resolver, entry, callback.as_ref().map(|(_, name)| name.as_str()), &content.media_type);
    }
    Operation {
        id: declared.operation_id.clone().filter(|id| !id.trim().is_empty()),
        method: entry.method.clone(),
        path: entry.path.clone(),
        tags: declared.tags.clone(),
        path_item: None,
        summary: declared.summary.clone(),
        description: declared.description.clone(),
        deprecated: declared.deprecated,
        servers: Vec::new(),
        parameters: Vec::new(),
        body,
        responses: Vec::new(),
        security: Security::default(),
        incoming: Some(Incoming { callback, headers: headers(entry), answers: answers(entry) }),
    }
}

fn unreadable(resolver: &mut Resolver<'_>, entry: &OperationEntry, callback: Option<&str>, media_type: &str) {
    let (code, what) = match callback {
        Some(name) => (Code::IgnoredCallback, format!("callback `{name}`")),
        None => (Code::IgnoredWebhook, format!("webhook `{}`", entry.path)),
    };
    let at = entry.body_pointer.clone().unwrap_or_else(|| entry.pointer.child("requestBody"));
    resolver.report(
        Diagnostic::warning(code, format!("there is no function that reads the payload of the {what}"))
            .at_key(&at)
            .label(format!("it is `{media_type}`"))
            .with_note("payloads in JSON are read"),
    );
}

fn headers(entry: &OperationEntry) -> Vec<(String, Option<String>)> {
    let header = |parameter: &ReferenceOr<Parameter>| match parameter {
        ReferenceOr::Item(Parameter::Header { parameter_data, .. }) => {
            Some((parameter_data.name.clone(), parameter_data.description.clone()))
        }
        _ => None,
    };
    entry.operation.parameters.iter().filter_map(header).list()
}

fn answers(entry: &OperationEntry) -> Vec<(String, Option<String>)> {
    let declared = &entry.operation.responses;
    let exact = declared.responses.iter().map(|(status, response)| {
        let status = match status {
            StatusCode::Code(code) => code.to_string(),
            StatusCode::Range(range) => format!("{range}XX"),
        };
        (status, response)
    });
    let default = declared.default.iter().map(|response| ("default".to_owned(), response));
    let described = |response: &ReferenceOr<openapiv3::Response>| {
        response.as_item().map(|response| response.description.clone()).filter(|text| !text.trim().is_empty())
    };
    exact.chain(default).map(|(status, response)| (status, described(response))).list()
}
