//! Control characters, and what is shown of them.

use super::{Run, answering};

/// What moves a cursor, breaks a line, turns text around or hides it, as YAML's double quotes have it.
const HIDDEN: &str = "\\0\\a\\b\\e[31m\\r\\x7f\\x85\\u2028\\u202e\\u2066\\u200f\\u061c\\u200b\\ufeff\\U000E0041";

/// Asserts that a text has nothing in it that a terminal would obey or hide.
#[track_caller]
fn is_plain(text: &str) {
    let hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{200b}'..='\u{200f}' | '\u{61c}')
            || matches!(c, '\u{feff}' | '\u{ad}' | '\u{e0000}'..='\u{e0fff}')
    };
    let found: Vec<char> = text.chars().filter(|c| hidden(*c)).collect();
    assert!(found.is_empty(), "{found:?} in {text:?}");
}

#[test]
fn control_characters_in_references_are_errors() {
    for (place, reference) in
        ["x%0Acargo::rustc-env=A=1", "x\\ny.yaml", "%00", "a.yaml%1b", "a\\x85b", "a%E2%80%A8b", "#/a%0ab", "#/a\\tb"]
            .iter()
            .enumerate()
    {
        let schema = answering(&format!("{{$ref: \"{reference}\"}}"), "");
        let mapping = answering(
            &format!(
                "{{oneOf: [{{$ref: '#/components/schemas/A'}}], discriminator: {{propertyName: t, mapping: {{a: \"{reference}\"}}}}}}"
            ),
            "components: {schemas: {A: {properties: {t: {type: string}}}}}\n",
        );
        let path = answering("{}", &format!("  /b: {{$ref: \"{reference}\"}}\n"));
        let parameter = answering("{}", "").replace("tags: [A]", &format!("parameters: [{{$ref: \"{reference}\"}}]"));
        let nested = answering("{$ref: '#/x-a/b'}", &format!("x-a: {{$ref: \"{reference}\"}}\n"));
        for (kind, document) in [schema, mapping, path, parameter, nested].into_iter().enumerate() {
            let run = Run::of(&format!("control-{place}-{kind}"), &document);
            let said = run.said();
            assert!(said.starts_with("error[control-character]: the "), "{reference} {kind}: {said}");
            assert!(said.contains("─ api.yaml:"), "{said}");
            is_plain(&said);
        }
    }
}

#[test]
fn line_breaks_around_a_reference_are_none_in_it() {
    let said = Run::of("around", &answering("{$ref: \"missing.yaml\\n\"}", "")).said();
    assert!(said.contains("warning[unreadable-file]") && !said.contains("error"), "{said}");
}

#[test]
fn control_characters_by_way_of_a_base_are_errors_too() {
    let schema = "{$id: \"https://example.org/a%0Ab/\", properties: {p: {$ref: c.yaml}}}";
    let run = Run::to("base", &answering(schema, ""), |generator, out| {
        generator.map_url("https://example.org/", "vendor").module(out)
    });
    assert!(run.said().contains("error[control-character]"), "{}", run.said());
    let run = Run::to("mapped-url", &answering("{}", ""), |generator, out| generator.map_url("u:\n", "x").module(out));
    assert!(run.said().starts_with("error[control-character]: the setting `u:\\n` holds a"), "{}", run.said());
}

#[test]
fn diagnostics_show_what_is_hidden_as_escapes() {
    // In a message, a label, a help, the name of an operation and the lines quoted.
    let document = answering(
        &format!("{{$ref: \"#/components/schemas/A\\u202eb\"}}, '{}': {{}}", "é"),
        &format!(
            "  \"/b{HIDDEN}\":\n    get: {{operationId: \"{HIDDEN}\", parameters: [{{name: \"{HIDDEN}\", in: \"{HIDDEN}\"}}], \
             responses: {{\"{HIDDEN}\": {{description: \"{HIDDEN}\"}}}}, \"respons{HIDDEN}\": 1}}\n\
             components: {{schemas: {{\"A\\u202ec\": {{type: \"{HIDDEN}\"}}}}}}\n"
        ),
    );
    let said = Run::of("hidden", &document).said();
    assert!(said.contains("the reference `#/components/schemas/A\\u{202e}b` leads nowhere\n"), "{said}");
    assert!(said.contains("did you mean `#/components/schemas/A\\u{202e}c`?"), "{said}");
    assert!(
        said.contains("\\u{0}\\u{7}\\u{8}\\u{1b}[31m\\r\\u{7f}\\u{85}\\u{2028}\\u{202e}\\u{2066}\\u{200f}"),
        "{said}"
    );
    is_plain(&said);
}

#[test]
fn marks_stand_below_what_is_shown_and_columns_count_what_is_there() {
    // Not as escapes of YAML, but as they are: eleven characters before the reference are shown as many more.
    let document = answering("{}", "  /b: {\u{202e}\u{200b}é名: 1, $ref: '#/x\u{202e}y'}\n")
        .replace("\u{202e}\u{200b}é", "é\u{202e}");
    let said = Run::of("marks", &document).said();
    let mut lines = said.lines().skip_while(|line| !line.contains("leads nowhere"));
    let place = lines.nth(1).unwrap();
    assert!(place.ends_with("api.yaml:9:22"), "{said}");
    let (quoted, mark) = (lines.nth(1).unwrap(), lines.next().unwrap());
    let shown = "'#/x\\u{202e}y'";
    // `名` is two columns wide.
    let before = quoted.split(shown).next().unwrap().chars().count() + 1;
    assert_eq!(mark.chars().position(|mark| mark == '^'), Some(before), "{said}");
    assert!(mark.contains(&"^".repeat(shown.len())), "{said}");
}

#[test]
fn a_megabyte_is_not_shown_whole() {
    let long = "ü".repeat(500_000);
    let documents = [
        answering(&format!("{{$ref: '{long}'}}"), ""),
        answering(&format!("{{$ref: '#/{long}'}}"), ""),
        answering("{}", &format!("  '{long}': {{}}\n")),
        answering("{}", &format!("  '/{long}': {{get: {{responses: {{'2{long}': {{description: x}}}}}}}}\n")),
        answering(&format!("{{type: '{long}'}}"), ""),
        answering(&format!("{{discriminator: {{propertyName: t, mapping: {{'{long}': '{long}'}}}}}}"), ""),
    ];
    for (number, document) in documents.iter().enumerate() {
        let said = Run::of(&format!("megabyte-{number}"), document).said();
        assert!(!said.is_empty() && said.chars().count() < 10_000, "{number}: {}", said.chars().count());
        assert!(said.lines().all(|line| line.chars().count() < 2_000), "{number}");
    }
}

#[cfg(unix)]
#[test]
fn the_name_of_a_document_is_no_code() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile/name");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let document = folder.join("a\nfn evil() {}\u{202e}.yaml");
    std::fs::write(&document, answering("{}", "")).unwrap();
    oasmith::Generator::new(document).module(folder.join("out")).run().unwrap();
    let code = std::fs::read_to_string(folder.join("out/mod.rs")).unwrap();
    assert!(code.lines().next().unwrap().contains(r"from a\nfn evil() {}\u{202e}.yaml. "), "{code}");
    assert!(!code.contains("\nfn evil"), "{code}");
}
