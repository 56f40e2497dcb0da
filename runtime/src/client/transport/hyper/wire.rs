//! A connection that bytes go over, whatever it is made of.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use tower_service::Service;

use crate::client::{TransportError, TransportErrorKind};

/// What bytes come from and go to.
trait Io: Read + Write + Send + Unpin {}
impl<T: Read + Write + Send + Unpin> Io for T {}

/// A connection to a server or a proxy.
pub(super) struct Wire {
    io: Box<dyn Io>,
    /// Whether HTTP/2 was agreed on.
    is_http2: bool,
    /// Whether a proxy at the other end reads the requests.
    is_proxied: bool,
}

impl Wire {
    pub(super) fn new(io: impl Read + Write + Send + Unpin + 'static) -> Self {
        Self { io: Box::new(io), is_http2: false, is_proxied: false }
    }

    /// The same, on which HTTP/2 was agreed or not.
    pub(super) fn agreed(self, is_http2: bool) -> Self {
        Self { is_http2, ..self }
    }

    /// The same, at whose other end a proxy reads the requests.
    pub(super) fn proxied(self) -> Self {
        Self { is_proxied: true, ..self }
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.is_proxied);
        if self.is_http2 { connected.negotiated_h2() } else { connected }
    }
}

impl Read for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(context, slices)
    }
}

/// A connection that is there, for what asks for one.
pub(super) struct Ready(Option<Wire>);

impl Ready {
    pub(super) fn new(wire: Wire) -> Self {
        Self(Some(wire))
    }
}

impl Service<Uri> for Ready {
    type Response = Wire;
    type Error = TransportError;
    type Future = std::future::Ready<Result<Wire, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let used = || TransportError::new(TransportErrorKind::Connect, "the connection to the proxy was used before");
        std::future::ready(self.0.take().ok_or_else(used))
    }
}
