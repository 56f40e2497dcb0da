//! What is sent and received: request bodies, media types, encodings, headers, examples.

use indexmap::IndexMap;
use openapiv3::{
    Encoding, Example, Header, HeaderStyle, MediaType, ParameterSchemaOrContent, QueryStyle, ReferenceOr, RequestBody,
    Schema,
};

use super::grammar::{Kind, is_field_of_media_type};
use super::located::Located;
use super::reader::{Reader, Unreadable};
use super::repeated::Cost;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Unset, check};
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::media_types::meant;
use crate::value::{Node, Pointer};

/// A request body with what `openapiv3` can't say of it.
pub(super) struct Body {
    pub(super) body: RequestBody,
    pub(super) required: Option<bool>,
    pub(super) pointer: Pointer,
}

impl<'d> Reader<'d> {
    pub(super) fn request_body(&mut self, at: &Located<'d>) -> Result<Body, Unreadable> {
        let followed = self.follow(at, Kind::RequestBody)?;
        let at = followed.at;
        if !matches!(at.node, Node::Map(_)) {
            return Err(self.unfit(&at, "a request body", "its request body is not a mapping"));
        }
        if at.node.get("content").is_some_and(|content| matches!(content, Node::Map(types) if types.is_empty())) {
            self.diagnostics.push(
                Diagnostic::warning(Code::EmptyKeyword, "the request body has no media type")
                    .at_key(&at.pointer.child("content"))
                    .label("the operation sends no body")
                    .help("name the media type that is sent: `content: {application/json: {schema: …}}`"),
            );
        }
        let required = self.flag(&at, "required");
        let body = RequestBody {
            description: followed.description.or(self.prose(&at, "description")),
            content: self.content(&at)?,
            required: required.unwrap_or(false),
            extensions: Self::extensions(&at, &[]),
        };
        Ok(Body { body, required, pointer: at.pointer })
    }

    /// The media types under `content`.
    pub(super) fn content(&mut self, holder: &Located<'d>) -> Result<IndexMap<String, MediaType>, Unreadable> {
        let entries = self.entries(holder, "content");
        // A media type is large, and most contents have one.
        let mut content = IndexMap::with_capacity(entries.len());
        let (is_several, mut seen) = (entries.len() > 1, HashMap::new());
        for (name, at) in entries {
            if is_field_of_media_type(name) {
                self.report_misplaced_in_content(name, &at.pointer);
                continue;
            }
            check::media_types::check(name, &at.pointer).into_iter().for_each(|fault| self.diagnostics.push(fault));
            if is_several && let Some((first, node)) = seen.insert(check::media_types::spelling(name), (name, at.node))
            {
                self.diagnostics.push(check::media_types::again(first, name, node != at.node).at_key(&at.pointer));
                seen.insert(check::media_types::spelling(name), (first, node));
                continue;
            }
            content.insert(name.to_owned(), self.media_type(&at)?);
        }
        Ok(content)
    }

    fn report_misplaced_in_content(&mut self, name: &str, at: &Pointer) {
        let message = format!("the field `{name}` stands in `content`, where media types do, and is not read");
        let is_sample = matches!(name, "example" | "examples");
        let told = if is_sample { Diagnostic::note } else { Diagnostic::warning };
        self.diagnostics.push(told(Code::MisplacedField, message).at_key(at).help(format!(
            "it belongs in a media type, one level down: `content: {{application/json: {{{name}: …}}}}`"
        )));
    }

    fn media_type(&mut self, at: &Located<'d>) -> Result<MediaType, Unreadable> {
        let at = self.follow(at, Kind::MediaType)?.at;
        match at.node {
            Node::Map(_) => {}
            Node::Null => return Ok(MediaType::default()),
            _ => {
                return Err(self.unfit(&at, "a media type", "a media type is not a mapping"));
            }
        }
        self.pay_if_read(&at, Cost::MediaType)?;
        let mut extensions = Self::extensions(&at, &["prefixEncoding", "itemEncoding"]);
        // 3.2's streams: the place of an item's schema, as that of a body's schema.
        if let Some(ReferenceOr::Reference { reference }) = self.schema_position(&at, "itemSchema") {
            extensions.insert("itemSchema".to_owned(), reference.into());
        }
        Ok(MediaType {
            schema: self.schema_position(&at, "schema"),
            example: at.get("example").and_then(|example| self.sample(&example)),
            examples: self.examples(&at),
            encoding: self
                .entries(&at, "encoding")
                .into_iter()
                .map(|(name, encoding)| Ok((name.to_owned(), self.encoding(&encoding)?)))
                .collect::<Result<_, Unreadable>>()?,
            extensions,
        })
    }

