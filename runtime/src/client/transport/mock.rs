//! A transport without any network, for the tests of those who use a client.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{BoxFuture, HttpRequest, HttpResponse, Transport, TransportError};

type Answer = dyn Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync;

/// A transport that answers from memory and remembers what it was asked. Clones share their memory, so that a test
/// can keep one and give the other to a client.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{HttpResponse, Mock, StatusCode};
///
/// let mock = Mock::always(HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#));
/// let client = Client::builder().transport(mock.clone()).build();
/// assert_eq!(client.call(GetPet { id: 7 }).await?.name, "Rex");
/// assert_eq!(mock.requests()[0].url, "https://api.example/pets/7");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Mock {
    answer: Arc<Answer>,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Mock {
    /// Answers with what `answer` makes of each request.
    pub fn new(answer: impl Fn(&HttpRequest) -> Result<HttpResponse, TransportError> + Send + Sync + 'static) -> Self {
        Self { answer: Arc::new(answer), requests: Arc::default() }
    }

    /// Answers always with the same.
    #[must_use]
    pub fn always(response: HttpResponse) -> Self {
        Self::new(move |_| Ok(response.clone()))
    }

    /// The requests so far, the first one first.
    #[must_use]
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn exchange(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let answer = (self.answer)(&request);
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        answer
    }
}

impl Transport for Mock {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, TransportError>> {
        Box::pin(async move { self.exchange(request) })
    }

    fn send_blocking(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.exchange(request)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Mock").field("requests", &self.requests()).finish()
    }
}
