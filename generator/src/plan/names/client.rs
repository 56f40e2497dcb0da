//! What the client's constants and servers are called.

use super::identifiers::value_name;
use super::scope::Scope;
use super::servers::{ServerNames, servers};
use crate::api::{Api, DefinitionId, SchemeId};
use crate::lists::Listing;
use crate::table::Table;

/// The names of what no operation and no shape has.
#[derive(Debug)]
pub(crate) struct ClientNames {
    /// The constant of each security scheme.
    pub(crate) credentials: Table<SchemeId, String>,
    pub(crate) servers: Vec<ServerNames>,
    /// The constant of each definition.
    pub(crate) definitions: Table<DefinitionId, String>,
}

impl ClientNames {
    /// Names what the document has of it.
    pub(crate) fn of(api: &Api) -> ClientNames {
        let (mut credentials, mut definitions) = (Scope::of([BY_DEFAULT]), Scope::default());
        ClientNames {
            credentials: api.schemes.map(|_, scheme| credentials.constant(&scheme.name)),
            servers: servers(&api.servers),
            definitions: api.definitions.map(|_, definition| {
                let ident = definitions.free(&value_name(&definition.name));
                ident.trim_start_matches("r#").to_uppercase()
            }),
        }
    }
}

/// The constants of the parameters that the client holds, by these names.
pub(crate) fn parameters(names: &[&str]) -> Vec<String> {
    let mut scope = Scope::default();
    names.iter().map(|name| scope.constant(name)).list()
}

/// The constant for what operations ask for by default.
pub(crate) const BY_DEFAULT: &str = "BY_DEFAULT";
