//! What belongs to an async runtime.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::runtime::{Handle, Id};

use crate::client::{TransportError, TransportErrorKind};

/// How many runtimes are remembered beside the first one: a program has few, but each of its tests may have one of its own.
const MOST: usize = 16;

/// One of a kind for each async runtime: connections that one has opened stand still where it does, and end with it.
pub(in crate::client::transport) struct PerRuntime<T> {
    /// Nearly all clients know a single one.
    first: OnceLock<(Id, Arc<T>)>,
    /// The newest one last.
    others: Mutex<Vec<(Id, Arc<T>)>>,
}

impl<T> Default for PerRuntime<T> {
    fn default() -> Self {
        Self { first: OnceLock::new(), others: Mutex::default() }
    }
}

impl<T> PerRuntime<T> {
    /// What belongs to the runtime around this, which is made where it is not there.
    ///
    /// # Errors
    ///
    /// That there is no runtime: without one, timers and sockets would panic.
    pub(in crate::client::transport) fn here(&self, new: impl Fn() -> T) -> Result<Arc<T>, TransportError> {
        let Ok(runtime) = Handle::try_current() else {
            let message = "the call needs a Tokio runtime around it: there is none";
            return Err(TransportError::new(TransportErrorKind::Unsupported, message));
        };
        let id = runtime.id();
        let (first, own) = self.first.get_or_init(|| (id, Arc::new(new())));
        if *first == id {
            return Ok(Arc::clone(own));
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, own)) = others.iter().find(|(known, _)| *known == id) {
            return Ok(Arc::clone(own));
        }
        let own = Arc::new(new());
        let oldest = (others.len() == MOST).then(|| others.remove(0));
        others.push((id, Arc::clone(&own)));
        drop(others);
        drop(oldest);
        Ok(own)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::runtime::{Builder, Runtime};

    use super::*;

    #[test]
    fn each_runtime_has_its_own_and_the_oldest_ones_are_forgotten() {
        let (all, made) = (PerRuntime::default(), AtomicUsize::new(0));
        let here = |runtime: &Runtime| {
            runtime.block_on(async { *all.here(|| made.fetch_add(1, Ordering::SeqCst)).unwrap_or_default() })
        };
        let runtimes: Vec<Runtime> = (0..MOST + 2).map(|_| Builder::new_current_thread().build().unwrap()).collect();
        for _ in 0..2 {
            assert_eq!(runtimes[..=MOST].iter().map(here).collect::<Vec<_>>(), (0..=MOST).collect::<Vec<_>>());
        }
        assert_eq!((here(&runtimes[MOST + 1]), here(&runtimes[0]), here(&runtimes[2])), (MOST + 1, 0, 2));
        assert_eq!(here(&runtimes[1]), MOST + 2);
        assert!(all.here(|| 0).is_err());
    }
}
