//! How a client is set up.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::{HeaderName, HeaderValue};
use oasmith_vocabulary::Origin;

use super::authority::Authority;
use super::core::Settings;
use super::credential::Credentials;
use super::limits::Limits;
use super::observer::Observing;
use super::origin;
use super::parameter::ClientParameters;
use super::{
    ClientCore, ClientParameter, Credential, Layer, Observer, Retry, SchemeSpec, ServerUrl, Transport, header, kept,
    transport,
};
#[cfg(feature = "tower")]
use super::{MaybeSend, MaybeSync};
use crate::codec::Encode;

/// How long a call may take unless something else is said: one minute.
const TIMEOUT: Duration = Duration::from_secs(60);

/// How many bytes an answer may have unless something else is said: 64 MiB.
const LIMIT: u64 = 64 << 20;

/// What ends every user agent.
const PRODUCT: &str = concat!("oasmith-runtime/", env!("CARGO_PKG_VERSION"));

/// Sets up a client of the type `C`, as its `builder` gives it. Nothing fails here: what cannot be used is reported
/// by the first call.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// let server = server();
/// let client = Client::builder()
///     .server("https://api.example")
///     .credential("token", "s3cret")
///     .header("x-tenant", "acme")
///     .timeout(Duration::from_secs(5))
///     .response_limit(1024 * 1024)
///     .transport(server.clone())
///     .build();
/// client.call(GetPet { id: 7 }).await?;
/// assert_eq!(server.requests()[0].headers["x-tenant"], "acme");
/// # Ok(())
/// # }
/// ```
#[must_use = "`build` makes the client"]
pub struct ClientBuilder<C> {
    server: ServerUrl,
    /// Whether that is one which the document does not name.
    is_replaced: bool,
    host: Option<String>,
    replaced_servers: Vec<(String, ServerUrl)>,
    transport: Option<Arc<dyn Transport>>,
    #[cfg(feature = "tower")]
    wraps: Vec<Arc<dyn transport::tower::Wrap>>,
    layers: Vec<Arc<dyn Layer>>,
    attempt_layers: Vec<Arc<dyn Layer>>,
    retry: Option<Retry>,
    headers: HeaderMap,
    user_agent: String,
    timeout: Duration,
    limits: Limits,
    limit: u64,
    request_id: Option<HeaderName>,
    credentials: Credentials,
    authority: Authority,
    parameters: ClientParameters,
    problem: Option<String>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<ClientCore>> ClientBuilder<C> {
    /// A client of this server whose user agent begins with the name and version of the package that it is part of.
    pub fn new(server: impl Into<ServerUrl>, package: &str, version: &str) -> Self {
        Self {
            server: server.into(),
            is_replaced: false,
            host: None,
            replaced_servers: Vec::new(),
            transport: None,
            #[cfg(feature = "tower")]
            wraps: Vec::new(),
            layers: Vec::new(),
            attempt_layers: Vec::new(),
            retry: None,
            headers: HeaderMap::new(),
            user_agent: format!("{package}/{version} {PRODUCT}"),
            timeout: TIMEOUT,
            limits: Limits::default(),
            limit: LIMIT,
            request_id: None,
            credentials: Credentials::default(),
            authority: Authority::default(),
            parameters: ClientParameters::default(),
            problem: None,
            client: PhantomData,
        }
    }

    /// Talks to this server: one that the document names, or any URL. The paths of the operations are appended to
    /// it.
    ///
    /// Operations to which the document gives a server of their own go to that one, unless the client is given a URL:
    /// then every request goes there.
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.server = server.into();
        self.is_replaced = !self.server.is_documented();
        self
    }

    /// Talks to this host in place of the document's, for instance `http://127.0.0.1:8080` or `eu.example.com`: the path
    /// stays the document's, also for operations that have a server of their own, and so does the scheme where none is
    /// given (`https`, where the document has none either).
    pub fn host(mut self, host: impl AsRef<str>) -> Self {
        self.host = Some(host.as_ref().trim().trim_end_matches('/').to_owned());
        self
    }

    /// Sends the operations to which the document gives this server of their own, by this URL, to another one, whatever
    /// server the client talks to.
    pub fn replace_server(mut self, documented: impl Into<String>, server: impl Into<ServerUrl>) -> Self {
        self.replaced_servers.push((documented.into(), server.into()));
        self
    }

