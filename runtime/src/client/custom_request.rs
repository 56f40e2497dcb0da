//! Requests to endpoints that the document lacks.

use std::convert::Infallible;

use super::endpoint::Endpoint;
use super::percent::{Reserved, encode_into};
use super::raw::RawResponse;
use super::{Body, Meta, Operation, Outcome, Request, Response};

/// A request to an endpoint that the document lacks; `send_request` of a client makes it. It goes to the client's server, with all
/// credentials that the client holds, as far as a request has room for them, and through its layers. A success is an answer as it came;
/// any other status is an error.
///
/// ```
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use oasmith_runtime::{Body, Value};
///
/// let client = Client::builder().transport(server()).build();
/// let answer = client.send_request("GET", "/pets/7", None).await?;
/// assert_eq!(answer.bytes().await?, r#"{"name":"Rex"}"#);
///
/// let toy = Body::json(&Value::from([("kind", "ball")]))?;
/// let error = client.send_request("POST", "/pets/7/toys?dry-run=true", toy).await.unwrap_err();
/// assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct CustomRequest {
    to: Endpoint,
    body: Option<Body>,
}

impl CustomRequest {
    /// A request by this method to this path, behind which a query may stand, with this body, if any. What no URL has in its
    /// path is escaped.
    pub fn new(method: impl AsRef<str>, path: impl AsRef<str>, body: impl Into<Option<Body>>) -> Self {
        let path = path.as_ref().split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let escaped = |text: &str| {
            let mut escaped = String::with_capacity(text.len());
            encode_into(&mut escaped, text, Reserved::Kept(b"/?:@!$&'()*+,;=[]"));
            escaped
        };
        let path = format!("/{}", escaped(path.strip_prefix('/').unwrap_or(path)));
        Self { to: Endpoint { method: method.as_ref().to_owned(), path, query: escaped(query) }, body: body.into() }
    }
}

impl Operation for CustomRequest {
    // Whether it may be repeated is not known.
    const META: Meta = Meta::new("send_request", "POST", "/").accept("*/*").streams(&[(200, 299)]);
    type Output = RawResponse;
    type Error = Infallible;

    fn encode(&self, request: &mut Request) {
        request.query.clone_from(&self.to.query);
        request.body.clone_from(&self.body);
        request.endpoint = Some(Box::new(self.to.clone()));
    }

    fn decode(response: Response) -> Outcome<Self> {
        match response.status().is_success() {
            true => response.raw(),
            false => response.undeclared(),
        }
    }
}
