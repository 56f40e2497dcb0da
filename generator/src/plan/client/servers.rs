//! The servers' names.

use crate::api;
use crate::plan::names::{Scope, distinct, type_name, value_name, words};
use crate::rust::{OwnServer, Server, ServerVariable};

/// The servers of the document. Those at a relative URL only (OpenAPI's own default, `/`) name no host and are left to
/// the caller.
pub(super) fn servers(servers: &[api::Server]) -> Vec<Server> {
    let urls: Vec<String> = servers.iter().map(api::Server::url_with_defaults).collect();
    let names = servers.iter().zip(&urls).map(|(server, url)| {
        let described =
            server.description.as_deref().map(essential).filter(|name| (1..=4).contains(&words(name).len()));
        type_name(described.as_deref().unwrap_or_else(|| host(url)))
    });
    let names = distinct(names.collect());
    servers
        .iter()
        .zip(urls)
        .zip(names)
        .map(|((server, url), ident)| Server {
            ident,
            url,
            template: server.url.clone(),
            variables: variables(server),
            description: server.description.clone(),
            deprecated: server.description.as_deref().is_some_and(|text| text.to_lowercase().contains("deprecated")),
        })
        .collect()
}

/// A server that one operation has.
pub(super) fn own(server: &api::Server) -> OwnServer {
    OwnServer { url: server.url_with_defaults(), description: server.description.clone() }
}

/// The variables that stand in the URL.
fn variables(server: &api::Server) -> Vec<ServerVariable> {
    let mut scope = Scope::of(["new"]);
    let used = server.variables.iter().filter(|variable| server.url.contains(&format!("{{{}}}", variable.name)));
    used.map(|variable| ServerVariable {
        ident: scope.free(&value_name(&variable.name)),
        name: variable.name.clone(),
        default: variable.default.clone(),
        values: variable.values.clone(),
        description: variable.description.clone(),
    })
    .collect()
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
        let server =
            api::Server { url: url.to_owned(), description: description.map(str::to_owned), variables: Vec::new() };
        servers(&[server]).remove(0).ident
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
