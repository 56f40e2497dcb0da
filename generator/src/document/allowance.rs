//! How much may be repeated of what a document says once.
//!
//! What stands in a document once may be referred to from everywhere, and each place may need a copy: parameters of
//! operations, properties of `allOf`, prose. Copies multiply, so they are counted, and what is allowed of them grows with
//! the document's size.

use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::value::{Node, Pointer};

/// Up to this much is granted from a reserve, so that what is large can't use up what small things need.
const SMALL: usize = 4_000;

/// How much text may be repeated for each byte of the document, and how much however small that is.
const PROSE: Ratio = Ratio { each_thousand: 4_000, least: 100_000 };
/// Text of up to so many bytes is repeated wherever it is needed: what leads to it is not much shorter.
const SHORT: usize = 100;

/// What is allowed for each thousand bytes of a document, and however small that is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratio {
    pub(crate) each_thousand: usize,
    pub(crate) least: usize,
}

/// What may still be spent.
#[derive(Debug)]
pub(crate) struct Allowance {
    ratio: Ratio,
    left: usize,
    reserve: usize,
    trial: Option<Trial>,
}

/// Something that is to be had as a whole or not at all.
#[derive(Debug)]
struct Trial {
    cost: usize,
    most: usize,
    failed: bool,
}

impl Allowance {
    /// The allowance of a document of so many bytes.
    pub(crate) fn of(bytes: usize, ratio: Ratio) -> Allowance {
        let reserve = ratio.least / 4;
        let mut allowance = Allowance { ratio, left: ratio.least - reserve, reserve, trial: None };
        allowance.grow(bytes);
        allowance
    }

    /// Adds what a file of so many bytes allows.
    pub(crate) fn grow(&mut self, bytes: usize) {
        let more = bytes.saturating_mul(self.ratio.each_thousand) / 1_000;
        let reserve = more / 4;
        self.left = self.left.saturating_add(more - reserve);
        self.reserve = self.reserve.saturating_add(reserve);
        if let Some(trial) = &mut self.trial {
            trial.most = trial.most.saturating_add(more - reserve);
        }
    }

    /// The most that can be spent at once.
    pub(crate) fn most(&self) -> usize {
        match &self.trial {
            Some(trial) => trial.most.saturating_sub(trial.cost),
            None => self.left.max(self.reserve.min(SMALL)),
        }
    }

    /// Spends this much, and says whether it was there.
    pub(crate) fn spend(&mut self, cost: usize) -> bool {
        let most = self.most();
        if let Some(trial) = &mut self.trial {
            trial.cost = trial.cost.saturating_add(cost);
            trial.failed |= cost > most;
            return !trial.failed;
        }
        if cost <= self.left {
            self.left -= cost;
        } else if cost <= most {
            self.reserve -= cost;
        } else {
            return false;
        }
        true
    }

    /// Begins something that is to be had as a whole or not at all.
    pub(crate) fn begin(&mut self) {
        self.trial = Some(Trial { cost: 0, most: self.most(), failed: false });
    }

    /// How much has been tried for.
    pub(crate) fn tried(&self) -> usize {
        self.trial.as_ref().map_or(0, |trial| trial.cost)
    }

    /// Whether what is tried for can't be had.
    pub(crate) fn has_failed(&self) -> bool {
        self.trial.as_ref().is_some_and(|trial| trial.failed)
    }

    /// Goes on without the last part of what is tried for; so much had been tried for before it.
    pub(crate) fn without(&mut self, tried: usize) {
        if let Some(trial) = &mut self.trial {
            let part = trial.cost.min(trial.most).saturating_sub(tried);
            (trial.cost, trial.failed) = (tried, false);
            self.left = self.left.saturating_sub(part / 2);
        }
    }

    /// Ends it, and says whether it can be had. If not, half of what was tried is gone, so that trying comes to an end.
    pub(crate) fn end(&mut self) -> bool {
        match self.trial.take() {
            Some(trial) if trial.failed => {
                self.left = self.left.saturating_sub(trial.cost.min(trial.most) / 2);
                false
            }
            Some(trial) => self.spend(trial.cost),
            None => true,
        }
    }
}

/// Which texts and values were repeated, and how much more of them may be.
#[derive(Debug)]
pub(crate) struct Repeats {
    /// What each place weighs that was met before.
    met: HashMap<usize, usize>,
    allowance: Allowance,
    /// Whether something has been shortened.
    pub(crate) shortened: bool,
}

