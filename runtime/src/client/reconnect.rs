//! How streams of events go on over other connections (WHATWG HTML, section 9.2).

use std::time::Duration;

use super::retry::random_share;

/// The least that is waited where an event says how long, as in Firefox: else a server that says `retry: 0` and closes
/// would be asked without a pause.
const LEAST_SAID: Duration = Duration::from_millis(500);

/// How a stream of server-sent events goes on where it ends: never, unless a call is given one of these
/// ([`Options::reconnect`](super::Options::reconnect)).
///
/// The request is sent again, with the id of the last event in `Last-Event-ID`, as a new call with the client's layers,
/// credentials, retries and limits, of which the call's own counts from its beginning. Before, there is a wait: as long as an
/// event said in its field `retry`, but half a second at least and one minute at most
/// ([`Reconnect::longest_retry_after`]), else up to what [`Reconnect::waits`] says. That goes on until the server answers with
/// 204, or with what is no stream of events, an event says `[DONE]`, or there are as many attempts in a row that bring no event as
/// there may be. Events of which only a part came are left out.
///
/// Only what is idempotent is sent again, by its method or by the caller's word
/// ([`Options::idempotent`](super::Options::idempotent)), and only a body that can be read twice: other calls fail before
/// anything is sent. So do calls whose answers are read as bytes, such as those of `.raw()`: only events tell how far a stream
/// has come.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use oasmith_runtime::{Framing, ItemStream, Meta, Operation, Outcome, Request, Response};
/// # oasmith_runtime::client! {
/// #     /// A client.
/// #     pub struct Client for "https://api.example";
/// #     /// A call.
/// #     pub struct Call;
/// # }
/// # struct News;
/// # impl Operation for News {
/// #     const META: Meta = Meta::new("news", "GET", "/news").accept("text/event-stream").streams(&[(200, 200)]);
/// #     type Output = ItemStream<String>;
/// #     type Error = std::convert::Infallible;
/// #     fn encode(&self, _: &mut Request) {}
/// #     fn decode(response: Response) -> Outcome<Self> {
/// #         response.items(Framing::EventDataText)
/// #     }
/// # }
/// use oasmith_runtime::{HttpResponse, Mock, Reconnect, StatusCode};
///
/// let mock = Mock::strict();
/// let events = |text: &'static str| {
///     let mut answer = HttpResponse::json(StatusCode::OK, text);
///     answer.headers.insert("content-type", "text/event-stream".parse().unwrap());
///     answer
/// };
/// mock.on::<News>().answer(events("retry: 1500\nid: 7\ndata: one\n\n")).answer(events("data: two\n\n")).answer(204);
///
/// let client = Client::builder().transport(mock.clone()).build();
/// let mut news = client.call(News).reconnect(Reconnect::standard()).await?;
/// assert_eq!(news.next().await.unwrap()?, "one");
/// assert_eq!(news.next().await.unwrap()?, "two");
/// assert!(news.next().await.is_none());
/// assert_eq!(mock.requests()[1].headers["last-event-id"], "7");
/// assert_eq!(mock.waits()[0].as_millis(), 1500);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a call's options take it"]
pub struct Reconnect {
    pub(super) attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    pub(super) longest_retry_after: Duration,
    pub(super) is_where_cut_off: bool,
}

impl Reconnect {
    /// Up to five attempts in a row. Waits begin with three seconds, or what the server says, and double up to one minute.
    pub fn standard() -> Self {
        Self {
            attempts: 5,
            first_wait: Duration::from_secs(3),
            longest_wait: Duration::from_secs(60),
            longest_retry_after: Duration::from_secs(60),
            is_where_cut_off: false,
        }
    }

    /// How many attempts in a row may bring no event.
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// How long the first wait is, where the server does not say, and how long the longest one. The waits behind the first
    /// of several in a row double; each of them is a random part of that, the half of it at least. Where the server says
    /// less than half a second, that is the wait, or `first`, where this is shorter.
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_wait, self.longest_wait) = (first, longest);
        self
    }

    /// For how long the server may have the client wait: one minute unless something else is said. Where it asks for more by
    /// `Retry-After`, the stream fails at once; where an event's `retry` says more, which holds for the whole stream, the
    /// client comes back after this time.
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// Takes an answer that comes to its end for the end of the stream, and goes on only where one breaks off.
    pub fn only_where_cut_off(mut self) -> Self {
        self.is_where_cut_off = true;
        self
    }

    /// How long to wait before the attempt of this number, counted from nought.
    pub(super) fn wait(&self, said: Option<Duration>, number: u32) -> Duration {
        let least = LEAST_SAID.min(self.first_wait);
        let first = said.map_or(self.first_wait, |said| said.min(self.longest_retry_after).max(least));
        if number == 0 {
            return first;
        }
        let most = first.saturating_mul(2_u32.saturating_pow(number)).min(self.longest_wait.max(first));
        most.mul_f64(0.5 + random_share() / 2.0)
    }
}
