//! Server-sent events (WHATWG HTML, section 9.2.6).

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use oasmith_vocabulary::Framing;

use super::cutter::{Cutter, TooLarge};
use super::{Frame, Step};
use crate::codec::{Value, json};

/// The data by which many servers say that nothing more comes.
const DONE: &[u8] = b"[DONE]";

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// An event that is being put together, and what is remembered of those before.
pub(in crate::client::stream) struct Events {
    cutter: Cutter,
    framing: Framing,
    limit: usize,
    /// Whether the first line has come.
    begun: bool,
    /// Whether the last line ended with CR, to which an LF that follows belongs.
    after_cr: bool,
    event: Event,
    last_id: Option<String>,
    last_event: Option<String>,
    last_retry: Option<Duration>,
}

#[derive(Default)]
struct Event {
    data: Option<BytesMut>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl Events {
    pub(super) fn new(framing: Framing, limit: usize) -> Self {
        Self {
            cutter: Cutter::new(limit),
            framing,
            limit,
            begun: false,
            after_cr: false,
            event: Event::default(),
            last_id: None,
            last_event: None,
            last_retry: None,
        }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    pub(super) fn last_event(&self) -> Option<&str> {
        self.last_event.as_deref()
    }

    pub(super) fn last_retry(&self) -> Option<Duration> {
        self.last_retry
    }

    pub(super) fn next(&mut self, input: &mut Bytes) -> Result<Step, TooLarge> {
        loop {
            if self.after_cr && !input.is_empty() {
                self.after_cr = false;
                if input.first() == Some(&b'\n') {
                    let _ = input.split_to(1);
                }
            }
            let Some((line, end)) = self.cutter.cut(input, |byte| matches!(byte, b'\n' | b'\r'))? else {
                return Ok(Step::More);
            };
            self.after_cr = end == b'\r';
            let begun = std::mem::replace(&mut self.begun, true);
            let line = if begun { &*line } else { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&line) };
            if !line.is_empty() {
                self.field(line)?;
            } else if let Some(step) = self.dispatch() {
                return Ok(step);
            }
        }
    }

    /// What the end of the body cuts off: an event without a blank line behind it is not whole, and discarded by the
    /// standard. So that this is not taken for an end, it is an item that can't be read.
    pub(super) fn finish(&mut self) -> Option<Frame> {
        let line = self.cutter.rest();
        let data = self.event.data.take();
        let begins_data = |line: &[u8]| line.starts_with(b"d") && b"data:".starts_with(line.get(..5).unwrap_or(line));
        let is_done = || *line == *b"data: [DONE]" || *line == *b"data:[DONE]";
        match data {
            Some(data) if *data == *DONE && line.is_empty() => None,
            Some(data) => Some(data.freeze()),
            None if is_done() => None,
            None => Some(line.clone()).filter(|line| begins_data(line)),
        }
        .map(|raw| Frame::cut_off(raw, "it is cut off, for no blank line ends it"))
    }

    /// Forgets all but what holds for the whole stream.
    pub(super) fn begin_anew(&mut self) {
        self.cutter = Cutter::new(self.limit);
        (self.begun, self.after_cr, self.event) = (false, false, Event::default());
    }

    /// Takes a line. Comments are fields without a name.
    fn field(&mut self, line: &[u8]) -> Result<(), TooLarge> {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        let value = parts.next().unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => {
                let lines = self.event.data.as_ref().map_or(0, |data| data.len() + 1);
                if value.len() > self.limit.saturating_sub(lines) {
                    return Err(TooLarge);
                }
                match &mut self.event.data {
                    Some(data) => {
                        data.extend_from_slice(b"\n");
                        data.extend_from_slice(value);
                    }
                    data @ None => *data = Some(BytesMut::from(value)),
                }
            }
            b"event" => self.event.event = Some(text(value)).filter(|event| !event.is_empty()),
            b"id" if !value.contains(&0) => self.event.id = Some(text(value)),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                self.event.retry = text(value).parse().ok();
                // There may be more digits than any wait has.
                self.last_retry = Some(Duration::from_millis(self.event.retry.unwrap_or(u64::MAX)));
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes a blank line, which ends an event. Without data, there is none.
    fn dispatch(&mut self) -> Option<Step> {
        let Event { data, event, id, retry } = std::mem::take(&mut self.event);
        // Only now: who goes on from an event has all of it.
        if let Some(id) = &id {
            self.last_id = Some(id.clone());
        }
        let data = data?.freeze();
        if *data == *DONE {
            return Some(Step::End);
        }
        self.last_event.clone_from(&event);
        let whole = |data: &[u8]| Some(object(data, event.as_deref(), id.as_deref(), retry));
        let (json, otherwise) = match self.framing {
            Framing::EventDataText => (Some(string(&data)), None),
            Framing::EventsWithTextData => (whole(&string(&data)), None),
            Framing::EventsWithJsonData if is_json(&data) => (whole(&data), None),
            Framing::EventsWithJsonData => (whole(&string(&data)), None),
            Framing::EventsWithAnyData if is_json(&data) => (whole(&string(&data)), whole(&data)),
            Framing::EventsWithAnyData => (whole(&string(&data)), None),
            Framing::EventDataJson | Framing::JsonLines | Framing::JsonSequence => (None, None),
        };
        Some(Step::Item(Frame { json, otherwise, ..Frame::json(data) }))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn is_json(data: &[u8]) -> bool {
    json::from_slice::<Value>(data).is_ok()
}

/// A string in JSON.
fn string(bytes: &[u8]) -> Bytes {
    // Only numbers can't be written.
    json::to_vec(&&*String::from_utf8_lossy(bytes)).unwrap_or_default().into()
}

/// An event as an object, its data being JSON already.
fn object(data: &[u8], event: Option<&str>, id: Option<&str>, retry: Option<u64>) -> Bytes {
    let mut object = BytesMut::from(&b"{\"data\":"[..]);
    object.extend_from_slice(data);
    for (name, value) in [("event", event), ("id", id)] {
        if let Some(value) = value {
            object.extend_from_slice(format!(",\"{name}\":").as_bytes());
            object.extend_from_slice(&string(value.as_bytes()));
        }
    }
    if let Some(retry) = retry {
        object.extend_from_slice(format!(",\"retry\":{retry}").as_bytes());
    }
    object.extend_from_slice(b"}");
    object.freeze()
}
