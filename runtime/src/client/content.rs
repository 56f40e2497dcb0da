//! Answers that are told apart by their media types.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::{Failure, FailureKind, Response};
use crate::codec::Fault;

/// An answer that may come as one of several media types.
pub trait Content: Sized {
    /// The media types of each variant, as the document declares them: whole ones or ranges such as `text/*`.
    const MEDIA_TYPES: &'static [&'static [&'static str]];

    /// Reads the variant of this number.
    ///
    /// # Errors
    ///
    /// That the body cannot be read as that.
    fn read(variant: usize, body: &Bytes) -> Result<Self, Fault>;
}

impl Response {
    /// A success with a body that its media type tells.
    ///
    /// # Errors
    ///
    /// That the media type is none that the document declares, or that the body cannot be read.
    pub fn content<T: Content, E>(self) -> Result<T, Failure<E>> {
        match self.read_content() {
            Ok(value) => Ok(value),
            Err(fault) => Err(self.unreadable(fault).into()),
        }
    }

    /// A success with a body that its media type tells, wrapped.
    ///
    /// # Errors
    ///
    /// As for [`Response::content`].
    pub fn content_as<T: Content, O, E>(self, wrap: fn(T) -> O) -> Result<O, Failure<E>> {
        self.content().map(wrap)
    }

    /// A declared error with a body that its media type tells, wrapped.
    ///
    /// # Errors
    ///
    /// Always: that error, or what [`Response::content`] fails with.
    pub fn error_content_as<T: Content, O, E>(self, wrap: fn(T) -> E) -> Result<O, Failure<E>> {
        Err(match self.read_content() {
            Ok(value) => Failure::declared(self.report(FailureKind::Declared), wrap(value)),
            Err(fault) => self.unreadable(fault).into(),
        })
    }

    fn read_content<T: Content>(&self) -> Result<T, Fault> {
        T::read(self.variant(T::MEDIA_TYPES)?, self.body())
    }

    /// The number of the variant that the answer's media type leads to.
    fn variant(&self, declared: &[&[&str]]) -> Result<usize, Fault> {
        let came = self.headers().get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let came = came.as_deref().unwrap_or_default();
        choose(MediaType::parse(came), declared)
            .ok_or_else(|| Fault::new(format!("the media type {came:?} is none of the declared ones")))
    }
}

/// A media type, taken apart.
#[derive(Clone, Copy)]
struct MediaType<'t> {
    kind: &'t str,
    subtype: &'t str,
    /// What comes behind the first semicolon.
    parameters: &'t str,
}

impl<'t> MediaType<'t> {
    /// `None` where it is none.
    fn parse(text: &'t str) -> Option<Self> {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        let (kind, subtype) = essence.trim().split_once('/')?;
        Some(Self { kind, subtype, parameters })
    }

    fn parameters(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let parameters = self.parameters.split(';').filter_map(|parameter| parameter.split_once('='));
        parameters.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
    }

    /// What its text is written in: `json` of `application/problem+json`, `text/json` and `application/json`.
    fn format(self) -> &'t str {
        let format = self.subtype.rsplit_once('+').map_or(self.subtype, |(_, suffix)| suffix);
        format.strip_prefix("x-").unwrap_or(format)
    }

    /// How well what came fits this declared one: the higher, the more specific. `None` where it does not.
    fn fit(self, came: MediaType<'_>) -> Option<usize> {
        let is_kind = self.kind == "*" || self.kind.eq_ignore_ascii_case(came.kind);
        if !is_kind {
            return None;
        }
        if self.subtype == "*" {
            return Some(if self.kind == "*" { 1 } else { 2 });
        }
        if let Some(suffix) = self.subtype.strip_prefix("*+") {
            return came.format().eq_ignore_ascii_case(suffix).then_some(3);
        }
        if !self.subtype.eq_ignore_ascii_case(came.subtype) {
            return None;
        }
        // Where parameters tell declared ones apart, the one with most of those that came; one with others comes last.
        let has = |name: &str, value: &str| {
            came.parameters()
                .any(|(other, found)| other.eq_ignore_ascii_case(name) && found.eq_ignore_ascii_case(value))
        };
        let (asked, met) = self
            .parameters()
            .fold((0, 0), |(asked, met), (name, value)| (asked + 1, met + usize::from(has(name, value))));
        Some(if asked == met { 5 + met } else { 4 })
    }
}

/// Which of the declared ones what came is: the most specific one that it fits (OpenAPI 3.1.2, section 4.14.1). Servers
/// are imprecise: what is in JSON, XML or YAML under another name is what is declared in that, and what has no name at
/// all is JSON, or else the first one.
fn choose(came: Option<MediaType<'_>>, declared: &[&[&str]]) -> Option<usize> {
    let all = || {
        let numbered = declared.iter().enumerate();
        numbered
            .flat_map(|(number, names)| names.iter().filter_map(move |name| Some((number, MediaType::parse(name)?))))
    };
    let in_format = |format: &str| all().find(|(_, declared)| declared.format().eq_ignore_ascii_case(format));
    let Some(came) = came else {
        return in_format("json").map(|(number, _)| number).or(Some(0));
    };
    let mut best: Option<(usize, usize)> = None;
    for (number, declared) in all() {
        if let Some(fit) = declared.fit(came).filter(|fit| best.is_none_or(|(known, _)| known < *fit)) {
            best = Some((fit, number));
        }
    }
    let format = Some(came.format())
        .filter(|format| ["json", "xml", "yaml"].iter().any(|known| format.eq_ignore_ascii_case(known)));
    best.map(|(_, number)| number).or_else(|| in_format(format?).map(|(number, _)| number))
}

#[cfg(test)]
mod tests {
    use super::{MediaType, choose};

    fn chosen(came: &str, declared: &[&str]) -> Option<usize> {
        let declared: Vec<&[&str]> = declared.iter().map(std::slice::from_ref).collect();
        choose(MediaType::parse(came), &declared)
    }

    #[test]
    fn the_most_specific_one_wins_wherever_it_stands() {
        let declared = ["*/*", "text/*", "text/plain", "text/plain; charset=utf-16", "application/*+json"];
        assert_eq!(chosen("image/png", &declared), Some(0));
        assert_eq!(chosen("text/html; charset=utf-8", &declared), Some(1));
        assert_eq!(chosen("text/plain", &declared), Some(2));
        assert_eq!(chosen("TEXT/plain;charset=utf-8", &declared), Some(2));
        assert_eq!(chosen("text/plain; Charset=\"UTF-16\"", &declared), Some(3));
        assert_eq!(chosen("application/problem+json", &declared), Some(4));
        assert_eq!(chosen("application/pdf", &declared), Some(0));
    }

    #[test]
    fn what_is_said_imprecisely_is_understood() {
        let declared = ["application/xml", "application/vnd.example+json;v=2"];
        for (came, number) in [
            ("application/json", Some(1)),
            ("application/vnd.example+json", Some(1)),
            ("application/problem+json; charset=utf-8", Some(1)),
            ("text/xml", Some(0)),
            ("", Some(1)),
            ("json", Some(1)),
            ("text/html", None),
            ("application/octet-stream", None),
        ] {
            assert_eq!(chosen(came, &declared), number, "{came}");
        }
        assert_eq!(chosen("", &["text/csv", "application/pdf"]), Some(0));
    }
}
