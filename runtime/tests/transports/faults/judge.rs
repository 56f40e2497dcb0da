//! Whether a call ended rightly.

use std::time::Duration;

use oasmith_runtime::RetryEnd;

use super::asks::{Ask, Class, Ended, Tick, items};
use super::attempts::Attempt;
use super::plan::{Fault, Plan};
use super::server::Seen;
use super::{ATTEMPTS, CALL, IDLE, LONGEST_RETRY_AFTER};

/// A call that has ended.
pub(super) struct Case {
    pub(super) plan: Plan,
    pub(super) ended: Ended,
    pub(super) took: Duration,
    /// What the server saw of it.
    pub(super) seen: Seen,
    /// What the client saw of attempts that ended by themselves.
    pub(super) attempts: Vec<Attempt>,
}

type Judged = Result<(), String>;

impl Case {
    /// What is wrong with it, if anything.
    pub(super) fn judge(&self) -> Judged {
        self.requests()?;
        self.values()?;
        self.repeated()?;
        self.end()
    }

    /// What the server did with the last request that it saw.
    fn last(&self) -> Option<Fault> {
        self.seen.count.checked_sub(1).map(|last| self.plan.fault(last))
    }

    /// Attempts of which the server saw nothing: the connection was just being closed.
    pub(super) fn unseen(&self) -> usize {
        self.attempts.len().saturating_sub(usize::try_from(self.seen.count).unwrap())
    }

    /// Attempts that the time ended, and not what the server was to do: it runs on the same machine, and was late.
    pub(super) fn late(&self) -> usize {
        let expected = (0..self.seen.count).map(|attempt| self.plan.fault(attempt).class());
        let late =
            |(attempt, expected): &(&Attempt, Class)| attempt.class == Class::Timeout && *expected != Class::Timeout;
        self.attempts.iter().zip(expected).filter(late).count()
    }

    /// What reached the server.
    fn requests(&self) -> Judged {
        let Self { plan, seen, .. } = self;
        if !plan.ask.is_idempotent() && seen.count > 1 {
            return Err(format!("reached the server {} times", seen.count));
        }
        if seen.count > ATTEMPTS {
            return Err(format!("was tried {} times", seen.count));
        }
        if seen.keys_differ || (plan.ask == Ask::Keyed && seen.count > 0 && seen.key.is_none()) {
            return Err("its attempts have no key in common".to_owned());
        }
        Ok(())
    }

    /// The right values, and all of them where nothing says otherwise.
    fn values(&self) -> Judged {
        let (call, ended) = (self.seen.number, &self.ended);
        let all: Vec<Tick> = match self.plan.ask.is_stream() {
            true => (0..items(call)).map(|item| Tick::new(call, item)).collect(),
            false => vec![Tick::new(call, 0)],
        };
        match ended.class {
            Class::Value if ended.ticks == all => Ok(()),
            Class::Value => Err(format!("is a success with {} of {} items", ended.ticks.len(), all.len())),
            _ if all.starts_with(&ended.ticks) => Ok(()),
            _ => Err("has values that the server did not send".to_owned()),
        }
    }

    /// Each attempt ended as the server had it, and those before the last in a way that is worth another one.
    fn repeated(&self) -> Judged {
        let ask = self.plan.ask;
        let before = self.attempts.len().saturating_sub(1);
        for (number, attempt) in self.attempts.iter().enumerate() {
            let is_passing = matches!(attempt.class, Class::Io | Class::Timeout | Class::Status(429 | 503));
            if number < before && !is_passing {
                return Err(format!("was tried again after {attempt:?}"));
            }
            if attempt.class == Class::Timeout && attempt.took < IDLE {
                return Err(format!("ran out of time too early: {attempt:?}"));
            }
            // Where the server has not seen one of them, it is not known which.
            if self.unseen() > 0 {
                continue;
            }
            let fault = self.plan.fault(u32::try_from(number).unwrap());
            let is_right = attempt.class == fault.class_of_attempt(ask) || attempt.class == Class::Timeout;
            if !is_right || (number < before && fault.asks_too_much() && attempt.class != Class::Timeout) {
                return Err(format!("has {attempt:?} after {fault:?}"));
            }
        }
        Ok(())
    }

    /// It ended as its last attempt did, and there was a reason for no other one.
    fn end(&self) -> Judged {
        let Self { ended, took, attempts, plan, .. } = self;
        let ask = plan.ask;
        if ended.class == Class::Timeout && *took >= CALL {
            return Ok(());
        }
        let Some(last) = attempts.last() else { return Err(format!("ended as {:?} without an attempt", ended.class)) };
        // What comes with 200 may be unreadable, or a stream that breaks off.
        if last.class == Class::Value {
            let expected = self.last().map(Fault::class);
            let is_late = ended.class == Class::Timeout && ask.is_stream() && *took >= IDLE;
            return match Some(ended.class) == expected || is_late {
                true => Ok(()),
                false => Err(format!("ended as {:?}, and was to end as {expected:?}", ended.class)),
            };
        }
        if ended.class != last.class {
            return Err(format!("ended as {:?} after {last:?}", ended.class));
        }
        let asks_too_much = self.last().is_some_and(Fault::asks_too_much);
        let is_right = match ended.why {
            Some(RetryEnd::Hopeless) => matches!(last.class, Class::Protocol | Class::Other),
            Some(RetryEnd::NotIdempotent) => !ask.is_idempotent(),
            Some(RetryEnd::RetryAfter(_)) => ask.is_idempotent() && asks_too_much,
            Some(RetryEnd::Attempts) => attempts.len() == usize::try_from(ATTEMPTS).unwrap(),
            Some(RetryEnd::Deadline) => *took + LONGEST_RETRY_AFTER >= CALL,
            _ => false,
        };
        match is_right {
            true => Ok(()),
            false => Err(format!("was not tried again after {last:?}: {:?}, {} attempts", ended.why, ended.attempts)),
        }
    }
}
