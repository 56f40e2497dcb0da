//! Which types and operations of a document are those that a lock knows.

use super::digest::Digests;
use super::known::{Known, KnownType};
use super::places::{operation, places, pointer_of};
use crate::api::{Api, OperationId, ShapeId};
use crate::lists::{Changing, Listing, sort};
use crate::maps::{HashMap, HashSet, SortedMap, SortedSet};
use crate::plan::notes::ShapeNotes;

/// A lock, and what of the document it knows.
pub(crate) struct Lock {
    pub(crate) known: Known,
    /// What the lock knows operations by: where the path was renamed, by the old one.
    pub(crate) operations: HashMap<OperationId, String>,
    /// The type that the lock has for a shape, and how sure that is.
    shapes: HashMap<ShapeId, (usize, Surety)>,
    places: HashMap<ShapeId, String>,
    digests: HashMap<ShapeId, u64>,
    /// Pointers as they were, and as they are.
    moved: Vec<(String, String)>,
}

/// How a shape was recognized; the surest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Surety {
    /// It stands where it stood, and says what it said.
    Same,
    /// What the lock knows is gone from its place, and this alone says the same.
    Moved,
    /// It stands where it stood, and says something else.
    Changed,
    /// It is new, and says the same as what is still there.
    Twin,
}

impl Lock {
    /// Finds what the lock knows.
    pub(crate) fn of(api: &Api, notes: &ShapeNotes, known: Known) -> Lock {
        let mut digests = Digests::of(api, notes);
        let places = places(api, notes);
        let digests: HashMap<ShapeId, u64> = places.keys().map(|id| (*id, digests.digest(*id))).collect();
        let operations = operations(api, &known);
        let mut lock = Lock { known, operations, shapes: HashMap::new(), places, digests, moved: Vec::new() };
        lock.moved = lock.moved(api);
        lock.shapes = lock.shapes();
        lock
    }

    /// The number of the type that the lock has for each shape: shapes of different ones stay apart.
    pub(crate) fn apart(&self) -> HashMap<ShapeId, usize> {
        self.shapes.iter().map(|(id, (ty, _))| (*id, *ty)).collect()
    }

    /// The place of a shape.
    pub(crate) fn place(&self, id: ShapeId) -> Option<&str> {
        self.places.get(&id).map(String::as_str)
    }

    /// The digest of a shape.
    pub(crate) fn digest(&self, id: ShapeId) -> u64 {
        self.digests.get(&id).copied().unwrap_or_default()
    }

    /// A place of the lock as it is called now.
    pub(crate) fn now(&self, place: &str) -> String {
        let fits = self.moved.iter().find_map(|(old, new)| {
            let rest = place.strip_prefix(old.as_str())?;
            (rest.is_empty() || rest.starts_with(['/', ' '])).then(|| format!("{new}{rest}"))
        });
        fits.unwrap_or_else(|| place.to_owned())
    }

    /// What the lock knows an operation as.
    pub(crate) fn operation(&self, id: OperationId) -> Option<&super::known::KnownOperation> {
        self.known.operations.get(self.operations.get(&id)?)
    }

    /// Where pointers led that lead elsewhere now: to operations whose path was renamed, and to components that were.
    fn moved(&self, api: &Api) -> Vec<(String, String)> {
        let mut moved: Vec<(String, String)> = Vec::new();
        for (id, title) in &self.operations {
            let now = operation(api, *id);
            if *title != now {
                moved.push((title.clone(), now.clone()));
                moved.add_all(pointer_of(title).zip(pointer_of(&now)));
            }
        }
        // Components of which none is where it was: by their structure, where that is no other's.
        let current: HashSet<&str> = self.places.values().map(String::as_str).collect();
        let components = self.places.iter().filter(|(id, _)| api.shapes.get(**id).component.is_some());
        let mut new: SortedMap<u64, Vec<&str>> = SortedMap::new();
        for (id, place) in components.filter(|(_, place)| !self.known.places.contains_key(*place)) {
            new.entry(self.digest(*id)).or_default().push(place);
        }
        let mut gone: SortedMap<u64, Vec<&str>> = SortedMap::new();
        for ty in self.known.types.iter().filter(|ty| !ty.is_retired) {
            let component = ty.places.iter().find(|place| is_component(place) && !current.contains(place.as_str()));
            for (digest, place) in ty.digests.iter().zip(component.into_iter().cycle()) {
                gone.entry(*digest).or_default().push(place);
            }
        }
        for (digest, places) in gone {
            if let ([old], Some([new])) = (places.as_slice(), new.get(&digest).map(Vec::as_slice)) {
                moved.push(((*old).to_owned(), (*new).to_owned()));
            }
        }
        // The longest first, so that what is within is not taken for what is around.
        sort(&mut moved, &|one, other| (other.0.len(), &other.0).cmp(&(one.0.len(), &one.0)));
        moved
    }

