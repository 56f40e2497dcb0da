//! Answers that are not as the document has them, read as `oasmith.toml` says.

use oasmith_runtime::uuid::Uuid;
use oasmith_runtime::{
    Error, ErrorKind, HttpResponse, Map, Mock, Operation, Response, Retry, RetryEnd, StatusCode, Value, json,
};

use super::ways_out::Client;
use super::ways_out::flows::{
    CreateFlow, CreateFlowResponse, GetReport, GetReportOutput, ListFlows, PostJobs, PostJobsOutput,
};
use super::ways_out::payments::{AddMandate, GetRefunds, Pay, Refund};
use super::ways_out::pets::{AddPet, GetBeing, GetBeingResponse};
use super::ways_out::types::{Home, Pet, PetRequest};

/// What an answer with this status and body is to an operation.
fn answered<O: Operation>(status: u16, body: &'static str) -> Result<O::Output, Error<O::Error>> {
    let mut answer = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    if !body.starts_with(['{', '[']) && body.parse::<u8>().is_err() {
        answer.headers.insert("content-type", "text/plain".parse().unwrap());
    }
    O::decode(Response::to::<O>(answer))
}

// support: Responses | Successes of an operation that are not declared, as the one that is, as one with a status, or as `default` (`[responses] createFlow = 200`) | yes
#[test]
fn an_undeclared_success_is_read_as_its_operation_has_it() {
    for status in [200, 201, 299] {
        let flow = answered::<CreateFlow>(status, r#"{"id":7,"owner":"Ada"}"#).unwrap();
        assert_eq!((flow.id, flow.owner.as_deref()), (7, Some("Ada")), "{status}");
    }
    let error = answered::<CreateFlow>(404, r#"{"message":"gone"}"#).unwrap_err();
    assert_eq!(error.declared().map(|error| error.message.as_str()), Some("gone"));

    assert_eq!(answered::<PostJobs>(201, "7").unwrap(), PostJobsOutput::Ok(7));
    assert_eq!(answered::<PostJobs>(202, "").unwrap(), PostJobsOutput::Accepted);
    assert!(matches!(answered::<PostJobs>(203, "7").unwrap_err().kind(), ErrorKind::Undeclared));

    assert_eq!(answered::<GetReport>(204, "").unwrap(), GetReportOutput::NoContent);
    assert_eq!(answered::<GetReport>(200, "all well").unwrap(), GetReportOutput::Default("all well".to_owned()));
    assert_eq!(answered::<GetReport>(500, "oh").unwrap_err().declared().map(String::as_str), Some("oh"));

    assert_eq!(answered::<ListFlows>(203, "[7]").unwrap(), [7]);
}

// support: Schemas | `null` for a required list or map, as an empty one (`[properties] "Pet.tags" = "null-as-empty"`) | yes
#[test]
fn null_is_an_empty_list_or_map() {
    let text = r#"{"name":"Rex","tags":null,"labels":null,"home":{"street":"A","labels":null}}"#;
    let pet = answered::<AddPet>(201, text).unwrap();
    assert!(pet.tags.is_empty() && pet.labels.is_empty() && pet.home.labels.is_empty());
    let read: Pet = json::from_str::<Value>(text).unwrap().to().unwrap();
    assert_eq!(read, pet);
    let written = json::to_string(&pet).unwrap();
    assert_eq!(written, r#"{"name":"Rex","tags":[],"labels":{},"home":{"street":"A","labels":{}}}"#);

    // What is not there at all is missing, and an item is no list.
    let missing = json::from_str::<Pet>(r#"{"name":"Rex","labels":{},"home":{"street":"A","labels":{}}}"#).unwrap_err();
    assert_eq!(missing.to_string(), "missing property `tags`");
    let item = json::from_str::<Pet>(r#"{"tags":[null],"labels":{},"home":{"street":"A","labels":{}}}"#).unwrap_err();
    assert_eq!(item.to_string(), "at /tags/0: expected a string, found null");
}

// support: Responses | `null` in the place of an answer that is a list or map, as an empty one (`[responses] "GET /flows" = "null-as-empty"`) | yes
#[test]
fn the_null_of_a_whole_answer_is_an_empty_list() {
    assert!(null::<ListFlows>(200).unwrap().is_empty());
    assert!(null::<ListFlows>(203).unwrap().is_empty());
    assert_eq!(answered::<ListFlows>(200, "[7]").unwrap(), [7]);
    let item = answered::<ListFlows>(200, "[null]").unwrap_err().to_string();
    assert!(item.ends_with("(at /0: expected an integer, found null): [null]"), "{item}");
    assert!(null::<CreateFlow>(200).is_err());
}

/// What `null` is to an operation.
fn null<O: Operation>(status: u16) -> Result<O::Output, Error<O::Error>> {
    O::decode(Response::to::<O>(HttpResponse::json(StatusCode::from_u16(status).unwrap(), " null\n")))
}

// support: Schemas | Required properties that answers lack, as `None`; requests have a type of their own (`[properties] "Pet.name" = "optional"`) | yes
#[test]
fn what_answers_lack_is_none() {
    for text in [
        r#"{"tags":[],"labels":{},"home":{"street":"A","labels":{}}}"#,
        r#"{"name":null,"tags":[],"labels":{},"home":{"street":"A","labels":{}}}"#,
    ] {
        assert_eq!(answered::<AddPet>(201, text).unwrap().name, None);
    }
    let home = || Home::new("A", [("x".to_owned(), "y".to_owned())].into_iter().collect());
    let sent = AddPet::new(PetRequest::new("Rex", Vec::new(), Map::new(), home()));
    assert_eq!(sent.body.name, "Rex");
    assert_eq!(answered::<CreateFlow>(200, r#"{"id":7}"#).unwrap(), CreateFlowResponse::new(7));

    // What a union goes by need not be there, either.
    let being = answered::<GetBeing>(200, r#"{"kind":"plant","height":1.5}"#).unwrap();
    assert!(matches!(being, GetBeingResponse::Plant(plant) if plant.leaves.is_none()));
}

// support: Operations and servers | Idempotency keys: of a header parameter `Idempotency-Key`, or in a header that the settings name (`[idempotency-key]`), made for each call and the same in all its attempts | yes
#[tokio::test]
async fn an_operation_that_takes_an_idempotency_key_is_repeated_with_one() {
    let mock = Mock::strict();
    mock.on::<Pay>().times(4).answer(503).always(204);
    mock.on::<Refund>().answer(503).always(204);
    mock.on::<AddMandate>().always(503);
    let client = Client::builder().retry(Retry::standard().attempts(3)).transport(mock.clone()).build();
    let keys = |header: &str| -> Vec<String> {
        let requests = mock.requests();
        let all = requests.iter().filter_map(|request| request.headers.get(header));
        all.map(|key| key.to_str().unwrap().to_owned()).collect()
    };

    client.payments().pay().await.unwrap_err();
    client.payments().pay().await.unwrap();
    let made = keys("idempotency-key");
    assert_eq!(made.len(), 5);
    assert!(made[0] == made[1] && made[1] == made[2] && made[3] == made[4] && made[2] != made[3], "{made:?}");
    // The document has it be a UUID.
    assert!(made.iter().all(|key| key.parse::<Uuid>().is_ok_and(|key| key.get_version_num() == 4)), "{made:?}");
    let own = Uuid::from_u128(7);
    client.payments().pay().idempotency_key(own).await.unwrap();
    assert_eq!(keys("idempotency-key")[5], own.to_string());

    client.payments().refund("mine").await.unwrap();
    assert_eq!(keys("x-request-key"), ["mine", "mine"]);
    assert_eq!(<Refund as Operation>::META.idempotency_key, Some("X-Request-Key"));
    assert_eq!(<GetRefunds as Operation>::META.idempotency_key, None);

    let error = client.payments().add_mandate().await.unwrap_err();
    assert_eq!(error.retry_end(), Some(RetryEnd::NotIdempotent));
}

#[test]
fn an_error_names_the_line_that_lets_it_pass() {
    assert_eq!(
        answered::<PostJobs>(203, "7").unwrap_err().to_string(),
        "postJobs: the server answered 203 Non Authoritative Information, which the document does not declare \
         (`\"POST /jobs\" = \"read\"` in [responses] of oasmith.toml reads it as the declared success): 7"
    );
    let lines = [
        (
            r#"{"labels":{},"home":{"street":"A","labels":{}}}"#,
            "missing property `tags`; `\"Pet.tags\" = \"optional\"` in [properties] of oasmith.toml lets it be absent",
        ),
        (
            r#"{"tags":[],"labels":{},"home":null}"#,
            "at /home: expected an object, found null; `\"Pet.home\" = \"optional\"` in [properties] of oasmith.toml lets it be absent",
        ),
        (
            r#"{"tags":[],"labels":{},"home":{"labels":{}}}"#,
            "at /home: missing property `street`; `\"Home.street\" = \"optional\"` in [properties] of oasmith.toml lets it be absent",
        ),
        (
            r#"{"tags":[null],"labels":{},"home":{"street":"A","labels":{}}}"#,
            "at /tags/0: expected a string, found null",
        ),
    ];
    // Of a union's variants, the one that looks most like what came.
    let error = answered::<GetBeing>(200, r#"{"kind":"plant"}"#).unwrap_err().to_string();
    assert!(
        error.contains(
            "(no variant of GetBeingResponse fits: Plant: missing property `height`; Stone: missing property `weight`; \
             `\"Plant.height\" = \"optional\"` in [properties] of oasmith.toml lets it be absent)"
        ),
        "{error}"
    );
    let error = answered::<GetBeing>(200, r#"{"kind":"plant","height":null,"weight":"7"}"#).unwrap_err().to_string();
    assert!(
        error.contains("; `\"Plant.height\" = \"optional\"` in [properties] of oasmith.toml lets it be absent)"),
        "{error}"
    );
    for (body, line) in lines {
        let error = answered::<AddPet>(201, body).unwrap_err().to_string();
        assert!(error.contains(&format!("({line})")), "{error}");
    }
}
