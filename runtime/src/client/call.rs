//! What was called, from which requests are made.

use std::borrow::Cow;

use super::report::Report;
use super::span::Called;
use super::{ErrorKind, HttpRequest, Meta, Options, Request};

/// What was called, from which the request is made; anew where a redirect is followed.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) operation: &'static Meta,
    pub(super) request: Request,
    pub(super) options: Options,
    /// The path with its parameters filled in, or the name of one that is not.
    pub(super) path: Result<Cow<'static, str>, &'static str>,
}

impl Call {
    /// # Errors
    ///
    /// The rules that the request breaks.
    pub(super) fn new(operation: &'static Meta, mut request: Request, options: Options) -> Result<Self, Box<Report>> {
        let path = match &request.endpoint {
            Some(endpoint) => Ok(Cow::Owned(endpoint.path.clone())),
            None => request.expand_path(operation.path),
        };
        if let Err(problem) = options.said().extra.put_into(&mut request.query, &mut request.body) {
            return Err(Report::new(operation, ErrorKind::Misconfigured(problem)));
        }
        let violations = request.take_violations();
        match violations.is_empty() {
            true => Ok(Self { operation, request, options, path }),
            false => Err(Report::new(operation, ErrorKind::Invalid(violations))),
        }
    }
    /// What a span says of it.
    pub(super) fn shown<'a>(&'a self, http: Option<&'a HttpRequest>) -> Called<'a> {
        Called { operation: self.operation, endpoint: self.request.endpoint.as_deref(), http }
    }
}
