//! The document's own URI: `$self` (OpenAPI 3.2, section 4.1).

use super::located::Located;
use super::reader::Reader;
use super::version::Version;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::wrong_uri;

impl<'d> Reader<'d> {
    /// Takes the document's own URI, unless it is none, which is reported.
    pub(super) fn own_uri(&mut self, root: &Located<'d>) {
        let Some(url) = self.text(root, "$self") else { return };
        let Some(fault) = wrong_uri(&url).filter(|_| self.version == Version::V32) else {
            return self.sources.name_root(&url);
        };
        self.diagnostics.push(
            Diagnostic::warning(Code::InvalidUri, "`$self` is not the URI of a document")
                .at(&root.pointer.child("$self"))
                .label(fault)
                .with_note("so no reference that begins with it leads here")
                .help("give a whole URI such as `https://example.com/api/openapi.yaml`, or leave `$self` out"),
        );
    }
}
