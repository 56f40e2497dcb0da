//! Which shapes are one type, if they have something in common by name.

use std::collections::HashMap;

use super::dedup::Dedup;
use super::operations::Called;
use super::paths::{joined, share_a_name};
use super::roots::roots;
use super::usage::{Parent, Usages};
use crate::api::{Api, OperationId, ShapeId};
use crate::lists::Listing;
use crate::plan::notes::ShapeNotes;
use crate::table::Table;

/// Which shapes stand for which, with those request and response bodies set apart that have nothing in common by name.
pub(crate) fn dedup(api: &Api, notes: &ShapeNotes, called: &Table<OperationId, Called>) -> Dedup {
    let requests: Vec<Vec<ShapeId>> = api
        .operations
        .iter()
        .filter(|operation| operation.incoming.is_none())
        .filter_map(|operation| Some(operation.body.as_ref()?.values().iter().map(|(_, value)| value.shape).list()))
        .list();
    let mut dedup = Dedup::of(api, notes, &requests);
    let direct = stood_in_for(api, &dedup);
    let usages = Usages::of(api, notes, &dedup, api.operations.ids(), &|id| called[id].group);
    for id in &usages.order {
        let Some(usage) = usages.usage(*id).filter(|_| api.shapes.get(*id).component.is_none()) else { continue };
        let paths: Vec<Vec<String>> = usage
            .sites
            .iter()
            .filter_map(|site| match site.parent {
                Parent::Operation(id) => Some(joined(&called[id].words, &site.words)),
                Parent::Shape(_) | Parent::Component => None,
            })
            .list();
        if paths.len() > 1 && !share_a_name(&paths) {
            direct.get(id).into_iter().flatten().for_each(|twin| dedup.part(*twin));
        }
    }
    dedup
}

/// The shapes that operations name directly and another one stands for, by that one.
fn stood_in_for(api: &Api, dedup: &Dedup) -> HashMap<ShapeId, Vec<ShapeId>> {
    let mut direct: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
    for (value, _, _) in api.operations.iter().flat_map(roots) {
        let twin = dedup.get(value.shape);
        if twin != value.shape {
            direct.entry(twin).or_default().push(value.shape);
        }
    }
    direct
}
