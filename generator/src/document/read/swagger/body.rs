//! `body` and `formData` parameters: the request body.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, RequestBody};

use super::super::content::Body;
use super::super::located::Located;
use super::super::parameter::query_style;
use super::super::reader::{Reader, Unreadable};
use super::media;
use super::parameter::{Declared, is_list};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Schema, SchemaId};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::media_types::is_json;
use crate::value::{Node, Types};

impl<'d> Reader<'d> {
    /// The body that these parameters are.
    pub(super) fn swagger_body(
        &mut self,
        operation: &Located<'d>,
        parameters: &[Declared<'d>],
        consumes: &[String],
    ) -> Result<Option<Body>, Unreadable> {
        let (bodies, fields): (Vec<_>, Vec<_>) = parameters.iter().partition(|declared| declared.location == "body");
        match (bodies.first(), fields.as_slice()) {
            (None, []) => Ok(None),
            (Some(body), []) => Ok(Some(self.whole_body(&body.at, consumes))),
            (None, fields) => self.form(operation, fields, consumes).map(Some),
            (Some(body), [field, ..]) => {
                let message = "a body and form fields can't be sent together";
                let cause = self.diagnostics.tell(
                    Diagnostic::warning(Code::UnsupportedParameter, message)
                        .at(&field.at.pointer)
                        .label(format!("beside the body `{}`", body.name)),
                );
                Err(Unreadable::because(message, cause))
            }
        }
    }

    /// A body that one schema describes.
    fn whole_body(&mut self, at: &Located<'d>, consumes: &[String]) -> Body {
        let schema = self.schema_position(at, "schema");
        match at.get("type").filter(|_| schema.is_none()) {
            Some(loose) => self.diagnostics.push(
                Diagnostic::warning(Code::MisplacedField, "a body has no `type` beside its `in`")
                    .at_key(&loose.pointer)
                    .label("not read: any value is taken")
                    .help("put it one level down, in `schema`"),
            ),
            None if schema.is_none() => self.missing(at, "schema"),
            None => {}
        }
        let mut content = IndexMap::new();
        for name in consumes {
            // No body is of every type.
            let name = if is_json(name) && name.contains('*') { "application/json" } else { name };
            content.insert(name.to_owned(), MediaType { schema: schema.clone(), ..MediaType::default() });
        }
        if content.is_empty() {
            content.insert("application/json".to_owned(), MediaType { schema, ..MediaType::default() });
        }
        self.body_of(at, content)
    }

    fn body_of(&mut self, at: &Located<'d>, content: IndexMap<String, MediaType>) -> Body {
        let required = self.flag(at, "required").unwrap_or(false);
        let body = RequestBody {
            description: self.prose(at, "description"),
            content,
            required,
            extensions: Self::extensions(at, &[]),
        };
        Body { body, required: Some(required), pointer: at.pointer.clone() }
    }

    /// A form: an object with a property for each field.
    fn form(
        &mut self,
        operation: &Located<'d>,
        fields: &[&Declared<'d>],
        consumes: &[String],
    ) -> Result<Body, Unreadable> {
        let pointer = operation.pointer.child("parameters");
        let mut properties: Vec<(String, SchemaId)> = Vec::new();
        let mut required = Vec::new();
        let mut encodings = IndexMap::new();
        let mut has_files = false;
        for Declared { at, name, .. } in fields {
            let is_required = self.flag(at, "required").unwrap_or(false);
            let Some((style, explode)) = self.list_style(at, "formData") else {
                let format = self.text(at, "collectionFormat").unwrap_or_default();
                self.set_aside(at, "collectionFormat", &format, is_required)?;
                continue;
            };
            has_files |= at.node.get("type").and_then(Node::as_str) == Some("file");
            let place = self.parameter_schema(at);
            properties.add_all(self.schemas.find(&place).map(|id| (name.clone(), id)));
            if is_required {
                required.push(name.clone());
            }
            if is_list(at) {
                encodings.insert(name.clone(), encoding(style, explode));
            }
        }
        let is_required = !required.is_empty();
        if self.schemas.find(&pointer).is_none() {
            let schema =
                Schema { pointer: pointer.clone(), types: Types::OBJECT, properties, required, ..Schema::default() };
            self.schemas.insert(schema);
        }
        let media =
            MediaType { schema: Some(ReferenceOr::ref_(&pointer.0)), encoding: encodings, ..MediaType::default() };
        let fits = |name: &str| if has_files { media::is_multipart(name) } else { media::is_form(name) };
        let mut names: Vec<&str> = consumes.iter().map(String::as_str).filter(|name| fits(name)).list();
        // Both say the same; the simpler one is enough.
        sort_by_key(&mut names, &|name| media::is_multipart(name));
        if let (Some(first), true, Some(field)) = (consumes.first(), names.is_empty(), fields.first()) {
            let meant = if has_files { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
            let message =
                format!("`consumes` has no media type for a form{}", if has_files { " with files" } else { "" });
            let diagnostic = Diagnostic::note(Code::UnsupportedMediaType, message);
            self.diagnostics.push(
                diagnostic
                    .at(&field.at.pointer.child("in"))
                    .label(format!("sent as `{meant}`, not as `{first}`"))
                    .help(format!("say so: `consumes: [{meant}]`")),
            );
        }
        let name = match names.first() {
            Some(name) => name,
            None if has_files => "multipart/form-data",
            None => "application/x-www-form-urlencoded",
        };
        let body = RequestBody {
            content: IndexMap::from([(name.to_owned(), media)]),
            required: is_required,
            ..RequestBody::default()
        };
        Ok(Body { body, required: Some(is_required), pointer })
    }
}

fn encoding(style: &str, explode: bool) -> Encoding {
    Encoding {
        style: query_style(Some(style)).or(Some(QueryStyle::Form)),
        explode,
        extensions: IndexMap::from([("explode".to_owned(), explode.into()), ("style".to_owned(), style.into())]),
        ..Encoding::default()
    }
}
