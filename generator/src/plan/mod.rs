//! Api → rust::Crate: modules, names, types, derives.
//!
//! Names are chosen for the whole document, whichever operations are wanted, so that asking for more never renames.

mod answers;
mod bodies;
mod client_parameters;
mod components;
mod cycles;
mod definitions;
mod derives;
mod formats;
mod headers;
mod incoming;
mod media;
mod names;
mod operations;
mod scope;
mod servers;
mod settings;
mod spelling;
mod streams;
mod survey;
mod twins;
mod types;
mod variants;
mod words;

use std::collections::{HashMap, HashSet};

use crate::api::{Api, Operation, Security, ShapeId};
use crate::diagnostic::Diagnostics;
use crate::rust::{ClientParameter, Crate, Credential, Group, Item};
use crate::settings::Wishes;
use answers::Answers;
use bodies::Bodies;
use names::Scopes;
use operations::{ByStatus, Groups, Idents};
use scope::Scope;
use settings::Asked;
use survey::{Parent, Survey};
use twins::Twins;
use types::Types;

/// Plans the client of the operations that `wanted` picks.
pub(crate) fn plan(
    api: &Api,
    wishes: &Wishes<'_>,
    wanted: impl Fn(&Operation) -> bool,
    diagnostics: &mut Diagnostics,
) -> Crate {
    let mut asked = Asked::of(wishes);
    let groups = operations::groups(api);
    let mut words = operations::names(api, &groups);
    asked.operations(api, &mut words);
    let all: Vec<usize> = (0..api.operations.len()).collect();
    let twins = twins(api, &words, &groups, &all);
    let mut survey = Survey::of(api, &twins, &all, &groups.of);

    let mut scopes = Scopes::new();
    let component_names: HashSet<String> = component_names(api, &survey);
    let group_idents: Vec<String> = groups
        .names
        .iter()
        .enumerate()
        .map(|(at, name)| scopes.take(&[format!("{}Api", words::type_name(&name.0))], Some(at)))
        .collect();
    let functions = incoming::functions(&groups, &words);
    let idents: Vec<String> = words
        .iter()
        .zip(&groups.of)
        .enumerate()
        .map(|(number, (words, group))| {
            if let Some(function) = functions.get(&number) {
                return function.clone();
            }
            let name = words::type_ident(words);
            let candidates = [name.clone(), format!("{name}Operation")];
            let skip = usize::from(component_names.contains(&name));
            scopes.take(candidates.get(skip..).unwrap_or_default(), Some(*group))
        })
        .collect();
    let by_status: Vec<ByStatus> = api
        .operations
        .iter()
        .zip(idents.iter().zip(&groups.of))
        .map(|(operation, (ident, group))| ByStatus::take(&mut scopes, operation, ident, *group))
        .collect();
    let names = names::assign(api, &survey, &words, &mut scopes, HashMap::new());
    // After the others, so that asking for all types renames none.
    survey.extend(Survey::of_components(api, &twins));
    let mut names = names::assign(api, &survey, &words, &mut scopes, names);
    asked.types(api, &mut names, &mut scopes);
    asked.members(api, &names);
    let boxed = cycles::boxed(api, &twins, &survey);
    let types = Types::of(api, &twins, &survey, &names, &boxed, &asked);
    let mut bodies = Bodies::of(&types, &words, &groups.of, &mut scopes);
    let mut answers = Answers::of(&types, &words, &groups.of, &mut scopes);
    asked.contents(bodies.names().chain(answers.names()), &mut scopes);
    for complaint in asked.complaints(api, &names) {
        diagnostics.push(complaint);
    }
    // Anew, since what is asked for has changed.
    let types = Types::of(api, &twins, &survey, &names, &boxed, &asked);

    let client_parameters = client_parameters::of(&types, wishes.settings, diagnostics);

    let chosen: Vec<usize> = all.into_iter().filter(|number| is_chosen(api, *number, &wanted)).collect();
    let mut needed = Survey::of(api, &twins, &chosen, &groups.of);
    needed.extend(Survey::of_components(api, &twins));
    let owners: Vec<(String, usize)> = idents.iter().cloned().zip(groups.of.iter().copied()).collect();
    let headers: Vec<Option<String>> = api
        .operations
        .iter()
        .zip(&owners)
        .map(|(operation, (ident, group))| {
            headers::has_any(operation).then(|| scopes.take(&[format!("{ident}Headers")], Some(*group)))
        })
        .collect();
    let enums = bodies.items(&types, &owners, &chosen).into_iter().chain(answers.items(&owners, &chosen));
    let enums = enums.chain(components::aliases(api, &types, &mut scopes).into_iter().map(|alias| (None, alias)));
    let mut modules = items(&types, &needed, &owners, enums.collect());
    let shared = modules.remove(&None).unwrap_or_default();
    let (module_names, accessors) = module_names(&groups);
    let grouping = Grouping {
        groups: &groups,
        group_idents: &group_idents,
        idents: &idents,
        by_status: &by_status,
        words: &words,
        accessors: &accessors,
        bodies: &bodies,
        answers: &answers,
        headers: &headers,
        client_parameters: &client_parameters,
    };
    let incoming = incoming::incoming(&types, &groups, &idents, &chosen, &mut modules);
    let asked_by_default = asked_by_default(api);
    let mut planned = Crate {
        title: api.title.clone(),
        version: api.version.clone(),
        description: api.description.clone(),
        servers: servers::servers(&api.servers),
        credentials: credentials(api, asked_by_default.is_some()),
        asked_by_default,
        groups: grouping.modules(&types, &module_names, &chosen, modules),
        client_parameters: client_parameters::needed(&client_parameters, api, &chosen),
        modules: module_names,
        types: shared,
        incoming,
        definitions: Vec::new(),
        features: Vec::new(),
    };
    if planned.is_types_alone() {
        planned.servers.clear();
        planned.credentials.clear();
    }
    planned.asked_by_default = planned.asked_by_default.take().filter(|(security, _)| planned.asks_for(security));
    derives::settle(&mut planned, wishes.settings, diagnostics);
    definitions::plan(&api.definitions, &mut planned);
    planned.features = formats::features(&planned);
    planned
}

