//! The command-line program: its exit codes, and what it prints where.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /things:
    get:
      operationId: listThings
      tags: [Things]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}
    put:
      responses: {'204': {$ref: '#/components/responses/Nothing'}}
";

/// A folder that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Scratch {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("api.yaml"), DOCUMENT).unwrap();
        Scratch(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_oasmith")).current_dir(&self.0).args(arguments).output().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_module_is_generated_and_found_fresh() {
    let scratch = Scratch::new("module");
    let output = scratch.run(&["generate", "api.yaml", "--out", "client"]);
    let complaints = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{complaints}");
    assert!(complaints.contains("warning[dangling-reference]"), "{complaints}");
    assert!(complaints.contains("─ api.yaml:11:33\n"), "{complaints}");
    let printed = text(&output.stdout);
    assert!(printed.ends_with("generated 1 operation, 0 types; skipped 1 operation\n"), "{printed}");
    assert!(scratch.0.join("client/mod.rs").exists());

    let again = ["generate", "api.yaml", "--out", "client", "--check"];
    assert_eq!(scratch.run(&again).status.code(), Some(0));
    std::fs::write(scratch.0.join("client/mod.rs"), "// edited").unwrap();
    let stale = scratch.run(&again);
    assert_eq!(stale.status.code(), Some(1));
    assert!(text(&stale.stderr).contains("client/mod.rs"), "{}", text(&stale.stderr));
    assert_eq!(std::fs::read_to_string(scratch.0.join("client/mod.rs")).unwrap(), "// edited");
}

