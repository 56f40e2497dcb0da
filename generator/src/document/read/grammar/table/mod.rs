//! The objects of OpenAPI and Swagger: which fields each has in which version, and what those hold.
//!
//! OpenAPI 3.2, section 4; 3.1 and 3.0 likewise; Swagger 2.0, section "Schema".

mod api;
mod messages;
mod schemas;
mod security;

use super::super::version::Version;
use super::field::Field;
use super::kind::Kind;
use Kind::{
    Callback, Components, Contact, Discriminator, Encoding, Example, ExternalDocs, Flow, Flows, Header, Info, Items,
    License, Link, MediaType, Operation, Parameter, PathItem, RequestBody, Response, Root, Schema, SecurityScheme,
    Server, ServerVariable, Tag, Xml,
};

impl Kind {
    /// The object's fields in all versions. A callback has none but the expressions that are its keys.
    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Root => api::ROOT,
            Info => api::INFO,
            Contact => api::CONTACT,
            License => api::LICENSE,
            Server => api::SERVER,
            ServerVariable => api::SERVER_VARIABLE,
            Components => api::COMPONENTS,
            PathItem => api::PATH_ITEM,
            Operation => api::OPERATION,
            ExternalDocs => api::EXTERNAL_DOCS,
            Parameter => messages::PARAMETER,
            Items => messages::ITEMS,
            RequestBody => messages::REQUEST_BODY,
            MediaType => messages::MEDIA_TYPE,
            Encoding => messages::ENCODING,
            Response => messages::RESPONSE,
            Callback => &[],
            Example => messages::EXAMPLE,
            Link => api::LINK,
            Header => messages::HEADER,
            Tag => api::TAG,
            Discriminator => schemas::DISCRIMINATOR,
            Xml => schemas::XML,
            SecurityScheme => security::SECURITY_SCHEME,
            Flows => security::FLOWS,
            Flow => security::FLOW,
            Schema => schemas::SCHEMA,
        }
    }

    /// The object's field of this name, if the version defines it.
    pub(super) fn field(self, name: &str, version: Version) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name && field.is_of(version))
    }
}

/// Whether a name that stands among media types is that of what a media type has.
pub(in super::super) fn is_field_of_media_type(name: &str) -> bool {
    matches!(name, "schema" | "itemSchema" | "example" | "examples" | "encoding")
}

#[cfg(test)]
mod tests {
    use super::*;
    use Version::{V20, V30, V31, V32};

    #[test]
    fn no_version_defines_a_field_twice() {
        for kind in [Root, PathItem, Operation, Parameter, Header, Response, MediaType, SecurityScheme, Schema] {
            for version in [V20, V30, V31, V32] {
                let mut names: Vec<&str> =
                    kind.fields().iter().filter(|field| field.is_of(version)).map(|field| field.name).collect();
                names.sort_unstable();
                let count = names.len();
                names.dedup();
                assert_eq!(names.len(), count, "{kind:?} {version:?}");
            }
        }
    }
}
