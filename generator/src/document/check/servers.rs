//! URLs of servers and their variables (OpenAPI 3.1, sections 4.8.5 and 4.8.6).

use openapiv3::Server;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest, listed};
use crate::document::template::{Fault, fault, filled, names};
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::value::Pointer;

/// What becomes of a client whose server can't be called.
const CONSEQUENCE: &str = "every call fails, until the client is given another server";

/// Whether nothing is said of the variables in a server's URL.
pub(in crate::document) fn lacks_variables(server: &Server) -> bool {
    server.variables.is_none() && names(&server.url).next().is_some()
}

/// Tells what is wrong with a server; `url` is where its URL stands, `variables` where its variables do.
pub(in crate::document) fn check(server: &Server, url: &Pointer, variables: &Pointer, diagnostics: &mut Diagnostics) {
    let named: HashSet<&str> = names(&server.url).collect();
    let variable = |name: &str| server.variables.as_ref()?.get(name);
    let undeclared: Vec<&str> = named.iter().copied().filter(|name| variable(name).is_none()).list();
    if let Some(fault) = braces(&server.url) {
        diagnostics.push(invalid(server, url).label(fault).help("a variable stands in the URL as `{name}`"));
        return;
    }
    let unused = server.variables.iter().flat_map(|variables| variables.keys());
    let unused: Vec<&str> = unused.map(String::as_str).filter(|name| !named.contains(name)).list();
    let meant = undeclared.iter().find_map(|name| Some((*name, closest(name, unused.iter().copied())?)));
    if !undeclared.is_empty() {
        diagnostics.push(undeclared_variables(&undeclared, meant.map(|(_, meant)| meant), url));
    }
    // Whatever stands for a variable that is not declared is fit to stand there, be it as a host or as a port.
    let filled = filled(&server.url, |name| variable(name).map_or("1", |variable| &variable.default));
    let filled = filled.replacen("1://", "https://", usize::from(filled.starts_with("1://")));
    if let Some((fault, help)) = wrong(&filled) {
        diagnostics.push(invalid(server, url).label(fault).help(help));
    }
    for (name, variable) in server.variables.iter().flatten() {
        let at = variables.child(name);
        if named.contains(name.as_str()) {
            if !variable.enumeration.is_empty() && !variable.enumeration.contains(&variable.default) {
                diagnostics.push(default_beyond(name, &variable.default, &variable.enumeration, &at));
            }
        } else if meant.is_none_or(|(_, meant)| meant != name) {
            diagnostics.push(
                Diagnostic::note(Code::IgnoredField, format!("the server variable `{name}` is left out"))
                    .at_key(&at)
                    .label(format!("the URL has no `{{{name}}}`")),
            );
        }
    }
}

fn invalid(server: &Server, url: &Pointer) -> Diagnostic {
    Diagnostic::warning(Code::InvalidServer, format!("the server `{}` can't be called", server.url))
        .at(url)
        .with_note(CONSEQUENCE)
}

fn undeclared_variables(undeclared: &[&str], meant: Option<&str>, url: &Pointer) -> Diagnostic {
    let (variables, are) = if undeclared.len() == 1 { ("variable", "is") } else { ("variables", "are") };
    let message =
        format!("the {variables} {} of a server's URL {are} not declared", listed(undeclared.iter().copied()));
    Diagnostic::warning(Code::InvalidServer, message)
        .at(url)
        .label("nothing says what stands there")
        .with_note(CONSEQUENCE)
        .help(match meant {
            Some(meant) => format!("did you mean `{{{meant}}}`, which is declared and does not stand in the URL?"),
            None => "declare it under `variables`, with a `default`".to_owned(),
        })
}

fn default_beyond(name: &str, default: &str, values: &[String], at: &Pointer) -> Diagnostic {
    Diagnostic::warning(
        Code::InvalidDefault,
        format!("the default `{default}` of the server variable `{name}` is none of its own values"),
    )
    .at(&at.child("default"))
    .label(format!("its `enum` has {}", listed(values.iter().map(String::as_str))))
    .with_note("the client's first URL has the default in it all the same; a server that is built from its variables refuses it")
}

