use oasmith_runtime::json;

use super::recursive::types::{Node, Tree};

// support: Schemas | Recursive types | yes
#[test]
fn recursive_values_go_both_ways() {
    let text = r#"{"value":1.5,"left":{"value":2.0},"children":[{"value":3.0}],"named":{"a":{"value":4.0}}}"#;
    let tree: Tree = json::from_str(text).unwrap();
    assert_eq!(tree.left.as_ref().map(|left| left.value), Some(2.0));
    assert_eq!(json::from_str::<Tree>(&json::to_string(&tree).unwrap()).unwrap(), tree);
    let text = r#"{"kind":"branch","next":{"kind":"branch","next":{"kind":"leaf"}}}"#;
    let node: Node = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&node).unwrap(), text);
}
