//! The part of a client that is the same for all of them, compiled once.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Method;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};

use super::credential::Credentials;
use super::report::Report;
use super::{
    BoxFuture, Failure, FailureKind, HttpRequest, HttpResponse, Meta, Operation, Options, Outcome, Request, Response,
    ServerUrl, StreamedResponse, Transport, TransportError, header,
};

/// What a generated `Client` holds: the server, the transport, the credentials and the defaults. Clones share it.
#[derive(Clone, Debug)]
pub struct ClientCore(Arc<Settings>);

#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) server: ServerUrl,
    /// What takes the place of servers that the document gives to operations.
    pub(crate) replaced_servers: Vec<(String, ServerUrl)>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) headers: HeaderMap,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Option<Duration>,
    pub(crate) limit: u64,
    pub(crate) credentials: Credentials,
    /// What is wrong with what the builder was given, if anything.
    pub(crate) problem: Option<String>,
}

impl Settings {
    /// The server of its own that an operation goes to, if any.
    fn server_of(&self, operation: &Meta) -> Option<ServerUrl> {
        let own = operation.server?;
        let replaced = self.replaced_servers.iter().rev().find(|(documented, _)| documented == own);
        replaced.map(|(_, server)| server.clone()).or_else(|| self.server.own_server(own))
    }
}

impl ClientCore {
    pub(crate) fn new(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// Sends an operation. Nothing happens before the future is polled, apart from encoding.
    pub fn send<O: Operation>(&self, operation: &O, options: Options) -> Sending<'_, O> {
        let mut request = Request::for_call(&options);
        operation.encode(&mut request);
        Sending { exchange: self.exchange(&O::META, request, options), operation: PhantomData }
    }

    /// Sends an operation while the calling thread waits.
    ///
    /// # Errors
    ///
    /// All that can happen to a call.
    pub fn send_blocking<O: Operation>(&self, operation: &O, options: Options) -> Outcome<O> {
        let mut request = Request::for_call(&options);
        operation.encode(&mut request);
        decode::<O>(self.exchange_blocking(&O::META, request, options))
    }

