//! Forms as they go over the wire.

use oasmith_runtime::{Map, Operation};

use super::forms::charges::{CreateChargeRequest, CreateChargeRequestCurrency, SearchChargesRequest};
use super::forms::types::{Address, Cells, Rgb};
use super::forms::{Call, Client};
use super::wire::{Wire, request};

/// The request that a call is.
fn sent<O: Operation<Output = ()>>(call: impl for<'c> FnOnce(&'c Client) -> Call<'c, O>) -> String
where
    O::Error: std::fmt::Debug,
{
    let wire = Wire::new();
    call(&Client::with_server(wire.url())).send_blocking().unwrap();
    wire.last()
}

const FORM: &str = "content-type: application/x-www-form-urlencoded";

/// A form at this path.
fn form(path: &str, body: &str) -> String {
    request(&[&format!("POST {path} HTTP/1.1"), FORM, &format!("content-length: {}", body.len())], body)
}

// support: Request bodies | `application/x-www-form-urlencoded`: properties without an `encoding` | yes
#[test]
fn a_form_has_a_pair_for_each_property_that_is_there() {
    let address = Address::new("Bern").lines(vec!["Gasse 1".to_owned(), "links".to_owned()]);
    let body = CreateChargeRequest::new(5)
        .currency(CreateChargeRequestCurrency::Eur)
        .capture(false)
        .tags(vec!["a b".to_owned(), "c&d".to_owned()])
        .columns(vec!["x".to_owned(), "y".to_owned()])
        .shipping(address.clone())
        .payer(address)
        .metadata(Map::from_iter([("k 1".to_owned(), "v".to_owned())]))
        .raw("a text")
        .when("now");
    assert_eq!(
        sent(|client| client.charges().create(body)),
        form(
            "/charges",
            "amount=5&currency=eur&capture=false&tags=a+b&tags=c%26d&columns=x,y\
             &shipping%5Bcity%5D=Bern&shipping%5Blines%5D%5B0%5D=Gasse%201&shipping%5Blines%5D%5B1%5D=links\
             &payer=%7B%22city%22%3A%22Bern%22%2C%22lines%22%3A%5B%22Gasse+1%22%2C%22links%22%5D%7D\
             &metadata%5Bk%201%5D=v&raw=%22a+text%22&when=now"
        )
    );
}

/// Values for all columns of the table.
fn cells() -> Cells {
    let colors = ["blue", "black", "brown"].map(str::to_owned);
    Cells::new().empty("").string("blue").array(colors.into()).object(Rgb::new(100, 200, 150))
}

// support: Request bodies | `application/x-www-form-urlencoded`: styles `form`, `spaceDelimited`, `pipeDelimited`, `deepObject` | yes
#[test]
fn every_cell_of_the_style_table() {
    assert_eq!(
        sent(|client| client.styles().form(cells())),
        form("/styles/form", "empty=&string=blue&array=blue,black,brown&object=R,100,G,200,B,150")
    );
    assert_eq!(
        sent(|client| client.styles().form_exploded(cells())),
        form("/styles/form-exploded", "empty=&string=blue&array=blue&array=black&array=brown&R=100&G=200&B=150")
    );
    assert_eq!(
        sent(|client| client.styles().space_delimited(cells())),
        form(
            "/styles/spaceDelimited",
            "empty=&string=blue&array=blue%20black%20brown&object=R%20100%20G%20200%20B%20150"
        )
    );
    assert_eq!(
        sent(|client| client.styles().pipe_delimited(cells())),
        form(
            "/styles/pipeDelimited",
            "empty=&string=blue&array=blue%7Cblack%7Cbrown&object=R%7C100%7CG%7C200%7CB%7C150"
        )
    );
    assert_eq!(
        sent(|client| client.styles().deep_object(cells())),
        form(
            "/styles/deepObject",
            "empty=&string=blue&array%5B0%5D=blue&array%5B1%5D=black&array%5B2%5D=brown\
             &object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150"
        )
    );
}

// support: Request bodies | `application/x-www-form-urlencoded`: `contentType`, `allowReserved` | partial: JSON and text; another media type is a located warning, and the property is sent as text, or as JSON where it is an object
#[test]
fn properties_in_json_and_with_reserved_characters() {
    assert_eq!(
        sent(|client| client.styles().media_types(cells().reserved("a/b?c&d e+f").other(Rgb::new(1, 2, 3)))),
        form(
            "/styles/media-types",
            "empty=&string=%22blue%22&array=%5B%22blue%22%2C%22black%22%2C%22brown%22%5D\
             &object=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D&reserved=a/b?c%26d%20e%2Bf&R=1&G=2&B=3"
        )
    );
}

// support: Request bodies | `application/x-www-form-urlencoded`: styles that OpenAPI does not define for a property | partial: a located note says how the property is sent instead
#[test]
fn what_openapi_leaves_open_is_sent_as_a_note_says() {
    assert_eq!(
        sent(|client| client.styles().undefined(cells().nested(vec![Rgb::new(1, 2, 3)]))),
        form(
            "/styles/undefined",
            "empty=&string=blue&array=blue&array=black&array=brown\
             &object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150\
             &nested=%7B%22R%22%3A1%2C%22G%22%3A2%2C%22B%22%3A3%7D"
        )
    );
}

#[test]
fn rules_hold_for_forms_as_well() {
    let wire = Wire::new();
    let client = Client::with_server(wire.url());
    let failure = client.charges().create(CreateChargeRequest::new(0)).send_blocking().unwrap_err();
    assert_eq!(failure.violations()[0].path(), "/amount");
    let failure = client.charges().any(Map::default()).send_blocking().unwrap_err();
    assert_eq!(failure.violations().len(), 1, "{failure}");
    assert!(wire.is_untouched());
}

#[test]
fn a_form_that_is_left_out_is_no_body() {
    let absent = request(&["POST /charges/search HTTP/1.1", "content-length: 0"], "");
    assert_eq!(sent(|client| client.charges().search()), absent);
    let body = SearchChargesRequest::new().query("a=b");
    let media_type = "content-type: application/x-www-form-urlencoded; charset=utf-8";
    assert_eq!(
        sent(|client| client.charges().search().body(body)),
        request(&["POST /charges/search HTTP/1.1", media_type, "content-length: 11"], "query=a%3Db")
    );
}

// support: Request bodies | Forms that are no objects | partial: sent as the text that the caller gives
#[test]
fn a_form_without_properties_is_the_callers_text() {
    assert_eq!(sent(|client| client.charges().text("a=1&b=%20")), form("/charges/text", "a=1&b=%20"));
}
