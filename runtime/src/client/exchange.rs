//! Calls under way, compiled once for all operations.

use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call::Call;
use super::chain::{Failure, Passing};
use super::core::{ClientCore, Way};
use super::endpoint::EndpointName;
use super::prepare::Asked;
use super::reconnecting::Reconnecting;
use super::report::Report;
use super::span::CallSpan;
use super::stream::{Continuation, wait};
use super::trail::{Answer, Trail, comes_as_stream};
use super::{
    BoxFuture, Error, ErrorKind, HttpRequest, HttpResponse, Meta, Operation, Options, Outcome, Response,
    StreamedResponse, TransportError,
};

impl ClientCore {
    /// Sends an operation. Nothing happens before the future is polled, apart from encoding.
    pub fn send<O: Operation>(&self, operation: &O, options: Options) -> Sending<'_, O> {
        let mut call = self.call(&O::META, options);
        operation.encode(&mut call.request);
        Sending { exchange: self.exchange(call), operation: PhantomData }
    }

    /// Sends an operation while the calling thread waits.
    ///
    /// # Errors
    ///
    /// All that can happen to a call.
    pub fn send_blocking<O: Operation>(&self, operation: &O, options: Options) -> Outcome<O> {
        let mut call = self.call(&O::META, options);
        operation.encode(&mut call.request);
        let mut span = CallSpan::default();
        let answer = self.exchange_blocking(call, &mut span);
        span.ended(decode::<O>(answer))
    }

    /// A call whose request has been filled in, on its way.
    pub(super) fn exchange(&self, call: Box<Call>) -> Exchange<'_> {
        let called = call.name();
        let continuation = Reconnecting::of(self, &call, false);
        let (call, continuation) = match (call.filled_in(), continuation) {
            (Ok(call), Ok(continuation)) => (Ok(Some(call)), continuation),
            (Err(report), _) | (Ok(_), Err(report)) => (Err(report), None),
        };
        Exchange { core: self, call, state: State::Ready, called, continuation, span: CallSpan::default() }
    }

    /// Hands a request to the transport.
    fn hand_over(&self, operation: &Meta, http: HttpRequest) -> Awaited<'_> {
        match operation.streams.is_empty() {
            true => Awaited::Answer(self.settings.transport.send(http)),
            false => Awaited::Head(self.settings.transport.open(http)),
        }
    }

    pub(super) fn exchange_blocking(&self, call: Box<Call>, span: &mut CallSpan) -> Result<Response, Box<Report>> {
        let called = call.name();
        let mut answer = Reconnecting::of(self, &call, true).and_then(|continuation| {
            let mut response = self.wait(call.filled_in()?, span)?;
            response.go_on_by(continuation);
            Ok(response)
        });
        name(called, &mut answer);
        span.answered(&answer);
        answer
    }

    fn wait(&self, call: Box<Call>, span: &mut CallSpan) -> Result<Response, Box<Report>> {
        let operation = call.operation;
        let mut http = HttpRequest::blank();
        if !self.is_bare(&call.options) {
            let asked = self.settings.assemble(&call, &mut http)?;
            span.begin(|| Some(call.shown(Some(&http))));
            let core = Self { way: Way { is_blocking: true, ..self.way }, ..self.clone() };
            let mut answer = core.pass(call, http, span.clone());
            let answer = span.within(|| wait::until_ready(|context| answer.as_mut().poll(context)));
            return self.passed(&asked, answer);
        }
        let asked = self.settings.prepare(&call, &mut http)?;
        span.begin(|| Some(call.shown(Some(&http))));
        let mut trail = Trail::new(http.timeout);
        trail.begin();
        let transport = &self.settings.transport;
        span.within(|| {
            loop {
                span.sent();
                let answer = match operation.streams.is_empty() {
                    true => transport.send_blocking(http).map(Answer::Whole),
                    false => transport.open_blocking(http).map(Answer::Open),
                };
                let mut answer = match answer {
                    Ok(answer) => answer,
                    Err(error) => return self.received(&asked, Err(error)),
                };
                if let Some(next) = trail.lead_on(operation, &mut answer, || self.again(&call))? {
                    http = next;
                    continue;
                }
                return match answer {
                    Answer::Whole(whole) => self.received(&asked, Ok(whole)),
                    Answer::Open(open) if comes_as_stream(operation, &open) => Ok(self.begun(&asked, open)),
                    Answer::Open(open) => self.received(&asked, open.whole_blocking(asked.limit)),
                };
            }
        })
    }

    /// The request once more.
    fn again(&self, call: &Call) -> Result<HttpRequest, Box<Report>> {
        let mut http = HttpRequest::blank();
        self.settings.prepare(call, &mut http)?;
        Ok(http)
    }

    /// What came through the layers.
    fn passed(&self, asked: &Asked, answer: Result<Answer, Failure>) -> Result<Response, Box<Report>> {
        match answer {
            Ok(Answer::Whole(whole)) => self.received(asked, Ok(whole)),
            Ok(Answer::Open(open)) => Ok(self.begun(asked, open)),
            Err(Failure::Transport(error)) => self.received(asked, Err(error)),
            Err(Failure::Refused(report)) => Err(report),
        }
    }

    /// An answer whose body is read as it comes.
    fn begun(&self, asked: &Asked, mut answer: StreamedResponse) -> Response {
        self.settings.keep(asked, answer.status, &mut answer.headers, &mut answer.note);
        answer.request_id.clone_from(&self.settings.request_id);
        Response::unread(asked.operation, answer, asked.limit)
    }

    fn received(&self, asked: &Asked, answer: Result<HttpResponse, TransportError>) -> Result<Response, Box<Report>> {
        let Asked { operation, limit, .. } = *asked;
        match answer {
            Ok(mut http) => {
                self.settings.keep_whole(asked, &mut http);
                // A transport of the user's own may have overlooked the limit.
                if http.body.len() as u64 > limit {
                    let mut report = Report::new(operation, ErrorKind::TooLarge { limit });
                    report.answer = Some(http);
                    return Err(report);
                }
                Ok(Response::new(operation, http))
            }
            Err(error) => Err(self.settings.failed(asked, error)),
        }
    }
}

