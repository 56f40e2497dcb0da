//! Responses: how they are read, and the enums of those that can come as one of several media types.

use super::media;
use crate::api::{self, Api, Content, OperationId, Payload, Status};
use crate::lists::{Changing, Listing};
use crate::maps::HashMap;
use crate::media_types::{self, JSON, essence, is_range};
use crate::plan::names::{Lock, Place, Scopes, joined, media_type_accessors, media_type_idents, response_words, share};
use crate::plan::types::Planner;
use crate::rust::{Item, ItemKind, ModuleId, Reading, Received, Type, TypeName};

/// What is known of a response.
pub(super) struct Answer {
    pub(super) reading: Reading,
    /// The media types to be asked for.
    pub(super) accept: Vec<String>,
    /// The media types that the answer is held to, where that is not left to how it is read.
    pub(super) declared: Vec<String>,
}

/// The enums of a document's responses.
pub(super) struct Answers {
    enums: Vec<Enum>,
    /// The enum of every response that has one, by its operation and its place there.
    of: HashMap<(OperationId, usize), usize>,
}

struct Enum {
    named: TypeName,
    operations: Vec<OperationId>,
    remark: Option<String>,
    variants: Vec<Received>,
}

impl Answers {
    /// Names them for the whole document.
    pub(super) fn of(planner: &Planner<'_>, lock: Option<&Lock>, scopes: &mut Scopes) -> Answers {
        let mut responses = Vec::new();
        let mut places = Vec::new();
        for (id, operation) in planner.api.operations.entries() {
            let called = &planner.names.operations[id].called;
            let successes = operation.responses.iter().filter(|response| response.status.is_success()).tally();
            let several = |(_, response): &(usize, &api::Response)| response.contents.len() > 1;
            for (at, response) in operation.responses.iter().enumerate().filter(several) {
                let all = variants(planner, response);
                if all.len() < 2 {
                    continue;
                }
                let mut step = response_words(response.status, successes);
                step.keep(|word| word != "response");
                places.push(Place {
                    operation: id,
                    status: Some(response.status),
                    group: called.group,
                    words: joined(called.base(&[step.as_slice(), &["content".to_owned()]].concat()), &step),
                    component: media::component(planner, values(response)),
                    holds: all.iter().filter_map(|each| each.reading.ty()?.name()).map(str::to_owned).collect(),
                    key: format!("{all:?}"),
                });
                responses.push((at, response, all));
            }
        }
        let (mut enums, mut of) = (Vec::new(), HashMap::new());
        for shared in share(&places, "content", (planner.names, lock), scopes) {
            let members = || shared.places.iter().filter_map(|at| Some((places.get(*at)?, responses.get(*at)?)));
            of.extend(members().map(|(place, (at, ..))| ((place.operation, *at), enums.len())));
            let mut operations: Vec<OperationId> = members().map(|(place, _)| place.operation).list();
            operations.dedup();
            let Some((_, (_, response, variants))) = members().next() else { continue };
            let (remark, variants) = (response.description.clone(), variants.clone());
            enums.push(Enum { named: shared.named.clone(), operations, remark, variants });
        }
        Answers { enums, of }
    }

    /// What the enums are called.
    pub(super) fn names(&mut self) -> impl Iterator<Item = &mut TypeName> {
        self.enums.iter_mut().map(|each| &mut each.named)
    }

    /// The enum of each response that has one.
    pub(super) fn given(&self, api: &Api) -> impl Iterator<Item = ((OperationId, Option<Status>), TypeName)> {
        self.of.iter().filter_map(|((id, at), place)| {
            let status = api.operations[*id].responses.get(*at)?.status;
            Some(((*id, Some(status)), self.enums.get(*place)?.named.clone()))
        })
    }

    /// What is known of each response of an operation.
    pub(super) fn of_operation(&self, planner: &Planner<'_>, id: OperationId) -> Vec<Answer> {
        let responses = &planner.api.operations[id].responses;
        let answer = |(at, response): (usize, &api::Response)| {
            let named = self.of.get(&(id, at)).and_then(|place| self.enums.get(*place)).map(|each| &each.named);
            let reading = match named {
                Some(named) => Reading::Content(Type::Named(named.clone())),
                None => response.contents.first().map_or(Reading::Empty, |content| reading(planner, content)),
            };
            let declared = declared(response, &reading);
            Answer { reading, accept: accept(response), declared }
        };
        responses.iter().enumerate().map(answer).list()
    }

