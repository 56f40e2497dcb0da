//! How what comes item by item is read.

use crate::api::Framing;
use crate::rust::Items;

/// How items are read.
pub(crate) fn read(items: &Items, wrap: Option<&str>) -> String {
    let framing = match items.framing {
        Framing::JsonLines => "JsonLines",
        Framing::JsonSequence => "JsonSequence",
        Framing::EventDataJson => "EventDataJson",
        Framing::EventDataText => "EventDataText",
        Framing::EventsWithTextData => "EventsWithTextData",
        Framing::EventsWithJsonData => "EventsWithJsonData",
        Framing::EventsWithAnyData => "EventsWithAnyData",
    };
    match wrap {
        Some(wrap) => format!(".items_as(rt::Framing::{framing}, {wrap})"),
        None => format!(".items(rt::Framing::{framing})"),
    }
}
