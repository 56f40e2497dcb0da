//! A transport without any network, for the tests of those who use a client.

mod answer;
mod script;
#[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
mod server;

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

pub use self::answer::MockAnswer;
pub use self::script::MockError;
use self::script::{Answer, Script};
#[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
pub use self::server::MockServer;
use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError, timer};
use crate::client::{Meta, Operation};

/// A transport that answers from memory and remembers what it was asked. Clones share their memory, so that a test
/// can keep one and give the other to a client.
///
/// It stands below everything that a client does: a request comes as it would go over the wire, encoded, checked and with
/// its credentials, and an answer is read as the server's would be.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{HttpResponse, Mock, StatusCode};
///
/// let mock = Mock::always(HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#));
/// let client = Client::builder().transport(mock.clone()).build();
/// assert_eq!(client.call(GetPet { id: 7 }).await?.name, "Rex");
/// assert_eq!(mock.requests()[0].url, "https://api.example/pets/7");
/// # Ok(())
/// # }
/// ```
///
/// A strict one answers what was said for each operation, one answer after the other, and [`Mock::verify`] tells what came
/// otherwise than expected:
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{HttpResponse, Mock, StatusCode};
///
/// let mock = Mock::strict();
/// mock.on::<GetPet>()
///     .times(2)
///     .answer(503)
///     .then(|request| Ok(HttpResponse::json(StatusCode::OK, format!(r#"{{"name":"{}"}}"#, request.method))));
/// let client = Client::builder().transport(mock.clone()).build();
///
/// assert_eq!(client.call(GetPet { id: 7 }).await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
/// assert!(client.call(GetPet { id: 7 }).await.is_err());
/// assert_eq!(client.call(GetPet { id: 7 }).await?.name, "GET");
/// assert_eq!(mock.requests_of::<GetPet>().len(), 3);
/// mock.verify()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Mock {
    /// What answers where the script says nothing.
    otherwise: Option<Arc<Answer>>,
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    script: Script,
    requests: Vec<HttpRequest>,
    /// What its clock shows.
    time: Duration,
    waits: Vec<Duration>,
    /// Of calls that its clock may end.
    wakers: Vec<Waker>,
}

impl Mock {
    /// Answers with what `answer` makes of each request, but for operations of which [`Mock::on`] says something.
    pub fn new(answer: impl Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync + 'static) -> Self {
        Self { otherwise: Some(Arc::new(answer)), ..Self::strict() }
    }

    /// Answers always with the same.
    #[must_use]
    pub fn always(response: HttpResponse) -> Self {
        Self::new(move |_| Ok(response.clone()))
    }

    /// Answers only what [`Mock::on`] says; every other call fails.
    #[must_use]
    pub fn strict() -> Self {
        Self { otherwise: None, shared: Arc::default() }
    }

    /// Says how the calls of an operation are answered: one answer after the other, behind those that were said before.
    pub fn on<O: Operation>(&self) -> Expected {
        Expected::of(self.clone(), &O::META)
    }

