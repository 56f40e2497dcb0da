//! Operations.

use openapiv3::ReferenceOr;

use super::parameters::Unsendable;
use super::shapes::Resolver;
use super::{content, parameters, security, servers};
use crate::api::{Operation, SecurityScheme, Use};
use crate::document::OperationEntry;
use crate::value::Pointer;

/// Resolves one operation. `None` where it can't be called as it is declared, which is reported.
pub(super) fn operation(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    schemes: &[SecurityScheme],
) -> Option<Operation> {
    let declared = &entry.operation;
    let parameters = match parameters::parameters(resolver, entry) {
        Ok(parameters) => parameters,
        Err(Unsendable { reason, cause }) => {
            resolver.diagnostics.skip(title(entry), &reason, &entry.pointer, cause);
            return None;
        }
    };
    let (body, responses) = (content::body(resolver, entry), content::responses(resolver, entry));
    let servers = servers::own(resolver, entry);
    let security = security::of_operation(resolver, entry, schemes);
    if let Some(diagnostic) = servers::withheld(resolver.document, entry, &servers, &security, schemes) {
        resolver.diagnostics.push(diagnostic);
    }
    Some(Operation {
        id: declared.operation_id.clone().filter(|id| !id.trim().is_empty()),
        method: entry.method.clone(),
        path: entry.path.clone(),
        tags: declared.tags.clone(),
        summary: declared.summary.clone(),
        description: declared.description.clone(),
        deprecated: declared.deprecated,
        servers,
        parameters,
        body,
        responses,
        security,
        incoming: None,
    })
}

/// `POST /path`, as diagnostics name an operation.
pub(super) fn title(entry: &OperationEntry) -> String {
    format!("{} {}", entry.method, entry.path)
}

/// The shape of a schema position; anything goes where there is none.
pub(super) fn schema_use(resolver: &mut Resolver<'_>, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> Use {
    let Some(ReferenceOr::Reference { reference }) = schema else { return resolver.any() };
    match resolver.document.schemas.find(&Pointer(reference.as_str().into())) {
        Some(id) => resolver.schema(id),
        None => resolver.any(),
    }
}
