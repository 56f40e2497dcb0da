//! What the user asks for: names of operations, types and their members, and traits to derive.

mod wildcards;

use super::names::{Called, Member, Members, Prefixes, Scopes, behind_prefix, type_name, words};
use super::notes::ShapeNotes;
use crate::api::{Api, Operation, OperationId, ShapeId};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet};
use crate::rust::{Derive, TypeName};
use crate::settings::{SchemaName, SchemaSettings, Settings, Spanned, is_identifier, is_named, is_pattern, title};
use crate::table::Table;

/// The settings, and what has come of them.
pub(crate) struct Asked<'s> {
    settings: &'s Settings,
    /// The renames of schemas, by their places in the settings, and the names that they give.
    schemas: Vec<(usize, String)>,
    /// The renames that nothing has been found for yet, by their places in the settings.
    open: Vec<usize>,
    complaints: Vec<Diagnostic>,
}

/// What was asked for and has been found.
pub(crate) struct Given<'s> {
    pub(crate) settings: &'s Settings,
    /// The traits that are asked for single types, by their places in the settings.
    derives: HashMap<ShapeId, Vec<usize>>,
}

impl<'s> Asked<'s> {
    pub(crate) fn of(schema_settings: &SchemaSettings<'s>) -> Asked<'s> {
        Asked {
            settings: schema_settings.settings,
            schemas: schema_settings.schema_renames.iter().map(|(place, name)| (*place, spelled(name))).list(),
            open: schema_settings.other_renames.clone(),
            complaints: Vec::new(),
        }
    }

    /// Gives the renames that are open to something that takes those it knows.
    fn settle(&mut self, takes: &mut dyn FnMut(&mut Self, &'s Spanned, &'s Spanned) -> bool) {
        let settings = self.settings;
        for place in std::mem::take(&mut self.open) {
            if let Some((key, name)) = settings.renames.get(place)
                && !takes(self, key, name)
            {
                self.open.push(place);
            }
        }
    }

    /// The groups that operations are moved to: by the first line that names them.
    pub(crate) fn groups(&mut self, api: &Api) -> HashMap<OperationId, &'s str> {
        let mut moved: HashMap<OperationId, &'s str> = HashMap::new();
        for (pattern, group) in &self.settings.groups {
            if words(&group.text).is_empty() {
                let message = format!("`{}` has no letters that a module could be called by", group.text);
                self.complaints.push(self.settings.point(group, Diagnostic::error(Code::InvalidName, message)));
                continue;
            }
            let outgoing = api.operations.entries().filter(|(_, operation)| operation.incoming.is_none());
            let found = outgoing.filter(|(_, operation)| is_named(operation, &pattern.text)).map(|(id, _)| id).list();
            if found.is_empty() {
                let message = format!("no operation is called `{}`", pattern.text);
                let diagnostic = self.settings.point(pattern, Diagnostic::error(Code::UnknownName, message));
                let ids = api.operations.iter().filter_map(|operation| operation.id.clone());
                let known = ids.chain(api.operations.iter().map(title)).list();
                self.complaints.push(match closest(&pattern.text, known.iter().map(String::as_str)) {
                    Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                    None => diagnostic.help("name operations by `POST /path`, `/path` or operationId; `*` is any text"),
                });
            }
            found.into_iter().for_each(|id| _ = moved.entry(id).or_insert(group.text.as_str()));
        }
        moved
    }

