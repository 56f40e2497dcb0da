//! The headers of an operation's responses.

use crate::api::{self, Kind, Operation, OperationId, Style};
use crate::lists::{Listing, sort, sort_by_key};
use crate::plan::names::{Apart, HeaderMethod, Told};
use crate::plan::types::Planner;
use crate::rust::{AnswerRole, Header, HeaderForm};

/// Those of all responses.
pub(super) fn headers(planner: &Planner<'_>, id: OperationId) -> Vec<Header> {
    let methods = planner.names.header_methods.get(&id).map(Vec::as_slice).unwrap_or_default();
    let headers = declared(planner, &planner.api.operations[id]).into_iter().zip(methods);
    headers.map(|((_, header), method)| Header { ident: method.ident.clone(), ..header }).list()
}

/// What reads the headers of each operation's answers.
pub(super) fn readers(planner: &Planner<'_>) -> Vec<Apart> {
    let mut all = Vec::new();
    for id in planner.api.operations.ids() {
        let headers = headers(planner, id);
        if headers.is_empty() {
            continue;
        }
        let said = |header: &Header| (header.ident.clone(), header.name.to_lowercase(), header.deprecated);
        let mut key = headers.iter().map(|each| format!("{:?} {:?} {:?}\n", said(each), each.ty, each.form)).list();
        sort(&mut key, &Ord::cmp);
        let names = headers.into_iter().map(|header| header.name).collect();
        all.push(Apart { operation: id, role: AnswerRole::Headers, told: Told::Headers(names), key: key.concat() });
    }
    all
}

/// Those that one of the operations has that have them alike, in the order of their methods.
pub(super) fn in_order(planner: &Planner<'_>, id: OperationId) -> Vec<Header> {
    let mut headers = headers(planner, id);
    sort_by_key(&mut headers, &|header| header.ident.clone());
    headers
}

/// The methods of the headers of all responses, not named yet.
pub(super) fn methods(planner: &Planner<'_>, operation: &Operation) -> Vec<HeaderMethod> {
    declared(planner, operation).into_iter().map(|(method, _)| method).list()
}

/// What several responses declare alike is one; where they differ, the later ones are called after their status as well.
fn declared(planner: &Planner<'_>, operation: &Operation) -> Vec<(HeaderMethod, Header)> {
    let mut all: Vec<(HeaderMethod, Header)> = Vec::new();
    for response in &operation.responses {
        for declared in &response.headers {
            let (ty, form) = (planner.plain(&declared.value), form(planner, declared));
            let name = &declared.name;
            let is_same = |known: &&(HeaderMethod, Header)| known.1.name.eq_ignore_ascii_case(name);
            if all.iter().filter(is_same).any(|(_, known)| known.ty == ty && known.form == form) {
                continue;
            }
            let differs = all.iter().any(|known| is_same(&known)).then_some(response.status);
            let header = Header {
                ident: String::new(),
                name: name.clone(),
                ty,
                form,
                deprecated: declared.deprecated,
                description: declared.description.clone(),
            };
            all.push((HeaderMethod { name: name.clone(), differs, ident: String::new() }, header));
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
