//! The mock as a server on the loopback interface, for clients in other processes.

mod wire;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};

use self::wire::{Received, write};
use super::{Answered, Mock};
use crate::client::{Body, HttpRequest, HttpResponse, Meta};

impl Mock {
    /// Serves the same answers by HTTP/1.1 on the loopback interface, for tests across processes: a program that the test
    /// starts, or a client of another language. It serves until what this gives is dropped.
    ///
    /// A request is of the expected operation that has its method and path, whatever stands before that path. What is not
    /// expected is answered with 501, which says so, and is told by [`Mock::verify`]; where an answer is a failure of the
    /// transport, the connection is closed without one, and so it is where an answer panics, which [`Mock::verify`] tells,
    /// too. The mock's clock has no part in it.
    ///
    /// ```
    /// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdk/example.rs"));
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::io::{Read, Write};
    ///
    /// use oasmith_runtime::{HttpResponse, Mock, StatusCode};
    ///
    /// let mock = Mock::strict();
    /// mock.on::<GetPet>().answer(HttpResponse::json(StatusCode::OK, r#"{"name":"Rex"}"#));
    /// let server = mock.serve()?;
    ///
    /// // Some other process: `Command::new("my-program").env("API_URL", server.url())`.
    /// let mut stream = std::net::TcpStream::connect(server.address())?;
    /// stream.write_all(b"GET /v1/pets/7 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
    /// let mut answer = String::new();
    /// stream.read_to_string(&mut answer)?;
    /// assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with(r#"{"name":"Rex"}"#));
    ///
    /// assert_eq!(mock.requests_of::<GetPet>()[0].url, format!("{}/v1/pets/7", server.url()));
    /// mock.verify()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// That the system gives no port or no thread.
    pub fn serve(&self) -> io::Result<MockServer> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let serving = Arc::new(Serving { mock: self.clone(), address, connections: Mutex::default() });
        let accepting = Arc::clone(&serving);
        thread::Builder::new().name("oasmith-mock".to_owned()).spawn(move || accepting.accept(&listener))?;
        Ok(MockServer { serving })
    }

    /// The operation that was spoken of and has this method and path: the one whose template says most of it.
    fn operation_at(&self, method: &str, path: &str) -> Option<&'static Meta> {
        let shared = self.shared();
        let all = shared.script.operations().filter(|operation| operation.method == method);
        all.filter_map(|operation| Some((fit(operation.path, path)?, operation)))
            .max_by_key(|(fit, _)| *fit)
            .map(|(_, it)| it)
    }
}

/// How many segments of a path's end a template has as they are, where it fits.
fn fit(template: &str, path: &str) -> Option<usize> {
    let mut came = path.trim_end_matches('/').rsplit('/');
    let mut literal = 0;
    for segment in template.trim_matches('/').rsplit('/') {
        let came = came.next()?;
        match (segment.split_once('{'), segment.rsplit_once('}')) {
            (Some((before, _)), Some((_, after))) => {
                let is_there = came.len() > before.len() + after.len();
                (is_there && came.starts_with(before) && came.ends_with(after)).then_some(())?;
            }
            _ if segment == came => literal += 1,
            _ => return None,
        }
    }
    Some(literal)
}

/// A [`Mock`] that serves on the loopback interface; [`Mock::serve`] gives it. It ends when this is dropped.
pub struct MockServer {
    serving: Arc<Serving>,
}

impl MockServer {
    /// Where it is: `http://127.0.0.1:<port>`. A path behind it is taken as that of the API.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.serving.address)
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.serving.address
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        let mut connections = self.serving.connections();
        connections.is_over = true;
        for stream in connections.open.values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(connections);
        // Whoever waits for connections gets one, and looks.
        let _ = TcpStream::connect(self.serving.address);
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MockServer").field("url", &self.url()).finish_non_exhaustive()
    }
}

struct Serving {
    mock: Mock,
    address: SocketAddr,
    connections: Mutex<Connections>,
}

/// The connections, to close them at the end.
#[derive(Default)]
struct Connections {
    is_over: bool,
    number: u64,
    open: BTreeMap<u64, TcpStream>,
}

impl Serving {
    fn connections(&self) -> MutexGuard<'_, Connections> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Serves those who connect, each on a thread.
    fn accept(self: Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            // One that failed is gone; the next one comes.
            let Ok(stream) = stream else { continue };
            let Ok(handle) = stream.try_clone() else { continue };
            let mut connections = self.connections();
            if connections.is_over {
                return;
            }
            connections.number += 1;
            let number = connections.number;
            connections.open.insert(number, handle);
            drop(connections);
            let connection = Connection { serving: Arc::clone(&self), stream, number };
            let serve = move || {
                // The client may go away whenever it likes.
                let _ = connection.serving.serve(&connection.stream);
            };
            // Where there is no thread, the connection is dropped with it.
            let _ = thread::Builder::new().name("oasmith-mock".to_owned()).spawn(serve);
        }
    }

    /// Answers the requests of a connection, up to where it ends.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        while let Some(received) = Received::read(&mut reader, stream)? {
            let (is_head, is_last) = (received.method == Method::HEAD, received.is_last());
            let answer = match self.mock.answer(self.request(received)) {
                Answered::AsSaid(Ok(answer)) => answer,
                // The transport was told to fail.
                Answered::AsSaid(Err(_)) => return Ok(()),
                Answered::Unexpected(error) => {
                    HttpResponse::new(StatusCode::NOT_IMPLEMENTED, HeaderMap::new(), error.message().to_owned())
                }
            };
            write(stream, &answer, is_head, is_last)?;
            if is_last {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The request as a transport would be given it.
    fn request(&self, received: Received) -> HttpRequest {
        let Received { method, target, headers, body, .. } = received;
        let path = target.split('?').next().unwrap_or_default();
        let operation = self.mock.operation_at(method.as_str(), path);
        let content_type =
            headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let body = body.map(|bytes| Body::new(content_type.unwrap_or_default(), bytes));
        HttpRequest { headers, body, operation, ..HttpRequest::new(method, format!("http://{}{target}", self.address)) }
    }
}

/// A connection that is served. It ends with its thread, also where an answer panics: a client that waits hears of it.
struct Connection {
    serving: Arc<Serving>,
    stream: TcpStream,
    number: u64,
}

impl Drop for Connection {
    fn drop(&mut self) {
        if thread::panicking() {
            self.serving.mock.shared().script.note_panic();
        }
        let _ = self.stream.shutdown(Shutdown::Both);
        self.serving.connections().open.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_fit_the_ends_of_paths() {
        assert_eq!(fit("/pets/{id}", "/pets/7"), Some(1));
        assert_eq!(fit("/pets/{id}", "/v1/pets/7"), Some(1));
        assert_eq!(fit("/pets/mine", "/pets/mine/"), Some(2));
        assert_eq!(fit("/pets/{id}.json", "/pets/7.json"), Some(1));
        assert_eq!(fit("/", "/"), Some(1));
        for other in ["/pets", "/pets/", "/pets/7/owner", "/7", "/"] {
            assert_eq!(fit("/pets/{id}", other), None, "{other}");
        }
        assert_eq!(fit("/pets/{id}.json", "/pets/7"), None);
    }
}
