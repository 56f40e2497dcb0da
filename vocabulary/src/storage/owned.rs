//! How rules that are being made keep what they hold.

use std::marker::PhantomData;
use std::rc::Rc;

/// A name, a number or a regular expression.
pub(super) type Text = Rc<str>;

/// A list.
pub(super) type List<T> = Vec<T>;

/// What leads to something with a name, in a list of such, which may lead back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<T> {
    /// Its place in the list.
    pub number: usize,
    /// What the document calls it.
    pub name: Rc<str>,
    of: PhantomData<T>,
}

impl<T> Link<T> {
    /// A link to what stands at that place under that name.
    #[must_use]
    pub const fn new(number: usize, name: Rc<str>) -> Self {
        Self { number, name, of: PhantomData }
    }
}
