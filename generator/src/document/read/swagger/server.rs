//! `schemes`, `host` and `basePath`: servers.

use openapiv3::Server;

use super::super::located::Located;
use super::super::reader::Reader;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::check;
use crate::lists::{Listing, sort_by_key};

/// What comes first of the document's schemes.
const PREFERRED: [&str; 4] = ["https", "http", "wss", "ws"];

impl<'d> Reader<'d> {
    /// The document's servers: one for each scheme, the safest first. Without a host, a path relative to wherever the
    /// document was served.
    pub(in super::super) fn swagger_servers(&mut self, root: &Located<'d>) -> Vec<Server> {
        let path = self.text(root, "basePath").unwrap_or_default();
        let path = path.trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        let mut schemes = self.schemes(root);
        sort_by_key(&mut schemes, &|scheme| PREFERRED.iter().position(|preferred| preferred == scheme));
        schemes.dedup();
        let Some(host) = self.text(root, "host") else {
            return if path.is_empty() { Vec::new() } else { vec![server(path)] };
        };
        let at = root.pointer.child("host");
        // Some documents have the whole URL here.
        let (scheme, host) =
            host.split_once("://").map_or((None, host.as_str()), |(scheme, host)| (Some(scheme), host));
        let host = host.trim_end_matches('/');
        let (name, behind) = host.split_at(host.find('/').unwrap_or(host.len()));
        if scheme.is_none() && !behind.is_empty() {
            self.diagnostics.push(
                Diagnostic::note(Code::InvalidServer, "`host` has a path, and is not a host alone")
                    .at(&at)
                    .label(format!("calls go to `{host}{path}`"))
                    .help(format!("write `host: {name}` and `basePath: {behind}{path}`")),
            );
        }
        let scheme = scheme.map(str::to_ascii_lowercase);
        if let Some(scheme) = &scheme {
            self.diagnostics.push(
                Diagnostic::note(Code::InvalidServer, "`host` is a URL, and not a host")
                    .at(&at)
                    .label(format!("its host is `{name}`"))
                    .help(match behind {
                        "" => format!("write the host alone, and its scheme under `schemes`: `schemes: [{scheme}]`"),
                        _ => format!("write `host: {name}`, `basePath: {behind}{path}` and `schemes: [{scheme}]`"),
                    }),
            );
        }
        if schemes.is_empty() {
            let known = scheme.filter(|scheme| PREFERRED.contains(&scheme.as_str()));
            schemes.push(known.unwrap_or_else(|| "https".to_owned()));
        }
        let servers: Vec<Server> = schemes.iter().map(|scheme| server(format!("{scheme}://{host}{path}"))).list();
        // They differ in their schemes only, of which the first one is the safest.
        servers.first().into_iter().for_each(|first| check::servers::check(first, &at, &at, self.diagnostics));
        servers
    }

    /// The schemes that the document lists. Those that Swagger 2.0 does not have are reported, and left out.
    fn schemes(&mut self, root: &Located<'d>) -> Vec<String> {
        let mut schemes = Vec::new();
        for item in self.items(root, "schemes") {
            let Some(written) = self.text_of(&item) else { continue };
            // A URL's scheme may be written in any case (RFC 3986, section 3.1).
            let scheme = written.to_ascii_lowercase();
            if PREFERRED.contains(&scheme.as_str()) {
                schemes.push(scheme);
                continue;
            }
            let diagnostic =
                Diagnostic::warning(Code::InvalidServer, format!("`{scheme}` is not a scheme of Swagger 2.0"))
                    .at(&item.pointer)
                    .label("left out");
            self.diagnostics.push(match closest(&scheme, PREFERRED) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help("the schemes are `http`, `https`, `ws` and `wss`; calls go by the first two"),
            });
        }
        schemes
    }

    /// Reports schemes of an operation that leave out the one by which it is called.
    pub(in super::super) fn check_schemes(&mut self, operation: &Located<'d>) {
        let own = self.texts(operation, "schemes");
        let root = Located::new(self.root, Default::default());
        let all = self.texts(&root, "schemes");
        let used = PREFERRED.iter().find(|scheme| all.iter().any(|one| one == *scheme));
        if let Some(used) = used
            && !own.is_empty()
            && !own.iter().any(|scheme| scheme == used)
        {
            self.diagnostics.push(
                Diagnostic::warning(Code::IgnoredField, "the `schemes` of an operation are ignored")
                    .at_key(&operation.pointer.child("schemes"))
                    .with_note(format!("it is called by `{used}`, as the document's other operations")),
            );
        }
    }
}

fn server(url: String) -> Server {
    Server { url, ..Server::default() }
}
