//! What servers are called.

use super::identifiers::{pascal, type_name, value_name};
use super::reserved;
use super::scope::Scope;
use super::scope::distinct;
use super::words::words;
use crate::api::Server;
use crate::lists::Listing;
use crate::maps::HashSet;

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
    let variants = told_apart(&variants.list(), servers);
    let named = distinct(&variants, &keys).into_iter().zip(servers);
    named
        .map(|(variant, server)| ServerNames { ty: format!("{variant}Server"), variables: variables(server), variant })
        .list()
}

/// From more servers on none are told apart but by numbers: nobody writes so many.
const MANY: usize = 64;

/// The names, of which those that are alike have behind them what tells their servers apart: the scheme, the port, or a variable
/// that the others lack.
fn told_apart(names: &[String], servers: &[Server]) -> Vec<String> {
    // Each is held against all others.
    if servers.len() > MANY {
        return names.to_vec();
    }
    let ways: [&dyn Fn(&Server) -> String; 3] = [
        &|server| split(&server.url_with_defaults()).0.to_owned(),
        &|server| split(&server.url_with_defaults()).1.to_owned(),
        &|server| match server.variables_in_url().map(|variable| variable.name.as_str()).list().as_slice() {
            [.., last] => format!("with {last}"),
            [] => String::new(),
        },
    ];
    let told = |(name, server): (&String, &Server)| {
        let alike = names.iter().zip(servers).filter(|(other, _)| *other == name).map(|(_, server)| server).list();
        let is_own = |way: &&&dyn Fn(&Server) -> String| {
            let all: HashSet<String> = alike.iter().map(|server| way(server)).collect();
            alike.len() > 1 && all.len() == alike.len()
        };
        ways.iter().find(is_own).map_or_else(|| name.clone(), |way| name.clone() + &pascal(&words(&way(server))))
    };
    names.iter().zip(servers).map(told).list()
}

/// The scheme and the port of a URL, empty where it has none.
fn split(url: &str) -> (&str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split('/').next().unwrap_or_default();
    (scheme, authority.rsplit_once(':').map_or("", |(_, port)| port))
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
    let kept: Vec<String> = words(&left).into_iter().filter(|word| !dull.contains(&word.as_str())).list();
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
    #[test]
    fn servers_that_are_called_alike_are_told_apart_by_what_differs() {
        let named = |urls: &[&str]| {
            let server = |url: &&str| Server { url: (*url).to_owned(), description: None, variables: Vec::new() };
            let servers = servers(&urls.iter().map(server).list());
            servers.into_iter().map(|server| server.variant).list()
        };
        assert_eq!(named(&["http://localhost/v2", "https://localhost/v2"]), ["LocalhostHttp", "LocalhostHttps"]);
        assert_eq!(named(&["http://localhost", "http://localhost:81"]), ["Localhost", "Localhost81"]);
        assert_eq!(named(&["https://a.dev/x", "https://b.dev", "https://a.dev/y"]), ["A", "B", "A2"]);
    }
}
