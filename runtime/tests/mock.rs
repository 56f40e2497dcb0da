//! What a mock was told to expect, and what it says of what came.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::convert::Infallible;

use http::StatusCode;
use oasmith_runtime as rt;
use rt::{
    Error, ErrorKind, HttpResponse, Meta, Mock, Operation, Outcome, Request, Response, TransportErrorKind, Value,
};

rt::client! {
    /// A client of the tests.
    struct Client for "https://api.example";
    /// A call of it.
    struct Call;
}

macro_rules! operations {
    ($($name:ident $id:literal $method:literal)*) => {$(
        #[derive(Debug)]
        struct $name;

        impl Operation for $name {
            const META: Meta = Meta::new($id, $method, "/pets");
            type Output = String;
            type Error = Infallible;

            fn encode(&self, request: &mut Request) {
                if $method == "POST" {
                    request.json(&"Rex".to_owned());
                }
            }

            fn decode(response: Response) -> Outcome<Self> {
                match response.code() {
                    200 => response.json(),
                    _ => response.undeclared(),
                }
            }
        }
    )*};
}

operations! { List "listPets" "GET" Add "addPet" "POST" }

fn client(mock: &Mock) -> Client {
    Client::builder().transport(mock.clone()).build()
}

fn json(text: &'static str) -> HttpResponse {
    HttpResponse::json(StatusCode::OK, text)
}

#[tokio::test]
async fn a_number_of_calls_that_nobody_makes_is_told_like_any_other() {
    let mock = Mock::strict();
    mock.on::<List>().times(usize::MAX).answer(json("\"a\"")).times(usize::MAX).answer(503);
    client(&mock).call(List).await.unwrap();
    let all = usize::MAX;
    assert_eq!(mock.verify().unwrap_err().to_string(), format!("listPets was called 1 of {all} times"));
}

