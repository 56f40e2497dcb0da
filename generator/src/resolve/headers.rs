//! The headers of responses.

use openapiv3::{ParameterSchemaOrContent, ReferenceOr, Response};

use super::raw;
use super::resolver::Resolver;
use crate::api::{Header, Style};
use crate::media_types::is_json;

/// The headers that a response declares. OpenAPI says that a definition of `Content-Type` is ignored.
pub(super) fn headers(resolver: &mut Resolver<'_>, response: &Response) -> Vec<Header> {
    let declared = response.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    let mut headers = Vec::new();
    for (name, header) in declared {
        let ReferenceOr::Item(header) = header else { continue };
        let (value, style) = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => (resolver.schema(Some(schema)), Style::Simple),
            ParameterSchemaOrContent::Content(content) => {
                let (media_type, media) = content.iter().next().unzip();
                let value = resolver.schema(media.and_then(|media| media.schema.as_ref()));
                let is_json =
                    media_type.is_some_and(|name| is_json(name) && !raw::is_any_string(resolver, name, &value));
                (value, if is_json { Style::Json } else { Style::Simple })
            }
        };
        headers.push(Header {
            name: name.clone(),
            description: header.description.clone(),
            deprecated: header.deprecated.unwrap_or(false),
            value,
            style,
            explode: header.extensions.get("explode").and_then(serde_json::Value::as_bool).unwrap_or(false),
        });
    }
    headers
}
