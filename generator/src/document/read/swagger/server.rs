//! `schemes`, `host` and `basePath`: servers.

use openapiv3::Server;

use super::super::{Located, Reader};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::check;

/// What comes first of the document's schemes.
const PREFERRED: [&str; 4] = ["https", "http", "wss", "ws"];

impl<'d> Reader<'d> {
    /// The document's servers: one for each scheme, the safest first. Without a host, a path relative to wherever the
    /// document was served.
    pub(in super::super) fn swagger_servers(&mut self, root: &Located<'d>) -> Vec<Server> {
        let path = self.text(root, "basePath").unwrap_or_default();
        let path = path.trim_matches('/');
        let path = if path.is_empty() { String::new() } else { format!("/{path}") };
        let mut schemes = self.texts(root, "schemes");
        schemes.sort_by_key(|scheme| PREFERRED.iter().position(|preferred| preferred == scheme));
        schemes.dedup();
        let Some(host) = self.text(root, "host") else {
            return if path.is_empty() { Vec::new() } else { vec![server(path)] };
        };
        // Some documents have the whole URL here.
        let host = host.split_once("://").map_or(host.as_str(), |(_, host)| host).trim_end_matches('/');
        let at = root.pointer.child("host");
        if schemes.is_empty() {
            schemes.push("https".to_owned());
        }
        let servers: Vec<Server> = schemes.iter().map(|scheme| server(format!("{scheme}://{host}{path}"))).collect();
        // They differ in their schemes only, of which the first one is the safest.
        servers.first().into_iter().for_each(|first| check::servers::check(first, &at, &at, self.diagnostics));
        servers
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
