//! The names that all of the crate has, one after the other.

use super::arguments::Arguments;
use super::by_user::ByUser;
use super::client::{ClientNames, name_client_parameters};
use super::dedup::Dedup;
use super::groups::{self, Groups};
use super::headers::{HeaderMethod, name_header_methods};
use super::identifiers::type_name;
use super::lock::{self, Lock};
use super::members::Members;
use super::operations::{self, OperationNames};
use super::scopes::Scopes;
use super::segments::Segments;
use super::usage::Usages;
use super::{apart, spelling, types};
use crate::api::{Api, Kind, OperationId, ShapeId, Status};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::maps::{HashMap, HashSet, SortedMap};
use crate::plan::notes::ShapeNotes;
use crate::plan::settings::Asked;
use crate::rust::{ClientParameter, GroupId, ModuleId, TypeName};
use crate::table::Table;
use crate::value::Node;

/// What the enums of media types are called that operations have: of bodies, and of the answers of a status.
pub(crate) type ContentNames = SortedMap<(OperationId, Option<Status>), TypeName>;

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
    /// What enums of media types are called.
    pub(crate) contents: ContentNames,
    /// The methods that give the headers of answers, of operations that declare such.
    pub(crate) header_methods: HashMap<OperationId, Vec<HeaderMethod>>,
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
        spelling::meet(said(api));
        let segments = Segments::of(api);
        let moved = asked.groups(api);
        let prefixes = asked.prefixes(api);
        let (mut groups, mut of) = groups::groups(api, &segments, &moved, &prefixes, scopes);
        if let Some(lock) = lock {
            (groups, of) = lock::groups(api, lock, groups, (&of, &moved), scopes);
        }
        let mut by_user = ByUser::default();
        let mut called = operations::called(api, &groups, &of, &segments, &prefixes);
        let before = lock.map(|_| called.clone());
        asked.operations(api, &mut called);
        before.iter().for_each(|before| by_user.learn_operations(before, &called));
        let dedup = apart::dedup(api, &notes, &called);
        let mut usages = Usages::of(api, &notes, &dedup, api.operations.ids(), &|id| of[id]);
        let operations = operations::names(api, &groups, &called, &component_names(api, &notes, &usages), scopes);
        let types = types::assign(api, &notes, &usages, &called, scopes, HashMap::new());
        // After the others, so that asking for all types renames none.
        usages.extend(Usages::of_components(api, &notes, &dedup));
        let mut types = types::assign(api, &notes, &usages, &called, scopes, types);
        let before = lock.map(|_| types.clone());
        asked.types(&notes, &mut types, scopes);
        before.iter().for_each(|before| by_user.learn_types(before, &types));
        let members = Members::of(api, &notes, &types);
        Names {
            groups,
            operations,
            dedup,
            usages,
            types,
            members,
            aliases: Vec::new(),
            client: ClientNames::of(api),
            contents: ContentNames::default(),
            header_methods: HashMap::new(),
            arguments: Arguments::default(),
            by_user,
            notes,
        }
    }

    /// Names what makes way for the names that the user asks for: what reads headers, and other names for types.
    pub(crate) fn take_rest(&mut self, api: &Api, scopes: &mut Scopes) {
        for id in operations::in_order(api, &self.operations.map(|_, names| names.called.clone())) {
            self.operations[id].take_headers(&api.operations[id], scopes);
        }
        self.aliases = api.components.iter().map(|_| None).list();
        let mut aliases = api.components.iter().zip(&mut self.aliases).list();
        aliases.keep(|(component, _)| self.notes.is_alias(api, component));
        sort_by_key(&mut aliases, &|(component, _)| component.name.clone());
        for (component, alias) in aliases {
            let name = type_name(self.notes.component(&component.name));
            *alias = Some(scopes.take(&[name.clone(), format!("{name}Model")], ModuleId::Shared));
        }
    }

    /// Names the parameters that a client holds.
    pub(crate) fn give_client(&mut self, parameters: Vec<ClientParameter>, lock: Option<&Lock>) {
        self.client.parameters = name_client_parameters(parameters, lock);
    }

    /// Names the methods that give headers.
    pub(crate) fn give_header_methods(
        &mut self,
        headers: HashMap<OperationId, Vec<HeaderMethod>>,
        lock: Option<&Lock>,
    ) {
        let named = |(id, methods)| (id, name_header_methods(methods, lock.and_then(|lock| lock.operation(id))));
        self.header_methods = headers.into_iter().map(named).collect();
    }

    /// The type and the group of an operation.
    pub(crate) fn owner(&self, operation: OperationId) -> (&str, GroupId) {
        let names = &self.operations[operation];
        (&names.ident, names.called.group)
    }
}

/// What the document calls things.
fn said(api: &Api) -> Vec<&str> {
    let mut said = api.components.iter().map(|component| &*component.name).list();
    for operation in &api.operations {
        said.add_all(operation.parameters.iter().map(|parameter| parameter.name.as_str()));
        said.add_all(operation.tags.iter().map(String::as_str));
        said.add_all(operation.id.as_deref());
    }
    for id in api.shapes.ids() {
        match &api.shapes.get(id).kind {
            Kind::Record(record) => said.add_all(record.fields.iter().map(|field| field.name.as_str())),
            Kind::Choice(choice) => said.add_all(choice.values.iter().filter_map(Node::as_str)),
            _ => {}
        }
    }
    said
}

fn component_names(api: &Api, notes: &ShapeNotes, usages: &Usages) -> HashSet<String> {
    usages.order.iter().filter_map(|id| notes.component_of(api.shapes.get(*id))).map(type_name).collect()
}
