//! Bodies in gzip (RFC 1952), decompressed as they come. Several members in one body are one text; reqwest's own
//! decoder, which is off, leaves out all but the first.

use std::io::{self, Write};
use std::mem;

use flate2::write::GzDecoder;
use http::HeaderMap;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, HeaderValue, RANGE};

use crate::client::coding;

/// How many bytes are decompressed before what came of them is handed on: at most a thousand times as many.
pub(in crate::client::transport) const PIECE: usize = 2048;

/// The first byte of a member.
const BEGIN: u8 = 0x1f;

/// Says that gzip is understood, where the request does not say itself what is. A part of a compressed body can't be
/// decompressed.
pub(in crate::client::transport) fn accept(headers: &mut HeaderMap) {
    if !headers.contains_key(RANGE) {
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static("gzip"));
    }
}

/// A decompressor.
pub(in crate::client::transport) struct Gunzip {
    decoder: GzDecoder<Vec<u8>>,
    /// Whether anything has come; a body that is empty is so without a header of gzip.
    began: bool,
    /// Whether what comes now stands behind the last member, which is nothing.
    is_over: bool,
}

impl Gunzip {
    /// The decompressor for a body with these headers, if it needs one. They tell of the body as it is behind it.
    pub(in crate::client::transport) fn of(headers: &mut HeaderMap) -> Option<Self> {
        let (name, coding) = coding::left(headers)?;
        if name != CONTENT_ENCODING || !coding::is_gzip(&coding) {
            return None;
        }
        headers.remove(CONTENT_ENCODING);
        headers.remove(CONTENT_LENGTH);
        Some(Self { decoder: GzDecoder::new(Vec::new()), began: false, is_over: false })
    }

    /// What is in the next piece.
    ///
    /// # Errors
    ///
    /// That it is no gzip.
    pub(in crate::client::transport) fn next(&mut self, mut piece: &[u8]) -> io::Result<Vec<u8>> {
        while let (Some(first), false) = (piece.first(), self.is_over) {
            self.began = true;
            match self.decoder.write(piece)? {
                // The member is over.
                0 => {
                    self.decoder.try_finish()?;
                    self.is_over = *first != BEGIN;
                    self.decoder = GzDecoder::new(mem::take(self.decoder.get_mut()));
                }
                read => piece = piece.get(read..).unwrap_or_default(),
            }
        }
        self.decoder.flush()?;
        Ok(mem::take(self.decoder.get_mut()))
    }

    /// What is left at the end.
    ///
    /// # Errors
    ///
    /// That it is not the end.
    pub(in crate::client::transport) fn end(&mut self) -> io::Result<Vec<u8>> {
        if self.began && !self.is_over {
            self.decoder.try_finish()?;
        }
        Ok(mem::take(self.decoder.get_mut()))
    }
}
