//! The order of a sorted map: places by keys.

use std::cmp::Ordering;

/// How many places a run has at most: few enough to move for each that comes, many enough to have few runs.
const RUN: usize = 512;

/// What is needed of a comparison. The table of a closure would have all ways to call it compiled.
pub(super) trait Compare {
    fn compare(&self, place: usize) -> Ordering;
}

impl<F: Fn(usize) -> Ordering> Compare for F {
    fn compare(&self, place: usize) -> Ordering {
        self(place)
    }
}

/// The places of a list in the order of what stands there.
#[derive(Clone)]
pub(super) struct Order {
    /// None is empty.
    runs: Vec<Vec<u32>>,
}

/// Where in an order something stands, or would.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    run: usize,
    at: usize,
}

impl Order {
    pub(super) const fn new() -> Self {
        Self { runs: Vec::new() }
    }

    /// The place of what is neither less nor greater, or the spot where it would stand.
    pub(super) fn find(&self, compare: &dyn Compare) -> Result<(usize, Spot), Spot> {
        let compare = |place: &u32| compare.compare(*place as usize);
        let run = self.runs.partition_point(|run| run.last().is_some_and(|last| compare(last) == Ordering::Less));
        // What is greater than all stands at the end of the last run.
        let run = run.min(self.runs.len().saturating_sub(1));
        let Some(places) = self.runs.get(run) else { return Err(Spot { run: 0, at: 0 }) };
        match places.binary_search_by(compare) {
            Ok(at) => Ok((places.get(at).map_or(0, |place| *place as usize), Spot { run, at })),
            Err(at) => Err(Spot { run, at }),
        }
    }

    pub(super) fn insert(&mut self, spot: Spot, place: usize) {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let Some(run) = self.runs.get_mut(spot.run) else {
            self.runs.push(vec![place]);
            return;
        };
        run.insert(spot.at.min(run.len()), place);
        if run.len() > RUN {
            // What comes in order leaves full runs behind.
            let is_last = spot.at + 1 == run.len();
            let rest = run.split_off(if is_last { RUN } else { RUN / 2 });
            self.runs.insert(spot.run + 1, rest);
        }
    }

    /// All places in their order.
    pub(super) fn places(&self) -> Places<'_> {
        Places { order: self, spot: Spot { run: 0, at: 0 } }
    }
}

/// The places of an order, one after the other.
#[derive(Clone)]
pub(crate) struct Places<'a> {
    order: &'a Order,
    spot: Spot,
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let run = self.order.runs.get(self.spot.run)?;
        let place = run.get(self.spot.at)?;
        self.spot.at += 1;
        if self.spot.at == run.len() {
            self.spot = Spot { run: self.spot.run + 1, at: 0 };
        }
        Some(*place as usize)
    }
}
