//! How values are made: `new`, and setters of what is optional.

use super::docs::{code, first_paragraph, markdown, paragraphs};
use super::here::Here;
use super::lines::Lines;
use crate::rust::Type;

/// The function that makes a value of what is required.
pub(super) fn new(declared: &[String], fields: &[String], lines: &mut Lines) {
    lines.block(&format!("pub fn new({}) -> Self", declared.join(", ")), &mut |lines| {
        if fields.is_empty() {
            lines.line("Self {}");
        } else {
            lines.line(&format!("Self {{ {} }}", fields.join(", ")));
        }
    });
}

/// The method that sets what is optional.
pub(super) fn setter(here: Here<'_>, field: &str, ty: &Type, description: Option<&str>, lines: &mut Lines) {
    let (argument, value) = here.argument(ty, field);
    lines.item();
    lines.docs(&sets(field, description));
    lines.line("#[inline]");
    lines.block(&format!("pub fn {field}(mut self, {field}: {argument}) -> Self"), &mut |lines| {
        lines.line(&format!("self.{field} = Some({value});"));
        lines.line("self");
    });
}

/// What a setter sets, and the first that the document says of it: an editor shows it where the setter is called.
pub(super) fn sets(field: &str, description: Option<&str>) -> Vec<String> {
    let (first, _) = first_paragraph(description.map(markdown).unwrap_or_default());
    paragraphs([vec![format!("Sets {}.", code(field.trim_start_matches("r#")))], first])
}

/// How a value becomes a variant of an enum.
pub(super) fn conversion(name: &str, variant: &str, ty: &str, value: &str, lines: &mut Lines) {
    lines.item();
    lines.block(&format!("impl From<{ty}> for {name}"), &mut |lines| {
        lines.line("#[inline]");
        lines.block(&format!("fn from({value}: {ty}) -> Self"), &mut |lines| {
            lines.line(&format!("Self::{variant}({value})"));
        });
    });
}
