//! The schemas of a document: a lossless model of JSON Schema 2020-12.
//!
//! OpenAPI 3.0's and Swagger 2.0's dialects are lifted into it by the walk, so that no later stage knows versions.

use std::cell::OnceCell;
use std::rc::Rc;

use super::says::Says;
use crate::maps::{HashMap, HashSet};
use crate::value::{Node, Pointer, Types};

/// A schema's number in [`Schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct SchemaId(pub(crate) u32);

/// Every schema position of the document, by its JSON Pointer.
#[derive(Debug, Default)]
pub(crate) struct Schemas {
    /// Boxed, since a list that grows would copy a kilobyte for every schema so far.
    #[allow(clippy::vec_box)]
    list: Vec<Box<Schema>>,
    index: HashMap<Pointer, SchemaId>,
    /// The properties that discriminators name, once they are asked for.
    tags: OnceCell<HashSet<String>>,
}

impl Schemas {
    /// The schema with this number.
    pub(crate) fn get(&self, id: SchemaId) -> Option<&Schema> {
        self.list.get(id.0 as usize).map(Box::as_ref)
    }

    /// The schema at a pointer, if the walk met one there.
    pub(crate) fn find(&self, pointer: &Pointer) -> Option<SchemaId> {
        self.index.get(pointer).copied()
    }

    /// Adds a schema under its own pointer and gives its number.
    pub(crate) fn insert(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.index.insert(schema.pointer.clone(), id);
        self.list.push(Box::new(schema));
        id
    }

    /// Every schema's number, in the order in which they were read.
    pub(crate) fn ids(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..u32::try_from(self.list.len()).unwrap_or(u32::MAX)).map(SchemaId)
    }

    /// The schema with this number, to be changed.
    pub(crate) fn get_mut(&mut self, id: SchemaId) -> Option<&mut Schema> {
        self.list.get_mut(id.0 as usize).map(Box::as_mut)
    }

    /// How many schemas there are.
    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether a discriminator names this property. To be asked once all schemas are there.
    pub(crate) fn have_tag(&self, property: &str) -> bool {
        let all = || {
            let discriminators = self.list.iter().filter_map(|schema| schema.rare().discriminator.as_ref());
            discriminators.map(|discriminator| discriminator.property.clone()).collect()
        };
        self.tags.get_or_init(all).contains(property)
    }
}

/// What a `$ref` says and where it leads.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// The reference as written.
    pub(crate) text: String,
    /// The schema that it leads to. `None` where it dangles, which has been reported.
    pub(crate) target: Option<SchemaId>,
}

/// OpenAPI's Discriminator Object.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    /// Where it stands.
    pub(crate) pointer: Pointer,
    pub(crate) property: String,
    /// Tag value and the schema it stands for (`None` where the reference dangles, which has been reported).
    pub(crate) mapping: Vec<(String, Option<SchemaId>)>,
    /// 3.2's `defaultMapping`.
    pub(crate) default: Option<SchemaId>,
}

/// One schema. Lists are in document order; absent keywords are empty or `None`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Schema {
    /// Where it stands; also its identity.
    pub(crate) pointer: Pointer,
    /// `Some` for the boolean schemas `true` and `false`.
    pub(crate) boolean: Option<bool>,
    pub(crate) reference: Option<Reference>,
    pub(crate) types: Types,
    /// 3.0's `nullable: true`. Beside a `type`, `types` holds null as well; without one, this alone says that null is
    /// allowed whatever `$ref`, `allOf` and the like say.
    pub(crate) nullable: bool,
    pub(crate) format: Option<Rc<str>>,
    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) default: Option<Node>,
    pub(crate) examples: Vec<Node>,
    pub(crate) enumeration: Option<Vec<Node>>,

    pub(crate) properties: Vec<(String, SchemaId)>,
    pub(crate) required: Vec<String>,
    pub(crate) additional_properties: Option<SchemaId>,
    pub(crate) items: Option<SchemaId>,

    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) one_of: Vec<SchemaId>,

    /// Through [`Schema::rare`].
    pub(crate) rare: Option<Box<Rare>>,
}