impl Repeats {
    /// For a document of so many bytes.
    pub(crate) fn of(bytes: usize) -> Repeats {
        Repeats { met: HashMap::default(), allowance: Allowance::of(bytes, PROSE), shortened: false }
    }

    /// Adds what a file of so many bytes allows.
    pub(crate) fn grow(&mut self, bytes: usize) {
        self.allowance.grow(bytes);
    }

    /// A copy of a text of the document: the beginning of it where it has been repeated too often.
    pub(crate) fn text(&mut self, text: &str) -> String {
        if text.len() <= SHORT || self.again(text.as_ptr().addr(), || text.len()) {
            return text.to_owned();
        }
        let line = text.trim_start().lines().next().unwrap_or_default();
        let end = line.char_indices().map(|(at, _)| at).take_while(|at| *at <= SHORT).last().unwrap_or(0);
        let kept = line.get(..end).unwrap_or_default();
        format!("{}…", kept.trim_end())
    }

    /// Whether so much more of something may be repeated.
    pub(crate) fn again_of(&mut self, text: usize) -> bool {
        self.allowance.spend(text)
    }

    /// A copy of a value of the document; none where it has been repeated too often.
    pub(crate) fn value(&mut self, value: &Node) -> Option<Node> {
        self.allows(value).then(|| value.clone())
    }

    /// Whether a value of the document may be copied.
    pub(crate) fn allows(&mut self, value: &Node) -> bool {
        self.again(std::ptr::from_ref(value).addr(), || weight(value))
    }

    fn again(&mut self, place: usize, weight: impl FnOnce() -> usize) -> bool {
        match self.met.get(&place) {
            Some(weight) => {
                let allowed = *weight <= SHORT || self.allowance.spend(*weight);
                self.shortened |= !allowed;
                allowed
            }
            None => {
                self.met.insert(place, weight());
                true
            }
        }
    }
}

/// The remark that something repeated is shortened; it is made once.
pub(crate) fn shortened(at: &Pointer) -> Diagnostic {
    let message = "this stands in so many places that its descriptions, defaults and examples are shortened there";
    Diagnostic::note(Code::ShortenedProse, message)
        .at_key(at)
        .with_note("the code would be many times as large as the document; this is the first such place")
}

/// How much text a value is, about.
fn weight(value: &Node) -> usize {
    match value {
        Node::Null | Node::Bool(_) => 4,
        Node::Number(text) => text.len(),
        Node::String(text) => text.len() + 2,
        Node::Seq(items) => items.iter().map(|item| weight(item) + 2).total(),
        Node::Map(entries) => entries.iter().map(|(key, value)| key.len() + 4 + weight(value)).total(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Ratio, Repeats};

    #[test]
    fn what_is_large_leaves_enough_for_what_is_small() {
        let mut allowance = Allowance::of(10, Ratio { each_thousand: 1_000_000, least: 10_000 });
        assert!(allowance.spend(14_000));
        assert!(!allowance.spend(5_000));
        assert!(allowance.spend(4_000));
        assert!(allowance.spend(1_000));
        assert!(!allowance.spend(1_001));
    }

    #[test]
    fn what_can_not_be_had_is_not_spent_but_not_tried_for_ever() {
        let mut allowance = Allowance::of(0, Ratio { each_thousand: 1_000, least: 100_000 });
        allowance.begin();
        assert!(allowance.spend(40_000));
        assert!(!allowance.spend(70_000));
        assert!(!allowance.spend(1));
        assert!(!allowance.end());
        allowance.begin();
        assert!(allowance.spend(37_000));
        assert!(allowance.end());
        assert!(!allowance.spend(5_000));
        assert!(allowance.spend(400));
    }

    #[test]
    fn a_long_text_is_repeated_until_there_is_too_much_of_it() {
        let mut repeats = Repeats::of(0);
        let text = "word ".repeat(5_000);
        assert_eq!((0..4).filter(|_| repeats.text(&text) == text).count(), 4);
        assert!(!repeats.shortened);
        let short = repeats.text(&text);
        assert!(short.len() < 120 && short.starts_with("word word") && short.ends_with("word…"), "{short}");
        assert!(repeats.shortened);
        assert_eq!(repeats.text("a short one"), "a short one");
    }
}
