//! From what was called to the request as it goes over the wire.

use std::borrow::Cow;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderMap, USER_AGENT};
use http::{Method, StatusCode};
use oasmith_vocabulary::Origin;

use super::authority::{self, Chosen};
use super::call::Call;
use super::core::Settings;
use super::credential::Tokens;
use super::report::{CalledUrl, Report};
use super::security::{Placement, Requirement};
use super::{Body, ErrorKind, HttpRequest, HttpResponse, Meta, ServerUrl, TransportError, header, kept};

/// How many headers there may be beside those that are given: `User-Agent`, `Accept`, `Content-Type`, a credential, and what
/// transports add, `Host` and `Content-Length`.
const OWN_HEADERS: usize = 6;

/// What was asked of a server.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) operation: &'static Meta,
    /// How many bytes the answer may have.
    pub(super) limit: u64,
    /// Whether the operation asks for a credential that the client did not send.
    lacks: bool,
    /// Whether the client asks a server that the document does not name.
    is_elsewhere: bool,
}

/// Who is asked, and with which credentials.
pub(super) struct Recipient<'c> {
    server: Cow<'c, ServerUrl>,
    chosen: Chosen,
    /// Whether it is the client's own server, of which all that there is to know was found out when the client was made.
    is_own: bool,
    /// The credentials that the operation asks for and the client holds.
    pub(super) credentials: Cow<'static, [Requirement]>,
}

impl Settings {
    /// Fills in a new request as it goes over the wire. It is large, and so made where it stands.
    ///
    /// # Errors
    ///
    /// That nothing can be sent.
    pub(super) fn prepare(&self, call: &Call, http: &mut HttpRequest) -> Result<Asked, Box<Report>> {
        let recipient = self.recipient_of(call);
        let asked = self.assemble_for(&recipient, call, http)?;
        self.check(&recipient, call)?;
        self.authorize(&recipient, call, http, &Tokens::default())?;
        Ok(asked)
    }

    /// Fills in a new request without the client's credentials, for layers, which may add some of their own.
    ///
    /// # Errors
    ///
    /// That nothing can be sent.
    pub(super) fn assemble(&self, call: &Call, http: &mut HttpRequest) -> Result<Asked, Box<Report>> {
        let mut asked = self.assemble_for(&self.recipient_of(call), call, http)?;
        let is_held = |needed: &Requirement| self.credentials.holds(needed.scheme.name());
        let holds_some = call.operation.security.alternatives().iter().any(|needed| needed.iter().any(is_held));
        asked.lacks &= self.layers.is_empty() || !holds_some;
        Ok(asked)
    }

