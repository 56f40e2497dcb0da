//! Where every shape is used: in which groups, in requests or responses, and under which names.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::media;
use super::twins::{Twins, is_named};
use super::words::{singular, spoken};
use crate::api::{Api, Body, Content, FieldValue, Kind, Operation, ShapeId, Status, Use};

/// What a shape is part of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Parent {
    /// The operation with this number, directly: its body, a response, a parameter.
    Operation(usize),
    /// A named shape.
    Shape(ShapeId),
    /// None: it is a component, or a part of one that is no type itself.
    Component,
}

/// A place at which a shape is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Site {
    pub(super) parent: Parent,
    /// What the place is called.
    pub(super) words: Vec<String>,
}

/// What is known of a named shape.
#[derive(Debug, Default)]
pub(super) struct Usage {
    pub(super) sites: IndexSet<Site, FxBuildHasher>,
    /// The groups whose operations lead here.
    pub(super) groups: Users,
    pub(super) in_request: bool,
    pub(super) in_response: bool,
}

impl Usage {
    /// Where it is used, if that is in one place only.
    pub(super) fn only_site(&self) -> Option<&Site> {
        self.sites.first().filter(|_| self.sites.len() == 1)
    }
}

/// The groups that use something: which ones they are makes no difference where there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Users {
    #[default]
    None,
    One(usize),
    Several,
}

impl Users {
    fn add(&mut self, group: usize) {
        *self = match *self {
            Users::None => Users::One(group),
            Users::One(known) if known == group => Users::One(group),
            Users::One(_) | Users::Several => Users::Several,
        };
    }
}

/// Every named shape that operations lead to, in the order in which they do.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) order: Vec<ShapeId>,
    pub(super) usages: FxHashMap<ShapeId, Usage>,
}

/// The direction in which values go.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Request,
    Response,
}

impl Survey {
    /// Follows these operations; `groups` gives the group of each operation.
    pub(super) fn of(api: &Api, twins: &Twins, operations: &[usize], groups: &[usize]) -> Survey {
        let mut walk = Walk { api, twins, survey: Survey::default(), seen: FxHashSet::default(), unnamed: Vec::new() };
        for &number in operations {
            if let (Some(operation), Some(&group)) = (api.operations.get(number), groups.get(number)) {
                let main = operation.body.as_ref().and_then(|body| Some(twins.get(body.values().first()?.1.shape)));
                for (value, words, request) in roots(operation) {
                    // What is sent as several media types is the request under each of them.
                    let is_main = request && main == Some(twins.get(value.shape));
                    let words = if is_main { vec!["request".to_owned()] } else { words };
                    let direction = if request { Direction::Request } else { Direction::Response };
                    walk.visit(value, Site { parent: Parent::Operation(number), words }, direction, Some(group));
                }
            }
        }
        walk.survey
    }

    /// Follows the components that become types anyhow. They may be sent.
    pub(super) fn of_components(api: &Api, twins: &Twins) -> Survey {
        let mut walk = Walk { api, twins, survey: Survey::default(), seen: FxHashSet::default(), unnamed: Vec::new() };
        for component in &api.components {
            let site = Site { parent: Parent::Component, words: spoken(&component.name) };
            walk.visit(&component.value, site, Direction::Request, None);
        }
        walk.survey
    }

    /// Adds the shapes of another survey that are not in this one.
    pub(super) fn extend(&mut self, mut other: Survey) {
        for id in other.order {
            if let Entry::Vacant(vacant) = self.usages.entry(id) {
                vacant.insert(other.usages.remove(&id).unwrap_or_default());
                self.order.push(id);
            }
        }
    }

    /// What is known of a shape.
    pub(super) fn usage(&self, id: ShapeId) -> Option<&Usage> {
        self.usages.get(&id)
    }
}

/// What an operation names directly: the value, what it is called there, whether it is sent.
pub(super) fn roots(operation: &Operation) -> Vec<(&Use, Vec<String>, bool)> {
    if operation.incoming.is_some() {
        let payload = operation.body.iter().flat_map(Body::values).map(|(_, value)| value);
        return payload.map(|value| (value, vec!["payload".to_owned()], false)).collect();
    }
    let mut roots = Vec::new();
    for parameter in &operation.parameters {
        roots.push((&parameter.value, spoken(&parameter.name), true));
    }
    roots.extend(bodies(operation));
    let successes = operation.responses.iter().filter(|response| response.status.is_success()).count();
    for response in &operation.responses {
        for header in &response.headers {
            roots.push((&header.value, spoken(&header.name), false));
        }
        for value in response.contents.iter().filter_map(|content| content.payload.value()) {
            roots.push((value, response_words(response.status, successes), false));
        }
        if let Some(stream) = &response.stream {
            let word = if stream.framing.is_events() { "event" } else { "item" };
            roots.push((&stream.item, vec![word.to_owned()], false));
        }
    }
    roots
}

