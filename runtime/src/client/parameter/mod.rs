//! Parameters: how a value becomes part of a path, a query, a header or a cookie.
//!
//! The styles are those of OpenAPI 3.1.2 and 3.2, section "Style Examples", which are RFC 6570's and a few more, and the
//! collection formats of Swagger 2.0. A value arrives as it is, or is refused before anything is sent:
//!
//! - In paths, queries and cookies everything but the unreserved characters of RFC 3986 is percent-encoded, delimiters
//!   within a value included. Headers, and cookies in style `cookie`, are never escaped: what they can't hold is refused.
//! - What a style can't tell from its own delimiter is refused: a space within an item of a space-delimited list, a
//!   comma within an item of a list in a header.
//! - A segment of a path that would be empty, `.` or `..` is refused: it would lead to another resource.
//! - `null` is what the specification calls undefined. It leaves an optional parameter out; a required one is sent
//!   without a value. Properties that are `null` are left out. So is a parameter whose array or object is empty; where
//!   it is required, it is refused.
//! - Numbers are written with their digits, booleans as `true` and `false`.
//!
//! What the specification leaves open is sent as most servers take it. Of `deepObject`, arrays are numbered
//! (`ids[0]=1&ids[1]=2`), objects nested (`a[b][c]=1`), and scalars written as in style `form`. Of exploded `form`, a
//! property that is an array is repeated (`ids=1&ids=2`), and one that is an object is written as JSON, as both are in
//! forms. Everything else that is nested is refused.

mod deep;
mod escape;
mod flat;
mod nested;
mod place;
mod shared;
mod style;

pub(super) use self::deep::pairs as deep_pairs;
pub(super) use self::flat::text as scalar_text;
pub(super) use self::flat::{Flat, Nested};
pub use self::shared::ClientParameter;
pub(super) use self::shared::{ClientParameters, Key, Place};
#[doc(inline)]
pub use oasmith_vocabulary::Style;

use super::percent::Reserved;
use crate::codec::Rule;

/// The description of a parameter: its name, and where it differs from what is usual at its place.
///
/// ```
/// use oasmith_runtime::{ParamSpec, Rule, Style};
///
/// const TAGS: ParamSpec = ParamSpec::new("tags").style(Style::PipeDelimited).explode(false);
/// const NAME: ParamSpec = ParamSpec::new("name").rules(&[Rule::MinLength(1)]);
/// # let _ = (TAGS, NAME);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ParamSpec {
    pub(crate) name: &'static str,
    pub(crate) rules: &'static [Rule],
    style: Option<Style>,
    explode: Option<bool>,
    items: Option<Style>,
    allow_reserved: bool,
    required: bool,
    pub(crate) allow_empty: bool,
    /// Whether the client can hold a value for it, and whether there must be one then.
    pub(in crate::client) shared: Option<bool>,
}

impl ParamSpec {
    /// A parameter of this name in the usual style: `simple` in paths and headers, exploded `form` in queries and
    /// cookies.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            rules: &[],
            style: None,
            explode: None,
            items: None,
            allow_reserved: false,
            required: false,
            allow_empty: false,
            shared: None,
        }
    }

    /// In this style.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// Whether each item of an array and each property of an object stands for itself. Otherwise, only the styles
    /// `form`, `cookie` and `deepObject` do so.
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = Some(explode);
        self
    }

    /// With the items of the array being arrays, each of whose items are joined in this style (Swagger 2.0's
    /// `collectionFormat` of `items`).
    pub const fn items(mut self, style: Style) -> Self {
        self.items = Some(style);
        self
    }

    /// With the reserved characters of RFC 3986 left as they are where they mean nothing at their place, and with
    /// escapes that the value has already (`allowReserved`): `a/b%2Fc` is sent as `a/b%2Fc`. Escaped all the same are
    /// `#[]&+` in queries, `/?#[]` in paths, and the style's delimiters within items.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sent without a value where the value is `null`, and refused where it is an empty array or object. Parameters of
    /// paths always are.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// With `null` and empty arrays and objects sent as `name=` (`allowEmptyValue`): for queries. In paths, with an empty
    /// segment where the value is an empty text.
    pub const fn allow_empty(mut self) -> Self {
        self.allow_empty = true;
        self
    }

    /// With the client's value where the call gives none; if there is none either, it is left out, or the call is
    /// refused where it is `required`.
    pub const fn shared(mut self, required: bool) -> Self {
        self.shared = Some(required);
        self
    }

    /// With these rules for the value.
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    pub(in crate::client) fn is_json(&self) -> bool {
        self.style == Some(Style::Json)
    }

    fn reserved(&self, kept: &'static [u8]) -> Reserved {
        if self.allow_reserved { Reserved::Kept(kept) } else { Reserved::Escaped }
    }
}
