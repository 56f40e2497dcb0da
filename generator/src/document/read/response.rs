//! Responses.

use indexmap::IndexMap;
use openapiv3::{Link, ReferenceOr, Response, Responses, StatusCode};

use super::grammar::Kind;
use super::located::Located;
use super::reader::{Reader, Unreadable};
use super::repeated::Cost;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Listing;
use crate::value::{Node, Pointer};

impl<'d> Reader<'d> {
    /// The responses of an operation: none where it declares none.
    pub(super) fn responses(&mut self, operation: &Located<'d>) -> Result<Responses, Unreadable> {
        let mut responses = Responses::default();
        let Some(at) = self.mapping(operation, "responses") else {
            return Ok(responses);
        };
        responses.extensions = Self::extensions(&at, &[]);
        responses.responses.reserve_exact(at.entries().filter(|(key, _)| status(key).is_some()).tally());
        let produces = match self.version {
            Version::V20 => self.media_types(operation, "produces"),
            _ => Vec::new(),
        };
        for (key, response) in at.entries() {
            if key.starts_with("x-") {
                continue;
            }
            if key == "default" {
                responses.default = Some(ReferenceOr::Item(self.response(&response, key, &produces)?));
            } else if let Some(status) = status(self.spelled_status(key, &response)) {
                if responses.responses.contains_key(&status) {
                    let message = format!("the response `{key}` is there twice");
                    let diagnostic = Diagnostic::warning(Code::InvalidStatus, message).at_key(&response.pointer);
                    self.diagnostics.push(diagnostic.label("ignored: the first one holds"));
                    continue;
                }
                self.check_status(&status, &response);
                let response = ReferenceOr::Item(self.response(&response, key, &produces)?);
                responses.responses.insert(status, response);
            } else {
                self.diagnostics.push(
                    Diagnostic::warning(Code::InvalidStatus, format!("the response `{key}` is left out"))
                        .at_key(&response.pointer)
                        .label("no status code, range or `default`")
                        .help("write a code such as `404`, a range such as `4XX`, or `default`"),
                );
            }
        }
        Ok(responses)
    }

    /// Where an operation should say what is answered, if it says nothing of it. What is misspelled or stands elsewhere, or is no
    /// mapping, is told as that.
    pub(super) fn lacks_responses(&self, operation: &Located<'d>) -> Option<Pointer> {
        if let Some(responses) = operation.get("responses") {
            let is_empty =
                matches!(responses.node, Node::Map(_)) && responses.entries().all(|(key, _)| key.starts_with("x-"));
            return is_empty.then_some(responses.pointer);
        }
        (!self.is_told_otherwise(operation, "responses")).then(|| operation.pointer.clone())
    }

    /// A response's key, as a status is spelled. Another spelling is reported.
    fn spelled_status(&mut self, key: &'d str, response: &Located<'d>) -> &'d str {
        let Some(meant) = meant(key).filter(|meant| *meant != key) else { return key };
        let message = format!("no status is written `{key}`");
        let diagnostic = Diagnostic::note(Code::InvalidStatus, message).at_key(&response.pointer);
        self.diagnostics.push(diagnostic.label(format!("read as `{meant}`")).help(format!("write it as `{meant}`")));
        meant
    }

    /// Reports a status that HTTP doesn't have (RFC 9110, section 15).
    fn check_status(&mut self, status: &StatusCode, response: &Located<'d>) {
        if let StatusCode::Code(code @ 600..) = status {
            self.diagnostics.push(
                Diagnostic::note(Code::InvalidStatus, format!("HTTP has no status {code}"))
                    .at_key(&response.pointer)
                    .label("read all the same, should a server answer so")
                    .help("its statuses are 100 to 599 (RFC 9110, section 15); `5XX` or `default` stands for whatever fails"),
            );
        }
    }

    /// The response of a status. `produces` are Swagger 2.0's media types.
    fn response(&mut self, at: &Located<'d>, status: &str, produces: &[String]) -> Result<Response, Unreadable> {
        let followed = self.follow(at, Kind::Response)?;
        let at = followed.at;
        match at.node {
            Node::Map(_) => {}
            // `204:` with nothing behind it.
            Node::Null => return Ok(Response::default()),
            _ => {
                let reason = format!("its response {} is not a mapping", at.pointer.last());
                return Err(self.unfit(&at, "a response", reason));
            }
        }
        self.pay_if_read(&at, Cost::Response)?;
        Ok(Response {
            description: followed.description.or(self.prose(&at, "description")).unwrap_or_default(),
            headers: self.headers(&at),
            content: match self.version {
                Version::V20 => self.swagger_content(&at, status, produces),
                _ => self.content(&at)?,
            },
            links: self.links(&at),
            extensions: Self::extensions(&at, &["summary"]),
        })
    }

    /// The links of a response, once: nothing is made of them. Those that can't be read are left out, which is reported.
    fn links(&mut self, response: &Located<'d>) -> IndexMap<String, ReferenceOr<Link>> {
        let mut links = IndexMap::new();
        for (name, at) in self.entries(response, "links") {
            if self.is_read(&at) {
                continue;
            }
            let link = self.link(&at);
            self.mark_read(&at);
            if let Ok(Some(link)) = link {
                links.insert(name.to_owned(), ReferenceOr::Item(link));
            }
        }
        links
    }
}

/// A status in a spelling that it does not have: with zeros, blanks or a sign before it.
fn meant(key: &str) -> Option<&str> {
    let plain = key.trim().trim_start_matches(['+', '0']);
    (plain.len() == 3 && status(plain).is_some()).then_some(plain)
}

/// A status code, or a range such as `4XX`.
fn status(key: &str) -> Option<StatusCode> {
    if key.len() != 3 || !key.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if let Some(class) = key.strip_suffix("XX").or(key.strip_suffix("xx")) {
        let class = class.parse().ok()?;
        return (1..=5).contains(&class).then_some(StatusCode::Range(class));
    }
    let code = key.parse().ok()?;
    (100..=999).contains(&code).then_some(StatusCode::Code(code))
}
