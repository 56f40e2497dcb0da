use std::path::Path;

use super::Sources;
use crate::diagnostic::Diagnostics;
use crate::report::Color;
use crate::value::{Node, Pointer};

/// Reads a text and gives its values and the complaints.
fn read(name: &str, text: &str) -> (Option<Node>, String) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let node = sources.read_text(Path::new(name), text.to_owned(), &mut diagnostics);
    (node, diagnostics.render(&sources, Color::Never))
}

/// Reads a text that nothing is to be said about, and writes its values in one line.
fn show(text: &str) -> String {
    let (node, complaints) = read("api.yaml", text);
    assert_eq!(complaints, "");
    let mut shown = String::new();
    write(&node.unwrap(), &mut shown);
    shown
}

fn write(node: &Node, shown: &mut String) {
    match node {
        Node::Null => shown.push_str("null"),
        Node::Bool(value) => shown.push_str(&value.to_string()),
        Node::Number(text) => shown.push_str(text),
        Node::String(text) => shown.push_str(&format!("{text:?}")),
        Node::Seq(items) => {
            shown.push('[');
            for item in items {
                write(item, shown);
                shown.push(' ');
            }
            shown.push(']');
        }
        Node::Map(entries) => {
            shown.push('{');
            for (key, value) in entries {
                shown.push_str(key);
                shown.push('=');
                write(value, shown);
                shown.push(' ');
            }
            shown.push('}');
        }
    }
}

fn complaints(name: &str, text: &str) -> String {
    read(name, text).1
}

#[test]
fn yaml_scalars_follow_the_core_schema() {
    assert_eq!(
        show("[no, NO, on, y, yes, true, True, false, null, ~, '', 2001-12-14, 1_000, 0777, 12:30]"),
        r#"["no" "NO" "on" "y" "yes" true true false null null "" "2001-12-14" "1_000" "0777" "12:30" ]"#
    );
    assert_eq!(
        show("[0x1F, 0o17, -7, +7, 1.0, 1e3, 1.5e300, .inf, -.inf, .nan]"),
        r#"[31 15 -7 7 1.0 1000.0 1.5e+300 ".inf" "-.inf" ".nan" ]"#
    );
    assert_eq!(
        show("[18446744073709551616, -170141183460469231731687303715884105728]"),
        "[18446744073709551616 -170141183460469231731687303715884105728 ]"
    );
}

#[test]
fn yaml_keys_are_texts_as_they_are_written() {
    assert_eq!(
        show("200: a\ntrue: b\n1.10: c\n~: d\nx: &k y\n*k : f\n"),
        r#"{200="a" true="b" 1.10="c" ~="d" x="y" y="f" }"#
    );
}

#[test]
fn yaml_merge_keys_are_applied() {
    let text = "
base: &base {a: 1, b: 2}
more: &more {b: 3, c: 4}
one: {<<: *base, b: 5}
all: {<<: [*base, *more]}
";
    assert!(show(text).ends_with("one={a=1 b=5 } all={a=1 b=2 c=4 } }"));
    let (node, complaints) = read("api.yaml", "a: {<<: 1, b: 2}");
    assert_eq!(node.unwrap().get("a").unwrap().entries().len(), 1);
    assert!(complaints.starts_with("warning[invalid-merge]"), "{complaints}");
}

#[test]
fn json_numbers_stay_as_they_are_written() {
    assert_eq!(
        show("[1.10, 1E5, -0, 0.0, 123456789012345678901234567890, 1e400]"),
        "[1.10 1E5 -0 0.0 123456789012345678901234567890 1e400 ]"
    );
}