    /// What names begin with and are not called by.
    pub(crate) fn prefixes(&mut self, api: &Api) -> Prefixes<'s> {
        for prefix in &self.settings.prefixes {
            let has = |name: &str| behind_prefix(&prefix.text, name).is_some();
            let is_of = |operation: &Operation| {
                operation.tags.iter().any(|tag| has(tag)) || operation.id.as_deref().is_some_and(has)
            };
            if !api.schema_names.iter().any(|name| has(name)) && !api.operations.iter().any(is_of) {
                let message = format!("no name begins with `{}`", prefix.text);
                let diagnostic = self.settings.point(prefix, Diagnostic::error(Code::UnknownName, message));
                self.complaints
                    .push(diagnostic.help("a prefix is one of schemas, tags or operationIds, in their letters"));
            }
        }
        Prefixes::of(&self.settings.prefixes)
    }

    /// Renames operations, by `POST /path` or operationId: the words of their types and methods.
    pub(crate) fn operations(&mut self, api: &Api, called: &mut Table<OperationId, Called>) {
        self.settle(&mut |asked, key, name| {
            if is_pattern(&key.text) {
                return asked.operations_that_fit(api, called, &key.text, name);
            }
            let key = key.text.trim();
            let found = api
                .operations
                .find(|operation| operation.id.as_deref() == Some(key) || title(operation).eq_ignore_ascii_case(key));
            let Some(id) = found else { return false };
            if is_identifier(&name.text) || is_identifier(&format!("r#{}", name.text)) {
                let words = words(name.text.trim_start_matches("r#"));
                called[id] = Called { group: called[id].group, method: words.clone(), words, is_given: true };
            } else {
                asked.complaints.push(asked.settings.no_identifier(name));
            }
            true
        });
    }

    /// Renames types by the names that they have, and complains about names that could not be given.
    pub(crate) fn types(&mut self, notes: &ShapeNotes, types: &mut HashMap<ShapeId, TypeName>, scopes: &mut Scopes) {
        let settings = self.settings;
        for (place, wanted) in &self.schemas {
            let Some((key, name)) = settings.renames.get(*place) else { continue };
            let mut given = types.iter().filter(|(id, _)| notes.name(**id) == Some(wanted));
            match given.next() {
                Some((_, named)) if named.ident == *wanted && given.next().is_none() => {}
                Some(_) => self.complaints.push(name_taken(settings, name, wanted)),
                None if is_pattern(&key.text) => {}
                None => self.complaints.push(
                    settings
                        .point(key, Diagnostic::warning(Code::UnknownName, format!("`{}` becomes no type", key.text)))
                        .with_note("no operation uses the schema, or it is a plain value or list"),
                ),
            }
        }
        self.settle(&mut |asked, key, name| asked.rename(key, name, types.values_mut().list(), scopes));
    }

    /// Renames the enums of media types by the names that they have.
    pub(crate) fn contents(&mut self, mut named: Vec<&mut TypeName>, scopes: &mut Scopes) {
        self.settle(&mut |asked, key, name| {
            asked.rename(key, name, named.iter_mut().map(|named| &mut **named).list(), scopes)
        });
    }

    /// Renames what is called so, and says whether there is any.
    fn rename(&mut self, key: &Spanned, name: &Spanned, mut named: Vec<&mut TypeName>, scopes: &mut Scopes) -> bool {
        if is_pattern(&key.text) {
            return self.rename_all(key, name, named, scopes);
        }
        named.keep(|named| named.ident == key.text);
        match named.as_mut_slice() {
            [] => return false,
            [named] => {
                if !is_identifier(&name.text) {
                    self.complaints.push(self.settings.no_identifier(name));
                } else if scopes.is_free(&name.text, named.module) {
                    named.ident = scopes.take(std::slice::from_ref(&name.text), named.module);
                } else {
                    self.complaints.push(name_taken(self.settings, name, &name.text));
                }
            }
            several => {
                let message = format!("{} types are called `{}`", several.len(), key.text);
                let diagnostic = Diagnostic::error(Code::UnknownName, message);
                self.complaints.push(
                    self.settings
                        .point(key, diagnostic)
                        .help("name the schema of the one by its JSON Pointer: `\"#/…\"`"),
                );
            }
        }
        true
    }

    /// Finds the members and types that are named in what is left.
    pub(crate) fn members(&mut self, api: &Api, types: &HashMap<ShapeId, TypeName>, all: &mut Members) -> Given<'s> {
        let settings = self.settings;
        let mut given = Given { settings, derives: HashMap::new() };
        self.settle(&mut |asked, key, name| {
            let splits = key.text.match_indices('.').filter_map(|(at, _)| {
                let (ty, member) = key.text.split_at(at);
                Some((ty, member.strip_prefix('.')?))
            });
            if is_pattern(&key.text) {
                return asked.members_that_fit(api, types, all, key, name);
            }
            let found: Vec<(ShapeId, &str)> = splits
                .flat_map(|(ty, member)| called(api, types, ty).into_iter().map(move |id| (id, member)))
                .filter(|(id, member)| all.get(*id).iter().any(|known| known.key == *member))
                .list();
            if !is_identifier(&name.text) || name.text == "new" {
                if !found.is_empty() {
                    asked.complaints.push(settings.no_identifier(name));
                }
                return !found.is_empty();
            }
            for (id, member) in &found {
                let is_taken = |known: &Member| known.key != *member && known.ident == name.text;
                if all.get(*id).iter().any(is_taken) {
                    asked.complaints.push(name_taken(settings, name, &name.text));
                }
                for known in all.get_mut(*id).iter_mut().filter(|known| known.key == *member) {
                    known.ident.clone_from(&name.text);
                }
            }
            !found.is_empty()
        });
        for (place, (ty, name)) in settings.derives.iter().enumerate() {
            if let Some(complaint) = no_derive(settings, name) {
                self.complaints.push(complaint);
                continue;
            }
            let Some(ty) = ty else { continue };
            let found = called(api, types, &ty.text);
            if found.is_empty() {
                self.complaints.push(unknown(settings, ty, api, types, all));
            }
            for id in found {
                given.derives.entry(id).or_default().push(place);
            }
        }
        given
    }

    /// The complaints: also about the renames that nothing was found for.
    pub(crate) fn complaints(
        &mut self,
        api: &Api,
        types: &HashMap<ShapeId, TypeName>,
        all: &Members,
    ) -> Vec<Diagnostic> {
        for (written, meant) in &self.settings.words {
            let what = [written, meant];
            for said in what.into_iter().filter(|said| words(&said.text).is_empty()) {
                let diagnostic = Diagnostic::error(Code::InvalidName, format!("`{}` is no word", said.text));
                self.complaints.push(self.settings.point(said, diagnostic).with_note("a word has letters or digits"));
            }
        }
        for place in std::mem::take(&mut self.open) {
            if let Some((key, _)) = self.settings.renames.get(place) {
                self.complaints.push(unknown(self.settings, key, api, types, all));
            }
        }
        std::mem::take(&mut self.complaints)
    }
}

