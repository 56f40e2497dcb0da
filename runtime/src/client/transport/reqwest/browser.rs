//! One request and its answer, by way of the browser: it follows redirects, and hands out bodies as a whole.

use crate::client::{HttpRequest, HttpResponse, TransportError, TransportErrorKind};

/// Sends the request and reads the answer.
pub(super) async fn exchange(
    client: ::reqwest::Client,
    url: ::reqwest::Url,
    request: HttpRequest,
) -> Result<HttpResponse, TransportError> {
    let mut outgoing = ::reqwest::Request::new(request.method.clone(), url);
    *outgoing.headers_mut() = request.headers.clone();
    // It takes whole bodies only.
    if let Some(body) = &request.body {
        let bytes = match body.as_bytes() {
            Some(bytes) => bytes.clone(),
            None => body.open()?.collect(u64::MAX).await?,
        };
        *outgoing.body_mut() = Some(bytes.into());
    }
    *outgoing.timeout_mut() = request.timeout;
    let response = client.execute(outgoing).await.map_err(|error| failed(&request, error))?;
    let (status, headers) = (response.status(), response.headers().clone());
    if response.content_length().is_some_and(|length| length > request.limit) {
        return Err(TransportError::new(TransportErrorKind::TooLarge, "its body is larger than the limit")
            .with_partial(HttpResponse::new(status, headers, Vec::new())));
    }
    match response.bytes().await {
        Ok(body) => Ok(HttpResponse::new(status, headers, body)),
        Err(error) => Err(failed(&request, error).with_partial(HttpResponse::new(status, headers, Vec::new()))),
    }
}

fn failed(request: &HttpRequest, error: ::reqwest::Error) -> TransportError {
    let error = error.without_url();
    let kind = if error.is_timeout() { TransportErrorKind::Timeout } else { TransportErrorKind::Io };
    TransportError::new(kind, format!("the exchange with {} failed: {error}", request.origin())).with_source(error)
}
