//! The part of a client that is the same for all of them, compiled once.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};
use oasmith_vocabulary::Origin;

use super::authority::{self, Authority, Chosen};
use super::credential::Credentials;
use super::media_type::{MediaType, content_type, is_declared};
use super::parameter::ClientParameters;
use super::redirect::{self, Redirect};
use super::report::Report;
use super::{
    Body, BoxFuture, Error, ErrorKind, HttpRequest, HttpResponse, Meta, Operation, Options, Outcome, Request, Response,
    ServerUrl, StreamedResponse, Transport, TransportError, header, kept,
};

/// How many headers there may be beside those that are given: `User-Agent`, `Accept`, `Content-Type`, a credential, and what
/// transports add, `Host` and `Content-Length`.
const OWN_HEADERS: usize = 6;

/// What a generated `Client` holds: the server, the transport, the credentials and the defaults. Clones share it.
#[derive(Clone, Debug)]
pub struct ClientCore(Arc<Settings>);

#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) server: ServerUrl,
    /// Why it cannot be the base of a request, if it can't.
    pub(crate) server_problem: Option<String>,
    pub(crate) server_origin: Option<Origin>,
    /// What takes the place of servers that the document gives to operations.
    pub(crate) replaced_servers: Vec<(String, ServerUrl)>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Option<Duration>,
    pub(crate) limit: u64,
    /// The header that the server's ids of requests come in, if it is no usual one.
    pub(crate) request_id: Option<HeaderName>,
    pub(crate) credentials: Credentials,
    pub(crate) authority: Authority,
    pub(super) parameters: ClientParameters,
    /// What is wrong with what the builder was given, if anything.
    pub(crate) problem: Option<String>,
}

impl Settings {
    /// The server of its own that an operation goes to, if any, and who said so.
    fn server_of(&self, operation: &Meta) -> Option<(ServerUrl, Chosen)> {
        let own = operation.server?;
        let replaced = self.replaced_servers.iter().rev().find(|(documented, _)| documented == own);
        match replaced {
            Some((_, server)) => Some((server.clone(), Chosen::ByProgram)),
            None => self.server.own_server(own).map(|server| (server, Chosen::ByDocument)),
        }
    }

    /// Notes what there is to say of an answer, and hides what nobody may see of it.
    fn keep(&self, asked: &Asked, status: StatusCode, headers: &mut HeaderMap, note: &mut Option<Box<str>>) {
        kept::conceal(headers, self.authority.known_schemes());
        if status == StatusCode::UNAUTHORIZED && asked.lacks {
            let schemes = authority::asked_for(asked.operation.security);
            let remark = format!("the operation asks for a credential for {schemes}, which the client does not hold");
            *note = note.take().or(Some(remark.into()));
        }
    }
}

/// What was asked of a server.
struct Asked {
    operation: &'static Meta,
    /// How many bytes the answer may have.
    limit: u64,
    /// Whether the operation asks for a credential that the client did not send.
    lacks: bool,
}

/// What was called, from which the request is made; anew where a redirect is followed.
struct Call {
    operation: &'static Meta,
    request: Request,
    options: Options,
    /// The path with its parameters filled in, or the name of one that is not.
    path: Result<Cow<'static, str>, &'static str>,
}

impl Call {
    /// # Errors
    ///
    /// The rules that the request breaks.
    fn new(operation: &'static Meta, mut request: Request, options: Options) -> Result<Self, Box<Report>> {
        let path = request.expand_path(operation.path);
        let violations = request.take_violations();
        match violations.is_empty() {
            true => Ok(Self { operation, request, options, path }),
            false => Err(Report::new(operation, ErrorKind::Invalid(violations))),
        }
    }
}

/// An answer, read or not.
enum Answer {
    Whole(HttpResponse),
    Open(StreamedResponse),
}

/// The way that redirects have led so far.
struct Trail {
    /// The URLs, the one that answered last; none before the first redirect.
    urls: Vec<String>,
    timeout: Option<Duration>,
    /// When the first request was handed over. A browser follows redirects itself, and has no such clock.
    #[cfg(not(target_arch = "wasm32"))]
    began: Option<std::time::Instant>,
}

