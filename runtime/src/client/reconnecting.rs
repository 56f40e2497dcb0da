//! Streams of events on their way to another connection (WHATWG HTML, section 9.2).

use std::fmt;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};

use super::call::Call;
use super::chain::{Failure, Passing};
use super::core::{ClientCore, Way};
use super::limits::End;
use super::media_type::{MediaType, content_type, is_declared};
use super::prepare::Asked;
use super::report::Report;
use super::retry::is_passing;
use super::span::CallSpan;
use super::stream::{Continuation, GoesOn};
use super::trail::Answer;
use super::{
    Body, BoxFuture, ErrorKind, HttpRequest, HttpResponse, Meta, Options, Reconnect, Request, Retryable,
    TransportError, TransportErrorKind, coding, retry_after,
};

/// What says how far a client has come (WHATWG HTML, section 9.2.3).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

const EVENTS: &str = "text/event-stream";

/// A stream's way to its next answer.
pub(super) struct Reconnecting {
    policy: Reconnect,
    core: ClientCore,
    operation: &'static Meta,
    request: Request,
    options: Options,
    end: Option<End>,
    /// How many attempts there were since an event came.
    failed: u32,
    /// What the server said of waits.
    retry: Option<Duration>,
    state: State,
}

enum State {
    /// The stream goes on.
    Reading,
    Waiting(BoxFuture<'static, ()>),
    Asking(Asked, CallSpan, Passing),
    /// It can't go on, and why.
    Failing(Option<Box<Report>>),
}

impl Reconnecting {
    /// What a call needs to go on with its stream, if it is to.
    ///
    /// # Errors
    ///
    /// That it can't be sent again.
    pub(super) fn of(
        core: &ClientCore,
        call: &Call,
        is_blocking: bool,
    ) -> Result<Option<Box<dyn Continuation>>, Box<Report>> {
        let Call { operation, request, options, .. } = call;
        let Some(policy) = options.said().reconnect.as_ref() else { return Ok(None) };
        let refused = |reason: &str| {
            let problem = format!("its stream is to go on over other connections, and {reason}");
            Err(Report::new(operation, ErrorKind::Misconfigured(problem)))
        };
        if operation.is_raw {
            return refused("`.raw()` asks for bytes in the place of events, of which none tells where to go on");
        }
        let is_events = |accepted: &str| accepted.split(';').next().is_some_and(|name| name.trim() == EVENTS);
        let is_of_events = operation.accept.split(',').any(is_events);
        if operation.streams.is_empty() || !is_of_events {
            return refused("it has none of server-sent events");
        }
        if !options.said().idempotent.unwrap_or(operation.idempotent) {
            return refused("it is not idempotent: `Options::idempotent(true)` says that it may be sent again");
        }
        if !request.body.as_ref().is_none_or(Body::is_replayable) {
            return refused("its body can't be read twice");
        }
        let way = Way { is_blocking: core.way.is_blocking || is_blocking, ..core.way };
        let core = ClientCore { way, ..core.clone() };
        let limit = core.settings.limits.merged(options.said().limits).call;
        Ok(Some(Box::new(Self {
            policy: policy.clone(),
            end: limit.map(|limit| End::of(limit, &core.settings.transport, way.is_blocking)),
            core,
            operation,
            request: request.clone(),
            options: options.clone(),
            failed: 0,
            retry: None,
            state: State::Reading,
        })))
    }

    /// Waits: for as long as the server asks, or as the policy has it.
    fn wait(&mut self, asked: Option<Duration>) {
        let time = asked.unwrap_or_else(|| self.policy.wait(self.retry, self.failed));
        self.failed += 1;
        let transport = self.core.settings.transport.clone();
        // Nothing is asked beyond the end of the call.
        let time = self.end.as_ref().map_or(time, |end| time.min(end.left()));
        self.state = State::Waiting(match self.core.way.is_blocking {
            true => Box::pin(async move { transport.sleep_blocking(time) }),
            false => transport.sleep(time),
        });
    }

    /// Sends the request once more.
    fn ask(&self) -> Result<State, Box<Report>> {
        let mut options = self.options.clone();
        if let Some(end) = &self.end {
            let left = end.left();
            if left.is_zero() {
                return Err(Report::new(self.operation, ErrorKind::Transport(end.late())));
            }
            options = options.call_timeout(left);
        }
        let call = Call::new(self.operation, self.request.clone(), options).filled_in()?;
        let mut http = HttpRequest::blank();
        let asked = self.core.settings.assemble(&call, &mut http)?;
        let mut span = CallSpan::default();
        span.begin(|| Some(call.shown(Some(&http))));
        let answer = self.core.clone().pass(call, http, span.clone());
        Ok(State::Asking(asked, span, answer))
    }

