//! Objects that the table does not lead to.

use super::super::located::Located;
use super::kind::Kind;
use crate::maps::HashSet;
use crate::value::Pointer;

/// Objects that references lead to from where the table does not lead: in other files, or at odd places.
#[derive(Debug, Default)]
pub(in super::super) struct Elsewhere<'d> {
    pub(super) list: Vec<(Located<'d>, Kind)>,
    seen: HashSet<Pointer>,
}

impl<'d> Elsewhere<'d> {
    pub(super) fn add(&mut self, at: &Located<'d>, kind: Kind) {
        if self.seen.insert(at.pointer.clone()) {
            self.list.push((at.clone(), kind));
        }
    }
}
