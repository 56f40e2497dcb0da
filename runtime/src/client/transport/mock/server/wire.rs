//! HTTP/1.1 (RFC 9112), as far as a test's server needs it.

use std::io::{self, BufRead, Read, Write};
use std::net::TcpStream;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, EXPECT, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::client::HttpResponse;

/// How many bytes a line may have, and how many lines a head.
const LINE: u64 = 64 << 10;
const LINES: usize = 256;

/// How many bytes a body may have: a test's server keeps them all.
const BODY: u64 = 1 << 30;

/// A request as it came.
pub(super) struct Received {
    pub(super) method: Method,
    pub(super) target: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Bytes>,
    is_http_1_0: bool,
}

impl Received {
    /// The next request; none where no more come.
    pub(super) fn read(reader: &mut impl BufRead, mut stream: &TcpStream) -> io::Result<Option<Self>> {
        let first = line(reader)?;
        if first.is_empty() {
            return Ok(None);
        }
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(malformed("the first line is none of a request"));
        };
        let mut received = Self {
            method: method.parse().map_err(|_| malformed("the method is none"))?,
            target: target.to_owned(),
            headers: HeaderMap::new(),
            body: None,
            is_http_1_0: version == "HTTP/1.0",
        };
        for number in 0.. {
            let line = line(reader)?;
            if line.is_empty() {
                break;
            }
            if number == LINES {
                return Err(malformed("the head has too many lines"));
            }
            let (name, value) = line.split_once(':').ok_or_else(|| malformed("a header has no colon"))?;
            let name = HeaderName::try_from(name).map_err(|_| malformed("a header has no name"))?;
            let value =
                HeaderValue::from_bytes(value.trim().as_bytes()).map_err(|_| malformed("a header has no value"))?;
            received.headers.append(name, value);
        }
        if received.says(EXPECT, "100-continue") {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        received.body = received.read_body(reader)?;
        Ok(Some(received))
    }

    fn read_body(&self, reader: &mut impl BufRead) -> io::Result<Option<Bytes>> {
        let mut body = Vec::new();
        if self.says(TRANSFER_ENCODING, "chunked") {
            loop {
                let size = line(reader)?;
                let size = size.split(';').next().unwrap_or_default().trim();
                let size = u64::from_str_radix(size, 16).map_err(|_| malformed("a chunk has no length"))?;
                take(reader, size, &mut body)?;
                // The end of the chunk, or of what trails.
                while !line(reader)?.is_empty() {}
                if size == 0 {
                    return Ok(Some(body.into()));
                }
            }
        }
        let Some(length) = self.headers.get(CONTENT_LENGTH) else { return Ok(None) };
        let length = length.to_str().ok().and_then(|length| length.parse().ok());
        take(reader, length.ok_or_else(|| malformed("the length is none"))?, &mut body)?;
        Ok(Some(body.into()))
    }

    /// Whether the connection ends with this request.
    pub(super) fn is_last(&self) -> bool {
        self.says(CONNECTION, "close") || (self.is_http_1_0 && !self.says(CONNECTION, "keep-alive"))
    }

    fn says(&self, name: HeaderName, token: &str) -> bool {
        let values = self.headers.get_all(name);
        let mut tokens = values.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
        tokens.any(|said| said.trim().eq_ignore_ascii_case(token))
    }
}

/// The next line without its end; an empty one also where there is none.
fn line(reader: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    reader.by_ref().take(LINE).read_until(b'\n', &mut line)?;
    if line.len() as u64 == LINE {
        return Err(malformed("a line is too long"));
    }
    let text = String::from_utf8(line).map_err(|_| malformed("a line is no text"))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn take(reader: &mut impl BufRead, length: u64, body: &mut Vec<u8>) -> io::Result<()> {
    if length > BODY.saturating_sub(body.len() as u64) {
        return Err(malformed("the body is too long"));
    }
    match reader.by_ref().take(length).read_to_end(body)? as u64 == length {
        true => Ok(()),
        false => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Writes an answer; a request by HEAD asks for its head alone.
pub(super) fn write(mut stream: &TcpStream, answer: &HttpResponse, is_head: bool, is_last: bool) -> io::Result<()> {
    let HttpResponse { status, headers, body, .. } = answer;
    let mut bytes =
        format!("HTTP/1.1 {} {}\r\n", status.as_str(), status.canonical_reason().unwrap_or_default()).into_bytes();
    let ours = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING];
    for (name, value) in headers.iter().filter(|(name, _)| !ours.contains(name)) {
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value.as_bytes());
        bytes.extend_from_slice(b"\r\n");
    }
    let has_content =
        !status.is_informational() && ![StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(status);
    if has_content {
        bytes.extend_from_slice(format!("content-length: {}\r\n", body.len()).as_bytes());
    }
    if is_last {
        bytes.extend_from_slice(b"connection: close\r\n");
    }
    bytes.extend_from_slice(b"\r\n");
    if has_content && !is_head {
        bytes.extend_from_slice(body);
    }
    stream.write_all(&bytes)
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
