//! Api → rust::Crate: names first, then types, then the client, which is made of both.
//!
//! Names are chosen for the whole document, whichever operations are wanted, so that asking for more never renames.

mod client;
mod names;
mod notes;
mod settings;
mod types;

use crate::api::{Api, Operation, OperationId};
use crate::diagnostic::Diagnostics;
use crate::lists::Listing;
use crate::rust::Crate;
use crate::settings::{Output, SchemaSettings};
#[cfg(test)]
pub(crate) use names::Facts;
use names::{Names, Scopes};
use notes::ShapeNotes;
use settings::Asked;
use types::{Planner, cycles, definitions, derives, features, upload};

/// The most values that become an enum: compilers need time that grows with the square of their number.
pub(crate) const LARGEST_ENUM: usize = 1000;

/// Plans what is emitted of the operations that `wanted` picks.
pub(crate) fn plan(
    api: &Api,
    schema_settings: &SchemaSettings<'_>,
    wanted: impl Fn(&Operation) -> bool,
    diagnostics: &mut Diagnostics,
) -> Crate {
    let settings = schema_settings.settings;
    let (mut asked, mut scopes) = (Asked::of(schema_settings), Scopes::new());
    let mut names = Names::of(api, ShapeNotes::of(api, schema_settings), &mut asked, &mut scopes);
    let given = asked.members(api, &names.types, &mut names.members);
    let boxed = cycles::boxed(api, &names);
    let mut contents = client::Contents::of(&Planner::of(api, &names, &boxed, &given), &mut scopes);
    asked.contents(contents.names(), &mut scopes);
    names.take_rest(api, &mut scopes);
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
    Crate {
        title: api.title.clone(),
        version: api.version.clone(),
        description: api.description.clone(),
        types,
        client,
    }
}

/// Whether an operation is wanted; a callback is, where its operation is.
fn is_chosen(api: &Api, id: OperationId, wanted: impl Fn(&Operation) -> bool) -> bool {
    let incoming = api.operations[id].incoming.as_ref();
    let callback_of = incoming.and_then(|incoming| incoming.callback.as_ref()).map(|(of, _)| *of);
    wanted(&api.operations[callback_of.unwrap_or(id)])
}

/// The names that are chosen for a document.
#[cfg(test)]
pub(crate) fn facts(api: &Api, schema_settings: &SchemaSettings<'_>) -> Facts {
    let (mut asked, mut scopes) = (Asked::of(schema_settings), Scopes::new());
    let mut names = Names::of(api, ShapeNotes::of(api, schema_settings), &mut asked, &mut scopes);
    asked.members(api, &names.types, &mut names.members);
    names.take_rest(api, &mut scopes);
    Facts::of(api, &names)
}
