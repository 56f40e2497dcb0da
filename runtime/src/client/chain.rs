//! The stages between a call and the transport, where there are any.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use super::call::Call;
use super::core::{ClientCore, Next, Passage, Stage, Way};
use super::limits::{End, shorter};
use super::refusal::Refusal;
use super::report::Report;
use super::span::CallSpan;
use super::trail::{Answer, Trail, comes_as_stream};
use super::{BoxFuture, HttpRequest, StreamedResponse, TransportError};

/// A call on its way through the layers.
pub(super) type Passing = BoxFuture<'static, Result<Answer, Failure>>;

/// Why nothing came through the layers.
pub(super) enum Failure {
    Transport(TransportError),
    /// A stage let nothing through.
    Refused(Box<Report>),
}

impl ClientCore {
    /// Sends a request through the layers.
    pub(super) fn pass(self, call: Box<Call>, http: HttpRequest, span: CallSpan) -> Passing {
        Box::pin(async move {
            let limit = self.settings.limits.merged(call.options.said().limits).call;
            let end = limit.map(|limit| End::of(limit, &self.settings.transport, self.way.is_blocking));
            let passage = Passage {
                core: self,
                call,
                end,
                refusal: Refusal::default(),
                span,
                attempts: AtomicU32::new(0),
                key: OnceLock::new(),
            };
            passage.answer(http).await.map_err(|error| match passage.refusal.take(&error) {
                Some(mut report) => {
                    report.tried = error.attempts().filter(|_| error.is_unsent());
                    Failure::Refused(report)
                }
                None => Failure::Transport(error),
            })
        })
    }
}

impl Passage {
    /// The answer to a request that has passed all stages, read to its end unless it comes as a stream.
    pub(super) async fn answer(&self, request: HttpRequest) -> Result<Answer, TransportError> {
        let limit = self.core.settings.limit;
        let read = async {
            let answer = Next { passage: self, stage: Stage::Layer(self.core.way.layer) }.run(request).await?;
            match comes_as_stream(self.call.operation, &answer) {
                true => Ok(Answer::Open(answer)),
                false => answer.whole(limit).await.map(Answer::Whole),
            }
        };
        let Some(end) = &self.end else { return read.await };
        match end.hold(read).await? {
            Answer::Open(open) => Ok(Answer::Open(end.clone().hold_body(open))),
            whole => Ok(whole),
        }
    }

    /// Sends a request, and follows redirects.
    pub(super) async fn send(&self, mut request: HttpRequest) -> Result<StreamedResponse, TransportError> {
        let operation = self.call.operation;
        request.timeout = shorter(request.timeout, self.end.as_ref().map(End::left));
        let mut trail = Trail::new(request.timeout);
        trail.begin();
        // The transport takes the request, and only its answer says whether it is needed again. What layers made of it, or
        // tokens, is nowhere else.
        let is_changed =
            self.core.has_call_layers() || self.core.has_attempt_layers() || self.core.settings.credentials.are_live();
        loop {
            let (attempt, timeout) = (request.attempt, request.timeout);
            let kept = (is_changed && !operation.declares_redirects).then(|| request.clone());
            let mut answer = self.exchange(request).await?;
            let again = || match kept {
                Some(kept) => Ok(kept),
                None => self.prepared_again().map(|request| HttpRequest { attempt, timeout, ..request }),
            };
            match trail.lead_on(operation, &mut answer, again)? {
                Some(next) => request = next,
                None => return Ok(answer.into()),
            }
        }
    }

    /// The request once more as it is above credentials, where no layer has changed it.
    pub(super) fn assembled_again(&self) -> Result<HttpRequest, TransportError> {
        let mut request = HttpRequest::blank();
        let assembled = self.core.settings.assemble(&self.call, &mut request);
        assembled.map(|_| self.keyed(request)).map_err(|report| self.refusal.note(report))
    }

    /// The request once more as it goes to the transport, where no layer has changed it.
    fn prepared_again(&self) -> Result<HttpRequest, TransportError> {
        let mut request = HttpRequest::blank();
        let prepared = self.core.settings.prepare(&self.call, &mut request);
        prepared.map(|_| self.keyed(request)).map_err(|report| self.refusal.note(report))
    }

    fn keyed(&self, mut request: HttpRequest) -> HttpRequest {
        if let Some((header, value)) = self.key.get() {
            request.headers.insert(header.clone(), value.clone());
        }
        request
    }

    /// Hands a request to the transport. What is no stream is read here, so that layers hear of an answer that breaks off.
    async fn exchange(&self, request: HttpRequest) -> Result<Answer, TransportError> {
        let ClientCore { settings, way } = &self.core;
        let (transport, operation, limit) = (&settings.transport, self.call.operation, request.limit);
        self.span.sent();
        if operation.streams.is_empty() {
            return match way.is_blocking {
                true => transport.send_blocking(request).map(Answer::Whole),
                false => transport.send(request).await.map(Answer::Whole),
            };
        }
        let answer = match way.is_blocking {
            true => transport.open_blocking(request)?,
            false => transport.open(request).await?,
        };
        if comes_as_stream(operation, &answer) {
            return Ok(Answer::Open(answer));
        }
        match way.is_blocking {
            true => answer.whole_blocking(limit).map(Answer::Whole),
            false => answer.whole(limit).await.map(Answer::Whole),
        }
    }
}

