//! Names of media types (RFC 9110, section 8.3.1; RFC 6838, section 4.2).

use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Listing;
use crate::media_types::meant;
use crate::value::{Pointer, is_token};

/// What is to be said of the name of a media type, if it is none.
pub(in crate::document) fn check(name: &str, at: &Pointer) -> Option<Diagnostic> {
    let fault = fault(name.trim())?;
    let follows = match fault {
        Fault::OfParameter => "it is sent as it is written",
        Fault::OfType(_) => "nothing says how its content is written; a body under this name is taken as bytes",
    };
    let diagnostic = Diagnostic::warning(Code::InvalidMediaType, format!("`{name}` is not a media type"))
        .at_key(at)
        .label(match fault {
            Fault::OfParameter => "a parameter is written as `name=value`",
            Fault::OfType(fault) => fault,
        })
        .with_note(follows);
    Some(match meant(name.trim()).map(str::to_owned).or_else(|| with_parameter(name.trim())) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic.help("name it as HTTP does, such as `application/json`, or as a range, such as `image/*`"),
    })
}

/// Whether a name is that of a media type, whatever its parameters are.
pub(crate) fn is_media_type(name: &str) -> bool {
    !matches!(fault(name.trim()), Some(Fault::OfType(_)))
}

/// A name by which the spellings of one media type are the same: its own name and those of its parameters have no case, and
/// blanks around a semicolon say nothing (RFC 9110, section 8.3.1).
pub(in crate::document) fn spelling(name: &str) -> String {
    let parts = name.split(';').map(str::trim).filter(|part| !part.is_empty());
    let spelled = parts.map(|part| match part.split_once('=') {
        Some((key, value)) if key.eq_ignore_ascii_case("charset") => {
            format!("charset={}", value.trim_matches('"').to_ascii_lowercase())
        }
        Some((key, value)) => format!("{}={}", key.to_ascii_lowercase(), value.trim_matches('"')),
        None => part.to_ascii_lowercase(),
    });
    spelled.list().join(";")
}

/// What is told of a media type that another entry has in another spelling; `says_more` is whether it says something else.
pub(in crate::document) fn again(first: &str, name: &str, says_more: bool) -> Diagnostic {
    let told = if says_more { Diagnostic::warning } else { Diagnostic::note };
    told(Code::InvalidMediaType, format!("`{name}` is the same media type as `{first}`"))
        .label("ignored: the first one holds")
        .help("leave one of the two out")
}

/// What is wrong with the name of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    OfType(&'static str),
    OfParameter,
}

fn fault(name: &str) -> Option<Fault> {
    let mut parts = name.split(';');
    let essence = parts.next().unwrap_or_default().trim_end();
    // A semicolon or comma within quotes is a part of a value; such values are taken as they are.
    let is_plain = !name.contains('"');
    if let Some(fault) = fault_of_type(essence, is_plain && name.contains(',')) {
        return Some(Fault::OfType(fault));
    }
    let is_parameter = |parameter: &str| {
        let parameter = parameter.trim();
        parameter.is_empty()
            || parameter.split_once('=').is_some_and(|(name, value)| is_token(name) && !value.is_empty())
    };
    (is_plain && !parts.all(is_parameter)).then_some(Fault::OfParameter)
}

fn fault_of_type(essence: &str, has_comma: bool) -> Option<&'static str> {
    let Some((kind, subtype)) = essence.split_once('/') else {
        return Some("a type and a subtype, with a slash between them, are needed");
    };
    if has_comma {
        return Some("one entry can't name several; a parameter comes after a semicolon");
    }
    if kind.is_empty() || subtype.is_empty() {
        return Some("one of its two parts is empty");
    }
    if kind.contains('*') && essence != "*/*" {
        return Some("a range is `*/*`, or a type with any subtype, such as `image/*`");
    }
    (!is_token(kind) || !is_token(subtype)).then_some("it has characters that no media type has")
}

/// A media type with a parameter behind a comma, or a charset without its name, as it should be.
fn with_parameter(name: &str) -> Option<String> {
    let (essence, parameter) = name.split_once([',', ';'])?;
    let (essence, parameter) = (essence.trim(), parameter.trim());
    let is_charset =
        ["utf-8", "utf8", "us-ascii", "iso-8859-1"].iter().any(|known| parameter.eq_ignore_ascii_case(known));
    let written =
        if is_charset { format!("{essence}; charset={parameter}") } else { format!("{essence}; {parameter}") };
    fault(&written).is_none().then_some(written)
}

#[cfg(test)]
mod tests {
    use super::{fault, with_parameter};

    #[test]
    fn media_types_and_ranges() {
        for name in [
            "application/json",
            "application/json;",
            "application/json; charset=utf-8",
            "multipart/form-data; boundary=\"a;b,c\"",
            "application/vnd.api+json;version=1;q=0.5",
            "*/*",
            "image/*",
            "application/*+json",
            "text/x-c++",
        ] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn parameters_that_are_not_written_as_such() {
        for (name, meant) in [
            ("application/json, charset=utf-8", Some("application/json; charset=utf-8")),
            ("text/plain; utf-8", Some("text/plain; charset=utf-8")),
            ("application/json, text/plain", None),
            ("json; charset=utf-8", None),
        ] {
            assert_eq!(with_parameter(name).as_deref(), meant, "{name}");
        }
    }

    #[test]
    fn names_that_are_none() {
        for name in
            ["json", "", "*/json", "*", "a/b/c", "text /plain", "application/", "/json", "a/b, c/d", "a/b; charset"]
        {
            assert!(fault(name).is_some(), "{name}");
        }
    }
}