    /// Walks the schema at a field, and leaves a reference to its place in its stead.
    pub(super) fn schema_position(&mut self, holder: &Located<'d>, key: &str) -> Option<ReferenceOr<Schema>> {
        let schema = holder.get(key)?;
        self.schema(&schema);
        Some(ReferenceOr::ref_(&schema.pointer.0))
    }

    fn encoding(&mut self, at: &Located<'d>) -> Result<Encoding, Unreadable> {
        self.pay_if_read(at, Cost::Part)?;
        let explode = self.flag(at, "explode");
        let mut extensions = Self::extensions(at, &["encoding", "prefixEncoding", "itemEncoding"]);
        // openapiv3 has `false` where nothing is said, which is not what that means.
        if let Some(explode) = explode {
            extensions.insert("explode".to_owned(), explode.into());
        }
        let allow_reserved = self.flag(at, "allowReserved");
        if let Some(allow_reserved) = allow_reserved {
            extensions.insert("allowReserved".to_owned(), allow_reserved.into());
        }
        let style = self.text(at, "style").and_then(|style| match style.as_str() {
            "form" => Some(QueryStyle::Form),
            "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
            "pipeDelimited" => Some(QueryStyle::PipeDelimited),
            "deepObject" => Some(QueryStyle::DeepObject),
            _ => {
                self.ignored(&at.pointer.child("style"), "no style of a form's field");
                None
            }
        });
        let content_type = self.text(at, "contentType");
        if let Some(name) =
            content_type.iter().flat_map(|names| names.split(',')).find(|name| !check::media_types::is_media_type(name))
        {
            let message = format!("`{}` is not a media type", name.trim());
            let diagnostic = Diagnostic::warning(Code::InvalidMediaType, message);
            let diagnostic = diagnostic.at(&at.pointer.child("contentType")).label("sent as it is written");
            self.diagnostics.push(match meant(name.trim()) {
                Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                None => diagnostic.help("name it as HTTP does, such as `image/png`"),
            });
        }
        Ok(Encoding {
            content_type,
            headers: self.headers(at),
            style,
            explode: explode.unwrap_or(false),
            allow_reserved: allow_reserved.unwrap_or(false),
            extensions,
        })
    }

    /// The headers of a response or an encoding. Those that can't be read are left out, which is reported.
    pub(super) fn headers(&mut self, holder: &Located<'d>) -> IndexMap<String, ReferenceOr<Header>> {
        let mut headers = IndexMap::new();
        for (name, at) in self.entries(holder, "headers") {
            if Unset::of(name) == Some(Unset::NoName) {
                let message = format!("HTTP has no header of the name `{name}`");
                let diagnostic = Diagnostic::note(Code::IgnoredField, message).at_key(&at.pointer);
                self.diagnostics.push(diagnostic.label("no message can have it").help(TOKEN));
            }
            // A header may have content, whose encodings have headers.
            self.depth += 1;
            let header = self.header(&at);
            self.depth -= 1;
            if let Ok(header) = header {
                headers.insert(name.to_owned(), ReferenceOr::Item(header));
            }
        }
        headers
    }

    fn header(&mut self, at: &Located<'d>) -> Result<Header, Unreadable> {
        let followed = self.follow(at, Kind::Header)?;
        let at = followed.at;
        if !matches!(at.node, Node::Map(_)) {
            return Err(self.unfit(&at, "a header", "a header is not a mapping"));
        }
        self.pay_if_read(&at, Cost::Header)?;
        if self.version == Version::V20 {
            return Ok(self.swagger_header(&at));
        }
        self.check_header_style(&at);
        let content = self.content(&at)?;
        self.check_format(&at, &content);
        let format = match self.schema_position(&at, "schema") {
            Some(schema) => ParameterSchemaOrContent::Schema(schema),
            None if !content.is_empty() => ParameterSchemaOrContent::Content(content),
            None => {
                if !self.is_told_otherwise(&at, "schema") {
                    let message = format!("the header `{}` has neither `schema` nor `content`", at.pointer.last());
                    self.diagnostics.push(
                        Diagnostic::note(Code::MissingField, message).at_key(&at.pointer).label("taken as any value"),
                    );
                }
                let pointer = at.pointer.child("schema");
                self.any_schema(&pointer);
                ParameterSchemaOrContent::Schema(ReferenceOr::ref_(&pointer.0))
            }
        };
        let mut extensions = Self::extensions(&at, &["explode"]);
        if let Some(explode) = self.flag(&at, "explode") {
            extensions.insert("explode".to_owned(), explode.into());
        }
        Ok(Header {
            description: followed.description.or(self.prose(&at, "description")),
            style: HeaderStyle::Simple,
            required: self.flag(&at, "required").unwrap_or(false),
            deprecated: self.flag(&at, "deprecated"),
            format,
            example: at.get("example").and_then(|example| self.sample(&example)),
            examples: self.examples(&at),
            extensions,
        })
    }

