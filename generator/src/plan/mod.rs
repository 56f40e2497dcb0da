//! Api → rust::Crate: names first, then types, then the client, which is made of both.
//!
//! Names are chosen for the whole document, whichever operations are wanted, so that asking for more never renames.

mod client;
mod names;
mod notes;
mod numbered;
mod settings;
mod types;

use std::rc::Rc;

use crate::api::{Api, Operation, OperationId, ShapeId};
use crate::diagnostic::Diagnostics;
use crate::lists::{Changing, Listing};
use crate::rust::{ClientParameter, Crate};
use crate::settings::{Output, SchemaSettings, Settings};
use crate::value::Pointer;
pub(crate) use names::{Difference, DifferenceKind, Facts};
use names::{Known, Lock, Names, Scopes, hold, hold_rest, share_answer_types};
use notes::ShapeNotes;
use settings::Asked;
use types::{Planner, cycles, definitions, derives, features, upload};

/// The most values that become an enum: compilers need time that grows with the square of their number.
pub(crate) const LARGEST_ENUM: usize = 1000;

/// What is emitted, and the names of all the document where there is a lock of them.
pub(crate) struct Planned {
    pub(crate) planned: Crate,
    pub(crate) names: Option<Facts>,
}

/// Plans what is emitted of the operations that `wanted` picks, with the names that a lock holds.
pub(crate) fn plan(
    api: &Api,
    schema_settings: &SchemaSettings<'_>,
    wanted: impl Fn(&Operation) -> bool,
    lock: Option<Facts>,
    diagnostics: &mut Diagnostics,
) -> Planned {
    let settings = schema_settings.settings;
    let (mut asked, mut scopes) = (Asked::of(schema_settings), Scopes::new());
    let (notes, lock) = noted(api, schema_settings, lock);
    let mut names = Names::of(api, notes, lock.as_ref(), &mut asked, &mut scopes);
    lock.iter().for_each(|lock| hold(api, &mut names, lock, &mut scopes));
    let given = asked.members(api, &names.types, &mut names.members);
    let boxed = cycles::boxed(api, &names);
    let mut contents = client::Contents::of(&Planner::of(api, &names, &boxed, &given), lock.as_ref(), &mut scopes);
    let methods = client::header_methods(&Planner::of(api, &names, &boxed, &given));
    names.give_header_methods(methods, lock.as_ref());
    let apart = contents.answer_types(&Planner::of(api, &names, &boxed, &given));
    let mut shared = share_answer_types(api, &names, lock.as_ref(), apart, &mut scopes);
    let mut named = contents.names().list();
    named.add_all(shared.iter_mut().map(|shared| &mut shared.named));
    asked.contents(named, &mut scopes);
    shared.into_iter().for_each(|shared| shared.give(&mut names));
    names.contents = contents.given(api);
    names.take_rest(api, &mut scopes);
    lock.iter().for_each(|lock| hold_rest(api, &mut names, lock));
    let planner = Planner::of(api, &names, &boxed, &given);
    let held = held_by_client(&planner, settings, diagnostics);
    names.give_client(held, lock.as_ref());
    asked.complaints(api, &names.types, &names.members).into_iter().for_each(|complaint| diagnostics.push(complaint));

    let planner = Planner::of(api, &names, &boxed, &given);
    let chosen: Vec<OperationId> = api.operations.ids().filter(|id| is_chosen(api, *id, &wanted)).list();
    let (mut types, client) = match settings.output() {
        Output::Client => {
            let types = planner.types(&chosen, contents.items(&planner, &chosen));
            let client = client::plan(&planner, &contents, &chosen, &types, settings, diagnostics);
            (types, client)
        }
        Output::Types => (upload::left_out(planner.types(&chosen, Vec::new()), diagnostics), None),
    };
    derives::settle(&mut types, settings, diagnostics);
    types.definitions = definitions::plan(&api.definitions, &names.client.definitions, &types, client.as_ref());
    types.features = features::of(&types, client.as_ref());
    if lock.is_none() {
        numbered::tell((api, &names, &scopes), &types, &chosen, diagnostics);
    }
    let planned = Crate {
        title: api.title.clone(),
        version: api.version.clone(),
        description: api.description.clone(),
        types,
        client,
    };
    Planned { planned, names: lock.map(|lock| locked(api, &names, &lock)) }
}

/// The names of types, and the places of the schemas that they are made of.
pub(crate) fn types_by_name(
    api: &Api,
    schema_settings: &SchemaSettings<'_>,
    lock: Option<Facts>,
) -> Vec<(Rc<str>, Pointer)> {
    let (mut asked, mut scopes) = (Asked::of(schema_settings), Scopes::new());
    let (notes, lock) = noted(api, schema_settings, lock);
    let names = Names::of(api, notes, lock.as_ref(), &mut asked, &mut scopes);
    let places = |id: ShapeId| api.shapes.get(id).schema.clone();
    let alike = |id: ShapeId| std::iter::once(id).chain(names.dedup.others(id).iter().copied());
    let mut found: Vec<(Rc<str>, Pointer)> = Vec::new();
    for (id, named) in &names.types {
        let ident: Rc<str> = named.ident.as_str().into();
        found.add_all(alike(*id).filter_map(places).map(|place| (ident.clone(), place)));
    }
    found
}

/// What is known of shapes before they have names: of the user's settings, of what components have in common, and of a lock.
fn noted(api: &Api, schema_settings: &SchemaSettings<'_>, lock: Option<Facts>) -> (ShapeNotes, Option<Lock>) {
    names::learn_words(&schema_settings.settings.words);
    let mut notes = ShapeNotes::of(api, schema_settings, &settings::spelled);
    notes.call(names::reduced(api, &names::Prefixes::of(&schema_settings.settings.prefixes)));
    let lock = lock.map(|facts| Lock::of(api, &notes, Known::of(facts)));
    lock.iter().for_each(|lock| notes.keep_apart(lock.apart()));
    (notes, lock)
}

/// The parameters that the client holds: of all outputs, since one lock has the names of all. Faults concern the client alone.
fn held_by_client(planner: &Planner<'_>, settings: &Settings, diagnostics: &mut Diagnostics) -> Vec<ClientParameter> {
    match settings.output() {
        Output::Client => client::parameters(planner, settings, diagnostics),
        Output::Types => client::parameters(planner, settings, &mut Diagnostics::default()),
    }
}

/// The names as a lock has them, with those that are retired.
fn locked(api: &Api, names: &Names, lock: &Lock) -> Facts {
    let mut facts = names::facts(api, names, lock);
    facts.retire(&lock.known.facts, &|title| lock.now(title) != title);
    facts
}

/// Whether an operation is wanted; a callback is, where its operation is.
fn is_chosen(api: &Api, id: OperationId, wanted: impl Fn(&Operation) -> bool) -> bool {
    let incoming = api.operations[id].incoming.as_ref();
    let callback_of = incoming.and_then(|incoming| incoming.callback.as_ref()).map(|(of, _)| *of);
    wanted(&api.operations[callback_of.unwrap_or(id)])
}
