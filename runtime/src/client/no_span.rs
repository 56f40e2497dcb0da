//! Without the feature `tracing`, calls have no spans.

use std::convert::Infallible;
use std::time::Duration;

use http::StatusCode;

use super::endpoint::Endpoint;
use super::report::Report;
use super::{Error, HttpRequest, Meta, Response, StreamedResponse, TransportError, TransportErrorKind};

/// What is called.
#[allow(dead_code, reason = "for spans")]
pub(super) struct Called<'a> {
    pub(super) operation: &'static Meta,
    pub(super) endpoint: Option<&'a Endpoint>,
    pub(super) http: Option<&'a HttpRequest>,
}

/// Nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct CallSpan(());

impl CallSpan {
    #[inline]
    pub(super) fn begin<'a>(&mut self, _: impl FnOnce() -> Option<Called<'a>>) {}

    #[inline]
    pub(super) fn refused_by(&self, report: Box<Report>) -> Box<Report> {
        report
    }

    #[inline]
    pub(super) fn enter(&self) -> Option<Infallible> {
        None
    }

    #[inline]
    pub(super) fn within<T>(&self, something: impl FnOnce() -> T) -> T {
        something()
    }

    #[inline]
    pub(super) fn sent(&self) {}

    #[inline]
    pub(super) fn attempted(
        &self,
        _: u32,
        _: &Result<StreamedResponse, TransportError>,
        _: Duration,
        _: Option<Duration>,
    ) {
    }

    #[inline]
    pub(super) fn refused(&self) {}

    #[inline]
    pub(super) fn answered(&self, _: &Result<Response, Box<Report>>) {}

    #[inline]
    pub(super) fn went_on(&mut self, _: Result<StatusCode, TransportErrorKind>) {}

    #[inline]
    pub(super) fn ended<T, E>(&mut self, outcome: Result<T, Error<E>>) -> Result<T, Error<E>> {
        outcome
    }
}
