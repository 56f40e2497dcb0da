//! The types of what spells something, and what they need of the runtime.

use std::collections::BTreeSet;

use crate::formats::{Rust, Spelled};
use crate::rust::{Crate, Entry, Item, ItemKind, Reading, Type};
use crate::settings::{Dates, Settings};

/// The type of what is spelled so.
pub(super) fn ty(spelled: &Spelled, settings: &Settings) -> Type {
    let library = |chrono, jiff, time| match settings.dates() {
        Dates::Chrono => Some(chrono),
        Dates::Jiff => Some(jiff),
        Dates::Time => Some(time),
        Dates::String => None,
    };
    let found = match spelled.rust {
        Rust::Always(ty) => Some(ty),
        Rust::Padded { plain, padded } => Some(if settings.pads_base64url == Some(true) { padded } else { plain }),
        Rust::OfDates { chrono, jiff, time } => library(chrono, jiff, time),
    };
    found.map_or(Type::String, Type::Formatted)
}

/// The features of the runtime that the crate's types need, in the order of their names.
pub(super) fn features(planned: &Crate) -> Vec<&'static str> {
    let features: BTreeSet<&str> = types(planned).into_iter().filter_map(feature).collect();
    features.into_iter().collect()
}

fn feature(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Formatted(ty) => ty.feature,
        Type::Vec(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner)
        | Type::Into(inner) => feature(inner),
        _ => None,
    }
}

/// Every type that the crate names.
fn types(planned: &Crate) -> Vec<&Type> {
    let mut types = Vec::new();
    for operation in planned.groups.iter().flat_map(|group| &group.operations) {
        types.extend(operation.parameters.iter().map(|parameter| &parameter.ty));
        types.extend(operation.body.iter().map(|body| &body.ty));
        let streamed = operation.stream.iter().flat_map(|output| &output.arms);
        let arms = operation.output.arms.iter().chain(&operation.error.arms).chain(streamed);
        types.extend(arms.filter_map(|arm| read(&arm.reading)));
        types.extend(operation.headers.iter().flat_map(|headers| &headers.all).map(|header| &header.ty));
    }
    types.extend(planned.incoming.iter().flat_map(|incoming| &incoming.payloads).map(|payload| &payload.ty));
    let of_groups = planned.groups.iter().flat_map(|group| &group.types);
    let incoming = planned.incoming.iter().flat_map(|incoming| &incoming.types);
    of_groups.chain(&planned.types).chain(incoming).for_each(|item| of_item(item, &mut types));
    types
}

fn read(reading: &Reading) -> Option<&Type> {
    match reading {
        Reading::Json(ty) | Reading::Content(ty) | Reading::Plain(ty) => Some(ty),
        Reading::Items(items) => Some(&items.ty),
        Reading::Empty | Reading::Text | Reading::Bytes | Reading::ByteStream | Reading::Unstreamed => None,
    }
}

fn of_item<'c>(item: &'c Item, types: &mut Vec<&'c Type>) {
    match &item.kind {
        ItemKind::Record(record) => {
            types.extend(record.rest.iter().map(|(_, ty, _)| ty));
            types.extend(record.entries.iter().filter_map(|entry| match entry {
                Entry::Field(field) => Some(&field.ty),
                Entry::Constant { .. } => None,
            }));
        }
        ItemKind::Union(union) => types.extend(union.variants.iter().map(|variant| &variant.ty)),
        ItemKind::Tuple(tuple) => types.extend(tuple.items.iter().map(|(ty, _)| ty).chain(&tuple.rest)),
        ItemKind::Wrapper(ty) | ItemKind::Alias(ty) => types.push(ty),
        ItemKind::Body(variants) => types.extend(variants.iter().map(|sent| &sent.ty)),
        ItemKind::Content(variants) => types.extend(variants.iter().filter_map(|each| read(&each.reading))),
        ItemKind::Choice(_) => {}
    }
}