/// Whether an operation is wanted; a callback is, where its operation is.
fn is_chosen(api: &Api, number: usize, wanted: impl Fn(&Operation) -> bool) -> bool {
    let is_wanted = |number: usize| api.operations.get(number).is_some_and(&wanted);
    let incoming = api.operations.get(number).and_then(|operation| operation.incoming.as_ref());
    is_wanted(incoming.and_then(|incoming| incoming.callback.as_ref()).map_or(number, |(of, _)| *of))
}

/// The twins, with those request and response bodies set apart that have nothing in common by name.
fn twins(api: &Api, words: &[Vec<String>], groups: &Groups, all: &[usize]) -> Twins {
    let requests: Vec<Vec<ShapeId>> = api
        .operations
        .iter()
        .filter(|operation| operation.incoming.is_none())
        .filter_map(|operation| Some(operation.body.as_ref()?.values().iter().map(|(_, value)| value.shape).collect()))
        .collect();
    let mut twins = Twins::of(api, &requests);
    let direct = stood_in_for(api, &twins);
    let survey = Survey::of(api, &twins, all, &groups.of);
    for id in &survey.order {
        let Some(usage) = survey.usage(*id).filter(|_| api.shapes.get(*id).component.is_none()) else { continue };
        let paths: Vec<Vec<String>> = usage
            .sites
            .iter()
            .filter_map(|site| match site.parent {
                Parent::Operation(number) => words.get(number).map(|words| names::joined(words, &site.words)),
                Parent::Shape(_) | Parent::Component => None,
            })
            .collect();
        if paths.len() > 1 && !names::share_a_name(&paths) {
            direct.get(id).into_iter().flatten().for_each(|twin| twins.part(*twin));
        }
    }
    twins
}

/// The shapes that operations name directly and another one stands for, by that one.
fn stood_in_for(api: &Api, twins: &Twins) -> HashMap<ShapeId, Vec<ShapeId>> {
    let mut direct: HashMap<ShapeId, Vec<ShapeId>> = HashMap::new();
    for (value, _, _) in api.operations.iter().flat_map(survey::roots) {
        let twin = twins.get(value.shape);
        if twin != value.shape {
            direct.entry(twin).or_default().push(value.shape);
        }
    }
    direct
}

fn component_names(api: &Api, survey: &Survey) -> HashSet<String> {
    survey.order.iter().filter_map(|id| api.shapes.get(*id).component.as_deref()).map(words::type_name).collect()
}

/// The items of every module, sorted by name where they are shared; a group's stand in the order in which its
/// operations need them.
fn items(
    types: &Types<'_>,
    needed: &Survey,
    operations: &[(String, usize)],
    enums: Vec<(names::Module, Item)>,
) -> HashMap<names::Module, Vec<Item>> {
    let mut modules: HashMap<names::Module, Vec<Item>> = HashMap::new();
    for &id in &needed.order {
        if let (Some(named), Some(item)) = (types.names.get(&id), types.item(id, operations)) {
            modules.entry(named.module).or_default().push(item);
        }
    }
    for (module, item) in enums {
        modules.entry(module).or_default().push(item);
    }
    if let Some(shared) = modules.get_mut(&None) {
        shared.sort_by(|one, other| one.ident.cmp(&other.ident));
    }
    modules
}

/// How many schemes and alternatives of them every operation says for itself that asks for what the document does.
const FEW_ASKED: usize = 16;

/// The constant for what operations ask for by default.
const BY_DEFAULT: &str = "by_default";

fn asked_by_default(api: &Api) -> Option<(Security, &'static str)> {
    let asked: usize = api.security.iter().map(|alternative| 1 + alternative.len()).sum();
    (asked > FEW_ASKED).then(|| (api.security.clone(), "BY_DEFAULT"))
}

