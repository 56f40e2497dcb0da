use oasmith_runtime::{HttpResponse, Mock, StatusCode};

use super::client_parameters::Client;
use super::client_parameters::client_parameters::{ACCOUNT_ID, API_VERSION, REGION, SUBSCRIPTION_ID};
use super::client_parameters::types::Region;
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
    ready(client.disks().list_disks()).unwrap();
    ready(client.clone().disks().add_disk()).unwrap();
    ready(client.disks().list_disks().subscription_id("b").api_version("2").account_id(8).region(Region::Us)).unwrap();
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
    ready(client.disks().read_disk(1)).unwrap();
    assert_eq!(mock.requests()[0].url, "https://api.example.com/disks/c/1");
}

#[test]
fn what_nobody_gives_is_left_out_or_refused_before_anything_is_sent() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).build();
    let failure = ready(client.disks().add_disk()).unwrap_err().to_string();
    for name in ["subscriptionId", "api-version", "account-id"] {
        let asked = format!("{name}: must be given: for the call, or for all calls by the client's builder");
        assert!(failure.contains(&asked), "{failure}");
    }
    assert!(mock.requests().is_empty());
    ready(client.disks().list_disks().subscription_id("b").api_version("2")).unwrap();
    assert!(!mock.requests()[0].headers.contains_key("account-id"));
}

#[test]
fn rules_hold_for_what_the_client_has() {
    let mock = mock();
    let client = Client::builder().transport(mock.clone()).parameter(SUBSCRIPTION_ID, "too long").build();
    let failure = ready(client.disks().read_disk(1)).unwrap_err().to_string();
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
