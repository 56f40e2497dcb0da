//! What was called, from which requests are made.

use std::borrow::Cow;

use super::endpoint::EndpointName;
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
    /// A call whose request is still to be filled in. It is large, and so stays in one place from here on.
    pub(super) fn new(operation: &'static Meta, request: Request, options: Options) -> Box<Self> {
        Box::new(Self { operation, request, options, path: Ok(Cow::Borrowed("")) })
    }

    /// The same when its request has been filled in.
    ///
    /// # Errors
    ///
    /// The rules that the request breaks.
    pub(super) fn filled_in(mut self: Box<Self>) -> Result<Box<Self>, Box<Report>> {
        let Self { operation, request, options, path } = &mut *self;
        *path = match &request.endpoint {
            Some(endpoint) => Ok(Cow::Owned(endpoint.path.clone())),
            None => request.expand_path(operation.path),
        };
        if let Err(problem) = options.said().extra.put_into(&mut request.query, &mut request.body) {
            return Err(Report::new(operation, ErrorKind::Misconfigured(problem)));
        }
        let violations = request.take_violations();
        match violations.is_empty() {
            true => Ok(self),
            false => Err(Report::new(operation, ErrorKind::Invalid(violations))),
        }
    }

    /// The name of an endpoint that the document lacks.
    pub(super) fn name(&self) -> Option<EndpointName> {
        self.request.endpoint.as_ref().map(|endpoint| endpoint.name())
    }

    /// What a span says of it.
    pub(super) fn shown<'a>(&'a self, http: Option<&'a HttpRequest>) -> Called<'a> {
        Called { operation: self.operation, endpoint: self.request.endpoint.as_deref(), http }
    }
}
