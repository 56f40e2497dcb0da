//! The crate to be emitted, every decision made: modules, names, types, derives, methods.

use crate::api::{Encoding, Framing, Literal, Location, Part, Rule, SchemeKind, Style, Test};

/// The client of one document.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) credentials: Vec<Credential>,
    /// Those that have operations, in the order of their names.
    pub(crate) groups: Vec<Group>,
    /// The module of every group of the document, emitted or not: what [`Type::Named`] counts.
    pub(crate) modules: Vec<String>,
    /// Types that several groups use, and the document's components.
    pub(crate) types: Vec<Item>,
    /// What the API sends by itself, if anything.
    pub(crate) incoming: Option<Incoming>,
    /// Rules that others refer to, by their number; `None` where nothing does.
    pub(crate) definitions: Vec<Option<Definition>>,
    /// The features of the runtime that its types need.
    pub(crate) features: Vec<&'static str>,
}

impl Crate {
    /// How many operations it has.
    pub(crate) fn operations(&self) -> usize {
        self.groups.iter().map(|group| group.operations.len()).sum()
    }

    /// How many types it has, operations left out.
    pub(crate) fn items(&self) -> usize {
        let incoming = self.incoming.as_ref().map_or(0, |incoming| incoming.types.len());
        self.types.len() + incoming + self.groups.iter().map(|group| group.types.len()).sum::<usize>()
    }
}

/// Rules with a name.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) rules: Vec<Rule>,
}

/// A server that the document names.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) ident: String,
    /// With variables replaced by their defaults.
    pub(crate) url: String,
    /// With variables as the document names them.
    pub(crate) template: String,
    pub(crate) variables: Vec<ServerVariable>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) default: String,
    /// The only ones that it may have; none, if it may have any.
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// A server that an operation has of its own.
#[derive(Debug)]
pub(crate) struct OwnServer {
    /// With variables replaced by their defaults.
    pub(crate) url: String,
    pub(crate) description: Option<String>,
}

/// A security scheme that the client can hold a credential for.
#[derive(Debug)]
pub(crate) struct Credential {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) kind: SchemeKind,
    pub(crate) description: Option<String>,
}

/// A module of operations.
#[derive(Debug)]
pub(crate) struct Group {
    /// Its place in [`Crate::modules`].
    pub(crate) number: usize,
    pub(crate) module: String,
    /// The method of the client that leads here.
    pub(crate) accessor: String,
    /// The type that has the operations' methods.
    pub(crate) ident: String,
    /// What the operations have in common, such as ``tagged `Auth` ``.
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<Item>,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Of the operation's type.
    pub(crate) ident: String,
    /// Of the method that sends it.
    pub(crate) method_ident: String,
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) servers: Vec<OwnServer>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// Alternatives of all-needed requirements: the credential's place in [`Crate::credentials`] and its scopes.
    pub(crate) security: Vec<Vec<(usize, Vec<String>)>>,
    pub(crate) output: Output,
    pub(crate) error: ErrorType,
    /// What it gives where a stream is asked for, if that is something else.
    pub(crate) stream: Option<Output>,
    /// What the headers of its answers are.
    pub(crate) headers: Option<Headers>,
}

/// The headers that an operation's responses declare.
#[derive(Debug)]
pub(crate) struct Headers {
    /// Of the type that reads them.
    pub(crate) ident: String,
    pub(crate) all: Vec<Header>,
}

/// A header of a response.
#[derive(Debug)]
pub(crate) struct Header {
    /// Of the method that reads it.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) form: HeaderForm,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
}

/// How a header's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderForm {
    Plain,
    List,
    Object,
    /// `key=value` pairs.
    Exploded,
    Json,
}

/// The module of what the API sends by itself: webhooks and callbacks.
#[derive(Debug)]
pub(crate) struct Incoming {
    /// Its place in [`Crate::modules`].
    pub(crate) number: usize,
    pub(crate) payloads: Vec<Payload>,
    pub(crate) types: Vec<Item>,
}

/// A payload, and the function that reads it.
#[derive(Debug)]
pub(crate) struct Payload {
    pub(crate) function: String,
    pub(crate) ty: Type,
    /// As the document names it.
    pub(crate) name: String,
    /// For a callback: the operation's type and module.
    pub(crate) callback_of: Option<(String, usize)>,
    pub(crate) method: String,
    /// For a callback: the expression that gives the URL.
    pub(crate) url: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) headers: Vec<(String, Option<String>)>,
    pub(crate) answers: Vec<(String, Option<String>)>,
}

/// A parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<Literal>,
    /// Where it tells more than the type and the default do.
    pub(crate) example: Option<Literal>,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
    pub(crate) allow_empty: bool,
    /// Whether it must be sent, and has values that are not sent otherwise.
    pub(crate) insists: bool,
    /// Of a whole query's properties.
    pub(crate) encodings: Vec<Encoding>,
    pub(crate) rules: Vec<Rule>,
}

/// A request body.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    /// How it is sent; `None` where it is an enum that knows.
    pub(crate) sent: Option<Sent>,
}

/// A body as one media type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    /// Of the variant, where there are several.
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) media_type: String,
    /// The media type as the document has it, which may be a range.
    pub(crate) declared: String,
    pub(crate) encoding: BodyEncoding,
    pub(crate) rules: Vec<Rule>,
    /// Whether the media type is spelled otherwise than the encoding alone has it.
    pub(crate) names_itself: bool,
    /// Whether the enum can be made of the type, without the variant being named.
    pub(crate) converts: bool,
}

