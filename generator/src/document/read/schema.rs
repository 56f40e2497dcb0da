//! Schemas: every keyword of JSON Schema 2020-12, with those of OpenAPI 3.0's dialect and of older drafts read as what they
//! mean today.

use std::rc::Rc;

use super::grammar::Kind;
use super::located::Located;
use super::meant;
use super::reader::Reader;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Discriminator, Reference, Schema, SchemaId};
use crate::lists::{Changing, Listing};
use crate::value::{Node, Pointer, Types};

/// What can't be said before the whole mapping has been read.
#[derive(Default)]
struct Rest<'d> {
    /// `exclusiveMinimum: true` and `exclusiveMaximum: true` of 3.0.
    exclusive_minimum: bool,
    exclusive_maximum: bool,
    /// `additionalItems`, which goes with a list of `items` only.
    additional_items: Option<Located<'d>>,
    /// `items` that is a list.
    listed_items: Option<Located<'d>>,
}

/// How long the pointer to a schema may be: each place below it has one that begins with all of it.
const PLACE_MOST: usize = 4_000;

/// How many zeros are looked up in the text of a document.
const ZEROS_MOST: usize = 20;

impl<'d> Reader<'d> {
    /// Walks a schema and all its subschemas, unless that has been done.
    pub(super) fn schema(&mut self, at: &Located<'d>) -> SchemaId {
        if let Some(id) = self.schemas.find(&at.pointer) {
            return id;
        }
        // Its number comes before those of its subschemas.
        let id = self.schemas.insert(Schema { pointer: at.pointer.clone(), ..Schema::default() });
        let schema = match at.node {
            Node::Bool(value) => Schema { boolean: Some(*value), ..Schema::default() },
            Node::Map(_) if at.pointer.0.len() > PLACE_MOST => {
                self.diagnostics.push(
                    Diagnostic::warning(Code::TooDeep, "the schemas in here are any JSON value")
                        .at_key(&at.pointer)
                        .with_note(format!("the keys that lead here have more than {PLACE_MOST} bytes together")),
                );
                Schema { boolean: Some(true), ..Schema::default() }
            }
            Node::Map(entries) => self.keywords(at, entries),
            // `name:` with nothing behind it says nothing about the value.
            Node::Null => Schema { boolean: Some(true), ..Schema::default() },
            Node::Number(_) | Node::String(_) | Node::Seq(_) => {
                let meant = self.meant_flag(at);
                if meant.is_none() {
                    self.wrong_type(at, "a schema");
                }
                Schema { boolean: Some(meant.unwrap_or(true)), ..Schema::default() }
            }
        };
        if schema.reference.is_some() || schema.rare().discriminator.is_some() {
            self.unresolved.push(id);
        }
        if let Some(place) = self.schemas.get_mut(id) {
            *place = Schema { pointer: at.pointer.clone(), ..schema };
        }
        id
    }

    /// Walks what an object that is more than a schema says as one: these keywords.
    pub(super) fn schema_within(&mut self, at: &Located<'d>, keywords: &[&str]) -> SchemaId {
        if let Some(id) = self.schemas.find(&at.pointer) {
            return id;
        }
        let id = self.schemas.insert(Schema { pointer: at.pointer.clone(), ..Schema::default() });
        let mut schema = Schema { pointer: at.pointer.clone(), ..Schema::default() };
        let mut rest = Rest::default();
        for (key, node) in at.node.entries() {
            if keywords.contains(&key.as_str()) {
                self.check_dialect(at, key, node);
                self.keyword(&mut schema, &mut rest, at, key, node);
            }
        }
        self.finish(&mut schema, &at.pointer, rest);
        if let Some(place) = self.schemas.get_mut(id) {
            *place = schema;
        }
        id
    }

    /// Puts a schema that allows everything at a place that should hold one and doesn't.
    pub(super) fn any_schema(&mut self, pointer: &Pointer) {
        if self.schemas.find(pointer).is_none() {
            self.schemas.insert(Schema { pointer: pointer.clone(), boolean: Some(true), ..Schema::default() });
        }
    }

    fn keywords(&mut self, at: &Located<'d>, entries: &'d [(String, Node)]) -> Schema {
        let mut schema = Schema::default();
        let mut rest = Rest::default();
        // 3.0 and what came before give no meaning to what stands beside a `$ref`.
        let beside_reference = self.version <= Version::V30 && at.node.get("$ref").is_some();
        if beside_reference {
            self.report_beside_reference(at, is_meant_beside_reference);
        }
        for (key, node) in entries {
            if !beside_reference || is_meant_beside_reference(key) {
                self.check_dialect(at, key, node);
                self.keyword(&mut schema, &mut rest, at, key, node);
            }
        }
        if schema.types == Types::OBJECT && schema.properties.is_empty() {
            self.check_loose_properties(at);
        }
        self.finish(&mut schema, &at.pointer, rest);
        schema
    }

