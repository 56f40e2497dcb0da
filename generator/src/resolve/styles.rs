//! Styles: how values that stand for themselves are written (OpenAPI 3.1.2, section "Style Values").

use openapiv3::QueryStyle;

use super::resolver::Resolver;
use crate::api::{Kind, Style, Use};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A style of the query, as openapiv3 names it.
pub(super) fn query_style(style: &QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

/// The styles that openapiv3 does not have, or not at every place that does.
pub(super) fn other_style(name: &str) -> Option<Style> {
    Some(match name {
        "cookie" => Style::Cookie,
        "spaceDelimited" => Style::SpaceDelimited,
        "tabDelimited" => Style::TabDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        _ => return None,
    })
}

/// What a value looks like to a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Scalar,
    List,
    /// A list of what is no scalar.
    NestedList,
    Object,
    /// Whatever the caller gives.
    Open,
}

impl Form {
    pub(super) fn of(resolver: &Resolver<'_>, value: &Use) -> Self {
        let inner = |value: &Use| Self::of(resolver, value);
        match resolver.kind(value.shape) {
            Kind::List(item) => match inner(item) {
                Self::Scalar | Self::Open => Self::List,
                Self::List | Self::NestedList | Self::Object => Self::NestedList,
            },
            Kind::Map(_) | Kind::Record(_) => Self::Object,
            Kind::Any | Kind::Union(_) | Kind::Tuple(_) | Kind::External => Self::Open,
            Kind::Never
            | Kind::Null
            | Kind::Boolean
            | Kind::Integer(_)
            | Kind::Number { .. }
            | Kind::Decimal
            | Kind::String { .. }
            | Kind::Formatted(_)
            | Kind::File
            | Kind::FormPart
            | Kind::FormData
            | Kind::Choice(_) => Self::Scalar,
        }
    }
}

/// What OpenAPI does not define.
pub(super) struct Undefined {
    /// The field that says it.
    pub(super) field: &'static str,
    pub(super) why: &'static str,
    pub(super) instead: &'static str,
    /// Whether the property is sent as it would be without an encoding.
    pub(super) is_usual: bool,
}

/// What of a style OpenAPI does not define for such a value, and what is sent instead.
pub(super) fn undefined(style: Style, explode: Option<bool>, shown: Form) -> Option<Undefined> {
    let of = |field, why, instead, is_usual| Some(Undefined { field, why, instead, is_usual });
    let is_delimited = matches!(style, Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited);
    match (style, shown) {
        (Style::Json, _) => None,
        (Style::DeepObject, Form::Scalar) => of("style", "`deepObject` is for objects", "it is sent as text", true),
        (Style::DeepObject, _) if explode == Some(false) => {
            let why = "OpenAPI does not define `deepObject` with `explode: false`";
            of("explode", why, "it is sent as with `explode: true`", false)
        }
        (Style::DeepObject, _) => None,
        (_, Form::NestedList) => {
            let why = "an array of arrays or objects has no form in any style";
            of("style", why, "each item is sent by itself, as JSON", true)
        }
        (_, Form::Scalar) if is_delimited => {
            of("style", "this style is for arrays and objects", "it is sent as text", true)
        }
        _ if is_delimited && explode == Some(true) => {
            let why = "OpenAPI does not define this style with `explode: true`";
            of("explode", why, "it is sent as in `style: form`", false)
        }
        _ => None,
    }
}

/// Tells how an array goes in a style that is defined for objects only.
pub(super) fn note_numbered(resolver: &mut Resolver<'_>, place: Place) {
    let message = "an array in style `deepObject` is sent with numbers: `name[0]=…&name[1]=…`";
    let mut diagnostic = Diagnostic::note(Code::UndefinedStyle, message)
        .with_note("OpenAPI defines this style for objects only; most servers that use it for arrays read numbers");
    diagnostic.at = Some(place);
    resolver.report(diagnostic);
}