#[test]
fn a_crate_is_generated() {
    let scratch = Scratch::new("crate");
    let output = scratch.run(&["generate", "api.yaml", "--out", "sdk", "--crate", "things-sdk", "--tag", "Things"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let manifest = std::fs::read_to_string(scratch.0.join("sdk/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"things-sdk\""), "{manifest}");
    assert!(
        manifest.contains("version = \"0.1.0\", default-features = false, features = [\"client\"] }"),
        "{manifest}"
    );
    assert!(scratch.0.join("sdk/src/lib.rs").exists());
}

/// Cargo refuses a workspace within another one, and warns of profiles in its members.
#[test]
fn a_member_of_a_workspace_says_nothing_of_workspaces_and_profiles() {
    let scratch = Scratch::new("member");
    let manifest = |more: &[&str]| {
        let arguments = ["generate", "api.yaml", "--out", "sdk", "--crate", "things-sdk"];
        let output = scratch.run(&[&arguments[..], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        std::fs::read_to_string(scratch.0.join("sdk/Cargo.toml")).unwrap()
    };
    let own = manifest(&[]);
    assert!(own.contains("\n[workspace]\n") && own.contains("\n[profile.dev]\n"), "{own}");
    // Nobody has edited the manifest, so that it is written anew.
    let member = manifest(&["--workspace-member"]);
    assert!(!member.contains("[workspace]") && !member.contains("[profile"), "{member}");
    assert!(member.contains("\n[dependencies]\noasmith-runtime = "), "{member}");
}

#[test]
fn a_crate_finds_the_runtime_in_a_folder() {
    let scratch = Scratch::new("runtime");
    let output =
        scratch.run(&["generate", "api.yaml", "--out", "out/sdk", "--crate", "sdk", "--runtime-path", "runtime"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let manifest = std::fs::read_to_string(scratch.0.join("out/sdk/Cargo.toml")).unwrap();
    let path = Path::new("..").join("..").join("runtime").to_string_lossy().replace('\\', "\\\\");
    assert!(manifest.contains(&format!("{{ path = \"{path}\", version = \"0.1.0\"")), "{manifest}");
}

#[test]
fn a_runtime_that_is_not_there_is_told() {
    let scratch = Scratch::new("no-runtime");
    let said = |folder: &str| {
        let arguments = ["generate", "api.yaml", "--out", "sdk", "--crate", "sdk", "--runtime-path", folder];
        text(&scratch.run(&arguments).stderr)
    };
    let told = |why: &str| {
        format!("warning[no-runtime]: `lib` does not hold the runtime: {why}\n = note: the package does not")
    };
    assert!(said("lib").contains(&told("there is no such folder")), "{}", said("lib"));
    std::fs::create_dir(scratch.0.join("lib")).unwrap();
    assert!(said("lib").contains(&told("it has no `Cargo.toml`")), "{}", said("lib"));
    std::fs::write(scratch.0.join("lib/Cargo.toml"), "[package]\nname = \"other\"").unwrap();
    assert!(said("lib").contains(&told("its `Cargo.toml` is that of another package")), "{}", said("lib"));
    std::fs::write(scratch.0.join("lib/Cargo.toml"), "[package]\nname = \"oasmith-runtime\"").unwrap();
    assert!(!said("lib").contains("no-runtime"), "{}", said("lib"));
}

#[test]
fn a_folder_in_the_place_of_settings_is_told() {
    let scratch = Scratch::new("settings-folder");
    std::fs::create_dir(scratch.0.join("oasmith.toml")).unwrap();
    let output = scratch.run(&["generate", "api.yaml", "--out", "client"]);
    let said = text(&output.stderr);
    assert!(
        said.contains("can't read `oasmith.toml`: this is a folder\n = help: settings are read from a file"),
        "{said}"
    );
    assert!(!output.status.success());
}

#[test]
fn a_crate_has_the_features_that_its_types_need() {
    let scratch = Scratch::new("features");
    let things = "type: array, items: {type: object, properties: {id: {type: string, format: uuid}, at: {type: string, format: date}}}";
    std::fs::write(scratch.0.join("api.yaml"), DOCUMENT.replace("type: array, items: {type: string}", things)).unwrap();
    for (settings, features) in [
        ("", "default-features = false, features = [\"chrono\", \"client\", \"uuid\"] }"),
        ("dates = \"jiff\"", "default-features = false, features = [\"client\", \"jiff\", \"uuid\"] }"),
        ("dates = \"time\"\nstrings = \"uuid\"", "default-features = false, features = [\"client\", \"time\"] }"),
        ("strings = [\"*\"]", "default-features = false, features = [\"client\"] }"),
    ] {
        std::fs::write(scratch.0.join("oasmith.toml"), format!("[types]\n{settings}\n")).unwrap();
        let output = scratch.run(&["generate", "api.yaml", "--out", "sdk", "--crate", "things-sdk"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let manifest = std::fs::read_to_string(scratch.0.join("sdk/Cargo.toml")).unwrap();
        assert!(manifest.contains(features), "{manifest}");
    }
}

#[test]
fn failures_have_their_exit_codes() {
    let scratch = Scratch::new("failures");
    for (arguments, code, complaint) in [
        (&["generate", "none.yaml", "--out", "x"][..], 1, "error[unreadable-file]"),
        (&["generate", "api.yaml", "--out", "x", "--strict"], 1, "is left out because of this"),
        (&["generate", "api.yaml", "--out", "x", "--operation", "GET /thing"], 1, "did you mean `GET /things`"),
        (&["generate", "api.yaml"], 2, "--out"),
        (
            &["generate", "api.yaml", "--out", "x", "--map-url", "https://example.com/a.yaml"],
            2,
            "write a URL, `=` and a file",
        ),
        (&["generate", "api.yaml", "--out", "x", "--runtime-path", "r"], 2, "--crate"),
        (&["generate", "api.yaml", "--out", "x", "--workspace-member"], 2, "--crate"),
        (&["generate", "api.yaml", "--out", "x", "--crate", "a b"], 2, "a crate's name is"),
        (&[], 2, "Usage"),
    ] {
        let output = scratch.run(arguments);
        let complaints = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {complaints}");
        assert!(complaints.contains(complaint), "{arguments:?}: {complaints}");
        assert!(!scratch.0.join("x").exists(), "{arguments:?}");
    }
}

#[test]
fn urls_are_read_from_files_that_stand_for_them() {
    let scratch = Scratch::new("map");
    let write = |name: &str, text: &str| std::fs::write(scratch.0.join(name), text).unwrap();
    let schema = "{$ref: 'https://example.com/v1/thing.yaml#/Thing'}";
    write("api.yaml", &DOCUMENT.replace("{type: array, items: {type: string}}", schema));
    std::fs::create_dir(scratch.0.join("vendor")).unwrap();
    write("vendor/a.yaml", "Thing: {type: object, properties: {maker: {$ref: '../makers/maker.yaml'}}}");
    write(
        "vendor/maker.yaml",
        "{$id: 'https://example.com/makers/', type: object, properties: {name: {$ref: name.yaml}}}",
    );
    write("vendor/name.yaml", "{type: string, enum: [ann, bob]}");
    let generate = ["generate", "api.yaml", "--out", "client", "--operation", "listThings"];

    let unmapped = text(&scratch.run(&generate).stderr);
    let help = "help: download the file, and bring it in with `--map-url https://example.com/v1/thing.yaml=FILE`, or with \
                `.map_url(\"https://example.com/v1/thing.yaml\", \"FILE\")` in a build script";
    assert!(unmapped.contains("warning[external-reference]") && unmapped.contains(help), "{unmapped}");
    assert!(unmapped.contains("─ api.yaml:9:"), "{unmapped}");

    let thing = [&generate[..], &["--map-url", "https://example.com/v1/thing.yaml=vendor/a.yaml"]].concat();
    let half = text(&scratch.run(&thing).stderr);
    assert!(half.contains("warning[unreadable-file]") && half.contains("─ vendor/a.yaml:1:"), "{half}");
    assert!(half.contains("`--map-url https://example.com/makers/maker.yaml=FILE`"), "{half}");

    let whole = [&thing[..], &["--map-url", "https://example.com/makers/=vendor"]].concat();
    let output = scratch.run(&whole);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    let emitted = std::fs::read_to_string(scratch.0.join("client/types.rs")).unwrap();
    for name in ["pub struct Thing {", "pub struct Maker {", "pub enum Name {"] {
        assert!(emitted.contains(name), "no {name} in {emitted}");
    }
}

#[test]
fn overlays_are_applied_in_order() {
    let scratch = Scratch::new("overlay");
    let write = |name: &str, actions: &str| {
        let head = "overlay: 1.0.0\ninfo: {title: T, version: '1'}\nactions:\n";
        std::fs::write(scratch.0.join(name), format!("{head}{actions}")).unwrap();
    };
    write("add.yaml", "- {target: $.components, update: {responses: {Nothing: {description: Done.}}}}\n");
    write("make.yaml", "- {target: $, update: {components: {}}}\n");
    let generate = |overlays: &[&str]| {
        let overlays = overlays.iter().flat_map(|file| ["--overlay", *file]);
        let arguments: Vec<&str> = ["generate", "api.yaml", "--out", "client"].into_iter().chain(overlays).collect();
        let output = scratch.run(&arguments);
        (output.status.code(), text(&output.stderr))
    };
    assert_eq!(generate(&["make.yaml", "add.yaml"]), (Some(0), String::new()));
    let (code, complaints) = generate(&["add.yaml", "make.yaml"]);
    assert!(complaints.contains("warning[unmatched-target]") && complaints.contains("─ add.yaml:4:13"), "{complaints}");
    assert!(code == Some(0) && complaints.contains("warning[dangling-reference]"), "{complaints}");
    let (code, complaints) = generate(&["none.yaml"]);
    assert!(code == Some(1) && complaints.contains("can't read `none.yaml`: there is no such file"), "{complaints}");
}

#[test]
fn operations_are_chosen_by_wildcards_and_left_out() {
    let scratch = Scratch::new("wildcards");
    let document = DOCUMENT.replace("{$ref: '#/components/responses/Nothing'}", "{description: Done.}");
    std::fs::write(scratch.0.join("api.yaml"), document).unwrap();
    for (arguments, operations) in [
        (&["--operation", "GET /th*"][..], 1),
        (&["--operation", "/things"], 2),
        (&["--operation", "list?hings"], 1),
        (&["--tag", "Thing?"], 1),
        (&["--exclude-operation", "P?T *"], 1),
        (&["--exclude-tag", "*"], 1),
        (&["--operation", "* /things", "--exclude-operation", "listThings"], 1),
    ] {
        let output = scratch.run(&[&["generate", "api.yaml", "--out", "client"], arguments].concat());
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{arguments:?}");
        let printed = text(&output.stdout);
        assert!(printed.contains(&format!("generated {operations} operation")), "{arguments:?}: {printed}");
    }
    let none = scratch.run(&["generate", "api.yaml", "--out", "client", "--exclude-operation", "listThing"]);
    let complaints = text(&none.stderr);
    assert!(
        complaints.contains("warning[unknown-selection]: the document has no operation `listThing`"),
        "{complaints}"
    );
    assert!(none.status.success() && complaints.contains("did you mean `listThings`?"), "{complaints}");
}

#[test]
fn settings_are_found_beside_the_document_or_where_they_are_said_to_be() {
    let scratch = Scratch::new("config");
    let document = DOCUMENT.replace("{$ref: '#/components/responses/Nothing'}", "{description: Done.}");
    std::fs::write(scratch.0.join("api.yaml"), document).unwrap();
    std::fs::create_dir(scratch.0.join("spec")).unwrap();
    std::fs::rename(scratch.0.join("api.yaml"), scratch.0.join("spec/api.yaml")).unwrap();
    std::fs::write(scratch.0.join("spec/oasmith.toml"), "rename.listThings = 'find'\noperations.tags = 'Things'")
        .unwrap();
    std::fs::write(scratch.0.join("other.toml"), "rename.listThings = 'seek'\noperations.tags = 'Things'").unwrap();
    let generate = ["generate", "spec/api.yaml", "--out", "client"];
    let emitted = || std::fs::read_to_string(scratch.0.join("client/things.rs")).unwrap();
    let output = scratch.run(&generate);
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    assert!(emitted().contains("pub fn find(&self)"), "{}", emitted());
    let output = scratch.run(&[&generate[..], &["--config", "other.toml"]].concat());
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
    assert!(emitted().contains("pub fn seek(&self)"), "{}", emitted());
    let none = scratch.run(&[&generate[..], &["--config", "none.toml"]].concat());
    assert!(text(&none.stderr).contains("can't read `none.toml`: there is no such file"), "{}", text(&none.stderr));
}

#[test]
fn a_root_is_told_on_the_command_line() {
    let scratch = Scratch::new("root");
    std::fs::create_dir_all(scratch.0.join("spec")).unwrap();
    std::fs::write(scratch.0.join("spec/api.yaml"), DOCUMENT.replace("type: string", "$ref: ../name.yaml")).unwrap();
    std::fs::write(scratch.0.join("name.yaml"), "{type: integer}").unwrap();
    for (root, complaint) in [(".", ""), ("spec", "warning[outside-root]"), ("client", "error[invalid-root]")] {
        let output = scratch.run(&["generate", "spec/api.yaml", "--out", "out", "--root", root, "--tag", "Things"]);
        let complaints = text(&output.stderr);
        assert_eq!(complaints.contains("-root]"), !complaint.is_empty(), "{root}: {complaints}");
        assert!(complaints.contains(complaint), "{root}: {complaints}");
    }
}

fn lines(output: &Output) -> Vec<serde_json::Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn programs_are_told_in_json() {
    let scratch = Scratch::new("json");
    let run = |more: &[&str]| {
        let base = ["generate", "api.yaml", "--out", "client", "--message-format", "json"];
        let output = scratch.run(&[&base, more].concat());
        assert_eq!(text(&output.stderr), "");
        (output.status.code(), lines(&output))
    };
    let (code, told) = run(&[]);
    assert_eq!((code, told.len()), (Some(0), 2), "{told:?}");
    assert_eq!(told[0]["reason"], "diagnostic");
    let diagnostic = &told[0]["diagnostic"];
    assert_eq!((&diagnostic["severity"], &diagnostic["code"]), (&"warning".into(), &"dangling-reference".into()));
    let begin = DOCUMENT.find("'#/").unwrap();
    let expected = serde_json::json!({
        "file": "api.yaml", "line": 11, "column": 33, "end_line": 11, "end_column": 65,
        "byte_start": begin, "byte_end": begin + 32, "pointer": "/paths/~1things/put/responses/204/$ref",
    });
    assert_eq!(diagnostic["location"], expected);
    assert_eq!(diagnostic["skipped_operations"], serde_json::json!(["PUT /things"]));
    let last = &told[1];
    assert_eq!((&last["reason"], &last["success"], &last["error"]), (&"finished".into(), &true.into(), &().into()));
    assert_eq!((&last["report"]["operations"], &last["report"]["skipped"]), (&1.into(), &1.into()));
    assert!(last["report"]["outputs"].as_array().unwrap().contains(&"client/mod.rs".into()), "{last}");

    let (code, told) = run(&["--strict"]);
    assert_eq!((code, &told[1]["success"]), (Some(1), &false.into()));
    assert_eq!(told[1]["error"], "there are warnings, and this run is strict");
    assert!(told[1]["report"].is_null());

    std::fs::write(scratch.0.join("client/mod.rs"), "// edited").unwrap();
    let (code, told) = run(&["--check"]);
    assert_eq!((code, &told[1]["error"]), (Some(1), &"the code differs from what the document gives".into()));
    assert_eq!(told[1]["report"]["changed"], serde_json::json!(["client/mod.rs"]));

    std::fs::write(scratch.0.join("api.yaml"), "[").unwrap();
    let (code, told) = run(&[]);
    assert_eq!((code, &told[0]["diagnostic"]["code"]), (Some(1), &"invalid-syntax".into()));
    assert_eq!(told[1]["error"], "there are errors");
}
