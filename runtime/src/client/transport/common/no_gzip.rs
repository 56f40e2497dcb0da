//! Nothing is decompressed without the feature `gzip`.

use std::io;

use http::HeaderMap;

pub(in crate::client::transport) const PIECE: usize = 2048;

pub(in crate::client::transport) fn accept(_headers: &mut HeaderMap) {}

/// There is none.
pub(in crate::client::transport) enum Gunzip {}

impl Gunzip {
    pub(in crate::client::transport) fn of(_headers: &mut HeaderMap) -> Option<Self> {
        None
    }

    pub(in crate::client::transport) fn next(&mut self, _piece: &[u8]) -> io::Result<Vec<u8>> {
        match *self {}
    }

    pub(in crate::client::transport) fn end(&mut self) -> io::Result<Vec<u8>> {
        match *self {}
    }
}
