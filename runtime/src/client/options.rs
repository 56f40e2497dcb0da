//! What a single call may do differently from its client.

use std::sync::LazyLock;
use std::time::Duration;

use http::{Extensions, HeaderMap};

use super::extra::Extra;
use super::limits::Limits;
use super::{Reconnect, Retry, ServerUrl, header};
use crate::codec::Value;

/// What a single call does differently from its client.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// use oasmith_runtime::Options;
///
/// let server = server();
/// let client = Client::builder().transport(server.clone()).build();
/// let patient = Options::new().timeout(Duration::from_secs(60)).header("prefer", "wait=60");
/// client.call(GetPet { id: 7 }).with_options(patient).await?;
/// assert_eq!(server.requests()[0].timeout, Some(Duration::from_secs(60)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Few calls say anything, and every call moves its options several times.
    said: Option<Box<Said>>,
}

/// What a call says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) timeout: Option<Duration>,
    pub(crate) limits: Limits,
    pub(crate) headers: HeaderMap,
    pub(crate) server: Option<ServerUrl>,
    pub(crate) boundary: Option<String>,
    pub(super) extra: Extra,
    pub(crate) extensions: Extensions,
    pub(crate) retry: Option<Retry>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) reconnect: Option<Reconnect>,
    pub(crate) problem: Option<String>,
}

/// What most calls say.
static NOTHING: LazyLock<Said> = LazyLock::new(Said::default);

impl Options {
    /// Nothing different.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How long an attempt at the call may take, up to the last byte of the answer's body: the whole call, unless there are
    /// retries. A stream has this time to begin, and then for each piece, unless there is an idle limit.
    /// [`Duration::MAX`] is for ever.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.said_mut().timeout = Some(timeout);
        self
    }

    /// How long a connection may take to come about, in place of the client's limit.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.said_mut().limits.connect = Some(timeout);
        self
    }

    /// How long there may be nothing while bytes of the answer's body are waited for, in place of the client's limit.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.said_mut().limits.idle = Some(timeout);
        self
    }

    /// How long the call may take with all its attempts and waits, and to the end of its stream, in place of the client's
    /// limit.
    #[must_use]
    pub fn call_timeout(mut self, timeout: Duration) -> Self {
        self.said_mut().limits.call = Some(timeout);
        self
    }

    /// Sends this header, in place of whatever the client or the operation would send under that name. A name or
    /// value that HTTP does not allow makes the call fail before anything is sent.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok((name, value)) => {
                self.said_mut().headers.insert(name, value);
            }
            Err(problem) => {
                self.said_mut().problem.get_or_insert(problem);
            }
        }
        self
    }

    /// Sends to this server, whatever the client's or the operation's own is.
    #[must_use]
    pub fn server(mut self, server: impl Into<ServerUrl>) -> Self {
        self.said_mut().server = Some(server.into());
        self
    }

    /// Puts this between the parts of a multipart body, in place of something random: for tests that compare bytes. It
    /// must not be within what is sent.
    #[must_use]
    pub fn boundary(mut self, boundary: impl Into<String>) -> Self {
        self.said_mut().boundary = Some(boundary.into());
        self
    }

    /// Says this to layers, which find it by its type in [`HttpRequest::extensions`](super::HttpRequest::extensions).
    #[must_use]
    pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
        self.said_mut().extensions.insert(value);
        self
    }

    /// Tries the call again in this way where it fails, whatever the client does; [`Retry::off`] never. The client's budget
    /// for retries pays, if it has one.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.said_mut().retry = Some(retry);
        self
    }

    /// Says whether repeating the request has the effect of sending it once, whatever its method is: retries go by that.
    #[must_use]
    pub fn idempotent(mut self, is_idempotent: bool) -> Self {
        self.said_mut().idempotent = Some(is_idempotent);
        self
    }

    /// Has the call's stream of server-sent events go on over another connection where it ends. A call without such a stream
    /// fails before anything is sent, and so does one whose answer is asked for in bytes (`.raw()`).
    #[must_use]
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.said_mut().reconnect = Some(reconnect);
        self
    }

    /// Sends this in the query as well, behind what the operation has there, whatever the document says of it.
    #[must_use]
    pub fn extra_query(mut self, name: &str, value: &str) -> Self {
        self.said_mut().extra.query(name, value);
        self
    }

    /// Sends this member with the body, whatever the document says of it: in an object in JSON in place of one of that name,
    /// in a form behind the others. A call without such a body fails before anything is sent.
    #[must_use]
    pub fn extra_body(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.said_mut().extra.member(name, value.into());
        self
    }

    /// These options where `other` says nothing, and `other`'s where it does.
    #[must_use]
    pub fn merged(self, other: Self) -> Self {
        let said = match (self.said, other.said) {
            (Some(these), Some(others)) => Some(Box::new(these.merged(*others))),
            (these, others) => others.or(these),
        };
        Self { said }
    }

    /// What is said, by default nothing.
    pub(crate) fn said(&self) -> &Said {
        self.said.as_deref().unwrap_or_else(|| &NOTHING)
    }

    /// What is said, to say more.
    pub(crate) fn said_mut(&mut self) -> &mut Said {
        self.said.get_or_insert_default()
    }
}

impl Said {
    fn merged(mut self, other: Self) -> Self {
        self.limits = self.limits.replaced(other.limits);
        self.timeout = other.timeout.or(self.timeout);
        self.server = other.server.or(self.server);
        for (name, value) in &other.headers {
            self.headers.insert(name.clone(), value.clone());
        }
        self.extensions.extend(other.extensions);
        self.retry = other.retry.or(self.retry);
        self.idempotent = other.idempotent.or(self.idempotent);
        self.reconnect = other.reconnect.or(self.reconnect);
        self.boundary = other.boundary.or(self.boundary);
        self.extra.merge(other.extra);
        self.problem = self.problem.or(other.problem);
        self
    }
}
