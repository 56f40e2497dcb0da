//! How what comes item by item is read.

use crate::rust::Items;

/// How items are read.
pub(crate) fn read(items: &Items, wrap: Option<&str>) -> String {
    let framing = items.framing;
    match wrap {
        Some(wrap) => format!(".items_as(rt::Framing::{framing:?}, {wrap})"),
        None => format!(".items(rt::Framing::{framing:?})"),
    }
}
