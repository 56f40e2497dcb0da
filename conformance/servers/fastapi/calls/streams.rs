use client::Client;
use client::runtime::{Decode, Encode, ItemStream, Operation, json};
use client::types::*;
use client::{Call, Error};

use crate::Calls;
use crate::tally::expect;

pub fn send(client: &Client, calls: &mut Calls) {
    let api = client.streams();
    gives(calls, api.events(0), "[]");
    gives(calls, api.events(2), r#"[{"data":{"number":0,"text":"tick"}},{"data":{"number":1,"text":"tick"}}]"#);
    gives(
        calls,
        api.chat(Tick::new(3).text("ä b")),
        r#"[{"data":{"type":"delta","text":"ä"}},{"data":{"type":"delta","text":"b"}},{"data":{"type":"done","tokens":3}}]"#,
    );
    gives(
        calls,
        api.raw_events(),
        r#"[{"data":"{\"a\": 1}","event":"first","id":"1","retry":500},{"data":"two\nlines","event":"second","id":"2"}]"#,
    );
    gives(calls, api.lines(2), r#"[{"number":0,"text":"line\n"},{"number":1,"text":"line\n"}]"#);
    gives(
        calls,
        api.actions(Cancel::new().id(1).into()),
        r#"[{"type":"cancel","id":1,"reason":"none"},{"type":"suspend","id":2},{"type":"cancel","id":3,"reason":"enough"},{"type":"resume","id":null}]"#,
    );
    let bytes = api.of_bytes(3).stream().send_blocking().map_err(<Error>::from);
    let length = bytes.map_err(|error| error.to_string()).and_then(|mut bytes| {
        let mut length = 0;
        while let Some(piece) = bytes.next_blocking() {
            length += piece.map_err(|error| error.to_string())?.len();
        }
        expect("the length", length, 3000)
    });
    calls.tally.count("stream_of_bytes", length);
    // What can't begin is a failure of the call, not of an item.
    calls.fails(api.lines(101), |failure| failure.status().is_some_and(|status| status == 404));
}

/// Sends a call whose answer comes item by item, while the thread waits and in async code; `items` are they in JSON.
fn gives<T: Decode + Encode, O: Operation<Output = ItemStream<T>, Error: Send + Sync + 'static> + Clone>(
    calls: &mut Calls,
    call: Call<'_, O>,
    items: &str,
) {
    let waiting = call.clone().send_blocking().map_err(<Error>::from).and_then(|stream| stream.blocking().collect());
    calls.tally.count(O::META.id, are::<T>(waiting, items));
    let awaited = calls.asynchronous.block_on(async {
        let mut stream = call.await?;
        let mut came = Vec::new();
        while let Some(item) = stream.next().await {
            came.push(item?);
        }
        Ok(came)
    });
    calls.tally.count(O::META.id, are::<T>(awaited, items));
}

fn are<T: Encode>(came: Result<Vec<T>, Error>, items: &str) -> Result<(), String> {
    let came = came.map_err(|error| error.to_string())?;
    expect("what came", json::to_string(&came).map_err(|fault| fault.to_string())?.as_str(), items)
}
