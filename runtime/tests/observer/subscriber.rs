//! Notes the spans and events that a test brings about.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};

/// What came of a thread's calls. It listens until it is dropped.
pub(crate) struct Seen {
    all: Arc<Mutex<All>>,
    _listening: DefaultGuard,
}

#[derive(Default)]
struct All {
    spans: Vec<Span>,
    entered: Vec<usize>,
}

/// A span, with the events in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Span {
    pub(crate) fields: BTreeMap<&'static str, String>,
    pub(crate) events: Vec<BTreeMap<&'static str, String>>,
    pub(crate) parent: Option<usize>,
    handles: usize,
    pub(crate) is_entered: bool,
}

impl Span {
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    pub(crate) fn name(&self) -> &str {
        self.field("otel.name")
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.handles == 0
    }
}

impl Seen {
    pub(crate) fn listen() -> Self {
        let all = Arc::<Mutex<All>>::default();
        Self { _listening: tracing::subscriber::set_default(Noting(all.clone())), all }
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        self.all.lock().unwrap().spans.clone()
    }
}

struct Noting(Arc<Mutex<All>>);

impl Noting {
    fn all(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap()
    }
}

fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Noting {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "oasmith_runtime"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut all = self.all();
        let mut span = Span { handles: 1, parent: all.entered.last().copied(), ..Span::default() };
        attributes.record(&mut Texts(&mut span.fields));
        all.spans.push(span);
        Id::from_u64(all.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let fields = &mut self.all().spans[place(id)].fields;
        let mut recorded = BTreeMap::new();
        values.record(&mut Texts(&mut recorded));
        for (name, value) in recorded {
            assert!(fields.insert(name, value).is_none(), "{name} was recorded twice");
        }
    }

    fn event(&self, event: &Event<'_>) {
        let mut all = self.all();
        let mut fields = BTreeMap::new();
        event.record(&mut Texts(&mut fields));
        let place = event.parent().map_or_else(|| *all.entered.last().unwrap(), place);
        all.spans[place].events.push(fields);
    }

    fn enter(&self, id: &Id) {
        let mut all = self.all();
        all.spans[place(id)].is_entered = true;
        all.entered.push(place(id));
    }

    fn exit(&self, id: &Id) {
        let mut all = self.all();
        all.spans[place(id)].is_entered = false;
        assert_eq!(all.entered.pop(), Some(place(id)));
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.all().spans[place(id)].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut all = self.all();
        all.spans[place(&id)].handles -= 1;
        all.spans[place(&id)].handles == 0
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
}

struct Texts<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Texts<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