    pub(super) fn exchange(
        &self,
        operation: &'static Meta,
        request: Request,
        options: Options,
    ) -> BoxFuture<'_, Result<Response, Box<Report>>> {
        Box::pin(async move {
            let http = self.prepare(operation, request, options)?;
            let limit = http.limit;
            if operation.streams.is_empty() {
                return received(operation, limit, self.0.transport.send(http).await);
            }
            match self.0.transport.open(http).await {
                Ok(answer) if comes_as_stream(operation, &answer) => Ok(Response::unread(operation, answer, limit)),
                Ok(answer) => received(operation, limit, answer.whole(limit).await),
                Err(error) => Err(Report::of_transport(operation, limit, error)),
            }
        })
    }

    pub(super) fn exchange_blocking(
        &self,
        operation: &'static Meta,
        request: Request,
        options: Options,
    ) -> Result<Response, Box<Report>> {
        let http = self.prepare(operation, request, options)?;
        let limit = http.limit;
        if operation.streams.is_empty() {
            return received(operation, limit, self.0.transport.send_blocking(http));
        }
        match self.0.transport.open_blocking(http) {
            Ok(answer) if comes_as_stream(operation, &answer) => Ok(Response::unread(operation, answer, limit)),
            Ok(answer) => received(operation, limit, answer.whole_blocking(limit)),
            Err(error) => Err(Report::of_transport(operation, limit, error)),
        }
    }

    /// The request as it goes over the wire.
    fn prepare(
        &self,
        operation: &'static Meta,
        mut request: Request,
        options: Options,
    ) -> Result<HttpRequest, Box<Report>> {
        let settings = &*self.0;
        let misconfigured = |problem: String| Report::new(operation, FailureKind::Misconfigured(problem));
        let path = request.expand_path(operation.path);
        let violations = request.take_violations();
        if !violations.is_empty() {
            return Err(Report::new(operation, FailureKind::Invalid(violations)));
        }
        let server = options.server.or_else(|| settings.server_of(operation));
        let server = server.as_ref().unwrap_or(&settings.server);
        if let Some(problem) = settings.problem.clone().or(options.problem).or_else(|| server.problem()) {
            return Err(misconfigured(problem));
        }
        let path =
            path.map_err(|name| misconfigured(format!("the operation has not filled in the path parameter {name:?}")))?;
        let method = Method::from_bytes(operation.method.as_bytes())
            .map_err(|_| misconfigured(format!("{:?} is not an HTTP method", operation.method)))?;

        // Later ones replace earlier ones: the client's, the operation's, the credentials', the call's.
        let mut headers = settings.headers.clone();
        headers.insert(USER_AGENT, settings.user_agent.clone());
        if let Ok(accept) = HeaderValue::from_str(operation.accept) {
            headers.insert(ACCEPT, accept);
        }
        if let Some(body) = &request.body {
            let content_type = HeaderValue::from_str(body.content_type())
                .map_err(|_| misconfigured(format!("{:?} is not a media type", body.content_type())))?;
            headers.insert(CONTENT_TYPE, content_type);
        }
        replace(&mut headers, &request.headers);
        let mut query = request.query;
        let public_query = query.len();
        let alternative = operation.security.satisfied_by(|scheme| settings.credentials.holds(scheme));
        settings.credentials.attach(alternative, &mut headers, &mut query).map_err(|scheme| {
            misconfigured(format!("the credential for {scheme:?} has characters that no header may have"))
        })?;
        replace(&mut headers, &options.headers);
        // Some servers refuse requests without it.
        if headers.get(USER_AGENT).is_none_or(|value| value.as_bytes().trim_ascii().is_empty()) {
            headers.insert(USER_AGENT, settings.user_agent.clone());
        }

        let mut url = format!("{server}{path}");
        let mut secret_from = url.len();
        if !query.is_empty() {
            url.push('?');
            secret_from = url.len() + public_query;
            url.push_str(&query);
        }
        let timeout = options.timeout.or(settings.timeout).filter(|timeout| *timeout != Duration::MAX);
        let body = request.body;
        let (limit, streams) = (settings.limit, operation.streams);
        Ok(HttpRequest { method, url, headers, body, timeout, limit, streams, secret_from })
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

/// Whether the answer is read as it comes. JSON in place of events is not: it is no stream, and the failure shows it.
fn comes_as_stream(operation: &Meta, answer: &StreamedResponse) -> bool {
    let asks_for_events = operation.accept.starts_with("text/event-stream");
    operation.is_streamed(answer.status) && !(asks_for_events && header::is_json(&answer.headers))
}

fn received(
    operation: &'static Meta,
    limit: u64,
    answer: Result<HttpResponse, TransportError>,
) -> Result<Response, Box<Report>> {
    match answer {
        // A transport of the user's own may have overlooked the limit.
        Ok(http) if http.body.len() as u64 > limit => {
            Err(Box::new(Report { operation, kind: FailureKind::TooLarge { limit }, answer: Some(http) }))
        }
        Ok(http) => Ok(Response::new(operation, http)),
        Err(error) => Err(Report::of_transport(operation, limit, error)),
    }
}

fn decode<O: Operation>(answer: Result<Response, Box<Report>>) -> Outcome<O> {
    match answer {
        Ok(response) => O::decode(response),
        Err(report) => Err(Failure::from(report)),
    }
}

/// A call that is under way.
#[must_use = "a call is sent when it is awaited"]
pub struct Sending<'c, O> {
    exchange: BoxFuture<'c, Result<Response, Box<Report>>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Sending<'_, O> {
    type Output = Outcome<O>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.exchange.as_mut().poll(context).map(decode::<O>)
    }
}

impl<O> std::fmt::Debug for Sending<'_, O> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sending").finish_non_exhaustive()
    }
}
