//! Types as they are defined: structs, enums, and their documentation.

use super::{Arm, GroupId, Header, ModuleId, Received, Sent, Type, TypeName};
use crate::api::{Literal, Rule, Test};
use crate::lists::{Changing, Listing};
use crate::media_types::Codec;

/// A type.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) ident: String,
    pub(crate) doc: Doc,
    pub(crate) deprecated: bool,
    /// Whether a value without any content makes sense, so that the type derives `Default`.
    pub(crate) default: bool,
    /// Traits to derive beside those that every type has.
    pub(crate) derives: Vec<Derive>,
    /// What every value must satisfy as a whole.
    pub(crate) rules: Vec<Rule>,
    pub(crate) kind: ItemKind,
}

impl Item {
    /// A type that nothing is said of but its documentation.
    pub(crate) fn plain(ident: String, doc: Doc, kind: ItemKind) -> Item {
        Item { ident, doc, deprecated: false, default: false, derives: Vec::new(), rules: Vec::new(), kind }
    }

    /// What it is called, where it lives in this module.
    pub(crate) fn name(&self, module: ModuleId) -> TypeName {
        TypeName { ident: self.ident.clone(), module }
    }

    /// Adds the types that it names.
    pub(crate) fn types<'i>(&'i self, types: &mut Vec<&'i Type>) {
        match &self.kind {
            ItemKind::Record(record) => {
                types.add_all(record.rest.iter().map(|(_, ty, _)| ty));
                types.add_all(record.entries.iter().filter_map(|entry| match entry {
                    Entry::Field(field) => Some(&field.ty),
                    Entry::Constant { .. } => None,
                }));
            }
            ItemKind::Union(union) => types.add_all(union.variants.iter().map(|variant| &variant.ty)),
            ItemKind::Tuple(tuple) => types.add_all(tuple.items.iter().map(|(ty, _)| ty).chain(&tuple.rest)),
            ItemKind::Wrapper(ty) | ItemKind::Alias(ty) => types.push(ty),
            ItemKind::Body(variants) => types.add_all(variants.iter().map(|sent| &sent.ty)),
            ItemKind::Content(variants) => types.add_all(variants.iter().filter_map(|each| each.reading.ty())),
            ItemKind::ByStatus(arms) => types.add_all(arms.iter().filter_map(|arm| arm.reading.ty())),
            ItemKind::Headers(headers) => types.add_all(headers.iter().map(|header| &header.ty)),
            ItemKind::Choice(_) => {}
        }
    }

    /// How the values are written that content of several media types is.
    pub(crate) fn codecs(&self) -> Vec<&'static Codec> {
        match &self.kind {
            ItemKind::Body(variants) => variants.iter().filter_map(|sent| sent.encoding.codec()).list(),
            ItemKind::Content(variants) => variants.iter().filter_map(|each| each.reading.codec()).list(),
            _ => Vec::new(),
        }
    }

    /// Adds the lists of rules that it has.
    pub(crate) fn rules<'i>(&'i self, lists: &mut Vec<&'i [Rule]>) {
        lists.push(&self.rules);
        match &self.kind {
            ItemKind::Record(record) => {
                lists.add_all(record.rest.iter().map(|(_, _, rules)| rules.as_slice()));
                lists.add_all(record.entries.iter().filter_map(|entry| match entry {
                    Entry::Field(field) => Some(field.rules.as_slice()),
                    Entry::Constant { .. } => None,
                }));
            }
            ItemKind::Union(union) => lists.add_all(union.variants.iter().map(|variant| variant.rules.as_slice())),
            ItemKind::Body(variants) => lists.add_all(variants.iter().map(|sent| sent.rules.as_slice())),
            ItemKind::Choice(_)
            | ItemKind::Tuple(_)
            | ItemKind::Wrapper(_)
            | ItemKind::Alias(_)
            | ItemKind::Content(_)
            | ItemKind::ByStatus(_)
            | ItemKind::Headers(_) => {}
        }
    }
}

