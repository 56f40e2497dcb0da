//! Reading a value as one variant after the other.

use super::look::Look;
use super::unlisted::Met;
use crate::codec::{DecodeError, Encode, In, Place};

/// What has come of reading a value as one variant after the other.
pub(super) struct Search<T> {
    /// The variant that it is, by its place among them.
    pub(super) found: Option<(usize, T)>,
    /// Further ones that fit, where only one may.
    pub(super) others: Vec<usize>,
    /// Why each of the others does not fit.
    pub(super) reasons: Vec<(usize, DecodeError)>,
    /// Whether it took more than the first attempt.
    pub(super) anew: bool,
}

impl<T> Default for Search<T> {
    fn default() -> Self {
        Self { found: None, others: Vec::new(), reasons: Vec::new(), anew: false }
    }
}

impl<T: Encode> Search<T> {
    /// Reads the first variant that fits, the best coming first; all of them, where it has to be known that only one does.
    /// Of variants that are level it is the one whose enums list all values; else the one that lists most of them.
    pub(super) fn read(
        &mut self,
        value: &mut In<'_>,
        looks: &[Look],
        decode: fn(usize, In<'_>) -> Result<T, DecodeError>,
        exclusive: bool,
    ) -> Result<(), DecodeError> {
        self.anew = exclusive;
        let before = Met::so_far();
        let strict = value.is_strict();
        let mut second_best: Option<(&Look, T, usize)> = None;
        for (at, look) in looks.iter().enumerate() {
            let is_level = |other: &Look| other.rank() == look.rank();
            if second_best.as_ref().is_some_and(|(best, ..)| !is_level(best)) {
                break;
            }
            let wary = !strict && (second_best.is_some() || looks.get(at + 1).is_some_and(is_level));
            let mut attempt = Attempt { index: look.index, decode, decoded: None, wary, unlisted: 0 };
            let result = value.attempt(&mut attempt);
            match (result, attempt.decoded) {
                (Ok(()), Some(decoded)) => self.reads(look.index, decoded, value),
                (Ok(()), None) => return Err(DecodeError::new("the value was not read")),
                (Err(fault), Some(decoded)) if attempt.unlisted > 0 => {
                    before.forget();
                    self.anew = true;
                    if second_best.as_ref().is_none_or(|(.., least)| attempt.unlisted < *least) {
                        second_best = Some((look, decoded, attempt.unlisted));
                    }
                    // No more may be read a second time.
                    if fault.is_last() {
                        break;
                    }
                }
                // No more may be read a second time, so that what was read before is it.
                (Err(fault), _) if fault.is_last() && second_best.is_some() => {
                    before.forget();
                    self.anew = true;
                    break;
                }
                // The text itself is at fault, for every variant.
                (Err(fault), _) if fault.is_last() || fault.offset().is_some() => return Err(fault),
                (Err(fault), _) => {
                    before.forget();
                    self.fails(look.index, fault);
                }
            }
            if self.found.is_some() && !exclusive {
                return Ok(());
            }
        }
        if let Some((look, decoded, unlisted)) = second_best {
            Met::add(unlisted);
            self.found = Some((look.index, decoded));
        }
        Ok(())
    }

    fn reads(&mut self, index: usize, decoded: T, value: &In<'_>) {
        match value.broken(&decoded) {
            Some(fault) => self.fails(index, fault),
            None if self.found.is_some() => self.others.push(index),
            None => self.found = Some((index, decoded)),
        }
    }

    fn fails(&mut self, index: usize, fault: DecodeError) {
        self.anew = true;
        self.reasons.push((index, fault));
    }
}

/// The place of one variant.
struct Attempt<T> {
    index: usize,
    decode: fn(usize, In<'_>) -> Result<T, DecodeError>,
    decoded: Option<T>,
    /// Whether another variant may be the better one.
    wary: bool,
    /// How many values its enums do not list, in a wary attempt. The value can be read again where there are some.
    unlisted: usize,
}

impl<T> Place for Attempt<T> {
    fn put(&mut self, value: In<'_>) -> Result<(), DecodeError> {
        let before = Met::so_far();
        self.decoded = Some((self.decode)(self.index, value)?);
        self.unlisted = if self.wary { before.since() } else { 0 };
        if self.unlisted == 0 { Ok(()) } else { Err(DecodeError::new("a value that is not listed")) }
    }
}
