//! What the API sends by itself: the functions that read it.

use crate::api::OperationId;
use crate::lists::Listing;
use crate::plan::types::Planner;
use crate::rust::{Incoming, Payload};

/// The module, if there is anything in it.
pub(super) fn incoming(planner: &Planner<'_>, chosen: &[OperationId]) -> Option<Incoming> {
    let group = planner.names.groups.incoming?;
    let payloads: Vec<Payload> = chosen.iter().filter_map(|chosen| payload(planner, *chosen)).list();
    (!payloads.is_empty()).then_some(Incoming { group, payloads })
}

fn payload(planner: &Planner<'_>, id: OperationId) -> Option<Payload> {
    let operation = &planner.api.operations[id];
    let incoming = operation.incoming.as_ref()?;
    let value = operation.body.as_ref()?.main()?.json()?;
    let callback = incoming.callback.as_ref();
    Some(Payload {
        function: planner.names.operations[id].method.clone(),
        ty: planner.nullable(&value),
        name: callback.map_or(&operation.path, |(_, name)| name).clone(),
        callback_of: callback.map(|(of, _)| planner.names.owner(*of)).map(|(ident, group)| (ident.to_owned(), group)),
        method: operation.method.clone(),
        url: callback.map(|_| operation.path.clone()),
        summary: operation.summary.clone(),
        description: operation.description.clone(),
        deprecated: operation.deprecated,
        headers: incoming.headers.clone(),
        answers: incoming.answers.clone(),
    })
}
