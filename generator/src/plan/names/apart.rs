//! Which of the shapes that say the same are one type.
//!
//! A request body and what a call gives are their operation's own; errors are one across operations. What stands within others
//! is one wherever it stands if there is enough of it to tell, else where its places are called alike.

use crate::maps::SortedMap;
use crate::maps::{HashMap, HashSet};

use super::dedup::Dedup;
use super::operations::Called;
use super::own_name::{Home, home};
use super::paths::{is_role_or_verb, joined, share_a_name};
use super::prints::Prints;
use super::roots::Place;
use super::singular::singular;
use super::usage::{Parent, Site, Usages};
use crate::api::{Api, Kind, OperationId, ShapeId, Variant};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::plan::notes::ShapeNotes;
use crate::table::Table;

/// Finds the shapes that are one type.
pub(crate) fn dedup(api: &Api, notes: &ShapeNotes, called: &Table<OperationId, Called>) -> Dedup {
    let mut usages = Usages::of(api, notes, &Dedup::default(), api.operations.ids(), &|id| called[id].group);
    if api.operations.is_empty() {
        usages = Usages::of_components(api, notes, &Dedup::default());
    }
    let mut prints = Prints::of(api, notes);
    let mut components: HashMap<u32, Option<ShapeId>> = HashMap::default();
    let mut alike: SortedMap<u32, Vec<ShapeId>> = SortedMap::new();
    for &id in &usages.order {
        let shape = api.shapes.get(id);
        if shape.component.is_none() {
            alike.entry(prints.structure(id)).or_default().push(id);
        } else if is_telling(api, notes, &shape.kind) && !notes.is_named_by_pointer(api, id) {
            // Two components alike: neither can speak for an inline schema.
            components.entry(prints.structure(id)).and_modify(|known| *known = None).or_insert(Some(id));
        }
    }
    let places = Places { api, notes, usages: &usages, called };
    let mut dedup = Dedup::default();
    for (print, ids) in alike {
        let component = components.get(&print).copied().flatten();
        for group in places.groups(&ids) {
            places.settle(&mut dedup, component, group);
        }
    }
    dedup
}

/// What makes shapes that say the same one type: that they have one of these in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Bond {
    /// They are bodies of this operation.
    Body(OperationId),
    /// They are answers of this operation.
    Answer(OperationId),
    /// They are what calls give whose names have something in common.
    Answers,
    /// There is enough of them to tell.
    Structure,
    /// Their places are called so.
    Word(String),
    /// They are parts of the same type.
    Within(ShapeId),
    /// They are the schema of the same component.
    Home(Home),
    /// A lock knows them as one type.
    Locked(usize),
}

struct Places<'a> {
    api: &'a Api,
    notes: &'a ShapeNotes,
    usages: &'a Usages,
    called: &'a Table<OperationId, Called>,
}

