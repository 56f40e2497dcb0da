//! Operations.

use super::parameters::Unsendable;
use super::resolver::Resolver;
use super::{content, parameters, security, servers};
use crate::api::{Operation, SchemeId, SecurityScheme};
use crate::document::OperationEntry;
use crate::table::Table;
use crate::value::Pointer;

/// Resolves one operation. `None` where it can't be called as it is declared, which is reported.
pub(super) fn operation(
    resolver: &mut Resolver<'_>,
    entry: &OperationEntry,
    schemes: &Table<SchemeId, SecurityScheme>,
) -> Option<Operation> {
    let declared = &entry.operation;
    let mut parameters = match parameters::parameters(resolver, entry) {
        Ok(parameters) => parameters,
        Err(Unsendable { reason, cause }) => {
            resolver.builder.context.diagnostics.skip(entry.title(), &reason, &entry.pointer, cause);
            return None;
        }
    };
    let (body, responses) = (content::body(resolver, entry), content::responses(resolver, entry));
    let servers = servers::own(resolver, entry);
    let security = security::of_operation(resolver, entry, schemes);
    security::take_credentials(resolver, entry, &security, schemes, &mut parameters);
    if let Some(diagnostic) = servers::withheld(resolver.document(), entry, &servers, &security, schemes) {
        resolver.report(diagnostic);
    }
    Some(Operation {
        id: declared.operation_id.clone().filter(|id| !id.trim().is_empty()),
        method: entry.method.clone(),
        path: entry.path.clone(),
        tags: declared.tags.clone(),
        path_item: path_item(&entry.pointer),
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

/// The component that an operation's pointer leads through.
fn path_item(pointer: &Pointer) -> Option<String> {
    let mut segments = pointer.segments();
    let is_component = segments.by_ref().take(2).eq(["components", "pathItems"]);
    segments.next().filter(|_| is_component)
}
