//! Successes with what comes around their values.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{Extensions, HeaderMap, StatusCode};

use super::exchange::Exchange;
use super::report::Report;
use super::span::CallSpan;
use super::{ClientCore, Error, Operation, Options, Response, kept};

/// A success of the operation `O`, with its status and headers.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{HeaderSpec, TypedResponse};
///
/// let client = Client::builder().transport(server()).build();
/// let response: TypedResponse<GetPet> = client.call(GetPet { id: 7 }).with_response().await?;
/// assert_eq!(response.status, 200);
/// assert_eq!(response.value.name, "Rex");
/// // Where the document declares it, `response.declared()` has a method for it.
/// assert_eq!(HeaderSpec::new("x-rate-limit").read(&response.headers)?, Some(99));
/// # Ok(())
/// # }
/// ```
#[non_exhaustive]
pub struct TypedResponse<O: Operation> {
    /// The status.
    pub status: StatusCode,
    /// The headers, as they came.
    pub headers: HeaderMap,
    /// What layers and the transport say of it beside what came: how often the call was tried
    /// ([`Attempts`](super::Attempts)), where that was more than once.
    pub extensions: Extensions,
    /// What the success holds.
    pub value: O::Output,
}

/// An operation whose answers have headers that the document declares.
pub trait DeclaresHeaders: Operation {
    /// Reads those headers; it can be made of a failure's as well.
    type Headers<'h>: From<&'h HeaderMap>;
}

impl<O: DeclaresHeaders> TypedResponse<O> {
    /// The headers as the document declares them.
    pub fn declared(&self) -> O::Headers<'_> {
        O::Headers::from(&self.headers)
    }
}

impl<O: Operation<Output: fmt::Debug>> fmt::Debug for TypedResponse<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = formatter.debug_struct("TypedResponse");
        fields.field("status", &self.status).field("headers", &kept::Headers(&self.headers));
        fields.field("value", &self.value).finish()
    }
}

impl ClientCore {
    /// Sends an operation for a success with its status and headers.
    pub fn with_response<O: Operation>(&self, operation: &O, options: Options) -> WithResponse<'_, O> {
        let mut call = self.call(&O::META, options);
        operation.encode(&mut call.request);
        WithResponse { exchange: self.exchange(call), operation: PhantomData }
    }

    /// Sends an operation for a success with its status and headers, while the calling thread waits.
    ///
    /// # Errors
    ///
    /// All that can happen to a call.
    pub fn with_response_blocking<O: Operation>(
        &self,
        operation: &O,
        options: Options,
    ) -> Result<TypedResponse<O>, Error<O::Error>> {
        let mut call = self.call(&O::META, options);
        operation.encode(&mut call.request);
        let mut span = CallSpan::default();
        let answer = self.exchange_blocking(call, &mut span);
        span.ended(answered(answer))
    }
}

fn answered<O: Operation>(answer: Result<Response, Box<Report>>) -> Result<TypedResponse<O>, Error<O::Error>> {
    let response = answer?;
    let (status, headers) = (response.status(), response.headers().clone());
    let extensions = response.extensions().clone();
    O::decode(response).map(|value| TypedResponse { status, headers, extensions, value })
}

/// A call that is under way, for a success with its status and headers.
#[must_use = "a call is sent when it is awaited"]
pub struct WithResponse<'c, O> {
    exchange: Exchange<'c>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for WithResponse<'_, O> {
    type Output = Result<TypedResponse<O>, Error<O::Error>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let answer = ready!(Pin::new(&mut self.exchange).poll(context));
        Poll::Ready(self.exchange.span.ended(answered::<O>(answer)))
    }
}

impl<O> fmt::Debug for WithResponse<'_, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WithResponse").finish_non_exhaustive()
    }
}
