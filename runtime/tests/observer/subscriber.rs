//! Notes the spans and events that a test brings about.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard, Once};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{Interest, set_global_default};
use tracing::{Event, Metadata, Subscriber};

/// What came of the calls of a test's thread.
pub(crate) struct Seen(Arc<Mutex<All>>);

thread_local! {
    static LISTENING: RefCell<Option<Arc<Mutex<All>>>> = const { RefCell::new(None) };
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
        install();
        let all = Arc::<Mutex<All>>::default();
        LISTENING.set(Some(all.clone()));
        Self(all)
    }

    pub(crate) fn spans(&self) -> Vec<Span> {
        self.0.lock().unwrap().spans.clone()
    }
}

/// Installs the one subscriber, before any call of any test: what a thread registers while another one changes subscribers
/// may be off for ever.
pub(crate) fn install() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| set_global_default(Noting).unwrap());
}

struct Noting;

/// Does something with what came of this thread's calls.
fn with<T>(something: impl FnOnce(MutexGuard<'_, All>) -> T) -> T {
    LISTENING.with_borrow(|all| something(all.as_ref().unwrap().lock().unwrap()))
}

fn place(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Noting {
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "oasmith_runtime" && LISTENING.with_borrow(Option::is_some)
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        with(|mut all| {
            let mut span = Span { handles: 1, parent: all.entered.last().copied(), ..Span::default() };
            attributes.record(&mut Texts(&mut span.fields));
            all.spans.push(span);
            Id::from_u64(all.spans.len() as u64)
        })
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut recorded = BTreeMap::new();
        values.record(&mut Texts(&mut recorded));
        with(|mut all| {
            for (name, value) in recorded {
                assert!(all.spans[place(id)].fields.insert(name, value).is_none(), "{name} was recorded twice");
            }
        });
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = BTreeMap::new();
        event.record(&mut Texts(&mut fields));
        with(|mut all| {
            let place = event.parent().map_or_else(|| *all.entered.last().unwrap(), place);
            all.spans[place].events.push(fields);
        });
    }

    fn enter(&self, id: &Id) {
        with(|mut all| {
            all.spans[place(id)].is_entered = true;
            all.entered.push(place(id));
        });
    }

    fn exit(&self, id: &Id) {
        with(|mut all| {
            all.spans[place(id)].is_entered = false;
            assert_eq!(all.entered.pop(), Some(place(id)));
        });
    }

    fn clone_span(&self, id: &Id) -> Id {
        with(|mut all| all.spans[place(id)].handles += 1);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        with(|mut all| {
            all.spans[place(&id)].handles -= 1;
            all.spans[place(&id)].is_closed()
        })
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
