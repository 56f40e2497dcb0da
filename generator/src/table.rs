//! Tables whose rows are known by ids of their own, so that no id is taken for that of something else.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// What a table's rows are known by. An id is made with its row, or with that of a table which this one was made of.
pub(crate) trait Id: Copy {
    /// The id of the row at this place.
    fn at(place: usize) -> Self;

    /// The place of its row.
    fn place(self) -> usize;
}

/// Declares a type of ids.
macro_rules! id {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) struct $name(usize);

        impl $crate::table::Id for $name {
            fn at(place: usize) -> $name {
                $name(place)
            }

            fn place(self) -> usize {
                self.0
            }
        }
    };
}
pub(crate) use id;

/// Rows in their order, each with an id.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table<I, T> {
    rows: Vec<T>,
    ids: PhantomData<I>,
}

impl<I: Id, T> Table<I, T> {
    /// A table of these rows.
    pub(crate) fn of(rows: Vec<T>) -> Table<I, T> {
        Table { rows, ids: PhantomData }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: T) -> I {
        self.rows.push(row);
        I::at(self.rows.len() - 1)
    }

    /// A table of what is made of each row, with the same ids.
    pub(crate) fn map<U>(&self, mut made: impl FnMut(I, &T) -> U) -> Table<I, U> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for (id, row) in self.entries() {
            rows.push(made(id, row));
        }
        Table::of(rows)
    }

    /// The ids.
    pub(crate) fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.rows.len()).map(I::at)
    }

    /// The rows with their ids.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (I, &T)> {
        self.rows.iter().enumerate().map(|(place, row)| (I::at(place), row))
    }

    /// The rows with their ids, to be changed.
    pub(crate) fn entries_mut(&mut self) -> impl Iterator<Item = (I, &mut T)> {
        self.rows.iter_mut().enumerate().map(|(place, row)| (I::at(place), row))
    }

    /// The id of the first row of which this is true.
    pub(crate) fn find(&self, test: impl Fn(&T) -> bool) -> Option<I> {
        self.rows.iter().position(test).map(I::at)
    }

    /// The rows.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// The rows, to be changed.
    pub(crate) fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<I: Id, T> Default for Table<I, T> {
    fn default() -> Table<I, T> {
        Table::of(Vec::new())
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "an id is made with its row, whatever the input is")]
    fn index(&self, id: I) -> &T {
        &self.rows[id.place()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    #[expect(clippy::indexing_slicing, reason = "an id is made with its row, whatever the input is")]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.place()]
    }
}

impl<'t, I: Id, T> IntoIterator for &'t Table<I, T> {
    type Item = &'t T;
    type IntoIter = std::slice::Iter<'t, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
