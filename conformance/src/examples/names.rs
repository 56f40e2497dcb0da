//! What generated code calls the operations of a document.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use syn::visit::{self, Visit};
use syn::{Expr, GenericArgument, ImplItem, Item, PathArguments, Type};

use super::literal::text;
use super::variants;

/// The type of an operation, and the field that holds its body in JSON.
pub(super) struct Operation {
    /// `library::pets::ListPets`
    pub(super) ty: String,
    pub(super) body: Option<Body>,
}

/// What is sent as JSON.
pub(super) enum Body {
    /// A field.
    Field { name: String, optional: bool },
    /// Variants of an enum of media types: of each its media type, and its path.
    Variants(Vec<(String, String)>),
}

/// The operations of a crate's sources, by method and path.
pub(super) fn operations(sources: &Path) -> io::Result<HashMap<(String, String), Operation>> {
    let mut all = HashMap::new();
    let mut files = Vec::new();
    for path in rust_files(sources)? {
        let file = syn::parse_file(&fs::read_to_string(&path)?).map_err(io::Error::other)?;
        files.push((module(sources, &path), file));
    }
    let enums: HashMap<String, Vec<(String, String)>> =
        files.iter().flat_map(|(module, file)| variants::of(module, file)).collect();
    for (module, file) in &files {
        for item in &file.items {
            let Item::Impl(implementation) = item else { continue };
            let is_operation = implementation
                .trait_
                .as_ref()
                .and_then(|(path, _)| path.segments.last())
                .is_some_and(|segment| segment.ident == "Operation");
            let Type::Path(ty) = &*implementation.self_ty else { continue };
            let (true, Some(name)) = (is_operation, ty.path.get_ident()) else { continue };
            let Some(key) = implementation.items.iter().find_map(meta) else { continue };
            let mut calls = JsonCalls::default();
            calls.visit_item_impl(implementation);
            let body = match calls.field {
                Some(field) => field_type(file, &name.to_string(), &field).map(|ty| {
                    let optional = inner(ty).is_some();
                    Body::Field { name: field, optional }
                }),
                None => field_type(file, &name.to_string(), "body").and_then(|ty| {
                    let path = absolute(module, inner(ty).unwrap_or(ty))?;
                    Some(Body::Variants(enums.get(&path)?.clone()))
                }),
            };
            all.insert(key, Operation { ty: format!("{module}::{name}"), body });
        }
    }
    Ok(all)
}

fn rust_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// The path of the module in a file.
fn module(sources: &Path, file: &Path) -> String {
    let inner = file.strip_prefix(sources).unwrap_or(file).with_extension("");
    let names = inner.iter().map(|name| name.to_string_lossy().into_owned());
    let names: Vec<String> = names.filter(|name| name != "lib" && name != "mod").map(escaped).collect();
    ["library".to_owned()].into_iter().chain(names).collect::<Vec<_>>().join("::")
}

fn escaped(name: String) -> String {
    if syn::parse_str::<syn::Ident>(&name).is_ok() { name } else { format!("r#{name}") }
}

/// The method and the path in `const META: Meta = Meta::new("id", "GET", "/pets")…`.
fn meta(item: &ImplItem) -> Option<(String, String)> {
    let ImplItem::Const(constant) = item else { return None };
    let mut expression = &constant.expr;
    while let Expr::MethodCall(call) = expression {
        expression = &call.receiver;
    }
    let Expr::Call(call) = expression else { return None };
    let texts: Vec<String> = call.args.iter().filter_map(text).collect();
    let [_, method, path] = texts.as_slice() else { return None };
    Some((method.clone(), path.clone()))
}

/// Finds `request.json…(…, &self.field, …)`.
#[derive(Default)]
struct JsonCalls {
    field: Option<String>,
}

impl<'a> Visit<'a> for JsonCalls {
    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if ["json", "json_as", "json_optional", "json_optional_as"].iter().any(|name| call.method == name) {
            // `response.json()` has the same name.
            self.field = self.field.take().or_else(|| call.args.iter().find_map(field));
        }
        visit::visit_expr_method_call(self, call);
    }
}

fn field(argument: &Expr) -> Option<String> {
    let Expr::Reference(reference) = argument else { return None };
    let Expr::Field(access) = &*reference.expr else { return None };
    match &access.member {
        syn::Member::Named(name) => Some(name.to_string()),
        syn::Member::Unnamed(_) => None,
    }
}

/// The type of a structure's field.
fn field_type<'f>(file: &'f syn::File, structure: &str, field: &str) -> Option<&'f Type> {
    let structure = file.items.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == structure => Some(item),
        _ => None,
    })?;
    let field = structure.fields.iter().find(|candidate| candidate.ident.as_ref().is_some_and(|name| name == field))?;
    Some(&field.ty)
}

/// What an `Option` is of.
fn inner(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|segment| segment.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

/// The path from the crate's root of a type that a module names: its own, or one of `types` or `super::pets`.
fn absolute(module: &str, ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match names.as_slice() {
        [name] => Some(format!("{module}::{name}")),
        [.., other, name] => Some(format!("library::{other}::{name}")),
        [] => None,
    }
}
