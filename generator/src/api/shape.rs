//! Shapes: what values look like, whatever keywords said so.

use std::rc::Rc;

use super::literal::Literal;
use super::rule::Rule;
use crate::formats::{Integer, Spelled};
use crate::lists::Listing;
use crate::value::Pointer;

/// A shape's number in [`Shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ShapeId(pub(crate) u32);

/// Every shape of the document.
#[derive(Debug)]
pub(crate) struct Shapes {
    list: Vec<Shape>,
    any: Shape,
}

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes { list: Vec::new(), any: Shape::ANY }
    }
}

impl Shapes {
    /// Adds a shape.
    pub(crate) fn push(&mut self, shape: Shape) -> ShapeId {
        let id = ShapeId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(shape);
        id
    }

    /// The shape with this number. Numbers come from [`Shapes::push`], so there always is one.
    pub(crate) fn get(&self, id: ShapeId) -> &Shape {
        self.list.get(id.0 as usize).unwrap_or(&self.any)
    }

    /// The shape with this number, to be changed.
    pub(crate) fn get_mut(&mut self, id: ShapeId) -> Option<&mut Shape> {
        self.list.get_mut(id.0 as usize)
    }

    /// The numbers of all shapes, in the order in which the document was walked.
    pub(crate) fn ids(&self) -> impl Iterator<Item = ShapeId> + use<> {
        (0..u32::try_from(self.list.len()).unwrap_or(u32::MAX)).map(ShapeId)
    }
}

/// What a value looks like.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) kind: Kind,
    /// What its values must satisfy wherever it is used; only of shapes that become types with a name.
    pub(crate) rules: Vec<Rule>,
    /// The component that this shape is the definition of, in the document's words: a schema that the settings name is one
    /// under its pointer.
    pub(crate) component: Option<Rc<str>>,
    /// The schema that it is the shape of, where that is one alone.
    pub(crate) schema: Option<Pointer>,
    /// What sets it apart from the schema's other shapes, one after the other.
    pub(crate) variations: Vec<Variation>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    /// The first one that the document gives.
    pub(crate) example: Option<Literal>,
    pub(crate) deprecated: bool,
}

impl Shape {
    /// Any JSON value.
    pub(crate) const ANY: Shape = Shape {
        kind: Kind::Any,
        rules: Vec::new(),
        component: None,
        schema: None,
        variations: Vec::new(),
        title: None,
        description: None,
        example: None,
        deprecated: false,
    };
}

/// How a shape differs from that of its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variation {
    /// It is what a request has, where answers have more or less.
    Sent,
    /// It says what changes of a value (RFC 7396).
    Change,
    /// It is sent as a form with files, and elsewhere otherwise.
    Form,
}

/// A shape at the place where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Use {
    pub(crate) shape: ShapeId,
    /// Whether `null` is allowed as well.
    pub(crate) nullable: bool,
    /// What a value must satisfy beyond its shape.
    pub(crate) rules: Vec<Rule>,
}

/// The kinds of shapes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Any JSON value.
    Any,
    /// No value at all, not even `null`.
    Never,
    /// `null` only.
    Null,
    Boolean,
    Integer(Integer),
    /// A number; `single` where that is precise enough.
    Number {
        single: bool,
    },
    /// A number whose digits matter.
    Decimal,
    /// A string with its format.
    String {
        format: Option<Rc<str>>,
    },
    /// A string or number that spells something else.
    Formatted(&'static Spelled),
    /// Bytes of a multipart body, sent as they are.
    File,
    /// A part of a multipart body that may be a file or something else.
    FormPart,
    /// A multipart body of which nothing is said.
    FormData,
    List(Use),
    Map(Use),
    Record(Record),
    Choice(Choice),
    Union(Union),
    /// An array whose first items have each their own shape.
    Tuple(Tuple),
    /// What the settings have a definition of their own for: its schema was not looked into.
    External,
}

impl Kind {
    /// Whether its values are strings, whatever they say.
    pub(crate) fn is_string(&self) -> bool {
        match self {
            Kind::String { .. } | Kind::Formatted(_) => true,
            Kind::Choice(choice) => choice.values.iter().all(|value| matches!(value, Literal::String(_))),
            _ => false,
        }
    }

    /// Every use of another shape.
    pub(crate) fn uses(&self) -> Vec<&Use> {
        match self {
            Kind::List(inner) | Kind::Map(inner) => vec![inner],
            Kind::Record(record) => {
                let fields = record.fields.iter().filter_map(|field| match &field.value {
                    FieldValue::Value(value) => Some(value),
                    FieldValue::Constant(_) => None,
                });
                fields.chain(&record.rest).list()
            }
            Kind::Union(union) => union.variants.iter().map(|variant| &variant.value).list(),
            Kind::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).list(),
            _ => Vec::new(),
        }
    }
}

