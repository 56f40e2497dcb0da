use oasmith_runtime::{HttpResponse, Mock, Options, StatusCode, Upload};

use super::swagger::Client;
use super::swagger::pets::{ListPetsOrder, PutPhotoRequest, TagPetRequest};
use super::swagger::types::{Cat, NewPet, Pet};
use super::wire::{Wire, request};

fn client(answer: HttpResponse) -> (Client, Mock) {
    let mock = Mock::always(answer);
    (Client::builder().credential(super::swagger::security::KEY, "k").transport(mock.clone()).build(), mock)
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

// support: Parameters | Swagger 2.0's `collectionFormat` | yes
#[test]
fn lists_are_sent_as_their_collection_format_says() {
    let (client, mock) =
        client(HttpResponse::json(StatusCode::OK, r#"[{"kind":"Cat","name":"Tom","nick":null,"lives":9}]"#));
    let call = client
        .pets()
        .list()
        .comma(list(&["a", "b"]))
        .each(list(&["c", "d"]))
        .space(list(&["e", "f"]))
        .pipe(vec![1, 2])
        .x_tags(list(&["g", "h"]))
        .order(ListPetsOrder::Age);
    let pets = now(call).unwrap();
    assert_eq!(pets, [Pet::Cat(Cat::new("Tom", 9))]);
    let request = &mock.requests()[0];
    assert_eq!(
        request.url,
        "https://api.example.com/v2/pets?comma=a,b&each=c&each=d&space=e%20f&pipe=1%7C2&order=age&api_key=k"
    );
    assert_eq!(request.headers.get("x-tags").unwrap(), "g,h");
}

// support: Parameters | Swagger 2.0's `collectionFormat` of `items` | yes
#[test]
fn lists_within_lists_are_joined_as_their_collection_formats_say() {
    let (client, mock) = client(HttpResponse::json(StatusCode::OK, "[]"));
    let call = client
        .pets()
        .list()
        .pairs(vec![list(&["a", "b c"]), list(&["d,e"])])
        .rows(vec![vec![1, 2], vec![3]])
        .cube(list(&["as;the server", "wants it"]))
        .x_rows(vec![list(&["a", "b"]), list(&["c"])]);
    now(call).unwrap();
    let request = &mock.requests()[0];
    assert_eq!(
        request.url,
        "https://api.example.com/v2/pets?pairs=a,b%20c%7Cd%2Ce&rows=1%7C2&rows=3&cube=as%3Bthe%20server,wants%20it&api_key=k"
    );
    assert_eq!(request.headers.get("x-rows").unwrap(), "a b,c");
    // What would look like what sets the lists apart.
    for call in [
        client.pets().list().pairs(vec![list(&["a|b"])]),
        client.pets().list().x_rows(vec![list(&["a,b"])]),
        client.pets().list().x_rows(vec![list(&["a b"])]),
    ] {
        assert_eq!(now(call).unwrap_err().violations().len(), 1);
    }
    assert_eq!(mock.requests().len(), 1);
}

// support: Request bodies | Swagger 2.0's header parameter `Content-Type`: the media types of the body | yes
#[test]
fn a_content_type_parameter_decides_the_bodys_media_type() {
    use super::swagger::pets::BuildPetBody;
    let (client, mock) = client(HttpResponse::new(StatusCode::NO_CONTENT, Default::default(), ""));
    now(client.pets().build("tom", BuildPetBody::Gzip(Upload::from("x")))).unwrap();
    now(client.pets().build("tom", BuildPetBody::Tar(Upload::from("x")))).unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].headers["content-type"], "application/gzip");
    assert_eq!(requests[1].headers["content-type"], "application/x-tar");
}

// support: Documents | Swagger 2.0 | yes
#[test]
fn a_body_parameter_is_the_body() {
    let (client, mock) = client(HttpResponse::json(StatusCode::CREATED, r#"{"kind":"Cat","name":"Tom","lives":9}"#));
    now(client.pets().create(NewPet::new("Tom"))).unwrap();
    let request = &mock.requests()[0];
    assert_eq!(request.method, "POST");
    assert_eq!(request.body.as_ref().unwrap().as_bytes().unwrap(), r#"{"name":"Tom"}"#);
    now(client.pets().create(NewPet::new("Tom").before(None))).unwrap();
    let sent = mock.requests().pop().unwrap().body.unwrap();
    assert_eq!(sent.as_bytes().unwrap(), r#"{"name":"Tom","before":null}"#);
}

#[test]
fn a_file_is_bytes() {
    let (client, _) = client(HttpResponse::json(StatusCode::OK, "[1]"));
    assert_eq!(&*now(client.pets().get_photo("tom")).unwrap(), b"[1]");
}

// support: Request bodies | Swagger 2.0's `formData`, with `collectionFormat` | yes
#[test]
fn fields_of_forms_are_the_body() {
    let wire = Wire::new();
    let body = TagPetRequest::new("Tom & Jerry")
        .usual(list(&["a", "b,"]))
        .comma(list(&["c", "d"]))
        .each(list(&["e", "f"]))
        .space(list(&["g", "h"]))
        .tab(list(&["i", "j"]))
        .pipe(vec![1, 2]);
    Client::with_server(wire.url()).pets().tag("tom", body).send_blocking().unwrap();
    let form = "name=Tom+%26+Jerry&usual=a,b%2C&comma=c,d&each=e&each=f&space=g%20h&tab=i%09j&pipe=1%7C2";
    let length = format!("content-length: {}", form.len());
    let lines = ["POST /pets/tom HTTP/1.1", "content-type: application/x-www-form-urlencoded", &length];
    assert_eq!(wire.last(), request(&lines, form));
}

// support: Request bodies | Swagger 2.0's files in `formData` | yes
#[test]
fn files_make_a_form_multipart() {
    let wire = Wire::new();
    let body = PutPhotoRequest::new(Upload::from("bytes").file_name("tom.png")).tags(list(&["a", "b"]));
    let client = Client::builder().server(wire.url()).credential(super::swagger::security::KEY, "k").build();
    client.pets().put_photo("tom", body).with_options(Options::new().boundary("edge")).send_blocking().unwrap();
    let part = |disposition: &str, content: &str| {
        format!("--edge\r\nContent-Disposition: form-data; name={disposition}\r\n\r\n{content}\r\n")
    };
    let photo = "\"photo\"; filename=\"tom.png\"\r\nContent-Type: application/octet-stream";
    let form = part(photo, "bytes") + &part("\"tags\"", "a") + &part("\"tags\"", "b") + "--edge--\r\n";
    let length = format!("content-length: {}", form.len());
    let media_type = "content-type: multipart/form-data; boundary=edge";
    let lines = ["PUT /pets/tom?api_key=k HTTP/1.1", "accept: application/json", media_type, &length];
    assert_eq!(wire.last(), request(&lines, &form));
}

/// The output of a call that a mock answers at once.
fn now<F: IntoFuture>(call: F) -> F::Output {
    let mut future = std::pin::pin!(call.into_future());
    match future.as_mut().poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("a mock does not wait"),
    }
}