/// Says what was called, where the document lacks that endpoint, whose failures name it.
fn name(called: Option<EndpointName>, answer: &mut Result<Response, Box<Report>>) {
    let Some(called) = called else { return };
    match answer {
        Ok(response) => response.name(called),
        Err(report) => report.called = Some(called),
    }
}

fn decode<O: Operation>(answer: Result<Response, Box<Report>>) -> Outcome<O> {
    match answer {
        Ok(response) => O::decode(response),
        Err(report) => Err(Error::from(report)),
    }
}

/// A call that is under way, whatever its operation. An `async` block would have no name, and so need a box of its own
/// around the transport's.
pub(super) struct Exchange<'c> {
    core: &'c ClientCore,
    /// What is called, or why nothing can be sent; none once layers have it, or it has ended.
    call: Result<Option<Box<Call>>, Box<Report>>,
    state: State<'c>,
    /// The name of an endpoint that the document lacks.
    called: Option<EndpointName>,
    /// What it takes to go on with a stream, if that was asked for.
    continuation: Option<Box<dyn Continuation>>,
    pub(super) span: CallSpan,
}

enum State<'c> {
    /// It has not begun.
    Ready,
    /// Nothing stands between the call and the transport.
    Bare { asked: Asked, trail: Trail, awaited: Awaited<'c> },
    /// It is on its way through layers.
    Passing { asked: Asked, answer: Passing },
}

/// What a call waits for.
enum Awaited<'c> {
    Answer(BoxFuture<'c, Result<HttpResponse, TransportError>>),
    Head(BoxFuture<'c, Result<StreamedResponse, TransportError>>),
    /// The rest of an answer that might have been a stream, and is none.
    Rest(BoxFuture<'c, Result<HttpResponse, TransportError>>),
}

impl Future for Exchange<'_> {
    type Output = Result<Response, Box<Report>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut polled = match self.begin() {
            Ok(()) => self.go_on(context),
            Err(report) => Poll::Ready(Err(report)),
        };
        // An answer is large, and so finished where it stands.
        if let Poll::Ready(answer) = &mut polled {
            name(self.called.take(), answer);
            if let Ok(response) = answer {
                response.go_on_by(self.continuation.take());
            }
            self.span.answered(answer);
        }
        polled
    }
}