impl Trail {
    fn new(timeout: Option<Duration>) -> Self {
        Self {
            urls: Vec::new(),
            timeout,
            #[cfg(not(target_arch = "wasm32"))]
            began: None,
        }
    }

    /// From now on, the time runs.
    fn begin(&mut self) {
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
}

impl ClientCore {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// Sends an operation. Nothing happens before the future is polled, apart from encoding.
    pub fn send<O: Operation>(&self, operation: &O, options: Options) -> Sending<'_, O> {
        let mut request = self.request(&options);
        operation.encode(&mut request);
        Sending { exchange: self.exchange(&O::META, request, options), operation: PhantomData }
    }

    /// Sends an operation while the calling thread waits.
    ///
    /// # Errors
    ///
    /// All that can happen to a call.
    pub fn send_blocking<O: Operation>(&self, operation: &O, options: Options) -> Outcome<O> {
        let mut request = self.request(&options);
        operation.encode(&mut request);
        decode::<O>(self.exchange_blocking(&O::META, request, options))
    }

    pub(super) fn request(&self, options: &Options) -> Request {
        Request::for_call(options, &self.0.parameters)
    }

    pub(super) fn exchange(&self, operation: &'static Meta, request: Request, options: Options) -> Exchange<'_> {
        let prepared = Call::new(operation, request, options).and_then(|call| {
            let (http, asked) = self.prepare(&call)?;
            Ok((call, http, asked))
        });
        match prepared {
            Ok((call, http, asked)) => {
                let trail = Trail::new(http.timeout);
                Exchange { core: self, call: Ok((call, asked, trail)), awaited: Awaited::Nothing(Some(http)) }
            }
            Err(report) => Exchange { core: self, call: Err(Some(report)), awaited: Awaited::Nothing(None) },
        }
    }

    /// Hands a request to the transport.
    fn hand_over(&self, operation: &Meta, http: HttpRequest) -> Awaited<'_> {
        match operation.streams.is_empty() {
            true => Awaited::Answer(self.0.transport.send(http)),
            false => Awaited::Head(self.0.transport.open(http)),
        }
    }

    pub(super) fn exchange_blocking(
        &self,
        operation: &'static Meta,
        request: Request,
        options: Options,
    ) -> Result<Response, Box<Report>> {
        let call = Call::new(operation, request, options)?;
        let (mut http, asked) = self.prepare(&call)?;
        let mut trail = Trail::new(http.timeout);
        trail.begin();
        let transport = &self.0.transport;
        loop {
            let answer = match operation.streams.is_empty() {
                true => transport.send_blocking(http).map(Answer::Whole),
                false => transport.open_blocking(http).map(Answer::Open),
            };
            let mut answer = match answer {
                Ok(answer) => answer,
                Err(error) => return self.received(&asked, Err(error)),
            };
            if let Some(next) = self.redirected(&call, &mut trail, &mut answer)? {
                http = next;
                continue;
            }
            return match answer {
                Answer::Whole(whole) => self.received(&asked, Ok(whole)),
                Answer::Open(open) if comes_as_stream(operation, &open) => Ok(self.begun(&asked, open)),
                Answer::Open(open) => self.received(&asked, open.whole_blocking(asked.limit)),
            };
        }
    }

    /// The request that an answer leads to, if it is a redirect that is followed. On one that is not, the answer has a
    /// note of why.
    fn redirected(
        &self,
        call: &Call,
        trail: &mut Trail,
        answer: &mut Answer,
    ) -> Result<Option<HttpRequest>, Box<Report>> {
        let (status, headers, note) = match answer {
            Answer::Whole(whole) => (whole.status, &whole.headers, &mut whole.note),
            Answer::Open(open) => (open.status, &open.headers, &mut open.note),
        };
        if !redirect::may_lead_on(status) || call.operation.declares_redirects {
            return Ok(None);
        }
        let (mut http, _) = self.prepare(call)?;
        if trail.urls.is_empty() {
            trail.urls.push(std::mem::take(&mut http.url));
        }
        let is_replayable = http.body.as_ref().is_none_or(Body::is_replayable);
        let asked = redirect::Asked { method: &http.method, is_replayable, urls: &trail.urls };
        match redirect::next(asked, status, headers) {
            Redirect::None => Ok(None),
            Redirect::Refused(reason) => {
                *note = note.take().or(Some(reason.into()));
                Ok(None)
            }
            Redirect::To(url) => {
                trail.urls.push(url.clone());
                // The server chose it: what is secret in it is not known.
                http.secret_from = url.find('?').unwrap_or(url.len());
                http.url = url;
                (http.stated, http.timeout) = (http.timeout, trail.left());
                Ok(Some(http))
            }
        }
    }

