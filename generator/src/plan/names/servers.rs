//! What servers are called.

use super::identifiers::{type_name, value_name};
use super::reserved;
use super::scope::Scope;
use super::scope::distinct;
use super::words::words;
use crate::api::Server;
use crate::lists::Listing;

/// What a server is called.
#[derive(Debug)]
pub(crate) struct ServerNames {
    /// Its variant among the servers.
    pub(crate) variant: String,
    /// The type that has its variables.
    pub(crate) ty: String,
    /// The fields of its variables.
    pub(crate) variables: Vec<String>,
}

/// The names of the document's servers, in their order.
pub(crate) fn servers(servers: &[Server]) -> Vec<ServerNames> {
    let variants = servers.iter().map(|server| {
        let described =
            server.description.as_deref().map(essential).filter(|name| (1..=4).contains(&words(name).len()));
        type_name(described.as_deref().unwrap_or(host(&server.url_with_defaults())))
    });
    // Their order means something: the first is called where none is chosen.
    let keys = (0..servers.len()).map(|at| format!("{at:06}")).list();
    let named = distinct(&variants.list(), &keys).into_iter().zip(servers);
    named
        .map(|(variant, server)| ServerNames { ty: format!("{variant}Server"), variables: variables(server), variant })
        .list()
}

fn variables(server: &Server) -> Vec<String> {
    let mut scope = Scope::of(reserved::RECORD_METHODS.iter().copied());
    server.variables_in_url().map(|variable| scope.free(&value_name(&variable.name))).list()
}

/// What is left of a description without remarks that say nothing of which server it is.
fn essential(description: &str) -> String {
    let mut left = description.lines().next().unwrap_or_default().to_owned();
    for (open, close) in [('<', '>'), ('(', ')'), ('[', ']')] {
        while let (Some(from), Some(to)) = (left.find(open), left.find(close)) {
            if from > to {
                break;
            }
            left.replace_range(from..=to, " ");
        }
    }
    let dull = ["default", "server", "the", "deprecated", "url", "api", "base", "environment"];
    let kept: Vec<String> = words(&left).into_iter().filter(|word| !dull.contains(&word.as_str())).collect();
    if kept.is_empty() { left } else { kept.join(" ") }
}

/// The host of a URL, its top-level domain and port left out.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = authority.split(':').next().unwrap_or_default();
    let host = host.rsplit_once('.').map_or(host, |(name, _)| name);
    if host.is_empty() { "root" } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(url: &str, description: Option<&str>) -> String {
        let server = Server { url: url.to_owned(), description: description.map(str::to_owned), variables: Vec::new() };
        servers(&[server]).remove(0).variant
    }

    #[test]
    fn servers_are_named_for_what_their_description_tells() {
        assert_eq!(named("https://api.dfns.io", Some("Default - Europe")), "Europe");
        assert_eq!(named("https://api.dfns.ninja", Some("<Deprecated> Staging")), "Staging");
        assert_eq!(named("https://api.example.com/v1", None), "ApiExample");
        assert_eq!(named("/", None), "Root");
        assert_eq!(
            named("http://localhost:8080", Some("A server for those who would rather run their own one")),
            "Localhost"
        );
    }
}
