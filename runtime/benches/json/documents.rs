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