    /// Reports a parameter or a header that says more than once what it holds.
    pub(super) fn check_format(&mut self, at: &Located<'d>, content: &IndexMap<String, MediaType>) {
        let (message, label, help) = if at.get("schema").is_some() && at.get("content").is_some() {
            ("`schema` and `content` exclude each other", "ignored: `schema` holds", "leave one of the two out")
        } else if content.len() > 1 {
            ("`content` has several media types where one is allowed", "the first one is taken", "leave the others out")
        } else {
            return;
        };
        self.diagnostics.push(
            Diagnostic::warning(Code::AmbiguousContent, message)
                .at_key(&at.pointer.child("content"))
                .label(label)
                .help(help),
        );
    }

    /// Headers have one style only, so that any other must mean it.
    pub(super) fn check_header_style(&mut self, at: &Located<'d>) {
        if let Some(style) = self.text(at, "style").filter(|style| style != "simple") {
            self.ignored(&at.pointer.child("style"), &format!("headers have no style `{style}`, but `simple` only"));
        }
    }

    /// Named examples. Those that can't be read are left out, which is reported. Of those that are read again, since many
    /// places refer to what holds them, the first that has a value is enough.
    pub(super) fn examples(&mut self, holder: &Located<'d>) -> IndexMap<String, ReferenceOr<Example>> {
        let mut found = IndexMap::new();
        let Some(examples) = holder.get("examples") else { return found };
        // JSON Schema's list of examples is often seen here.
        let is_list = matches!(examples.node, Node::Seq(_));
        let list: Vec<(String, Located<'d>)> = if is_list {
            examples.items().map(|item| (item.pointer.last(), item)).list()
        } else {
            self.entries(holder, "examples").into_iter().map(|(name, at)| (name.to_owned(), at)).list()
        };
        let mut has_value = false;
        for (name, at) in list {
            if has_value && self.is_read(&at) {
                continue;
            }
            let example = if is_list { self.bare_example(&at) } else { self.example(&at) };
            self.mark_read(&at);
            if let Ok(example) = example {
                has_value |= example.value.is_some();
                found.insert(name, ReferenceOr::Item(example));
            }
        }
        found
    }

    fn bare_example(&mut self, at: &Located<'d>) -> Result<Example, Unreadable> {
        self.pay_if_read(at, Cost::Part)?;
        Ok(Example { value: self.sample(at), ..Example::default() })
    }

    fn example(&mut self, at: &Located<'d>) -> Result<Example, Unreadable> {
        let followed = self.follow(at, Kind::Example)?;
        let at = followed.at;
        self.pay_if_read(&at, Cost::Part)?;
        Ok(Example {
            summary: followed.summary.or(self.prose(&at, "summary")),
            description: followed.description.or(self.prose(&at, "description")),
            // 3.2 has a second word for it.
            value: at.get("value").or_else(|| at.get("dataValue")).and_then(|value| self.sample(&value)),
            external_value: self.text(&at, "externalValue"),
            extensions: Self::extensions(&at, &["dataValue", "serializedValue"]),
        })
    }

    /// Reports a field that has no effect.
    pub(super) fn ignored(&mut self, at: &Pointer, reason: &str) {
        self.diagnostics
            .push(Diagnostic::warning(Code::IgnoredField, format!("`{}` is ignored", at.last())).at(at).label(reason));
    }
}

/// What names of headers are made of.
const TOKEN: &str = "a name is letters, digits and signs, without spaces (RFC 9110, section 5.6.2)";
