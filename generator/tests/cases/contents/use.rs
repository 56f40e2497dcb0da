use oasmith_runtime::{
    Bytes, ErrorKind, HeaderMap, HttpResponse, Mock, Operation, Response, StatusCode, StreamOperation, Value,
};

use super::contents::Client;
use super::contents::files::{
    GetAny, GetFile, GetFileContent, GetFileResponse, GetMisnamed, GetPicture, GetPictureContent, GetRaw, GetReport,
    GetScan, RunBatch,
};
use super::contents::pets::{GetPet, ListPets, PetContent, ReplacePet, ReplacePetOutput};
use super::contents::plain::{GetCount, GetGreeting, GetId, GetMode, GetModeContent, GetModeResponse, IsReady};
use super::contents::types::{Pet, PetOrProblemContent, Problem, ProblemContent, UnprocessableContent};
use super::loopback::{Afterwards, Loopback};

fn answer<O: Operation>(status: u16, media_type: Option<&str>, body: &'static str) -> Response {
    let mut http = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    http.headers = HeaderMap::new();
    if let Some(media_type) = media_type {
        http.headers.insert("content-type", media_type.parse().unwrap());
    }
    Response::to::<O>(http)
}

fn file(media_type: &str, body: &'static str) -> GetFileContent {
    GetFile::decode(answer::<GetFile>(200, Some(media_type), body)).unwrap()
}

// support: Responses | Several media types, an enum that `Content-Type` decides | yes
#[test]
fn an_answer_is_what_its_media_type_says() {
    let pet = |media_type, body| GetPet::decode(answer::<GetPet>(200, media_type, body)).unwrap();
    let rex = PetContent::Json(Pet::new("Rex"));
    let json = r#"{"name":"Rex"}"#;
    assert_eq!(pet(Some("application/json"), json), rex);
    assert_eq!(pet(Some("Application/JSON; charset=utf-8"), json), rex);
    assert_eq!(pet(Some("application/xml"), "<pet/>"), PetContent::Xml("<pet/>".to_owned()));
    // Servers are imprecise.
    assert_eq!(pet(None, json), rex);
    assert_eq!(pet(Some("application/vnd.api+json"), json), rex);
    assert_eq!(pet(Some("text/xml"), "<pet/>"), PetContent::Xml("<pet/>".to_owned()));
    assert_eq!(rex.into_json(), Some(Pet::new("Rex")));
    assert_eq!(PetContent::Xml("<pet/>".to_owned()).into_json(), None);
}

// support: Responses | Media types that are not declared | yes
#[test]
fn an_undeclared_media_type_is_a_failure_that_keeps_the_answer() {
    let failure = GetPet::decode(answer::<GetPet>(200, Some("text/html"), "<html>")).unwrap_err();
    assert!(matches!(failure.kind(), ErrorKind::Unreadable(_)), "{failure}");
    assert_eq!(
        failure.to_string(),
        "getPet: the server answered 200 OK, but not with the body that the document declares (the media type \
         \"text/html\" is none of the declared ones): an HTML page"
    );
    let failure = GetPet::decode(answer::<GetPet>(200, Some("application/json"), "<pet/>")).unwrap_err();
    assert_eq!(failure.bytes(), Some(&b"<pet/>"[..]));
}

// support: Responses | `multipart` | partial: bytes as they came, and the header `Content-Type` has the boundary; a note says so where the schema is of objects or lists
#[tokio::test]
async fn parts_are_bytes_and_the_boundary_is_in_the_header() {
    let body = "--b\r\nContent-Type: application/json\r\n\r\n{}\r\n--b--\r\n";
    let parts = "Multipart/Mixed; boundary=\"b\"";
    let mut http = answer::<RunBatch>(200, Some(parts), body);
    assert_eq!(http.headers()["content-type"], parts);
    assert_eq!(RunBatch::decode(http).unwrap(), body);
    http = answer::<RunBatch>(200, Some("application/json"), "[]");
    let failure = RunBatch::decode(http).unwrap_err().to_string();
    assert!(failure.contains("(the media type is \"application/json\", not \"multipart/mixed\")"), "{failure}");
    let form = "--b\r\nContent-Disposition: form-data; name=name\r\n\r\nx\r\n--b--";
    let failure = RunBatch::decode(answer::<RunBatch>(400, Some("multipart/form-data; boundary=b"), form)).unwrap_err();
    assert_eq!(failure.declared().map(|error| &**error), Some(form.as_bytes()));

    let mut answered = HttpResponse::new(StatusCode::OK, HeaderMap::new(), body);
    answered.headers.insert("content-type", parts.parse().unwrap());
    let client = Client::builder().transport(Mock::always(answered)).build();
    let answer = client.files().run_batch().with_response().await.unwrap();
    assert_eq!((answer.headers["content-type"].to_str().unwrap(), &*answer.value), (parts, body.as_bytes()));
    assert_eq!(client.files().run_batch().stream().await.unwrap().content_type(), Some(parts));
}

