//! A record of 200 fields, which `codec_dependent.rs` writes.

use oasmith_runtime::json;

include!("wide_record.rs");

#[test]
fn a_wide_record_is_read_in_any_order_and_misses_what_is_missing() {
    let entries: Vec<String> = (0..200).map(|i| format!(r#""k{i}":{i}"#)).collect();
    let text = |entries: &[String]| format!("{{{}}}", entries.join(","));

    let backwards: Vec<String> = entries.iter().rev().cloned().collect();
    let wide: Wide = json::from_str(&text(&backwards)).unwrap();
    assert_eq!((wide.f0, wide.f199), (0, 199));
    assert_eq!(json::to_string(&wide).unwrap(), text(&entries));

    let without: Vec<String> = entries.iter().filter(|entry| !entry.contains("k150")).cloned().collect();
    let fault = json::from_str::<Wide>(&text(&without)).err().unwrap();
    assert_eq!(fault.to_string(), "missing property `k150`");
}
