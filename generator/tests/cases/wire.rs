//! Requests as they go over the wire, to be compared byte for byte.

use super::loopback::{Afterwards, Loopback};

const NO_CONTENT: &str = "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// A server that keeps what it is sent.
pub(crate) struct Wire(Loopback);

impl Wire {
    /// One that answers with 204.
    pub(crate) fn new() -> Self {
        Self::answering(NO_CONTENT)
    }

    /// One that gives this answer.
    pub(crate) fn answering(answer: &str) -> Self {
        Self(Loopback::start(answer, Afterwards::Close).unwrap())
    }

    pub(crate) fn url(&self) -> String {
        self.0.url()
    }

    pub(crate) fn is_untouched(&self) -> bool {
        self.0.requests().is_empty()
    }

    /// The last request, whole but for what is the same in all of them: `User-Agent` and `Host` are held to what they
    /// must be, and taken out; so is the `Accept` of operations whose answers have no content.
    pub(crate) fn last(&self) -> String {
        let mut request = self.0.requests().pop().unwrap();
        let version = env!("CARGO_PKG_VERSION");
        let agent = format!("\r\nuser-agent: oasmith-cases/{version} oasmith-runtime/{version}\r\n");
        let host = self.url().replace("http://", "\r\nhost: ") + "\r\n";
        for line in [&agent, &host] {
            assert_eq!(request.matches(line).count(), 1, "{line:?} in {request:?}");
            request = request.replace(line, "\r\n");
        }
        assert_eq!(request.matches("\r\naccept: ").count(), 1, "{request:?}");
        request.replace("\r\naccept: */*\r\n", "\r\n")
    }

    /// The last request's body.
    pub(crate) fn last_body(&self) -> Vec<u8> {
        let request = self.0.raw_requests().pop().unwrap();
        let end = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        request[end + 4..].to_vec()
    }

    /// The lines of the last request, which has no body.
    pub(crate) fn last_lines(&self) -> Vec<String> {
        let request = self.last();
        let head = request.strip_suffix("\r\n\r\n").unwrap();
        assert!(!head.contains("\r\n\r\n"), "{request:?}");
        head.split("\r\n").map(str::to_owned).collect()
    }
}

/// A request of these lines and this body.
pub(crate) fn request(lines: &[&str], body: &str) -> String {
    lines.join("\r\n") + "\r\n\r\n" + body
}
