//! A call on its way to becoming a request: the values of its parameters, its body, and the rules that they break.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{COOKIE, HeaderMap, HeaderValue};

use super::{Body, Param, form, header};
use crate::codec::{Encode, Fault, Rule, Violation, check, json};

/// What an operation fills in when it is called. Nothing fails here: broken rules are collected, so that one error
/// names all of them.
#[derive(Clone, Debug, Default)]
pub struct Request {
    path: Vec<(&'static str, String)>,
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
    violations: Vec<Violation>,
}

impl Request {
    /// A request in which nothing is filled in.
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills in a parameter of the path.
    pub fn path(&mut self, param: Param, value: &dyn Encode) {
        let before = self.violations.len();
        self.check(param, value);
        if self.violations.len() > before {
            return;
        }
        match param.in_path(value) {
            Ok(Some(text)) => self.path.push((param.name, text)),
            Ok(None) => self.violate(param.name, "must have a value"),
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// Fills in a parameter of the query; without a value it is left out.
    pub fn query(&mut self, param: Param, value: &dyn Encode) {
        self.check(param, value);
        match param.in_query(value) {
            Ok(Some(text)) => {
                if !self.query.is_empty() {
                    self.query.push('&');
                }
                self.query.push_str(&text);
            }
            Ok(None) => {}
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// Fills in a header; without a value it is left out.
    pub fn header(&mut self, param: Param, value: &dyn Encode) {
        self.check(param, value);
        match param.in_header(value) {
            Ok(Some(text)) => match header::parse(param.name, &text) {
                Ok((name, value)) => {
                    self.headers.insert(name, value);
                }
                Err(problem) => self.violate(param.name, problem),
            },
            Ok(None) => {}
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// Fills in a cookie; without a value it is left out.
    pub fn cookie(&mut self, param: Param, value: &dyn Encode) {
        self.check(param, value);
        match param.in_cookie(value) {
            Ok(Some(text)) => {
                let cookies = match self.headers.get(COOKIE).map(HeaderValue::to_str) {
                    Some(Ok(others)) => format!("{others}; {text}"),
                    _ => text,
                };
                match header::parse("cookie", &cookies) {
                    Ok((name, value)) => {
                        self.headers.insert(name, value);
                    }
                    Err(problem) => self.violate(param.name, problem),
                }
            }
            Ok(None) => {}
            Err(problem) => self.violate(param.name, problem),
        }
    }

    /// A body in JSON.
    pub fn json(&mut self, value: &dyn Encode) {
        self.write_json("application/json", value, &[]);
    }

    /// A body in JSON under another media type, or with rules for the value as a whole; a record brings its own. There
    /// is no body where the value is absent.
    pub fn json_as(&mut self, media_type: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
        if !value.is_absent() {
            self.write_json(media_type, value, rules);
        }
    }

    fn write_json(&mut self, media_type: &'static str, value: &dyn Encode, rules: &'static [Rule]) {
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
    fn blame(&mut self, fault: &Fault) {
        self.violations.push(Violation::new(segments(&fault.path()), None, fault.message().to_owned()));
    }

    /// A body in JSON that may be left out: there is none where the value is absent.
    pub fn json_optional(&mut self, value: &dyn Encode) {
        if !value.is_absent() {
            self.json(value);
        }
    }

    /// A body in `application/x-www-form-urlencoded`. There is none where the value is absent.
    pub fn form(&mut self, value: &dyn Encode) {
        self.form_as(value, &[], &[]);
    }

    /// A form in which these properties are encoded in their own way, or with rules for the value as a whole.
    pub fn form_as(&mut self, value: &dyn Encode, encodings: &[Param], rules: &'static [Rule]) {
        if !value.is_absent() && self.keeps(value, rules) {
            match form::to_string(value, encodings) {
                Ok(text) => self.body = Some(Body::new("application/x-www-form-urlencoded", text)),
                Err(fault) => self.blame(&fault),
            }
        }
    }

    /// A body of any bytes.
    pub fn bytes(&mut self, content_type: impl Into<Cow<'static, str>>, bytes: impl Into<Bytes>) {
        self.body = Some(Body::new(content_type, bytes));
    }

    /// A body of text.
    pub fn text(&mut self, content_type: impl Into<Cow<'static, str>>, text: impl Into<String>) {
        self.body = Some(Body::new(content_type, text.into()));
    }

    /// The rules that have been broken so far.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    pub(crate) fn take_violations(&mut self) -> Vec<Violation> {
        std::mem::take(&mut self.violations)
    }

    /// The path with its parameters filled in.
    ///
    /// # Errors
    ///
    /// The name of a parameter that the template has and the operation did not fill in.
    pub(crate) fn expand_path<'t>(&self, template: &'t str) -> Result<String, &'t str> {
        let mut path = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, tail)) = after.split_once('}') else {
                break;
            };
            path.push_str(before);
            let (_, text) = self.path.iter().find(|(given, _)| *given == name).ok_or(name)?;
            path.push_str(text);
            rest = tail;
        }
        path.push_str(rest);
        Ok(path)
    }

    fn check(&mut self, param: Param, value: &dyn Encode) {
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

/// The segments of a JSON Pointer (RFC 6901).
fn segments(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
}