impl Exchange<'_> {
    /// Begins, where it has not. The request is made only now, so that it is not moved about before.
    ///
    /// # Errors
    ///
    /// Why nothing can be sent.
    fn begin(&mut self) -> Result<(), Box<Report>> {
        let Self { core, call: given, state, span, .. } = self;
        if !matches!(state, State::Ready) {
            return Ok(());
        }
        let call = match given {
            Ok(Some(call)) => call,
            Ok(None) => return Ok(()),
            Err(_) => {
                let refused = std::mem::replace(given, Ok(None));
                return refused.map(drop).map_err(|report| span.refused_by(report));
            }
        };
        let is_bare = core.is_bare(&call.options);
        let mut http = HttpRequest::blank();
        let asked = match is_bare {
            true => core.settings.prepare(call, &mut http),
            false => core.settings.assemble(call, &mut http),
        };
        let asked = match asked {
            Ok(asked) => asked,
            Err(report) => {
                *given = Ok(None);
                return Err(span.refused_by(report));
            }
        };
        span.begin(|| Some(call.shown(Some(&http))));
        let _within = span.enter();
        if is_bare {
            let mut trail = Trail::new(http.timeout);
            trail.begin();
            span.sent();
            *state = State::Bare { awaited: core.hand_over(call.operation, http), asked, trail };
        } else if let Ok(call) = given
            && let Some(call) = call.take()
        {
            *state = State::Passing { asked, answer: core.clone().pass(call, http, span.clone()) };
        }
        Ok(())
    }

    fn go_on(&mut self, context: &mut Context<'_>) -> Poll<Result<Response, Box<Report>>> {
        let Self { core, call: Ok(call), state, span, .. } = self else { return Poll::Pending };
        span.within(|| state.poll(core, call.as_deref(), span, context))
    }
}

impl<'c> State<'c> {
    fn poll(
        &mut self,
        core: &'c ClientCore,
        call: Option<&Call>,
        span: &CallSpan,
        context: &mut Context<'_>,
    ) -> Poll<Result<Response, Box<Report>>> {
        let (call, asked, trail, awaited) = match (self, call) {
            (Self::Bare { asked, trail, awaited }, Some(call)) => (call, asked, trail, awaited),
            (Self::Passing { asked, answer }, _) => {
                return answer.as_mut().poll(context).map(|answer| core.passed(asked, answer));
            }
            (Self::Ready | Self::Bare { .. }, _) => return Poll::Pending,
        };
        loop {
            let answer = match awaited {
                Awaited::Answer(answer) => ready!(answer.as_mut().poll(context)).map(Answer::Whole),
                Awaited::Head(head) => ready!(head.as_mut().poll(context)).map(Answer::Open),
                Awaited::Rest(rest) => return rest.as_mut().poll(context).map(|whole| core.received(asked, whole)),
            };
            let mut answer = match answer {
                Ok(answer) => answer,
                Err(error) => return Poll::Ready(core.received(asked, Err(error))),
            };
            if let Some(next) = trail.lead_on(call.operation, &mut answer, || core.again(call))? {
                span.sent();
                *awaited = core.hand_over(call.operation, next);
                continue;
            }
            match answer {
                Answer::Whole(whole) => return Poll::Ready(core.received(asked, Ok(whole))),
                Answer::Open(open) if comes_as_stream(call.operation, &open) => {
                    return Poll::Ready(Ok(core.begun(asked, open)));
                }
                Answer::Open(open) => *awaited = Awaited::Rest(Box::pin(open.whole(asked.limit))),
            }
        }
    }
}

/// A call that is under way.
#[must_use = "a call is sent when it is awaited"]
pub struct Sending<'c, O> {
    exchange: Exchange<'c>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Sending<'_, O> {
    type Output = Outcome<O>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.exchange).poll(context));
        Poll::Ready(self.exchange.span.ended(decode::<O>(answer)))
    }
}

impl<O> std::fmt::Debug for Sending<'_, O> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sending").finish_non_exhaustive()
    }
}
