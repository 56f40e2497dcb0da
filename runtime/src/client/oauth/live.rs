//! What a credential holds whose token runs out: where tokens come from, and the one that there is.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::access_token::AccessToken;
use super::exchange::Asker;
use super::flight::{Flight, Landing, Turn};
use super::flow::OAuthFlow;
use super::grant::OAuth2;
use super::provider::TokenProvider;
use super::token_error::TokenError;
use super::via::Via;
use crate::client::{BoxFuture, Secret};

/// How long before its end a token is renewed, at most.
const EARLY: Duration = Duration::from_secs(30);

/// Tokens that are fetched as they are needed. Clones share them.
#[derive(Clone)]
pub(crate) struct Live(Arc<Shared>);

struct Shared {
    source: Source,
    state: Mutex<State>,
}

/// Where tokens come from.
#[derive(Clone, Debug)]
enum Source {
    OAuth2(Arc<Asker>),
    Provider(Arc<dyn TokenProvider>),
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// The number of the last flight that began.
    begun: u64,
    /// How the last flight ended that did.
    landed: Option<(u64, Result<Held, TokenError>)>,
    flight: Option<Flight>,
}

/// A token that came.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    token: AccessToken,
    /// Which flight brought it.
    number: u64,
    /// When it runs out by the transport's clock, if that is known.
    end: Option<Duration>,
}

impl Held {
    fn new(token: AccessToken, number: u64, now: Duration) -> Self {
        let end = token.lifetime.and_then(|lifetime| now.checked_add(lifetime));
        Self { token, number, end }
    }

    pub(crate) fn secret(&self) -> &Secret {
        self.token.secret()
    }

    /// Whether it is good at this time.
    fn is_good(&self, time: Duration) -> bool {
        self.end.is_none_or(|end| end > time)
    }

    /// Whether there is no need yet to ask for another one.
    fn is_fresh(&self, now: Duration) -> bool {
        self.is_good(now.saturating_add(self.token.lifetime.map_or(EARLY, |lifetime| EARLY.min(lifetime / 10))))
    }
}

impl Live {
    /// Tokens that OAuth 2 gives.
    pub(crate) fn of_oauth2(with: OAuth2) -> Self {
        Self::new(Source::OAuth2(Arc::new(Asker::new(with))))
    }

    /// Tokens that the program gives.
    pub(crate) fn of_provider(provider: impl TokenProvider) -> Self {
        Self::new(Source::Provider(Arc::new(provider)))
    }

    fn new(source: Source) -> Self {
        Self(Arc::new(Shared { source, state: Mutex::default() }))
    }

    /// Whether the program gives the tokens.
    pub(crate) fn is_provided(&self) -> bool {
        matches!(self.0.source, Source::Provider(_))
    }

    /// The token that there is, or another one. However many ask at once, one request is made.
    pub(crate) fn fetch(&self, via: &Via, flows: &'static [OAuthFlow]) -> Fetch {
        Fetch { live: self.clone(), via: via.clone(), flows, seat: None }
    }

