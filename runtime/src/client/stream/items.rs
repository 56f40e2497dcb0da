//! Items that come one after the other.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::thread::ThreadId;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::continuation::{Continuation, GoesOn};
use super::frames::{Cutting, Frame, Step};
use super::{ByteStream, Framing, wait};
use crate::client::report::Report;
use crate::client::{Error, ErrorKind, HttpResponse, Meta, StreamedResponse};
use crate::codec::{Decode, DecodeError};

/// The items of an answer, as they come: server-sent events, lines of JSON, or a JSON text sequence.
///
/// It is a [`Stream`]; [`ItemStream::next`] needs no trait for it. Without async code, [`ItemStream::blocking`] gives an
/// iterator. Dropping it closes the connection.
///
/// An item that cannot be read is an error, and the next one comes after it. Nothing comes after an error of the
/// connection, or after an item that is longer than the client's
/// [`response_limit`](crate::ClientBuilder::response_limit). The event `[DONE]` ends a stream of events. One that ends within
/// an item is an error: what is cut off does not look finished.
///
/// A stream of events goes on over another connection where its call was given a [`Reconnect`](crate::Reconnect).
///
/// The call's timeout ends where the answer's body begins; from there on it is the longest that there may be nothing.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder().transport(server()).build();
/// let mut pets = client.call(WatchPets).await?;
/// let mut names = Vec::new();
/// while let Some(pet) = pets.next().await {
///     names.push(pet?.name);
/// }
/// assert_eq!(names, ["Rex", "Tom"]);
/// # Ok(())
/// # }
/// ```
pub struct ItemStream<T> {
    frames: Frames,
    item: PhantomData<fn() -> T>,
}

impl<T: Decode> ItemStream<T> {
    pub(crate) fn new(
        operation: &'static Meta,
        head: HttpResponse,
        body: ByteStream,
        framing: Framing,
        limit: u64,
    ) -> Self {
        let cutting = Cutting::new(framing, limit);
        let frames = Frames {
            operation,
            head,
            driver: body.driver(),
            body,
            input: Bytes::new(),
            cutting,
            limit,
            number: 0,
            ended: false,
            continuation: None,
        };
        Self { frames, item: PhantomData }
    }

    /// With this to go on where it ends.
    pub(in crate::client) fn going_on_by(mut self, continuation: Option<Box<dyn Continuation>>) -> Self {
        self.frames.continuation = continuation;
        self
    }

    /// The next item; `None` at the end. Nothing is lost where the future is dropped before it is ready, as `select!`
    /// does.
    ///
    /// # Errors
    ///
    /// An item that cannot be read ([`ErrorKind::Item`]), one that is too long ([`ErrorKind::ItemTooLarge`]), or that
    /// the connection broke off.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// The next item, for which the calling thread waits; `None` at the end. In async code, use [`ItemStream::next`].
    ///
    /// # Errors
    ///
    /// As for [`ItemStream::next`], or that it would wait for ever: the calling thread is the one of the async runtime by
    /// which the items come.
    pub fn next_blocking(&mut self) -> Option<Result<T, Error>> {
        wait::until_ready(|context| match self.poll_item(context) {
            Poll::Pending if wait::is_for_itself(self.frames.driver) => {
                Poll::Ready(Some(Err(self.frames.stuck().into())))
            }
            polled => polled,
        })
    }

    /// The items as an iterator, for each of which the calling thread waits.
    pub fn blocking(self) -> BlockingItems<T> {
        BlockingItems(self)
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        Poll::Ready(ready!(self.frames.poll_next(context)).map(|frame| {
            let frame = frame?;
            frame.decode().map_err(|fault| self.frames.unreadable(fault, frame).into())
        }))
    }
}

impl<T> ItemStream<T> {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.frames.head.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.frames.head.headers
    }

    /// The type of the event that came last, if it has one.
    pub fn event(&self) -> Option<&str> {
        self.frames.cutting.event()
    }

    /// The `id` that an event gave last: what a request to go on with the stream sends as `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.frames.cutting.last_event_id()
    }

    /// How long to wait before such a request, if an event said so.
    pub fn retry(&self) -> Option<Duration> {
        self.frames.cutting.retry()
    }
}

impl<T: Decode> Stream for ItemStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(context)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ItemStream")
            .field("operation", &self.frames.operation.id)
            .field("status", &self.frames.head.status)
            .field("items", &self.frames.number)
            .finish_non_exhaustive()
    }
}

