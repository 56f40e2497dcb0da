//! AWS's Signature Version 4: each request is signed as it goes over the wire.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::time::SystemTime;

use oasmith_runtime::chrono::{DateTime, Utc};
use oasmith_runtime::{
    BoxFuture, HeaderMap, HeaderValue, HttpRequest, Layer, Next, Secret, StreamedResponse, TransportError,
    TransportErrorKind,
};
use ring::{digest, hmac};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What whoever carries the request may change or add.
const UNSIGNED: [&str; 3] = ["authorization", "accept-encoding", "user-agent"];

/// Signs requests to a service of AWS, or one that does as they do. A [layer](Layer) around attempts: each of them has a
/// signature of its own, with the time of the attempt.
///
/// S3 wants it a little differently: paths that are not normalized, and the digest of the body as a header.
pub struct SignatureV4 {
    access_key_id: String,
    secret_access_key: Secret,
    region: String,
    service: String,
    clock: Box<dyn Fn() -> SystemTime + Send + Sync>,
}

impl SignatureV4 {
    /// Signs with this key for a service in a region.
    pub fn new(access_key_id: &str, secret_access_key: impl Into<Secret>, region: &str, service: &str) -> Self {
        Self {
            access_key_id: access_key_id.to_owned(),
            secret_access_key: secret_access_key.into(),
            region: region.to_owned(),
            service: service.to_owned(),
            clock: Box::new(SystemTime::now),
        }
    }

    /// Tells the time by this, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Signs a request.
    ///
    /// # Errors
    ///
    /// That its body can't be signed, since it is not in memory.
    pub fn sign(&self, request: &mut HttpRequest) -> Result<(), TransportError> {
        let body = match &request.body {
            None => Default::default(),
            Some(body) => body.bytes().ok_or_else(|| {
                TransportError::new(TransportErrorKind::Unsupported, "a body that is not in memory can't be signed")
            })?,
        };
        let time = DateTime::<Utc>::from((self.clock)()).format("%Y%m%dT%H%M%SZ").to_string();
        let date = time.get(..8).unwrap_or_default();
        request.headers.insert("x-amz-date", header(&time)?);

        let (host, path, query) = parts(request);
        let headers = headers(&request.headers, host);
        let names = headers.keys().copied().collect::<Vec<_>>().join(";");
        let lines = headers.iter().fold(String::new(), |lines, (name, value)| lines + name + ":" + value + "\n");
        let canonical =
            [request.method.as_str(), &normalized(path), &sorted(query), &lines, &names, &digest(&body)].join("\n");

        let scope = format!("{date}/{}/{}/aws4_request", self.region, self.service);
        let to_sign = [ALGORITHM, &time, &scope, &digest(canonical.as_bytes())].join("\n");
        let first = format!("AWS4{}", self.secret_access_key.expose()).into_bytes();
        let key = [date, &self.region, &self.service, "aws4_request"].iter().fold(first, |key, text| hmac(&key, text));
        let signature = hex(&hmac(&key, &to_sign));

        let authorization = format!(
            "{ALGORITHM} Credential={}/{scope}, SignedHeaders={names}, Signature={signature}",
            self.access_key_id
        );
        request.headers.insert("authorization", header(&authorization)?);
        Ok(())
    }
}

impl Layer for SignatureV4 {
    fn call<'a>(
        &'a self,
        mut request: HttpRequest,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<StreamedResponse, TransportError>> {
        Box::pin(async move {
            self.sign(&mut request)?;
            next.run(request).await
        })
    }
}

/// The host, the path and the query of a request.
fn parts(request: &HttpRequest) -> (&str, &str, &str) {
    let origin = request.origin();
    let host = origin.split_once("://").map_or(origin, |(_, host)| host);
    let behind = request.url.strip_prefix(origin).unwrap_or_default();
    let (path, query) = behind.split_once('?').unwrap_or((behind, ""));
    (host, path, query)
}

/// The headers that are signed, by name: without superfluous white space, several of one name as one.
fn headers<'h>(all: &'h HeaderMap, host: &str) -> BTreeMap<&'h str, String> {
    let mut signed = BTreeMap::from([("host", host.to_owned())]);
    for name in all.keys().map(|name| name.as_str()).filter(|name| !UNSIGNED.contains(name)) {
        let values = all.get_all(name).iter().map(|value| {
            let text = String::from_utf8_lossy(value.as_bytes());
            text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
        });
        signed.insert(name, values.collect::<Vec<_>>().join(","));
    }
    signed
}

/// A path without what means nothing in it, escaped once more than it is.
fn normalized(path: &str) -> String {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(escaped(segment.as_bytes())),
        }
    }
    let ends_with_slash = !segments.is_empty() && ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    format!("/{}{}", segments.join("/"), if ends_with_slash { "/" } else { "" })
}

/// The parameters of a query in order, escaped in one way.
fn sorted(query: &str) -> String {
    let mut parameters: Vec<(String, String)> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(name, value)| (escaped(&unescaped(name)), escaped(&unescaped(value))))
        .collect();
    parameters.sort();
    parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => text.push(char::from(*byte)),
            byte => drop(write!(text, "%{byte:02X}")),
        }
        text
    })
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let code = others.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    bytes
}

fn digest(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), text.as_bytes()).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn header(text: &str) -> Result<HeaderValue, TransportError> {
    HeaderValue::from_str(text).map_err(|error| {
        TransportError::new(TransportErrorKind::Other, "the signature does not fit into a header").with_source(error)
    })
}

/// Without the key, and without the clock.
impl fmt::Debug for SignatureV4 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { access_key_id, region, service, .. } = self;
        write!(formatter, "SignatureV4({access_key_id} for {service} in {region})")
    }
}