    fn keyword(&mut self, schema: &mut Schema, rest: &mut Rest<'d>, at: &Located<'d>, key: &str, node: &'d Node) {
        let place = || Located::new(node, at.pointer.child(key));
        match key {
            "$ref" => schema.reference = self.reference(&place()),
            "$dynamicRef" if schema.reference.is_none() => {
                schema.reference = self.reference(&place());
            }
            "type" if self.version == Version::V20 && node.as_str() == Some("file") => {
                schema.types = Types::STRING;
                schema.format = Some("binary".into());
                let holder = at.pointer.parent().map(|around| around.last());
                if holder.is_some_and(|holder| holder == "properties") {
                    self.diagnostics.push(
                        Diagnostic::note(Code::UnknownType, "`type: file` is for forms and whole answers only")
                            .at(&at.pointer.child(key))
                            .label("taken for `type: string, format: binary`"),
                    );
                }
            }
            "type" | "enum" | "allOf" | "anyOf" | "oneOf" if sequence_is_empty(node) => note_empty(schema, key),
            "type" => schema.types = self.types(&place()),
            "x-nullable" => schema.nullable = self.truth(place),
            "nullable" => schema.nullable = self.truth(place),
            "format" => schema.format = self.text(at, key).map(Rc::from),
            "title" => schema.title = self.text(at, key),
            "description" => schema.description = self.text(at, key),
            "deprecated" => schema.deprecated = self.truth(place),
            "readOnly" => schema.read_only = self.truth(place),
            "writeOnly" => schema.write_only = self.truth(place),
            "default" => schema.default = Some(node.clone()),
            "example" => schema.examples.push(node.clone()),
            "examples" => match node {
                Node::Seq(values) => schema.examples.add_all(values.iter().cloned()),
                _ => self.diagnostics.push(
                    Diagnostic::note(Code::IgnoredField, "`examples` is ignored")
                        .at(&at.pointer.child(key))
                        .label("the `examples` of a schema are a list of values"),
                ),
            },
            "enum" => match node {
                Node::Seq(values) => schema.enumeration = Some(values.clone()),
                _ => self.wrong_type(&place(), "a list of values"),
            },
            "x-ms-discriminator-value" => schema.rare_mut().discriminator_value = self.text(at, key),
            "x-enum-varnames" | "x-enumNames" => {
                schema.rare_mut().enumeration_names = self.texts(at, key);
            }
            "const" => schema.rare_mut().constant = Some(node.clone()),

            "properties" => schema.properties = self.schema_map(at, key),
            "required" => schema.required = self.required(place()),
            "additionalProperties" => schema.additional_properties = Some(self.schema(&place())),
            "patternProperties" => schema.rare_mut().pattern_properties = self.schema_map(at, key),
            "propertyNames" => schema.rare_mut().property_names = Some(self.schema(&place())),
            "unevaluatedProperties" => schema.rare_mut().unevaluated_properties = Some(self.schema(&place())),
            "minProperties" => schema.rare_mut().min_properties = self.count(place),
            "maxProperties" => schema.rare_mut().max_properties = self.count(place),

            // Tuples, as they were written before 2020.
            "items" if matches!(node, Node::Seq(_)) => {
                schema.rare_mut().prefix_items = self.schema_list(at, key);
                rest.listed_items = Some(place());
            }
            "items" => schema.items = Some(self.schema(&place())),
            "additionalItems" => rest.additional_items = Some(place()),
            "prefixItems" => schema.rare_mut().prefix_items = self.schema_list(at, key),
            "contains" => schema.rare_mut().contains = Some(self.schema(&place())),
            "unevaluatedItems" => schema.rare_mut().unevaluated_items = Some(self.schema(&place())),
            "minItems" => schema.rare_mut().min_items = self.count(place),
            "maxItems" => schema.rare_mut().max_items = self.count(place),
            "uniqueItems" => schema.rare_mut().unique_items = self.truth(place),
            "minContains" => schema.rare_mut().min_contains = self.count(place),
            "maxContains" => schema.rare_mut().max_contains = self.count(place),

            "minLength" => schema.rare_mut().min_length = self.count(place),
            "maxLength" => schema.rare_mut().max_length = self.count(place),
            "pattern" => schema.rare_mut().pattern = self.text(at, key),
            "contentEncoding" => schema.rare_mut().content_encoding = self.text(at, key),
            "contentMediaType" => schema.rare_mut().content_media_type = self.text(at, key),
            "contentSchema" => schema.rare_mut().content_schema = Some(self.schema(&place())),

            "minimum" => schema.rare_mut().minimum = self.number(place),
            "maximum" => schema.rare_mut().maximum = self.number(place),
            "exclusiveMinimum" => match node {
                Node::Bool(exclusive) => rest.exclusive_minimum = *exclusive,
                _ => schema.rare_mut().exclusive_minimum = self.number(place),
            },
            "exclusiveMaximum" => match node {
                Node::Bool(exclusive) => rest.exclusive_maximum = *exclusive,
                _ => schema.rare_mut().exclusive_maximum = self.number(place),
            },
            "multipleOf" => schema.rare_mut().multiple_of = self.number(place),

            "allOf" => schema.all_of = self.schema_list(at, key),
            "anyOf" => schema.any_of = self.schema_list(at, key),
            "oneOf" => schema.one_of = self.schema_list(at, key),
            "not" => schema.rare_mut().not = Some(self.schema(&place())),
            "if" => schema.rare_mut().if_schema = Some(self.schema(&place())),
            "then" => schema.rare_mut().then_schema = Some(self.schema(&place())),
            "else" => schema.rare_mut().else_schema = Some(self.schema(&place())),
            "dependentRequired" | "dependencies" | "dependentSchemas" => {
                self.dependencies(schema, at, key);
            }
            "discriminator" => schema.rare_mut().discriminator = self.discriminator(&place()),
            // Only references lead to these.
            "$defs" | "definitions" => {
                self.schema_map(at, key);
            }
            _ => {
                match key {
                    "xml" => self.check_from(&place(), Kind::Xml),
                    "externalDocs" => self.check_from(&place(), Kind::ExternalDocs),
                    "$id" | "$schema" | "$anchor" | "$dynamicAnchor" | "$comment" | "$vocabulary" => {}
                    _ => self.check_keyword(at, key, node),
                }
                schema.rare_mut().other.push((key.to_owned(), node.clone()));
            }
        }
    }