impl Schema {
    /// The keywords that few schemas have.
    pub(crate) fn rare(&self) -> &Rare {
        const ABSENT: &Rare = &Rare::ABSENT;
        self.rare.as_deref().unwrap_or(ABSENT)
    }

    /// The keywords that few schemas have, to be changed.
    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_with(|| Box::new(Rare::ABSENT))
    }

    /// What the schema says. Every keyword is looked at here, so that none is forgotten.
    pub(crate) fn says(&self) -> Says {
        let Schema {
            pointer: _,
            boolean,
            reference,
            types,
            nullable,
            format,
            title,
            description,
            deprecated,
            read_only,
            write_only,
            default,
            examples,
            enumeration,
            properties,
            required,
            additional_properties,
            items,
            all_of,
            any_of,
            one_of,
            rare,
        } = self;
        let is_annotated = title.is_some()
            || description.is_some()
            || *deprecated
            || *read_only
            || *write_only
            || default.is_some()
            || !examples.is_empty();
        let says = Says::of(&[
            (Says::ANNOTATIONS, is_annotated),
            (Says::NEVER, *boolean == Some(false)),
            (Says::REFERENCE, reference.is_some()),
            (Says::TYPES, !types.is_empty()),
            (Says::NULL, *nullable || types.contains(Types::NULL)),
            (Says::FORMAT, format.is_some()),
            (Says::VALUES, enumeration.is_some()),
            (Says::PROPERTIES, !properties.is_empty()),
            (Says::REQUIRED, !required.is_empty()),
            (Says::OTHER_PROPERTIES, additional_properties.is_some()),
            (Says::ITEMS, items.is_some()),
            (Says::ALL_OF, !all_of.is_empty()),
            (Says::ALTERNATIVES, !any_of.is_empty() || !one_of.is_empty()),
        ]);
        rare.as_deref().map_or(says, |rare| says.with(rare.says()))
    }
}

/// The keywords that few schemas have. They are two thirds of a schema's size, and large documents have 40,000 schemas.
#[derive(Clone, Debug)]
pub(crate) struct Rare {
    /// `x-enum-varnames` or `x-enumNames`: names for the values of `enumeration`, in its order.
    pub(crate) enumeration_names: Vec<String>,
    pub(crate) constant: Option<Node>,
    /// What stands for values of `enumeration`, by their places, and for `constant`, which were read as of the schema's type.
    pub(crate) retyped: Vec<(Option<usize>, Node)>,

    // objects
    pub(crate) pattern_properties: Vec<(String, SchemaId)>,
    pub(crate) property_names: Option<SchemaId>,
    pub(crate) unevaluated_properties: Option<SchemaId>,
    pub(crate) min_properties: Option<u64>,
    pub(crate) max_properties: Option<u64>,

    // arrays
    pub(crate) prefix_items: Vec<SchemaId>,
    pub(crate) contains: Option<SchemaId>,
    pub(crate) unevaluated_items: Option<SchemaId>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) unique_items: bool,
    pub(crate) min_contains: Option<u64>,
    pub(crate) max_contains: Option<u64>,

    // strings
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) pattern: Option<String>,
    pub(crate) content_encoding: Option<String>,
    pub(crate) content_media_type: Option<String>,
    pub(crate) content_schema: Option<SchemaId>,

    // numbers, as they are written
    pub(crate) minimum: Option<Node>,
    pub(crate) maximum: Option<Node>,
    pub(crate) exclusive_minimum: Option<Node>,
    pub(crate) exclusive_maximum: Option<Node>,
    pub(crate) multiple_of: Option<Node>,

    // composition
    pub(crate) not: Option<SchemaId>,
    pub(crate) if_schema: Option<SchemaId>,
    pub(crate) then_schema: Option<SchemaId>,
    pub(crate) else_schema: Option<SchemaId>,
    pub(crate) dependent_required: Vec<(String, Vec<String>)>,
    pub(crate) dependent_schemas: Vec<(String, SchemaId)>,
    pub(crate) discriminator: Option<Discriminator>,
    /// `x-ms-discriminator-value`: what a subtype's tag is, where no mapping says so.
    pub(crate) discriminator_value: Option<String>,

    /// The keywords of those that list something which list nothing.
    pub(crate) empty: Vec<&'static str>,

    /// Every other keyword, as it came: `xml`, `externalDocs`, `$comment`, extensions and unknown ones.
    pub(crate) other: Vec<(String, Node)>,
}