impl From<Answer> for StreamedResponse {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Whole(whole) => whole.into(),
            Answer::Open(open) => open,
        }
    }
}

impl<'a> Next<'a> {
    /// Sends a request on its way, and waits for the answer up to where its body begins; bodies that are no streams are
    /// there as a whole. A layer may do so again and again, with a clone of the request each time.
    ///
    /// # Errors
    ///
    /// No answer, or only part of one.
    pub fn run(self, request: HttpRequest) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        let Passage { core, call, .. } = self.passage;
        match self.stage {
            Stage::Layer(number) => match core.settings.layers.get(number) {
                Some(layer) => layer.call(request, self.at(Stage::Layer(number + 1))),
                None => self.at(Stage::Retries).run(request),
            },
            Stage::Retries => match core.retry(&call.options).filter(|_| request.attempt.is_none()) {
                Some(retry) => Box::pin(self.at(Stage::Credentials).repeat(retry, request)),
                None => self.at(Stage::Credentials).run(request),
            },
            Stage::Credentials => {
                Box::pin(self.passage.authorized(request, self.at(Stage::AttemptLayer(core.way.attempt_layer))))
            }
            Stage::AttemptLayer(number) => match core.settings.attempt_layers.get(number) {
                Some(layer) => layer.call(request, self.at(Stage::AttemptLayer(number + 1))),
                None => Box::pin(self.passage.send(request)),
            },
        }
    }

    /// Waits: by the transport's timer, which in tests with a [`Mock`](super::Mock) takes no time; in a blocking call the
    /// thread does.
    pub fn sleep(self, time: Duration) -> BoxFuture<'a, ()> {
        let ClientCore { settings, way } = &self.passage.core;
        match way.is_blocking {
            true => Box::pin(async move { settings.transport.sleep_blocking(time) }),
            false => settings.transport.sleep(time),
        }
    }

    /// How much time has passed by the transport's clock, since a moment that stays the same: to tell how long something
    /// took.
    pub fn elapsed(self) -> Duration {
        self.passage.core.settings.transport.elapsed()
    }

    /// How many attempts were begun, where there are retries.
    pub(super) fn attempts_begun(self) -> u32 {
        self.passage.attempts.load(Ordering::Relaxed)
    }

    /// The API's client below this layer: its calls go through all that follows, and not through this layer or one before
    /// it. Within a blocking call, its calls block, too, when they are awaited.
    ///
    /// Calls of an attempt layer have the client's credentials, go through no call layers, and are tried once.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use oasmith_runtime::{BoxFuture, HttpRequest, Layer, Next, StreamedResponse, TransportError, TransportErrorKind};
    ///
    /// /// Asks for a pet before anything else, and names it in a header.
    /// #[derive(Debug)]
    /// struct Introduced;
    ///
    /// impl Layer for Introduced {
    ///     fn call<'a>(
    ///         &'a self,
    ///         mut request: HttpRequest,
    ///         next: Next<'a>,
    ///     ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
    ///         Box::pin(async move {
    ///             let client: Client = next.client();
    ///             let failed = |error| TransportError::new(TransportErrorKind::Other, format!("no pet: {error}"));
    ///             let pet = client.call(GetPet { id: 7 }).await.map_err(failed)?;
    ///             // It came from elsewhere: what no header may hold is refused.
    ///             let unfit = |error| TransportError::new(TransportErrorKind::Other, format!("no name: {error}"));
    ///             request.headers.insert("x-friend", pet.name.parse().map_err(unfit)?);
    ///             next.run(request).await
    ///         })
    ///     }
    /// }
    ///
    /// let server = server();
    /// let client = Client::builder().layer(Introduced).transport(server.clone()).build();
    /// let _ = client.call(WatchPets).await;
    /// assert_eq!(server.requests().len(), 2);
    /// assert_eq!(server.requests()[1].headers["x-friend"], "Rex");
    /// # Ok(())
    /// # }
    /// ```
    pub fn client<C: From<ClientCore>>(self) -> C {
        let ClientCore { settings, way } = &self.passage.core;
        let way = match self.stage {
            Stage::Layer(layer) => Way { layer, ..*way },
            Stage::Retries => Way { layer: usize::MAX, ..*way },
            Stage::Credentials => Way { layer: usize::MAX, is_tried_once: true, ..*way },
            Stage::AttemptLayer(attempt_layer) => Way { layer: usize::MAX, is_tried_once: true, attempt_layer, ..*way },
        };
        C::from(ClientCore { settings: settings.clone(), way })
    }

    fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }
}
