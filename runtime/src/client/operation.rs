//! What an operation of the document is to the client.

use super::{Error, HttpResponse, Meta, Request, Response};

/// One operation of an OpenAPI document, with the values of one call of it.
///
/// It does no I/O: it says how the call becomes a request, and how the answer becomes a value. So the same operation
/// serves async and blocking calls, every transport, and tests without any network.
pub trait Operation {
    /// What the document says of the operation.
    const META: Meta;

    /// What a declared success holds.
    type Output;

    /// What a declared error holds; [`Infallible`](std::convert::Infallible) where the document declares none.
    ///
    /// It can cross threads and outlive the call, so that a failure fits into `Box<dyn Error + Send + Sync>` for every
    /// operation.
    type Error: Send + Sync + 'static;

    /// Fills in the parameters and the body. Broken rules are collected in the request.
    fn encode(&self, request: &mut Request);

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// A declared error, an answer that the document does not declare, or one that cannot be read as declared.
    fn decode(response: Response) -> Outcome<Self>;
}

/// How a call of the operation `O` ends.
pub type Outcome<O> = Result<<O as Operation>::Output, Error<<O as Operation>::Error>>;

/// An operation whose answer can also be read as it comes. The `stream` of its call asks for that.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{ByteStream, Meta, Operation, Response, StreamOperation, StreamOutcome};
///
/// // A pet's picture, whole or as it comes.
/// impl StreamOperation for GetPet {
///     const STREAM: Meta = <Self as Operation>::META.streams(&[(200, 200)]);
///     type Stream = ByteStream;
///
///     fn decode_stream(response: Response) -> StreamOutcome<Self> {
///         match response.code() {
///             200 => response.byte_stream(),
///             _ => response.undeclared(),
///         }
///     }
/// }
///
/// let client = Client::builder().transport(server()).build();
/// let mut bytes = client.call(GetPet { id: 7 }).stream().await?;
/// assert_eq!(bytes.collect(1024).await?, r#"{"name":"Rex"}"#);
/// # Ok(())
/// # }
/// ```
pub trait StreamOperation: Operation {
    /// What is different where it is asked for.
    const STREAM: Meta;

    /// What comes: an [`ItemStream`](super::ItemStream) or a [`ByteStream`](super::ByteStream).
    type Stream;

    /// Reads the answer up to where the stream begins.
    ///
    /// # Errors
    ///
    /// As for [`Operation::decode`], and that the answer is no stream.
    fn decode_stream(response: Response) -> StreamOutcome<Self>;
}

/// How a call of the operation `O` begins that is asked for a stream.
pub type StreamOutcome<O> = Result<<O as StreamOperation>::Stream, Error<<O as Operation>::Error>>;

/// The operation `O` when it is asked for a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Streamed<O>(pub O);

impl<O: StreamOperation> Operation for Streamed<O> {
    const META: Meta = O::STREAM;
    type Output = O::Stream;
    type Error = O::Error;

    fn encode(&self, request: &mut Request) {
        self.0.encode(request);
    }

    fn decode(response: Response) -> Outcome<Self> {
        O::decode_stream(response)
    }
}

impl Response {
    /// This answer as one to the operation `O`.
    pub fn to<O: Operation>(http: HttpResponse) -> Self {
        Self::new(&O::META, http)
    }
}
