//! What a client holds, and what stands around its calls.

use std::fmt;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue};
use oasmith_vocabulary::Origin;

use super::authority::Authority;
use super::call::Call;
use super::credential::{Credential, Credentials};
use super::limits::{End, Limits};
use super::parameter::ClientParameters;
use super::refusal::Refusal;
use super::span::CallSpan;
use super::{
    BoxFuture, HttpRequest, MaybeSend, MaybeSync, Meta, Options, Request, Retry, ServerUrl, StreamedResponse,
    Transport, TransportError,
};

/// What a generated `Client` holds: the server, the transport, the credentials and the defaults. Clones share it.
#[derive(Clone, Debug)]
pub struct ClientCore {
    pub(super) settings: Arc<Settings>,
    pub(super) way: Way,
}

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) server: ServerUrl,
    /// Why it cannot be the base of a request, if it can't.
    pub(crate) server_problem: Option<String>,
    pub(crate) server_origin: Option<Origin>,
    /// Whether the document does not name that server.
    pub(crate) is_replaced: bool,
    /// What takes the place of servers that the document gives to operations.
    pub(crate) replaced_servers: Vec<(String, ServerUrl)>,
    pub(crate) transport: Arc<dyn Transport>,
    /// What stands around whole calls, the outermost first.
    pub(crate) layers: Vec<Arc<dyn Layer>>,
    /// What stands around each attempt, the outermost first.
    pub(crate) attempt_layers: Vec<Arc<dyn Layer>>,
    pub(crate) retry: Option<Retry>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Option<Duration>,
    pub(crate) limits: Limits,
    pub(crate) limit: u64,
    /// The header that the server's ids of requests come in, if it is no usual one.
    pub(crate) request_id: Option<HeaderName>,
    pub(crate) credentials: Credentials,
    pub(crate) authority: Authority,
    pub(super) parameters: ClientParameters,
    /// What is wrong with what the builder was given, if anything.
    pub(crate) problem: Option<String>,
}

/// Which layers the calls of a client go through, and how: a layer's own calls pass it by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Way {
    /// The first of the layers around whole calls.
    pub(super) layer: usize,
    /// Whether retries are left out.
    pub(super) is_tried_once: bool,
    /// The first of the layers around attempts.
    pub(super) attempt_layer: usize,
    /// Whether the thread waits for each call, also for one that is awaited.
    pub(super) is_blocking: bool,
}

impl ClientCore {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings: Arc::new(settings), way: Way::default() }
    }

    /// The same client with a credential of its own for one scheme. It shares everything else, connections among it.
    #[must_use]
    pub fn with_credential(&self, scheme: &str, credential: Credential) -> Self {
        let mut settings = Settings::clone(&self.settings);
        settings.credentials.hold(scheme, credential);
        Self { settings: Arc::new(settings), way: self.way }
    }

    /// A call of an operation, which has still to fill in its request.
    pub(super) fn call(&self, operation: &'static Meta, options: Options) -> Box<Call> {
        Call::new(operation, Request::for_call(&options, &self.settings.parameters), options)
    }

    /// When a call with these options is tried again.
    pub(super) fn retry<'c>(&'c self, options: &'c Options) -> Option<&'c Retry> {
        let retry = options.said().retry.as_ref().or(self.settings.retry.as_ref());
        retry.filter(|retry| retry.is_on() && !self.way.is_tried_once)
    }

    /// Whether layers stand around whole calls.
    pub(super) fn has_call_layers(&self) -> bool {
        self.settings.layers.len() > self.way.layer
    }

    /// Whether layers stand around attempts.
    pub(super) fn has_attempt_layers(&self) -> bool {
        self.settings.attempt_layers.len() > self.way.attempt_layer
    }

    /// Whether nothing stands between a call with these options and the transport.
    pub(super) fn is_bare(&self, options: &Options) -> bool {
        let Self { settings, way } = self;
        if self.retry(options).is_some() || settings.limits.merged(options.said().limits).call.is_some() {
            return false;
        }
        !self.has_call_layers() && !self.has_attempt_layers() && !settings.credentials.are_live() && !way.is_blocking
    }
}

/// What stands around calls or attempts: it sees what is asked, may change it, asks on as often as it likes or answers
/// itself, and sees the response.
///
/// A client's builder takes layers in two places. Those of [`ClientBuilder::layer`](super::ClientBuilder::layer) stand around
/// each call, those of [`ClientBuilder::attempt_layer`](super::ClientBuilder::attempt_layer) around each attempt at it. A
/// request goes this way, and its response the same way back:
///
/// > call layers ▸ retries ▸ credentials ▸ attempt layers ▸ redirects ▸ transport
///
/// So a call layer sees no credential, an attempt layer sees the request as it goes over the wire and can sign it, and both
/// see one response, whatever redirects led to it. Of several layers, the one that was given first is the outermost. One
/// method serves async and blocking calls: of a blocking call, the calling thread polls the future, and waits for what the
/// layer awaits.
///
/// What the document says of the operation is [`HttpRequest::operation`], what the caller says to layers
/// [`HttpRequest::extensions`] (from [`Options::extension`]).
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{BoxFuture, HttpRequest, Layer, Next, StreamedResponse, TransportError};
///
/// /// Says in every request which operation it is of.
/// #[derive(Debug)]
/// struct Named;
///
/// impl Layer for Named {
///     fn call<'a>(
///         &'a self,
///         mut request: HttpRequest,
///         next: Next<'a>,
///     ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
///         let name = request.operation.map_or("", |operation| operation.id);
///         request.headers.insert("x-operation", http::HeaderValue::from_static(name));
///         next.run(request)
///     }
/// }
///
/// let server = server();
/// let client = Client::builder().layer(Named).transport(server.clone()).build();
/// client.call(GetPet { id: 7 }).await?;
/// assert_eq!(server.requests()[0].headers["x-operation"], "getPet");
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no layer",
    label = "implements no `Layer`",
    note = "a layer is a type of its own, with `#[derive(Debug)]` and an `impl Layer` that has the method `call`"
)]
pub trait Layer: fmt::Debug + MaybeSend + MaybeSync + 'static {
    /// Answers a request: by [`Next::run`], or in the server's place.
    ///
    /// # Errors
    ///
    /// No answer, or only part of one. A layer's own failures are [`TransportErrorKind::Other`](super::TransportErrorKind::Other)
    /// where nothing else fits.
    fn call<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>>;
}

/// The rest of a call's way, below a layer.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    pub(super) passage: &'a Passage,
    pub(super) stage: Stage,
}

impl fmt::Debug for Next<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Next").field("operation", &self.passage.call.operation.id).finish_non_exhaustive()
    }
}

/// A call on its way through layers.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) core: ClientCore,
    pub(super) call: Box<Call>,
    /// When the whole call has to have ended, if that is limited.
    pub(super) end: Option<End>,
    /// Why nothing was sent, where a stage refused to.
    pub(super) refusal: Refusal,
    pub(super) span: CallSpan,
    /// How many attempts were begun, where there are retries.
    pub(super) attempts: AtomicU32,
    /// The idempotency key that was made for the call, if any.
    pub(super) key: OnceLock<(HeaderName, HeaderValue)>,
}

/// What comes next on the way.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stage {
    /// The call layer of this number, or what is below them.
    Layer(usize),
    /// Retries.
    Retries,
    /// The credentials.
    Credentials,
    /// The attempt layer of this number, or what is below them.
    AttemptLayer(usize),
}