    /// What an answer means; none where there is another attempt.
    fn answered(&mut self, asked: &Asked, answer: Result<Answer, Failure>) -> Option<GoesOn> {
        let is_last = self.failed >= self.policy.attempts;
        let answer = match answer {
            Err(Failure::Refused(report)) => return Some(GoesOn::Fails(report)),
            Err(Failure::Transport(error)) if is_last || error.retryable() == Retryable::Never => {
                return Some(GoesOn::Fails(self.core.settings.failed(asked, error)));
            }
            Err(Failure::Transport(_)) => {
                self.wait(None);
                return None;
            }
            Ok(Answer::Open(open)) if open.status != StatusCode::NO_CONTENT => {
                let is_of_events = is_declared(MediaType::of(&content_type(&open.headers)), &[EVENTS]);
                if is_of_events && coding::left(&open.headers).is_none() {
                    return Some(GoesOn::With(Box::new(open)));
                }
                HttpResponse::new(open.status, open.headers, Bytes::new())
            }
            Ok(Answer::Open(_)) => return Some(GoesOn::Ends),
            Ok(Answer::Whole(whole)) if whole.status == StatusCode::NO_CONTENT => return Some(GoesOn::Ends),
            Ok(Answer::Whole(whole)) => whole,
        };
        let asks = retry_after::read(&answer.headers);
        let is_too_long = asks.is_some_and(|wait| wait > self.policy.longest_retry_after);
        if is_passing(answer.status) && !is_last && !is_too_long {
            self.wait(asks);
            return None;
        }
        Some(GoesOn::Fails(self.no_stream(asked, answer)))
    }

    /// That nobody can be told how far the stream has come.
    fn unfit_id(&self) -> Box<Report> {
        let message = "its stream can't go on over another connection: the `id` of its last event has characters that no \
                       header may have";
        let error = TransportError::new(TransportErrorKind::Protocol, message);
        Report::new(self.operation, ErrorKind::Transport(error))
    }

    /// That no stream came where this one was to go on.
    fn no_stream(&self, asked: &Asked, mut answer: HttpResponse) -> Box<Report> {
        self.core.settings.keep_whole(asked, &mut answer);
        let mut report = Report::new(asked.operation, ErrorKind::Undeclared);
        report.answer = Some(answer.with_note("where its stream was to go on"));
        report
    }
}

impl Continuation for Reconnecting {
    fn is_under_way(&self) -> bool {
        !matches!(self.state, State::Reading)
    }

    fn came(&mut self) {
        self.failed = 0;
    }

    fn begin(&mut self, is_cut_off: bool, id: Option<&str>, retry: Option<Duration>) -> bool {
        if self.failed >= self.policy.attempts || (self.policy.is_where_cut_off && !is_cut_off) {
            return false;
        }
        if let Some(id) = id {
            self.options.said_mut().headers.remove(LAST_EVENT_ID);
            if !id.is_empty() {
                // Without it, the server would begin anew; and an end would look as if all had come.
                let Ok(id) = HeaderValue::from_bytes(id.as_bytes()) else {
                    self.state = State::Failing(Some(self.unfit_id()));
                    return true;
                };
                self.options.said_mut().headers.insert(LAST_EVENT_ID, id);
            }
        }
        self.retry = retry;
        self.wait(None);
        true
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<GoesOn> {
        loop {
            match &mut self.state {
                State::Reading => return Poll::Pending,
                State::Failing(report) => {
                    return report.take().map_or(Poll::Pending, |report| Poll::Ready(GoesOn::Fails(report)));
                }
                State::Waiting(wait) => {
                    ready!(wait.as_mut().poll(context));
                    match self.ask() {
                        Ok(asking) => self.state = asking,
                        Err(report) => return Poll::Ready(GoesOn::Fails(report)),
                    }
                }
                State::Asking(asked, span, answer) => {
                    let answer = ready!(span.within(|| answer.as_mut().poll(context)));
                    let asked = *asked;
                    span.went_on(match &answer {
                        Ok(Answer::Whole(whole)) => Ok(whole.status),
                        Ok(Answer::Open(open)) => Ok(open.status),
                        Err(Failure::Transport(error)) => Err(error.kind()),
                        Err(Failure::Refused(_)) => Err(TransportErrorKind::Unsupported),
                    });
                    self.state = State::Reading;
                    if let Some(goes_on) = self.answered(&asked, answer) {
                        return Poll::Ready(goes_on);
                    }
                }
            }
        }
    }
}

impl fmt::Debug for Reconnecting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reconnecting").field("policy", &self.policy).finish_non_exhaustive()
    }
}