    /// The requests so far, the first one first.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.shared().requests.clone()
    }

    /// The requests of one operation so far, the first one first.
    #[must_use]
    pub fn requests_of<O: Operation>(&self) -> Vec<HttpRequest> {
        let is_of = |request: &&HttpRequest| request.operation == Some(&O::META);
        self.shared().requests.iter().filter(is_of).cloned().collect()
    }

    /// Moves the mock's clock on: an answer that does so has taken this time.
    pub fn advance(&self, time: Duration) {
        let mut shared = self.shared();
        shared.time = shared.time.saturating_add(time);
        let woken = std::mem::take(&mut shared.wakers);
        drop(shared);
        woken.into_iter().for_each(Waker::wake);
    }

    /// What the mock's clock shows. It begins at zero, and goes on only by [`Mock::advance`] and by what clients wait, which
    /// takes no time. A call's limits of time go by it, and by the time that a layer or a provider of tokens really takes.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.shared().time
    }

    /// For how long clients have waited so far, between attempts for instance, the first wait first.
    #[must_use]
    pub fn waits(&self) -> Vec<Duration> {
        self.shared().waits.clone()
    }

    /// Whether everything came that [`Mock::on`] was told to expect, and nothing else.
    ///
    /// # Errors
    ///
    /// What did not come, and what came and was not expected.
    pub fn verify(&self) -> Result<(), MockError> {
        self.shared().script.verify()
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        match self.answer(request) {
            Answered::AsSaid(answer) => answer,
            Answered::Unexpected(error) => Err(error),
        }
    }

    /// Answers a request, and remembers it.
    fn answer(&self, request: HttpRequest) -> Answered {
        let scripted = self.shared().script.next(&request, self.otherwise.is_some());
        // Answers are made without the lock: they may ask the mock what came before.
        let answer = match (scripted, &self.otherwise) {
            (Ok(Some(answer)), _) => Answered::AsSaid(answer(&request)),
            (Ok(None), Some(otherwise)) => Answered::AsSaid(otherwise(&request)),
            (Ok(None), None) => Answered::Unexpected(script::unexpected(&request)),
            (Err(error), _) => Answered::Unexpected(error),
        };
        self.shared().requests.push(request);
        answer
    }
}

/// What becomes of a request.
enum Answered {
    AsSaid(Result<HttpResponse, TransportError>),
    /// Nothing was said of it.
    Unexpected(TransportError),
}

impl Transport for Mock {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(request) })
    }

    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.exchange(request)
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'static, ()> {
        let mock = self.clone();
        Box::pin(async move { mock.sleep_blocking(time) })
    }

    fn run_out(&self, time: Duration) -> BoxFuture<'static, ()> {
        let at = self.elapsed().saturating_add(time);
        Box::pin(RunOut { mock: self.clone(), at, really: timer::sleep(time) })
    }

    fn sleep_blocking(&self, time: Duration) {
        self.advance(time);
        self.shared().waits.push(time);
    }

    fn elapsed(&self) -> Duration {
        Mock::elapsed(self)
    }
}

/// The end of a call's time: by the mock's clock, or because what the call waits for takes that long by any clock.
struct RunOut {
    mock: Mock,
    at: Duration,
    really: BoxFuture<'static, ()>,
}

impl Future for RunOut {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut shared = self.mock.shared();
        if shared.time >= self.at {
            return Poll::Ready(());
        }
        if !shared.wakers.iter().any(|waker| waker.will_wake(context.waker())) {
            shared.wakers.push(context.waker().clone());
        }
        drop(shared);
        self.really.as_mut().poll(context)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Mock").field("requests", &self.requests()).finish()
    }
}

/// Says how the calls of one operation are answered; [`Mock::on`] gives it.
#[derive(Debug)]
pub struct Expected {
    mock: Mock,
    operation: &'static Meta,
    /// How often the next answer is given.
    times: usize,
}

impl Expected {
    fn of(mock: Mock, operation: &'static Meta) -> Self {
        Self { mock, operation, times: 1 }
    }

    /// Gives the next answer so many times, and not once. Never is how to say that the operation must not be called.
    #[must_use = "the next answer is given so often"]
    pub fn times(mut self, times: usize) -> Self {
        self.times = times;
        self
    }

    /// Answers with this: a response, a status, or the way in which the call is to fail.
    pub fn answer(self, answer: impl MockAnswer) -> Self {
        self.then(move |_| answer.answer())
    }

    /// Answers with what this makes of the request.
    pub fn then(
        mut self,
        answer: impl Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync + 'static,
    ) -> Self {
        let times = std::mem::replace(&mut self.times, 1);
        self.mock.shared().script.add(self.operation, Arc::new(answer), Some(times));
        self
    }

    /// Answers every further call with this, also none.
    pub fn always(self, answer: impl MockAnswer) {
        self.mock.shared().script.add(self.operation, Arc::new(move |_: &HttpRequest| answer.answer()), None);
    }
}
