//! What an emitted crate declares, read from its code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use syn::{Fields, FnArg, ImplItem, Item, ReturnType, Type, Visibility};

/// What is declared.
#[derive(Default)]
pub(super) struct Facts {
    /// Types of values, in the order of files and of declaration.
    pub(super) types: Vec<Declared>,
    /// Groups, by their types: the accessor and how many operations are in it.
    pub(super) groups: BTreeMap<String, Group>,
    /// Methods that call operations: the type that has them, and their names.
    pub(super) methods: Vec<(String, String)>,
    /// Variants of enums: the enum and the variant.
    pub(super) variants: Vec<(String, String)>,
    /// Types that an operation names directly as its body or as what it gives.
    pub(super) roots: BTreeSet<String>,
}

/// A group of operations.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) accessor: String,
    pub(super) operations: usize,
}

/// A type of values.
pub(super) struct Declared {
    /// The module's name and the type's, as code within the crate tells it from all others.
    pub(super) path: String,
    pub(super) ident: String,
    /// Its members: names and types. Variants are members, too.
    pub(super) members: Vec<(String, Option<Type>)>,
    /// What the macro beside it says: names on the wire, rules and tags.
    pub(super) wire: String,
    pub(super) is_enum: bool,
}

impl Facts {
    /// Reads every file of a module.
    pub(super) fn read(folder: &Path) -> Result<Facts, Box<dyn std::error::Error + Send + Sync>> {
        let mut facts = Facts::default();
        for (module, text) in files(folder)? {
            let file = syn::parse_file(&text)?;
            facts.module(&module, &file.items);
        }
        let groups = &facts.groups;
        facts.types.retain(|ty| !groups.contains_key(&ty.path));
        // An answer by status: what its variants hold is named by the operation as well.
        let by_status: Vec<&Declared> = facts
            .types
            .iter()
            .filter(|ty| ty.is_enum && ty.wire.is_empty() && facts.roots.contains(&ty.path))
            .collect();
        let held: Vec<String> = by_status
            .iter()
            .flat_map(|ty| ty.members.iter().filter_map(|(_, held)| Some(path_of(held.as_ref()?, module_of(&ty.path)))))
            .collect();
        facts.roots.extend(held);
        Ok(facts)
    }

    fn module(&mut self, module: &str, items: &[Item]) {
        let is_operation = operations(items);
        let mut wires: BTreeMap<String, String> = BTreeMap::new();
        for item in items {
            if let Item::Macro(call) = item {
                let text = call.mac.tokens.to_string();
                let (ident, wire) = text.split_once(' ').unwrap_or((&text, ""));
                let name = call.mac.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
                wires.insert(ident.to_owned(), format!("{name} {wire}"));
            }
        }
        for item in items {
            match item {
                Item::Struct(item) if is_public(&item.vis) && !is_operation.contains(&item.ident.to_string()) => {
                    self.declare(module, &item.ident.to_string(), members(&item.fields), &wires, false);
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    let ident = item.ident.to_string();
                    let variants = item.variants.iter().map(|variant| {
                        let held = variant.fields.iter().next().map(|field| field.ty.clone());
                        (variant.ident.to_string(), held)
                    });
                    let variants: Vec<_> = variants.collect();
                    self.variants.extend(variants.iter().map(|(name, _)| (ident.clone(), name.clone())));
                    self.declare(module, &ident, variants, &wires, true);
                }
                Item::Impl(item) => self.implementation(module, item, &is_operation),
                _ => {}
            }
        }
        for item in items {
            if let Item::Struct(item) = item
                && is_operation.contains(&item.ident.to_string())
            {
                let body = item.fields.iter().filter(|field| field.ident.as_ref().is_some_and(|ident| ident == "body"));
                self.roots.extend(body.map(|field| path_of(innermost(&field.ty), module)));
            }
        }
    }

    fn declare(
        &mut self,
        module: &str,
        ident: &str,
        members: Vec<(String, Option<Type>)>,
        wires: &BTreeMap<String, String>,
        is_enum: bool,
    ) {
        let wire = wires.get(ident).cloned().unwrap_or_default();
        let path = format!("{module}::{ident}");
        self.types.push(Declared { path, ident: ident.to_owned(), members, wire, is_enum });
    }

    fn implementation(&mut self, module: &str, item: &syn::ItemImpl, operations: &BTreeSet<String>) {
        let Some(this) = ident_of(&item.self_ty) else { return };
        if item.trait_.is_some() {
            for inner in &item.items {
                if let ImplItem::Type(ty) = inner
                    && operations.contains(&this)
                    && ty.ident == "Output"
                {
                    self.roots.insert(path_of(innermost(&ty.ty), module));
                }
            }
            return;
        }
        for inner in &item.items {
            let ImplItem::Fn(method) = inner else { continue };
            if !is_public(&method.vis) || !matches!(method.sig.inputs.first(), Some(FnArg::Receiver(_))) {
                continue;
            }
            let ReturnType::Type(_, given) = &method.sig.output else { continue };
            let name = method.sig.ident.to_string();
            match ident_of(given).as_deref() {
                Some("Call") if this == "Client" || this.ends_with("Api") => {
                    self.groups.entry(format!("{module}::{this}")).or_default().operations += 1;
                    self.methods.push((format!("{module}::{this}"), name));
                }
                Some(group) if this == "Client" && group.ends_with("Api") => {
                    self.groups.entry(path_of(given, module)).or_default().accessor = name;
                }
                _ => {}
            }
        }
    }
}

/// The types that are operations.
fn operations(items: &[Item]) -> BTreeSet<String> {
    let implementations = items.iter().filter_map(|item| match item {
        Item::Impl(item) => Some(item),
        _ => None,
    });
    implementations
        .filter(|item| {
            item.trait_.as_ref().is_some_and(|(path, _)| last_segment(path).is_some_and(|last| last == "Operation"))
        })
        .filter_map(|item| ident_of(&item.self_ty))
        .collect()
}

fn last_segment(path: &syn::Path) -> Option<String> {
    path.segments.last().map(|segment| segment.ident.to_string())
}

fn members(fields: &Fields) -> Vec<(String, Option<Type>)> {
    let named = fields.iter().map(|field| {
        let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        (name, Some(field.ty.clone()))
    });
    named.collect()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The last name of a type's path.
pub(super) fn ident_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => last_segment(&path.path),
        _ => None,
    }
}

/// What is inside of options, boxes, lists and maps.
pub(super) fn innermost(ty: &Type) -> &Type {
    let Type::Path(path) = ty else { return ty };
    let Some(syn::PathArguments::AngleBracketed(arguments)) = path.path.segments.last().map(|last| &last.arguments)
    else {
        return ty;
    };
    let inner = arguments.args.iter().rev().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    inner.map_or(ty, innermost)
}

/// The path of a type of the crate, as [`Declared::path`] has it, from the module that it is named in.
pub(super) fn path_of(ty: &Type, module: &str) -> String {
    let Type::Path(path) = ty else { return String::new() };
    let mut segments: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    segments.retain(|segment| segment != "super" && segment != "self" && segment != "crate");
    let ident = segments.pop().unwrap_or_default();
    format!("{}::{ident}", segments.last().map_or(module, String::as_str))
}

fn module_of(path: &str) -> &str {
    path.split_once("::").map_or("", |(module, _)| module)
}

/// The modules' names and their code.
fn files(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "rs") {
            let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(module, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}
