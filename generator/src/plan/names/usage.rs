//! Where every shape is used: in which groups, in requests or responses, and under which names.

use super::dedup::Dedup;
use super::identifiers::spoken;
use super::roots::{Place, Root, roots};
use super::singular::singular;
use super::variants;
use crate::api::{Api, FieldValue, Kind, OperationId, ShapeId, Use};
use crate::maps::{HashMap, HashSet};
use crate::plan::notes::ShapeNotes;
use crate::rust::GroupId;

/// What a shape is part of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Parent {
    /// An operation, directly: its body, a response, a parameter.
    Operation(OperationId),
    /// A named shape.
    Shape(ShapeId),
    /// None: it is a component, or a part of one that is no type itself.
    Component,
}

/// A place at which a shape is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Site {
    pub(crate) parent: Parent,
    /// What the place is called.
    pub(crate) words: Vec<String>,
    pub(crate) place: Place,
}

/// What is known of a named shape.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    pub(crate) sites: HashSet<Site>,
    /// The groups whose operations lead here.
    pub(crate) groups: Users,
    pub(crate) in_request: bool,
    pub(crate) in_response: bool,
}

impl Usage {
    /// Where it is used, if that is in one place only.
    pub(crate) fn only_site(&self) -> Option<&Site> {
        self.sites.first().filter(|_| self.sites.len() == 1)
    }
}

/// The groups that use something: which ones they are makes no difference where there are several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Users {
    #[default]
    None,
    One(GroupId),
    Several,
}

impl Users {
    fn add(&mut self, group: GroupId) {
        *self = match *self {
            Users::None => Users::One(group),
            Users::One(known) if known == group => Users::One(group),
            Users::One(_) | Users::Several => Users::Several,
        };
    }
}

/// Every named shape that operations lead to, in the order in which they do.
#[derive(Debug, Default)]
pub(crate) struct Usages {
    pub(crate) order: Vec<ShapeId>,
    pub(crate) usages: HashMap<ShapeId, Usage>,
}

/// The direction in which values go.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Request,
    Response,
}

impl Usages {
    /// Follows these operations.
    pub(crate) fn of(
        api: &Api,
        notes: &ShapeNotes,
        dedup: &Dedup,
        operations: impl Iterator<Item = OperationId>,
        group_of: &dyn Fn(OperationId) -> GroupId,
    ) -> Usages {
        let mut walk = Walk::of(api, notes, dedup);
        for id in operations {
            let operation = &api.operations[id];
            let main = operation.body.as_ref().and_then(|body| Some(dedup.get(body.values().first()?.1.shape)));
            for (Root { value, words, place }, request) in roots(operation) {
                // What is sent as several media types is the request under each of them.
                let is_main = request && main == Some(dedup.get(value.shape));
                let words = if is_main { vec!["request".to_owned()] } else { words };
                let direction = if request { Direction::Request } else { Direction::Response };
                let site = Site { parent: Parent::Operation(id), words, place };
                walk.visit(value, site, direction, Some(group_of(id)));
            }
        }
        walk.usages
    }

    /// Follows the components that become types anyhow. They may be sent.
    pub(crate) fn of_components(api: &Api, notes: &ShapeNotes, dedup: &Dedup) -> Usages {
        let mut walk = Walk::of(api, notes, dedup);
        for component in &api.components {
            let site =
                Site { parent: Parent::Component, words: spoken(notes.component(&component.name)), place: Place::Part };
            walk.visit(&component.value, site, Direction::Request, None);
        }
        walk.usages
    }

    /// Adds the shapes of another usages that are not in this one.
    pub(crate) fn extend(&mut self, mut other: Usages) {
        for id in other.order {
            if !self.usages.contains_key(&id) {
                self.usages.insert(id, other.usages.remove(&id).unwrap_or_default());
                self.order.push(id);
            }
        }
    }

    /// What is known of a shape.
    pub(crate) fn usage(&self, id: ShapeId) -> Option<&Usage> {
        self.usages.get(&id)
    }
}

/// What the items of a tuple are called.
const ORDINALS: &[&str] =
    &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

struct Walk<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    dedup: &'a Dedup,
    usages: Usages,
    /// What was followed from where: what several groups lead to is not followed again for each of them.
    seen: HashSet<(ShapeId, Direction, Users)>,
    /// The lists and maps on the way, for those that hold themselves.
    unnamed: Vec<ShapeId>,
}

impl<'a> Walk<'a> {
    fn of(api: &'a Api, notes: &'a ShapeNotes, dedup: &'a Dedup) -> Walk<'a> {
        let (usages, seen, unnamed) = (Usages::default(), HashSet::default(), Vec::new());
        Walk { api, notes, dedup, usages, seen, unnamed }
    }

    fn visit(&mut self, value: &Use, site: Site, direction: Direction, group: Option<GroupId>) {
        let id = self.dedup.get(value.shape);
        let api = self.api;
        let kind = &api.shapes.get(id).kind;
        if !self.notes.is_named(api, id) {
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
                self.visit(inner, Site { parent: site.parent, words, place: Place::Part }, direction, group);
                self.unnamed.pop();
            }
            return;
        }
        let usage = self.usages.usages.entry(id).or_insert_with(|| {
            self.usages.order.push(id);
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

    fn children(&mut self, id: ShapeId, kind: &Kind, direction: Direction, group: Option<GroupId>) {
        let site = |words| Site { parent: Parent::Shape(id), words, place: Place::Part };
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
            // They have a name, as they hold themselves.
            Kind::List(inner) | Kind::Map(inner) => self.visit(inner, site(vec!["item".to_owned()]), direction, group),
            Kind::Union(union) => {
                let names = variants::names(self.api, self.notes, union);
                for (variant, name) in union.variants.iter().zip(names) {
                    self.visit(&variant.value, site(spoken(&name)), direction, group);
                }
            }
            _ => {}
        }
    }
}
