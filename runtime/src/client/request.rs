//! A call on its way to becoming a request: the values of its parameters, its body, and the rules that they break.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{COOKIE, HeaderMap, HeaderValue};

use super::endpoint::Endpoint;
use super::parameter::{ClientParameters, Key, Place};
use super::parameter::{Flat, Nested};
use super::{Body, Options, ParamSpec, PartSpec, Upload, form, header, multipart};
use crate::codec::{DecodeError, Encode, Rule, Violation, check, json};

/// What an operation fills in when it is called. Nothing fails here: broken rules are collected, so that one error
/// names all of them.
///
/// ```
/// use oasmith_runtime::{ParamSpec, Request, Rule};
///
/// // What an operation's `encode` does.
/// let mut request = Request::new();
/// request.path(ParamSpec::new("id"), &7_i64);
/// request.query(ParamSpec::new("limit").rules(&[Rule::MaxLength(3)]), &"many".to_owned());
/// assert_eq!(request.violations().len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Of each parameter its name, its text, and whether that may be empty.
    path: Vec<(&'static str, String, bool)>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
    boundary: Option<String>,
    /// Where it goes, if the document does not say.
    pub(super) endpoint: Option<Box<Endpoint>>,
    /// What the client holds.
    shared: ClientParameters,
    violations: Vec<Violation>,
}

/// Whether a segment is `.` or `..`, escaped or not. Some servers take what comes after a semicolon away before they look.
fn is_dots(segment: &str) -> bool {
    let before_parameters = segment.split(';').next().unwrap_or_default();
    let escaped = "%2E".len() * 2;
    before_parameters.len() <= escaped
        && matches!(&*before_parameters.replace("%2E", ".").replace("%2e", "."), "." | "..")
}

impl Request {
    /// A request in which nothing is filled in.
    pub fn new() -> Self {
        Self::default()
    }

    /// A request for a call with these options.
    pub(super) fn for_call(options: &Options, shared: &ClientParameters) -> Self {
        Self { boundary: options.said().boundary.clone(), shared: shared.clone(), ..Self::default() }
    }

    /// With this between the parts of a multipart body, in place of something random.
    #[must_use]
    pub fn with_boundary(mut self, boundary: impl Into<String>) -> Self {
        self.boundary = Some(boundary.into());
        self
    }