    /// An answer whose body is read as it comes.
    fn begun(&self, asked: &Asked, mut answer: StreamedResponse) -> Response {
        self.0.keep(asked, answer.status, &mut answer.headers, &mut answer.note);
        answer.request_id.clone_from(&self.0.request_id);
        Response::unread(asked.operation, answer, asked.limit)
    }

    fn received(&self, asked: &Asked, answer: Result<HttpResponse, TransportError>) -> Result<Response, Box<Report>> {
        let Asked { operation, limit, .. } = *asked;
        match answer {
            Ok(mut http) => {
                self.0.keep(asked, http.status, &mut http.headers, &mut http.note);
                http.request_id.clone_from(&self.0.request_id);
                // A transport of the user's own may have overlooked the limit.
                if http.body.len() as u64 > limit {
                    let mut report = Report::new(operation, ErrorKind::TooLarge { limit });
                    report.answer = Some(http);
                    return Err(report);
                }
                Ok(Response::new(operation, http))
            }
            Err(error) => {
                let mut report = Report::of_transport(operation, limit, error);
                if let Some(http) = &mut report.answer {
                    self.0.keep(asked, http.status, &mut http.headers, &mut http.note);
                    http.request_id.clone_from(&self.0.request_id);
                }
                Err(report)
            }
        }
    }

    /// The request as it goes over the wire.
    fn prepare(&self, call: &Call) -> Result<(HttpRequest, Asked), Box<Report>> {
        let Call { operation, request, options, path } = call;
        let (settings, operation) = (&*self.0, *operation);
        let misconfigured = |problem: String| Report::new(operation, ErrorKind::Misconfigured(problem));
        let own = if options.server.is_none() { settings.server_of(operation) } else { None };
        let (server, chosen) = match (&options.server, &own) {
            (Some(server), _) => (server, Chosen::ByProgram),
            (None, Some((server, chosen))) => (server, *chosen),
            (None, None) => (&settings.server, Chosen::ByProgram),
        };
        // What there is to know of the client's own server was found out when the client was made.
        let is_own = std::ptr::eq(server, &settings.server);
        let failed = |kind: ErrorKind| Report::new(operation, kind);
        settings.authority.check(settings.credentials.names()).map_err(failed)?;
        if let Some(problem) = settings.problem.clone().or(options.problem.clone()).or_else(|| match is_own {
            true => settings.server_problem.clone(),
            false => server.problem(),
        }) {
            return Err(misconfigured(problem));
        }
        let path = path
            .as_ref()
            .map_err(|name| misconfigured(format!("the operation has not filled in the path parameter {name:?}")))?;
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| misconfigured(format!("{:?} is not an HTTP method", operation.method)))?;

        // Later ones replace earlier ones: the client's, the operation's, the credentials', the call's.
        let mut headers = settings.headers.clone();
        headers.reserve(OWN_HEADERS + request.headers.len() + options.headers.len());
        headers.insert(USER_AGENT, settings.user_agent.clone());
        if let Some(accept) = header::constant(operation.accept) {
            headers.insert(ACCEPT, accept);
        }
        if let Some(body) = &request.body {
            let content_type = body
                .content_type_header()
                .ok_or_else(|| misconfigured(format!("{:?} is not a media type", body.content_type())))?;
            headers.insert(CONTENT_TYPE, content_type);
        }
        replace(&mut headers, &request.headers);
        let mut query = request.query.clone();
        let public_query = query.len();
        let alternative = operation.security.satisfied_by(|scheme| settings.credentials.holds(scheme));
        if let Some(scheme) = authority::sent(alternative).find(|scheme| settings.credentials.holds(scheme.name()))
            && !(is_own && settings.server_origin.is_some())
            && !settings.authority.may_send(&settings.server, server, chosen)
        {
            let origin = server.origin().map_or_else(|| server.to_string(), |origin| origin.to_string());
            return Err(Report::new(operation, ErrorKind::Withheld { scheme: scheme.name(), origin }));
        }
        settings.credentials.attach(alternative, &mut headers, &mut query).map_err(misconfigured)?;
        let schemes = settings.authority.known_schemes();
        replace(&mut headers, &options.headers);
        let lacks = alternative.is_empty() && authority::is_lacking(operation.security, &headers);
        kept::conceal(&mut headers, schemes);
        // Some servers refuse requests without it.
        if headers.get(USER_AGENT).is_none_or(|value| value.as_bytes().trim_ascii().is_empty()) {
            headers.insert(USER_AGENT, settings.user_agent.clone());
        }