    /// Who is asked by a request that layers have seen.
    ///
    /// # Errors
    ///
    /// That the credentials do not go there.
    pub(super) fn trusted_recipient<'c>(
        &'c self,
        call: &'c Call,
        http: &HttpRequest,
    ) -> Result<Recipient<'c>, Box<Report>> {
        let mut recipient = self.recipient(call, &|name| http.headers.contains_key(name));
        // Layers are the program's: where they lead elsewhere, it has named that server itself.
        if !is_below(&recipient.server, &http.url) && Origin::of(&http.url) != recipient.server.origin() {
            recipient.server = Cow::Owned(ServerUrl::from(http.origin()));
            (recipient.chosen, recipient.is_own) = (Chosen::ByProgram, false);
        }
        self.check(&recipient, call)?;
        Ok(recipient)
    }

    /// Who is asked by a request that no layer has seen.
    fn recipient_of<'c>(&'c self, call: &'c Call) -> Recipient<'c> {
        let headers = [&self.headers, &call.request.headers, &call.options.said().headers];
        self.recipient(call, &|name| headers.iter().any(|headers| headers.contains_key(name)))
    }

    /// Who is asked by a request that has the headers of these names already.
    fn recipient<'c>(&'c self, call: &'c Call, is_there: &dyn Fn(&str) -> bool) -> Recipient<'c> {
        let (operation, options) = (call.operation, call.options.said());
        let own = if options.server.is_none() { self.server_of(operation) } else { None };
        let is_own = options.server.is_none() && own.is_none();
        let (server, chosen) = match (options.server.as_ref(), own) {
            (Some(server), _) => (Cow::Borrowed(server), Chosen::ByProgram),
            (None, Some((server, chosen))) => (Cow::Owned(server), chosen),
            (None, None) => (Cow::Borrowed(&self.server), Chosen::ByProgram),
        };
        let credentials = match call.request.endpoint {
            Some(_) => Cow::Owned(self.all_credentials()),
            None => Cow::Borrowed(operation.security.satisfied_by(&|scheme| self.credentials.holds(scheme), is_there)),
        };
        Recipient { server, chosen, is_own, credentials }
    }

    /// All credentials that the client holds, as far as a request has room for them: those first that the document names
    /// first.
    fn all_credentials(&self) -> Vec<Requirement> {
        let mut all: Vec<Requirement> = Vec::new();
        for scheme in self.authority.known_schemes().iter().filter(|scheme| self.credentials.holds(scheme.name())) {
            if !all.iter().any(|other| other.scheme.placement.excludes(scheme.placement)) {
                all.push(scheme.required());
            }
        }
        all
    }

    /// The server of its own that an operation goes to, if any, and who said so.
    fn server_of(&self, operation: &Meta) -> Option<(ServerUrl, Chosen)> {
        let own = operation.server?;
        let replaced = self.replaced_servers.iter().rev().find(|(documented, _)| documented == own);
        match replaced {
            Some((_, server)) => Some((server.clone(), Chosen::ByProgram)),
            None => self.server.own_server(own).map(|server| (server, Chosen::ByDocument)),
        }
    }

    fn assemble_for(
        &self,
        recipient: &Recipient<'_>,
        call: &Call,
        http: &mut HttpRequest,
    ) -> Result<Asked, Box<Report>> {
        let Call { operation, request, options, path } = call;
        let (operation, options) = (*operation, options.said());
        self.authority.check(self.credentials.names()).map_err(|kind| Report::new(operation, kind))?;
        self.check_settings(recipient, options.problem.as_ref())
            .map_err(|problem| misconfigured(operation, problem))?;
        let path = path.as_ref().map_err(|name| unfilled(operation, name))?;
        let method = request.endpoint.as_ref().map_or(operation.method, |endpoint| &endpoint.method);
        http.method = Method::from_bytes(method.as_bytes()).map_err(|_| no_method(operation, method))?;
        self.put_headers(call, http)?;
        http.body.clone_from(&request.body);
        self.put_url(&recipient.server, path, &request.query, http);

        let limits = self.limits.merged(options.limits);
        let timeout = options.timeout.or(self.timeout).filter(|timeout| *timeout != Duration::MAX);
        (http.timeout, http.connect_timeout, http.idle_timeout) = (timeout, limits.connect, limits.idle);
        (http.limit, http.streams, http.operation) = (self.limit, operation.streams, Some(operation));
        http.extensions.clone_from(&options.extensions);
        let lacks = recipient.credentials.is_empty() && authority::is_lacking(operation.security, &http.headers);
        let is_elsewhere = options.server.is_none()
            && request.endpoint.is_none()
            && if recipient.is_own { self.is_replaced } else { !recipient.server.is_documented() };
        Ok(Asked { operation, limit: self.limit, lacks, is_elsewhere })
    }

    /// # Errors
    ///
    /// What is wrong with what the client was set up with, or the call.
    fn check_settings(&self, recipient: &Recipient<'_>, of_call: Option<&String>) -> Result<(), String> {
        if let Some(problem) = self.problem.as_ref().or(of_call) {
            return Err(problem.clone());
        }
        let problem = match recipient.is_own {
            true => self.server_problem.clone(),
            false => recipient.server.problem(),
        };
        problem.map_or(Ok(()), Err)
    }

    /// Puts the headers into a request, of which later ones replace earlier ones: the client's, the operation's, the call's.
    fn put_headers(
        &self,
        Call { operation, request, options, .. }: &Call,
        http: &mut HttpRequest,
    ) -> Result<(), Box<Report>> {
        let (options, headers) = (options.said(), &mut http.headers);
        headers.clone_from(&self.headers);
        headers.reserve(OWN_HEADERS + request.headers.len() + options.headers.len());
        headers.insert(USER_AGENT, self.user_agent.clone());
        if let Some(accept) = header::constant(operation.accept) {
            headers.insert(ACCEPT, accept);
        }
        if let Some(body) = &request.body {
            let content_type = body.content_type_header().ok_or_else(|| no_media_type(operation, body))?;
            headers.insert(CONTENT_TYPE, content_type);
        }
        // The client's own were concealed when it was made.
        if !(request.headers.is_empty() && options.headers.is_empty()) {
            replace(headers, &request.headers);
            replace(headers, &options.headers);
            kept::conceal(headers, self.authority.known_schemes());
            // Some servers refuse requests without it.
            if headers.get(USER_AGENT).is_none_or(|value| value.as_bytes().trim_ascii().is_empty()) {
                headers.insert(USER_AGENT, self.user_agent.clone());
            }
        }
        Ok(())
    }

    fn put_url(&self, server: &ServerUrl, path: &str, query: &str, http: &mut HttpRequest) {
        let mut url = String::with_capacity(server.as_str().len() + path.len() + query.len() + 1);
        url.push_str(server.as_str());
        url.push_str(path);
        http.secret_from = url.len();
        if !query.is_empty() {
            url.push('?');
            let secret = kept::secret_in_query(query, self.authority.known_schemes());
            http.secret_from = url.len() + secret.unwrap_or(query.len());
            url.push_str(query);
        }
        http.url = url;
    }

    /// That the credentials may go to where the request goes.
    fn check(&self, recipient: &Recipient<'_>, call: &Call) -> Result<(), Box<Report>> {
        let (credentials, server) = (&*recipient.credentials, &*recipient.server);
        if let Some(scheme) = authority::sent(credentials).find(|scheme| self.credentials.holds(scheme.name()))
            && !(recipient.is_own && self.server_origin.is_some())
            && !self.authority.may_send(&self.server, server, recipient.chosen)
        {
            let origin = server.origin().map_or_else(|| server.to_string(), |origin| origin.to_string());
            return Err(Report::new(call.operation, ErrorKind::Withheld { scheme: scheme.name(), origin }));
        }
        Ok(())
    }

    /// Puts the client's credentials into a request. The headers of the call itself stay as they are.
    ///
    /// # Errors
    ///
    /// That they can't be sent.
    pub(super) fn authorize(
        &self,
        recipient: &Recipient<'_>,
        call: &Call,
        http: &mut HttpRequest,
        tokens: &Tokens,
    ) -> Result<(), Box<Report>> {
        let (operation, options) = (call.operation, call.options.said());
        let credentials = &*recipient.credentials;
        let mut query = String::new();
        self.credentials
            .attach(credentials, tokens, &mut http.headers, &mut query)
            .map_err(|problem| Report::new(operation, ErrorKind::Misconfigured(problem)))?;
        for name in options.headers.keys().filter(|name| credentials.iter().any(|one| fills(one, name.as_str()))) {
            http.headers.remove(name);
            for value in options.headers.get_all(name) {
                http.headers.append(name, value.clone());
            }
            kept::conceal(&mut http.headers, self.authority.known_schemes());
        }
        if !query.is_empty() {
            http.append_secret(&query);
        }
        Ok(())
    }

    /// Does as [`Settings::keep`] with an answer that was read.
    pub(super) fn keep_whole(&self, asked: &Asked, answer: &mut HttpResponse) {
        self.keep(asked, answer.status, &mut answer.headers, &mut answer.note);
        answer.request_id.clone_from(&self.request_id);
        self.say_where(asked, answer);
    }

    /// The report of an error of the transport.
    pub(super) fn failed(&self, asked: &Asked, error: TransportError) -> Box<Report> {
        let mut report = Report::of_transport(asked.operation, asked.limit, error);
        if let Some(answer) = &mut report.answer {
            self.keep_whole(asked, answer);
        }
        report
    }

    /// Notes what was called where nothing was found, and the server is not the document's: its path may not be, either.
    fn say_where(&self, asked: &Asked, answer: &mut HttpResponse) {
        if answer.status == StatusCode::NOT_FOUND && asked.is_elsewhere {
            let own = self.server_of(asked.operation).map(|(server, _)| server);
            let url = format!("{}{}", own.as_ref().unwrap_or(&self.server), asked.operation.path);
            answer.extensions.insert(CalledUrl(url.into()));
        }
    }

    /// Notes what there is to say of an answer, and hides what nobody may see of it.
    pub(super) fn keep(&self, asked: &Asked, status: StatusCode, headers: &mut HeaderMap, note: &mut Option<Box<str>>) {
        kept::conceal(headers, self.authority.known_schemes());
        if status == StatusCode::UNAUTHORIZED && asked.lacks {
            let schemes = authority::asked_for(asked.operation.security);
            let remark = format!("the operation asks for a credential for {schemes}, which the client does not hold");
            *note = note.take().or(Some(remark.into()));
        }
    }
}

