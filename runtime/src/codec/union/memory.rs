//! What a source knows of the unions that were read before.
//!
//! A variant that does not fit may be told late, when the unions within have been read. The next one reads them again:
//! if each tried all its variants once more, the time would double with each level. So a source remembers what became of
//! each union at each place, and a value is tried at most once as each union.

use std::collections::HashMap;

use crate::codec::DecodeError;

/// Failed attempts at unions may read that many times as much as there is before the decoding is given up. A union within
/// itself whose variants are told apart by their last entry takes half its depth for each of its variants.
const REREADS: usize = 256;

/// What failed attempts may read in any case: a short text can be nested as deep as a long one.
const AT_LEAST: usize = 4 << 20;

/// What came of reading a union.
#[derive(Debug)]
pub enum Known {
    /// The variant that fits.
    Fits(usize),
    /// That no variant does.
    Fails(DecodeError),
}

/// A union at a place of a source.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Spot {
    /// Tells an array or an object from all others in the source.
    pub(crate) place: (usize, bool),
    /// The entries that are not read.
    pub(crate) hidden: Vec<&'static str>,
    /// The function that reads the union's variants.
    pub(crate) union: usize,
}

/// What a source knows of the unions in it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    /// How many attempts are under way, each within the one before: outside of any, nothing is read a second time.
    attempts: usize,
    /// Made when it is first needed: most sources have nothing to remember.
    #[expect(clippy::box_collection, reason = "every reader has the width of a pointer of it")]
    known: Option<Box<HashMap<Spot, Known>>>,
    reread: usize,
}

impl Memory {
    /// What is known of a union.
    pub(crate) fn recall(&self, spot: impl FnOnce() -> Spot) -> Option<Known> {
        Some(match self.known.as_ref()?.get(&spot())? {
            Known::Fits(index) => Known::Fits(*index),
            Known::Fails(fault) => Known::Fails(fault.again()),
        })
    }

    /// Keeps what came of a union that may be read again.
    #[cold]
    pub(crate) fn remember(&mut self, spot: impl FnOnce() -> Spot, known: Known) {
        if self.attempts > 0 {
            self.known.get_or_insert_default().insert(spot(), known);
        }
    }

    pub(crate) fn begin_attempt(&mut self) {
        self.attempts += 1;
    }

    /// Ends an attempt. What has been read for good is not read again.
    pub(crate) fn end_attempt(&mut self, succeeded: bool) {
        self.attempts -= 1;
        if succeeded && self.attempts == 0 {
            self.known = None;
        }
    }

    /// Counts what is read, where it is not known beforehand what for.
    pub(crate) fn count(&mut self, amount: usize) {
        self.reread = self.reread.saturating_add(amount);
    }

    /// Notes that a failed attempt has read so much of a source that is as long as `whole` says.
    ///
    /// # Errors
    ///
    /// Where it is too much: why the decoding is given up.
    pub(crate) fn spend(&mut self, amount: usize, whole: impl FnOnce() -> usize) -> Result<(), String> {
        self.count(amount);
        if self.reread <= AT_LEAST {
            return Ok(());
        }
        if self.reread <= whole().saturating_mul(REREADS) {
            return Ok(());
        }
        Err(format!("too many variants of unions had to be tried: more than {REREADS} times the value would be read"))
    }
}
