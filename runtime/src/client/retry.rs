//! Which calls are tried again, and when.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};

use super::attempts::RetryEnd;
use super::retry_after;
use super::{Body, HttpRequest, Meta, Retryable, StreamedResponse, TransportError};

/// The statuses that tell of a passing failure: the request came late, too early or too often, or the server can't answer
/// at the moment (RFC 9110, sections 15.5.9 and 15.6; RFC 6585, section 4; RFC 8470, section 5.2).
pub(super) const STATUSES: [u16; 7] = [408, 425, 429, 500, 502, 503, 504];

/// The header that names a request for servers which then act on it once
/// (draft-ietf-httpapi-idempotency-key-header).
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// When calls that fail are tried again: never, unless a client or a call is given one of these.
///
/// Repeated is what failed in a passing way: no connection, a connection that broke off, a timeout, and the statuses 408, 425,
/// 429, 500, 502, 503 and 504. Where the server may have acted on the request, only what is idempotent is repeated: by its
/// method, by a conditional header, by an idempotency key, or by the caller's word
/// ([`Options::idempotent`](super::Options::idempotent)). Nothing is repeated once a stream has begun, or where a body that
/// can't be read twice was begun. A call whose token did not come for such a reason has not been sent, and is tried again.
///
/// Between attempts there is a wait: as long as the server asks for (`Retry-After`), else a random time up to half a second,
/// up to a second, and so on. The error tells how often the call was tried, and why no more often
/// ([`Error::attempts`](super::Error::attempts)).
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
///
/// use oasmith_runtime::{HttpResponse, Mock, Retry, StatusCode};
///
/// let mock = Mock::strict();
/// let pet = HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#);
/// mock.on::<GetPet>().times(2).answer(503).answer(pet).times(3).answer(503);
///
/// let retry = Retry::standard().attempts(3).deadline(Duration::from_secs(30));
/// let client = Client::builder().retry(retry).transport(mock.clone()).build();
/// assert_eq!(client.call(GetPet { id: 7 }).await?.name, "Rex");
///
/// let error = client.call(GetPet { id: 7 }).await.unwrap_err();
/// assert_eq!(error.attempts(), 3);
/// mock.verify()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a client's builder or a call's options take it"]
pub struct Retry {
    pub(super) attempts: u32,
    pub(super) deadline: Option<Duration>,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
    statuses: Vec<u16>,
    key: Option<Key>,
    budget: Option<Arc<Budget>>,
}

/// Which operations are sent with an idempotency key, and in which header.
#[derive(Clone, Debug)]
struct Key {
    header: HeaderName,
    /// Their ids; none where all that are not idempotent are.
    operations: Option<Vec<String>>,
}

impl Retry {
    /// Three attempts within one minute. Waits double from half a second up to eight; the server may ask for up to one
    /// minute. The budget is a hundred retries at once, and beyond these ten for each hundred calls.
    pub fn standard() -> Self {
        Self {
            attempts: 3,
            deadline: Some(Duration::from_secs(60)),
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(60),
            statuses: STATUSES.to_vec(),
            key: None,
            budget: Some(Arc::new(Budget::new(100, 10))),
        }
    }

    /// No retries: for a call of a client that has them.
    pub fn off() -> Self {
        Self::standard().attempts(1)
    }

