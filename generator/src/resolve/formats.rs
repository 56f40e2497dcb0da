//! What values with a format are: those whose format or `contentEncoding` says what they spell, and numbers of a size.

use std::rc::Rc;

use regex_lite::Regex;

use crate::api::{Kind, Rule};
use crate::formats::{Becomes, Format, Spelled, UNBOUNDED};
use crate::lists::Changing;
use crate::settings::SchemaSettings;
use crate::value::Types;

/// The kind of a string with this format, this `contentEncoding` and these rules.
///
/// Rules judge the text that is sent. Where a usual spelling does not keep them, they ask for another one, and the string
/// stays text. Rules that every value keeps are taken away.
pub(super) fn kind(
    schema_settings: &SchemaSettings<'_>,
    format: Option<&Rc<str>>,
    encoding: Option<&str>,
    rules: &mut Vec<Rule>,
) -> Kind {
    let found = match encoding {
        Some(encoding) => Format::of_encoding(encoding),
        None => format.and_then(|format| Format::of(format, Types::STRING)),
    };
    match found.and_then(|found| spelled(schema_settings, found)) {
        Some(spelled) if keeps(spelled, rules) => {
            rules.keep(|rule| !is_idle(spelled, rule));
            Kind::Formatted(spelled)
        }
        _ => Kind::String { format: format.cloned() },
    }
}

/// The kind of a number with a format of this type; `None` where the format says nothing of such.
pub(super) fn of_number(schema_settings: &SchemaSettings<'_>, format: Option<&Rc<str>>, ty: Types) -> Option<Kind> {
    let found = Format::of(format?, ty)?;
    Some(match &found.becomes {
        Becomes::Integer(range) => Kind::Integer(*range),
        Becomes::Number { single } => Kind::Number { single: *single },
        Becomes::Decimal => Kind::Decimal,
        Becomes::Spelled(_) => Kind::Formatted(spelled(schema_settings, found)?),
        Becomes::Text => return None,
    })
}

/// Whether a number of this type is also written as text, so that one type reads both.
pub(super) fn is_also_text(schema_settings: &SchemaSettings<'_>, format: Option<&Rc<str>>, rules: &[Rule]) -> bool {
    let found = format.and_then(|format| Format::of(format, Types::STRING));
    let spelled = found.and_then(|found| spelled(schema_settings, found));
    spelled.is_some_and(|spelled| spelled.reads_numbers() && keeps(spelled, rules))
}

/// What values of a format are spelled by, unless they are to stay as they are.
fn spelled(schema_settings: &SchemaSettings<'_>, format: &'static Format) -> Option<&'static Spelled> {
    match &format.becomes {
        Becomes::Spelled(spelled) if !schema_settings.keeps_plain(format, spelled) => Some(spelled),
        _ => None,
    }
}

/// Whether a value, as it is usually spelled, keeps the rules.
fn keeps(spelled: &Spelled, rules: &[Rule]) -> bool {
    let (_, longest) = spelled.lengths;
    let length = spelled.sample.len() as u64;
    rules.iter().all(|rule| match rule {
        Rule::MinLength(least) => longest == UNBOUNDED || length >= *least,
        Rule::MaxLength(most) => longest == UNBOUNDED || length <= *most,
        Rule::Pattern(pattern) => Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(spelled.sample)),
        _ => true,
    })
}

/// Whether every value keeps a rule, so that there is nothing to say.
fn is_idle(spelled: &Spelled, rule: &Rule) -> bool {
    let (shortest, longest) = spelled.lengths;
    match rule {
        Rule::MinLength(least) => *least <= shortest,
        Rule::MaxLength(most) => *most >= longest,
        _ => false,
    }
}
