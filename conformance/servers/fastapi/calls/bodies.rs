use client::Client;
use client::runtime::{Map, Nullable, Upload};
use client::types::*;

use crate::Calls;
use crate::tally::made;

pub fn send(client: &Client, calls: &mut Calls) {
    models(client, calls);
    others(client, calls);
}

/// Models that need not be there, within others, and several.
fn models(client: &Client, calls: &mut Calls) {
    let api = client.bodies();
    calls.reads(api.optional(), "None", "null", Option::is_none);
    calls.echoes(api.optional().body(Nullable::Null), "None", "null");
    calls.reads(
        api.optional().body(Thing::new("a")),
        "Thing(name='a', price=1.5, tags=[])",
        r#"{"name":"a","price":1.5,"tags":[]}"#,
        |thing| thing.as_ref().is_some_and(|thing| thing.price == Some(1.5)),
    );
    calls.echoes(
        api.embedded(BodyEmbedded::new(Thing::new("a").price(2.25))),
        "Thing(name='a', price=2.25, tags=[])",
        r#"{"name":"a","price":2.25,"tags":[]}"#,
    );
    calls.echoes(
        api.several(7, BodySeveral::new(Thing::new("a"))).q("q"),
        "7, Thing(name='a', price=1.5, tags=[]), None, 1, 'q'",
        r#"[{"name":"a","price":1.5,"tags":[]}]"#,
    );
    calls.echoes(
        api.several(
            7,
            BodySeveral::new(Thing::new("a")).other(Thing::new("b").tags(vec!["t".to_owned()])).importance(3),
        ),
        "7, Thing(name='a', price=1.5, tags=[]), Thing(name='b', price=1.5, tags=['t']), 3, ''",
        r#"[{"name":"a","price":1.5,"tags":[]},{"name":"b","price":1.5,"tags":["t"]}]"#,
    );
    calls.echoes(api.listed(vec![]), "[]", "[]");
    calls.echoes(
        api.listed(vec![Thing::new("\"\\\u{0}\u{2028}🦀")]),
        "[Thing(name='\"\\\\\\x00\\u2028🦀', price=1.5, tags=[])]",
        "[{\"name\":\"\\\"\\\\\\u0000\u{2028}🦀\",\"price\":1.5,\"tags\":[]}]",
    );
    let things = Map::from_iter([("b".to_owned(), Thing::new("1")), ("a".to_owned(), Thing::new("2"))]);
    calls.echoes(
        api.mapped(things),
        "{'b': Thing(name='1', price=1.5, tags=[]), 'a': Thing(name='2', price=1.5, tags=[])}",
        r#"{"b":{"name":"1","price":1.5,"tags":[]},"a":{"name":"2","price":1.5,"tags":[]}}"#,
    );
}

/// What is no model, and no JSON.
fn others(client: &Client, calls: &mut Calls) {
    let api = client.bodies();
    calls.echoes(api.number(-9_007_199_254_740_993), "-9007199254740993", "-9007199254740993");
    calls.echoes(api.words("ä"), "'ä'", r#""ä""#);
    calls.echoes(api.decimal(made(r#""12.3400""#)), "Decimal('12.3400')", r#""12.3400""#);
    calls.echoes(
        api.free().body(made::<client::runtime::Value>(r#"[null,1e2,{"a":"b"}]"#)),
        "[None, 100.0, {'a': 'b'}]",
        r#"[null,100.0,{"a":"b"}]"#,
    );
    calls.echoes(api.free(), "None", "null");
    calls.echoes(api.free_object(made(r#"{"z":1,"a":[true]}"#)), "{'z': 1, 'a': [True]}", r#"{"z":1,"a":[true]}"#);
    calls.echoes(
        api.raw_bytes(Upload::from(vec![0_u8, 255, 13, 10])),
        r"'application/octet-stream', b'\x00\xff\r\n'",
        "4",
    );
    calls.echoes(api.plain_text("ä\n"), r"'text/plain', 'ä\n'", "3");
}