/// An object with named properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// In document order.
    pub(crate) fields: Vec<Field>,
    /// What properties without a name here hold, where the document gives them a schema.
    pub(crate) rest: Option<Use>,
    /// Whether other properties are forbidden.
    pub(crate) closed: bool,
}

/// A property of a record.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// On the wire.
    pub(crate) name: String,
    pub(crate) value: FieldValue,
    pub(crate) required: bool,
    /// Whether it is required and defined nowhere: then it has to be sent, and need not come.
    pub(crate) undefined: bool,
    /// Whether it is a tag with several values, of which a sender has to choose one, though it need not come.
    pub(crate) chosen: bool,
    /// The setting that has it be optional in answers, by its number.
    pub(crate) may_be_absent: Option<usize>,
    /// Whether `null` is read as an empty list or map.
    pub(crate) null_is_empty: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Literal>,
    /// The first one that the document gives.
    pub(crate) example: Option<Literal>,
    /// Keywords of its schema that nothing checks.
    pub(crate) unchecked: Vec<&'static str>,
}

impl Field {
    /// An optional property of which nothing else is said.
    pub(crate) fn of(name: &str, value: FieldValue) -> Field {
        Field {
            name: name.to_owned(),
            value,
            required: false,
            undefined: false,
            chosen: false,
            may_be_absent: None,
            null_is_empty: false,
            read_only: false,
            write_only: false,
            deprecated: false,
            description: None,
            default: None,
            example: None,
            unchecked: Vec::new(),
        }
    }
}

impl PartialEq for Field {
    /// Fields are equal where they mean the same on the wire; prose is not compared.
    fn eq(&self, other: &Field) -> bool {
        let Field {
            name,
            value,
            required,
            undefined,
            null_is_empty,
            read_only,
            write_only,
            // Which of several values is sent is the caller's affair.
            chosen: _,
            // Until each direction has its own shapes.
            may_be_absent: _,
            deprecated: _,
            description: _,
            default: _,
            example: _,
            unchecked: _,
        } = self;
        *name == other.name
            && *value == other.value
            && (*required, *undefined, *null_is_empty) == (other.required, other.undefined, other.null_is_empty)
            && (*read_only, *write_only) == (other.read_only, other.write_only)
    }
}

/// What a property holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum FieldValue {
    Value(Use),
    /// Always this string, integer or boolean.
    Constant(Literal),
}

/// An enumeration of strings or integers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// In document order, each once.
    pub(crate) values: Vec<Literal>,
    /// Names that the document proposes for the values, in their order; empty where it proposes none.
    pub(crate) names: Vec<String>,
}

/// An array whose first items have each their own shape.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tuple {
    pub(crate) items: Vec<Use>,
    /// How many of them there must be.
    pub(crate) required: usize,
    /// What further items hold, where the document gives them a schema.
    pub(crate) rest: Option<Use>,
}

/// One of several shapes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Union {
    /// The property that tells the variants apart.
    pub(crate) tag: Option<String>,
    /// Whether a value must not fit several variants, which only a strict decoding sees to.
    pub(crate) one: bool,
    pub(crate) variants: Vec<Variant>,
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) value: Use,
    /// The component that the document names, where what stands beside the union is a part of the variant as well.
    pub(crate) named: Option<Rc<str>>,
    /// The values of the union's tag that mean this variant.
    pub(crate) tags: Vec<Literal>,
    /// Whether the union must write the tag, since the variant's record does not.
    pub(crate) writes_tag: bool,
    /// Whether a value is this where its tag is not listed.
    pub(crate) fallback: bool,
    /// Whether a value may be this without the union's tag; always so where the union has none.
    pub(crate) untagged: bool,
    pub(crate) test: Test,
}

/// What a value must look like to be tried as a variant without a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Anything,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    /// An object with these keys.
    Object(Vec<String>),
}

impl Test {
    /// Puts tests that ask for more keys before those that ask for fewer, which would take their values.
    pub(crate) fn specificity(&self) -> impl Ord + use<> {
        match self {
            Test::Object(keys) => (1, std::cmp::Reverse(keys.len())),
            Test::Anything => (2, std::cmp::Reverse(0)),
            _ => (0, std::cmp::Reverse(0)),
        }
    }

    /// Whether an object may be meant.
    pub(crate) fn admits_objects(&self) -> bool {
        matches!(self, Test::Anything | Test::Object(_))
    }
}
