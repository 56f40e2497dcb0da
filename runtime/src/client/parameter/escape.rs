//! How text gets into a path, a query, a header or a cookie.

use super::Style;
use crate::client::percent::{Reserved, encode_part, is_cookie_octet};

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

/// How text gets into a place.
pub(super) enum Escape {
    /// In percent-encoding.
    Percent(Reserved),
    /// As it is, for headers.
    Header,
    /// As it is, for cookies.
    Cookie,
}

impl Escape {
    /// The text of a value or of a part of it.
    ///
    /// # Errors
    ///
    /// That it holds what can't be escaped here.
    pub(super) fn part(&self, text: &str, delimiters: &[u8], style: Style) -> Result<String, String> {
        let holds_delimiter = || text.bytes().any(|byte| delimiters.contains(&byte));
        // These would look the same as the delimiter, which has to be escaped itself.
        let is_escaped = matches!(style, Style::SpaceDelimited | Style::TabDelimited | Style::PipeDelimited);
        if (is_escaped || !matches!(self, Self::Percent(_))) && holds_delimiter() {
            let delimiter = String::from_utf8_lossy(delimiters);
            return Err(format!("{text:?} must not hold {delimiter:?}, which sets parts apart"));
        }
        match self {
            Self::Percent(reserved) => {
                let mut target = String::with_capacity(text.len());
                encode_part(&mut target, text, *reserved, delimiters);
                return Ok(target);
            }
            Self::Header if text.trim_matches([' ', '\t']) != text => {
                return Err("must not begin or end with white space, which headers lose".to_owned());
            }
            Self::Cookie if !text.bytes().all(is_cookie_octet) => {
                return Err("has characters that no cookie may have".to_owned());
            }
            Self::Header | Self::Cookie => {}
        }
        Ok(text.to_owned())
    }

    /// The text of a property's name. No reserved character stays in it.
    ///
    /// # Errors
    ///
    /// As for [`Escape::part`].
    pub(super) fn key(&self, text: &str, delimiters: &[u8], style: Style) -> Result<String, String> {
        match self {
            Self::Percent(_) => Self::Percent(Reserved::Escaped).part(text, delimiters, style),
            Self::Header | Self::Cookie if text.contains('=') => {
                Err(format!("the key {text:?} must not hold \"=\", which sets its value apart"))
            }
            Self::Header | Self::Cookie => self.part(text, delimiters, style),
        }
    }
}
