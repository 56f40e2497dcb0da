//! The names that all of the crate has, one after the other.

use std::collections::{HashMap, HashSet};

use super::arguments::Arguments;
use super::by_user::ByUser;
use super::client::ClientNames;
use super::dedup::Dedup;
use super::groups::{self, Groups};
use super::identifiers::type_name;
use super::lock::{self, Lock};
use super::members::Members;
use super::operations::{self, OperationNames};
use super::scopes::Scopes;
use super::segments::Segments;
use super::usage::Usages;
use super::{apart, types};
use crate::api::{Api, Component, OperationId, ShapeId};
use crate::lists::Listing;
use crate::plan::notes::ShapeNotes;
use crate::plan::settings::Asked;
use crate::rust::{GroupId, ModuleId, TypeName};
use crate::table::Table;

/// The names of operations and types.
pub(crate) struct Names {
    pub(crate) groups: Groups,
    pub(crate) operations: Table<OperationId, OperationNames>,
    /// Which shapes are one type.
    pub(crate) dedup: Dedup,
    pub(crate) usages: Usages,
    pub(crate) types: HashMap<ShapeId, TypeName>,
    /// What the members of each type are called.
    pub(crate) members: Members,
    /// What the components are called that are other names for types.
    pub(crate) aliases: Vec<Option<String>>,
    pub(crate) client: ClientNames,
    /// The order of positional arguments that a lock holds.
    pub(crate) arguments: Arguments,
    /// What the user has named, where a lock has to give way to it.
    pub(super) by_user: ByUser,
    /// What the user says of single schemas.
    pub(crate) notes: ShapeNotes,
}

impl Names {
    /// Names everything that operations lead to, and the components. What a lock knows stays in its group.
    pub(crate) fn of(
        api: &Api,
        notes: ShapeNotes,
        lock: Option<&Lock>,
        asked: &mut Asked<'_>,
        scopes: &mut Scopes,
    ) -> Names {
        let segments = Segments::of(api);
        let (mut groups, mut of) = groups::groups(api, &segments, scopes);
        if let Some(lock) = lock {
            (groups, of) = lock::groups(api, lock, groups, &of, scopes);
        }
        let mut by_user = ByUser::default();
        let mut called = operations::called(api, &groups, &of, &segments);
        let before = lock.map(|_| called.clone());
        asked.operations(api, &mut called);
        before.iter().for_each(|before| by_user.learn_operations(before, &called));
        let dedup = apart::dedup(api, &notes, &called);
        let mut usages = Usages::of(api, &notes, &dedup, api.operations.ids(), &|id| of[id]);
        let operations = operations::names(api, &called, &component_names(api, &notes, &usages), scopes);
        let types = types::assign(api, &notes, &usages, &called, scopes, HashMap::new());
        // After the others, so that asking for all types renames none.
        usages.extend(Usages::of_components(api, &notes, &dedup));
        let mut types = types::assign(api, &notes, &usages, &called, scopes, types);
        let before = lock.map(|_| types.clone());
        asked.types(&notes, &mut types, scopes);
        before.iter().for_each(|before| by_user.learn_types(before, &types));
        let members = Members::of(api, &notes, types.keys().copied());
        Names {
            groups,
            operations,
            dedup,
            usages,
            types,
            members,
            aliases: Vec::new(),
            client: ClientNames::of(api),
            arguments: Arguments::default(),
            by_user,
            notes,
        }
    }

    /// Names what makes way for the names that the user asks for: what reads headers, and other names for types.
    pub(crate) fn take_rest(&mut self, api: &Api, scopes: &mut Scopes) {
        for (id, names) in self.operations.entries_mut() {
            names.take_headers(&api.operations[id], scopes);
        }
        let alias = |component: &Component| {
            let name = type_name(self.notes.component(&component.name));
            let is_alias = self.notes.is_alias(api, component);
            is_alias.then(|| scopes.take(&[name.clone(), format!("{name}Model")], ModuleId::Shared))
        };
        self.aliases = api.components.iter().map(alias).list();
    }

    /// The type and the group of an operation.
    pub(crate) fn owner(&self, operation: OperationId) -> (&str, GroupId) {
        let names = &self.operations[operation];
        (&names.ident, names.called.group)
    }
}

fn component_names(api: &Api, notes: &ShapeNotes, usages: &Usages) -> HashSet<String> {
    usages.order.iter().filter_map(|id| notes.component_of(api.shapes.get(*id))).map(type_name).collect()
}
