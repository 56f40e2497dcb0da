use oasmith_runtime::json;

use super::hidden::types::{Z, ZK};
use super::hidden::{Client, Server};

#[test]
fn what_is_not_seen_is_on_the_wire_all_the_same() {
    assert_eq!(Server::default().url(), "http://h.example/\u{202e}");
    let text = "{\"k\u{202e}\":\"\u{2066}a\",\"t\":\"\u{202e}\\u0001\u{ad}\"}";
    let read: Z = json::from_str(text).unwrap();
    assert_eq!(read.k, Some(ZK::A));
    assert_eq!(json::to_string(&read).unwrap(), text);
    let _ = Client::new();
}