fn braces(url: &str) -> Option<&'static str> {
    Some(match fault(url)? {
        Fault::Unbalanced => "its braces are not balanced",
        Fault::Nameless => "there is no name between its braces",
        Fault::Nested => "it has braces within braces",
    })
}

/// What is wrong with a URL without variables, and what to do.
fn wrong(url: &str) -> Option<(String, &'static str)> {
    const WHOLE: &str = "a whole URL is such as `https://api.example.com/v1`, a relative one such as `/v1`";
    let url = url.trim();
    let is_odd = |text: &str| text.contains(|c: char| c.is_whitespace() || c.is_control());
    let Some((scheme, rest)) = url.split_once("://") else {
        return relative(url).or_else(|| is_odd(url).then(|| ("it has spaces in it".to_owned(), WHOLE)));
    };
    if !["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        let is_web_socket = ["wss", "ws"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        let help = if is_web_socket { "calls go over HTTP; give the client the server's `https` URL" } else { WHOLE };
        return Some((format!("its scheme is `{scheme}`, not `https` or `http`"), help));
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
    if authority.contains('@') {
        return Some((
            "it holds a user or a password".to_owned(),
            "give the client a credential in its place, and the document a security scheme",
        ));
    }
    if is_odd(rest) {
        return Some(("it has spaces in it".to_owned(), WHOLE));
    }
    if tail.contains(['?', '#']) {
        return Some((
            "it has a query or a fragment".to_owned(),
            "leave it out; what every request has in its query is a parameter or an API key",
        ));
    }
    host(authority).map(|fault| (fault.to_owned(), WHOLE))
}

/// What is wrong with the host and the port of a URL.
fn host(authority: &str) -> Option<&'static str> {
    let port = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((_, "")) => None,
            Some((_, after)) => Some(after.strip_prefix(':').unwrap_or("none")),
            None => return Some("its host has a bracket that is not closed"),
        },
        None => {
            let (host, port) = match authority.split_once(':') {
                Some((host, port)) => (host, Some(port)),
                None => (authority, None),
            };
            if host.is_empty() {
                return Some("it names no host");
            }
            if host.contains(['[', ']', '<', '>', '\\', '^', '|', '"']) {
                return Some("its host has characters that no host has");
            }
            port
        }
    };
    port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err())
        .then_some("its port is not a number up to 65535")
}

/// What is wrong with a relative URL: a host without its scheme is taken for a folder.
fn relative(url: &str) -> Option<(String, &'static str)> {
    let first = url.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let is_host = first.eq_ignore_ascii_case("localhost") || {
        let (_, last) = first.rsplit_once('.').unwrap_or_default();
        let ends_as_host = last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphanumeric());
        ends_as_host && !first.starts_with('.')
    };
    is_host.then(|| {
        let fault = format!("without a scheme, `{first}` is not a host, but the name of a folder");
        (fault, "put `https://` in front")
    })
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn urls_that_a_client_can_call() {
        for url in [
            "https://api.example.com/v1",
            "http://localhost:8080/",
            "HTTPS://x",
            "http://[::1]:80/a",
            "http://[::1]",
            "https://h/a:b@c",
            "/v1",
            "",
            "/",
            "./v1",
            "../v1",
            "v1/api",
            "api/v1.0/",
        ] {
            assert_eq!(wrong(url), None, "{url}");
        }
    }

    #[test]
    fn urls_that_no_client_can_call() {
        for url in [
            "ht tp://[bad/x",
            "https://[bad/x",
            "wss://x",
            "ftp://x",
            "https://",
            "https:///v1",
            "https://u:p@h",
            "https://h/a b",
            "https://h?x=1",
            "https://h/#a",
            "https://h:port/",
            "https://h:99999/",
            "api.example.com/v1",
            "localhost:8080",
        ] {
            assert!(wrong(url).is_some(), "{url}");
        }
    }
}