fn credentials(api: &Api, by_default: bool) -> Vec<Credential> {
    let mut scope = Scope::of(by_default.then_some(BY_DEFAULT));
    api.schemes
        .iter()
        .map(|scheme| Credential {
            ident: scope.constant(&scheme.name),
            name: scheme.name.clone(),
            kind: scheme.kind.clone(),
            description: scheme.description.clone(),
        })
        .collect()
}

/// The names of the groups' modules, and of the client's methods that lead to them.
fn module_names(groups: &Groups) -> (Vec<String>, Vec<String>) {
    let mut modules = Scope::of(RESERVED_MODULES.iter().copied());
    let mut accessors = Scope::of(CLIENT_METHODS.iter().copied());
    let outgoing = groups.names.iter().take(groups.incoming.unwrap_or(groups.names.len()));
    let incoming = groups.incoming.map(|_| (incoming::MODULE.to_owned(), String::new()));
    let names = outgoing.map(|(name, _)| {
        // A module is a file, which not every system can name in any letters.
        let module = short(words::value_name(&spelling::ascii(name)));
        let accessor = short(words::value_name(name));
        (apart(&mut modules, &module), apart(&mut accessors, &accessor))
    });
    names.chain(incoming).unzip()
}

/// Everything that has been decided of the groups.
struct Grouping<'a> {
    groups: &'a Groups,
    group_idents: &'a [String],
    idents: &'a [String],
    by_status: &'a [ByStatus],
    words: &'a [Vec<String>],
    accessors: &'a [String],
    bodies: &'a Bodies,
    answers: &'a Answers,
    headers: &'a [Option<String>],
    client_parameters: &'a [ClientParameter],
}

impl Grouping<'_> {
    /// The groups that have operations among the chosen ones.
    fn modules(
        &self,
        types: &Types<'_>,
        module_names: &[String],
        chosen: &[usize],
        mut items: HashMap<names::Module, Vec<Item>>,
    ) -> Vec<Group> {
        let mut planned = Vec::new();
        let mut of_group: HashMap<usize, Vec<usize>> = HashMap::new();
        for &number in chosen {
            if let Some(group) = self.groups.of.get(number) {
                of_group.entry(*group).or_default().push(number);
            }
        }
        for (number, (name, is_tag)) in self.groups.names.iter().enumerate() {
            if self.groups.incoming == Some(number) {
                continue;
            }
            let operations = self.operations(types, &of_group.remove(&number).unwrap_or_default());
            if operations.is_empty() {
                continue;
            }
            let tag = types.api.tags.iter().find(|tag| tag.name == *name);
            planned.push(Group {
                number,
                module: module_names.get(number).cloned().unwrap_or_default(),
                accessor: self.accessors.get(number).cloned().unwrap_or_default(),
                ident: self.group_idents.get(number).cloned().unwrap_or_default(),
                title: if *is_tag { format!("tagged `{name}`") } else { format!("under `/{name}`") },
                description: tag.and_then(|tag| tag.description.clone()),
                operations,
                types: items.remove(&Some(number)).unwrap_or_default(),
            });
        }
        planned
    }

    fn operations(&self, types: &Types<'_>, numbers: &[usize]) -> Vec<crate::rust::Operation> {
        let mut methods = Scope::default();
        numbers
            .iter()
            .filter_map(|&number| {
                let operation = types.api.operations.get(number)?;
                let words = self.words.get(number)?;
                let method = methods.free(&operations::method_ident(words));
                let idents = Idents {
                    ident: self.idents.get(number)?.clone(),
                    method,
                    by_status: self.by_status.get(number)?.clone(),
                    body: self.bodies.ty(number),
                    answers: self.answers.of_operation(types, number),
                    headers: self.headers.get(number).cloned().flatten(),
                };
                Some(operations::operation(types, operation, idents, words, self.client_parameters))
            })
            .collect()
    }
}

/// Modules that every crate has, what its root re-exports, and the crates that it names; then those whose files mean something to Cargo or rustc, or
/// can't be on Windows.
#[rustfmt::skip]
const RESERVED_MODULES: &[&str] = &[
    "types", "rule_definitions", "incoming", "server", "security", "client_parameters", "runtime", "rt", "std", "core", "alloc",
    "oasmith_runtime",
    "lib", "main", "r#mod",
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// How many bytes of a tag its module's name has: the name is a file's, too.
const MODULE_LENGTH: usize = 100;

/// A name that is no longer than a file's may be.
fn short(mut name: String) -> String {
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= MODULE_LENGTH).last();
    name.truncate(end.unwrap_or_default());
    name
}

/// The methods that every client has.
const CLIENT_METHODS: &[&str] = &["new", "with", "builder", "call", "default", "from", "clone", "clone_from", "into"];

/// Takes a name, with `_api` behind it where it is taken.
fn apart(scope: &mut Scope, name: &str) -> String {
    let free = if scope.contains(name) { format!("{}_api", name.trim_start_matches("r#")) } else { name.to_owned() };
    scope.free(&free)
}
