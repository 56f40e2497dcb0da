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

/// The answer with its whole body, up to the limit and the deadline.
///
/// # Errors
///
/// That the body is too large, late, or broken; with the part that came.
pub(in crate::client::transport) async fn whole<B>(
    terms: &Terms,
    response: Response<B>,
    mut timer: Pin<&mut Option<Sleep>>,
) -> Result<HttpResponse, TransportError>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    let (head, mut pieces) = Pieces::of(response);
    let announced = pieces.length.filter(|_| !terms.is_head);
    let mut body = BytesMut::new();
    let failure = loop {
        if announced.is_some_and(|length| length > terms.limit) {
            break unfinished::too_large();
        }
        let piece = before(timer.as_mut(), poll_fn(|context| pieces.poll(context)));
        let piece = match terms.idle {
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
                if body.len() as u64 + piece.len() as u64 > terms.limit {
                    break unfinished::too_large();
                }
                body.extend_from_slice(&piece);
            }
            Some(None) => return Ok(HttpResponse::new(head.status, head.headers, body.freeze())),
            Some(Some(Err(error))) => break broken(body.len(), error),
            None => break unfinished::late(terms.stated, body.len()),
        }
    };
    Err(failure.with_partial(HttpResponse::new(head.status, head.headers, body.freeze())))
}