    fn finish(&mut self, schema: &mut Schema, at: &Pointer, rest: Rest<'d>) {
        if let Some(list) = rest.listed_items
            && schema.types.is_empty()
        {
            self.ignored(&list.pointer, "a list of `items` describes arrays only, and nothing says `type: array`");
            schema.rare_mut().prefix_items.clear();
        }
        // Before OpenAPI 3.1, who lists `null` among the values means it.
        let lists_null = self.version <= Version::V30
            && schema.enumeration.as_ref().is_some_and(|values| values.contains(&Node::Null));
        if (schema.nullable || lists_null) && !schema.types.is_empty() {
            schema.types = schema.types.with(Types::NULL);
        }
        self.retype(schema, at);
        if rest.exclusive_minimum && schema.rare().exclusive_minimum.is_none() {
            schema.rare_mut().exclusive_minimum = schema.rare_mut().minimum.take();
        }
        if rest.exclusive_maximum && schema.rare().exclusive_maximum.is_none() {
            schema.rare_mut().exclusive_maximum = schema.rare_mut().maximum.take();
        }
        if let Some(additional) = rest.additional_items
            && schema.items.is_none()
            && !schema.rare().prefix_items.is_empty()
        {
            schema.items = Some(self.schema(&additional));
        }
    }

    fn reference(&mut self, value: &Located<'d>) -> Option<Reference> {
        let Some(text) = value.node.as_str() else {
            self.wrong_type(value, "a reference");
            return None;
        };
        Some(Reference { text: text.to_owned(), target: None })
    }

    fn types(&mut self, value: &Located<'d>) -> Types {
        match value.node {
            Node::Seq(_) => value.items().fold(Types::default(), |types, item| types.with(self.type_of(&item))),
            _ => self.type_of(value),
        }
    }