        let mut url = String::with_capacity(server.as_str().len() + path.len() + query.len() + 1);
        url.push_str(server.as_str());
        url.push_str(path);
        let mut secret_from = url.len();
        if !query.is_empty() {
            url.push('?');
            secret_from = url.len() + kept::secret_in_query(&query, schemes).unwrap_or(public_query).min(public_query);
            url.push_str(&query);
        }
        let timeout = options.timeout.or(settings.timeout).filter(|timeout| *timeout != Duration::MAX);
        let body = request.body.clone();
        let (limit, streams) = (settings.limit, operation.streams);
        let asked = Asked { operation, limit, lacks };
        let operation = Some(operation);
        let http =
            HttpRequest { method, url, headers, body, timeout, limit, streams, operation, stated: None, secret_from };
        Ok((http, asked))
    }
}

/// Puts all of `others` in the place of what has their names.
fn replace(headers: &mut HeaderMap, others: &HeaderMap) {
    for name in others.keys() {
        headers.remove(name);
    }
    for (name, value) in others {
        headers.append(name, value.clone());
    }
}

/// Whether the answer is read as it comes. One of another media type is not: it is no stream, and the failure shows it.
fn comes_as_stream(operation: &Meta, answer: &StreamedResponse) -> bool {
    let is_declared = || is_declared(MediaType::of(&content_type(&answer.headers)), operation.streamed_as);
    operation.is_streamed(answer.status) && (operation.streamed_as.is_empty() || is_declared())
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
    /// The call, what is asked, and the way so far; or why nothing can be sent.
    call: Result<(Call, Asked, Trail), Option<Box<Report>>>,
    awaited: Awaited<'c>,
}

/// What a call waits for.
#[allow(clippy::large_enum_variant, reason = "a box would cost what this spares")]
enum Awaited<'c> {
    /// It has not begun: here is what it sends.
    Nothing(Option<HttpRequest>),
    Answer(BoxFuture<'c, Result<HttpResponse, TransportError>>),
    Head(BoxFuture<'c, Result<StreamedResponse, TransportError>>),
    /// The rest of an answer that might have been a stream, and is none.
    Rest(BoxFuture<'c, Result<HttpResponse, TransportError>>),
}

impl Future for Exchange<'_> {
    type Output = Result<Response, Box<Report>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { core, call, awaited } = &mut *self;
        let (call, asked, trail) = match call {
            Ok((call, asked, trail)) => (call, asked, trail),
            Err(report) => return report.take().map_or(Poll::Pending, |report| Poll::Ready(Err(report))),
        };
        loop {
            let answer = match awaited {
                Awaited::Nothing(http) => {
                    let Some(http) = http.take() else { return Poll::Pending };
                    trail.begin();
                    *awaited = core.hand_over(call.operation, http);
                    continue;
                }
                Awaited::Answer(answer) => ready!(answer.as_mut().poll(context)).map(Answer::Whole),
                Awaited::Head(head) => ready!(head.as_mut().poll(context)).map(Answer::Open),
                Awaited::Rest(rest) => return rest.as_mut().poll(context).map(|whole| core.received(asked, whole)),
            };
            let mut answer = match answer {
                Ok(answer) => answer,
                Err(error) => return Poll::Ready(core.received(asked, Err(error))),
            };
            if let Some(next) = core.redirected(call, trail, &mut answer)? {
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
        Pin::new(&mut self.exchange).poll(context).map(decode::<O>)
    }
}

impl<O> std::fmt::Debug for Sending<'_, O> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sending").finish_non_exhaustive()
    }
}