/// How a body goes over the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BodyEncoding {
    Json,
    /// With the encodings of the properties that are not encoded as usual.
    Form(Vec<Encoding>),
    /// With the properties that are not sent as usual.
    Multipart(Vec<Part>),
    Text,
    Bytes,
}

/// Which statuses an arm of a response's `match` serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Statuses {
    Exact(u16),
    Range(u8),
    Rest,
}

/// One declared response.
#[derive(Debug)]
pub(crate) struct Arm {
    pub(crate) statuses: Statuses,
    /// The variant of the output's or error's enum that holds it, where there is one.
    pub(crate) variant: Option<String>,
    pub(crate) reading: Reading,
    /// The media types to be asked for, with their weights.
    pub(crate) accept: Vec<String>,
    pub(crate) description: Option<String>,
}

/// How a response's body is read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    Empty,
    Json(Type),
    Text,
    Bytes,
    /// By its media type: an enum that knows.
    Content(Type),
    /// Item by item.
    Items(Items),
    /// Bytes as they come.
    ByteStream,
    /// Not at all, where a stream was asked for and this is none.
    Unstreamed,
}

impl Reading {
    /// Whether the body is read as it comes.
    pub(crate) fn is_stream(&self) -> bool {
        matches!(self, Reading::Items(_) | Reading::ByteStream)
    }
}

/// What comes item by item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Items {
    pub(crate) framing: Framing,
    pub(crate) ty: Type,
    pub(crate) media_type: String,
}

/// What an answer may be, where its media type decides.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Received {
    /// Of the variant.
    pub(crate) ident: String,
    /// As the document has them; ranges may be among them.
    pub(crate) media_types: Vec<String>,
    pub(crate) reading: Reading,
    /// The method that gives the variant's value.
    pub(crate) accessor: Option<String>,
}

/// What an operation gives where it succeeds.
#[derive(Debug)]
pub(crate) struct Output {
    /// The enum's name, where several responses have types of their own.
    pub(crate) ident: Option<String>,
    pub(crate) arms: Vec<Arm>,
    /// The statuses, from one to another, whose answers are read as they come.
    pub(crate) streamed: Vec<(u16, u16)>,
}

/// What an operation fails with, beyond what every operation can fail with.
#[derive(Debug)]
pub(crate) struct ErrorType {
    pub(crate) ident: Option<String>,
    pub(crate) arms: Vec<Arm>,
}

/// A type.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) ident: String,
    pub(crate) doc: Doc,
    pub(crate) deprecated: bool,
    /// Whether a value without any content makes sense, so that the type derives `Default`.
    pub(crate) default: bool,
    /// Traits to derive beside those that every type has.
    pub(crate) derives: Vec<String>,
    /// What every value must satisfy as a whole.
    pub(crate) rules: Vec<Rule>,
    pub(crate) kind: ItemKind,
}

impl Item {
    /// A type that nothing is said of but its documentation.
    pub(crate) fn plain(ident: String, doc: Doc, kind: ItemKind) -> Item {
        Item { ident, doc, deprecated: false, default: false, derives: Vec::new(), rules: Vec::new(), kind }
    }
}

/// What a type's documentation is made of.
#[derive(Debug, Default)]
pub(crate) struct Doc {
    /// What the type is for, said where the document does not say.
    pub(crate) role: Option<Role>,
    /// What the document says of the place that the role names.
    pub(crate) remark: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) example: Option<Literal>,
}

/// What a type is to the one place that uses it.
#[derive(Debug)]
pub(crate) struct Role {
    /// Such as `The body of`.
    pub(crate) what: String,
    /// The operation or type that it belongs to.
    pub(crate) owner: String,
    /// The owner's module, where the owner is an operation.
    pub(crate) module: Option<usize>,
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
    /// An enum of what an answer can come as.
    Content(Vec<Received>),
    /// An enum of what a request body can be sent as.
    Body(Vec<Sent>),
}

/// A tuple struct.
#[derive(Debug)]
pub(crate) struct Tuple {
    /// The items' types, and whether they must be there.
    pub(crate) items: Vec<(Type, bool)>,
    /// What further items are.
    pub(crate) rest: Option<Type>,
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
pub(crate) enum Entry {
    Constant { name: String, value: Literal },
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

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Unit,
    Bool,
    Integer(crate::api::Integer),
    F32,
    F64,
    Number,
    String,
    Formatted(Format),
    /// Bytes that are sent as they are, in memory or not.
    Upload,
    Value,
    /// A type of the user's own, as code names it.
    Given(String),
    /// A type of the crate, by name and by the module that holds it (`None`: the module `types`).
    Named {
        ident: String,
        module: Option<usize>,
    },
    Vec(Box<Type>),
    Map(Box<Type>),
    Option(Box<Type>),
    Nullable(Box<Type>),
    Box(Box<Type>),
    /// What a caller may give as anything that becomes it.
    Into(Box<Type>),
}

impl Type {
    /// Whether a type of the user's own is it, or part of it.
    pub(crate) fn is_given(&self) -> bool {
        match self {
            Type::Given(_) => true,
            Type::Vec(inner)
            | Type::Map(inner)
            | Type::Option(inner)
            | Type::Nullable(inner)
            | Type::Box(inner)
            | Type::Into(inner) => inner.is_given(),
            _ => false,
        }
    }
}

/// The types of strings that spell something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Uuid,
    DateTime(DateLibrary),
    Date(DateLibrary),
    Ipv4,
    Ipv6,
    Base64,
    Base64Url,
}

/// The libraries of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateLibrary {
    Chrono,
    Jiff,
    Time,
}
