//! Which types say the same once their names are left out of account.

use std::collections::{BTreeMap, HashMap};

use syn::visit::{self, Visit};
use syn::{PathSegment, Type};

use super::crate_facts::{Declared, Facts, path_of};

/// From how many members on a type says enough to be compared.
const TELLING: usize = 3;

/// What was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Shapes {
    /// How many types differ in more than their names.
    pub(super) distinct: usize,
    /// Types of three or more members that say what another one says, and that are no operation's own body or success:
    /// all but the first of each kind.
    pub(super) repeated: Vec<String>,
}

/// Counts the shapes of a crate's types.
pub(super) fn count(facts: &Facts) -> Shapes {
    let numbers = numbered(&facts.types);
    let mut by_shape: BTreeMap<usize, Vec<&Declared>> = BTreeMap::new();
    for (ty, number) in facts.types.iter().zip(&numbers) {
        by_shape.entry(*number).or_default().push(ty);
    }
    let mut shapes = Shapes { distinct: by_shape.len(), repeated: Vec::new() };
    for alike in by_shape.values() {
        let own: Vec<_> = alike.iter().filter(|ty| !facts.roots.contains(&ty.path)).collect();
        if own.first().is_some_and(|ty| ty.members.len() >= TELLING) {
            let others = own.iter().skip(1);
            shapes.repeated.extend(others.map(|ty| format!("{} = {}", ty.path, own.first().map_or("", |ty| &ty.path))));
        }
    }
    shapes
}

/// A number for each type that those share which are alike: types are parted as long as something tells them apart.
fn numbered(types: &[Declared]) -> Vec<usize> {
    let places: HashMap<&str, usize> = types.iter().enumerate().map(|(place, ty)| (ty.path.as_str(), place)).collect();
    let texts: Vec<(String, Vec<usize>)> = types.iter().map(|ty| text(ty, &places)).collect();
    let mut numbers = vec![0; types.len()];
    let mut parted = 1;
    loop {
        let mut known: HashMap<(usize, &str, Vec<usize>), usize> = HashMap::new();
        let next: Vec<usize> = texts
            .iter()
            .zip(&numbers)
            .map(|((text, held), number)| {
                let held = held.iter().map(|place| numbers.get(*place).copied().unwrap_or_default()).collect();
                let fresh = known.len();
                *known.entry((*number, text.as_str(), held)).or_insert(fresh)
            })
            .collect();
        let count = known.len();
        numbers = next;
        if count == parted {
            return numbers;
        }
        parted = count;
    }
}

/// A type in text with the names of the crate's own types left out, and the places of those, in the order of the text.
fn text(ty: &Declared, places: &HashMap<&str, usize>) -> (String, Vec<usize>) {
    let module = ty.path.split_once("::").map_or("", |(module, _)| module);
    let mut members: Vec<(String, Vec<usize>)> = ty
        .members
        .iter()
        .map(|(name, held)| {
            // A variant's name is what it is called for; a field's is what it is read by in code.
            // Where nothing is said of the wire, it is a status, which tells as much as a field does.
            let is_free = ty.is_enum && held.is_some() && !ty.wire.is_empty();
            let name = if is_free { "" } else { name.as_str() };
            let mut eraser = Eraser { module, places, text: String::new(), held: Vec::new() };
            held.iter().for_each(|held| eraser.visit_type(held));
            (format!("{name}: {}", eraser.text), eraser.held)
        })
        .collect();
    members.sort();
    let held = members.iter().flat_map(|(_, held)| held.clone()).collect();
    let members: Vec<String> = members.into_iter().map(|(member, _)| member).collect();
    (format!("{} {}\n{}", ty.is_enum, sorted(&ty.wire), members.join("\n")), held)
}

/// What a macro says, its lines in the order of the alphabet, since the order of properties means nothing.
fn sorted(wire: &str) -> String {
    let mut parts: Vec<&str> = wire.split(" , ").flat_map(|part| part.split(", ")).collect();
    parts.sort_unstable();
    parts.join(",")
}

struct Eraser<'a> {
    module: &'a str,
    places: &'a HashMap<&'a str, usize>,
    text: String,
    held: Vec<usize>,
}

impl<'ast> Visit<'ast> for Eraser<'_> {
    fn visit_type(&mut self, ty: &'ast Type) {
        match self.places.get(path_of(ty, self.module).as_str()) {
            Some(place) => {
                self.text.push('_');
                self.held.push(*place);
            }
            None => visit::visit_type(self, ty),
        }
    }

    fn visit_path_segment(&mut self, segment: &'ast PathSegment) {
        self.text.push_str(&format!("{} ", segment.ident));
        visit::visit_path_segment(self, segment);
    }
}
