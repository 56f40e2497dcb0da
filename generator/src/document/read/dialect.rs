//! Keywords of schemas that are written as another version of OpenAPI, or an older draft of JSON Schema, has them. They are
//! read as what they mean there; other tools may not.

use super::located::Located;
use super::reader::Reader;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::value::Node;

impl Reader<'_> {
    /// Tells of a keyword of another dialect than the document's.
    pub(super) fn check_dialect(&mut self, at: &Located<'_>, key: &str, node: &Node) {
        let since = self.version;
        let (what, owner, help) = match (key, node) {
            ("nullable", Node::Bool(true)) if since >= Version::V31 => {
                ("`nullable`", "OpenAPI 3.0", "list `null` among the types, such as `type: [string, \"null\"]`")
            }
            ("exclusiveMinimum", Node::Bool(_)) if since >= Version::V31 => {
                ("a boolean `exclusiveMinimum`", "OpenAPI 3.0", "write the bound itself in the place of `minimum`")
            }
            ("exclusiveMaximum", Node::Bool(_)) if since >= Version::V31 => {
                ("a boolean `exclusiveMaximum`", "OpenAPI 3.0", "write the bound itself in the place of `maximum`")
            }
            ("exclusiveMinimum", Node::Number(_)) if since <= Version::V30 => {
                ("a number as `exclusiveMinimum`", "OpenAPI 3.1", "write `minimum` and `exclusiveMinimum: true`")
            }
            ("exclusiveMaximum", Node::Number(_)) if since <= Version::V30 => {
                ("a number as `exclusiveMaximum`", "OpenAPI 3.1", "write `maximum` and `exclusiveMaximum: true`")
            }
            ("items", Node::Seq(_)) if since >= Version::V31 => {
                ("a list of `items`", "drafts of JSON Schema before 2020-12", "name it `prefixItems`")
            }
            ("discriminator", Node::String(_)) if since >= Version::V30 => {
                ("a text as `discriminator`", "Swagger 2.0", "write the property's name as `propertyName` in it")
            }
            _ => return,
        };
        let own = since.name();
        self.diagnostics.push(
            Diagnostic::note(Code::OtherVersion, format!("{what} belongs to {owner}"))
                .at_key(&at.pointer.child(key))
                .with_note(format!("the document is {own}; it is read all the same"))
                .help(help),
        );
    }
}