    /// How often a call is tried at most; one is once.
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most.max(1);
        self
    }

    /// How long all attempts and waits may take together: no attempt is begun, and none goes on, beyond it.
    /// [`Duration::MAX`] is for ever.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline).filter(|deadline| *deadline != Duration::MAX);
        self
    }

    /// How long the first wait is at most, and how long the longest one. The waits in between double; each is a random part
    /// of that, so that clients do not come back together.
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_wait, self.longest_wait) = (first, longest);
        self
    }

    /// For how long the server may ask the client to wait. Where it asks for more, the call fails at once.
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// Takes answers of this status for a passing failure as well.
    pub fn also_on(mut self, status: u16) -> Self {
        self.statuses.push(status);
        self
    }

    /// How many retries there may be at once, and beyond these for each hundred calls. All clones of a client share the
    /// budget, so that a server which fails is not asked many times as often.
    pub fn budget(mut self, at_once: u32, per_hundred_calls: u32) -> Self {
        self.budget = Some(Arc::new(Budget::new(at_once, per_hundred_calls)));
        self
    }

    /// Retries whatever share of calls fails.
    pub fn without_budget(mut self) -> Self {
        self.budget = None;
        self
    }

    /// Sends in this header an idempotency key, made anew for each call and the same in all its attempts, with every
    /// operation that is not idempotent: they can be repeated then. The server has to know it. A key that the caller gives
    /// is left as it is.
    pub fn idempotency_key(mut self, header: HeaderName) -> Self {
        self.key = Some(Key { header, operations: None });
        self
    }

    /// Does as [`Retry::idempotency_key`] with the operations of these ids, and no others.
    pub fn idempotency_key_of<'o>(mut self, header: HeaderName, operations: impl IntoIterator<Item = &'o str>) -> Self {
        self.key = Some(Key { header, operations: Some(operations.into_iter().map(str::to_owned).collect()) });
        self
    }

    /// The budget for the retries of a call: the client's, where both have one.
    pub(super) fn budget_of<'r>(&'r self, client: Option<&'r Self>) -> Option<&'r Budget> {
        let own = self.budget.as_deref()?;
        Some(client.and_then(|client| client.budget.as_deref()).unwrap_or(own))
    }

    /// Whether there is ever more than one attempt.
    pub(super) fn is_on(&self) -> bool {
        self.attempts > 1
    }

    /// The idempotency key of a request, if it is to have one that it has not.
    pub(super) fn key(&self, operation: &Meta, request: &HttpRequest) -> Option<(HeaderName, HeaderValue)> {
        let header = self.key_header(operation).filter(|header| !request.headers.contains_key(header))?;
        Some((header, HeaderValue::from_str(&new_key()).ok()?))
    }

    /// Whether an attempt failed in a way that may be worth another one.
    pub(super) fn is_failure(&self, outcome: &Result<StreamedResponse, TransportError>) -> bool {
        outcome.as_ref().map_or(true, |answer| self.statuses.contains(&answer.status.as_u16()))
    }

    /// The header of an operation's idempotency key, if one is sent.
    fn key_header(&self, operation: &Meta) -> Option<HeaderName> {
        if let Some(declared) = operation.idempotency_key {
            return HeaderName::from_bytes(declared.as_bytes()).ok();
        }
        let key = self.key.as_ref()?;
        let is_meant = match &key.operations {
            Some(operations) => operations.iter().any(|id| id == operation.id),
            None => !operation.idempotent,
        };
        is_meant.then(|| key.header.clone())
    }

    /// How long to wait before the next attempt at a request that failed; else why this is the call's end.
    pub(super) fn next(
        &self,
        failed: Failed<'_>,
        outcome: &Result<StreamedResponse, TransportError>,
    ) -> Result<Duration, RetryEnd> {
        let Failed { operation, request, said, number, left, budget } = failed;
        let retryable = match outcome {
            Ok(_) => Retryable::IfIdempotent,
            Err(error) => error.retryable(),
        };
        match retryable {
            Retryable::Never => return Err(RetryEnd::Hopeless),
            Retryable::IfIdempotent if !said.unwrap_or_else(|| self.is_idempotent(operation, request)) => {
                return Err(RetryEnd::NotIdempotent);
            }
            Retryable::IfIdempotent | Retryable::Always => {}
        }
        if !request.body.as_ref().is_none_or(Body::is_unbegun) {
            return Err(RetryEnd::Body);
        }
        if number >= self.attempts {
            return Err(RetryEnd::Attempts);
        }
        let asked = match outcome {
            Ok(answer) => retry_after::read(&answer.headers),
            Err(error) => error.retry_after(),
        };
        let wait = match asked {
            Some(asked) if asked > self.longest_retry_after => return Err(RetryEnd::RetryAfter(asked)),
            Some(asked) => asked,
            None => self.wait(number),
        };
        if left.is_some_and(|left| wait >= left) {
            return Err(RetryEnd::Deadline);
        }
        if !budget.is_none_or(Budget::spend) {
            return Err(RetryEnd::Budget);
        }
        Ok(wait)
    }

    /// Whether a request that the server may have acted on can be sent once more.
    fn is_idempotent(&self, operation: &Meta, request: &HttpRequest) -> bool {
        let has = |name: &HeaderName| request.headers.contains_key(name);
        operation.idempotent
            || has(&IF_MATCH)
            || has(&IF_UNMODIFIED_SINCE)
            || request.headers.get(IF_NONE_MATCH).is_some_and(|value| value == "*")
            || has(&IDEMPOTENCY_KEY)
            || self.key_header(operation).is_some_and(|header| has(&header))
            || self.key.as_ref().is_some_and(|key| has(&key.header))
    }

    /// A random wait behind the attempt of this number.
    fn wait(&self, number: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(number.saturating_sub(1));
        let most = self.first_wait.saturating_mul(doubled).min(self.longest_wait);
        most.mul_f64(random_share())
    }
}