impl Places<'_> {
    /// The shapes that are one type, of those that say the same.
    fn groups(&self, ids: &[ShapeId]) -> Vec<Vec<ShapeId>> {
        if let [_] = ids {
            return vec![ids.to_vec()];
        }
        let answers = self.answers(ids);
        let have_a_name = answers.len() < 2 || share_a_name(&answers);
        let bonds: HashMap<ShapeId, Vec<Bond>> = ids.iter().map(|id| (*id, self.bonds(*id, have_a_name))).collect();
        let mut bound: HashMap<&Bond, Vec<ShapeId>> = HashMap::default();
        for id in ids {
            bonds.list_of(id).iter().for_each(|bond| bound.entry(bond).or_default().push(*id));
        }
        let mut seen: HashSet<ShapeId> = HashSet::default();
        let mut groups = Vec::new();
        for id in ids {
            let (mut group, mut found) = (Vec::new(), vec![*id]);
            while let Some(next) = found.pop() {
                if seen.insert(next) {
                    group.push(next);
                    for bond in bonds.list_of(&next) {
                        // Whoever is bound is found once.
                        found.add_all(bound.remove(bond).unwrap_or_default());
                    }
                }
            }
            groups.push(group);
        }
        groups.keep(|group| !group.is_empty());
        groups
    }

    /// The paths to those of these shapes that are what calls give.
    fn answers(&self, ids: &[ShapeId]) -> Vec<Vec<String>> {
        let sites = ids.iter().filter(|id| home(self.api.shapes.get(**id)).is_none()).flat_map(|id| self.sites(*id));
        sites
            .filter_map(|site| match site.parent {
                Parent::Operation(id) if site.place == Place::Success => {
                    Some(joined(&self.called[id].words, &site.words))
                }
                _ => None,
            })
            .list()
    }

    fn sites(&self, id: ShapeId) -> impl Iterator<Item = &Site> {
        self.usages.usage(id).into_iter().flat_map(|usage| &usage.sites)
    }

    fn bonds(&self, id: ShapeId, answers_have_a_name: bool) -> Vec<Bond> {
        let shape = self.api.shapes.get(id);
        if let Some(home) = home(shape) {
            let locked = self.notes.locked(id).map(Bond::Locked);
            return std::iter::once(Bond::Home(home)).chain(locked).list();
        }
        let is_telling = is_telling(self.api, self.notes, &shape.kind);
        let mut bonds = self.notes.locked(id).map(Bond::Locked).into_iter().list();
        for site in self.sites(id) {
            let anywhere = || if is_telling { Bond::Structure } else { Bond::Word(self.word(site)) };
            match (&site.parent, site.place) {
                (Parent::Operation(id), Place::Body) => bonds.push(Bond::Body(*id)),
                (Parent::Operation(id), Place::Success) => {
                    bonds.push(Bond::Answer(*id));
                    if answers_have_a_name {
                        bonds.extend([Bond::Answers, anywhere()]);
                    }
                }
                (Parent::Operation(id), Place::Failure(_)) => {
                    let error = || Bond::Word("error".to_owned());
                    bonds.extend([Bond::Answer(*id), if is_telling { Bond::Structure } else { error() }]);
                }
                (Parent::Shape(parent), _) => bonds.extend([anywhere(), Bond::Within(*parent)]),
                _ => bonds.push(anywhere()),
            }
        }
        bonds
    }

    /// The last word of the path to a place; what an operation gives item by item is called what the operation is about.
    fn word(&self, site: &Site) -> String {
        let whole = match site.parent {
            Parent::Operation(id) => [&self.called[id].words, site.words.as_slice()].concat(),
            Parent::Shape(_) | Parent::Component => site.words.clone(),
        };
        let is_last = |word: &&String| match site.parent {
            Parent::Operation(_) => !is_role_or_verb(word),
            Parent::Shape(_) | Parent::Component => true,
        };
        match whole.iter().rev().find(is_last) {
            Some(word) => singular(std::slice::from_ref(word)).concat(),
            None => whole.concat(),
        }
    }

    /// Has one of a group stand for the others: a component where there is one that may, else the one whose place comes first
    /// by its pointer. Whether other properties are forbidden makes no difference to a type: an open record stands for its closed twin, never
    /// the other way round.
    fn settle(&self, dedup: &mut Dedup, component: Option<ShapeId>, group: Vec<ShapeId>) {
        let is_closed = |id: ShapeId| matches!(&self.api.shapes.get(id).kind, Kind::Record(record) if record.closed);
        let is_body = |id: ShapeId| self.sites(id).any(|site| site.place == Place::Body);
        let (spoken_for, mut rest): (Vec<ShapeId>, Vec<ShapeId>) = group
            .into_iter()
            .partition(|id| component.is_some_and(|known| !is_body(*id) && (!is_closed(known) || is_closed(*id))));
        if let Some(component) = component {
            dedup.stand(component, &spoken_for);
        }
        sort_by_key(&mut rest, &|id| {
            let pointer = self.api.shapes.get(*id).schema.clone();
            (is_closed(*id), pointer.is_none(), pointer, *id)
        });
        if let Some(first) = rest.first() {
            dedup.stand(*first, &rest);
        }
    }
}

/// Whether there is enough of a shape to tell it from others. A union of
/// components or plain values is no more than these, such as a number or a string.
fn is_telling(api: &Api, notes: &ShapeNotes, kind: &Kind) -> bool {
    match kind {
        Kind::Record(record) => record.fields.len() >= 3,
        Kind::Choice(choice) => choice.values.len() >= 3,
        Kind::Union(union) => union.variants.len() >= 3 || is_plain(api, notes, kind),
        _ => false,
    }
}

/// Whether this is a union of components, and of values that are no types with a name.
pub(super) fn is_plain(api: &Api, notes: &ShapeNotes, kind: &Kind) -> bool {
    let is_plain = |variant: &Variant| {
        let held = innermost(api, variant.value.shape);
        api.shapes.get(held).component.is_some() || !notes.is_named(api, held)
    };
    matches!(kind, Kind::Union(union) if union.variants.iter().all(is_plain))
}

/// What lists and maps hold, those within each other taken off.
fn innermost(api: &Api, id: ShapeId) -> ShapeId {
    let mut at = id;
    // They may hold themselves.
    for _ in 0..8 {
        match &api.shapes.get(at).kind {
            Kind::List(inner) | Kind::Map(inner) => at = inner.shape,
            _ => break,
        }
    }
    at
}
