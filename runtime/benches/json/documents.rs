//! The documents that are measured.

use std::fmt::Write;

const SIZE: usize = 1 << 20;

pub fn login() -> Vec<u8> {
    br#"{"message":"success"}"#.to_vec()
}

/// A list of flat records of nine fields.
pub fn records() -> Vec<u8> {
    let mut text = String::from("[");
    let mut i: u64 = 0;
    while text.len() < SIZE {
        let separator = if i > 0 { "," } else { "" };
        write!(
            text,
            r#"{separator}{{"id":{},"userName":"User Number {i}","email":"user{i}@example.com","active":{},"score":{}.{}"#,
            i * 7919,
            i.is_multiple_of(2),
            i % 100,
            i % 9 + 1,
        )
        .unwrap();
        if i.is_multiple_of(3) {
            write!(text, r#","nick":"u{i}""#).unwrap();
        }
        if !i.is_multiple_of(4) {
            write!(text, r#","age":{}"#, 18 + i % 70).unwrap();
        }
        let escape = if i.is_multiple_of(10) { r"\nback yard" } else { "" };
        write!(
            text,
            r#","streetAddress":"{i} Long Street, Some Town{escape}","balance":{}.{:02}}}"#,
            i * 31,
            i % 90 + 10
        )
        .unwrap();
        i += 1;
    }
    text.push(']');
    text.into_bytes()
}

/// A list of groups of groups of wallets and keys, wallets with an owner, which is a key.
pub fn unions(tag_first: bool) -> Vec<u8> {
    let node = |kind: &str, entries: &str| {
        if tag_first {
            format!(r#"{{"kind":"{kind}",{entries}}}"#)
        } else {
            format!(r#"{{{entries},"kind":"{kind}"}}"#)
        }
    };
    let mut list = Vec::new();
    let mut length = 0;
    let mut i: u64 = 0;
    while length < SIZE {
        let key = |i: u64| {
            node("key", &format!(r#""curve":"ed25519","public":"{:032x}","active":{}"#, i * 48271, i.is_multiple_of(2)))
        };
        let wallet = |i: u64| {
            let owner = if i.is_multiple_of(3) { "null".to_owned() } else { key(i) };
            let entries =
                format!(r#""address":"0x{:040x}","network":"Ethereum","balance":{},"owner":{owner}"#, i, i * 1000);
            node("wallet", &entries)
        };
        let group = |name: &str, children: &[String]| {
            node("group", &format!(r#""name":"{name} {i}","children":[{}]"#, children.join(",")))
        };
        let inner: Vec<String> =
            (0..4).map(|j| group("inner", &[wallet(i + j), key(i * j), wallet(i * 3 + j)])).collect();
        let outer = group("outer", &inner);
        length += outer.len() + 1;
        list.push(outer);
        i += 1;
    }
    format!("[{}]", list.join(",")).into_bytes()
}

/// A list of events of five kinds that nothing tells apart but the keys that they have, of which each has some of the others'.
pub fn events() -> Vec<u8> {
    let mut list = Vec::new();
    let mut length = 0;
    let mut i: u64 = 0;
    while length < SIZE {
        let more = match i % 5 {
            0 => format!(r#","city":"Town {i}","zip":"{:05}","floor":{}"#, i % 90_000, i % 40),
            1 => format!(r#","city":"Town {i}","zip":"{:05}""#, i % 90_000),
            2 => format!(r#","amount":{},"currency":"EUR""#, i * 17),
            3 => format!(r#","amount":{}"#, i * 17),
            _ => String::new(),
        };
        let event = format!(r#"{{"id":{i},"at":"2024-02-29T12:34:56Z"{more}}}"#);
        length += event.len() + 1;
        list.push(event);
        i += 1;
    }
    format!("[{}]", list.join(",")).into_bytes()
}

/// A list of filters: comparisons, and filters that all or any of several must pass.
pub fn filters() -> Vec<u8> {
    let mut list = Vec::new();
    let mut length = 0;
    let mut i: u64 = 0;
    while length < SIZE {
        let comparison = |i: u64| format!(r#"{{"field":"field{}","value":"value {i}"}}"#, i % 7);
        let any = |i: u64| format!(r#"{{"any":[{},{}]}}"#, comparison(i), comparison(i + 3));
        let filter = format!(r#"{{"all":[{},{},{{"all":[{}]}}]}}"#, any(i), comparison(i * 5), any(i * 3));
        length += filter.len() + 1;
        list.push(filter);
        i += 1;
    }
    format!("[{}]", list.join(",")).into_bytes()
}

/// A list of actions, which a constant tells apart that no variant requires.
pub fn actions() -> Vec<u8> {
    let mut list = Vec::new();
    let mut length = 0;
    let mut i: u64 = 0;
    while length < SIZE {
        let kind = if i.is_multiple_of(2) { "pause" } else { "resume" };
        let reason = if i.is_multiple_of(3) { format!(r#","reason":"for reason {i}""#) } else { String::new() };
        let action = format!(r#"{{"type":"{kind}","id":{i}{reason}}}"#);
        length += action.len() + 1;
        list.push(action);
        i += 1;
    }
    format!("[{}]", list.join(",")).into_bytes()
}
