//! The names that all of the crate has, one after the other.

use std::collections::{HashMap, HashSet};

use super::dedup::Dedup;
use super::identifiers::type_name;
use super::named::Named;
use super::operations::{self, ByStatus, Groups};
use super::scopes::Scopes;
use super::usage::Usages;
use super::{apart, types};
use crate::api::{Api, ShapeId};
use crate::lists::Listing;
use crate::plan::settings::Asked;

/// The names of operations and types.
pub(crate) struct Names {
    pub(crate) groups: Groups,
    /// The words of every operation's name.
    pub(crate) words: Vec<Vec<String>>,
    /// The type of every operation; the function that reads it, of what the API sends by itself.
    pub(crate) operations: Vec<String>,
    /// The enums that tell an operation's answers apart.
    pub(crate) by_status: Vec<ByStatus>,
    /// Which shapes are one type.
    pub(crate) dedup: Dedup,
    pub(crate) usages: Usages,
    pub(crate) types: HashMap<ShapeId, Named>,
}

impl Names {
    /// Names everything that operations lead to, and the components.
    pub(crate) fn of(api: &Api, asked: &mut Asked<'_>, scopes: &mut Scopes) -> Names {
        let mut groups = operations::groups(api);
        let mut words = operations::names(api, &groups);
        asked.operations(api, &mut words);
        let all: Vec<usize> = (0..api.operations.len()).list();
        let dedup = apart::dedup(api, &words, &groups, &all);
        let mut usages = Usages::of(api, &dedup, &all, &groups.of);
        groups.take_idents(scopes);
        let components = component_names(api, &usages);
        let operations = operations::idents(&groups, &words, &components, scopes);
        let by_status = api.operations.iter().zip(operations.iter().zip(&groups.of));
        let by_status =
            by_status.map(|(operation, (ident, group))| ByStatus::take(scopes, operation, ident, *group)).list();
        let types = types::assign(api, &usages, &words, scopes, HashMap::new());
        // After the others, so that asking for all types renames none.
        usages.extend(Usages::of_components(api, &dedup));
        let types = types::assign(api, &usages, &words, scopes, types);
        Names { groups, words, operations, by_status, dedup, usages, types }
    }

    /// The type and the module's number of an operation.
    pub(crate) fn owner(&self, operation: usize) -> Option<(&str, usize)> {
        Some((self.operations.get(operation)?, *self.groups.of.get(operation)?))
    }
}

fn component_names(api: &Api, usages: &Usages) -> HashSet<String> {
    usages.order.iter().filter_map(|id| api.shapes.get(*id).component.as_deref()).map(type_name).collect()
}