/// Whether the URL of a request is the server's with a path or a query behind it, and so of the same origin.
fn is_below(server: &ServerUrl, url: &str) -> bool {
    url.strip_prefix(server.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// Whether a credential goes into the header of this name.
fn fills(requirement: &Requirement, name: &str) -> bool {
    let placement = requirement.scheme.placement;
    match placement.header() {
        Some(header) => header.eq_ignore_ascii_case(name),
        None => matches!(placement, Placement::Cookie(_)) && name == COOKIE.as_str(),
    }
}

// What goes wrong stands apart from what every call runs through.

#[cold]
fn misconfigured(operation: &'static Meta, problem: String) -> Box<Report> {
    Report::new(operation, ErrorKind::Misconfigured(problem))
}

#[cold]
fn unfilled(operation: &'static Meta, name: &str) -> Box<Report> {
    misconfigured(operation, format!("the operation has not filled in the path parameter {name:?}"))
}

#[cold]
fn no_method(operation: &'static Meta, method: &str) -> Box<Report> {
    misconfigured(operation, format!("{method:?} is not an HTTP method"))
}

#[cold]
fn no_media_type(operation: &'static Meta, body: &Body) -> Box<Report> {
    misconfigured(operation, format!("{:?} is not a media type", body.content_type()))
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
