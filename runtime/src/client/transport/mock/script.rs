//! What a mock was told to expect, and what has become of that.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use crate::client::{HttpRequest, HttpResponse, Meta, TransportError, TransportErrorKind};
use crate::codec::bounds::{NAME, PATH, shortened};

/// What makes the answer to a request.
pub(super) type Answer = dyn Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync;

/// The answers that are still to be given, by operation.
#[derive(Default)]
pub(super) struct Script {
    operations: Vec<Steps>,
    /// What came and was not expected.
    unexpected: Vec<String>,
    /// Whether an answer panicked while a server was to give it.
    #[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
    has_panicked: bool,
}

struct Steps {
    operation: &'static Meta,
    /// Each with how often it is still to be given, if that is said.
    answers: VecDeque<(Arc<Answer>, Option<usize>)>,
    given: usize,
}

impl Script {
    /// Adds an answer, which is given so many times, if that is said.
    pub(super) fn add(&mut self, operation: &'static Meta, answer: Arc<Answer>, times: Option<usize>) {
        let known = self.operations.iter().position(|steps| steps.operation == operation);
        let at = known.unwrap_or_else(|| {
            self.operations.push(Steps { operation, answers: VecDeque::new(), given: 0 });
            self.operations.len() - 1
        });
        if let Some(steps) = self.operations.get_mut(at).filter(|_| times != Some(0)) {
            steps.answers.push_back((answer, times));
        }
    }

    /// The operations of which something was said.
    #[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
    pub(super) fn operations(&self) -> impl Iterator<Item = &'static Meta> {
        self.operations.iter().map(|steps| steps.operation)
    }

    /// The answer to a request; none where nothing was said of its operation.
    pub(super) fn next(
        &mut self,
        request: &HttpRequest,
        is_answered: bool,
    ) -> Result<Option<Arc<Answer>>, TransportError> {
        let steps = self.operations.iter_mut().find(|steps| Some(steps.operation) == request.operation);
        let Some(steps) = steps else {
            if !is_answered {
                self.unexpected.push(called(request));
            }
            return Ok(None);
        };
        let Some((answer, left)) = steps.answers.front_mut() else {
            let given = steps.given;
            self.unexpected.push(called(request));
            let message = format!("the mock has no answer left for this operation, after {given}");
            return Err(TransportError::new(TransportErrorKind::Other, message));
        };
        let answer = answer.clone();
        steps.given += 1;
        if let Some(left) = left {
            *left -= 1;
            if *left == 0 {
                steps.answers.pop_front();
            }
        }
        Ok(Some(answer))
    }

    /// Notes that an answer panicked, which nobody else hears of where a server was to give it.
    #[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
    pub(super) fn note_panic(&mut self) {
        self.has_panicked = true;
    }

    #[cfg(all(feature = "mock-server", not(target_arch = "wasm32")))]
    fn panicked(&self) -> Option<String> {
        let told = "the answer to a request panicked: its message stands in the output of the test";
        self.has_panicked.then(|| told.to_owned())
    }

    #[cfg(not(all(feature = "mock-server", not(target_arch = "wasm32"))))]
    fn panicked(&self) -> Option<String> {
        None
    }

    pub(super) fn verify(&self) -> Result<(), MockError> {
        let mut faults = Vec::new();
        for steps in &self.operations {
            let left = steps.answers.iter().filter_map(|(_, times)| *times).fold(0, usize::saturating_add);
            if left > 0 {
                let (id, given) = (shortened(steps.operation.id, NAME), steps.given);
                faults.push(format!("{id} was called {given} of {} times", given.saturating_add(left)));
            }
        }
        for called in &self.unexpected {
            faults.push(format!("{called} was not expected"));
        }
        faults.extend(self.panicked());
        if faults.is_empty() { Ok(()) } else { Err(MockError { faults }) }
    }
}

/// The error of a call of which nothing was said.
pub(super) fn unexpected(request: &HttpRequest) -> TransportError {
    let message =
        format!("the mock was not told how to answer {}: `mock.on::<Operation>().answer(…)` says it", called(request));
    TransportError::new(TransportErrorKind::Other, message)
}

fn called(request: &HttpRequest) -> String {
    let url = shortened(request.public_url(), PATH);
    match request.operation {
        Some(operation) => format!("{} ({} {url})", shortened(operation.id, NAME), request.method),
        None => format!("{} {url}", request.method),
    }
}

/// What came otherwise than a [`Mock`](super::Mock) was told to expect.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// use oasmith_runtime::Mock;
///
/// # fn main() {
/// let mock = Mock::strict();
/// mock.on::<GetPet>().times(2).answer(503);
/// assert_eq!(mock.verify().unwrap_err().to_string(), "getPet was called 0 of 2 times");
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct MockError {
    faults: Vec<String>,
}

impl fmt::Display for MockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.faults.join("; "))
    }
}

/// As its display: `unwrap` shows this one.
impl fmt::Debug for MockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for MockError {}
