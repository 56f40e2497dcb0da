//! Expressions that make values, as the examples of documentation show them: what is required, in the document's own words
//! where these are short.

use crate::emit::here::{Here, string};
use crate::formats::{Argument, Integer, RustType};
use crate::lists::Changing;
use crate::maps::HashMap;
use crate::rust::{
    Choice, Entry, Field, GroupId, Item, ItemKind, Module, ModuleId, Record, Sent, Tuple, Type, TypeName, Types, Union,
};
use crate::value::Node;

/// The most characters of an expression. What would be longer is for the reader to make.
const LONGEST: usize = 160;
/// The most characters of a text of the document.
const LONGEST_TEXT: usize = 40;
/// How many types deep a value may be.
const DEEPEST: usize = 4;
/// How many variants of a union are tried.
const VARIANTS: usize = 3;

/// What makes expressions, as they stand in a function beside the crate's root.
pub(crate) struct Expressions<'a> {
    pub(crate) here: Here<'a>,
    items: HashMap<(ModuleId, &'a str), &'a Item>,
}

/// What a value is for.
#[derive(Clone, Copy)]
struct Purpose<'p> {
    /// The name of the field or argument, which a text without an example shows.
    name: &'p str,
    /// A value that the document gives.
    said: Option<&'p Node>,
    /// How many types there are around it.
    depth: usize,
}

impl Purpose<'_> {
    /// A text of the document, or the name.
    fn text(self) -> String {
        match self.said {
            Some(Node::String(text)) if !text.is_empty() && text.chars().count() <= LONGEST_TEXT => string(text),
            _ => string(self.name.trim_start_matches("r#")),
        }
    }

    /// An integer of the document, if every integer of the type's size surely has it.
    fn integer(self, integer: Integer) -> String {
        let is_small = matches!(integer, Integer::I8 | Integer::I16 | Integer::U8 | Integer::U16);
        let is_unsigned = matches!(integer, Integer::U8 | Integer::U16 | Integer::U32 | Integer::U64);
        let most = if is_small { i32::from(i8::MAX) } else { i32::MAX };
        let least = if is_unsigned || is_small { 0 } else { -most };
        let said = match self.said {
            Some(Node::Number(text)) => text.parse::<i32>().ok(),
            _ => None,
        };
        said.filter(|value| (least..=most).contains(value)).unwrap_or(1).to_string()
    }

    fn float(self) -> String {
        let said = match self.said {
            Some(Node::Number(text)) => text.parse::<f64>().ok(),
            _ => None,
        };
        format!("{:?}", said.filter(|value| value.abs() < 1e9).unwrap_or(1.5))
    }

    /// The same for an item of a list.
    fn item(self) -> Self {
        let said = match self.said {
            Some(Node::Seq(items)) => items.first(),
            _ => None,
        };
        Purpose { said, ..self }
    }
}