    /// Holds a credential for the security scheme of this name, in place of one that was given before. It goes with
    /// the operations that ask for it, and with no other.
    ///
    /// An operation that offers alternatives gets the first one for which the client holds everything. Where it holds
    /// none of them wholly, the call goes out without credentials. A scheme that the document does not name is reported by
    /// the first call.
    ///
    /// Credentials go to the client's own server; over `https` also to other ports of its host, and to a server that the
    /// program itself has named for an operation or a call. Where the document sends an operation elsewhere, or over
    /// plain `http`, a call with a credential fails before anything is sent, unless [`Self::allow_credentials_to`] names
    /// the server.
    pub fn credential(mut self, scheme: impl AsRef<str>, credential: impl Into<Credential>) -> Self {
        self.credentials.hold(scheme.as_ref(), credential.into());
        self
    }

    /// Lets credentials go to this server as well, by its scheme, host and port: `https://uploads.example.com`. Whoever
    /// runs it can use them; over `http` also whoever can read along.
    pub fn allow_credentials_to(mut self, server: impl AsRef<str>) -> Self {
        let server = server.as_ref();
        match Origin::of(server) {
            Some(origin) => self.authority.allowed.push(origin),
            None => {
                let shown = origin::shown(server);
                let problem =
                    format!("credentials are allowed to {shown:?}, which is no URL such as https://x.example");
                self.problem = self.problem.or(Some(problem));
            }
        }
        self
    }

    /// The security schemes that the document names: credentials for others are reported.
    #[doc(hidden)]
    pub fn schemes(mut self, schemes: &'static [SchemeSpec]) -> Self {
        self.authority.schemes = Some(schemes);
        self
    }