    fn shapes(&self) -> HashMap<ShapeId, (usize, Surety)> {
        let mut by_place: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, types) in &self.known.places {
            by_place.entry(self.now(place)).or_default().extend(types);
        }
        let ty = |at: &usize| self.known.types.get(*at);
        let says = |at: &usize, digest: u64| ty(at).is_some_and(|ty| ty.digests.contains(&digest));
        let mut shapes = HashMap::new();
        let mut left: Vec<ShapeId> = Vec::new();
        for (id, place) in &self.places {
            let digest = self.digest(*id);
            match by_place.list_of(place).iter().find(|at| says(at, digest)) {
                Some(at) => _ = shapes.insert(*id, (*at, Surety::Same)),
                None => left.push(*id),
            }
        }
        let found: SortedSet<usize> = shapes.values().map(|(at, _)| *at).collect();
        let mut by_digest: HashMap<u64, Vec<usize>> = HashMap::new();
        for (at, ty) in self.known.types.iter().enumerate().filter(|(_, ty)| !ty.is_retired) {
            ty.digests.iter().for_each(|digest| by_digest.entry(*digest).or_default().push(at));
        }
        for id in left {
            let alike = by_digest.list_of(&self.digest(id));
            let lost = alike.iter().filter(|at| !found.contains(at)).list();
            let there = self.places.get(&id).map(|place| by_place.list_of(place)).unwrap_or_default();
            let there = there.iter().find(|at| ty(at).is_some_and(|ty: &KnownType| !ty.is_retired));
            let chosen = match (lost.as_slice(), there, alike) {
                ([only], _, _) => Some((**only, Surety::Moved)),
                (_, Some(at), _) => Some((*at, Surety::Changed)),
                (_, None, [only]) => Some((*only, Surety::Twin)),
                _ => None,
            };
            if let Some(chosen) = chosen {
                shapes.insert(id, chosen);
            }
        }
        shapes
    }

    /// The type of the lock that each type is, by the shapes that it stands for. Of several that have parted, what did not
    /// change keeps the name, else that of the smallest place.
    pub(crate) fn types(&self, types: &HashMap<ShapeId, Vec<ShapeId>>) -> HashMap<ShapeId, usize> {
        let mut claims: SortedMap<usize, Vec<(Surety, &str, ShapeId)>> = SortedMap::new();
        for (id, shapes) in types {
            for shape in shapes {
                if let (Some((ty, surety)), Some(place)) = (self.shapes.get(shape), self.place(*shape)) {
                    claims.entry(*ty).or_default().push((*surety, place, *id));
                }
            }
        }
        let mut wanted: Vec<((Surety, &str, ShapeId), usize)> = Vec::new();
        for (ty, mut claims) in claims {
            sort(&mut claims, &Ord::cmp);
            let moved: SortedSet<ShapeId> =
                claims.iter().filter(|claim| claim.0 == Surety::Moved).map(|claim| claim.2).collect();
            // What moved to two places at once is not known to be either.
            let is_clear = |claim: &(Surety, &str, ShapeId)| claim.0 != Surety::Moved || moved.len() == 1;
            wanted.add_all(claims.into_iter().filter(is_clear).map(|claim| (claim, ty)));
        }
        sort(&mut wanted, &Ord::cmp);
        let (mut matched, mut given) = (HashMap::new(), HashSet::new());
        for ((_, _, id), ty) in wanted {
            if !given.contains(&ty) && !matched.contains_key(&id) {
                given.insert(ty);
                matched.insert(id, ty);
            }
        }
        matched
    }
}

/// Whether a pointer is that of a component itself.
fn is_component(place: &str) -> bool {
    let rest = place.strip_prefix("#/components/schemas/").or_else(|| place.strip_prefix("#/definitions/"));
    rest.is_some_and(|rest| !rest.contains(['/', ' ']))
}

/// What the lock knows operations by: method and path, else the operationId, where that is one operation's.
fn operations(api: &Api, known: &Known) -> HashMap<OperationId, String> {
    let titles: HashMap<String, OperationId> = api.operations.ids().map(|id| (operation(api, id), id)).collect();
    let mut found: HashMap<OperationId, String> = HashMap::new();
    for (title, id) in &titles {
        if known.operations.contains_key(title) {
            found.insert(*id, title.clone());
        }
    }
    let mut lost: SortedMap<&str, Vec<&String>> = SortedMap::new();
    for (title, operation) in known.operations.iter().filter(|(title, _)| !titles.contains_key(*title)) {
        if let Some(id) = operation.id.as_deref().filter(|_| !operation.is_retired) {
            lost.entry(id).or_default().push(title);
        }
    }
    let mut by_id: HashMap<&str, Vec<OperationId>> = HashMap::new();
    for (id, operation) in api.operations.entries() {
        operation.id.iter().for_each(|name| by_id.entry(name).or_default().push(id));
    }
    for (name, titles) in lost {
        if let ([title], Some([id])) = (titles.as_slice(), by_id.get(name).map(Vec::as_slice)) {
            found.entry(*id).or_insert_with(|| (*title).clone());
        }
    }
    found
}