// support: The runtime | Testing: a mock that is told what to answer | yes
#[tokio::test]
async fn answers_come_in_the_order_in_which_they_were_said() {
    let mock = Mock::strict();
    mock.on::<List>().answer(json("\"a\"")).times(2).answer(503);
    mock.on::<List>().always(json("\"b\""));
    mock.on::<Add>().answer(json("\"c\""));
    let client = client(&mock);
    assert_eq!(client.call(List).await.unwrap(), "a");
    assert_eq!(client.call(List).await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(client.call(Add).await.unwrap(), "c");
    assert_eq!(client.call(List).await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    for _ in 0..3 {
        assert_eq!(client.call(List).await.unwrap(), "b");
    }
    assert_eq!((mock.requests_of::<List>().len(), mock.requests_of::<Add>().len()), (6, 1));
    assert_eq!(mock.requests_of::<Add>()[0].json::<String>().unwrap(), "Rex");
    assert!(mock.requests_of::<List>()[0].json::<Value>().is_err());
    mock.verify().unwrap();
}

// support: The runtime | Testing: what came otherwise than expected is told | yes
#[tokio::test]
async fn what_did_not_come_and_what_was_not_expected_is_told() {
    let mock = Mock::strict();
    mock.on::<List>().times(3).answer(200);
    let client = client(&mock);
    let _ = client.call(List).await;
    assert_eq!(mock.verify().unwrap_err().to_string(), "listPets was called 1 of 3 times");
    let line = client.call(Add).await.unwrap_err().to_string();
    assert_eq!(
        line,
        "addPet: the mock was not told how to answer addPet (POST https://api.example/pets): \
         `mock.on::<Operation>().answer(…)` says it"
    );
    assert_eq!(
        format!("{:?}", mock.verify().unwrap_err()),
        "listPets was called 1 of 3 times; addPet (POST https://api.example/pets) was not expected"
    );
}

#[tokio::test]
async fn a_call_too_many_fails() {
    let mock = Mock::strict();
    mock.on::<List>().answer(json("\"a\""));
    mock.on::<Add>().times(0).answer(200);
    let client = client(&mock);
    client.call(List).await.unwrap();
    mock.verify().unwrap();
    let error: Error = client.call(List).await.unwrap_err().into();
    assert_eq!(error.to_string(), "listPets: the mock has no answer left for this operation, after 1");
    assert!(client.call(Add).await.is_err());
    assert!(mock.verify().unwrap_err().to_string().contains("addPet (POST https://api.example/pets) was not expected"));
}

#[tokio::test]
async fn what_is_not_scripted_is_left_to_the_mocks_answer() {
    let mock = Mock::new(|_| Ok(json("\"usual\"")));
    mock.on::<List>().answer(TransportErrorKind::Connect).answer(1000);
    let client = client(&mock);
    let refused = client.call(List).await.unwrap_err();
    assert!(matches!(refused.kind(), ErrorKind::Transport(error) if error.kind() == TransportErrorKind::Connect));
    assert_eq!(
        client.call(List).await.unwrap_err().to_string(),
        "listPets: the mock can't answer 1000, which is no status"
    );
    assert_eq!(client.call(Add).await.unwrap(), "usual");
    mock.verify().unwrap();
}

#[tokio::test]
async fn an_answer_can_ask_what_came_before() {
    let mock = Mock::strict();
    let seen = mock.clone();
    mock.on::<List>().times(2).then(move |_| {
        let count = seen.requests().len();
        Ok(HttpResponse::json(StatusCode::OK, format!("\"{count}\"")))
    });
    let client = client(&mock);
    assert_eq!(client.call(List).await.unwrap(), "0");
    assert_eq!(client.call(List).await.unwrap(), "1");
}

/// A mock as a server, asked by what knows nothing of it.
#[cfg(feature = "mock-server")]
mod server {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};

    use super::*;

    /// What comes for these bytes, up to where the server closes the connection.
    fn sent(server: &rt::MockServer, bytes: &str) -> String {
        let mut stream = TcpStream::connect(server.address()).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    const CLOSE: &str = "HTTP/1.1\r\nhost: x\r\nconnection: close\r\n";

    // support: The runtime | Testing: the mock as a server for other processes (feature `mock-server`) | yes
    #[test]
    fn it_answers_other_processes_as_it_was_told() {
        let mock = Mock::strict();
        mock.on::<List>()
            .answer(json("\"a\""))
            .answer(503)
            .then(|request| Ok(json(if request.url.ends_with("?page=2") { "\"c\"" } else { "\"?\"" })));
        mock.on::<Add>().then(|request| {
            assert_eq!(request.json::<String>().unwrap(), "Tom");
            assert_eq!(request.headers["x-tag"], "1");
            Ok(HttpResponse::new(StatusCode::NO_CONTENT, rt::HeaderMap::new(), ""))
        });
        let server = mock.serve().unwrap();
        assert_eq!(server.url(), format!("http://{}", server.address()));

        // Several on one connection, below a path of the client's own.
        let answers = sent(
            &server,
            &format!(
                "GET /v1/pets HTTP/1.1\r\nhost: x\r\n\r\nGET /v1/pets/ HTTP/1.1\r\n\r\nGET /pets?page=2 {CLOSE}\r\n"
            ),
        );
        assert_eq!(
            answers,
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\n\r\n\"a\"\
             HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n\
             HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3\r\nconnection: close\r\n\r\n\"c\""
        );
        // A body in chunks, for which it is asked.
        let head =
            "content-type: application/json\r\nx-tag: 1\r\ntransfer-encoding: chunked\r\nexpect: 100-continue\r\n\r\n";
        let chunks = "2\r\n\"T\r\n3;x\r\nom\"\r\n0\r\ntrailer: 1\r\n\r\n";
        assert_eq!(
            sent(&server, &format!("POST /pets {CLOSE}{head}{chunks}")),
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"
        );
        assert_eq!((mock.requests_of::<List>().len(), mock.requests_of::<Add>().len()), (3, 1));
        mock.verify().unwrap();
    }

    #[test]
    fn it_is_as_strict_and_says_so() {
        let mock = Mock::strict();
        mock.on::<List>().answer(TransportErrorKind::Io);
        let server = mock.serve().unwrap();
        assert_eq!(sent(&server, &format!("GET /pets {CLOSE}\r\n")), "");
        let answer = sent(&server, &format!("DELETE /pets {CLOSE}\r\n"));
        assert!(answer.starts_with("HTTP/1.1 501 Not Implemented\r\n"), "{answer}");
        assert!(answer.contains("the mock was not told how to answer DELETE"), "{answer}");
        let answer = sent(&server, &format!("GET /pets {CLOSE}\r\n"));
        assert!(answer.contains("the mock has no answer left for this operation, after 1"), "{answer}");
        assert_eq!(sent(&server, "nonsense\r\n\r\n"), "");
        let url = server.url();
        assert_eq!(
            mock.verify().unwrap_err().to_string(),
            format!("DELETE {url}/pets was not expected; listPets (GET {url}/pets) was not expected")
        );
    }

    #[test]
    fn an_answer_that_panics_ends_its_connection_and_is_told() {
        let mock = Mock::strict();
        mock.on::<List>().then(|_| panic!("on purpose")).answer(json("\"a\""));
        let server = mock.serve().unwrap();
        // Without an answer, and not after the client's time is over.
        assert_eq!(sent(&server, "GET /pets HTTP/1.1\r\n\r\n"), "");
        assert!(sent(&server, &format!("GET /pets {CLOSE}\r\n")).ends_with("\"a\""));
        let told = mock.verify().unwrap_err().to_string();
        assert_eq!(told, "the answer to a request panicked: its message stands in the output of the test");
    }

    #[test]
    fn a_head_of_too_many_lines_is_not_taken_for_a_body() {
        let server = Mock::always(json("\"a\"")).serve().unwrap();
        let many = "x: y\r\n".repeat(300);
        assert_eq!(sent(&server, &format!("GET /pets HTTP/1.1\r\n{many}\r\n")), "");
        let few = "x: y\r\n".repeat(200);
        assert!(sent(&server, &format!("GET /pets {CLOSE}{few}\r\n")).ends_with("\"a\""));
    }

    #[test]
    fn it_ends_when_it_is_dropped() {
        let server = Mock::always(json("\"a\"")).serve().unwrap();
        let address = server.address();
        let mut open = TcpStream::connect(address).unwrap();
        open.write_all(b"GET /pets HTTP/1.1\r\n\r\n").unwrap();
        assert!(open.read(&mut [0; 8]).unwrap() > 0);
        drop(server);
        assert!(open.read_to_end(&mut Vec::new()).is_ok());
        // The port is free again, as soon as the thread has seen it.
        while TcpListener::bind(address).is_err() {
            std::thread::yield_now();
        }
    }
}
