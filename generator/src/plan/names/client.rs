//! What the client's constants and servers are called.

use super::identifiers::value_name;
use super::lock::Lock;
use super::scope::Scope;
use super::servers::{ServerNames, servers};
use crate::api::{Api, DefinitionId, SchemeId};
use crate::lists::{Listing, sort};
use crate::rust::ClientParameter;
use crate::table::{Id, Table};

/// The names of what no operation and no shape has.
#[derive(Debug)]
pub(crate) struct ClientNames {
    /// The constant of each security scheme.
    pub(crate) credentials: Table<SchemeId, String>,
    pub(crate) servers: Vec<ServerNames>,
    /// The constant of each definition.
    pub(crate) definitions: Table<DefinitionId, String>,
    /// The parameters that the client holds.
    pub(crate) parameters: Vec<ClientParameter>,
}

impl ClientNames {
    /// Names what the document has of it.
    pub(crate) fn of(api: &Api) -> ClientNames {
        let (mut credentials, mut definitions) = (Scope::of([BY_DEFAULT]), Scope::default());
        ClientNames {
            credentials: by_name(&api.schemes, &|scheme| &scheme.name, &mut |name| credentials.constant(name)),
            servers: servers(&api.servers),
            definitions: by_name(&api.definitions, &|definition| &definition.name, &mut |name| {
                definitions.free(&value_name(name)).trim_start_matches("r#").to_uppercase()
            }),
            parameters: Vec::new(),
        }
    }
}

/// Names things in the order of what the document calls them, not in its own.
fn by_name<I: Id, T>(
    all: &Table<I, T>,
    name: &dyn Fn(&T) -> &str,
    take: &mut dyn FnMut(&str) -> String,
) -> Table<I, String> {
    let mut named = all.map(|_, _| String::new());
    let mut order = all.entries().map(|(id, each)| (name(each), id)).list();
    sort(&mut order, &|one, other| one.0.cmp(other.0));
    order.into_iter().for_each(|(name, id)| named[id] = take(name));
    named
}

/// Names the constants of the parameters that the client holds. What a lock knows keeps its name.
pub(crate) fn name_client_parameters(
    mut parameters: Vec<ClientParameter>,
    lock: Option<&Lock>,
) -> Vec<ClientParameter> {
    let mut scope = Scope::default();
    let known = lock.map(|lock| &lock.known);
    known.into_iter().flat_map(|known| known.names("client parameter")).for_each(|name| _ = scope.constant(name));
    for parameter in &mut parameters {
        let of = [parameter.location.word(), &parameter.name];
        let held = known.and_then(|known| known.name("client parameter", &of));
        parameter.ident = held.map_or_else(|| scope.constant(&parameter.name), str::to_owned);
    }
    parameters
}

/// The constant for what operations ask for by default.
pub(crate) const BY_DEFAULT: &str = "BY_DEFAULT";
