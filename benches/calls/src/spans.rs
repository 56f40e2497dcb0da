//! Reads spans as a subscriber that writes them somewhere does: each value once, as text.

use std::fmt::{Debug, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

/// Reads everything, and keeps nothing.
#[derive(Default)]
pub(crate) struct Reading {
    spans: AtomicU64,
    text: Mutex<String>,
}

impl Reading {
    fn read(&self, values: impl FnOnce(&mut Text<'_>)) {
        let mut text = self.text.lock().unwrap();
        text.clear();
        values(&mut Text(&mut text));
    }
}

impl Subscriber for Reading {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        // Where nobody reads, calls are to ask anew.
        Interest::sometimes()
    }

    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        self.read(|text| attributes.record(text));
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.read(|text| values.record(text));
    }

    fn event(&self, event: &Event<'_>) {
        self.read(|text| event.record(text));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Text<'a>(&'a mut String);

impl Visit for Text<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push_str(field.name());
        self.0.push_str(value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(field.name());
        let _ = write!(self.0, "{value:?}");
    }
}
