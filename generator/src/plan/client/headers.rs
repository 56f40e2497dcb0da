//! The headers of an operation's responses.

use crate::api::{self, Kind, Operation, Style};
use crate::plan::names::HeaderMethods;
use crate::plan::types::Planner;
use crate::rust::{Header, HeaderForm};

/// Those of all responses. What several declare alike is one; where they differ, the later ones are called after their
/// status as well.
pub(super) fn headers(planner: &Planner<'_>, operation: &Operation) -> Vec<Header> {
    let mut methods = HeaderMethods::new();
    let mut all: Vec<Header> = Vec::new();
    for response in &operation.responses {
        for declared in &response.headers {
            let (ty, form) = (planner.plain(&declared.value), form(planner, declared));
            let is_same = |known: &&Header| known.name.eq_ignore_ascii_case(&declared.name);
            if all.iter().filter(is_same).any(|known| known.ty == ty && known.form == form) {
                continue;
            }
            let differs = all.iter().any(|known| is_same(&known)).then_some(response.status);
            all.push(Header {
                ident: methods.take(&declared.name, differs),
                name: declared.name.clone(),
                ty,
                form,
                deprecated: declared.deprecated,
                description: declared.description.clone(),
            });
        }
    }
    all
}

fn form(planner: &Planner<'_>, header: &api::Header) -> HeaderForm {
    let id = planner.names.dedup.get(header.value.shape);
    match &planner.api.shapes.get(id).kind {
        _ if header.style == Style::Json => HeaderForm::Json,
        _ if planner.names.notes.is_recursive(id) => HeaderForm::Plain,
        Kind::List(_) | Kind::Tuple(_) => HeaderForm::List,
        Kind::Record(_) | Kind::Map(_) if header.explode => HeaderForm::Exploded,
        Kind::Record(_) | Kind::Map(_) => HeaderForm::Object,
        _ => HeaderForm::Plain,
    }
}