/// An attempt that may have failed.
#[derive(Clone, Copy)]
pub(super) struct Failed<'a> {
    pub(super) operation: &'a Meta,
    pub(super) request: &'a HttpRequest,
    /// What the caller says of idempotency.
    pub(super) said: Option<bool>,
    pub(super) number: u32,
    /// How much time is left.
    pub(super) left: Option<Duration>,
    pub(super) budget: Option<&'a Budget>,
}

/// What retries are paid from: each call adds a part of one.
#[derive(Debug)]
pub(super) struct Budget {
    /// Hundredths of retries.
    hundredths: AtomicU32,
    most: u32,
    per_call: u32,
}

impl Budget {
    fn new(at_once: u32, per_hundred_calls: u32) -> Self {
        let most = at_once.saturating_mul(100);
        Self { hundredths: AtomicU32::new(most), most, per_call: per_hundred_calls }
    }

    /// Notes a call.
    pub(super) fn earn(&self) {
        // Of calls alone, at least one retry can be paid, whatever there may be at once.
        let most = self.most.max(self.per_call).max(100);
        let more = |now: u32| Some(now.saturating_add(self.per_call).min(most));
        let _ = self.hundredths.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    /// Whether there is enough for a retry, which it then pays.
    fn spend(&self) -> bool {
        self.hundredths.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |now| now.checked_sub(100)).is_ok()
    }
}

/// Whether an answer of this status tells of a passing failure.
pub(super) fn is_passing(status: StatusCode) -> bool {
    STATUSES.contains(&status.as_u16())
}

/// A random number from nought to below one.
pub(super) fn random_share() -> f64 {
    (random() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A key that no other call has.
fn new_key() -> String {
    // A random UUID (RFC 9562, section 5.4), which is what many servers insist on.
    let (high, low) = (random() & !0xf000 | 0x4000, random() & (u64::MAX >> 2) | 1 << 63);
    let (first, second, third) = (high >> 32, high >> 16 & 0xffff, high & 0xffff);
    format!("{first:08x}-{second:04x}-{third:04x}-{:04x}-{:012x}", low >> 48, low & 0xffff_ffff_ffff)
}

fn random() -> u64 {
    RandomState::new().hash_one(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_random_uuids_of_version_4() {
        let keys: Vec<String> = (0..100).map(|_| new_key()).collect();
        let (mut random, mut variants) = (BTreeSet::new(), BTreeSet::new());
        for key in &keys {
            let parts: Vec<&str> = key.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{key}");
            assert!(parts[2].starts_with('4'), "{key}");
            random.extend([parts[0], parts[4]]);
            variants.extend(parts[3].chars().next());
        }
        // Both ends are random, and of what is between, all but the version and the variant.
        assert_eq!(random.len(), 200);
        assert_eq!(variants.into_iter().collect::<String>(), "89ab");
    }
}
