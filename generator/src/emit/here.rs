//! Types where they are used.

use proc_macro2::{Ident, Span, TokenStream};

use super::docs::{code, in_link};
pub(super) use super::text::string;
use crate::api::DefinitionId;
use crate::formats::{Argument, Integer, RustType};
use crate::rust::{Definition, GroupId, Module, ModuleId, Type, TypeName, Types};
use crate::table::Table;
use crate::value::Node;

/// The module that code is emitted into, and what it can name.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    /// `None`: a module that no type lives in.
    module: Option<ModuleId>,
    modules: &'a Table<GroupId, Module>,
    /// Whether it is none of the crate's, but whoever uses it: where the examples of documentation stand.
    is_outside: bool,
    /// The rules that others refer to.
    pub(super) definitions: &'a Table<DefinitionId, Option<Definition>>,
}

impl<'a> Here<'a> {
    /// In a module of types.
    pub(super) fn of(types: &'a Types, module: ModuleId) -> Here<'a> {
        Here { module: Some(module), ..Here::beside(types) }
    }

    /// In a module beside those of types.
    pub(super) fn beside(types: &'a Types) -> Here<'a> {
        Here { module: None, modules: &types.modules, is_outside: false, definitions: &types.definitions }
    }

    /// Where everything of the crate's root can be named, and nothing else.
    pub(super) fn outside(types: &'a Types) -> Here<'a> {
        Here { is_outside: true, ..Here::beside(types) }
    }
}

/// An identifier, raw where it is spelled so.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Code of the generator's own as tokens.
pub(super) fn tokens(code: &str) -> TokenStream {
    code.parse().unwrap_or_default()
}

impl Here<'_> {
    /// A type as code of this module names it.
    pub(super) fn ty(self, ty: &Type) -> String {
        let name = match ty {
            Type::Unit => "()",
            Type::Bool => "bool",
            Type::Integer(integer) => integer_name(*integer),
            Type::F32 => "f32",
            Type::F64 => "f64",
            Type::Number => "rt::Number",
            Type::String => "String",
            Type::Formatted(ty) => ty.path,
            Type::Upload => "rt::Upload",
            Type::FormPart => "rt::FormPart",
            Type::FormData => "rt::FormData",
            Type::Value => "rt::Value",
            Type::Given(path) => return given(path),
            Type::Named(name) => return self.named(name),
            Type::Vec(inner) => return self.around("Vec", inner),
            Type::Map(inner) => return self.around("rt::Map", inner),
            Type::Option(inner) => return self.around("Option", inner),
            Type::Nullable(inner) => return self.around("rt::Nullable", inner),
            Type::Box(inner) => return self.around("Box", inner),
            Type::Into(inner) => return self.ty(inner),
        };
        self.path(name)
    }

    fn around(self, outer: &str, inner: &Type) -> String {
        [&self.path(outer), "<", &self.ty(inner), ">"].concat()
    }

    /// A path of the runtime, which the crate's users know by another name.
    fn path(self, path: &str) -> String {
        if self.is_outside { path.replace("rt::", "runtime::") } else { path.to_owned() }
    }

    /// The same as tokens.
    pub(super) fn type_tokens(self, ty: &Type) -> TokenStream {
        tokens(&self.ty(ty))
    }

    /// An operation's name as documentation of this module links to it; any other name is shown as it is, be it the
    /// document's own.
    pub(super) fn link(self, name: &str, group: Option<GroupId>) -> String {
        match group {
            Some(group) if self.module == Some(ModuleId::Group(group)) => format!("[`{name}`]"),
            Some(group) => format!("[`{name}`](super::{}::{name})", in_link(&self.modules[group].name)),
            None => code(name),
        }
    }

    fn named(self, name: &TypeName) -> String {
        match name.module {
            module if self.module == Some(module) => name.ident.clone(),
            ModuleId::Group(group) if self.is_outside => [&self.modules[group].name, "::", &name.ident].concat(),
            ModuleId::Group(group) => ["super::", &self.modules[group].name, "::", &name.ident].concat(),
            ModuleId::Shared => ["types::", &name.ident].concat(),
        }
    }

    /// The type of an argument that becomes a value of this type, and the expression that makes it one.
    pub(super) fn argument(self, ty: &Type, name: &str) -> (String, String) {
        match ty {
            Type::Formatted(RustType { argument: Argument::OfAnyZone, .. }) => {
                ("rt::chrono::DateTime<impl rt::chrono::TimeZone>".to_owned(), format!("{name}.fixed_offset()"))
            }
            Type::Nullable(inner) if is_of_any_zone(inner) => {
                (self.around("impl rt::IntoNullable", inner), format!("{name}.into_nullable()"))
            }
            Type::Option(inner) if is_of_any_zone(inner) => {
                (self.around("impl rt::IntoNullable", inner), format!("{name}.into_nullable().into_option()"))
            }
            Type::String
            | Type::Number
            | Type::Value
            | Type::Upload
            | Type::FormPart
            | Type::Nullable(_)
            | Type::Into(_)
            | Type::Formatted(RustType { argument: Argument::Converted, .. }) => {
                (self.around("impl Into", ty), format!("{name}.into()"))
            }
            Type::Box(inner) => (self.ty(inner), format!("Box::new({name})")),
            Type::Option(inner) => {
                (format!("impl Into<{}>", self.around("rt::Nullable", inner)), format!("{name}.into().into_option()"))
            }
            _ => (self.ty(ty), name.to_owned()),
        }
    }

    /// An argument as it is declared, and the initializer that gives a field of its name the value.
    pub(super) fn declared(self, ty: &Type, name: &str) -> (String, String) {
        let (ty, value) = self.argument(ty, name);
        let initializer = if value == name { value } else { format!("{name}: {value}") };
        (format!("{name}: {ty}"), initializer)
    }
}

fn is_of_any_zone(ty: &Type) -> bool {
    matches!(ty, Type::Formatted(RustType { argument: Argument::OfAnyZone, .. }))
}

fn integer_name(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::I128 => "i128",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}

/// A type that the user names, however it is spelled. It has been parsed before.
fn given(path: &str) -> String {
    let Ok(file) = syn::parse_str(&format!("type T = {path};")) else { return String::new() };
    let mut flat = String::new();
    for line in prettyplease::unparse(&file).lines().map(str::trim_start) {
        if line.starts_with(['>', ')', ']']) {
            flat.truncate(flat.trim_end_matches(',').len());
        } else if flat.ends_with(',') {
            flat.push(' ');
        }
        flat.push_str(line);
    }
    flat.trim_start_matches("type T = ").trim_end_matches(';').to_owned()
}

/// A constant as the macros write it.
pub(super) fn constant(value: &Node) -> String {
    match value {
        Node::Number(number) if number.parse::<i64>().is_ok() => format!("Int({})", literal(value)),
        _ => literal(value),
    }
}

/// A constant of the document.
pub(super) fn literal(value: &Node) -> String {
    match value {
        Node::String(text) => string(text),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.parse::<i64>().map_or_else(|_| string(text), |number| number.to_string()),
        other => string(&format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_types_are_spelled_as_code_is() {
        let long = "std::collections::BTreeMap<crate::a_long_module_name::Key,(crate::a_long_module_name::Value,u8)>";
        for (given_as, expected) in [
            ("crate :: money::Money", "crate::money::Money"),
            ("a::B<C,&'static [D;2]>", "a::B<C, &'static [D; 2]>"),
            (long, &long.replace(',', ", ")),
        ] {
            assert_eq!(given(given_as), expected);
        }
    }
}
