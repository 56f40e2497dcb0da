use std::path::Path;

use crate::diagnostic::Diagnostics;
use crate::report::Color;
use crate::source::{Origins, Sources};
use crate::value::{Node, Pointer};

/// Applies an overlay's actions to a document, and gives the outcome as JSON, the complaints, and where values stand.
fn apply(document: &str, actions: &str) -> (String, String, Sources) {
    let folder = std::env::temp_dir().join(format!("oasmith-overlay-{}-{:?}", std::process::id(), actions.as_ptr()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("overlay.yaml");
    std::fs::write(&file, format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n{actions}")).unwrap();
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let root = sources.read_text(Path::new("api.yaml"), document.to_owned(), &mut diagnostics).unwrap();
    let changed = super::apply(root, [file.as_path()], &mut sources, &mut diagnostics);
    let complaints = diagnostics.render(&sources, Color::Never).replace(&*folder.to_string_lossy(), "");
    std::fs::remove_dir_all(&folder).unwrap();
    (changed.to_json().to_string(), complaints, sources)
}

/// The outcome of actions that nothing is to be said about.
fn outcome(document: &str, actions: &str) -> String {
    let (outcome, complaints, _) = apply(document, actions);
    assert_eq!(complaints, "", "{actions}");
    outcome
}

#[test]
fn values_are_merged_appended_replaced_and_removed() {
    for (document, actions, expected) in [
        (
            "a: {b: 1, c: {d: 2}}",
            "- {target: $.a, update: {c: {e: 3}, f: [4]}}",
            r#"{"a":{"b":1,"c":{"d":2,"e":3},"f":[4]}}"#,
        ),
        ("a: {b: 1, l: [1]}", "- {target: $.a, update: {b: two, l: [2, 3]}}", r#"{"a":{"b":"two","l":[1,2,3]}}"#),
        ("a: [1]", "- {target: $.a, update: 2}", r#"{"a":[1,2]}"#),
        ("a: [1]", "- {target: $.a, update: {b: 2}}", r#"{"a":[1,{"b":2}]}"#),
        ("a: [1]", "- {target: $.a, update: [2, [3]]}", r#"{"a":[1,2,[3]]}"#),
        ("a: 1", "- {target: $.a, update: 2}", r#"{"a":2}"#),
        ("a: ~", "- {target: $.a, update: {b: 2}}", r#"{"a":{"b":2}}"#),
        ("{a: 1, b: 2}", "- {target: $.a, remove: true}", r#"{"b":2}"#),
        ("a: [1, 2, 3, 4]", "- {target: '$.a[?@ < 4 && @ != 2]', remove: true}", r#"{"a":[2,4]}"#),
        ("a: {a: {a: 1}, b: 2}", "- {target: $..a, remove: true}", "{}"),
        (
            "a: {b: [1]}",
            "- {target: $.a.b, remove: true}\n- {target: $.a, update: {b: {c: 1}}}",
            r#"{"a":{"b":{"c":1}}}"#,
        ),
        ("{a: {b: 1}, c: {d: 2}}", "- {target: $.c, copy: $.a}", r#"{"a":{"b":1},"c":{"b":1,"d":2}}"#),
        ("a: {b: {}, c: {}}", "- {target: $.a.*, update: {x: 1}}", r#"{"a":{"b":{"x":1},"c":{"x":1}}}"#),
        ("a: [1]", "- {target: '$[\"a\", \"a\"]', update: 2, x-why: twice is once}", r#"{"a":[1,2]}"#),
        ("a: 1", "- {target: $.a, update: 2, remove: true}", "{}"),
    ] {
        assert_eq!(outcome(document, actions), expected, "{document}: {actions}");
    }
}

#[test]
fn every_value_keeps_its_place_in_the_text_that_it_comes_from() {
    let (outcome, complaints, sources) = apply(
        "a: [{n: 0}, {n: 1}, {n: 2}, {n: 3}]\nb: {c: {d: 1}}",
        "- {target: '$.a[0, 2]', remove: true}
- {target: $.a, update: [{n: 4}]}
- {target: $.b, update: {c: {e: 5}}}
- {target: $.b, copy: '$.a[1]'}
- {target: '$.a[0]', remove: true}",
    );
    assert_eq!(
        (outcome.as_str(), complaints.as_str()),
        (r#"{"a":[{"n":3},{"n":4}],"b":{"c":{"d":1,"e":5},"n":3}}"#, "")
    );
    let overlay = sources.paths().nth(1).unwrap().to_string_lossy().into_owned();
    for (place, origin) in [
        ("#/a", "#/a"),
        ("#/a/0/n", "#/a/3/n"),
        ("#/a/1", "O#/actions/1/update/0"),
        ("#/a/1/n/deeper", "O#/actions/1/update/0/n/deeper"),
        ("#/b/c/d", "#/b/c/d"),
        ("#/b/c/e", "O#/actions/2/update/c/e"),
        ("#/b/n", "#/a/3/n"),
        ("other.yaml#/a/0", "other.yaml#/a/0"),
    ] {
        let expected = origin.replace('O', &overlay);
        assert_eq!(sources.origin(&Pointer(place.into())), Pointer(expected.into()), "{place}");
    }
    let nowhere = Origins::default().find(&Pointer("#/a/0".into()));
    assert_eq!(nowhere, Pointer("#/a/0".into()));
}

#[test]
fn what_was_said_of_the_text_stays_there() {
    let (_, complaints, _) = apply("a:\n- 1\n- b: 1\n  b: 2\n", "- {target: '$.a[0]', remove: true}");
    assert!(complaints.contains("warning[duplicate-key]") && complaints.contains("─ api.yaml:4:3"), "{complaints}");
}

#[test]
fn what_is_wrong_is_told_where_it_stands() {
    let document = "a: {b: 1}\nc: [2]";
    for (actions, complaint) in [
        (
            "- target: $.a.x-y\n  update: 1\n",
            "error[invalid-json-path]: this is not JSONPath: expected `.`, `..`, `[` or the end
  ┌─ /overlay.yaml:4:16
  │
4 │ - target: $.a.x-y
  │                ^
  │
  = help: a name with anything but letters, digits and `_` is written `['…']`
",
        ),
        (
            "- target: \"$.a[?@.b = 1]\"\n  remove: true\n",
            "error[invalid-json-path]: this is not JSONPath: there is no such comparison
  ┌─ /overlay.yaml:4:21
  │
4 │ - target: \"$.a[?@.b = 1]\"
  │                     ^
  │
  = help: write `==`
",
        ),
        (
            "- target: \"$.\\x61[\"\n  remove: true\n",
            "error[invalid-json-path]: this is not JSONPath: expected a name in quotes, an index, `*`, `:` or `?`
  ┌─ /overlay.yaml:4:11
  │
4 │ - target: \"$.\\x61[\"
  │           ^^^^^^^^^ at character 5
",
        ),
        (
            "- target: $.a[\"B\"].c\n  remove: true\n",
            "warning[unmatched-target]: the action changes nothing: its target is nowhere
  ┌─ /overlay.yaml:4:14
  │
4 │ - target: $.a[\"B\"].c
  │              ^^^^^ selects nothing in the document
  │
  = help: did you mean `b`?
",
        ),
        (
            "- target: $.*\n  update: {b: [1]}\n",
            "error[invalid-overlay]: a list can't be merged into a number
  ┌─ /overlay.yaml:5:15
  │
5 │   update: {b: [1]}
  │               ^^^
  │
  = help: to put something else in its place, remove it by an action of its own before
  = note: the target here is `#/a`
",
        ),
        ("- {target: $, remove: true}", "error[invalid-overlay]: the whole document can't be removed"),
        ("- {target: $.a, copy: $.*}", "error[invalid-overlay]: `copy` selects 2 values, and one is needed"),
        (
            "- {target: $.a, copy: $.c, update: {}}",
            "error[invalid-overlay]: an action has either `update` or `copy`, not both",
        ),
        ("- {target: $.a}", "error[missing-field]: the action says nothing to be done"),
        ("- {update: {}}", "error[missing-field]: the action has no field `target`"),
        ("- {target: 1, update: {}}", "error[wrong-type]: `target` is a number, not a JSONPath expression"),
        ("- {target: $.a, remove: 1}", "error[wrong-type]: `remove` is a number, not true or false"),
        ("- 1", "error[wrong-type]: `actions` is a number, not an action, which is a mapping"),
        ("  {}", "error[wrong-type]: `actions` is a mapping, not a list of actions"),
        ("- {target: $.a, remove: true, reason: x}", "warning[ignored-field]: `reason` has no meaning in an overlay"),
        ("- {target: $.a, upadte: {}}", "error[misspelled-field]: `upadte` has no meaning in an overlay\n"),
    ] {
        let (_, complaints, _) = apply(document, actions);
        assert!(complaints.contains(complaint), "{complaints}");
    }
}

#[test]
fn a_document_can_not_grow_beyond_measure() {
    let copies = "- {target: $.a, copy: $}\n".repeat(130);
    let (_, complaints, _) = apply("{a: {}}", &copies);
    assert!(complaints.contains("error[too-deep]: the document would be nested too deep"), "{complaints}");
    let wide = "- {target: $.a, copy: $.a}\n".repeat(30);
    let (_, complaints, _) = apply("{a: [1, 2, 3]}", &wide);
    assert!(complaints.contains("error[too-large]: overlays make the document too large"), "{complaints}");
}

#[test]
fn only_overlays_are_applied() {
    for (text, complaint) in [
        ("overlay: 2.0.0\nactions: []", "error[unsupported-version]: version 2.0.0 of overlays is not supported"),
        ("overlay: 1.10\nactions: []", "error[unsupported-version]: version 1.10 of overlays is not supported"),
        ("overlay: [1]", "error[wrong-type]: `overlay` is a list, not a version"),
        ("openapi: 3.1.0", "= help: this is an OpenAPI document, and no overlay"),
        ("a: 1", "error[not-overlay]: the file has no field `overlay`"),
        ("overlay: 1.0", "error[missing-field]: the overlay has no field `actions`"),
        ("a: [", "error[invalid-syntax]"),
    ] {
        let file = std::env::temp_dir().join(format!("oasmith-no-overlay-{}.yaml", std::process::id()));
        std::fs::write(&file, text).unwrap();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let root = sources.read_text(Path::new("api.yaml"), "a: 1".to_owned(), &mut diagnostics).unwrap();
        let changed = super::apply(root.clone(), [file.as_path()], &mut sources, &mut diagnostics);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(changed, root);
        let complaints = diagnostics.render(&sources, Color::Never);
        assert!(complaints.contains(complaint), "{complaints}");
        assert!(matches!(root, Node::Map(_)) && diagnostics.has_errors());
    }
}
