//! How a variant looks beside the keys of an object: what decides which one is read.

use std::cmp::Reverse;

use super::candidate::Candidate;
use crate::codec::{DecodeError, Spec, spec};

/// How a variant looks beside an object's keys.
pub(super) struct Look {
    pub(super) index: usize,
    spec: Option<&'static Spec>,
    /// The keys that it must have.
    keys: &'static [&'static str],
    /// A bit for each of the first 64 that has not come.
    absent: u64,
    /// The further ones that have not come; next to no variant has as many.
    absent_beyond: Vec<&'static str>,
    /// How many keys it knows.
    known: usize,
    /// How many it has no place for, and whether it forbids them.
    placeless: (usize, bool),
    /// Where the next key of either list is most likely: keys tend to come in their order.
    next: usize,
    next_known: usize,
}

impl Look {
    pub(super) fn of(index: usize, variant: &'static Candidate) -> Look {
        let (first, beyond) = variant.keys.split_at_checked(64).unwrap_or((variant.keys, &[]));
        Look {
            index,
            spec: Some((variant.spec)()).filter(|spec| spec.is_some()),
            keys: variant.keys,
            absent: u64::MAX.checked_shr(64 - first.len() as u32).unwrap_or(0),
            absent_beyond: beyond.to_vec(),
            known: 0,
            placeless: (0, false),
            next: 0,
            next_known: 0,
        }
    }

    #[inline]
    pub(super) fn sees(&mut self, key: &str) {
        let must_have = spec::position(self.keys, key, &mut self.next).is_some_and(|at| self.comes(at, key));
        // Of what is no record, the keys that it must have are all that is known.
        let knows = match self.spec {
            Some(spec) => spec::position(spec.keys, key, &mut self.next_known).is_some(),
            None => must_have,
        };
        self.known += usize::from(knows);
    }

    /// Notes that a key has come that it must have; whether it is for the first time.
    #[inline]
    fn comes(&mut self, at: usize, key: &str) -> bool {
        if at >= 64 {
            let before = self.absent_beyond.len();
            self.absent_beyond.retain(|known| *known != key);
            return self.absent_beyond.len() < before;
        }
        let before = self.absent;
        self.absent &= !(1 << at);
        self.absent != before
    }

    #[inline]
    pub(super) fn has_all(&self) -> bool {
        self.absent == 0 && self.absent_beyond.is_empty()
    }

    /// That a key has not come that it must have.
    #[cold]
    pub(super) fn fault(&self) -> Option<DecodeError> {
        let first = if self.absent == 0 { None } else { self.keys.get(self.absent.trailing_zeros() as usize) };
        let name = *first.or(self.absent_beyond.first())?;
        Some(match self.spec.filter(|spec| spec.keys.contains(&name)) {
            Some(spec) => DecodeError::lacks(spec.name, name),
            None => DecodeError::missing(name),
        })
    }

    /// Finds how many of all keys it has no place for, and whether it forbids them.
    pub(super) fn find_placeless(&mut self, count: usize) {
        if let Some(spec) = self.spec.filter(|spec| !spec.keeps_rest()) {
            let unknown = count.saturating_sub(self.known);
            self.placeless = (unknown, unknown > 0 && spec.closed);
        }
    }

    /// The best first, those that are level in their order. Such lists are short, and
    /// what sorts long ones takes long to compile.
    pub(super) fn ranked(looks: Vec<Look>) -> Vec<Look> {
        let mut ranked: Vec<Look> = Vec::with_capacity(looks.len());
        for look in looks {
            let rank = look.rank();
            ranked.insert(ranked.partition_point(|other| other.rank() <= rank), look);
        }
        ranked
    }

    /// The best is the one that knows most keys, then that has a place for most, then that forbids none.
    pub(super) fn rank(&self) -> (Reverse<usize>, (usize, bool)) {
        (Reverse(self.known), self.placeless)
    }
}
