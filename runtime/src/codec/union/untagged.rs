//! Unions whose variants are told by what the value looks like.

use super::candidate::Candidate;
use super::look::Look;
use super::memory::Known;
use super::search::Search;
use crate::codec::test::fits;
use crate::codec::{DecodeError, Encode, Entries, In, Test, bounds};

/// The description of a union whose variants are told by what the value looks like.
#[derive(Debug)]
pub struct Untagged {
    /// The Rust type's name.
    pub name: &'static str,
    /// Whether a strict source refuses values that fit several variants.
    pub one: bool,
    /// The variants in the order in which they are tried.
    pub variants: &'static [Candidate],
}

impl Untagged {
    /// Reads the variant whose test fits; where several do, the first that can be read.
    ///
    /// # Errors
    ///
    /// That no test fits, the fault of the only variant whose test fits, or those of all that were tried.
    pub fn decode<T: Encode>(
        &'static self,
        mut value: In<'_>,
        decode: fn(usize, In<'_>) -> Result<T, DecodeError>,
    ) -> Result<T, DecodeError> {
        let looks = match self.fitting(&mut value)? {
            Fitting::One(index) => return decode(index, value),
            Fitting::Several(looks) => looks,
        };
        // Of all that tells unions apart it is this that says how their variants are read.
        let (union, place) = (decode as usize, value.place());
        match value.recall(union) {
            Some(Known::Fits(index)) => return decode(index, value),
            Some(Known::Fails(fault)) => return Err(fault),
            None => {}
        }
        let mut search = Search::default();
        let exclusive = self.one && value.is_strict();
        search.read(&mut value, &looks, decode, exclusive)?;
        let anew = search.anew;
        let (known, result) = match self.outcome(search) {
            Ok((index, decoded)) => (Known::Fits(index), Ok(decoded)),
            Err(fault) => (Known::Fails(fault.again()), Err(fault)),
        };
        // What the first attempt found is found again without a detour.
        if anew {
            value.remember(place, union, known);
        }
        result
    }

    fn outcome<T>(&'static self, search: Search<T>) -> Result<(usize, T), DecodeError> {
        match search.found {
            Some(found) if search.others.is_empty() => Ok(found),
            Some((index, _)) => Err(self.ambiguous([index].into_iter().chain(search.others))),
            None => Err(self.no_variant(&search.reasons)),
        }
    }

    #[cold]
    fn ambiguous(&'static self, indexes: impl Iterator<Item = usize>) -> DecodeError {
        let names = indexes.filter_map(|index| Some(self.variants.get(index)?.name));
        let names = bounds::listed(names, bounds::LISTED, " and ");
        DecodeError::new(format!("only one variant of {} may fit: {names} do", self.name))
    }

    /// What `null` stands for in a union that has it as a variant.
    pub fn null<T>(&'static self, decode: fn(usize, In<'_>) -> Result<T, DecodeError>) -> Option<T> {
        let index = self.variants.iter().position(|variant| variant.test == Test::Null)?;
        decode(index, In::Null).ok()
    }

    fn fitting(&'static self, value: &mut In<'_>) -> Result<Fitting, DecodeError> {
        let head = value.head();
        let of_type = || self.variants.iter().enumerate().filter(|(_, variant)| fits(variant.test, head));
        let mut first_of_type = of_type();
        let Some((first, _)) = first_of_type.next() else {
            let nouns: Vec<String> = self.variants.iter().map(|variant| variant.test.noun().to_owned()).collect();
            return Err(value.mismatch(&alternatives(&nouns)));
        };
        if first_of_type.next().is_none() {
            return Ok(Fitting::One(first));
        }
        // The one list that is made of them, in one piece.
        let mut looks = Vec::with_capacity(self.variants.len());
        looks.extend(of_type().map(|(index, variant)| Look::of(index, variant)));
        match value {
            In::Map(entries) => self.ranked(looks, *entries),
            _ => Ok(Fitting::Several(looks)),
        }
    }

    /// Of several variants that may be objects, those that have all keys that they must have, the best first.
    fn ranked(&'static self, mut looks: Vec<Look>, entries: &mut dyn Entries) -> Result<Fitting, DecodeError> {
        let mut count = 0;
        entries.keys(&mut |key| {
            count += 1;
            for look in &mut looks {
                look.sees(key);
            }
        })?;
        if !looks.iter().any(Look::has_all) {
            // The one that knows most of the keys is told first: it is what was meant most likely.
            let mut faults = Vec::with_capacity(looks.len());
            for look in Look::ranked(looks) {
                faults.extend(look.fault().map(|fault| (look.index, fault)));
            }
            return Err(self.no_variant(&faults));
        }
        looks.retain(Look::has_all);
        if let [only] = looks.as_slice() {
            return Ok(Fitting::One(only.index));
        }
        for look in &mut looks {
            look.find_placeless(count);
        }
        // The order of the document, where all else is equal.
        Ok(Fitting::Several(Look::ranked(looks)))
    }

    #[cold]
    fn no_variant(&'static self, reasons: &[(usize, DecodeError)]) -> DecodeError {
        let told = reasons.iter().filter_map(|(index, fault)| {
            let reason = fault.to_string();
            Some(format!("{}: {}", self.variants.get(*index)?.name, bounds::shortened(&reason, bounds::REASON)))
        });
        let told = bounds::listed(told, bounds::REASONS, "; ");
        let fault = DecodeError::new(format!("no variant of {} fits: {told}", self.name));
        fault.because_of(reasons.iter().map(|(_, fault)| fault))
    }
}

enum Fitting {
    One(usize),
    Several(Vec<Look>),
}

/// A list in words: `a string, an integer or null`.
pub(super) fn alternatives(nouns: &[String]) -> String {
    let mut distinct: Vec<&str> = Vec::with_capacity(nouns.len());
    for noun in nouns {
        if !distinct.contains(&noun.as_str()) {
            distinct.push(noun);
        }
    }
    match distinct.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) if others.len() < bounds::LISTED => format!("{} or {last}", others.join(", ")),
        Some((_, others)) => {
            let shown: Vec<&str> = others.iter().copied().take(bounds::LISTED).collect();
            format!("{} or one of {} others", shown.join(", "), distinct.len() - shown.len())
        }
        None => "nothing".to_owned(),
    }
}
