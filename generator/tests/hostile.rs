//! Documents that mean harm: text that would be code, names that would be paths, and few bytes that would be endless.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/terminal.rs"]
mod terminal;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::{Failure, Generator, Report};

/// A folder with a document in it; code goes into `out/client`.
struct Run {
    folder: PathBuf,
    result: Result<Report, Failure>,
}

impl Run {
    fn of(name: &str, document: &str) -> Run {
        Run::to(name, document, |generator, out| generator.module(out))
    }

    fn to(name: &str, document: &str, target: impl FnOnce(Generator, PathBuf) -> Generator) -> Run {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("api.yaml"), document).unwrap();
        let result = target(Generator::new(folder.join("api.yaml")), folder.join("out/client")).run();
        Run { folder, result }
    }

    /// What was said, the document's path left out.
    fn said(&self) -> String {
        let text = match &self.result {
            Ok(report) => report.to_string(),
            Err(failure) => failure.to_string(),
        };
        text.replace(self.folder.to_str().unwrap(), "").replace("/api.yaml", "api.yaml")
    }

    /// The emitted files by name, none of which stands anywhere else.
    fn files(&self) -> BTreeMap<String, String> {
        assert!(self.result.is_ok(), "{}", self.said());
        let names = |folder: &Path| -> Vec<String> {
            let entries = fs::read_dir(folder).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        assert_eq!(names(&self.folder).len(), 2);
        assert_eq!(names(&self.folder.join("out")), ["client"]);
        let client = self.folder.join("out/client");
        names(&client).into_iter().map(|name| (name.clone(), fs::read_to_string(client.join(&name)).unwrap())).collect()
    }
}

/// A document with one operation, whose answer has this schema, and more behind it.
fn answering(schema: &str, rest: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: read\n      tags: [A]\n      \
         responses: {{'200': {{description: ok, content: {{application/json: {{schema: {schema}}}}}}}}}\n{rest}"
    )
}

/// Tags and operationIds that would be something else as the name of a file, a module or a function.
const NAMES: &[&str] = &[
    "mod",
    "main",
    "lib",
    "r#",
    "r#mod",
    "x; fn main(){}",
    "../../x",
    "/etc/x",
    "C:\\x",
    "con",
    "nul",
    "COM1",
    "a\\0b",
    "self",
    "crate",
    "super",
    "Self",
    "",
    ".",
    "..",
    "mod.rs",
    "\\u202e",
    "types",
    "_",
    "é/ü",
    "x\\r\\n#![evil]",
];

#[test]
fn names_are_files_of_the_output_folder() {
    let long = "x".repeat(5000);
    let mut document = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for (number, name) in NAMES.iter().copied().chain([long.as_str()]).enumerate() {
        let name = name.replace('"', "\\\"").replace("C:\\x", "C:\\\\x");
        write!(
            document,
            "  /p{number}:\n    get: {{tags: [\"{name}\"], operationId: \"{name}\", responses: {{'204': {{description: x}}}}}}\n"
        )
        .unwrap();
    }
    let run = Run::of("names", &document);
    let files = run.files();
    assert!(files.len() > 20, "{:?}", files.keys());
    assert_eq!(run.result.as_ref().unwrap().operations, NAMES.len() + 1);
    for (name, text) in &files {
        let stem = name.strip_suffix(".rs").unwrap();
        assert!(name.len() < 120, "{name}");
        assert!(stem.chars().all(|c| c.is_alphanumeric() || c == '_'), "{name}");
        // Windows has none of these, and Cargo would make a program of one.
        assert!(!["con", "nul", "com1", "main"].contains(&stem), "{name}");
        // Every other name is a module's that the root declares.
        let root = files.get("mod.rs").unwrap();
        assert!(name == "mod.rs" || root.contains(&format!("mod {stem};")), "{name}");
        syn::parse_file(text).unwrap();
    }
    // A module that is named so as not to hide the root.
    assert!(files.contains_key("mod_api.rs"), "{:?}", files.keys());
    assert!(files.get("mod.rs").unwrap().contains("pub struct Client"));
}

/// What would end a comment, a string, an attribute or a block, and run.
const CODE: &str =
    r##"*/ } fn evil() {} #![evil] /*! */ \"# \\ \r\n//! x\n#[evil] \u2028\u202e\u0000 \"); evil!(); r#\"{evil()}"##;

