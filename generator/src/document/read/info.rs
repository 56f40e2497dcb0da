//! What the document says about itself: info and servers.

use indexmap::IndexMap;
use openapiv3::{Contact, ExternalDocumentation, Info, License, Server, ServerVariable};

use super::located::Located;
use super::reader::Reader;
use super::repeated::Cost;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::check;
use crate::lists::Listing;
use crate::value::{Node, Pointer};

impl<'d> Reader<'d> {
    pub(super) fn info(&mut self, root: &Located<'d>) -> Info {
        self.check_schema_dialect(root);
        let Some(at) = self.mapping(root, "info") else {
            if root.get("info").is_none() {
                self.missing(root, "info");
            }
            return Info::default();
        };
        Info {
            title: self.required_text(&at, "title").unwrap_or_default(),
            description: self.text(&at, "description"),
            terms_of_service: self.text(&at, "termsOfService"),
            contact: self.mapping(&at, "contact").map(|at| Contact {
                name: self.text(&at, "name"),
                url: self.text(&at, "url"),
                email: self.text(&at, "email"),
                extensions: Self::extensions(&at, &[]),
            }),
            license: self.mapping(&at, "license").map(|at| License {
                name: self.required_text(&at, "name").unwrap_or_default(),
                url: self.text(&at, "url"),
                extensions: Self::extensions(&at, &["identifier"]),
            }),
            version: self.required_text(&at, "version").unwrap_or_default(),
            extensions: Self::extensions(&at, &["summary"]),
        }
    }

    /// The servers of the document, a path item or an operation.
    pub(super) fn servers(&mut self, holder: &Located<'d>) -> Vec<Server> {
        self.items(holder, "servers").iter().filter_map(|at| self.server(at)).list()
    }

    /// A server. `None` where it has no URL, which is reported.
    pub(super) fn server(&mut self, at: &Located<'d>) -> Option<Server> {
        if !matches!(at.node, Node::Map(_)) {
            self.wrong_type(at, "a server");
            return None;
        }
        self.pay_if_read(at, Cost::Server).ok()?;
        let variables = self.mapping(at, "variables").map(|holder| {
            let mut variables = IndexMap::new();
            for (name, variable) in holder.entries() {
                variables.insert(name.to_owned(), self.server_variable(&variable));
            }
            variables
        });
        let server = Server {
            url: self.required_text(at, "url")?,
            description: self.text(at, "description"),
            variables,
            extensions: Self::extensions(at, &["name"]),
        };
        // An operation may name a server of the document again, without its variables.
        let is_again = check::servers::lacks_variables(&server) && self.is_of_document(&server.url, at);
        if !is_again {
            let (url, variables) = (at.pointer.child("url"), at.pointer.child("variables"));
            // What lacks a default has been told; nothing more follows from that.
            let mut checked = server.clone();
            for (name, variable) in checked.variables.iter_mut().flatten() {
                let has_default = at.node.get("variables").and_then(|all| all.get(name)?.get("default")).is_some();
                if !has_default && variable.enumeration.is_empty() {
                    variable.default = "1".to_owned();
                }
            }
            check::servers::check(&checked, &url, &variables, self.diagnostics);
        }
        Some(server)
    }

    /// Whether the document has a server of this URL, at another place than this one.
    fn is_of_document(&self, url: &str, at: &Located<'d>) -> bool {
        let servers = Located::new(self.root, Pointer::default()).get("servers");
        let mut all = servers.iter().flat_map(Located::items);
        all.any(|server| {
            server.node.get("url").and_then(Node::as_str) == Some(url) && server.pointer.parent() != at.pointer.parent()
        })
    }

    fn server_variable(&mut self, at: &Located<'d>) -> ServerVariable {
        let enumeration = self.texts(at, "enum");
        let default = match self.text(at, "default") {
            Some(default) => default,
            None => {
                let default = enumeration.first().cloned().unwrap_or_default();
                let name = at.pointer.last();
                let taken = if default.is_empty() { "empty".to_owned() } else { format!("`{default}`") };
                let message = format!("the server variable `{name}` has no `default`");
                if !self.is_told_otherwise(at, "default") {
                    self.diagnostics.push(
                        Diagnostic::warning(Code::MissingField, message)
                            .at_key(&at.pointer)
                            .label(format!("taken to be {taken}"))
                            .help(format!(
                                "declare it: `{name}: {{default: …}}`; or build the server from its variables"
                            )),
                    );
                }
                default
            }
        };
        ServerVariable {
            enumeration,
            default,
            description: self.text(at, "description"),
            extensions: Self::extensions(at, &[]),
        }
    }

    pub(super) fn external_docs(&mut self, holder: &Located<'d>) -> Option<ExternalDocumentation> {
        let at = self.mapping(holder, "externalDocs")?;
        Some(ExternalDocumentation {
            description: self.text(&at, "description"),
            url: self.required_text(&at, "url")?,
            extensions: Self::extensions(&at, &[]),
        })
    }
}
