use client::Client;
use client::answers::*;
use client::runtime::ErrorKind;
use client::types::*;

use crate::tally::expect;
use crate::{Calls, seen};

pub fn send(client: &Client, calls: &mut Calls) {
    statuses(client, calls);
    media_types(client, calls);
    wrong(client, calls);
}

fn statuses(client: &Client, calls: &mut Calls) {
    let api = client.answers();
    let created = api.create(Entry::new(7, "a")).with_response_blocking();
    calls.tally.count(
        "create",
        created.map_err(|failure| failure.to_string()).and_then(|answer| {
            let declared = answer.declared();
            expect("the status", answer.status.as_u16(), 201)?;
            expect("the location", declared.location().ok().flatten().as_deref(), Some("/answers/entries/7"))?;
            expect("the limit", declared.x_rate_left().ok().flatten(), Some(41))?;
            expect("what Python saw", seen(&answer.headers).as_str(), "Entry(id=7, name='a')")
        }),
    );
    calls.fails(api.create(Entry::new(7, "taken")), |failure| {
        matches!(failure.declared(), Some(CreateError::Conflict(conflict))
            if conflict.code == ConflictCode::Taken && conflict.owner == Some(7.into()))
    });
    calls.succeeds(api.find(1), "", |found| expect("the entry", found, &FindOutput::Ok(Entry::new(1, "one"))));
    calls.succeeds(api.find(2), "", |found| expect("the task", found, &FindOutput::Accepted(Task::new("t-2", false))));
    calls.fails(api.find(3), |failure| matches!(failure.declared(), Some(FindError::Gone)));
    calls.fails(api.find(4), |failure| {
        matches!(failure.kind(), ErrorKind::Undeclared) && failure.text().is_some_and(|text| text.contains("teapot"))
    });
    calls.fails(api.find(5), |failure| {
        matches!(failure.kind(), ErrorKind::Undeclared) && failure.status().is_some_and(|status| status == 500)
    });
    calls.fails(
        api.find(6),
        |failure| matches!(failure.declared(), Some(FindError::NotFound(message)) if message.message == "no entry 6"),
    );
    calls.echoes(api.moved(), "True", r#"{"id":1,"name":"one"}"#);
    calls.succeeds(api.remove(7), "7", |()| Ok(()));
    calls.succeeds(api.peek(1), "1", |_| Ok(()));
    calls.fails(api.peek(2), |failure| failure.status().is_some_and(|status| status == 404));
    for (id, status) in [(1, 200), (2, 201)] {
        let put = api.put(id, Entry::new(id, "a")).with_response_blocking();
        let status = put.map_err(|failure| failure.to_string()).and_then(|answer| {
            expect("the status", answer.status.as_u16(), status)?;
            expect("the entry", answer.value.name.as_str(), "a")
        });
        calls.tally.count("put", status);
    }
}

fn media_types(client: &Client, calls: &mut Calls) {
    let api = client.answers();
    calls.reads(api.either(EitherWhich::Entry), "'entry'", r#"{"id":1,"name":"one"}"#, |either| {
        matches!(either, EitherResponse::Entry(_))
    });
    calls.reads(api.either(EitherWhich::Task), "'task'", r#"{"task":"t-1","done":true}"#, |either| {
        matches!(either, EitherResponse::Task(_))
    });
    calls.reads(api.maybe(true), "True", r#"{"id":1,"name":"one"}"#, Option::is_some);
    calls.reads(api.maybe(false), "False", "null", Option::is_none);
    calls.succeeds(api.text(), "", |text| expect("the text", text.as_str(), "plain, ä and 雪"));
    calls.succeeds(api.page(), "", |page| expect("the page", page.as_str(), "<p>Hello</p>"));
    calls.succeeds(api.picture(), "", |picture| expect("the picture", &picture[..], b"\x89PNG\r\n\x1a\n\x00\xff"));
    calls.succeeds(api.file(), "'file'", |_| Ok(()));
    calls.succeeds(api.negotiated(), "'application/json, text/csv;q=0.9'", |content| {
        expect("the content", content, &NegotiatedContent::Json(Entry::new(1, "one")))
    });
    calls.succeeds(api.negotiated().header("accept", "text/csv"), "'text/csv'", |content| {
        expect("the content", content, &NegotiatedContent::Csv("id,name\n1,one\n".to_owned()))
    });
}

/// What must not be taken for a success.
fn wrong(client: &Client, calls: &mut Calls) {
    let api = client.answers();
    calls.fails(api.wrong(How::Type), |failure| {
        failure.to_string().contains("/id") && matches!(failure.kind(), ErrorKind::Unreadable(_))
    });
    calls.fails(api.wrong(How::Html), |failure| failure.to_string().contains("text/html"));
    calls.fails(api.wrong(How::Empty), |failure| matches!(failure.kind(), ErrorKind::Unreadable(_)));
    calls.fails(api.wrong(How::Status), |failure| matches!(failure.kind(), ErrorKind::Undeclared));
}
