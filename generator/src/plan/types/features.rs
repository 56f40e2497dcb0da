//! What the crate needs of the runtime.

use crate::lists::{Changing, Listing, sort};
use crate::rust::{Client, Type, Types};

/// The features of the runtime that types and calls need, in the order of their names.
pub(crate) fn of(types: &Types, client: Option<&Client>) -> Vec<&'static str> {
    let mut used: Vec<&Type> = client.map(Client::types).unwrap_or_default();
    let items = types.items();
    items.iter().for_each(|item| item.types(&mut used));
    let calls = client.map(|_| "client");
    let mut features = used.into_iter().filter_map(feature).list();
    features.add_all(calls);
    let mut codecs = client.map(Client::codecs).unwrap_or_default();
    items.iter().for_each(|item| codecs.add_all(item.codecs()));
    features.add_all(codecs.into_iter().filter_map(|codec| codec.feature));
    sort(&mut features, &Ord::cmp);
    features.dedup();
    features
}

fn feature(ty: &Type) -> Option<&'static str> {
    match ty.innermost() {
        Type::Formatted(ty) => ty.feature,
        _ => None,
    }
}