    /// Sends this header with every call, whatever the server; credentials belong into [`Self::credential`]. An
    /// operation's own header of that name replaces it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(problem) => self.problem = self.problem.or(Some(problem)),
        }
        self
    }

    /// Holds a value for a parameter that many operations have in common, in place of one that was given before. It goes
    /// with every call of them that is not given another one.
    pub fn parameter<T>(mut self, parameter: ClientParameter<T>, value: impl Into<T>) -> Self
    where
        T: Encode + Send + Sync + 'static,
    {
        self.parameters.hold(parameter, value.into());
        self
    }

    /// Puts the name of the program before the user agent: `my-program/1.0 dfns-api/0.1.0 …`.
    pub fn user_agent(mut self, product: &str) -> Self {
        self.user_agent = format!("{product} {}", self.user_agent);
        self
    }

    /// Sends this user agent and nothing else. An empty one is not sent: then the one before stays.
    pub fn only_user_agent(mut self, user_agent: &str) -> Self {
        if !user_agent.trim().is_empty() {
            user_agent.clone_into(&mut self.user_agent);
        }
        self
    }

    /// The header in which the server gives each request an id, where that is none of the usual ones (`x-request-id`,
    /// `request-id`, `x-amzn-requestid` and the like): errors show it, and [`Error::request_id`](super::Error::request_id)
    /// gives it.
    pub fn request_id_header(mut self, name: &str) -> Self {
        match HeaderName::from_bytes(name.as_bytes()) {
            Ok(name) => self.request_id = Some(name),
            Err(_) => self.problem = self.problem.or(Some(format!("{name:?} is not the name of a header"))),
        }
        self
    }

    /// How long each attempt at a call may take, from connecting up to the last byte of the answer's body: one minute unless
    /// something else is said. That is the whole call, unless there are retries. A stream has this time to begin, and then
    /// for each piece, unless there is an idle limit; it may go on for as long as it likes. [`Duration::MAX`] is for ever.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a connection may take to come about: the name, the connection itself, TLS and proxies. Where it takes longer,
    /// nothing was sent. A client of reqwest that was given has a limit of its own instead.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect = Some(timeout);
        self
    }

    /// How long there may be nothing while bytes of an answer's body are waited for. It does not run while nobody asks for
    /// the next piece of a stream.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle = Some(timeout);
        self
    }

    /// How long each call may take with all its attempts and waits, and to the end of its stream, whatever goes on coming.
    pub fn call_timeout(mut self, timeout: Duration) -> Self {
        self.limits.call = Some(timeout);
        self
    }

    /// How many bytes the body of an answer may have at most, or each item of a stream: 64 MiB unless something else is
    /// said.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.limit = bytes;
        self
    }

    /// Sends through this transport.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Wraps the transport in a layer of tower, within what was given before. That is done once, whether the transport was
    /// given before or comes later: what the layer limits, it limits for all clones of the client. Each request, also one that
    /// a redirect or a token needs, has a clone of the layer's service, which is called when it is ready. The client's
    /// own layers are around it.
    ///
    /// The service takes an [`HttpRequest`](super::HttpRequest) and gives a [`StreamedResponse`](super::StreamedResponse). An error
    /// that is or comes from a [`TransportError`](super::TransportError) is retried by its kind; any other is one of the kind
    /// [`Other`](super::TransportErrorKind::Other). Blocking calls are served on a thread with a Tokio runtime.
    #[cfg(feature = "tower")]
    pub fn tower_layer<L>(mut self, layer: L) -> Self
    where
        L: tower_layer::Layer<transport::TransportService> + MaybeSend + MaybeSync + 'static,
        L::Service: tower_service::Service<super::HttpRequest, Response = super::StreamedResponse>
            + Clone
            + MaybeSend
            + 'static,
        <L::Service as tower_service::Service<super::HttpRequest>>::Error:
            Into<Box<dyn std::error::Error + Send + Sync>>,
        <L::Service as tower_service::Service<super::HttpRequest>>::Future: MaybeSend,
    {
        self.wraps.push(Arc::new(layer));
        self
    }

    /// Has this stand around each call, within what was given before; see [`Layer`].
    pub fn layer(mut self, layer: impl Layer) -> Self {
        self.layers.push(Arc::new(layer));
        self
    }

    /// Has this stand around each attempt at a call, within what was given before: it sees the request as it goes over the
    /// wire, with the credentials.
    pub fn attempt_layer(mut self, layer: impl Layer) -> Self {
        self.attempt_layers.push(Arc::new(layer));
        self
    }

    /// Tells this of calls and attempts, as a layer around each, within what was given before.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        let observer: Arc<dyn Observer> = Arc::new(observer);
        self.layers.push(Arc::new(Observing { observer: Arc::clone(&observer), is_of_calls: true }));
        self.attempt_layers.push(Arc::new(Observing { observer, is_of_calls: false }));
        self
    }

    /// Tries calls again that fail in a passing way; without this, none is.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The client.
    #[must_use]
    pub fn build(self) -> C {
        let mut problem = self.problem;
        let user_agent = HeaderValue::from_str(self.user_agent.trim()).unwrap_or_else(|_| {
            problem = problem.take().or(Some("the user agent has characters that no header may have".to_owned()));
            HeaderValue::from_static(PRODUCT)
        });
        let mut headers = self.headers;
        kept::conceal(&mut headers, self.authority.known_schemes());
        let server = match &self.host {
            Some(host) => self.server.at(host).unwrap_or_else(|reason| {
                problem = problem.take().or(Some(reason));
                self.server
            }),
            None => self.server,
        };
        let transport = self.transport.unwrap_or_else(transport::default::transport);
        #[cfg(feature = "tower")]
        let transport = self.wraps.iter().rev().fold(transport, |transport, layer| layer.wrap(transport));
        C::from(ClientCore::new(Settings {
            server_problem: server.problem(),
            server_origin: server.origin(),
            server,
            is_replaced: self.is_replaced || self.host.is_some(),
            replaced_servers: self.replaced_servers,
            transport,
            layers: self.layers,
            attempt_layers: self.attempt_layers,
            retry: self.retry,
            headers,
            user_agent,
            timeout: Some(self.timeout),
            limits: self.limits,
            limit: self.limit,
            request_id: self.request_id,
            credentials: self.credentials,
            authority: self.authority,
            parameters: self.parameters,
            problem,
        }))
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("server", &self.server)
            .field("headers", &kept::Headers(&self.headers))
            .field("user_agent", &self.user_agent)
            .field("timeout", &self.timeout)
            .field("limits", &self.limits)
            .field("response_limit", &self.limit)
            .field("layers", &self.layers)
            .field("attempt_layers", &self.attempt_layers)
            .field("retry", &self.retry)
            .field("credentials", &self.credentials)
            .field("allowed", &self.authority.allowed)
            .field("parameters", &self.parameters)
            .finish_non_exhaustive()
    }
}
