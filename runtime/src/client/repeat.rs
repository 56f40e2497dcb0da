//! Attempts at a call, one after the other.

use std::sync::atomic::Ordering;

use super::attempts::{Attempt, Attempts};
use super::core::Next;
use super::limits::{End, shorter};
use super::retry::{Failed, Retry};
use super::{HttpRequest, StreamedResponse, TransportError};

impl Next<'_> {
    /// Sends a request again and again, up to where the policy ends that.
    pub(super) async fn repeat(
        self,
        retry: &Retry,
        mut request: HttpRequest,
    ) -> Result<StreamedResponse, TransportError> {
        let call = &self.passage.call;
        let began = self.elapsed();
        let end = self.passage.end.as_ref();
        let left = || {
            let own = retry.deadline.map(|deadline| deadline.saturating_sub(self.elapsed().saturating_sub(began)));
            shorter(own, end.map(End::left))
        };
        let budget = retry.budget_of(self.passage.core.settings.retry.as_ref());
        if let Some(budget) = budget {
            budget.earn();
        }
        if let Some((header, value)) = retry.key(call.operation, &request) {
            request.headers.insert(header.clone(), value.clone());
            let _ = self.passage.key.set((header, value));
        }
        // What layers made of it is nowhere else.
        let kept = self.passage.core.has_call_layers().then(|| request.clone());
        let again = || match &kept {
            Some(kept) => Ok(kept.clone()),
            None => self.passage.assembled_again(),
        };
        let mut number = 1;
        loop {
            request.attempt = Some(Attempt::new(number, retry.attempts));
            request.timeout = shorter(request.timeout, left());
            self.passage.attempts.store(number, Ordering::Relaxed);
            let attempt_began = self.elapsed();
            let outcome = self.run(request).await;
            let took = self.elapsed().saturating_sub(attempt_began);
            let Some(next_request) = retry.is_failure(&outcome).then(&again).and_then(Result::ok) else {
                // Of the only attempt, the span says all that there is to say.
                if number == 1 {
                    return outcome;
                }
                self.passage.span.attempted(number, &outcome, took, None);
                return noted(outcome, Attempts::new(number, None));
            };
            request = next_request;
            let (operation, said) = (call.operation, call.options.said().idempotent);
            let failed = Failed { operation, request: &request, said, number, left: left(), budget };
            let next = retry.next(failed, &outcome);
            self.passage.span.attempted(number, &outcome, took, next.ok());
            match next {
                Ok(wait) => {
                    drop(outcome);
                    self.sleep(wait).await;
                    number += 1;
                }
                Err(end) => return noted(outcome, Attempts::new(number, Some(end))),
            }
        }
    }
}

fn noted(
    outcome: Result<StreamedResponse, TransportError>,
    attempts: Attempts,
) -> Result<StreamedResponse, TransportError> {
    match outcome {
        Ok(mut answer) => {
            answer.extensions.insert(attempts);
            Ok(answer)
        }
        Err(error) => Err(error.with_attempts(attempts)),
    }
}
