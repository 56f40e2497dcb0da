//! One request for a token at a time, for all that wait for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Wake, Waker};

use super::access_token::AccessToken;
use super::token_error::TokenError;
use crate::client::BoxFuture;

/// How a request for a token ends.
pub(super) type Landing = Result<AccessToken, TokenError>;

/// A request for a token that is under way. Whoever waits for it and is polled drives it, so that it goes on when others go
/// away, or are not polled for a while.
pub(super) struct Flight {
    pub(super) number: u64,
    /// Whether it holds up the thread that polls it.
    is_blocking: bool,
    /// Not here before it is begun, and while it is polled.
    future: Option<BoxFuture<'static, Landing>>,
    is_polled: bool,
    /// How many wait as tasks of an async runtime, and how many in blocking calls.
    seats: (usize, usize),
    /// How many there have been, by which they are told apart.
    boarded: u64,
    bell: Arc<Bell>,
}

/// What one that waits has to do.
pub(super) enum Turn {
    /// To poll this, with the waker of the bell; none has been begun where there is none.
    Poll(Option<BoxFuture<'static, Landing>>, Arc<Bell>),
    /// To wait until it is woken.
    Wait,
}

impl Flight {
    pub(super) fn new(number: u64, is_blocking: bool) -> Self {
        Self { number, is_blocking, future: None, is_polled: false, seats: (0, 0), boarded: 0, bell: Arc::default() }
    }

    /// Takes one more on, who waits in a blocking call or not, and is known by this number.
    pub(super) fn board(&mut self, is_blocking: bool) -> u64 {
        self.boarded += 1;
        *self.seats(is_blocking) += 1;
        self.boarded
    }

    /// What this one has to do.
    pub(super) fn turn(&mut self, id: u64, waker: &Waker, is_blocking: bool) -> Turn {
        let mut wakers = self.bell.wakers();
        match wakers.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(at) => wakers.iter_mut().skip(at).take(1).for_each(|(_, known)| known.clone_from(waker)),
            Err(at) => wakers.insert(at, (id, waker.clone())),
        }
        drop(wakers);
        if self.is_blocking != is_blocking {
            // What an async runtime drives can't be driven by a thread that waits, nor the other way round.
            if !self.is_orphaned() {
                return Turn::Wait;
            }
            (self.is_blocking, self.future, self.is_polled) = (is_blocking, None, false);
            self.bell.is_silent.store(false, Ordering::SeqCst);
        }
        if self.is_polled || self.bell.is_silent.swap(true, Ordering::SeqCst) {
            return Turn::Wait;
        }
        self.is_polled = true;
        Turn::Poll(self.future.take(), self.bell.clone())
    }

    /// Takes back what was polled, or nothing where that came to no end. Whether the bell is to be rung.
    #[must_use = "what rang meanwhile was heard by nobody"]
    pub(super) fn polled(&mut self, future: Option<BoxFuture<'static, Landing>>) -> bool {
        self.is_polled = false;
        self.future = future;
        // Without it, the next one begins anew.
        self.future.is_none() || !self.bell.is_silent.load(Ordering::SeqCst)
    }

    /// Lets this one go. Whether the bell is to be rung, for others to go on.
    #[must_use = "others may have to go on"]
    pub(super) fn leave(&mut self, id: u64, is_blocking: bool) -> bool {
        let seats = self.seats(is_blocking);
        *seats = seats.saturating_sub(1);
        let mut wakers = self.bell.wakers();
        if let Ok(at) = wakers.binary_search_by_key(&id, |(id, _)| *id) {
            wakers.remove(at);
        }
        drop(wakers);
        self.is_orphaned()
    }

    /// Whether nobody waits for it.
    pub(super) fn is_empty(&self) -> bool {
        self.seats == (0, 0)
    }

    /// How many wait in this way.
    fn seats(&mut self, is_blocking: bool) -> &mut usize {
        match is_blocking {
            false => &mut self.seats.0,
            true => &mut self.seats.1,
        }
    }

    /// Whether nobody is left who can go on with it.
    fn is_orphaned(&mut self) -> bool {
        *self.seats(self.is_blocking) == 0
    }

    /// What wakes all that wait. It is rung without any lock: whoever is woken may do as it likes.
    pub(super) fn bell(&self) -> Arc<Bell> {
        self.bell.clone()
    }
}

/// Wakes all that wait.
#[derive(Default)]
pub(super) struct Bell {
    /// Whether it has not rung since somebody polled. It begins with having rung.
    is_silent: AtomicBool,
    /// By the numbers of those that wait.
    wakers: Mutex<Vec<(u64, Waker)>>,
}

impl Bell {
    pub(super) fn ring(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
        let woken = std::mem::take(&mut *self.wakers());
        woken.into_iter().for_each(|(_, waker)| waker.wake());
    }

    fn wakers(&self) -> MutexGuard<'_, Vec<(u64, Waker)>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.ring();
    }
}
