//! Which strings are more than text: those whose format or `contentEncoding` says what they spell.

use std::rc::Rc;

use regex_lite::Regex;

use crate::api::{Format, Kind, Rule};
use crate::settings::Settings;

/// The kind of a string with this format, this `contentEncoding` and these rules.
///
/// Rules judge the text that is sent. Where a usual spelling does not keep them, they ask for another one, and the string
/// stays text. Rules that every value keeps are taken away.
pub(super) fn kind(
    settings: &Settings,
    format: Option<&Rc<str>>,
    encoding: Option<&str>,
    rules: &mut Vec<Rule>,
) -> Kind {
    let spelled = match encoding {
        Some(encoding) => of_encoding(encoding),
        None => format.and_then(|format| of_format(format)),
    };
    match spelled {
        Some((format, name)) if !settings.keeps_text(name) && keeps(format, rules) => {
            rules.retain(|rule| !is_idle(format, rule));
            Kind::Formatted(format)
        }
        _ => Kind::String { format: format.cloned() },
    }
}

/// What a format means, and what it is called in the settings.
fn of_format(format: &str) -> Option<(Format, &'static str)> {
    Some(match format {
        "uuid" => (Format::Uuid, "uuid"),
        "date-time" => (Format::DateTime, "date-time"),
        "date" => (Format::Date, "date"),
        "ipv4" => (Format::Ipv4, "ipv4"),
        "ipv6" => (Format::Ipv6, "ipv6"),
        "byte" => (Format::Base64, "byte"),
        "base64url" => (Format::Base64Url, "base64url"),
        _ => return None,
    })
}

/// The same for a `contentEncoding`, which RFC 2045 lets be written in any case.
fn of_encoding(encoding: &str) -> Option<(Format, &'static str)> {
    match encoding.to_ascii_lowercase().as_str() {
        "base64" => of_format("byte"),
        "base64url" => of_format("base64url"),
        _ => None,
    }
}

/// A value of a format as it is usually spelled, and how long the shortest and the longest are.
fn spelling(format: Format) -> (&'static str, u64, u64) {
    match format {
        Format::Uuid => ("123e4567-e89b-42d3-a456-426614174000", 36, 36),
        Format::DateTime => ("2024-02-29T12:34:56Z", 20, 35),
        Format::Date => ("2024-02-29", 10, 10),
        Format::Ipv4 => ("192.0.2.1", 7, 15),
        Format::Ipv6 => ("2001:db8::1", 2, 39),
        Format::Base64 | Format::Base64Url => ("Zm9vYmE=", 0, u64::MAX),
    }
}

/// Whether a value of this format, as it is usually spelled, keeps the rules.
fn keeps(format: Format, rules: &[Rule]) -> bool {
    let (sample, _, longest) = spelling(format);
    let length = sample.len() as u64;
    rules.iter().all(|rule| match rule {
        Rule::MinLength(least) => longest == u64::MAX || length >= *least,
        Rule::MaxLength(most) => longest == u64::MAX || length <= *most,
        Rule::Pattern(pattern) => Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(sample)),
        _ => true,
    })
}

/// Whether every value of this format keeps a rule, so that there is nothing to say.
fn is_idle(format: Format, rule: &Rule) -> bool {
    let (_, shortest, longest) = spelling(format);
    match rule {
        Rule::MinLength(least) => *least <= shortest,
        Rule::MaxLength(most) => *most >= longest,
        _ => false,
    }
}
