//! An answer that is read to its end.

use std::error::Error;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use http::Response;
use http_body::Body;
use tokio::time::Sleep;

use super::pieces::{Pieces, broken};
use super::terms::{Terms, before};
use crate::client::transport::unfinished;
use crate::client::{HttpResponse, TransportError};

/// The answer with its whole body, up to the limit and the deadline. An `async fn` would hold the response twice.
///
/// # Errors
///
/// That the body is too large, late, or broken; with the part that came.
pub(in crate::client::transport) fn whole<B>(
    terms: &Terms<'_>,
    response: Response<B>,
    mut timer: Pin<&mut Option<Sleep>>,
) -> impl Future<Output = Result<HttpResponse, TransportError>>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (head, mut pieces) = Pieces::of(response);
    let announced = pieces.length.filter(|_| !terms.is_head());
    let mut body = BytesMut::new();
    async move {
        let failure = loop {
            if announced.is_some_and(|length| length > terms.limit()) {
                break unfinished::too_large();
            }
            let piece = before(timer.as_mut(), poll_fn(|context| pieces.poll(context)));
            let piece = match terms.idle() {
                None => piece.await,
                Some(idle) => match tokio::time::timeout(idle, piece).await {
                    Ok(piece) => piece,
                    Err(_) => break unfinished::paused(idle, body.len()),
                },
            };
            match piece {
                // Most answers come in one piece, which needs no copying.
                Some(Some(Ok(piece))) if body.is_empty() && announced == Some(piece.len() as u64) => {
                    return Ok(HttpResponse::new(head.status, head.headers, piece));
                }
                Some(Some(Ok(piece))) => {
                    if body.len() as u64 + piece.len() as u64 > terms.limit() {
                        break unfinished::too_large();
                    }
                    body.extend_from_slice(&piece);
                }
                Some(None) => return Ok(HttpResponse::new(head.status, head.headers, body.freeze())),
                Some(Some(Err(error))) => break broken(body.len(), error),
                None => break unfinished::late(terms.stated(), body.len()),
            }
        };
        Err(failure.with_partial(HttpResponse::new(head.status, head.headers, body.freeze())))
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};
    use std::time::Instant;

    use http::Method;
    use http_body::{Frame, SizeHint};

    use super::*;
    use crate::client::HttpRequest;

    /// The body of an answer that is said to be long, and is not there, as HTTP/2 has it for HEAD.
    struct Announced;

    impl Body for Announced {
        type Data = Bytes;
        type Error = Infallible;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            Poll::Ready(None)
        }

        fn size_hint(&self) -> SizeHint {
            SizeHint::with_exact(1_000)
        }
    }

    #[test]
    fn a_body_that_is_announced_too_large_is_not_waited_for_but_for_head_where_none_comes() {
        let answered = |method: Method| {
            let mut request = HttpRequest::new(method, "http://x/");
            request.limit = 100;
            let (terms, timer) = (Terms::of(&request, Instant::now()), pin!(None));
            let mut answer = pin!(whole(&terms, Response::new(Announced), timer));
            let Poll::Ready(answer) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
                return "it waits".to_owned();
            };
            answer.map_or_else(|error| error.to_string(), |answer| format!("{} bytes", answer.body.len()))
        };
        assert_eq!(answered(Method::HEAD), "0 bytes");
        assert_eq!(answered(Method::GET), "its body is larger than the limit");
    }
}