// support: Responses | Ranges of media types | yes
#[test]
fn the_most_specific_range_wins() {
    assert_eq!(file("text/csv", "a,b"), GetFileContent::Csv("a,b".to_owned()));
    assert_eq!(file("text/html", "<p>"), GetFileContent::Text("<p>".to_owned()));
    assert_eq!(file("image/png", "P"), GetFileContent::Image(Bytes::from("P")));
    assert_eq!(file("application/pdf", "%"), GetFileContent::Other(Bytes::from("%")));
    let lines = file("application/json", r#"{"lines":["x"]}"#);
    assert_eq!(lines, GetFileContent::Json(GetFileResponse::new(vec!["x".to_owned()])));
    let lines = file("application/vnd.example.lines+json", r#"["x"]"#);
    assert_eq!(lines, GetFileContent::ExampleLinesJson(vec!["x".to_owned()]));
}

// support: Responses | A media type that is none (`json`) | partial: bytes of whatever comes; a located warning says so
#[test]
fn what_is_no_media_type_comes_as_any() {
    assert_eq!(<GetMisnamed as Operation>::META.accept, "*/*");
    for media_type in [Some("application/json"), Some("json"), Some("text/html"), None] {
        assert_eq!(GetMisnamed::decode(answer::<GetMisnamed>(200, media_type, "{}")).unwrap(), "{}");
    }
}

#[test]
fn the_same_value_under_several_names_of_json_is_one_type() {
    for media_type in ["text/plain", "application/json", "text/json", "application/vnd.example+json; v=2"] {
        let pets = ListPets::decode(answer::<ListPets>(200, Some(media_type), r#"[{"name":"Rex"}]"#)).unwrap();
        assert_eq!(pets, [Pet::new("Rex")]);
    }
}

#[test]
fn errors_and_statuses_are_told_apart_as_well() {
    let json = answer::<GetPet>(404, Some("application/problem+json"), r#"{"title":"gone"}"#);
    let failure = GetPet::decode(json).unwrap_err();
    assert_eq!(failure.declared(), Some(&ProblemContent::Problem(Problem::new("gone"))));
    // The type of what came, whatever else could have come.
    assert_eq!(failure.declared_body(), Some(Problem::new("gone")));
    assert_eq!(failure.declared_body::<Value>(), None);
    let failure = GetFile::decode(answer::<GetFile>(500, Some("text/plain"), "oh")).unwrap_err();
    assert_eq!(failure.declared_body::<Problem>(), None);
    assert_eq!(failure.declared(), Some(&ProblemContent::Text("oh".to_owned())));
    let replaced = ReplacePet::decode(answer::<ReplacePet>(200, Some("text/xml"), "<pet/>")).unwrap();
    assert_eq!(replaced, ReplacePetOutput::Ok(PetContent::Xml("<pet/>".to_owned())));
    let new = ReplacePet::decode(answer::<ReplacePet>(201, None, "")).unwrap();
    assert_eq!(new, ReplacePetOutput::Created);
}

// support: Responses | `Accept` from what is declared | yes
#[test]
fn the_media_types_of_the_document_are_asked_for_in_its_order() {
    let weighed = "application/xml;q=0.9, application/json, application/problem+json, text/plain;q=0.9";
    assert_eq!(GetPet::META.accept, weighed);
    let one_type = "text/plain, application/json, text/json, application/vnd.example+json; v=2";
    assert_eq!(ListPets::META.accept, one_type);
    assert_eq!(
        GetFile::META.accept,
        "text/*; charset=utf-8;q=0.9, text/csv;q=0.9, application/json, application/vnd.example.lines+json, \
         image/*;q=0.9, */*;q=0.9, application/problem+json, text/plain;q=0.9"
    );
    assert_eq!(GetReport::META.accept, "application/pdf");
}

fn client(media_type: &str, body: &'static str) -> Client {
    let mut http = HttpResponse::json(StatusCode::OK, body);
    http.headers.insert("content-type", media_type.parse().unwrap());
    Client::builder().transport(Mock::always(http)).build()
}

// support: Responses | Bytes of several media types, whole or as a stream that tells which one came | yes
#[tokio::test]
async fn bytes_of_several_media_types_come_as_a_stream_too() {
    let picture = client("image/jpeg", "J").files().get_picture().await.unwrap();
    assert_eq!(picture, GetPictureContent::Jpeg(Bytes::from("J")));
    let mut picture = client("Image/JPEG", "J").files().get_picture().stream().await.unwrap();
    assert_eq!(picture.content_type(), Some("Image/JPEG"));
    assert_eq!(picture.collect(10).await.unwrap(), "J");
    assert_eq!(GetPicture::STREAM.accept, "image/png, image/jpeg");
    let failure = client("text/html", "<title>Sign in</title>").files().get_picture().stream().await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "getPicture: the server answered 200 OK, but not with the body that the document declares (the media type is \
         \"text/html\", not \"image/png\" or \"image/jpeg\"): an HTML page with the title \"Sign in\""
    );

    let mut scan = client("image/tiff", "T").files().get_scan().stream().await.unwrap();
    assert_eq!(scan.next().await.unwrap().unwrap(), "T");
    let failure = client("application/json", "{}").files().get_scan().stream().await.unwrap_err();
    assert_eq!(failure.text().as_deref(), Some("{}"));
    assert_eq!(GetScan::STREAM.accept, "application/pdf, image/*, application/JSON;q=0.5");
    // Each media type once, however it is spelled.
    assert_eq!(GetScan::META.accept, "application/json, application/pdf;q=0.9, image/*;q=0.9");
}

// support: Responses | A download of another media type than the declared one | yes
#[tokio::test]
async fn a_page_is_no_download() {
    let failure = client("text/html", "<title>Oops</title>").files().get_report().await.unwrap_err();
    assert_eq!(
        failure.to_string(),
        "getReport: the server answered 200 OK, but not with the body that the document declares (the media type is \
         \"text/html\", not \"application/pdf\"): an HTML page with the title \"Oops\""
    );
    assert_eq!(failure.bytes(), Some(&b"<title>Oops</title>"[..]));
    let failure = client("text/html", "<title>Oops</title>").files().get_report().stream().await.unwrap_err();
    assert!(failure.to_string().ends_with(": an HTML page with the title \"Oops\""), "{failure}");
}

// support: Responses | Bytes under the name of JSON, or of any media type | yes
#[tokio::test]
async fn bytes_under_the_name_of_json_come_as_they_are() {
    assert_eq!(client("application/json", "{ ").files().get_raw().await.unwrap(), "{ ");
    assert_eq!(client("application/pdf", "%").files().get_raw().await.unwrap(), "%");
    assert!(client("text/html", "<html>").files().get_raw().await.is_err());
    assert_eq!(GetRaw::META.accept, "application/json");
    assert_eq!(client("text/html", "<html>").files().get_any().await.unwrap(), "<html>");
    assert_eq!(GetAny::META.accept, "*/*");
}

// support: Responses | `text/plain` of numbers, truth values, dates, UUIDs and enums | yes
#[test]
fn plain_texts_are_what_their_schemas_say() {
    let text = Some("text/plain; charset=utf-8");
    assert_eq!(GetCount::decode(answer::<GetCount>(200, text, "7\n")).unwrap(), 7);
    let failure = GetCount::decode(answer::<GetCount>(404, text, "2024-02-29")).unwrap_err();
    assert_eq!(failure.declared().unwrap().to_string(), "2024-02-29");
    let failure = GetCount::decode(answer::<GetCount>(200, text, "many")).unwrap_err();
    assert!(failure.to_string().contains("(expected an integer, found \"many\")"), "{failure}");
    assert!(IsReady::decode(answer::<IsReady>(200, text, "true")).unwrap());
    let id = GetId::decode(answer::<GetId>(200, text, "67E55044-10b1-426f-9247-bb680e5fe0c8")).unwrap();
    assert_eq!(id.to_string(), "67e55044-10b1-426f-9247-bb680e5fe0c8");
    let mode = GetMode::decode(answer::<GetMode>(200, text, "off")).unwrap();
    assert_eq!(mode, GetModeContent::Text(GetModeResponse::Off));
}

// support: Responses | `*/*` of a string: JSON where the answer says so, else the text | yes
#[test]
fn a_string_of_any_media_type_is_what_the_answer_says_that_it_is() {
    let greeting = |media_type, body| GetGreeting::decode(answer::<GetGreeting>(200, media_type, body));
    for (media_type, body, expected) in [
        (Some("application/json"), "\"hello\"", "hello"),
        (Some("application/vnd.api+json"), "\"hello\"", "hello"),
        (Some("text/plain;charset=UTF-8"), " hello\n", " hello\n"),
        (Some("text/plain"), "\"hello\"", "\"hello\""),
        (Some("text/html"), "<p>", "<p>"),
        (None, "7", "7"),
    ] {
        assert_eq!(greeting(media_type, body).unwrap(), expected, "{media_type:?}");
    }
    assert!(greeting(Some("application/json"), "hello").unwrap_err().to_string().contains("expected a value"));
    assert!(greeting(Some("application/problem+json"), "{\"title\":\"x\"}").is_err());
    let failure = GetGreeting::decode(answer::<GetGreeting>(404, Some("text/plain"), "2024-02-29\n")).unwrap_err();
    assert_eq!(failure.declared().unwrap().to_string(), "2024-02-29");
    assert_eq!(GetGreeting::META.accept, "*/*");
}

// support: Responses | Bytes under the name of a text | yes
#[tokio::test]
async fn a_text_that_is_bytes_by_its_format_comes_as_it_is() {
    assert_eq!(client("text/csv", "a;\u{fffd}").plain().get_table().await.unwrap(), "a;\u{fffd}");
    let mut table = client("text/csv", "a;b").plain().get_table().stream().await.unwrap();
    assert_eq!(table.next().await.unwrap().unwrap(), "a;b");
    assert!(client("text/html", "<html>").plain().get_table().await.is_err());
}

const XML: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/xml; charset=utf-8\r\ncontent-length: 6\r\n\
    connection: close\r\n\r\n<pet/>";

fn check_wire(server: &Loopback, pet: PetContent) {
    assert_eq!(pet, PetContent::Xml("<pet/>".to_owned()));
    let request = server.requests().remove(0);
    let accept = "\r\naccept: application/xml;q=0.9, application/json, application/problem+json, text/plain;q=0.9\r\n";
    assert!(request.starts_with("GET /pets/7 HTTP/1.1\r\n") && request.contains(accept), "{request}");
}

#[tokio::test]
async fn over_the_wire() {
    let server = Loopback::start(XML, Afterwards::Close).unwrap();
    let pet = Client::with_server(server.url()).pets().get(7).await.unwrap();
    check_wire(&server, pet);
}

#[test]
fn over_the_wire_without_an_async_runtime() {
    let server = Loopback::start(XML, Afterwards::Close).unwrap();
    let pet = Client::with_server(server.url()).pets().get(7).send_blocking().unwrap();
    check_wire(&server, pet);
}

/// Errors that can come as several media types are one enum where they say the same, whatever the operations are called.
#[tokio::test]
async fn equal_errors_of_strangers_are_one_enum() {
    let client = |status: StatusCode| {
        let mut problem = HttpResponse::json(status, r#"{"title":"no"}"#);
        problem.headers.insert("content-type", "application/problem+json".parse().unwrap());
        Client::builder().transport(Mock::always(problem)).build()
    };
    let refused = client(StatusCode::UNPROCESSABLE_ENTITY);
    let errors = [refused.files().set_rates().await.unwrap_err(), refused.pets().replace_labels().await.unwrap_err()];
    for error in errors {
        assert_eq!(error.declared(), Some(&UnprocessableContent::Problem(Problem::new("no"))));
    }
    let taken = client(StatusCode::CONFLICT).files().change_tariffs().await.unwrap_err();
    let gone = client(StatusCode::GONE).pets().replace_marks().await.unwrap_err();
    assert_eq!(taken.declared(), gone.declared());
    assert_eq!(gone.declared(), Some(&PetOrProblemContent::Problem(Problem::new("no"))));
}