/// A trait to derive.
#[derive(Debug)]
pub(crate) struct Derive {
    pub(crate) path: String,
    /// Its place in the settings, where it is asked for this very type.
    pub(crate) asked: Option<usize>,
}

/// What a type's documentation is made of.
#[derive(Debug, Default)]
pub(crate) struct Doc {
    /// What the type is for, said where the document does not say.
    pub(crate) role: Option<Role>,
    /// What the document says of the place that the role names.
    pub(crate) remark: Option<String>,
    /// The operations, with their groups, and the types that use it, where there are several and the document does not say
    /// what it is for.
    pub(crate) used_by: Vec<(String, Option<GroupId>)>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) example: Option<Literal>,
}

/// What a type is to the one place that uses it.
#[derive(Debug)]
pub(crate) struct Role {
    /// Such as `The body`.
    pub(crate) what: String,
    /// Which of several it is, in the document's words.
    pub(crate) named: Option<String>,
    /// The operation or type that it belongs to.
    pub(crate) owner: String,
    /// The owner's group, where the owner is an operation.
    pub(crate) group: Option<GroupId>,
}

/// The kinds of types.
#[derive(Debug)]
pub(crate) enum ItemKind {
    Record(Record),
    Choice(Choice),
    Union(Union),
    Tuple(Tuple),
    /// A struct around a list or map that holds the struct.
    Wrapper(Type),
    /// Another name for a type.
    Alias(Type),
    /// An enum of what an answer can come as.
    Content(Vec<Received>),
    /// An enum of what several operations answer, or fail with, by status.
    ByStatus(Vec<Arm>),
    /// An enum of what a request body can be sent as.
    Body(Vec<Sent>),
    /// What reads the headers of several operations' answers.
    Headers(Vec<Header>),
}

/// A struct.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) closed: bool,
    pub(crate) entries: Vec<Entry>,
    /// The field for properties without a name, what they hold, and the rules for each.
    pub(crate) rest: Option<(String, Type, Vec<Rule>)>,
    /// Whether optional fields get setters: where the type goes into requests.
    pub(crate) setters: bool,
}

/// A property of a struct.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all of them are fields")]
pub(crate) enum Entry {
    /// One that is always written; where it is not `required`, it need not be there to be read.
    Constant {
        name: String,
        value: Literal,
        required: bool,
    },
    Field(Field),
}

/// A field of a struct.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) ident: String,
    pub(crate) name: String,
    /// With `Option` where it is not required, or may be null.
    pub(crate) ty: Type,
    pub(crate) required: bool,
    /// Whether `new` asks for it, though it need not come.
    pub(crate) asked: bool,
    /// Whether `null` is read as an empty list or map.
    pub(crate) null_is_empty: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Literal>,
    /// Where it tells more than the type and the default do.
    pub(crate) example: Option<Literal>,
    pub(crate) rules: Vec<Rule>,
    /// Keywords of the document that nothing checks.
    pub(crate) unchecked: Vec<&'static str>,
}

/// An enum of constants.
#[derive(Debug)]
pub(crate) struct Choice {
    /// Name and value.
    pub(crate) values: Vec<(String, Literal)>,
    pub(crate) integers: bool,
}

/// An enum of types.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) tag: Option<String>,
    /// The position of the variant that values with another tag are.
    pub(crate) fallback: Option<usize>,
    /// Whether strict decoding refuses values that fit several variants.
    pub(crate) one: bool,
    /// The positions of the variants that a value without a tag may be, in the order in which they are tried.
    pub(crate) untagged: Vec<usize>,
    pub(crate) variants: Vec<Variant>,
}

/// A variant of an enum of types.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) tags: Vec<Literal>,
    pub(crate) writes_tag: bool,
    /// What a value without a tag must look like to be this; `None` where it must have one.
    pub(crate) test: Option<Test>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) description: Option<String>,
}

/// A tuple struct.
#[derive(Debug)]
pub(crate) struct Tuple {
    /// The items' types, and whether they must be there.
    pub(crate) items: Vec<(Type, bool)>,
    /// What further items are.
    pub(crate) rest: Option<Type>,
}