#[test]
fn json_strings_are_unescaped() {
    assert_eq!(show(r#"{"a\/\"": "\u00e9\ud83d\ude00\n"}"#), "{a/\"=\"é😀\\n\" }");
}

#[test]
fn json_with_a_trailing_comma_is_yaml() {
    assert_eq!(show("{\"a\": [1, 2,],}"), "{a=[1 2 ] }");
}

#[test]
fn a_byte_order_mark_is_no_text() {
    assert_eq!(show("\u{feff}a: 1"), "{a=1 }");
    assert_eq!(show("\u{feff}{\"a\": 1}"), "{a=1 }");
}

#[test]
fn of_a_key_that_comes_twice_the_last_one_holds() {
    for (name, text) in [
        ("api.yaml", "x:\n- {}\n- a: 1\n  b: 2\n  a: 3\n"),
        ("api.json", "{\"x\": [{},\n {\"a\": 1,\n  \"b\": 2,\n  \"a\": 3}]}"),
    ] {
        let (node, complaints) = read(name, text);
        let item = node.unwrap().get("x").unwrap().step("1").unwrap().clone();
        let mut shown = String::new();
        write(&item, &mut shown);
        assert_eq!(shown, "{a=3 b=2 }");
        let line = if name.ends_with("json") { 4 } else { 5 };
        assert!(complaints.starts_with("warning[duplicate-key]: the key `a` is there twice\n"), "{complaints}");
        assert!(complaints.contains(&format!("{name}:{line}:3\n")), "{complaints}");
        let first = if name.ends_with("json") { "2:3" } else { "3:3" };
        assert!(complaints.contains(&format!("note: the first one is at {name}:{first}\n")), "{complaints}");
    }
}

#[test]
fn tags_are_ignored() {
    let (node, complaints) = read("api.yaml", "a: !mine {b: !!str 1}\n");
    let mut shown = String::new();
    write(&node.unwrap(), &mut shown);
    assert_eq!(shown, "{a={b=\"1\" } }");
    assert_eq!(
        complaints,
        "\
note[ignored-tag]: the YAML tag `!mine` is ignored
  ┌─ api.yaml:1:1
  │
1 │ a: !mine {b: !!str 1}
  │ ^

"
    );
}

#[test]
fn half_a_surrogate_pair_is_replaced() {
    let (node, complaints) = read("api.json", r#"{"a": "x\ud800y"}"#);
    assert_eq!(node.unwrap().get("a").unwrap().as_str(), Some("x\u{fffd}y"));
    assert!(complaints.starts_with("warning[invalid-escape]"), "{complaints}");
    assert!(complaints.contains("api.json:1:9"), "{complaints}");
}

#[test]
fn syntax_errors_are_located() {
    assert_eq!(
        complaints("api.yaml", "info:\n  title: Größe\n  x: [1, 2\npaths: {}\n"),
        "\
error[invalid-syntax]: the text is not YAML
  ┌─ api.yaml:4:6
  │
4 │ paths: {}
  │      ^ did not find expected ',' or ']'
  │
  = help: look for a comma that is missing before, or for a bracket or brace that is not closed

"
    );
    assert_eq!(
        complaints("api.yaml", "größe: 1\nb: *nowhere\n"),
        "\
error[invalid-syntax]: the text is not YAML
  ┌─ api.yaml:2:4
  │
2 │ b: *nowhere
  │    ^ unknown anchor
  │
  = help: put a text that begins with `*` or `&` into quotes; else it is an alias or an anchor

"
    );
    assert_eq!(
        complaints("api.json", "{\n  \"a\": 1\n  \"b\": 2\n}"),
        "\
error[invalid-syntax]: the text is not JSON
  ┌─ api.json:3:3
  │
3 │   \"b\": 2
  │   ^ expected `,` or `}`
  │
  = help: entries stand between commas, with none after the last; keys and texts are in double quotes

"
    );
    let broken_off = complaints("api.json", "{\"a\": [tru");
    assert!(broken_off.contains("expected a value"), "{broken_off}");
    let two = complaints("api.yaml", "a: 1\n---\nb: 2\n");
    assert!(two.contains("more than one YAML document"), "{two}");
    assert!(two.contains("api.yaml:2:1\n"), "{two}");
    assert_eq!(show("a: 1\n---\n# nothing\n...\n"), "{a=1 }");
}

#[test]
fn depth_is_limited() {
    let deepest = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert_eq!(complaints("api.json", &deepest), "");
    assert_eq!(complaints("api.yaml", &format!("- {}{}", "[".repeat(127), "]".repeat(127))), "");
    for text in [
        "[".repeat(129) + &"]".repeat(129),
        "a: ".to_owned() + &"[".repeat(129) + &"]".repeat(129),
        "- ".repeat(200),
        "[".repeat(1_000_000),
        "a: ".to_owned() + &"{a: ".repeat(100_000),
    ] {
        let complaint = complaints("api.yaml", &text);
        assert!(complaint.starts_with("error[too-deep]: values are nested deeper than 128 levels"), "{complaint}");
    }
}

#[test]
fn an_alias_inside_of_what_it_stands_for_is_told_as_that() {
    for text in ["x: 1\na: &a [*a]", "x: 1\na: &a\n  b: {<<: *a}", "x: 1\na: &a [&b {c: *a}]"] {
        let complaint = complaints("api.yaml", text);
        assert!(complaint.starts_with("error[alias-cycle]: an alias leads back to itself"), "{complaint}");
        assert!(complaint.contains("^^ inside of what it stands for"), "{complaint}");
    }
}

#[test]
fn aliases_can_not_multiply_beyond_measure() {
    let mut deep = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(",");
        deep += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    let wide = format!("a: &a [{}x]\nb: [{}*a]", "x,".repeat(10_000), "*a,".repeat(10_000));
    let long = format!("a: &a {}\nb: [{}*a]", "x".repeat(100_000), "*a,".repeat(20_000));
    for text in [deep, wide, long] {
        let complaint = complaints("api.yaml", &text);
        assert!(complaint.starts_with("error[too-large]: aliases make the document larger than "), "{complaint}");
    }
}

#[test]
fn files_that_can_not_be_read_are_errors() {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let path = Path::new("no/such/file.yaml");
    assert_eq!(sources.read(path, &mut diagnostics), None);
    let text = diagnostics.render(&sources, Color::Never);
    assert!(text.starts_with("error[unreadable-file]: can't read `no/such/file.yaml`: "), "{text}");
    // A build script is to run again once the file is there.
    assert_eq!(sources.paths().collect::<Vec<_>>(), [path]);

    let path = std::env::temp_dir().join(format!("oasmith-latin1-{}.yaml", std::process::id()));
    std::fs::write(&path, b"a: 1\nb: Gr\xf6\xdfe\n").unwrap();
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    assert_eq!(sources.read(&path, &mut diagnostics), None);
    let text = diagnostics.render(&sources, Color::Never);
    std::fs::remove_file(&path).unwrap();
    assert!(text.contains("is not UTF-8 text"), "{text}");
    assert!(text.contains(".yaml:2:6\n"), "{text}");
}

#[test]
fn pointers_lead_to_text() {
    let yaml = "x: &x 1\r\ngröße: {ä: [1, {b/c: x}]}\r\nlist:\r\n- a: |\r\n    long\r\n    text\r\n- *x\r\n";
    let json = "{\"größe\": {\"ä\": [1, {\"b/c\": \"x\"}]},\r\n\t\"list\": [{\"a\": \"t\"}, 5]}";
    for (text, cases) in [
        (
            yaml,
            [
                ("#/größe/ä/1/b~1c", "b/c", "x"),
                ("#/größe/ä/0", "", "1"),
                ("#/list/0/a", "a", "long\r\n    text\r\n"),
                ("#/list/1", "", "*x"),
                // Inside what the text does not spell out, the nearest place is given.
                ("#/list/1/deeper", "", "*x"),
            ],
        ),
        (
            json,
            [
                ("#/größe/ä/1/b~1c", "\"b/c\"", "\"x\""),
                ("#/größe/ä/0", "", "1"),
                ("#/list/0/a", "\"a\"", "\"t\""),
                ("#/list/1", "", "5"),
                ("#/list/1/deeper", "", "5"),
            ],
        ),
    ] {
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        sources.read_text(Path::new("api"), text.to_owned(), &mut diagnostics);
        let source = sources.get("").unwrap();
        for (pointer, key, value) in cases {
            let pointer = Pointer(pointer.into());
            let spots = source.locate(&[&pointer], false);
            let spot = &spots[&pointer];
            let text = |range| source.text().get(range).unwrap();
            let found = spot.key.clone().map_or("", text);
            assert_eq!(found, key, "{pointer}");
            assert_eq!(text(spot.value.clone()), value, "{pointer}");
        }
    }
}

#[test]
fn lines_that_say_nothing_may_begin_with_tabs() {
    assert_eq!(show("a: 1\n\t# x\n  \t\nb:\n- 2\n"), "{a=1 b=[2 ] }");
    assert!(complaints("api.yaml", "a:\n\tb: 1\n").contains("invalid-syntax"));
}

#[test]
fn places_behind_what_the_marking_parser_refuses_are_found() {
    // A bracket is closed at the indentation of the mapping around, behind keys in quotes.
    let text = "a: 1\nc:\n  example: {\n    \"x\": {},\n    \"y\": {}\n  }\n  'ö d': [5, {e: 6}]\n";
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    assert!(sources.read_text(Path::new("api.yaml"), text.to_owned(), &mut diagnostics).is_some());
    let source = sources.get("").unwrap();
    for (pointer, found) in
        [("#/a", "a"), ("#/c/ö d", "'ö d'"), ("#/c/ö d/1/e", "e"), ("#/c/ö d/0", "'ö d'"), ("#/c/none", "c")]
    {
        let pointer = Pointer(pointer.into());
        let spot = &source.locate(&[&pointer], true)[&pointer];
        assert_eq!(source.text().get(spot.key.clone().unwrap()), Some(found), "{pointer}");
    }
}

#[test]
fn long_lines_are_cut() {
    let filler = "\"ö\": 1, ".repeat(100_000);
    let text = format!("{{{filler}\"here\": 1, \"here\": 2, {filler}\"z\": 1}}");
    let complaints = complaints("api.json", &text);
    let quote = complaints.split("duplicate-key]: the key `here`").nth(1).unwrap();
    assert!(quote.contains("api.json:1:800013"), "{quote}");
    assert!(quote.lines().all(|line| line.chars().count() < 160), "{quote}");
    assert!(quote.contains("\"here\": 2"), "{quote}");
}

/// The public JSON parsing cases: what must be refused is not read as JSON, and nothing panics.
#[test]
fn json_grammar_is_kept_to() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/json-parsing/test_parsing");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no {}", folder.display());
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let mut diagnostics = Diagnostics::default();
        let outcome = super::json::read(&text, &"".into(), &mut diagnostics);
        match name.as_bytes()[0] {
            b'y' => assert!(outcome.is_ok(), "{name}: {outcome:?}"),
            b'n' => assert!(outcome.is_err(), "{name}"),
            _ => {}
        }
    }
}