    /// Fills in a parameter of the path. A segment that would be empty, `.` or `..` is refused when the path is put
    /// together.
    pub fn path(&mut self, param: ParamSpec, value: &dyn Encode) {
        let Ok(held) = self.held(Place::Path, param, value) else { return };
        let value = held.as_deref().map_or(value, |held| held);
        let before = self.violations.len();
        self.check(param, value);
        if self.violations.len() > before {
            return;
        }
        match param.in_path(value) {
            Ok(text) => self.path.push((param.name, text, param.allow_empty)),
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// Fills in a parameter of the query; without a value it is left out.
    pub fn query(&mut self, param: ParamSpec, value: &dyn Encode) {
        if let Some(text) = self.filled(Place::Query, param, value, ParamSpec::in_query) {
            self.add_to_query(&text);
        }
    }

    /// Fills in the whole query with one text (OpenAPI 3.2's `in: querystring`); without a value there is none.
    pub fn query_text(&mut self, param: ParamSpec, value: &dyn Encode) {
        if let Some(text) = self.filled(Place::Query, param, value, ParamSpec::as_query) {
            self.add_to_query(&text);
        }
    }

    /// Fills in the whole query with the pairs of a form (OpenAPI 3.2's `in: querystring`), of which these properties
    /// are encoded in their own way.
    pub fn query_form(&mut self, param: ParamSpec, value: &dyn Encode, encodings: &[ParamSpec]) {
        self.check(param, value);
        if value.is_absent() {
            return;
        }
        match form::to_string(value, encodings) {
            Ok(text) if text.is_empty() => {}
            Ok(text) => self.add_to_query(&text),
            Err(fault) => self.violate(param.name, fault.to_string()),
        }
    }

    /// Fills in a header; without a value it is left out.
    pub fn header(&mut self, param: ParamSpec, value: &dyn Encode) {
        if let Some(text) = self.filled(Place::Header, param, value, ParamSpec::in_header) {
            match param.name.eq_ignore_ascii_case(COOKIE.as_str()) {
                true => self.add_cookies(param, text),
                false => self.set_header(param, param.name, &text),
            }
        }
    }

    /// Fills in a cookie; without a value it is left out.
    pub fn cookie(&mut self, param: ParamSpec, value: &dyn Encode) {
        if let Some(text) = self.filled(Place::Cookie, param, value, ParamSpec::in_cookie) {
            self.add_cookies(param, text);
        }
    }

    /// Sends these beside the cookies that are there.
    fn add_cookies(&mut self, param: ParamSpec, text: String) {
        let cookies = match self.headers.get(COOKIE).map(HeaderValue::to_str) {
            Some(Ok(others)) => format!("{others}; {text}"),
            _ => text,
        };
        self.set_header(param, COOKIE.as_str(), &cookies);
    }

    /// The text of a parameter that keeps its rules; what it breaks is noted.
    fn filled(
        &mut self,
        place: Place,
        param: ParamSpec,
        value: &dyn Encode,
        text: fn(&ParamSpec, &dyn Encode) -> Result<Option<String>, String>,
    ) -> Option<String> {
        let held = self.held(place, param, value).ok()?;
        let value = held.as_deref().map_or(value, |held| held);
        self.check(param, value);
        text(&param, value).unwrap_or_else(|problem| {
            self.violate(param.name, problem);
            None
        })
    }

    /// What the client holds for a parameter that the call has no value for; an error where there must be one.
    fn held(&mut self, place: Place, param: ParamSpec, value: &dyn Encode) -> Result<Option<Arc<Held>>, Missing> {
        let Some(required) = param.shared.filter(|_| value.is_absent()) else { return Ok(None) };
        match self.shared.get(Key { place, name: param.name }) {
            None if required => {
                self.violate(param.name, "must be given: for the call, or for all calls by the client's builder");
                Err(Missing)
            }
            held => Ok(held),
        }
    }

    fn add_to_query(&mut self, text: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(text);
    }

    fn set_header(&mut self, param: ParamSpec, name: &str, text: &str) {
        match header::parse(name, text) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// A body in JSON.
    pub fn json(&mut self, value: &dyn Encode) {
        self.json_as("application/json", value, &[]);
    }

    /// A body in JSON under another media type, or with rules for the value as a whole; a record brings its own.
    pub fn json_as(&mut self, media_type: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
        if self.keeps(value, rules) {
            match json::to_vec(value) {
                Ok(bytes) => self.body = Some(Body::new(media_type, bytes)),
                Err(fault) => self.blame(&fault),
            }
        }
    }

    /// Whether the body keeps the rules; if not, the violations are collected.
    fn keeps(&mut self, value: &dyn Encode, rules: &'static [Rule]) -> bool {
        let before = self.violations.len();
        self.violations.extend(check(value, rules));
        self.violations.len() == before
    }

    /// Collects why the body cannot be written.
    fn blame(&mut self, fault: &DecodeError) {
        self.violations.push(Violation::new(segments(&fault.path()), None, fault.message().to_owned()));
    }

    /// A body in JSON that may be left out: there is none where the value is absent.
    pub fn json_optional(&mut self, value: &dyn Encode) {
        if !value.is_absent() {
            self.json(value);
        }
    }

    /// As [`Request::json_as`], but that there is no body where the value is absent.
    pub fn json_optional_as(&mut self, media_type: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
        if !value.is_absent() {
            self.json_as(media_type, value, rules);
        }
    }

    /// A body in `application/x-www-form-urlencoded`. There is none where the value is absent.
    pub fn form(&mut self, value: &dyn Encode) {
        self.form_as(value, &[], &[]);
    }

    /// A form in which these properties are encoded in their own way, or with rules for the value as a whole.
    pub fn form_as(&mut self, value: &dyn Encode, encodings: &[ParamSpec], rules: &'static [Rule]) {
        if !value.is_absent() && self.keeps(value, rules) {
            match form::to_string(value, encodings) {
                Ok(text) => self.body = Some(Body::new("application/x-www-form-urlencoded", text)),
                Err(fault) => self.blame(&fault),
            }
        }
    }

    /// A body in `multipart/form-data`. There is none where the value is absent.
    pub fn multipart(&mut self, value: &dyn Encode) {
        self.multipart_as(value, &[], &[]);
    }

    /// A body in `multipart/form-data` in which these properties are sent in their own way, or with rules for the value
    /// as a whole.
    pub fn multipart_as(&mut self, value: &dyn Encode, parts: &[PartSpec], rules: &'static [Rule]) {
        if value.is_absent() || !self.keeps(value, rules) {
            return;
        }
        let boundary = self.boundary.clone().unwrap_or_else(multipart::boundary);
        match multipart::segments(value, parts, &boundary) {
            Ok(segments) => {
                let content_type = format!("multipart/form-data; boundary={boundary}");
                self.body = Some(Body::of_segments(content_type, segments));
            }
            Err(fault) => self.blame(&fault),
        }
    }

    /// A body of any bytes, in memory or not, as this media type unless the upload has one of its own.
    pub fn upload(&mut self, content_type: &'static str, upload: &Upload) {
        self.body = Some(Body::upload(content_type, upload.clone()));
    }

    /// A body of any bytes.
    pub fn bytes(&mut self, content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) {
        self.body = Some(Body::new(content_type, bytes));
    }

    /// A body of text.
    pub fn text(&mut self, content_type: impl Into<Cow<'static, str>>, text: impl Into<String>) {
        self.body = Some(Body::new(content_type, text.into()));
    }

    /// A body of text that is a number, a truth value or the like. There is none where the value is absent.
    pub fn plain(&mut self, content_type: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
        if value.is_absent() || !self.keeps(value, rules) {
            return;
        }
        match Flat::of(value, Nested::Refused) {
            Ok(Flat::Scalar(text)) => self.text(content_type, text),
            Ok(_) => self.text(content_type, ""),
            Err(problem) => self.blame(&DecodeError::new(problem)),
        }
    }

    /// Sends the body that has been filled in as this media type, if there is one.
    pub fn sent_as(&mut self, media_type: &'static str) {
        self.body = self.body.take().map(|body| body.typed(media_type));
    }

    /// The rules that have been broken so far.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(crate) fn take_violations(&mut self) -> Vec<Violation> {
        std::mem::take(&mut self.violations)
    }

    /// The path with its parameters filled in. A segment that they make empty or a dot segment is noted as a violation:
    /// URL parsers take dot segments away, escaped or not (RFC 3986, section 5.2.4), and an empty one is another
    /// resource, so that the request would go where the caller did not mean it to.
    ///
    /// # Errors
    ///
    /// The name of a parameter that the template has and the operation did not fill in.
    pub(crate) fn expand_path<'t>(&mut self, template: &'t str) -> Result<Cow<'t, str>, &'t str> {
        // A fragment is never sent. Documents use it to tell operations of one path apart.
        let template = template.split_once('#').map_or(template, |(path, _)| path);
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        if path.len() == template.len() && !path.contains('{') {
            return Ok(Cow::Borrowed(path));
        }
        let mut expanded = String::with_capacity(template.len() + 32);
        for (number, segment) in path.split('/').enumerate() {
            if number > 0 {
                expanded.push('/');
            }
            let begin = expanded.len();
            let refusing = self.expand_into(&mut expanded, segment)?;
            let text = expanded.get(begin..).unwrap_or_default();
            if let Some(Filled { name, may_be_empty }) = refusing
                && !(may_be_empty && text.is_empty())
                && (text.is_empty() || is_dots(text))
            {
                self.violate(name, format!("must not be {text:?} in a path"));
            }
        }
        if !query.is_empty() {
            let mut own = String::new();
            self.expand_into(&mut own, query)?;
            self.query = if self.query.is_empty() { own } else { format!("{own}&{}", self.query) };
        }
        Ok(Cow::Owned(expanded))
    }

    /// Appends the text with its parameters filled in; what it gives is about all of them.
    fn expand_into<'t>(&self, text: &mut String, template: &'t str) -> Result<Option<Filled<'t>>, &'t str> {
        let mut first: Option<Filled<'t>> = None;
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            text.push_str(before);
            let (_, value, may_be_empty) = self.path.iter().find(|(given, ..)| *given == name).ok_or(name)?;
            text.push_str(value);
            let Filled { name, may_be_empty: all } = first.unwrap_or(Filled { name, may_be_empty: true });
            first = Some(Filled { name, may_be_empty: all && *may_be_empty });
            rest = tail;
        }
        text.push_str(rest);
        Ok(first)
    }

    fn check(&mut self, param: ParamSpec, value: &dyn Encode) {
        if !param.rules.is_empty() && !value.is_absent() {
            for violation in check(value, param.rules) {
                let mut path = segments(&violation.path());
                path.insert(0, param.name.to_owned());
                self.violations.push(Violation::new(path, violation.rule(), violation.message().to_owned()));
            }
        }
    }

    fn violate(&mut self, name: &str, problem: impl Into<String>) {
        self.violations.push(Violation::new(vec![name.to_owned()], None, problem.into()));
    }
}

/// The parameters that were filled into a text.
struct Filled<'t> {
    /// The name of the first one.
    name: &'t str,
    /// Whether all of them may be empty.
    may_be_empty: bool,
}

/// A value that the client holds.
type Held = dyn Encode + Send + Sync;

/// A parameter that must be there has no value.
struct Missing;

/// The segments of a JSON Pointer (RFC 6901).
fn segments(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}
