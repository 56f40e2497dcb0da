//! Every name of the crate: chosen for the whole document, whichever operations are wanted, and before anything is emitted.

mod apart;
mod dedup;
mod media_types;
mod named;
mod operations;
mod paths;
mod roots;
mod scope;
mod scopes;
mod spelling;
mod statuses;
mod types;
mod usage;
mod variants;
mod words;

use std::collections::{HashMap, HashSet};

use super::settings::Asked;
use crate::api::{Api, ShapeId};
use crate::lists::Listing;

pub(crate) use dedup::Dedup;
pub(crate) use media_types::{idents as media_type_idents, variants as media_type_words};
pub(crate) use named::{Module, Named, is_named};
pub(crate) use operations::{ByStatus, Groups, method_ident};
pub(crate) use paths::{in_common, joined};
pub(crate) use roots::{bodies_called, response_words};
pub(crate) use scope::Scope;
pub(crate) use scopes::Scopes;
pub(crate) use statuses::variant as status_variant;
pub(crate) use usage::{Parent, Usages};
pub(crate) use variants::{distinct, names as variant_names};
pub(crate) use words::{camel, snake, type_ident, type_name, value_name, words};

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
