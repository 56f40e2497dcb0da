//! What is cut out of a body.

use bytes::Bytes;

use crate::codec::{Decode, DecodeError, json};

/// One item, not yet decoded.
pub(in crate::client::stream) struct Frame {
    /// What came: a line, a text, an event's data.
    pub(in crate::client::stream) raw: Bytes,
    /// The item in JSON, where that is not `raw`.
    pub(super) json: Option<Bytes>,
    /// The item in JSON, where it could be meant in two ways.
    pub(super) otherwise: Option<Bytes>,
    /// What is wrong with it, whatever its type.
    pub(super) fault: Option<&'static str>,
    pub(super) is_cut_off: bool,
}

impl Frame {
    /// An item that came in JSON.
    pub(super) fn json(raw: Bytes) -> Self {
        Self { raw, json: None, otherwise: None, fault: None, is_cut_off: false }
    }

    /// An item of which only this came.
    pub(super) fn cut_off(raw: Bytes, fault: &'static str) -> Self {
        Self { fault: Some(fault), is_cut_off: true, ..Self::json(raw) }
    }

    /// Whether only a part of it came.
    pub(in crate::client::stream) fn is_cut_off(&self) -> bool {
        self.is_cut_off
    }

    pub(in crate::client::stream) fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        if let Some(fault) = self.fault {
            return Err(DecodeError::new(fault));
        }
        let read = json::from_slice(self.json.as_ref().unwrap_or(&self.raw));
        match &self.otherwise {
            Some(otherwise) => read.or_else(|_| json::from_slice(otherwise)),
            None => read,
        }
    }
}

/// What is to be done next.
pub(in crate::client::stream) enum Step {
    /// This is an item.
    Item(Frame),
    /// All of the input has been taken, and there is no whole item in it.
    More,
    /// The stream says that it has ended.
    End,
}
