//! The way of a request to the answer that counts, through redirects.

use std::time::Duration;

use http::StatusCode;

use super::media_type::{MediaType, content_type, is_declared};
use super::redirect::{self, Redirect};
use super::{Body, HttpRequest, HttpResponse, Meta, StreamedResponse};

/// An answer, read or not.
#[derive(Debug)]
pub(super) enum Answer {
    Whole(HttpResponse),
    Open(StreamedResponse),
}

impl Answer {
    fn status(&self) -> StatusCode {
        match self {
            Answer::Whole(whole) => whole.status,
            Answer::Open(open) => open.status,
        }
    }
}

/// Whether the answer is read as it comes. One of another media type is not: it is no stream, and the failure shows it.
pub(super) fn comes_as_stream(operation: &Meta, answer: &StreamedResponse) -> bool {
    let is_declared = || is_declared(MediaType::of(&content_type(&answer.headers)), operation.streamed_as);
    operation.is_streamed(answer.status) && (operation.streamed_as.is_empty() || is_declared())
}

/// The way that redirects have led so far.
pub(super) struct Trail {
    /// The URLs, the one that answered last; none before the first redirect.
    urls: Vec<String>,
    timeout: Option<Duration>,
    /// When the first request was handed over. A browser follows redirects itself, and has no such clock.
    #[cfg(not(target_arch = "wasm32"))]
    began: Option<std::time::Instant>,
}

impl Trail {
    pub(super) fn new(timeout: Option<Duration>) -> Self {
        Self {
            urls: Vec::new(),
            timeout,
            #[cfg(not(target_arch = "wasm32"))]
            began: None,
        }
    }

    /// From now on, the time runs.
    pub(super) fn begin(&mut self) {
        #[cfg(not(target_arch = "wasm32"))]
        self.began.get_or_insert_with(std::time::Instant::now);
    }

    /// The time that is left.
    fn left(&self) -> Option<Duration> {
        #[cfg(not(target_arch = "wasm32"))]
        if let (Some(timeout), Some(began)) = (self.timeout, self.began) {
            return Some(timeout.saturating_sub(began.elapsed()));
        }
        self.timeout
    }

    /// The request that an answer leads to, if it is a redirect that is followed: the same as before at another URL.
    /// On one that is not followed, the answer has a note of why.
    ///
    /// # Errors
    ///
    /// That the request can't be made again.
    pub(super) fn lead_on<E>(
        &mut self,
        operation: &Meta,
        answer: &mut Answer,
        again: impl FnOnce() -> Result<HttpRequest, E>,
    ) -> Result<Option<HttpRequest>, E> {
        if !redirect::may_lead_on(answer.status()) || operation.declares_redirects {
            return Ok(None);
        }
        Ok(self.next(answer, again()?))
    }

    /// Such a request, made of the one before.
    fn next(&mut self, answer: &mut Answer, mut http: HttpRequest) -> Option<HttpRequest> {
        let (status, headers, note) = match answer {
            Answer::Whole(whole) => (whole.status, &whole.headers, &mut whole.note),
            Answer::Open(open) => (open.status, &open.headers, &mut open.note),
        };
        if self.urls.is_empty() {
            self.urls.push(std::mem::take(&mut http.url));
        }
        let is_replayable = http.body.as_ref().is_none_or(Body::is_replayable);
        let asked = redirect::Asked { method: &http.method, is_replayable, urls: &self.urls };
        match redirect::next(asked, status, headers) {
            Redirect::None => None,
            Redirect::Refused(reason) => {
                *note = note.take().or(Some(reason.into()));
                None
            }
            Redirect::To(url) => {
                self.urls.push(url.clone());
                // The server chose it: what is secret in it is not known.
                http.secret_from = url.find('?').unwrap_or(url.len());
                http.url = url;
                (http.stated, http.timeout) = (http.timeout, self.left());
                Some(http)
            }
        }
    }
}
