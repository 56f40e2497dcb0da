//! Request bodies: how they are sent, and the enums of those that can be sent as one of several media types.

use super::media;
use crate::api::{self, Content, OperationId, Payload, Status};
use crate::lists::Listing;
use crate::maps::{HashMap, SortedSet};
use crate::media_types;
use crate::plan::names::{Lock, Place, Scopes, media_type_idents, share};
use crate::plan::types::Planner;
use crate::rust::{BodyEncoding, Item, ItemKind, ModuleId, Sent, Type, TypeName};

/// The enums of a document's request bodies.
pub(super) struct Bodies {
    enums: Vec<Enum>,
    /// The enum of every operation that has one.
    of: HashMap<OperationId, usize>,
}

struct Enum {
    named: TypeName,
    operations: Vec<OperationId>,
    variants: Vec<Sent>,
}

impl Bodies {
    /// Names them for the whole document.
    pub(super) fn of(planner: &Planner<'_>, lock: Option<&Lock>, scopes: &mut Scopes) -> Bodies {
        let mut variants = Vec::new();
        let mut places = Vec::new();
        for (id, operation) in planner.api.operations.entries() {
            let called = &planner.names.operations[id].called;
            let Some(body) = operation.body.as_ref().filter(|body| body.contents.len() > 1) else { continue };
            let all = self::variants(planner, body);
            places.push(Place {
                operation: id,
                status: None,
                group: called.group,
                words: called.base(&["body".to_owned()]).to_vec(),
                component: media::component(planner, body.values().into_iter().map(|(_, value)| value)),
                holds: SortedSet::new(),
                key: format!("{all:?}"),
            });
            variants.push(all);
        }
        let (mut enums, mut of) = (Vec::new(), HashMap::new());
        for shared in share(&places, "body", (planner.names, lock), scopes) {
            let operations: Vec<OperationId> =
                shared.places.iter().filter_map(|at| Some(places.get(*at)?.operation)).list();
            of.extend(operations.iter().map(|operation| (*operation, enums.len())));
            let variants = shared.places.first().and_then(|at| variants.get(*at)).cloned().unwrap_or_default();
            enums.push(Enum { named: shared.named, operations, variants });
        }
        Bodies { enums, of }
    }

    /// What the enums are called.
    pub(super) fn names(&mut self) -> impl Iterator<Item = &mut TypeName> {
        self.enums.iter_mut().map(|each| &mut each.named)
    }

    /// The enum of each operation that has one.
    pub(super) fn given(&self) -> impl Iterator<Item = ((OperationId, Option<Status>), TypeName)> {
        self.of.iter().filter_map(|(id, at)| Some(((*id, None), self.enums.get(*at)?.named.clone())))
    }

    /// The type of an operation's body, where that is an enum.
    pub(super) fn ty(&self, operation: OperationId) -> Option<Type> {
        let named = &self.enums.get(*self.of.get(&operation)?)?.named;
        Some(Type::Into(Box::new(Type::Named(named.clone()))))
    }

    /// The items of the enums that these operations need, and their modules.
    pub(super) fn items(&self, planner: &Planner<'_>, chosen: &[OperationId]) -> Vec<(ModuleId, Item)> {
        let is_needed = |each: &&Enum| each.operations.iter().any(|id| chosen.contains(id));
        let item = |each: &Enum| {
            let body = each.operations.first().and_then(|id| planner.api.operations[*id].body.as_ref());
            let remark = body.and_then(|body| body.description.clone());
            let doc = media::doc(planner, &each.operations, "body of", remark);
            let kind = ItemKind::Body(each.variants.clone());
            (each.named.module, Item::plain(each.named.ident.clone(), doc, kind))
        };
        self.enums.iter().filter(is_needed).map(item).list()
    }
}

/// How one content of a body is sent.
pub(super) fn sent(planner: &Planner<'_>, content: &Content, ident: String) -> Sent {
    let (ty, encoding, rules) = match &content.payload {
        Payload::Value(codec, value) => (planner.nullable(value), BodyEncoding::Value(codec), value.rules.clone()),
        Payload::Form { value, encodings } => {
            (planner.nullable(value), BodyEncoding::Form(encodings.clone()), value.rules.clone())
        }
        Payload::Multipart { value, parts } => {
            (planner.nullable(value), BodyEncoding::Multipart(parts.clone()), value.rules.clone())
        }
        Payload::Text => (Type::String, BodyEncoding::Text, Vec::new()),
        Payload::Bytes => (Type::Upload, BodyEncoding::Bytes, Vec::new()),
    };
    // Nothing is of every type, so a range needs a type that is in it; an upload says of which one it is.
    let media_type = match encoding {
        _ if !content.is_range() => content.media_type.as_str(),
        BodyEncoding::Value(codec) => codec.media_type,
        BodyEncoding::Text => media_types::PLAIN.media_type,
        _ => media_types::BYTES,
    };
    let (media_type, declared) = (media_type.to_owned(), content.media_type.clone());
    let names_itself = matches!(encoding, BodyEncoding::Form(_)) && media_type != media_types::FORM;
    Sent { ident, ty, media_type, declared, encoding, rules, names_itself, converts: false }
}

fn variants(planner: &Planner<'_>, body: &api::Body) -> Vec<Sent> {
    let media_types: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).list();
    let idents = media_type_idents(&media_types);
    let mut all: Vec<Sent> =
        body.contents.iter().zip(idents).map(|(content, ident)| sent(planner, content, ident)).list();
    let converting: Vec<bool> = all.iter().map(|sent| converts(sent, &all)).list();
    for (sent, converts) in all.iter_mut().zip(converting) {
        sent.converts = converts;
    }
    all
}

/// Whether a value of the variant's type can only mean this variant, so that a caller need not name it: no other has
/// the type, or no other in JSON, or no other in plain JSON.
fn converts(sent: &Sent, all: &[Sent]) -> bool {
    if matches!(sent.encoding, BodyEncoding::Text | BodyEncoding::Bytes) {
        return false;
    }
    let described = || all.iter().filter(|other| !matches!(other.encoding, BodyEncoding::Text | BodyEncoding::Bytes));
    // A type that the user gives may be one that another variant has under another name.
    if described().any(|other| other.ty.is_given() && other.ty != sent.ty)
        || (sent.ty.is_given() && described().any(|other| other.ty != sent.ty))
    {
        return false;
    }
    let alike: Vec<&Sent> = described().filter(|other| other.ty == sent.ty).list();
    let in_json: Vec<&&Sent> = alike.iter().filter(|other| other.encoding.is_json()).list();
    let is_plain = |sent: &Sent| sent.media_type.eq_ignore_ascii_case(media_types::JSON.media_type);
    match (alike.as_slice(), in_json.as_slice()) {
        ([_], _) => true,
        (_, [only]) => std::ptr::eq(**only, sent),
        _ => is_plain(sent) && sent.encoding.is_json() && in_json.iter().filter(|other| is_plain(other)).tally() == 1,
    }
}
