//! One request for a token at a time, for all that wait for it.

use std::collections::BTreeMap;
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
    /// Those that wait, and whether they do so in a blocking call.
    seats: BTreeMap<u64, bool>,
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
        Self {
            number,
            is_blocking,
            future: None,
            is_polled: false,
            seats: BTreeMap::new(),
            boarded: 0,
            bell: Arc::default(),
        }
    }

    /// Takes one more on, who waits in a blocking call or not, and is known by this number.
    pub(super) fn board(&mut self, is_blocking: bool) -> u64 {
        self.boarded += 1;
        self.seats.insert(self.boarded, is_blocking);
        self.boarded
    }

    /// What this one has to do.
    pub(super) fn turn(&mut self, id: u64, waker: &Waker, is_blocking: bool) -> Turn {
        self.bell.wakers().insert(id, waker.clone());
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
    pub(super) fn leave(&mut self, id: u64) -> bool {
        self.seats.remove(&id);
        self.bell.wakers().remove(&id);
        self.is_orphaned()
    }

    /// Whether nobody waits for it.
    pub(super) fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    /// Whether nobody is left who can go on with it.
    fn is_orphaned(&self) -> bool {
        !self.seats.values().any(|is_blocking| *is_blocking == self.is_blocking)
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
    wakers: Mutex<BTreeMap<u64, Waker>>,
}

impl Bell {
    pub(super) fn ring(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
        let woken = std::mem::take(&mut *self.wakers());
        woken.into_values().for_each(Waker::wake);
    }

    fn wakers(&self) -> MutexGuard<'_, BTreeMap<u64, Waker>> {
        self.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.ring();
    }
}
