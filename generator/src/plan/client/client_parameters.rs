//! Parameters that the client holds for all operations that have them.

use crate::api::{Api, Location, OperationId, Parameter};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::lists::{Changing, Listing, sort, sort_by_key};
use crate::maps::HashSet;
use crate::plan::types::Planner;
use crate::rust::ClientParameter;
use crate::settings::{Settings, Spanned};
use crate::value::Pointer;

/// Places that have parameters the client can hold.
const PLACES: [Location; 4] = [Location::Cookie, Location::Header, Location::Path, Location::Query];

/// Who says that a parameter is the client's.
enum By<'s> {
    Settings(&'s Spanned),
    Document(&'s Pointer),
}

/// The parameters that the document or the user wants the client to hold, sorted by name, and not named yet.
pub(in crate::plan) fn of(
    planner: &Planner<'_>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Vec<ClientParameter> {
    let mut found: Vec<(&str, Location, ClientParameter)> = Vec::new();
    let mut seen: HashSet<(&str, Location)> = HashSet::new();
    for (name, location, by) in wanted(planner.api, settings, diagnostics) {
        if seen.insert((name, location)) {
            match shared(planner, name, location) {
                Ok(parameter) => found.push((name, location, parameter)),
                Err(problem) => diagnostics.push(refused(planner.api, settings, name, &by, problem)),
            }
        }
    }
    sort_by_key(&mut found, &|(name, location, _)| (*name, *location));
    found.into_iter().map(|(_, _, parameter)| parameter).list()
}

/// What is asked for.
fn wanted<'s>(api: &'s Api, settings: &'s Settings, diagnostics: &mut Diagnostics) -> Vec<(&'s str, Location, By<'s>)> {
    let mut wanted = Vec::new();
    for (name, place) in &settings.client_parameters {
        match PLACES.iter().find(|known| known.word() == place.text) {
            Some(location) => wanted.push((name.text.as_str(), *location, By::Settings(name))),
            None => {
                let message = format!("there are no parameters of a client in `{}`", place.text);
                let diagnostic = settings.point(place, Diagnostic::error(Code::UnknownSetting, message));
                let places = PLACES.map(Location::word);
                diagnostics.push(diagnostic.help(match closest(&place.text, places) {
                    Some(close) => format!("did you mean `{close}`?"),
                    None => "the places are path, query, header and cookie".to_owned(),
                }));
            }
        }
    }
    let parameters =
        outgoing(api).into_iter().filter_map(|parameter| Some((parameter, parameter.given_once.as_ref()?)));
    let parameters = parameters.filter(|(parameter, _)| PLACES.contains(&parameter.location));
    wanted.add_all(parameters.map(|(each, pointer)| (each.name.as_str(), each.location, By::Document(pointer))));
    wanted
}

fn outgoing(api: &Api) -> Vec<&Parameter> {
    let mut parameters = Vec::new();
    for operation in api.operations.iter().filter(|operation| operation.incoming.is_none()) {
        parameters.add_all(&operation.parameters);
    }
    parameters
}

/// Why the client can't hold a parameter.
enum Problem {
    Unknown(Location),
    /// It has values of different types.
    Differs,
}

fn shared(planner: &Planner<'_>, name: &str, location: Location) -> Result<ClientParameter, Problem> {
    let mut all = outgoing(planner.api).into_iter().filter(|each| is(each, name, location));
    let first = all.next().ok_or(Problem::Unknown(location))?;
    let ty = planner.nullable(&first.value);
    let mut description = first.description.as_ref();
    for other in all {
        if planner.nullable(&other.value) != ty {
            return Err(Problem::Differs);
        }
        description = description.or(other.description.as_ref());
    }
    Ok(ClientParameter { ident: String::new(), name: name.to_owned(), location, ty, description: description.cloned() })
}

fn refused(api: &Api, settings: &Settings, name: &str, by: &By<'_>, problem: Problem) -> Diagnostic {
    let at = |diagnostic: Diagnostic| match by {
        By::Settings(told) => settings.point(told, diagnostic),
        By::Document(pointer) => diagnostic.at(pointer),
    };
    match problem {
        Problem::Unknown(location) => {
            let place = location.word();
            let message = format!("no operation has a parameter `{name}` with `in: {place}`");
            let diagnostic = at(Diagnostic::error(Code::UnknownName, message));
            let mut known = outgoing(api).into_iter().map(|parameter| parameter.name.as_str()).list();
            sort(&mut known, &Ord::cmp);
            match closest(name, known.iter().copied()) {
                Some(same) if same == name => diagnostic.help("there is one of this name at another place"),
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => {
                    diagnostic.help("name a parameter as the document does, and its place: `api-version = \"query\"`")
                }
            }
        }
        Problem::Differs => at(Diagnostic::warning(
            Code::UnsupportedParameter,
            format!("the client can't hold the parameter `{name}`, which has several types"),
        ))
        .label("each call asks for it")
        .help("give it one schema in all operations, by an overlay"),
    }
}

/// Those that operations among the chosen ones have.
pub(super) fn needed(held: &[ClientParameter], api: &Api, chosen: &[OperationId]) -> Vec<ClientParameter> {
    let chosen = || chosen.iter().map(|id| &api.operations[*id]);
    let has = |each: &ClientParameter| {
        chosen().flat_map(|operation| &operation.parameters).any(|other| is(other, &each.name, each.location))
    };
    held.iter().filter(|each| has(each)).cloned().list()
}

/// Whether the client holds a parameter, by what has been planned.
pub(super) fn is_held(held: &[ClientParameter], parameter: &Parameter) -> bool {
    held.iter().any(|each| is(parameter, &each.name, each.location))
}

fn is(parameter: &Parameter, name: &str, location: Location) -> bool {
    parameter.location == location
        && match location {
            Location::Header => parameter.name.eq_ignore_ascii_case(name),
            _ => parameter.name == name,
        }
}