    fn type_of(&mut self, value: &Located<'d>) -> Types {
        let name = match value.node {
            Node::String(name) => name.as_str(),
            // `type: null` in YAML is not the text "null", and can mean nothing else.
            Node::Null => "null",
            _ => {
                self.wrong_type(value, "the name of a type");
                return Types::default();
            }
        };
        match name {
            "null" => Types::NULL,
            "boolean" => Types::BOOLEAN,
            "integer" => Types::INTEGER,
            "number" => Types::NUMBER,
            "string" => Types::STRING,
            "array" => Types::ARRAY,
            "object" => Types::OBJECT,
            _ => {
                let message = format!("`{name}` is not a type of JSON Schema");
                let diagnostic = Diagnostic::warning(Code::UnknownType, message).at(&value.pointer).label("ignored");
                self.diagnostics.push(match meant::type_of(name, self.version) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic.help(match self.version {
                        Version::V20 | Version::V30 => {
                            "the types are boolean, integer, number, string, array and object; anything finer is a \
                                 `format`"
                        }
                        Version::V31 | Version::V32 => {
                            "the types are null, boolean, integer, number, string, array and object; anything finer \
                                 is a `format`"
                        }
                    }),
                });
                Types::default()
            }
        }
    }

    fn truth(&mut self, place: impl Fn() -> Located<'d>) -> bool {
        let value = place();
        match value.node {
            Node::Bool(truth) => *truth,
            Node::Null => false,
            _ => {
                let meant = self.meant_flag(&value);
                if meant.is_none() {
                    self.wrong_type(&value, "`true` or `false`");
                }
                meant.unwrap_or(false)
            }
        }
    }

    /// A number, as it is written. Numbers in quotes are taken for what they say.
    fn number(&mut self, place: impl Fn() -> Located<'d>) -> Option<Node> {
        let value = place();
        match value.node {
            Node::Number(text) if self.is_beyond(text, &value) => {}
            Node::Number(_) => return Some(value.node.clone()),
            Node::String(text) if serde_json::from_str::<serde_json::Number>(text).is_ok() => {
                self.note_quotes(&value, text);
                return Some(Node::Number(text.as_str().into()));
            }
            Node::String(text) if self.is_beyond(text, &value) => {}
            Node::Null => {}
            _ => self.wrong_type(&value, "a number"),
        }
        None
    }

    /// Whether a number is too large or too near to zero to be held against values, which is reported.
    fn is_beyond(&mut self, text: &str, value: &Located<'d>) -> bool {
        let is_number =
            |text: &str| text.starts_with(['-', '+', '.']) || text.starts_with(|c: char| c.is_ascii_digit());
        let (written, reason) = match text.parse::<f64>() {
            Ok(number) if number.is_nan() || matches!(text, ".inf" | "-.inf") => (text, "JSON has no such number"),
            Ok(number) if number.is_infinite() && is_number(text) && text.contains(['e', 'E', '.']) => {
                (text, "not checked: beyond the range of 64-bit floating-point numbers")
            }
            Ok(0.0) => {
                // Of YAML, where a number that is nearer to zero is zero already; to look it up costs a scan.
                self.spelled_zeros += usize::from(text == "0.0");
                let is_looked_up = text == "0.0" && self.spelled_zeros <= ZEROS_MOST;
                let spelling = if is_looked_up { self.sources.spelling(&value.pointer) } else { None };
                let written = spelling.unwrap_or(text);
                let digits = written.split(['e', 'E']).next().unwrap_or_default();
                if !digits.contains(|c: char| matches!(c, '1'..='9')) || written.starts_with("0x") {
                    return false;
                }
                (written, "not checked: nearer to zero than any 64-bit floating-point number")
            }
            Err(_) if matches!(text, ".inf" | "-.inf" | ".nan") => (text, "not checked: JSON has no such number"),
            _ => return false,
        };
        let message = format!("`{}` is {written}", value.pointer.last());
        self.diagnostics.push(Diagnostic::warning(Code::InvalidBound, message).at(&value.pointer).label(reason));
        true
    }

    /// A number of things: a whole number from 0 on.
    fn count(&mut self, place: impl Fn() -> Located<'d>) -> Option<u64> {
        let Some(Node::Number(text)) = self.number(&place) else {
            return None;
        };
        let whole = text.split_once('.').map_or(&*text, |(whole, fraction)| {
            if fraction.bytes().all(|digit| digit == b'0') { whole } else { &text }
        });
        let count = whole.parse().ok();
        if count.is_none() {
            let at = place();
            let is_large = whole.bytes().all(|digit| digit.is_ascii_digit());
            let reason =
                if is_large { "not checked: nothing is so large" } else { "not checked: it counts, from 0 on" };
            let message = format!("`{}` is {text}, not a whole number from 0 on", at.pointer.last());
            let message = if is_large { format!("`{}` is {text}", at.pointer.last()) } else { message };
            self.diagnostics.push(Diagnostic::warning(Code::InvalidBound, message).at(&at.pointer).label(reason));
        }
        count
    }

    fn required(&mut self, value: Located<'d>) -> Vec<String> {
        if matches!(value.node, Node::Bool(_)) || matches!(value.node.as_str(), Some("true" | "false")) {
            let message = format!("`required` is {}, not a list of properties", value.node.kind());
            let help = if value.pointer.parent().is_some_and(|schema| self.is_of_parameter(&schema)) {
                "it belongs beside `schema`, one level up: indent it less"
            } else {
                "a property is required by the `required` list of its object's schema"
            };
            self.diagnostics
                .push(Diagnostic::warning(Code::WrongType, message).at(&value.pointer).label("ignored").help(help));
            return Vec::new();
        }
        match value.node {
            Node::Null => Vec::new(),
            Node::Seq(_) => value.items().filter_map(|item| self.text_of(&item)).list(),
            _ => {
                self.wrong_type(&value, "a list of properties");
                Vec::new()
            }
        }
    }

    fn schema_map(&mut self, at: &Located<'d>, key: &str) -> Vec<(String, SchemaId)> {
        let entries = self.entries(at, key);
        if key == "properties" {
            self.check_property_look(&entries);
        }
        entries.into_iter().map(|(name, schema)| (name.to_owned(), self.schema(&schema))).list()
    }

    fn schema_list(&mut self, at: &Located<'d>, key: &str) -> Vec<SchemaId> {
        if let Some(only) = at.get(key).filter(|value| matches!(value.node, Node::Map(_))) {
            self.diagnostics.push(
                Diagnostic::warning(Code::WrongType, format!("`{key}` is a mapping, not a list"))
                    .at_key(&only.pointer)
                    .label("taken as a list of this schema alone")
                    .help("in a list, each item begins with `- `"),
            );
            return vec![self.schema(&only)];
        }
        self.items(at, key).into_iter().map(|schema| self.schema(&schema)).list()
    }

    /// `dependentRequired`, `dependentSchemas`, and the keyword that once was both.
    fn dependencies(&mut self, schema: &mut Schema, at: &Located<'d>, key: &str) {
        for (property, dependency) in self.entries(at, key) {
            if matches!(dependency.node, Node::Seq(_)) && key != "dependentSchemas" {
                let names = self.required(dependency);
                schema.rare_mut().dependent_required.push((property.to_owned(), names));
            } else if key == "dependentRequired" {
                self.wrong_type(&dependency, "a list of properties");
            } else {
                let id = self.schema(&dependency);
                schema.rare_mut().dependent_schemas.push((property.to_owned(), id));
            }
        }
    }

    fn discriminator(&mut self, value: &Located<'d>) -> Option<Discriminator> {
        // Swagger 2.0 had the property's name alone.
        if let Node::String(property) = value.node {
            let (pointer, property) = (value.pointer.clone(), property.clone());
            return Some(Discriminator { pointer, property, mapping: Vec::new(), default: None });
        }
        if !matches!(value.node, Node::Map(_)) {
            self.wrong_type(value, "a mapping");
            return None;
        }
        self.check_from(value, Kind::Discriminator);
        let property = self.required_text(value, "propertyName")?;
        let mapping = self
            .entries(value, "mapping")
            .into_iter()
            .filter(|(_, target)| self.text_of(target).is_some())
            .map(|(tag, _)| (tag.to_owned(), None))
            .list();
        Some(Discriminator { pointer: value.pointer.clone(), property, mapping, default: None })
    }
}

/// What people write beside a `$ref` in 3.0 and mean, whatever the specification says: what constrains no value, and null.
fn is_meant_beside_reference(key: &str) -> bool {
    matches!(
        key,
        "$ref" | "title" | "description" | "nullable" | "readOnly" | "writeOnly" | "deprecated" | "default" | "example"
    ) || key.starts_with("x-")
}

/// Remembers that a keyword lists nothing. Of these, only an enumeration means something then.
fn note_empty(schema: &mut Schema, key: &str) {
    let keyword = ["type", "enum", "allOf", "anyOf", "oneOf"].into_iter().find(|keyword| *keyword == key);
    schema.rare_mut().empty.add_all(keyword);
    if key == "enum" {
        schema.enumeration = Some(Vec::new());
    }
}

fn sequence_is_empty(node: &Node) -> bool {
    matches!(node, Node::Seq(items) if items.is_empty())
}
