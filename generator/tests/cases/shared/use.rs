use oasmith_runtime::{DeclaresHeaders, HeaderMap, HttpResponse, Operation, Response, StatusCode, json};

use super::shared::types::{Address, BoxSize, Item, NumberOrString, PalletSize};
use super::shared::{chat, phone, recording, records, types, x};

fn answer<O: Operation>(status: u16, body: &'static str) -> Response {
    Response::to::<O>(HttpResponse::json(StatusCode::from_u16(status).unwrap(), body))
}

// support: Responses | Equal errors of several operations and statuses are one type | yes
#[test]
fn equal_errors_are_one_type() {
    fn detail(error: x::ErrorDetail) -> Option<String> {
        error.detail
    }
    let body = r#"{"detail":"no"}"#;
    for status in [401, 403] {
        let failure = x::GetA::decode(answer::<x::GetA>(status, body)).unwrap_err();
        assert_eq!(failure.into_declared().ok().and_then(detail).as_deref(), Some("no"), "{status}");
    }
    let failure = x::GetB::decode(answer::<x::GetB>(403, body)).unwrap_err().into_declared().unwrap();
    let x::GetBError::Forbidden(error) = failure else { panic!("{failure:?}") };
    assert_eq!(detail(error).as_deref(), Some("no"));
}

/// What one status alone stands for is called so.
#[test]
fn errors_of_one_status_are_called_for_it() {
    let failure = x::CopyFile::decode(answer::<x::CopyFile>(404, r#"{"path":"/a"}"#)).unwrap_err();
    let error: x::NotFoundError = failure.into_declared().unwrap();
    assert_eq!((error.path.as_str(), error.hint), ("/a", None));
}

// support: Responses | What reads equal headers of several operations is one type | yes
/// It is called for what it reads, and lives where its operations do.
#[test]
fn equal_headers_are_read_by_one_type() {
    fn declared<O: DeclaresHeaders>(headers: &HeaderMap) -> O::Headers<'_> {
        O::Headers::from(headers)
    }
    let mut headers = HeaderMap::new();
    for (name, value) in [("link", "</a?page=2>"), ("x-ratelimit-remaining", "7"), ("retry-after", "3")] {
        headers.insert(name, value.parse().unwrap());
    }
    for link in [declared::<x::GetA>(&headers), declared::<x::GetB>(&headers)] {
        let link: x::LinkHeaders<'_> = link;
        assert_eq!(link.link().unwrap().as_deref(), Some("</a?page=2>"));
    }
    for limits in [declared::<chat::SendChatMessage>(&headers), declared::<phone::AddNumber>(&headers)] {
        let limits: types::RateLimitHeaders<'_> = limits;
        assert_eq!((limits.x_rate_limit_limit().unwrap(), limits.x_rate_limit_remaining().unwrap()), (None, Some(7)));
    }
    // Of another type, they are others.
    let text: recording::UpdateRecordingHeaders<'_> = declared::<recording::UpdateRecording>(&headers);
    let number: records::CreateRecordHeaders<'_> = declared::<records::CreateRecord>(&headers);
    assert_eq!((text.retry_after().unwrap().as_deref(), number.retry_after().unwrap()), (Some("3"), Some(3)));
}

// support: Responses | Enums of statuses with equal variants are one type | yes
/// What operations have nothing in common in, the statuses tell.
#[test]
fn equal_enums_of_statuses_are_one_type() {
    fn holder(error: types::ConflictOrGoneError) -> Option<String> {
        match error {
            types::ConflictOrGoneError::Conflict(taken) => Some(taken.holder),
            _ => None,
        }
    }
    let body = r#"{"holder":"me"}"#;
    let one = recording::UpdateRecording::decode(answer::<recording::UpdateRecording>(409, body)).unwrap_err();
    let other = records::CreateRecord::decode(answer::<records::CreateRecord>(409, body)).unwrap_err();
    for error in [one.into_declared().ok(), other.into_declared().ok()] {
        assert_eq!(error.and_then(holder).as_deref(), Some("me"));
    }
}

/// A response that is a component names its schema.
#[test]
fn responses_that_are_components_name_types() {
    let body = r#"{"jobid":7}"#;
    let one = x::BackendCommand::decode(answer::<x::BackendCommand>(202, body)).unwrap();
    let other = x::CopyFile::decode(answer::<x::CopyFile>(202, body)).unwrap();
    let (x::OkOrAcceptedOutput::Accepted(one), x::OkOrAcceptedOutput::Accepted(other)) = (one, other) else {
        panic!("other statuses");
    };
    let jobs: [x::AsyncJob; 2] = [one, other];
    assert_eq!(jobs.map(|job| job.jobid), [7, 7]);
}

/// What a call gives is its operation's own, under all of its statuses.
#[test]
fn answers_are_their_operations_own() {
    for status in [201, 202] {
        let sent = chat::SendChatMessage::decode(answer::<chat::SendChatMessage>(status, r#"{"id":"1"}"#)).unwrap();
        let sent: chat::SendChatMessageResponse = sent;
        assert_eq!(sent.id.as_deref(), Some("1"));
    }
    let added = phone::AddNumber::decode(answer::<phone::AddNumber>(201, r#"{"id":"2"}"#)).unwrap();
    let added: phone::AddNumberResponse = added;
    assert_eq!(added.id.as_deref(), Some("2"));
    let registrant = recording::UpdateRecordingRequestRegistrant::default().id("3");
    let recording = recording::UpdateRecordingRequest::default().registrants(vec![registrant]);
    assert_eq!(json::to_string(&recording).unwrap(), r#"{"registrants":[{"id":"3"}]}"#);
}

/// Few properties are shared where their places are called alike, and those of plain values anywhere; titles that name tell
/// apart.
#[test]
fn parts_are_shared_and_named_for_what_they_are() {
    let address = Address::default().city("Bern");
    let bird = types::Bird::default().wing(NumberOrString::from(0.5));
    let item = Item::default()
        .price(NumberOrString::from("1".to_owned()))
        .bird(bird)
        .billing_address(address.clone())
        .shipping_address(address)
        .packaging(BoxSize::default().width(1))
        .pallet(PalletSize::default().width(2));
    assert_eq!(
        json::to_string(&item).unwrap(),
        concat!(
            r#"{"price":"1","bird":{"wing":0.5},"billing_address":{"city":"Bern"},"shipping_address":{"city":"Bern"},"#,
            r#""packaging":{"width":1},"pallet":{"width":2}}"#
        )
    );
}

/// Variants that say the same are one; the others are called for what only they require.
#[test]
fn equal_variants_are_one() {
    use records::CreateRecordRequest as Request;
    for (text, expected) in [(r#"{"type":"A","name":"a","data":"1"}"#, "name"), (r#"{"type":"A","data":"1"}"#, "none")]
    {
        let found = match json::from_str(text).unwrap() {
            Request::WithName(record) => {
                let record: records::CreateRecordRequestWithName = record;
                assert_eq!(record.name, "a");
                "name"
            }
            Request::Object(record) => {
                assert_eq!(record.name, None);
                "none"
            }
        };
        assert_eq!(found, expected);
    }
}