/// The values that a body can carry: the one that most callers mean is the request, the others are called after their
/// media types.
fn bodies(operation: &Operation) -> Vec<(&Use, Vec<String>, bool)> {
    let Some(body) = &operation.body else { return Vec::new() };
    let media_types: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).collect();
    let names = media::variants(&media_types);
    let words = |content: &Content| {
        let at = body.contents.iter().position(|other| std::ptr::eq(other, content));
        at.and_then(|at| names.get(at).cloned()).unwrap_or_default()
    };
    let mut values = Vec::new();
    for (content, value) in body.values() {
        let words = if values.is_empty() { vec!["request".to_owned()] } else { words(content) };
        values.push((value, words, true));
    }
    values
}

/// What the values of an operation's bodies are called where they are not called the request, and their media types.
pub(super) fn bodies_called(operation: &Operation) -> HashMap<Vec<String>, String> {
    let several = operation.body.as_ref().filter(|body| body.contents.len() > 1);
    let contents = several.map(|body| body.contents.as_slice()).unwrap_or_default();
    let media_types: Vec<&str> = contents.iter().map(|content| content.media_type.as_str()).collect();
    let mut called = HashMap::new();
    for (name, media_type) in media::variants(&media_types).into_iter().zip(media_types) {
        called.entry(name).or_insert_with(|| media_type.to_owned());
    }
    called
}

/// What an operation's response is called.
pub(super) fn response_words(status: Status, successes: usize) -> Vec<String> {
    let named = match status {
        Status::Exact(_) | Status::Range(2) if status.is_success() && successes < 2 => "response".to_owned(),
        Status::Exact(code) => return vec!["response".to_owned(), code.to_string()],
        Status::Range(range) => return vec!["response".to_owned(), format!("{range}xx")],
        Status::Default if successes == 0 => "response".to_owned(),
        Status::Default => "error".to_owned(),
    };
    vec![named]
}

/// What the items of a tuple are called.
const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

struct Walk<'a> {
    api: &'a Api,
    twins: &'a Twins,
    survey: Survey,
    /// What was followed from where: what several groups lead to is not followed again for each of them.
    seen: FxHashSet<(ShapeId, Direction, Users)>,
    /// The lists and maps on the way, for those that hold themselves.
    unnamed: Vec<ShapeId>,
}

impl Walk<'_> {
    fn visit(&mut self, value: &Use, site: Site, direction: Direction, group: Option<usize>) {
        let id = self.twins.get(value.shape);
        let api = self.api;
        let kind = &api.shapes.get(id).kind;
        if !is_named(kind) {
            if let Kind::List(inner) | Kind::Map(inner) = kind
                && !self.unnamed.contains(&id)
            {
                self.unnamed.push(id);
                let words = singular(&site.words);
                let words = if words == ["request"] || words == ["response"] {
                    [words, vec!["item".to_owned()]].concat()
                } else {
                    words
                };
                self.visit(inner, Site { parent: site.parent, words }, direction, group);
                self.unnamed.pop();
            }
            return;
        }
        let usage = self.survey.usages.entry(id).or_insert_with(|| {
            self.survey.order.push(id);
            Usage::default()
        });
        usage.sites.insert(site);
        group.into_iter().for_each(|group| usage.groups.add(group));
        let users = usage.groups;
        match direction {
            Direction::Request => usage.in_request = true,
            Direction::Response => usage.in_response = true,
        }
        if self.seen.insert((id, direction, users)) {
            self.children(id, kind, direction, group);
        }
    }

    fn children(&mut self, id: ShapeId, kind: &Kind, direction: Direction, group: Option<usize>) {
        let site = |words| Site { parent: Parent::Shape(id), words };
        match kind {
            Kind::Record(record) => {
                for field in &record.fields {
                    if let FieldValue::Value(value) = &field.value {
                        self.visit(value, site(spoken(&field.name)), direction, group);
                    }
                }
                if let Some(rest) = &record.rest {
                    self.visit(rest, site(vec!["value".to_owned()]), direction, group);
                }
            }
            Kind::Tuple(tuple) => {
                for (item, name) in tuple.items.iter().zip(ORDINALS.iter().chain(std::iter::repeat(&"item"))) {
                    self.visit(item, site(vec![(*name).to_owned()]), direction, group);
                }
                if let Some(rest) = &tuple.rest {
                    self.visit(rest, site(vec!["item".to_owned()]), direction, group);
                }
            }
            Kind::Recursive(inner) => self.visit(inner, site(vec!["item".to_owned()]), direction, group),
            Kind::Union(union) => {
                let names = super::variants::names(self.api, union);
                for (variant, name) in union.variants.iter().zip(names) {
                    self.visit(&variant.value, site(spoken(&name)), direction, group);
                }
            }
            _ => {}
        }
    }
}
