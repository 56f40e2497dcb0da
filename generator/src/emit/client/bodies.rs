//! Request bodies: how an operation writes its own.

use super::styles::explode;
use crate::api::{Encoding, Part, PartStyle};
use crate::emit::here::{Here, string};
use crate::emit::lines::Lines;
use crate::lists::Listing;
use crate::media_types::JSON;
use crate::rust::{Body, BodyEncoding, Sent};

/// The statements that fill in the body.
pub(crate) fn body(here: Here<'_>, body: &Body, lines: &mut Lines) {
    let field = &body.ident;
    let given = format!("if let Some(body) = &self.{field}");
    match &body.sent {
        Some(sent) => match sent.encoding {
            BodyEncoding::Value(_) if !body.required && is_plain(sent) => {
                lines.line(&format!("request.json_optional(&self.{field});"));
            }
            BodyEncoding::Value(codec) if !body.required && *codec == JSON => {
                let (media_type, rules) = (string(&sent.media_type), here.rules_constant(&sent.rules));
                lines.line(&format!("request.json_optional_as({media_type}, &self.{field}, {rules});"));
            }
            BodyEncoding::Text | BodyEncoding::Bytes if !body.required => {
                lines.block(&given, &mut |lines| self::sent(here, sent, "body", "body", lines));
            }
            _ => self::sent(here, sent, &format!("&self.{field}"), &format!("self.{field}"), lines),
        },
        None if body.required => lines.line(&format!("self.{field}.encode(request);")),
        None => lines.block(&given, &mut |lines| lines.line("body.encode(request);")),
    }
}

/// Whether it is JSON as it mostly is.
fn is_plain(sent: &Sent) -> bool {
    sent.encoding.is_json() && sent.media_type == JSON.media_type && sent.rules.is_empty()
}

/// The statements that fill in a body which `reference` leads to and `place` is.
fn sent(here: Here<'_>, sent: &Sent, reference: &str, place: &str, lines: &mut Lines) {
    lines.line(&format!("{};", call(here, sent, reference, place)));
    // The media type, where the call does not name it.
    if sent.names_itself {
        lines.line(&format!("request.sent_as({});", string(&sent.media_type)));
    }
}

/// The arm that fills in a variant of a body.
pub(crate) fn arm(here: Here<'_>, sent: &Sent, lines: &mut Lines) {
    let pattern = format!("Self::{}(body)", sent.ident);
    if sent.names_itself {
        lines.block(&format!("{pattern} =>"), &mut |lines| self::sent(here, sent, "body", "body", lines));
    } else {
        lines.arm(&[pattern], &call(here, sent, "body", "body"));
    }
}

fn call(here: Here<'_>, sent: &Sent, reference: &str, place: &str) -> String {
    let media_type = || string(&sent.media_type);
    let rules = || here.rules_constant(&sent.rules);
    match &sent.encoding {
        BodyEncoding::Value(_) if is_plain(sent) => format!("request.json({reference})"),
        BodyEncoding::Value(codec) => {
            // What most bodies are in has a method that takes less.
            let method = if **codec == JSON { "json_as" } else { codec.name };
            format!("request.{method}({}, {reference}, {})", media_type(), rules())
        }
        BodyEncoding::Form(encodings) if encodings.is_empty() && sent.rules.is_empty() => {
            format!("request.form({reference})")
        }
        BodyEncoding::Form(encodings) => {
            let encodings: Vec<String> = encodings.iter().map(encoding).list();
            format!("request.form_as({reference}, &[{}], {})", encodings.join(", "), rules())
        }
        BodyEncoding::Multipart(parts) if parts.is_empty() && sent.rules.is_empty() => {
            format!("request.multipart({reference})")
        }
        BodyEncoding::Multipart(parts) => {
            let parts: Vec<String> = parts.iter().map(part).list();
            format!("request.multipart_as({reference}, &[{}], {})", parts.join(", "), rules())
        }
        BodyEncoding::Text => format!("request.text({}, {place}.clone())", media_type()),
        BodyEncoding::Bytes => format!("request.upload({}, {reference})", media_type()),
    }
}

/// The encoding of a form's property.
pub(crate) fn encoding(encoding: &Encoding) -> String {
    let mut text = format!("rt::ParamSpec::new({}).style(rt::Style::{:?})", string(&encoding.property), encoding.style);
    text.push_str(explode(encoding.style, encoding.explode));
    if encoding.allow_reserved {
        text.push_str(".allow_reserved()");
    }
    text
}

/// A property of a multipart body.
fn part(part: &Part) -> String {
    let mut text = format!("rt::PartSpec::new({})", string(&part.property));
    if let Some(media_type) = &part.media_type {
        text.push_str(&format!(".content_type({})", string(media_type)));
    }
    match &part.style {
        None => {}
        Some(PartStyle::Joined(delimiter)) => text.push_str(&format!(".joined({})", string(delimiter))),
        Some(PartStyle::Exploded) => text.push_str(".exploded()"),
        Some(PartStyle::Deep) => text.push_str(".deep()"),
    }
    if !part.headers.is_empty() {
        let headers = part.headers.iter().map(|(name, value)| format!("({}, {})", string(name), string(value)));
        text.push_str(&format!(".headers(&[{}])", headers.list().join(", ")));
    }
    text
}