    /// The items of the enums that these operations need, and their modules.
    pub(super) fn items(&self, planner: &Planner<'_>, chosen: &[OperationId]) -> Vec<(ModuleId, Item)> {
        let is_needed = |each: &&Enum| each.operations.iter().any(|id| chosen.contains(id));
        let item = |each: &Enum| {
            let doc = media::doc(planner, &each.operations, "answer to", each.remark.clone());
            let kind = ItemKind::Content(each.variants.clone());
            (each.named.module, Item::plain(each.named.ident.clone(), doc, kind))
        };
        self.enums.iter().filter(is_needed).map(item).list()
    }
}

fn values(response: &api::Response) -> impl Iterator<Item = &api::Use> {
    response.contents.iter().filter_map(|content| content.payload.whole())
}

fn reading(planner: &Planner<'_>, content: &Content) -> Reading {
    match &content.payload {
        Payload::Value(codec, value) => Reading::Value(codec, planner.nullable(value)),
        Payload::Form { .. } | Payload::Text => Reading::Text,
        Payload::Multipart { .. } | Payload::Bytes => Reading::Bytes,
    }
}

/// The media types that an answer is held to. JSON is known by itself, but for what describes a problem (RFC 9457), which
/// is no success unless the document says so.
fn declared(response: &api::Response, reading: &Reading) -> Vec<String> {
    let all = || response.contents.iter().map(|content| content.media_type.clone());
    match reading {
        Reading::Value(codec, _) if **codec == JSON && response.status.is_success() => {
            all().filter(|name| is_problem(name)).list()
        }
        Reading::Value(codec, _) if **codec == JSON => Vec::new(),
        Reading::Text | Reading::Value(..) | Reading::Bytes if all().all(|name| essence(&name) != "*/*") => {
            all().list()
        }
        _ => Vec::new(),
    }
}

fn is_problem(media_type: &str) -> bool {
    essence(media_type) == media_types::PROBLEM
}

/// The media types of a response's bytes that can be asked for as such.
pub(super) fn of_bytes(response: &api::Response) -> Vec<String> {
    let is_bytes = |content: &&Content| matches!(content.payload, Payload::Bytes);
    // Beside others, ranges of everything are of what nobody asks for.
    let is_asked = |content: &&Content| !is_range(&content.media_type);
    response.contents.iter().filter(is_bytes).filter(is_asked).map(|content| content.media_type.clone()).list()
}

/// The variants of a response, one for each media type; media types of the same value in JSON are one.
fn variants(planner: &Planner<'_>, response: &api::Response) -> Vec<Received> {
    let mut all: Vec<Received> = Vec::new();
    for content in &response.contents {
        let (reading, media_type) = (reading(planner, content), content.media_type.clone());
        match all.iter_mut().find(|each| is_structured(&reading) && each.reading == reading) {
            Some(each) => each.media_types.push(media_type),
            None => all.push(Received { ident: String::new(), media_types: vec![media_type], reading, accessor: None }),
        }
    }
    let names: Vec<String> =
        all.iter().filter_map(|each| each.media_types.iter().min_by_key(|name| plainness(name))).cloned().list();
    let names: Vec<&str> = names.iter().map(String::as_str).list();
    let (idents, accessors) = (media_type_idents(&names), media_type_accessors(&names));
    for ((each, ident), accessor) in all.iter_mut().zip(idents).zip(accessors) {
        each.ident = ident;
        each.accessor = is_structured(&each.reading).then_some(accessor);
    }
    all
}

/// Whether objects and lists may be read so.
fn is_structured(reading: &Reading) -> bool {
    matches!(reading, Reading::Value(codec, _) if codec.is_structured)
}

/// The first of several names is the plainest one.
fn plainness(media_type: &str) -> u8 {
    match media_type {
        known if known == JSON.media_type => 0,
        other if other.contains('*') => 2,
        _ => 1,
    }
}

/// The media types of a response in the document's order. JSON is what code is written for, so that others beside it
/// weigh less (RFC 9110, section 12.5.1).
fn accept(response: &api::Response) -> Vec<String> {
    let has_json = response.contents.iter().any(|content| content.json().is_some());
    let asked = response.contents.iter().map(|content| match content.json() {
        Some(_) if is_range(&content.media_type) => JSON.media_type.to_owned(),
        None if has_json => format!("{};q=0.9", content.media_type),
        _ => content.media_type.clone(),
    });
    asked.list()
}
