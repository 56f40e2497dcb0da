//! What the client saw of each attempt.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use oasmith_runtime::{BoxFuture, HttpRequest, Layer, Next, StreamedResponse, TransportError, TransportErrorKind};

use super::asks::Class;

/// Notes how each attempt ends, up to where a stream begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Attempts(Arc<Mutex<HashMap<u64, Vec<Attempt>>>>);

#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt {
    /// What comes with 200 is a value here, readable or not.
    pub(super) class: Class,
    pub(super) took: Duration,
}

impl Attempts {
    /// Those at a call that has ended.
    pub(super) fn take(&self, number: u64) -> Vec<Attempt> {
        self.0.lock().unwrap().remove(&number).unwrap_or_default()
    }
}

impl Layer for Attempts {
    fn call<'a>(
        &'a self,
        request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            let number = request.url.split_once("n=").unwrap().1.parse().unwrap();
            let began = Instant::now();
            let outcome = next.run(request).await;
            let class = match &outcome {
                Ok(answer) if answer.status == 200 => Class::Value,
                Ok(answer) => Class::Status(answer.status.as_u16()),
                Err(error) => Class::of(error),
            };
            let attempt = Attempt { class, took: began.elapsed() };
            self.0.lock().unwrap().entry(number).or_default().push(attempt);
            outcome
        })
    }
}

impl Class {
    pub(super) fn of(error: &TransportError) -> Self {
        match error.kind() {
            TransportErrorKind::Io => Self::Io,
            TransportErrorKind::Protocol => Self::Protocol,
            TransportErrorKind::Timeout => Self::Timeout,
            _ => Self::Other,
        }
    }
}
