//! What a type is to the one place that uses it.

use super::planner::Planner;
use crate::api::{OperationId, ShapeId, Status};
use crate::lists::Listing;
use crate::maps::{HashMap, SortedSet};
use crate::plan::names::{Parent, Site, Usage, bodies_called};
use crate::rust::{GroupId, Role};
use crate::settings::{Output, title};

/// What the values of each operation's bodies are called, once that has been asked for.
pub(crate) type Roles = HashMap<OperationId, HashMap<Vec<String>, String>>;

impl Planner<'_> {
    /// The media type of the body whose value is called this, where it is not called the request.
    fn body_called(&self, id: OperationId, words: &[String], roles: &mut Roles) -> Option<String> {
        let called = roles.entry(id).or_insert_with(|| bodies_called(&self.api.operations[id]));
        called.get(words).cloned()
    }

    /// The operations, with their groups, and the types that use a type, in the order of their names.
    pub(crate) fn users(&self, usage: &Usage) -> Vec<(String, Option<GroupId>)> {
        let user = |site: &Site| match &site.parent {
            Parent::Operation(id) => Some(match self.given.settings.output() {
                Output::Client => {
                    let (ident, group) = self.names.owner(*id);
                    (ident.to_owned(), Some(group))
                }
                Output::Types => (title(&self.api.operations[*id]), None),
            }),
            Parent::Shape(parent) => Some((self.names.types.get(parent)?.ident.clone(), None)),
            Parent::Component => None,
        };
        let users: SortedSet<(String, Option<GroupId>)> = usage.sites.iter().filter_map(user).collect();
        users.into_iter().list()
    }

    /// What a type that is used in one place only is there for, and what the document says of that place.
    pub(crate) fn role(&self, id: ShapeId, roles: &mut Roles) -> Option<(Role, Option<String>)> {
        let usage = self.names.usages.usage(id)?;
        let site = usage.only_site()?;
        let id = match &site.parent {
            Parent::Operation(id) => *id,
            Parent::Component => return None,
            Parent::Shape(parent) => {
                let owner = self.names.types.get(parent)?.ident.clone();
                return Some((Role { what: "A part of".to_owned(), named: None, owner, group: None }, None));
            }
        };
        let operation = &self.api.operations[id];
        let (owner, group) = match (self.given.settings.output(), self.names.owner(id)) {
            (Output::Client, (ident, group)) => (ident.to_owned(), Some(group)),
            // There is no type of the operation.
            (Output::Types, _) => (title(operation), None),
        };
        let named =
            |what: &str, named: Option<String>| Role { what: what.to_owned(), named, owner: owner.clone(), group };
        let role = |what: &str| named(what, None);
        let payload = if group.is_some() { "payload read by" } else { "payload of" };
        let said = |status: Option<Status>| {
            let response = operation.responses.iter().find(|response| Some(response.status) == status);
            response.and_then(|response| response.description.clone())
        };
        let success = || {
            let success = operation.responses.iter().find(|response| response.status.is_success());
            success.or(operation.responses.first())?.description.clone()
        };
        if let Some(media_type) = self.body_called(id, &site.words, roles) {
            return Some((named("The body in", Some(media_type.to_owned())), None));
        }
        let streams = || operation.responses.iter().any(|response| response.stream.is_some());
        let words: Vec<&str> = site.words.iter().map(String::as_str).list();
        Some(match words.as_slice() {
            ["payload"] => {
                (role(&format!("The {payload}")), operation.body.as_ref().and_then(|body| body.description.clone()))
            }
            ["payload", "item"] => (role(&format!("An item of the {payload}")), None),
            ["request"] => (role("The body of"), operation.body.as_ref().and_then(|body| body.description.clone())),
            ["response"] => (role("The answer to"), success()),
            ["request", "item"] => (role("An item of the body of"), None),
            ["response", "item"] => (role("An item of the answer to"), success()),
            // Parameters may be called so, too.
            ["item"] if streams() => (role("An item of the answer to"), success()),
            ["event"] if streams() => (role("An event of the answer to"), success()),
            ["error"] => (role("The answer to a failed"), said(Some(Status::Default))),
            ["response", status] => {
                (role(&format!("The answer with status {status} to")), said(status.parse().ok().map(Status::Exact)))
            }
            _ => (named("A value of", Some(site.words.join(" "))), None),
        })
    }
}