/// Items for each of which the calling thread waits; [`ItemStream::blocking`] gives it.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder().transport(server()).build();
/// let pets = client.call(WatchPets).await?; // or `.send_blocking()?`
/// let names: Result<Vec<_>, _> = pets.blocking().map(|pet| pet.map(|pet| pet.name)).collect();
/// assert_eq!(names?, ["Rex", "Tom"]);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BlockingItems<T>(ItemStream<T>);

impl<T> BlockingItems<T> {
    /// The stream that the items come from.
    pub fn stream(&self) -> &ItemStream<T> {
        &self.0
    }
}

impl<T: Decode> Iterator for BlockingItems<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_blocking()
    }
}

/// Items that are not decoded: all that does not depend on their type.
struct Frames {
    operation: &'static Meta,
    /// The answer without its body.
    head: HttpResponse,
    body: ByteStream,
    /// The thread that all answers come by, if that is a single one.
    driver: Option<ThreadId>,
    /// What has come and was not looked at.
    input: Bytes,
    cutting: Cutting,
    limit: u64,
    /// How many have come.
    number: u64,
    ended: bool,
    /// How it goes on where an answer ends, if it does.
    continuation: Option<Box<dyn Continuation>>,
}

impl Frames {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame, Box<Report>>>> {
        loop {
            if let Some(continuation) = self.continuation.as_mut().filter(|one| one.is_under_way()) {
                match ready!(continuation.poll(context)) {
                    GoesOn::With(answer) => self.resume(*answer),
                    GoesOn::Ends => self.close(),
                    GoesOn::Fails(report) => {
                        self.close();
                        return Poll::Ready(Some(Err(report)));
                    }
                }
            }
            if self.ended {
                return Poll::Ready(None);
            }
            match self.cutting.next(&mut self.input) {
                Ok(Step::Item(frame)) => {
                    self.number += 1;
                    if let Some(continuation) = &mut self.continuation {
                        continuation.came();
                    }
                    return Poll::Ready(Some(Ok(frame)));
                }
                Ok(Step::End) => self.close(),
                Ok(Step::More) => match ready!(self.body.poll_piece(context)) {
                    Some(Ok(piece)) => self.input = piece,
                    Some(Err(error)) => {
                        if self.goes_on(true) {
                            continue;
                        }
                        self.close();
                        let error = error.with_partial(self.head.clone());
                        return Poll::Ready(Some(Err(Report::of_transport(self.operation, self.limit, error))));
                    }
                    None => {
                        let last = self.cutting.finish();
                        if self.goes_on(last.as_ref().is_some_and(Frame::is_cut_off)) {
                            continue;
                        }
                        self.close();
                        self.number += u64::from(last.is_some());
                        return Poll::Ready(last.map(Ok));
                    }
                },
                Err(_) => {
                    self.close();
                    let kind = ErrorKind::ItemTooLarge { number: self.number + 1, limit: self.limit };
                    return Poll::Ready(Some(Err(self.report(kind, Bytes::new()))));
                }
            }
        }
    }

    /// Whether the stream goes on over another connection. Then this one is let go.
    fn goes_on(&mut self, is_cut_off: bool) -> bool {
        let Some(continuation) = &mut self.continuation else { return false };
        let goes_on = continuation.begin(is_cut_off, self.cutting.last_event_id(), self.cutting.retry());
        if goes_on {
            self.release();
        }
        goes_on
    }

    /// Goes on with the next answer.
    fn resume(&mut self, answer: StreamedResponse) {
        let StreamedResponse { status, headers, body, extensions, note, request_id } = answer;
        self.head = HttpResponse { extensions, note, request_id, ..HttpResponse::new(status, headers, Bytes::new()) };
        self.body = body;
        self.cutting.begin_anew();
    }

    /// Lets go of the connection.
    fn close(&mut self) {
        self.ended = true;
        self.continuation = None;
        self.release();
    }

    fn release(&mut self) {
        self.input = Bytes::new();
        self.body = ByteStream::from(Bytes::new());
    }

    /// That whoever waits keeps the next item from coming.
    #[cold]
    fn stuck(&mut self) -> Box<Report> {
        self.close();
        let error = wait::stuck().with_partial(self.head.clone());
        Report::of_transport(self.operation, self.limit, error)
    }

    #[cold]
    fn unreadable(&self, fault: DecodeError, frame: Frame) -> Box<Report> {
        self.report(ErrorKind::Item { number: self.number, fault }, frame.raw)
    }

    fn report(&self, kind: ErrorKind, item: Bytes) -> Box<Report> {
        let mut report = Report::new(self.operation, kind);
        report.answer = Some(HttpResponse::new(self.head.status, self.head.headers.clone(), item));
        report
    }
}
