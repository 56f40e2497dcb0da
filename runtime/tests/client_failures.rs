//! Declared errors, the error of a whole client, and the ways of reading answers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::convert::Infallible;
use std::error::Error as _;
use std::num::ParseIntError;

use oasmith_runtime::codec::In;
use oasmith_runtime::{
    Bytes, Decode, DecodeError, Error, ErrorKind, HeaderMap, HttpResponse, Meta, Mock, Operation, Outcome, Request,
    Response, StatusCode,
};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "https://api.example";
    /// A call.
    pub struct Call;
}

#[derive(Clone, PartialEq)]
struct Problem {
    detail: String,
}

oasmith_runtime::record! { Problem {
    detail: "detail" required,
} }

/// Declares one error type for several statuses.
struct GetPet;

impl Operation for GetPet {
    const META: Meta = Meta::new("getPet", "GET", "/pets/1");
    type Output = String;
    type Error = Problem;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.text(),
            404 | 500..=599 => response.error(),
            _ => response.undeclared(),
        }
    }
}

/// Answers with a list, or fails with one.
struct ListPets;

impl Operation for ListPets {
    const META: Meta = Meta::new("listPets", "GET", "/pets");
    type Output = Vec<Problem>;
    type Error = Vec<Problem>;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.json(),
            201 => response.null_as_empty().json(),
            _ => response.error(),
        }
    }
}

#[test]
fn the_null_of_a_list_is_told_with_the_line_that_reads_it_as_empty() {
    let answered = |status: u16, body: &'static str| {
        let http = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
        ListPets::decode(Response::to::<ListPets>(http)).map_err(|error| error.to_string())
    };
    assert_eq!(
        answered(200, "null").err().unwrap(),
        "listPets: the server answered 200 OK, but not with the body that the document declares (expected an array, found null; \
         `\"GET /pets\" = \"null-as-empty\"` in [responses] of oasmith.toml reads it as empty): null"
    );
    assert!(answered(201, " null ").unwrap().is_empty());
    assert!(answered(201, "null 7").is_err());
    for (status, body) in [(200, "[null]"), (201, "[null]"), (200, "7"), (201, "7"), (400, "null")] {
        let error = answered(status, body).err().unwrap();
        assert!(!error.contains("oasmith.toml"), "{error}");
    }
}

/// Declares several answers and several errors.
struct PutPet;

#[derive(Debug, PartialEq)]
enum PutPetOutput {
    Created(Problem),
    Text(String),
    Image(Bytes),
    NoContent,
}

#[derive(Debug, PartialEq)]
enum PutPetError {
    BadRequest(Problem),
    Conflict(String),
    Gone(Bytes),
    TooManyRequests,
}

impl Operation for PutPet {
    const META: Meta = Meta::new("putPet", "PUT", "/pets/1");
    type Output = PutPetOutput;
    type Error = PutPetError;

    fn encode(&self, request: &mut Request) {
        request.text("text/plain", "rex");
    }

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.text_as(PutPetOutput::Text),
            201 => response.json_as(PutPetOutput::Created),
            203 => response.bytes_as(PutPetOutput::Image),
            204 => response.empty_as(PutPetOutput::NoContent),
            400 => response.error_as(PutPetError::BadRequest),
            409 => response.error_text_as(PutPetError::Conflict),
            410 => response.error_bytes_as(PutPetError::Gone),
            429 => response.error_empty_as(PutPetError::TooManyRequests),
            _ => response.undeclared(),
        }
    }
}

/// Declares no error.
struct Ping;

impl Operation for Ping {
    const META: Meta = Meta::new("ping", "HEAD", "/");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.empty(),
            _ => response.undeclared(),
        }
    }
}

fn answer(status: u16, body: impl Into<Bytes>) -> HttpResponse {
    HttpResponse::new(StatusCode::from_u16(status).unwrap(), HeaderMap::new(), body)
}

fn client(status: u16, body: &'static str) -> Client {
    Client::builder().transport(Mock::always(answer(status, body))).build()
}

