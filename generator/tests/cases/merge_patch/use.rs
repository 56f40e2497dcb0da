//! JSON Merge Patch (RFC 7396).

use oasmith_runtime::chrono::{DateTime, Utc};
use oasmith_runtime::{Body, HttpRequest, HttpResponse, Map, Mock, Nullable, StatusCode, Value, json};

use super::merge_patch::Client;
use super::merge_patch::incoming::{parse_address_changed, parse_ping};
use super::merge_patch::profiles::PatchProfilesBody;
use super::merge_patch::settings::{PatchSettingsRequest, PatchSettingsRequestWindow};
use super::merge_patch::types::{
    Address, AddressMergePatch, CardPatch, Free, Profile, ProfileMode, ProfilePatch, ProfilePatchPayment,
    ProfileRequest,
};
use super::ready::ready;

/// The media types and bodies that were sent.
fn sent(mock: &Mock) -> Vec<(String, String)> {
    let body = |request: HttpRequest| request.body.unwrap();
    let text =
        |body: Body| (body.content_type().to_owned(), String::from_utf8(body.bytes().unwrap().to_vec()).unwrap());
    mock.requests().into_iter().map(body).map(text).collect()
}

fn client() -> (Client, Mock) {
    let mock = Mock::always(HttpResponse::json(StatusCode::NO_CONTENT, ""));
    (Client::builder().transport(mock.clone()).build(), mock)
}

// support: Request bodies | `application/merge-patch+json` | yes
#[test]
fn every_property_can_be_left_out_set_or_removed() {
    let (client, mock) = client();
    let seen: DateTime<Utc> = "2024-01-02T03:04:05Z".parse().unwrap();
    let patch = ProfilePatch::new()
        .name("Jo")
        .mode(ProfileMode::Dark)
        .address(AddressMergePatch::new().zip(None))
        .tags(vec![Address::new("Here")])
        .labels(Map::from([("a", Some("x".to_owned())), ("b", None)]))
        .places(Map::from([("home", Some(AddressMergePatch::new().street("There"))), ("work", None)]))
        .payment(ProfilePatchPayment::from(CardPatch::new().number(Nullable::Null)))
        .parent(ProfilePatch::new().name("Al"))
        .free(None)
        .any(Value::Null)
        .seen(seen);
    ready(client.profiles().patch_profile("1", patch)).unwrap();
    ready(client.profiles().patch_profile("1", ProfilePatch::new())).unwrap();
    let sent = sent(&mock);
    assert_eq!(sent[0].0, "application/merge-patch+json");
    let text = concat!(
        r#"{"name":"Jo","mode":"dark","address":{"zip":null},"tags":[{"street":"Here"}],"labels":{"a":"x","b":null},"#,
        r#""places":{"home":{"street":"There"},"work":null},"payment":{"number":null},"parent":{"name":"Al"},"#,
        r#""free":null,"any":null,"seen":"2024-01-02T03:04:05Z"}"#
    );
    assert_eq!(sent[0].1, text);
    assert_eq!(sent[1].1, "{}");
    let read: ProfilePatch = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&read).unwrap(), text);
}

#[test]
fn what_is_set_keeps_to_the_rules() {
    let (client, mock) = client();
    let violation = |patch| ready(client.profiles().patch_profile("1", patch)).unwrap_err().to_string();
    assert!(violation(ProfilePatch::new().name("J")).contains("name"));
    assert!(violation(ProfilePatch::new().labels(Map::from([("a", Some(String::new()))]))).contains("labels"));
    let other_tag = ProfilePatchPayment::from(CardPatch::new().kind("cash"));
    assert!(violation(ProfilePatch::new().payment(other_tag)).contains("kind"));
    assert!(mock.requests().is_empty());
    ready(client.profiles().patch_profile("1", ProfilePatch::new().places(Map::new()))).unwrap();
}

#[test]
fn the_component_itself_is_untouched() {
    let (client, mock) = client();
    let whole = ProfileRequest::new("Jo", Address::new("Here"), vec![]);
    ready(client.profiles().put("1", whole.clone())).unwrap();
    ready(client.profiles().patch_profiles(whole)).unwrap();
    ready(client.profiles().patch_profiles(PatchProfilesBody::MergePatch(ProfilePatch::new()))).unwrap();
    let sent = sent(&mock);
    assert_eq!(sent[0].1, r#"{"name":"Jo","address":{"street":"Here"},"tags":[]}"#);
    assert_eq!(sent[1].1, sent[0].1);
    assert_eq!(sent[2].0, "application/merge-patch+json; charset=utf-8");
    assert!(json::from_str::<Profile>(r#"{"id":"1","name":null,"address":{"street":"Here"},"tags":[]}"#).is_err());
}

#[test]
fn schemas_without_a_name_are_patched_as_well() {
    let (client, mock) = client();
    let patch = PatchSettingsRequest::new().age(None).window(PatchSettingsRequestWindow::new().width(None));
    ready(client.settings().patch(patch)).unwrap();
    // This type allows all changes by itself.
    ready(client.settings().patch_free(Free::new().a(None).b(1))).unwrap();
    let sent = sent(&mock);
    assert_eq!(sent[0].1, r#"{"age":null,"window":{"width":null}}"#);
    assert_eq!(sent[1].1, r#"{"a":null,"b":1}"#);
}

#[test]
fn patches_that_the_api_sends_are_read() {
    let patch = parse_address_changed(br#"{"street":null}"#).unwrap();
    assert_eq!((patch.street, patch.zip), (Some(Nullable::Null), None));
    assert_eq!((parse_ping(b"").unwrap(), parse_ping(b"null").unwrap()), (None, None));
}
