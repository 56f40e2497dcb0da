//! A request on a thread of its own: a blocking call that waits for it may go away.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;

use crate::client::{HttpRequest, HttpResponse, Transport, TransportError, TransportErrorKind};

type Outcome = Result<HttpResponse, TransportError>;

/// Waits for what a thread is sending. Nobody has to: the thread ends with its request.
pub(super) struct Apart(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    outcome: Option<Outcome>,
    waker: Option<Waker>,
}

/// Sends a request on a thread of its own.
///
/// # Errors
///
/// That the system gives no thread.
pub(super) fn send(transport: Arc<dyn Transport>, http: HttpRequest) -> Result<Apart, TransportError> {
    let state = Arc::default();
    let thread = Thread(Arc::clone(&state));
    let spawned = thread::Builder::new().name("oasmith-token".to_owned()).spawn(move || {
        let outcome = transport.send_blocking(http);
        thread.give(outcome);
    });
    match spawned {
        Ok(_) => Ok(Apart(state)),
        Err(error) => {
            let message = format!("no thread could be started for the request: {error}");
            Err(TransportError::new(TransportErrorKind::Other, message).with_source(error))
        }
    }
}

impl Future for Apart {
    type Output = Outcome;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        let mut state = locked(&self.0);
        match state.outcome.take() {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

/// The thread's end of it.
struct Thread(Arc<Mutex<State>>);

impl Thread {
    fn give(&self, outcome: Outcome) {
        let waker = {
            let mut state = locked(&self.0);
            state.outcome.get_or_insert(outcome);
            state.waker.take()
        };
        waker.into_iter().for_each(Waker::wake);
    }
}

/// Those who wait hear of a transport that has panicked, too.
impl Drop for Thread {
    fn drop(&mut self) {
        self.give(Err(TransportError::new(TransportErrorKind::Other, "the thread of the request has ended")));
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
