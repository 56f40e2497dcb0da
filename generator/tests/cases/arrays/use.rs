use oasmith_runtime::json;

use super::arrays::arrays::{PutArraysRequest, PutArraysRequestLine, PutArraysRequestLineFirst, PutArraysRequestPoint};
use super::arrays::types::{Json, Tree};

// support: Schemas | Tuples (`prefixItems`, lists of `items`) | yes
#[test]
fn items_have_each_their_own_type() {
    let request = PutArraysRequest::new()
        .point(PutArraysRequestPoint(1.5, -2.0, None))
        .line(PutArraysRequestLine(PutArraysRequestLineFirst::Line, vec![3.5]));
    let text = r#"{"point":[1.5,-2.0],"line":["line",3.5]}"#;
    assert_eq!(json::to_string(&request).unwrap(), text);
    assert_eq!(json::from_str::<PutArraysRequest>(text).unwrap(), request);
    let fault = json::from_str::<PutArraysRequest>(r#"{"point":[1.5]}"#).unwrap_err();
    assert!(fault.to_string().starts_with("at /point"), "{fault}");
}

// support: Schemas | Lists and maps that hold themselves | yes
#[test]
fn lists_may_hold_themselves() {
    let tree: Tree = json::from_str("[[],[[]]]").unwrap();
    assert_eq!(tree, Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]));
    assert_eq!(json::to_string(&tree).unwrap(), "[[],[[]]]");
}

// support: Schemas | Empty and boolean schemas | yes
#[test]
fn a_union_may_be_all_of_json() {
    let text = r#"{"a":[true,"b",{"c":[]}]}"#;
    let value: Json = json::from_str(text).unwrap();
    assert!(matches!(&value, Json::Map(map) if map.contains_key("a")), "{value:?}");
    assert_eq!(json::to_string(&value).unwrap(), text);
}