impl<'a> Expressions<'a> {
    /// Of a crate's types.
    pub(crate) fn of(types: &'a Types) -> Expressions<'a> {
        let of_group =
            |(id, module): (GroupId, &'a Module)| module.types.iter().map(move |item| (ModuleId::Group(id), item));
        let shared = types.shared.iter().map(|item| (ModuleId::Shared, item));
        let all = types.modules.entries().flat_map(of_group).chain(shared);
        let items = all.map(|(module, item)| ((module, item.ident.as_str()), item)).collect();
        Expressions { here: Here::outside(types), items }
    }

    /// An argument for what becomes a value of a type; none where it would be long, or where nobody but the user knows one.
    pub(crate) fn argument(&self, ty: &Type, name: &str, said: Option<&Node>) -> Option<String> {
        self.given(ty, Purpose { name, said, depth: 0 }).filter(|text| text.len() <= LONGEST)
    }

    /// See [`Here::argument`] for what may be given.
    fn given(&self, ty: &Type, purpose: Purpose<'_>) -> Option<String> {
        match ty {
            Type::String | Type::Value | Type::FormPart => Some(purpose.text()),
            Type::Number => Some(purpose.integer(Integer::I32)),
            Type::Formatted(ty) => Some(formatted(ty, purpose)),
            Type::Nullable(inner) | Type::Option(inner) => match &**inner {
                Type::String | Type::Number => self.given(inner, purpose),
                Type::Formatted(ty) if is_parsed(ty) => Some(format!("Some({})", formatted(ty, purpose))),
                Type::Formatted(ty) => Some(formatted(ty, purpose)),
                Type::Value => Some(format!("runtime::Value::from({})", purpose.text())),
                Type::FormPart => Some(format!("runtime::FormPart::from({})", purpose.text())),
                Type::Vec(_) | Type::Map(_) => self.exact(inner, purpose).map(|value| format!("Some({value})")),
                _ => self.exact(inner, purpose),
            },
            Type::Box(inner) => self.exact(inner, purpose),
            Type::Into(inner) => self.body(inner, purpose),
            _ => self.exact(ty, purpose),
        }
    }

    /// A value of a type, where the type is known.
    fn exact(&self, ty: &Type, purpose: Purpose<'_>) -> Option<String> {
        Some(match ty {
            Type::Unit => "()".to_owned(),
            Type::Bool => (!matches!(purpose.said, Some(Node::Bool(false)))).to_string(),
            Type::Integer(integer) => purpose.integer(*integer),
            Type::F32 | Type::F64 => purpose.float(),
            Type::Number => format!("runtime::Number::from({})", purpose.integer(Integer::I32)),
            Type::String | Type::Value | Type::FormPart => format!("{}.into()", purpose.text()),
            Type::Formatted(ty) => formatted_exactly(ty, purpose),
            Type::Upload => "runtime::Upload::from_path(\"path/to/file\")".to_owned(),
            Type::FormData => "runtime::FormData::new().part(\"name\", \"value\")".to_owned(),
            Type::Given(_) => return None,
            Type::Named(name) => return self.named(ty, name, purpose),
            Type::Vec(inner) => format!("vec![{}]", self.exact(inner, purpose.item()).unwrap_or_default()),
            Type::Map(inner) => match self.exact(inner, Purpose { said: None, ..purpose }) {
                Some(value) => format!("runtime::Map::from([(\"key\", {value})])"),
                None => "runtime::Map::new()".to_owned(),
            },
            Type::Option(inner) => {
                self.exact(inner, purpose).map_or_else(|| "None".to_owned(), |value| format!("Some({value})"))
            }
            Type::Nullable(inner) => format!("runtime::Nullable::Value({})", self.exact(inner, purpose)?),
            Type::Box(inner) => format!("Box::new({})", self.exact(inner, purpose)?),
            Type::Into(inner) => return self.exact(inner, purpose),
        })
    }

    fn named(&self, ty: &Type, name: &TypeName, purpose: Purpose<'_>) -> Option<String> {
        let item = self.item(name).filter(|_| purpose.depth < DEEPEST)?;
        let (path, inside) = (self.here.ty(ty), Purpose { depth: purpose.depth + 1, ..purpose });
        match &item.kind {
            ItemKind::Record(record) => self.record(&path, record, purpose.depth),
            ItemKind::Choice(choice) => constant(&path, choice),
            ItemKind::Union(union) => self.union(&path, union, inside),
            ItemKind::Tuple(tuple) => self.tuple(&path, tuple, inside),
            ItemKind::Wrapper(ty) => Some(format!("{path}({})", self.exact(ty, inside)?)),
            ItemKind::Alias(ty) => self.exact(ty, inside),
            ItemKind::Body(variants) => variants.iter().find_map(|sent| self.variant(&path, sent, inside)),
            ItemKind::Content(_) | ItemKind::ByStatus(_) | ItemKind::Headers(_) => None,
        }
    }

    fn item(&self, name: &TypeName) -> Option<&'a Item> {
        self.items.get(&(name.module, name.ident.as_str())).copied()
    }

    /// What is required; where that is nothing, what is not shows how it is set.
    fn record(&self, path: &str, record: &Record, depth: usize) -> Option<String> {
        let fields = || {
            record.entries.iter().filter_map(|entry| match entry {
                Entry::Field(field) => Some(field),
                Entry::Constant { .. } => None,
            })
        };
        let given = |field: &Field| {
            let ty = if field.required { &field.ty } else { field.ty.present() };
            let said = field.example.as_ref().or(field.default.as_ref());
            self.given(ty, Purpose { name: &field.ident, said, depth: depth + 1 })
        };
        let mut arguments = String::new();
        for field in fields().filter(|field| field.required || field.asked) {
            if !arguments.is_empty() {
                arguments.push_str(", ");
            }
            arguments.push_str(&given(field)?);
            if arguments.len() > LONGEST {
                return None;
            }
        }
        let is_shown = record.setters && arguments.is_empty() && depth == 0;
        let mut optional = fields().filter(|field| is_shown && !field.required && !field.asked && !field.deprecated);
        let setter = optional.find_map(|field| Some(format!(".{}({})", field.ident, given(field)?)));
        Some(format!("{path}::new({arguments}){}", setter.unwrap_or_default()))
    }

    fn union(&self, path: &str, union: &Union, purpose: Purpose<'_>) -> Option<String> {
        union
            .variants
            .iter()
            .take(VARIANTS)
            .find_map(|variant| Some(format!("{path}::{}({})", variant.ident, self.exact(&variant.ty, purpose)?)))
    }

    fn tuple(&self, path: &str, tuple: &Tuple, purpose: Purpose<'_>) -> Option<String> {
        let mut values = Vec::new();
        for (ty, _) in &tuple.items {
            values.push(self.exact(ty, purpose)?);
        }
        values.add_all(tuple.rest.iter().map(|_| "vec![]".to_owned()));
        Some(format!("{path}({})", values.join(", ")))
    }

    /// A body of one of several media types: what needs no name of a variant, if there is such.
    fn body(&self, ty: &Type, purpose: Purpose<'_>) -> Option<String> {
        let Type::Named(name) = ty else { return self.exact(ty, purpose) };
        match self.item(name).map(|item| &item.kind) {
            Some(ItemKind::Body(variants)) => {
                let mut plain = variants.iter().filter(|sent| sent.converts);
                plain.find_map(|sent| self.converted(&sent.ty, purpose)).or_else(|| self.exact(ty, purpose))
            }
            _ => self.exact(ty, purpose),
        }
    }

    /// A value whose type says itself which one it is.
    fn converted(&self, ty: &Type, purpose: Purpose<'_>) -> Option<String> {
        match ty {
            Type::Named(_) | Type::FormData => self.exact(ty, purpose),
            _ => None,
        }
    }

    fn variant(&self, path: &str, sent: &Sent, purpose: Purpose<'_>) -> Option<String> {
        Some(format!("{path}::{}({})", sent.ident, self.exact(&sent.ty, purpose)?))
    }
}

fn constant(path: &str, choice: &Choice) -> Option<String> {
    let (variant, _) = choice.values.first()?;
    Some(format!("{path}::{variant}"))
}

const PARSED: &str = ".parse()?";

/// Whether it is parsed, so that its type must be known.
fn is_parsed(ty: &RustType) -> bool {
    ty.example.ends_with(PARSED)
}

/// An argument of a type that spells itself, in the document's spelling where it is parsed.
fn formatted(ty: &RustType, purpose: Purpose<'_>) -> String {
    match purpose.said {
        Some(Node::String(_)) if is_parsed(ty) => format!("{}{PARSED}", purpose.text()),
        _ => ty.example.to_owned(),
    }
}

fn formatted_exactly(ty: &RustType, purpose: Purpose<'_>) -> String {
    let text = formatted(ty, purpose);
    match ty.argument {
        Argument::Itself => text,
        // A number could be of any type.
        Argument::Converted if text.starts_with(|first: char| first.is_ascii_digit()) => {
            format!("runtime::Quoted({text})")
        }
        Argument::Converted | Argument::OfAnyZone => format!("{text}.into()"),
    }
}