    /// That a server refused this token: it is not used again.
    pub(crate) fn refuse(&self, refused: &Held) {
        let mut state = self.state();
        if state.held.as_ref().is_some_and(|held| held.number == refused.number) {
            state.held = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A request for a token, which depends on none of the calls that wait for it.
    fn begin(&self, via: &Via, flows: &'static [OAuthFlow]) -> BoxFuture<'static, Landing> {
        let via = via.clone();
        match self.0.source.clone() {
            Source::OAuth2(asker) => Box::pin(async move { asker.ask(&via, flows).await }),
            Source::Provider(provider) => {
                Box::pin(async move { provider.token().await.and_then(AccessToken::checked) })
            }
        }
    }
}

impl State {
    /// Takes a seat in the flight that is under way, or in a new one.
    fn seat(&mut self, is_blocking: bool) -> Seat {
        let begun = &mut self.begun;
        let flight = self.flight.get_or_insert_with(|| {
            *begun += 1;
            Flight::new(*begun, is_blocking)
        });
        Seat { flight: flight.number, id: flight.board(is_blocking), is_polling: false }
    }

    /// Ends a flight. A token that could not be renewed is used as long as it is good.
    fn land(&mut self, number: u64, landing: Landing, now: Duration) -> Option<Flight> {
        let flight = self.flight.take_if(|flight| flight.number == number)?;
        let ended = match landing {
            Ok(token) => Ok(Held::new(token, number, now)),
            Err(error) => match self.held.take().filter(|held| held.is_good(now)) {
                Some(held) => Ok(held),
                None => Err(error),
            },
        };
        self.held = ended.as_ref().ok().cloned();
        self.landed = Some((number, ended));
        Some(flight)
    }

    /// How the flight ended, or a later one.
    fn outcome(&self, flight: u64) -> Option<Result<Held, TokenError>> {
        self.landed.as_ref().filter(|(number, _)| *number >= flight).map(|(_, ended)| ended.clone())
    }
}

/// A place among those that wait.
struct Seat {
    flight: u64,
    id: u64,
    is_polling: bool,
}

/// Waits for a token.
#[must_use = "it waits when it is polled"]
pub(crate) struct Fetch {
    live: Live,
    via: Via,
    flows: &'static [OAuthFlow],
    seat: Option<Seat>,
}

impl Future for Fetch {
    type Output = Result<Held, TokenError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Self { live, via, flows, seat } = &mut *self;
        let now = via.transport.elapsed();
        let mut state = live.state();
        let taken = match seat {
            Some(taken) => taken,
            None => match state.held.as_ref().filter(|held| held.is_fresh(now)) {
                Some(held) => return Poll::Ready(Ok(held.clone())),
                None => seat.insert(state.seat(via.is_blocking)),
            },
        };
        if let Some(ended) = state.outcome(taken.flight) {
            drop(state);
            *seat = None;
            return Poll::Ready(ended);
        }
        // A flight stays until it has an outcome, or nobody sits in it.
        let Some(flight) = state.flight.as_mut() else { return Poll::Pending };
        let Turn::Poll(future, bell) = flight.turn(taken.id, context.waker(), via.is_blocking) else {
            return Poll::Pending;
        };
        drop(state);
        // Without the lock: what is polled may take as long as it likes, and may call.
        taken.is_polling = true;
        let mut future = future.unwrap_or_else(|| live.begin(via, flows));
        let polled = future.as_mut().poll(&mut Context::from_waker(&Waker::from(bell)));
        taken.is_polling = false;
        let mut state = live.state();
        let landing = match polled {
            Poll::Pending => {
                let flight = state.flight.as_mut().filter(|flight| flight.number == taken.flight);
                let rung = flight.and_then(|flight| flight.polled(Some(future)).then(|| flight.bell()));
                drop(state);
                rung.iter().for_each(|bell| bell.ring());
                return Poll::Pending;
            }
            Poll::Ready(landing) => landing,
        };
        let flight = state.land(taken.flight, landing, via.transport.elapsed());
        let ended = state.outcome(taken.flight);
        drop(state);
        *seat = None;
        flight.iter().for_each(|flight| flight.bell().ring());
        ended.map_or(Poll::Pending, Poll::Ready)
    }
}

/// The others go on, and where there is none, nothing does.
impl Drop for Fetch {
    fn drop(&mut self) {
        let Some(Seat { flight: number, id, is_polling }) = self.seat.take() else { return };
        let is_blocking = self.via.is_blocking;
        let mut state = self.live.state();
        let Some(flight) = state.flight.as_mut().filter(|flight| flight.number == number) else { return };
        // What was polled has panicked.
        let is_rung = (is_polling && flight.polled(None)) | flight.leave(id, is_blocking);
        let bell = flight.bell();
        let abandoned = state.flight.take_if(|flight| flight.is_empty());
        drop(state);
        drop(abandoned);
        if is_rung {
            bell.ring();
        }
    }
}

/// One credential is another one where both share their tokens.
impl PartialEq for Live {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Live {}

impl fmt::Debug for Live {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Live");
        match &self.0.source {
            Source::OAuth2(asker) => shown.field("source", asker),
            Source::Provider(provider) => shown.field("source", provider),
        };
        shown.finish_non_exhaustive()
    }
}
