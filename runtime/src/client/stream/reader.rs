//! Pieces that a waiting thread reads.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};

use super::pieces::{Piece, Pieces};
use crate::client::{TransportError, TransportErrorKind};

/// How many bytes are read at once.
const PIECE: usize = 128 << 10;

/// Reads pieces. A file is opened when the first one is asked for.
pub(super) enum Reader {
    Closed(Arc<Path>),
    Open(Box<dyn Read + Send>),
}

impl Reader {
    pub(super) fn new(reader: impl Read + Send + 'static) -> Self {
        Self::Open(Box::new(reader))
    }

    fn read(&mut self) -> Result<Option<Bytes>, TransportError> {
        if let Self::Closed(path) = self {
            let message = |error: &io::Error| format!("the file {} could not be opened: {error}", path.display());
            let file = File::open(&**path).map_err(|error| failed(message(&error), error))?;
            *self = Self::new(file);
        }
        let Self::Open(reader) = self else {
            return Ok(None);
        };
        let mut piece = BytesMut::zeroed(PIECE);
        loop {
            match reader.read(&mut piece) {
                Ok(0) => return Ok(None),
                Ok(count) => {
                    piece.truncate(count);
                    return Ok(Some(piece.freeze()));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(failed(format!("what was to be sent could not be read: {error}"), error));
                }
            }
        }
    }
}

impl Pieces for Reader {
    fn poll_next(&mut self, _: &mut Context<'_>) -> Poll<Option<Piece>> {
        Poll::Ready(self.read().transpose())
    }

    fn blocks(&self) -> bool {
        true
    }
}

fn failed(message: String, error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Source, message).with_source(error)
}
