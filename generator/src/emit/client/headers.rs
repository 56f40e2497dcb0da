//! The headers of answers: a type with a method for each.

use super::answers::name_of;
use crate::code::Piece;
use crate::emit::docs::{code, markdown, paragraphs};
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::emit::types::title_and_users;
use crate::rust::{AnswerType, Header, HeaderForm, Item, Operation};

/// What reads the headers of an operation's answers: a type of its own, or one that several have.
pub(super) fn of_operation(here: Here<'_>, operation: &Operation, lines: &mut Lines) {
    let Some(headers) = &operation.headers else { return };
    let owner = &operation.ident;
    if let AnswerType::Own(name) = &headers.named {
        let doc = format!("The headers that the document declares for the answers to [`{owner}`].");
        reader(here, name, &[doc], &headers.all, lines);
    }
    lines.block(&format!("impl rt::DeclaresHeaders for {owner}"), &mut |lines| {
        lines.line(&format!("type Headers<'h> = {}<'h>;", name_of(here, &headers.named)));
    });
}

/// The type that reads the headers of several operations' answers.
pub(crate) fn shared(here: Here<'_>, item: &Item, all: &[Header]) -> Vec<Piece> {
    let mut lines = Lines::default();
    reader(here, &item.ident, &title_and_users(here, item), all, &mut lines);
    vec![lines.piece()]
}

fn reader(here: Here<'_>, name: &str, docs: &[String], all: &[Header], lines: &mut Lines) {
    lines.item();
    lines.docs(docs);
    lines.line("#[derive(Clone, Copy, Debug)]");
    lines.line(&format!("pub struct {name}<'h>(&'h rt::HeaderMap);"));
    lines.block(&format!("impl<'h> From<&'h rt::HeaderMap> for {name}<'h>"), &mut |lines| {
        lines.line("#[inline]");
        lines.block("fn from(headers: &'h rt::HeaderMap) -> Self", &mut |lines| lines.line("Self(headers)"));
    });
    lines.block(&format!("impl {name}<'_>"), &mut |lines| {
        for header in all {
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
