//! The headers of answers: a type with a method for each.

use crate::emit::docs::{code, markdown, paragraphs};
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::rust::{Header, HeaderForm, Operation};

/// The type that reads an operation's headers.
pub(crate) fn headers(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    let Some(headers) = &operation.headers else { return };
    let (name, owner) = (&headers.ident, &operation.ident);
    lines.item();
    lines.doc(&format!("The headers that the document declares for the answers to [`{owner}`]."));
    lines.line("#[derive(Clone, Copy, Debug)]");
    lines.line(&format!("pub struct {name}<'h>(&'h rt::HeaderMap);"));
    lines.block(&format!("impl<'h> From<&'h rt::HeaderMap> for {name}<'h>"), &mut |lines| {
        lines.line("#[inline]");
        lines.block("fn from(headers: &'h rt::HeaderMap) -> Self", &mut |lines| lines.line("Self(headers)"));
    });
    lines.block(&format!("impl rt::DeclaresHeaders for {owner}"), &mut |lines| {
        lines.line(&format!("type Headers<'h> = {name}<'h>;"));
    });
    lines.block(&format!("impl {name}<'_>"), &mut |lines| {
        for header in &headers.all {
            method(here, header, lines);
        }
    });
}

fn method(here: Here<'_>, header: &Header, lines: &mut Lines) {
    let description = header.description.as_deref().map(markdown).unwrap_or_default();
    let (name, ty) = (string(&header.name), here.ty(&header.ty));
    let form = match header.form {
        HeaderForm::Plain => "",
        HeaderForm::List => ".list()",
        HeaderForm::Object => ".object()",
        HeaderForm::Exploded => ".exploded()",
        HeaderForm::Json => ".json()",
    };
    lines.item();
    lines.docs(&paragraphs([vec![format!("{}, if it came.", code(&header.name))], description]));
    lines.deprecated(header.deprecated);
    lines.line("#[inline]");
    lines.block(&format!("pub fn {}(self) -> Result<Option<{ty}>, rt::DecodeError>", header.ident), &mut |lines| {
        lines.line(&format!("rt::HeaderSpec::new({name}){form}.read(self.0)"));
    });
}
