use oasmith_runtime::{HttpResponse, Map, Mock, StatusCode};

use super::forms::charges::{CreateChargeRequest, CreateChargeRequestCurrency, SearchChargesRequest};
use super::forms::{Client, types::Address};
use super::ready::ready;

/// A client, and the transport that remembers what it sent.
fn client() -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    (Client::builder().transport(mock.clone()).build(), mock)
}

fn sent(mock: &Mock) -> (Option<String>, String) {
    let request = mock.requests().pop().unwrap();
    let header = request.headers.get("content-type").map(|value| value.to_str().unwrap().to_owned());
    (header, request.body.map(|body| String::from_utf8(body.as_bytes().unwrap().to_vec()).unwrap()).unwrap_or_default())
}

// support: Request bodies | `application/x-www-form-urlencoded` with `encoding` | yes
#[test]
fn a_form_has_a_pair_for_each_property_that_is_there() {
    let (client, mock) = client();
    let address = Address::new("Bern").lines(vec!["Gasse 1".to_owned(), "links".to_owned()]);
    let request = CreateChargeRequest::new(5)
        .currency(CreateChargeRequestCurrency::Eur)
        .capture(false)
        .tags(vec!["a b".to_owned(), "c&d".to_owned()])
        .columns(vec!["x".to_owned(), "y".to_owned()])
        .shipping(address.clone())
        .payer(address)
        .metadata(Map::from_iter([("k 1".to_owned(), "v".to_owned())]))
        .raw("text")
        .when("now");
    ready(client.charges().create_charge(request)).unwrap();
    let (media_type, body) = sent(&mock);
    assert_eq!(media_type.as_deref(), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        body,
        "amount=5&currency=eur&capture=false&tags=a+b&tags=c%26d&columns=x,y\
         &shipping%5Bcity%5D=Bern&shipping%5Blines%5D%5B0%5D=Gasse%201&shipping%5Blines%5D%5B1%5D=links\
         &payer=%7B%22city%22%3A%22Bern%22%2C%22lines%22%3A%5B%22Gasse+1%22%2C%22links%22%5D%7D\
         &metadata%5Bk%201%5D=v&raw=%22text%22&when=now"
    );
}

#[test]
fn rules_hold_for_forms_as_well() {
    let (client, mock) = client();
    let failure = ready(client.charges().create_charge(CreateChargeRequest::new(0))).unwrap_err();
    assert_eq!(failure.violations()[0].path(), "/amount");
    let failure = ready(client.charges().any_charge(Map::default())).unwrap_err();
    assert_eq!(failure.violations().len(), 1, "{failure}");
    assert!(mock.requests().is_empty());
}

#[test]
fn a_form_that_is_left_out_is_no_body() {
    let (client, mock) = client();
    ready(client.charges().search_charges()).unwrap();
    assert_eq!(sent(&mock), (None, String::new()));
    ready(client.charges().search_charges().body(SearchChargesRequest::new().query("a=b"))).unwrap();
    assert_eq!(sent(&mock).1, "query=a%3Db");
}

// support: Request bodies | Forms that are no objects | partial: sent as the text that the caller gives
#[test]
fn a_form_without_properties_is_the_callers_text() {
    let (client, mock) = client();
    ready(client.charges().text_charge("a=1&b=%20")).unwrap();
    assert_eq!(sent(&mock), (Some("application/x-www-form-urlencoded".to_owned()), "a=1&b=%20".to_owned()));
}
