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
        retry.name(call.operation, &mut request);
        for number in 1.. {
            let mut attempt = request.clone();
            attempt.attempt = Some(Attempt::new(number, retry.attempts));
            attempt.timeout = shorter(attempt.timeout, left());
            self.passage.attempts.store(number, Ordering::Relaxed);
            let attempt_began = self.elapsed();
            let outcome = self.run(attempt).await;
            let took = self.elapsed().saturating_sub(attempt_began);
            let (operation, said) = (call.operation, call.options.idempotent);
            let failed = Failed { operation, request: &request, said, number, left: left(), budget };
            let next = retry.next(failed, &outcome);
            self.passage.span.attempted(number, &outcome, took, next.ok());
            match next {
                Ok(wait) => {
                    drop(outcome);
                    self.sleep(wait).await;
                }
                Err(None) if number == 1 => return outcome,
                Err(end) => return noted(outcome, Attempts::new(number, end)),
            }
        }
        // There are no more numbers.
        self.run(request).await
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
