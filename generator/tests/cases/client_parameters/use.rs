use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::client_parameters::Client;
use super::client_parameters::client_parameters::{
    ACCOUNT_ID, API_VERSION, FILTER, LABELS, REGION, SUBSCRIPTION_ID, UNITS,
};
use super::client_parameters::types::{Filter, Region};
use super::ready::ready;

fn mock() -> Mock {
    Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""))
}

fn client(mock: &Mock) -> Client {
    let builder = Client::builder().transport(mock.clone()).parameter(SUBSCRIPTION_ID, "a/1");
    builder.parameter(API_VERSION, "2023.1").parameter(ACCOUNT_ID, 7).parameter(REGION, Region::Eu).build()
}

// support: Parameters | Parameters that the client is given once: `[client-parameters]`, `x-ms-parameter-location` | yes
#[test]
fn the_client_fills_in_what_a_call_is_not_given() {
    let mock = mock();
    let client = client(&mock);
    ready(client.disks().list()).unwrap();
    ready(client.clone().disks().add()).unwrap();
    ready(client.disks().list().subscription_id("b").api_version("2").account_id(8).region(Region::Us)).unwrap();
    let requests = mock.requests();
    assert_eq!(requests[0].url, "https://api.example.com/subscriptions/a%2F1/disks?api-version=2023.1");
    assert_eq!(requests[0].headers["account-id"], "7");
    assert_eq!(requests[0].headers["cookie"], "region=eu");
    assert_eq!(requests[1].url, "https://api.example.com/subscriptions/a%2F1/disks?api-version=2023.1");
    assert_eq!(requests[1].headers["account-id"], "7");
    assert_eq!(requests[2].url, "https://api.example.com/subscriptions/b/disks?api-version=2");
    assert_eq!(requests[2].headers["account-id"], "8");
    assert_eq!(requests[2].headers["cookie"], "region=us");
}

#[test]
fn a_later_value_takes_the_place_of_the_one_before() {
    let mock = mock();
    let builder = Client::builder().transport(mock.clone()).parameter(SUBSCRIPTION_ID, "a");
    let client = builder.parameter(SUBSCRIPTION_ID, "c").build();
    ready(client.disks().read(1)).unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.com/disks/c/1");
}

#[test]
fn what_nobody_gives_is_left_out_or_refused_before_anything_is_sent() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).build();
    let failure = ready(client.disks().add()).unwrap_err().to_string();
    for name in ["subscriptionId", "api-version", "account-id"] {
        let asked = format!("{name}: must be given: for the call, or for all calls by the client's builder");
        assert!(failure.contains(&asked), "{failure}");
    }
    assert!(mock.requests().is_empty());
    ready(client.disks().list().subscription_id("b").api_version("2")).unwrap();
    assert!(!mock.requests()[0].headers.contains_key("account-id"));
}

#[test]
fn rules_hold_for_what_the_client_has() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).parameter(SUBSCRIPTION_ID, "too long").build();
    let failure = ready(client.disks().read(1)).unwrap_err().to_string();
    assert!(failure.contains("subscriptionId: must have at most 5 characters"), "{failure}");
    assert!(mock.requests().is_empty());
}

#[test]
fn values_of_the_client_are_not_shown() {
    let builder = Client::builder().parameter(SUBSCRIPTION_ID, "somebody");
    for shown in [format!("{builder:?}"), format!("{:?}", builder.build())] {
        assert!(shown.contains("subscriptionId") && !shown.contains("somebody"), "{shown}");
    }
}

#[test]
fn every_way_to_call_has_them() {
    let mut image = HttpResponse::json(StatusCode::OK, "bytes");
    image.headers.insert("content-type", "application/octet-stream".parse().unwrap());
    let mock = Mock::always(image);
    let client = client(&mock);
    ready(client.disks().read_image()).unwrap();
    ready(client.disks().read_image().stream()).unwrap();
    ready(client.disks().read_image().with_response()).unwrap();
    client.disks().read_image().send_blocking().unwrap();
    client.disks().read_image().stream().send_blocking().unwrap();
    client.disks().read_image().with_response_blocking().unwrap();
    let urls: Vec<String> = mock.requests().into_iter().map(|request| request.url).collect();
    // The operation has a server of its own, and the path is the client's to fill in all the same.
    assert_eq!(urls, ["https://images.example.com/v2/disks/a%2F1/image?api-version=2023.1"; 6]);
}

#[test]
fn lists_objects_and_defaults_are_held_as_well() {
    let mock = mock();
    let builder = Client::builder().transport(mock.clone()).host("https://other.example");
    let builder = builder.parameter(SUBSCRIPTION_ID, "a").parameter(API_VERSION, "1");
    let labels = vec!["x,y".to_owned(), "z".to_owned()];
    let client = builder.parameter(LABELS, labels).parameter(FILTER, Filter::new().size(2)).parameter(UNITS, "kB");
    let client = client.build();
    let _ = ready(client.disks().read_image());
    let _ = ready(client.disks().read_image().labels(vec!["w".to_owned()]).filter(Filter::new().kind("k")).units("MB"));
    ready(client.disks().watch_image()).unwrap();
    let urls: Vec<String> = mock.requests().into_iter().map(|request| request.url).collect();
    // The builder's host takes the place of the operation's own, too.
    assert_eq!(
        urls,
        [
            "https://other.example/v2/disks/a/image?api-version=1&labels=x%2Cy,z&filter%5Bsize%5D=2&units=kB",
            "https://other.example/v2/disks/a/image?api-version=1&labels=w&filter%5Bkind%5D=k&units=MB",
            "https://other.example/v2/disks/a/image?api-version=1",
        ]
    );
    ready(client.disks().list()).unwrap();
    assert_eq!(mock.requests()[3].url, "https://other.example/subscriptions/a/disks?api-version=1");
}
