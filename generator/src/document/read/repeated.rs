//! What is read again: references, and path items that speak for all of their operations, have the same place of the
//! document read many times over, and each time code comes of it.

use super::located::Located;
use super::reader::{Reader, Unreadable};
use crate::document::{Ratio, shortened};
use crate::lists::Listing;
use crate::value::Node;

/// How many bytes of code may come of what is read again, for each thousand bytes of the document.
pub(super) const CODE: Ratio = Ratio { each_thousand: 20_000, least: 200_000 };

/// How many bytes of code come of something, about; or of memory, where no code does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cost {
    Operation = 1_500,
    Parameter = 400,
    Response = 200,
    Header = 150,
    MediaType = 140,
    Server = 120,
    /// An example, a link, or how a field is encoded.
    Part = 100,
    /// Time alone.
    Reference = 60,
}

impl<'d> Reader<'d> {
    /// Pays for a place that is read again. What an operation consists of is paid for as a whole.
    pub(super) fn pay_if_read(&mut self, at: &Located<'d>, cost: Cost) -> Result<(), Unreadable> {
        if self.mark_read(at) {
            return Ok(());
        }
        self.pay(cost as usize + own_text(at.node))
    }

    /// Whether a place has been read.
    pub(super) fn is_read(&self, at: &Located<'d>) -> bool {
        self.read.contains(&std::ptr::from_ref(at.node).addr())
    }

    /// Remembers that a place has been read; false where it had been.
    pub(super) fn mark_read(&mut self, at: &Located<'d>) -> bool {
        self.read.insert(std::ptr::from_ref(at.node).addr())
    }

    /// Pays for a reference.
    pub(super) fn pay_reference(&mut self) -> Result<(), Unreadable> {
        self.pay(Cost::Reference as usize)
    }

    fn pay(&mut self, cost: usize) -> Result<(), Unreadable> {
        if self.allowance.spend(cost) { Ok(()) } else { Err(too_often()) }
    }

    /// A field that documents something, shortened where too many places repeat it.
    pub(super) fn prose(&mut self, holder: &Located<'d>, key: &str) -> Option<String> {
        let Some(Node::String(text)) = holder.node.get(key) else { return self.text(holder, key) };
        let was_shortened = self.repeats.shortened;
        let copy = self.repeats.text(text);
        self.note_shortened(was_shortened, holder);
        Some(copy)
    }

    /// An example. None where too many places repeat it.
    pub(super) fn sample(&mut self, example: &Located<'d>) -> Option<serde_json::Value> {
        let was_shortened = self.repeats.shortened;
        let copy = self.repeats.allows(example.node).then(|| example.node.to_json());
        self.note_shortened(was_shortened, example);
        copy
    }

    fn note_shortened(&mut self, was_shortened: bool, at: &Located<'d>) {
        if self.repeats.shortened && !was_shortened {
            self.diagnostics.push(shortened(&at.pointer));
        }
    }
}

/// Why an operation is left out that repeats too much. Nothing else tells of that.
pub(super) fn too_often() -> Unreadable {
    let reason = "what it refers to is repeated so often that the code would be far larger than the document";
    Unreadable { reason: reason.to_owned(), cause: None }
}

/// How much text an object has itself, prose and samples left out.
fn own_text(node: &Node) -> usize {
    let text = |node: &Node| node.as_str().map_or(0, str::len);
    node.entries()
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "description" | "summary" | "example" | "x-example"))
        .map(|(_, value)| match value {
            Node::Seq(items) => items.iter().map(|item| text(item) + 4).total(),
            value => text(value) * 2,
        })
        .total()
}