impl Rare {
    /// None of them. A constant, so that schemas without any can share it.
    const ABSENT: Rare = Rare {
        enumeration_names: Vec::new(),
        constant: None,
        retyped: Vec::new(),
        pattern_properties: Vec::new(),
        property_names: None,
        unevaluated_properties: None,
        min_properties: None,
        max_properties: None,
        prefix_items: Vec::new(),
        contains: None,
        unevaluated_items: None,
        min_items: None,
        max_items: None,
        unique_items: false,
        min_contains: None,
        max_contains: None,
        min_length: None,
        max_length: None,
        pattern: None,
        content_encoding: None,
        content_media_type: None,
        content_schema: None,
        minimum: None,
        maximum: None,
        exclusive_minimum: None,
        exclusive_maximum: None,
        multiple_of: None,
        not: None,
        if_schema: None,
        then_schema: None,
        else_schema: None,
        dependent_required: Vec::new(),
        dependent_schemas: Vec::new(),
        discriminator: None,
        discriminator_value: None,
        empty: Vec::new(),
        other: Vec::new(),
    };

    fn says(&self) -> Says {
        let Rare {
            enumeration_names,
            constant,
            retyped,
            pattern_properties,
            property_names,
            unevaluated_properties,
            min_properties,
            max_properties,
            prefix_items,
            contains,
            unevaluated_items,
            min_items,
            max_items,
            unique_items,
            // Without `contains`, they say nothing.
            min_contains: _,
            max_contains: _,
            min_length,
            max_length,
            pattern,
            content_encoding,
            content_media_type,
            content_schema,
            minimum,
            maximum,
            exclusive_minimum,
            exclusive_maximum,
            multiple_of,
            not,
            if_schema,
            // Without `if`, they say nothing.
            then_schema: _,
            else_schema: _,
            dependent_required,
            dependent_schemas,
            discriminator,
            discriminator_value,
            empty,
            other,
        } = self;
        let is_annotated = !enumeration_names.is_empty()
            || !retyped.is_empty()
            || discriminator_value.is_some()
            || !empty.is_empty()
            || !other.is_empty();
        let counts = [min_properties, max_properties, min_items, max_items, min_length, max_length];
        let bounds = [minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of];
        let has_size = counts.iter().any(|count| count.is_some())
            || bounds.iter().any(|bound| bound.is_some())
            || *unique_items
            || pattern.is_some();
        let has_condition = not.is_some()
            || if_schema.is_some()
            || contains.is_some()
            || property_names.is_some()
            || !dependent_required.is_empty()
            || !dependent_schemas.is_empty();
        Says::of(&[
            (Says::ANNOTATIONS, is_annotated),
            (Says::ENCODING, content_encoding.is_some()),
            (Says::CONTENT, content_media_type.is_some() || content_schema.is_some()),
            (Says::VALUES, constant.is_some()),
            (Says::OTHER_PROPERTIES, !pattern_properties.is_empty() || unevaluated_properties.is_some()),
            (Says::ITEMS, !prefix_items.is_empty() || unevaluated_items.is_some()),
            (Says::SIZES, has_size),
            (Says::CONDITIONS, has_condition),
            (Says::DISCRIMINATOR, discriminator.is_some()),
        ])
    }
}