#[test]
fn text_is_never_code() {
    let mut document = format!(
        "openapi: 3.1.0\ninfo: {{title: \"{CODE}\", version: \"{CODE}\", description: \"{CODE}\"}}\n\
         servers: [{{url: \"https://example.org/{{v}}\", description: \"{CODE}\", variables: {{v: {{default: \"{CODE}\", enum: [\"{CODE}\"]}}}}}}]\n\
         tags: [{{name: \"{CODE}\", description: \"{CODE}\"}}]\npaths:\n"
    );
    let schema = format!(
        "{{type: object, title: \"{CODE}\", description: \"{CODE}\", required: [a, \"{CODE}\"], properties: {{a: {{type: string, \
         pattern: \"{CODE}\", default: \"{CODE}\", example: \"{CODE}\", description: \"{CODE}\"}}, \"{CODE}\": {{const: \"{CODE}\"}}, \
         e: {{type: string, enum: [a, \"{CODE}\"]}}}}}}"
    );
    // In a path, braces are parameters.
    let path = CODE.replace(['{', '}'], "");
    write!(
        document,
        "  \"/a/{path}\":\n    post:\n      tags: [\"{CODE}\"]\n      operationId: \"{CODE}\"\n      summary: \"{CODE}\"\n      description: \"{CODE}\"\n      \
         parameters: [{{name: \"{CODE}\", in: query, description: \"{CODE}\", schema: {{type: string}}}}]\n      \
         requestBody: {{required: true, description: \"{CODE}\", content: {{application/json: {{schema: {schema}}}}}}}\n      \
         responses: {{'200': {{description: \"{CODE}\", content: {{application/json: {{schema: {schema}}}}}}}}}\n"
    )
    .unwrap();
    let run = Run::of("code", &document);
    let files = run.files();
    assert_eq!(run.result.as_ref().unwrap().operations, 1, "{}", run.said());
    // The root, the servers, and what the tag is made a module of.
    assert_eq!(files.len(), 3, "{:?}", files.keys());
    for (name, text) in &files {
        let file = syn::parse_file(text).unwrap();
        let inline = file.items.iter().filter_map(|item| match item {
            // The client's own module is the one that stands within the root.
            syn::Item::Mod(module) if module.ident == "client_core" => module.content.as_ref(),
            _ => None,
        });
        for item in file.items.iter().chain(inline.flat_map(|(_, items)| items)) {
            assert!(
                match item {
                    syn::Item::Macro(item) => item.mac.path.segments.iter().any(|segment| segment.ident == "rt"),
                    syn::Item::Mod(item) => item.content.is_none() || item.ident == "client_core",
                    syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Impl(_) | syn::Item::Use(_) => true,
                    _ => false,
                },
                "{name}: an item that is not expected"
            );
        }
        let tokens: proc_macro2::TokenStream = text.parse().unwrap();
        assert!(!has_ident(tokens, "evil"), "{name}");
        assert!(!text.contains(['\u{202e}', '\u{2028}', '\0', '\r']), "{name}");
    }
}

/// Whether a name occurs anywhere but in comments and literals.
fn has_ident(tokens: proc_macro2::TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == name,
        proc_macro2::TokenTree::Group(group) => has_ident(group.stream(), name),
        _ => false,
    })
}