#[tokio::test]
async fn one_type_for_several_statuses() {
    for status in [404, 503] {
        let failure = client(status, r#"{"detail":"gone"}"#).call(GetPet).await.unwrap_err();
        assert_eq!(failure.declared(), Some(&Problem { detail: "gone".to_owned() }));
        assert_eq!(failure.status().unwrap().as_u16(), status);
        assert!(matches!(failure.kind(), ErrorKind::Declared));
    }
    let failure = client(404, r#"{"detail":"gone"}"#).call(GetPet).await.unwrap_err();
    assert_eq!(failure.to_string(), "getPet: the server answered 404 Not Found: {\"detail\":\"gone\"}");
    assert!(format!("{failure:#?}").contains("detail: \"gone\""), "{failure:#?}");
    assert_eq!(failure.into_declared().unwrap().detail, "gone");
}

#[tokio::test]
async fn errors_have_the_id_that_the_server_gave_the_request() {
    let with = |name: &'static str, value: &str| {
        let mut http = answer(503, r#"{"detail":"gone"}"#);
        http.headers.insert(name, value.parse().unwrap());
        http
    };
    let failed = async |http: HttpResponse, header: Option<&str>| {
        let builder = Client::builder().transport(Mock::always(http));
        let client = header.into_iter().fold(builder, |builder, name| builder.request_id_header(name)).build();
        client.call(GetPet).await.unwrap_err()
    };
    let usual = failed(with("x-request-id", "8f1c"), None).await;
    assert_eq!(usual.request_id(), Some("8f1c"));
    assert_eq!(
        usual.to_string(),
        "getPet: the server answered 503 Service Unavailable (request id 8f1c): {\"detail\":\"gone\"}"
    );
    assert_eq!(failed(with("x-call", "7"), None).await.request_id(), None);
    let configured = failed(with("x-call", "7"), Some("X-Call")).await;
    assert!(configured.to_string().contains("(request id 7)"), "{configured}");
    let any: Error = configured.into();
    assert_eq!(any.request_id(), Some("7"));

    let long = failed(with("x-request-id", &"a".repeat(5000)), None).await;
    assert!(long.to_string().len() < 1000, "{long}");
    let wrong = failed(with("x-call", "7"), Some("no header")).await;
    assert_eq!(wrong.to_string(), "getPet: nothing was sent: \"no header\" is not the name of a header");
}

/// A number that somebody else's code reads.
#[derive(Debug)]
struct Foreign(#[expect(dead_code, reason = "it is never read")] u8);

impl Decode for Foreign {
    fn decode(value: In<'_>) -> Result<Self, DecodeError> {
        let In::Str(text) = value else { return Err(value.mismatch("a number")) };
        text.parse().map(Self).map_err(|error: ParseIntError| DecodeError::new(error.to_string()).with_source(error))
    }
}

#[test]
fn the_cause_of_what_cannot_be_read_is_its_source() {
    let read = |body: &'static str| Response::to::<GetPet>(answer(200, body)).json::<Vec<Foreign>, Problem>();
    let failure = read(r#"["1","300"]"#).unwrap_err();
    let fault = failure.source().unwrap().downcast_ref::<DecodeError>().unwrap();
    assert_eq!(fault.to_string(), "at /1: number too large to fit in target type");
    assert!(fault.source().unwrap().is::<ParseIntError>());
    let error: Error = failure.into();
    assert!(error.source().unwrap().is::<DecodeError>());

    let declared = GetPet::decode(Response::to::<GetPet>(answer(404, r#"{"detail":"gone"}"#))).unwrap_err();
    assert!(declared.source().is_none());
}

#[tokio::test]
async fn a_declared_error_that_cannot_be_read_keeps_its_status() {
    let failure = client(404, "<html>no</html>").call(GetPet).await.unwrap_err();
    assert_eq!((failure.declared(), failure.status()), (None, Some(StatusCode::NOT_FOUND)));
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)));
    let line = failure.to_string();
    assert!(line.starts_with("getPet: the server answered 404 Not Found, but not with the body that"), "{line}");
    assert!(line.ends_with("): an HTML page"), "{line}");
    assert!(failure.into_declared().is_err());
}

#[test]
fn each_status_has_its_own() {
    let read = |status, body: &'static str| PutPet::decode(Response::to::<PutPet>(answer(status, body)));
    let error = |status, body| read(status, body).unwrap_err().into_declared().unwrap();
    let problem = Problem { detail: "x".to_owned() };
    assert_eq!(read(200, "ok").unwrap(), PutPetOutput::Text("ok".to_owned()));
    assert_eq!(read(201, r#"{"detail":"x"}"#).unwrap(), PutPetOutput::Created(problem.clone()));
    assert_eq!(read(203, "\0").unwrap(), PutPetOutput::Image(Bytes::from_static(b"\0")));
    assert_eq!(read(204, "").unwrap(), PutPetOutput::NoContent);
    assert_eq!(error(400, r#"{"detail":"x"}"#), PutPetError::BadRequest(problem));
    assert_eq!(error(409, "taken"), PutPetError::Conflict("taken".to_owned()));
    assert_eq!(error(410, "z"), PutPetError::Gone(Bytes::from_static(b"z")));
    assert_eq!(error(429, ""), PutPetError::TooManyRequests);
    assert!(matches!(read(202, "").unwrap_err().kind(), ErrorKind::Undeclared));
    assert!(matches!(read(400, "").unwrap_err().kind(), ErrorKind::Unreadable(_)));
    let binary = PutPet::decode(Response::to::<PutPet>(answer(200, b"a\xff".as_slice()))).unwrap_err();
    assert_eq!(
        binary.to_string(),
        "putPet: the server answered 200 OK, but not with the body that the document declares \
         (the text is not UTF-8 at byte 1): 2 bytes of an unknown type"
    );
}

#[tokio::test]
async fn question_marks_work_across_operations() {
    async fn both(client: &Client) -> Result<String, Error> {
        let pet = client.call(GetPet).await?;
        client.call(PutPet).await?;
        client.call(Ping).await?;
        Ok(pet)
    }
    let error = both(&client(404, r#"{"detail":"gone"}"#)).await.unwrap_err();
    assert_eq!(error.declared(), Some(&Problem { detail: "gone".to_owned() }));
    assert_eq!(error.declared::<PutPetError>(), None);
    assert_eq!(error.operation().id, "getPet");
    assert_eq!(error.bytes(), Some(br#"{"detail":"gone"}"#.as_slice()));
    let error = both(&client(200, "rex")).await;
    assert_eq!(error.unwrap(), "rex");

    let boxed: Box<dyn std::error::Error + Send + Sync> = client(418, "").call(GetPet).await.unwrap_err().into();
    assert_eq!(
        boxed.to_string(),
        "getPet: the server answered 418 I'm a teapot, which the document does not declare: no body"
    );
}

#[tokio::test]
async fn a_transport_that_ignores_the_limit_is_checked_upon() {
    let client = Client::builder().transport(Mock::always(answer(200, "12345"))).response_limit(4).build();
    let failure = client.call(GetPet).await.unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::TooLarge { limit: 4 }));
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_told() {
    let told = |failure: Error<Infallible>| failure.to_string();
    let call = client(200, "").call(Ping).header("a b", "c").await.unwrap_err();
    assert_eq!(told(call), "ping: nothing was sent: \"a b\" is not the name of a header");
    let misled = Client::builder().header("a", "b\n").transport(Mock::always(answer(200, ""))).build();
    assert_eq!(
        told(misled.call(Ping).await.unwrap_err()),
        "ping: nothing was sent: the value for the header \"a\" has characters that no header may have"
    );
}

/// Declares media types, and a `default`.
struct GetFile;

#[derive(Debug, PartialEq)]
enum GetFileOutput {
    Pdf(Bytes),
    Csv(String),
    Count(u64),
    Any(Bytes),
}

impl Operation for GetFile {
    const META: Meta = Meta::new("getFile", "GET", "/file");
    type Output = GetFileOutput;
    type Error = Problem;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.media_types(&["application/pdf"]).bytes_as(GetFileOutput::Pdf),
            201 => response.media_types(&["text/csv"]).text_as(GetFileOutput::Csv),
            202 => response.media_types(&["text/plain"]).plain_as(GetFileOutput::Count),
            203 => response.media_types(&["application/octet-stream"]).bytes_as(GetFileOutput::Any),
            _ => response.by_default().error(),
        }
    }
}

fn file(status: u16, content_type: &[&str], body: &'static [u8]) -> Result<GetFileOutput, Error<Problem>> {
    let mut answer = answer(status, body);
    for value in content_type {
        answer.headers.append("content-type", value.parse().unwrap());
    }
    GetFile::decode(Response::to::<GetFile>(answer))
}

#[test]
fn another_media_type_is_no_success() {
    let page = b"<!doctype html><title>Sign in</title>";
    assert_eq!(
        file(200, &["text/html; charset=utf-8"], page).unwrap_err().to_string(),
        "getFile: the server answered 200 OK, but not with the body that the document declares (the media type is \
         \"text/html; charset=utf-8\", not \"application/pdf\"): an HTML page with the title \"Sign in\""
    );
    for (status, content_type) in
        [(201, "text/html"), (201, "application/json"), (203, "Text/HTML"), (203, "text/json")]
    {
        let failure = file(status, &[content_type], b"{}").unwrap_err();
        assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)), "{failure}");
        assert!(failure.to_string().contains(&format!("(the media type is \"{content_type}\", not \"")), "{failure}");
        assert_eq!(failure.bytes(), Some(&b"{}"[..]));
    }
    assert_eq!(file(200, &["Application/PDF;v=1"], b"%").unwrap(), GetFileOutput::Pdf(Bytes::from("%")));
    assert_eq!(file(203, &["image/png"], b"%").unwrap(), GetFileOutput::Any(Bytes::from("%")));
    // What says nothing may be anything, and of several the last one holds.
    for nothing in [&[][..], &[""], &["pdf"], &["application/octet-stream"], &["text/html", "application/pdf"]] {
        assert_eq!(file(200, nothing, b"%").unwrap(), GetFileOutput::Pdf(Bytes::from("%")), "{nothing:?}");
    }
}

#[test]
fn texts_are_read_in_their_charset_and_as_what_they_spell() {
    let latin = file(201, &["text/csv; charset=ISO-8859-1"], b"caf\xe9").unwrap();
    assert_eq!(latin, GetFileOutput::Csv("café".to_owned()));
    let failure = file(201, &["text/csv; charset=Shift_JIS"], b"\x83e").unwrap_err();
    assert!(failure.to_string().contains("(the text is in \"Shift_JIS\", which is not read)"), "{failure}");
    assert_eq!(file(202, &["text/plain;charset=utf-8"], b"7\n").unwrap(), GetFileOutput::Count(7));
    let failure = file(202, &["text/plain"], b"seven").unwrap_err();
    assert!(failure.to_string().contains("(expected an integer, found \"seven\")"), "{failure}");
}

#[test]
fn what_default_was_applied_to_says_so() {
    let failure = file(500, &["application/json"], br#"{"detail":"down"}"#).unwrap_err();
    let line = "getFile: the server answered 500 Internal Server Error, for which `default` was applied: \
        {\"detail\":\"down\"}";
    assert_eq!(failure.to_string(), line);
    let failure = file(204, &[], b"").unwrap_err();
    let line = "getFile: the server answered 204 No Content, for which `default` was applied (`\"GET /file\" = \"read\"` in \
        [responses] of oasmith.toml reads it as the declared success), but not with the body that the document declares (expected a value, found the end of the text at line 1 column 1): no body";
    assert_eq!(failure.to_string(), line);
}

#[test]
fn json_is_known_by_itself_and_a_problem_is_no_success() {
    fn read(content_type: &str) -> Result<Problem, Error<Infallible>> {
        let mut answer = answer(200, "\u{feff}{\"detail\":\"x\"}");
        answer.headers.insert("content-type", content_type.parse().unwrap());
        Response::to::<Ping>(answer).json()
    }
    for content_type in ["text/json", "application/vnd.x+json", "text/plain; charset=utf-8", "TEXT/HTML", "x", ""] {
        assert_eq!(read(content_type).unwrap().detail, "x", "{content_type}");
    }
    let problem = read("application/problem+json; charset=utf-8").unwrap_err().to_string();
    let said = "(the media type is \"application/problem+json; charset=utf-8\", not that of a success)";
    assert!(problem.contains(said), "{problem}");
    let mut page = answer(404, "<html></html>");
    page.headers.insert("content-type", "text/html".parse().unwrap());
    assert_eq!(
        GetPet::decode(Response::to::<GetPet>(page)).unwrap_err().to_string(),
        "getPet: the server answered 404 Not Found, but not with the body that the document declares (the media type \
         is \"text/html\", not JSON; expected a value, found `<` at line 1 column 1): an HTML page"
    );
}

#[test]
fn failures_are_small() {
    assert!(size_of::<Error<Problem>>() <= 16);
    assert!(size_of::<Error>() <= 24);
}

#[tokio::test]
async fn nothing_found_at_another_server_says_what_was_called() {
    let builder = || Client::builder().transport(Mock::always(answer(404, "no such page")));
    let replaced = [
        (builder().server("http://127.0.0.1:8080/v2/"), "http://127.0.0.1:8080/v2/pets/1"),
        (builder().host("proxy.example"), "https://proxy.example/pets/1"),
    ];
    for (builder, url) in replaced {
        let line = builder.build().call(GetPet).await.unwrap_err().to_string();
        let told = format!("getPet: the server answered 404 Not Found to GET {url}, but not with the body");
        assert!(line.starts_with(&told), "{line}");
    }
    // Who answers as declared is the API, and the document's own server needs no words.
    let found =
        Client::builder().server("http://127.0.0.1:8080").transport(Mock::always(answer(404, r#"{"detail":"gone"}"#)));
    let line = found.build().call(GetPet).await.unwrap_err().to_string();
    assert_eq!(line, "getPet: the server answered 404 Not Found: {\"detail\":\"gone\"}");
    let line = builder().build().call(GetPet).await.unwrap_err().to_string();
    assert!(line.starts_with("getPet: the server answered 404 Not Found, but"), "{line}");
}
