//! Which types can have the traits of the standard library that are asked for. Of other traits, nobody but the compiler knows.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::{Changing, Listing};
use crate::maps::HashMap;
use crate::rust::{Entry, Item, ItemKind, Type, TypeName, Types};
use crate::settings::Settings;

/// The traits, those before others that are needed for them.
const TRAITS: [&str; 6] = ["Copy", "Default", "Eq", "Hash", "PartialOrd", "Ord"];

/// Takes from types the traits that they can't have. Where one was asked for that very type, that is an error.
pub(crate) fn settle(types: &mut Types, settings: &Settings, diagnostics: &mut Diagnostics) {
    if settings.derives.is_empty() {
        return;
    }
    let mut facts: Vec<(TypeName, Facts)> = Vec::new();
    types.for_each(&mut |ty, item| facts.push((ty, Facts::of(item))));
    let mut refusals: HashMap<(TypeName, &str), Refusal> = HashMap::new();
    for name in TRAITS {
        let refused = refused(name, &mut facts);
        refusals.extend(refused.into_iter().map(|(ty, reason)| ((ty, name), reason)));
    }
    types.for_each(&mut |ty, item| {
        item.derives.keep(|derive| {
            let reason = known(&derive.path).and_then(|name| refusals.get(&(ty.clone(), name)));
            if let (Some(reason), Some((_, told))) = (reason, derive.asked.and_then(|at| settings.derives.get(at))) {
                let message = format!("`{}` can't have `{}`: {}", ty.ident, derive.path, reason.why);
                let diagnostic = settings.point(told, Diagnostic::error(Code::ImpossibleDerive, message));
                diagnostics.push(diagnostic.help(if reason.is_final {
                    "leave it out; `all` gives a trait to those types that can have it"
                } else {
                    "ask for that as well; `all` gives a trait to those types that can have it"
                }));
            }
            reason.is_none()
        });
    });
}

/// The trait that a path means.
fn known(path: &str) -> Option<&'static str> {
    let (parent, last) = path.rsplit_once("::").unwrap_or(("", path));
    let root = parent.trim_start_matches("::").split("::").next().unwrap_or_default();
    let is_standard = matches!(root, "" | "std" | "core");
    TRAITS.into_iter().find(|name| is_standard && *name == last.trim())
}

/// Why a type can't have a trait.
struct Refusal {
    why: String,
    /// Whether it can't whatever else is asked for.
    is_final: bool,
}

/// What matters of a type.
struct Facts {
    /// The traits that it is to have.
    has: Vec<&'static str>,
    /// The traits that it can't have, whatever it holds, and why.
    never: Vec<(&'static str, &'static str)>,
    /// What it holds, by name.
    parts: Vec<(String, Type)>,
}

impl Facts {
    fn of(item: &Item) -> Facts {
        let mut has: Vec<&str> = item.derives.iter().filter_map(|derive| known(&derive.path)).list();
        let mut never = Vec::new();
        let mut parts = Vec::new();
        match &item.kind {
            ItemKind::Record(record) => {
                parts.add_all(record.entries.iter().filter_map(|entry| match entry {
                    Entry::Field(field) => Some((field.name.clone(), field.ty.clone())),
                    Entry::Constant { .. } => None,
                }));
                parts.add_all(record.rest.iter().map(|(name, ty, _)| (name.clone(), ty.clone())));
                has.add_all(item.default.then_some("Default"));
            }
            ItemKind::Choice(choice) => {
                has.extend(["Eq", "Hash"]);
                never.push(("Default", "no value of an enum stands out"));
                if !choice.integers {
                    never.push(("Copy", "it keeps values that the document does not name, as text"));
                }
            }
            ItemKind::Union(union) => {
                parts.add_all(union.variants.iter().map(|variant| (variant.ident.clone(), variant.ty.clone())));
                never.push(("Default", "no variant of an enum stands out"));
                if union.tag.is_some() {
                    let kept = "it keeps variants that the document does not name, as JSON";
                    never.extend([("Copy", kept), ("PartialOrd", kept), ("Ord", kept)]);
                }
            }
            ItemKind::Tuple(tuple) => {
                let items = tuple.items.iter().map(|(ty, _)| ty);
                parts.add_all(items.enumerate().map(|(at, ty)| (at.to_string(), ty.clone())));
                parts.add_all(tuple.rest.iter().map(|ty| ("the rest".to_owned(), Type::Vec(Box::new(ty.clone())))));
            }
            ItemKind::Wrapper(ty) | ItemKind::Alias(ty) => parts.push(("0".to_owned(), ty.clone())),
            ItemKind::Content(_) | ItemKind::Body(_) | ItemKind::ByStatus(_) | ItemKind::Headers(_) => has.clear(),
        }
        Facts { has, never, parts }
    }