impl Given<'_> {
    /// The traits to derive for a type, beside those that every type has.
    pub(crate) fn derives(&self, id: ShapeId) -> Vec<Derive> {
        let wished = self.settings.derives.iter().enumerate();
        let all = wished.filter(|(_, (ty, _))| ty.is_none()).map(|(_, (_, name))| (name, None));
        let own = self.derives.list_of(&id).iter();
        let own = own.filter_map(|at| Some((&self.settings.derives.get(*at)?.1, Some(*at))));
        let mut derives: Vec<Derive> = Vec::new();
        // What is asked for one type is told of that type.
        for (name, asked) in own.chain(all) {
            if !derives.iter().any(|derive| derive.path == name.text) {
                derives.push(Derive { path: name.text.clone(), asked });
            }
        }
        derives
    }
}

/// The types that a name means: the component of that name, else what is called so.
fn called(api: &Api, types: &HashMap<ShapeId, TypeName>, name: &str) -> Vec<ShapeId> {
    let fits = |test: &dyn Fn(ShapeId, &TypeName) -> bool| {
        types.iter().filter(|(id, named)| test(**id, named)).map(|(id, _)| *id).list()
    };
    let components = fits(&|id, _| api.shapes.get(id).component.as_deref() == Some(name));
    if components.is_empty() { fits(&|_, named| named.ident == name) } else { components }
}

/// A name that is asked for a schema's type, as Rust has it.
pub(crate) fn spelled(name: &SchemaName) -> String {
    if name.is_exact { name.text.to_string() } else { type_name(&name.text) }
}

/// The complaint about a name that something else has.
fn name_taken(settings: &Settings, name: &Spanned, wanted: &str) -> Diagnostic {
    let message = format!("the name `{wanted}` is taken");
    settings.point(name, Diagnostic::error(Code::InvalidName, message)).help("choose one that nothing else has")
}

/// Why a trait can't be derived.
fn no_derive(settings: &Settings, name: &Spanned) -> Option<Diagnostic> {
    let diagnostic = |message| settings.point(name, Diagnostic::error(Code::InvalidName, message));
    let Ok(path) = syn::parse_str::<syn::Path>(&name.text) else {
        return Some(diagnostic(format!("`{}` is not a path to a trait", name.text)));
    };
    let last = path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
    match last.as_str() {
        "Serialize" | "Deserialize" => Some(diagnostic(format!("every type has `{last}` already"))),
        _ => None,
    }
}

/// The complaint about a name that nothing has.
fn unknown(
    settings: &Settings,
    name: &Spanned,
    api: &Api,
    types: &HashMap<ShapeId, TypeName>,
    all: &Members,
) -> Diagnostic {
    let message = format!("nothing is called `{}`", name.text);
    let diagnostic = settings.point(name, Diagnostic::error(Code::UnknownName, message));
    let mut known: HashSet<String> = HashSet::new();
    for (id, named) in types {
        let component = api.shapes.get(*id).component.as_deref();
        for ty in [component, Some(named.ident.as_str())].into_iter().flatten() {
            known.extend(all.get(*id).iter().map(|member| format!("{ty}.{}", member.key)));
            known.insert(ty.to_owned());
        }
    }
    for operation in &api.operations {
        known.extend([Some(title(operation)), operation.id.clone()].into_iter().flatten());
    }
    let mut known: Vec<&str> = known.iter().map(String::as_str).list();
    sort(&mut known, &Ord::cmp);
    match closest(&name.text, known) {
        Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
        None if is_pattern(&name.text) => diagnostic.help(
            "`*` is any text in names of components, operations (`GET /pets*`, `list*`), types, or members (`Pet.is_*`), in the \
             letters of the document",
        ),
        None => diagnostic.help(
            "name a component, a generated type, `Type.field`, `POST /path` or an operationId, or a schema by its JSON \
             Pointer",
        ),
    }
}