#[test]
fn a_manifest_holds_any_title() {
    let document = answering("{}", "").replace("title: T", &format!("title: \"{CODE}\""));
    let run = Run::to("manifest", &document, |generator, out| generator.package(out, "evil"));
    assert!(run.result.is_ok(), "{}", run.said());
    let manifest = fs::read_to_string(run.folder.join("out/client/Cargo.toml")).unwrap();
    let parsed = toml_span::parse(&manifest).unwrap();
    let description = parsed.pointer("/package/description").and_then(|value| value.as_str()).unwrap();
    assert!(
        description.starts_with(r##"A client of */ } fn evil() {} #![evil] /*! */ "# \ //! x #[evil]"##),
        "{description}"
    );
}

#[test]
fn depth_ends_at_the_limit() {
    let deep = answering(&format!("{}{{}}{}", "{items: ".repeat(1000), "}".repeat(1000)), "");
    let said = Run::of("deep", &deep).said();
    assert!(said.starts_with("error[too-deep]: values are nested deeper than 128 levels\n"), "{said}");
    assert!(said.contains("api.yaml:8:"), "{said}");
}

#[test]
fn aliases_end_at_the_limit() {
    let mut deep = "x-0: &a0 {a: 1}\n".to_owned();
    for level in 1..30 {
        let before = level - 1;
        writeln!(deep, "x-{level}: &a{level} [*a{before}, *a{before}, *a{before}, *a{before}]").unwrap();
    }
    let wide = format!("x-0: &a [{}1]\nx-1: [{}1]\n", "1, ".repeat(20_000), "*a, ".repeat(20_000));
    for (name, bomb, alias) in [("aliases-deep", deep, "17:11"), ("aliases-wide", wide, "10:")] {
        let said = Run::of(name, &answering("{}", &bomb)).said();
        assert!(said.starts_with("error[too-large]: aliases make the document "), "{said}");
        // The alias that is too much.
        assert!(said.contains(&format!("api.yaml:{alias}")), "{said}");
    }
}

#[test]
fn references_that_multiply_end_at_the_limit() {
    // Every path is an operation with a hundred parameters.
    let mut rest = String::new();
    for path in 0..1100 {
        writeln!(rest, "  /p{path}: {{$ref: '#/components/pathItems/P'}}").unwrap();
    }
    rest +=
        "components:\n  pathItems:\n    P:\n      get: {responses: {'204': {description: ok}}}\n      parameters:\n";
    (0..100).for_each(|number| writeln!(rest, "      - $ref: '#/components/parameters/q{number}'").unwrap());
    rest += "  parameters:\n";
    (0..100).for_each(|number| writeln!(rest, "    q{number}: {{name: q{number}, in: query, schema: {{}}}}").unwrap());
    let run = Run::of("multiply", &answering("{}", &rest));
    let said = run.said();
    let place = said
        .split(
            "is left out: what it refers to is repeated so often that the code would be far larger than the document\n",
        )
        .nth(1);
    assert!(
        place.is_some_and(|place| place.trim_start().starts_with("┌─ api.yaml:")),
        "{}",
        said.chars().take(500).collect::<String>()
    );
    // The others are there: as many as code of 50 times the document's size has place for.
    let operations = run.result.as_ref().map_or(0, |report| report.operations);
    assert!((10..100).contains(&operations), "{operations}");
    let code: usize = run.files().values().map(String::len).sum();
    assert!(code < 50 * rest.len(), "{code} of {}", rest.len());
}

#[test]
fn what_is_defined_by_itself_is_told() {
    let schemas = "components:\n  schemas:\n    A: {$ref: '#/components/schemas/A'}\n    B: {allOf: [{$ref: '#/components/schemas/C'}]}\n    \
                   C: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {c: {type: string}}}]}\n    D: {properties: {d: {$ref: '#/components/schemas/D'}}}\n";
    let run = Run::of(
        "cycles",
        &answering("{properties: {a: {$ref: '#/components/schemas/A'}, b: {$ref: '#/components/schemas/B'}}}", schemas),
    );
    let said = run.said();
    assert!(run.files().contains_key("a.rs"));
    assert!(
        said.contains("warning[reference-cycle]: the schema `#/components/schemas/A` is defined by itself\n"),
        "{said}"
    );
    assert!(said.contains("api.yaml:11:15"), "{said}");
    // Two in all: a schema that holds itself in a property is an ordinary one.
    assert_eq!(said.matches("warning[").count(), 2, "{said}");
}

#[test]
fn path_items_that_lead_to_themselves_are_told() {
    let document = answering("{}", "  /b: {$ref: '#/paths/~1c'}\n  /c: {$ref: '#/paths/~1b'}\n");
    let run = Run::of("paths", &document);
    let said = run.said();
    assert_eq!(run.result.as_ref().unwrap().operations, 1);
    assert!(said.contains("warning[reference-cycle]: the reference `#/paths/~1c` leads back to itself\n"), "{said}");
    assert!(said.contains("`/b` and `/c` are left out because of this"), "{said}");
    assert_eq!(said.matches("warning[").count(), 1, "{said}");
}

#[test]
fn a_hundred_thousand_values_are_not_spelled_out() {
    let values =
        |start: usize| (start..start + 100_000).map(|value| format!("v{value}")).collect::<Vec<_>>().join(", ");
    let started = std::time::Instant::now();
    let run = Run::of("values", &answering(&format!("{{type: string, enum: [{}]}}", values(0)), ""));
    let said = run.said();
    assert!(
        said.starts_with("note[large-enumeration]: an enumeration of 100000 values is not spelled out\n"),
        "{said}"
    );
    assert!(said.contains("api.yaml:8:"), "{said}");
    // Of two enumerations only what they have in common is left, and it takes no time worth naming to find it.
    let both = format!("{{allOf: [{{enum: [{}]}}, {{enum: [{}]}}]}}", values(0), values(90_000));
    let said = Run::of("values-both", &answering(&both, "")).said();
    assert!(said.starts_with("note[large-enumeration]: an enumeration of 10000 values is not spelled out\n"), "{said}");
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
