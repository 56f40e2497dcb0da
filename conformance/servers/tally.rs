//! What the programs of calls share: each call is counted, and one that went wrong is told of.

#![allow(dead_code, reason = "no program needs all of it")]

use std::fmt::{Debug, Display};
use std::process::ExitCode;

use client::runtime::{Decode, Error, json};

/// How many calls went as they should.
#[derive(Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    /// Counts a call by what came of it.
    pub fn count<T>(&mut self, call: &str, went: Result<T, String>) -> Option<T> {
        match went {
            Ok(value) => {
                self.passed += 1;
                Some(value)
            }
            Err(wrong) => {
                self.failed += 1;
                println!("FAILED {call}: {wrong}");
                None
            }
        }
    }

    /// Counts a call that must succeed with what `is_right` says.
    pub fn gives<T: Debug, E: Display>(
        &mut self,
        call: &str,
        went: Result<T, E>,
        is_right: impl FnOnce(&T) -> bool,
    ) -> Option<T> {
        let value = went.map_err(|failure| failure.to_string());
        self.count(call, value.and_then(|value| if is_right(&value) { Ok(value) } else { Err(format!("{value:#?}")) }))
    }

    /// Counts a call that must be refused with a status.
    pub fn refused<T: Debug, E>(&mut self, call: &str, went: Result<T, Error<E>>, status: u16) -> Option<Error<E>> {
        let refusal = match went {
            Ok(value) => Err(format!("a success: {value:?}")),
            Err(failure) if failure.status().is_some_and(|came| came == status) => Ok(failure),
            Err(failure) => Err(failure.to_string()),
        };
        self.count(call, refusal)
    }

    /// Tells how many went as they should, and fails where one did not.
    pub fn end(&self) -> ExitCode {
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Holds something against what it should be.
pub fn expect<T: PartialEq + Debug>(what: &str, is: T, should_be: T) -> Result<(), String> {
    if is == should_be { Ok(()) } else { Err(format!("{what} is {is:?}, not {should_be:?}")) }
}

/// A value of a type that is made of JSON.
pub fn made<T: Decode>(text: &str) -> T {
    json::from_str(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}
