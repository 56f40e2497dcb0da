//! The parameters that the client can hold.

use crate::api::Location;
use crate::code::File;
use crate::emit::docs::{code, markdown, paragraphs};
use crate::emit::head::module_head;
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::rust::Client;

/// The parameters that the client can be given once.
pub(crate) fn client_parameters(here: Here<'_>, client: &Client) -> Option<File> {
    if client.client_parameters.is_empty() {
        return None;
    }
    let head = module_head(&[
        "Parameters that the client can hold for all operations that have them.".to_owned(),
        String::new(),
        "Give the client a value with its builder's `parameter`; a call can still be given another one.".to_owned(),
    ]);
    let pieces = client.client_parameters.iter().map(|parameter| {
        let constructor = parameter.location.word();
        let name = &parameter.name;
        let kind = match parameter.location {
            Location::Header | Location::Cookie => format!("The {constructor} {}.", code(name)),
            _ => format!("The parameter {} of the {constructor}.", code(name)),
        };
        let description = parameter.description.as_deref().map(markdown).unwrap_or_default();
        let mut lines = Lines::default();
        lines.docs(&paragraphs([description, vec![kind]]));
        let ty = here.ty(&parameter.ty);
        lines.line(&format!(
            "pub const {}: rt::ClientParameter<{ty}> = rt::ClientParameter::{constructor}({});",
            parameter.ident,
            string(name)
        ));
        lines.piece()
    });
    Some(File { name: "client_parameters.rs".to_owned(), head, imports: &["types"], pieces: pieces.list() })
}