    /// Why it can't have a trait, as far as is known by now.
    fn refusal(&self, name: &'static str, has: &HashMap<TypeName, bool>) -> Option<Refusal> {
        if let Some((_, reason)) = self.never.iter().find(|(never, _)| *never == name) {
            return Some(Refusal { why: (*reason).to_owned(), is_final: true });
        }
        let needed: &[&str] = if name == "Ord" { &["Eq", "PartialOrd"] } else { &[] };
        if let Some(needed) = needed.iter().find(|needed| !self.has.contains(needed)) {
            return Some(Refusal { why: format!("that needs `{needed}`, which it has not"), is_final: false });
        }
        self.parts.iter().find_map(|(part, ty)| {
            let (shown, is_final) = lacking(ty, name, has)?;
            Some(Refusal { why: format!("`{part}` is {shown}"), is_final })
        })
    }
}

/// The types that can't have a trait that they were to have, and why. They have it no more.
fn refused(name: &'static str, facts: &mut [(TypeName, Facts)]) -> Vec<(TypeName, Refusal)> {
    let mut has: HashMap<TypeName, bool> =
        facts.iter().map(|(ty, facts)| (ty.clone(), facts.has.contains(&name))).collect();
    let mut refused = Vec::new();
    loop {
        let before = refused.len();
        for (ty, facts) in facts.iter_mut().filter(|(_, facts)| facts.has.contains(&name)) {
            if let Some(reason) = facts.refusal(name, &has) {
                facts.has.keep(|had| *had != name);
                has.insert(ty.clone(), false);
                refused.push((ty.clone(), reason));
            }
        }
        if refused.len() == before {
            return refused;
        }
    }
}

/// What a type is that has not this trait, and whether it can't have it.
fn lacking(ty: &Type, name: &'static str, has: &HashMap<TypeName, bool>) -> Option<(String, bool)> {
    let is_order = matches!(name, "PartialOrd" | "Ord");
    let lacks = |lacks: bool, shown: &str| lacks.then(|| (shown.to_owned(), true));
    match ty {
        Type::Unit | Type::Bool | Type::Integer(_) | Type::Given(_) => None,
        Type::F32 => lacks(matches!(name, "Eq" | "Hash" | "Ord"), "an `f32`"),
        Type::F64 => lacks(matches!(name, "Eq" | "Hash" | "Ord"), "an `f64`"),
        Type::Number => lacks(is_order || matches!(name, "Copy" | "Default"), "a `Number`"),
        Type::String => lacks(name == "Copy", "a `String`"),
        Type::Formatted(ty) => {
            let shown = ty.path.trim_start_matches("rt::").replace("rt::", "");
            lacks(ty.lacks.contains(&name), &format!("a `{shown}`"))
        }
        Type::Upload => lacks(true, "an `Upload`"),
        Type::FormPart => lacks(true, "a `FormPart`"),
        Type::FormData => lacks(name != "Default", "`FormData`"),
        Type::Value => lacks(is_order || name == "Copy", "any JSON value"),
        Type::Named(ty) => {
            let found = has.get(ty).copied().unwrap_or(false);
            (!found).then(|| (format!("`{}`, which has no `{name}`", ty.ident), false))
        }
        Type::Vec(_) | Type::Map(_) if name == "Copy" => lacks(true, "a list or a map"),
        Type::Map(_) if is_order => lacks(true, "a map"),
        Type::Box(_) if name == "Copy" => lacks(true, "on the heap"),
        // They are empty by default.
        Type::Vec(_) | Type::Map(_) | Type::Option(_) if name == "Default" => None,
        Type::Vec(inner)
        | Type::Map(inner)
        | Type::Option(inner)
        | Type::Nullable(inner)
        | Type::Box(inner)
        | Type::Into(inner) => lacking(inner, name, has),
    }
}
