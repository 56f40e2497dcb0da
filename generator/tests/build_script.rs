//! The generator as build scripts use it: what is written, what Cargo is told, how a build ends.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use oasmith::{Generator, Severity};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /a:
    get:
      tags: [A]
      operationId: getA
      responses: { '200': { description: A, content: { application/json: { schema: { type: object, properties: { a: { type: string } } } } } } }
  /b:
    get:
      tags: [B]
      operationId: getB
      responses: { '204': { description: B } }
"#;

/// An empty folder for one test, with the document in it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_script").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("openapi.yaml"), DOCUMENT).unwrap();
    folder
}

/// Runs this test program again as if it were a build script: [`as_a_build_script`] does the work.
fn build_script(folder: &Path, operation: &str) -> Output {
    build_script_of("openapi.yaml", folder, operation)
}

fn build_script_of(document: &str, folder: &Path, operation: &str) -> Output {
    command(document, folder, operation).output().unwrap()
}

fn command(document: &str, folder: &Path, operation: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "as_a_build_script", "--nocapture"])
        .env("OUT_DIR", folder)
        .env("OASMITH_TEST_OPERATION", operation)
        .env("OASMITH_TEST_DOCUMENT", document)
        .env_remove("OASMITH_DIAGNOSTICS")
        .current_dir(folder);
    command
}

/// What Cargo would take for instructions.
fn instructions(output: &Output) -> Vec<String> {
    let stdout = String::from_utf8(output.stdout.clone()).unwrap();
    stdout.lines().filter(|line| line.starts_with("cargo:")).map(str::to_owned).collect()
}

#[test]
fn as_a_build_script() {
    if let Some(operation) = std::env::var_os("OASMITH_TEST_OPERATION") {
        let document = std::env::var_os("OASMITH_TEST_DOCUMENT").unwrap();
        let generator = Generator::new(document).operation(operation.into_string().unwrap());
        let generator = generator.map_url("https://example.com/", "vendor");
        let generator = match std::env::var_os("OASMITH_TEST_LIBRARY") {
            Some(folder) => generator.library(folder).force(true),
            None => generator,
        };
        let overlays = ["overlay.yaml"].into_iter().filter(|file| Path::new(file).exists());
        overlays.fold(generator, Generator::overlay).build();
    }
}

#[test]
fn cargo_is_told_of_every_file_that_was_read() {
    let folder = folder("told");
    let output = build_script(&folder, "getA");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{stdout}");
    assert!(stdout.contains("\ncargo::rerun-if-changed=openapi.yaml\n"), "{stdout}");
    assert!(folder.join("client/mod.rs").exists());
    assert!(folder.join("client/a.rs").exists() && !folder.join("client/b.rs").exists());
}

#[test]
fn files_that_stand_for_urls_are_read_again_once_they_change() {
    let folder = folder("mapped");
    let schema = "{ $ref: 'https://example.com/thing.yaml' }";
    fs::write(folder.join("openapi.yaml"), DOCUMENT.replace("{ type: string }", schema)).unwrap();
    fs::create_dir(folder.join("vendor")).unwrap();
    fs::write(folder.join("vendor/thing.yaml"), "{ type: integer }").unwrap();
    let output = build_script(&folder, "getA");
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("\ncargo::rerun-if-changed=vendor/thing.yaml\n"), "{stdout}");
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub a: Option<i64>"));
    fs::write(folder.join("vendor/thing.yaml"), "{ type: boolean }").unwrap();
    assert!(build_script(&folder, "getA").status.success());
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub a: Option<bool>"));
}

#[test]
fn overlays_are_applied_again_once_they_change() {
    let folder = folder("overlay");
    let write = |schema: &str| {
        let update = format!("{{target: $..properties.a, update: {{type: {schema}}}}}");
        fs::write(folder.join("overlay.yaml"), format!("{{overlay: 1.0.0, actions: [{update}]}}")).unwrap();
    };
    write("integer");
    let stdout = String::from_utf8(build_script(&folder, "getA").stdout).unwrap();
    assert!(stdout.contains("\ncargo::rerun-if-changed=overlay.yaml\n"), "{stdout}");
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub a: Option<i64>"));
    write("boolean");
    assert!(build_script(&folder, "getA").status.success());
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub a: Option<bool>"));
}

#[test]
fn settings_are_followed_again_once_they_appear_or_change() {
    let folder = folder("settings");
    fs::create_dir(folder.join("spec")).unwrap();
    fs::rename(folder.join("openapi.yaml"), folder.join("spec/openapi.yaml")).unwrap();
    let build_script = |folder: &Path, operation: &str| build_script_of("spec/openapi.yaml", folder, operation);
    let stdout = String::from_utf8(build_script(&folder, "getA").stdout).unwrap();
    assert!(stdout.contains("\ncargo::rerun-if-changed=spec\n"), "{stdout}");
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub struct GetA"));
    fs::write(folder.join("spec/oasmith.toml"), "rename.getA = 'Fetch'").unwrap();
    let stdout = String::from_utf8(build_script(&folder, "getA").stdout).unwrap();
    assert!(stdout.contains("\ncargo::rerun-if-changed=spec/oasmith.toml\n"), "{stdout}");
    // A lock may still appear.
    assert!(stdout.contains("\ncargo::rerun-if-changed=spec\n"), "{stdout}");
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub struct Fetch"));
    fs::write(folder.join("spec/oasmith.toml"), "rename.getA = 'Seek'").unwrap();
    assert!(build_script(&folder, "getA").status.success());
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub struct Seek"));
}

#[test]
fn a_build_script_asks_for_what_a_file_of_settings_can() {
    let folder = folder("asked");
    let report = Generator::new(folder.join("openapi.yaml"))
        .exclude_operation("*B")
        .exclude_tag("C*")
        .rename("GetAResponse", "Found")
        .rename("Found.a", "first")
        .derive("Eq")
        .derive_for("Found", "Hash")
        .library(folder.join("generated"))
        .run()
        .unwrap();
    let [diagnostic] = &report.diagnostics[..] else { panic!("{report}") };
    assert_eq!((diagnostic.severity, diagnostic.code), (Severity::Warning, Some("unknown-selection")));
    assert_eq!(diagnostic.message, "the document has no tag that fits `C*`");
    let code = fs::read_to_string(folder.join("generated/a.rs")).unwrap();
    assert!(code.contains("#[derive(Clone, Default, PartialEq, Hash, Eq)]\n#[non_exhaustive]\npub struct Found {"));
    assert!(code.contains("pub first: Option<String>") && !folder.join("generated/b.rs").exists(), "{code}");
}

#[test]
fn a_build_script_says_whether_base64url_is_padded() {
    let folder = folder("padded");
    fs::write(folder.join("openapi.yaml"), DOCUMENT.replace("type: string", "type: string, format: base64url"))
        .unwrap();
    for (padded, ty) in [(true, "Option<rt::PaddedBase64Url>"), (false, "Option<rt::Base64Url>")] {
        let generator = Generator::new(folder.join("openapi.yaml")).padded_base64url(padded);
        generator.library(folder.join("generated")).run().unwrap();
        let code = fs::read_to_string(folder.join("generated/a.rs")).unwrap();
        assert!(code.contains(&format!("pub a: {ty},")), "{code}");
    }
}

#[test]
fn errors_are_located_and_end_the_build_without_a_panic() {
    let folder = folder("errors");
    fs::write(folder.join("openapi.yaml"), DOCUMENT.replace("tags: [A]", "tags: [A")).unwrap();
    let output = build_script(&folder, "getA");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("error[invalid-syntax]") && stderr.contains("openapi.yaml:"), "{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("cargo::rerun-if-changed=openapi.yaml"));
}

#[test]
fn an_operation_that_is_not_there_is_named_with_the_one_that_was_meant() {
    let folder = folder("missing");
    let output = build_script(&folder, "GET /aa");
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("the document has no operation `GET /aa`"), "{stderr}");
    assert!(stderr.contains("did you mean `GET /a`?"), "{stderr}");
}

#[test]
fn an_unchanged_build_does_no_work_and_a_changed_one_does() {
    let folder = folder("unchanged");
    let written = |name: &str| fs::metadata(folder.join("client").join(name)).unwrap().modified().unwrap();
    assert!(build_script(&folder, "getA").status.success());
    let before = (written("mod.rs"), written("a.rs"));
    assert!(build_script(&folder, "getA").status.success());
    assert_eq!((written("mod.rs"), written("a.rs")), before);

    // Somebody edits what was generated: it is made again, and nothing else is touched.
    fs::write(folder.join("client/a.rs"), "// mine").unwrap();
    assert!(build_script(&folder, "getA").status.success());
    assert!(fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("pub struct GetA"));
    assert_eq!(written("mod.rs"), before.0);

    // Another operation is wanted: its module takes the other one's place.
    assert!(build_script(&folder, "getB").status.success());
    assert!(folder.join("client/b.rs").exists() && !folder.join("client/a.rs").exists());
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = folder("others");
    let generated = folder.join("generated");
    fs::create_dir_all(&generated).unwrap();
    fs::write(generated.join("mine.rs"), "// not generated").unwrap();
    let generator = || Generator::new(folder.join("openapi.yaml")).library(&generated);
    let report = generator().run().unwrap();
    assert_eq!((report.operations, report.types, report.skipped), (2, 1, 0));
    assert!(generated.join("mine.rs").exists() && generated.join("lib.rs").exists());
    assert_eq!(generator().check(true).run().unwrap().changed, Vec::<PathBuf>::new());
}

/// What a person may decide is not for a build to decide each time.
#[test]
fn a_build_script_replaces_nothing_of_the_users_even_if_it_asks_to() {
    let folder = folder("forced");
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("src/a.rs"), "// mine").unwrap();
    let output = command("openapi.yaml", &folder, "getA").env("OASMITH_TEST_LIBRARY", "src").output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.starts_with("error[file-in-the-way]") && stderr.contains(" = note: `src/a.rs`\n"), "{stderr}");
    assert!(!stderr.contains("--force"), "{stderr}");
    assert!(String::from_utf8(output.stdout).unwrap().contains("\ncargo::rerun-if-changed=openapi.yaml\n"));
    assert_eq!(fs::read_to_string(folder.join("src/a.rs")).unwrap(), "// mine");
    assert_eq!(fs::read_dir(folder.join("src")).unwrap().count(), 1);
}

#[test]
fn a_comparison_writes_nothing_and_names_what_is_stale() {
    let folder = folder("check");
    let generated = folder.join("generated");
    let report = Generator::new(folder.join("openapi.yaml")).library(&generated).check(true).run().unwrap();
    assert!(report.changed.contains(&generated.join("lib.rs")), "{:?}", report.changed);
    assert!(!generated.exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_fine_until_something_differs() {
    let folder = folder("unwritable");
    // Nobody can write there, root included.
    let failure = Generator::new(folder.join("openapi.yaml")).library("/proc/oasmith/generated").run().unwrap_err();
    let text = failure.to_string();
    assert!(text.contains("is out of date and can't be written"), "{text}");
    assert!(text.contains("lib.rs") && text.contains("--no-default-features"), "{text}");
    let [diagnostic] = failure.diagnostics() else { panic!("{failure}") };
    assert!(diagnostic.message.starts_with("`/proc/oasmith/generated/"), "{}", diagnostic.message);
    assert!(diagnostic.help[0].starts_with("build once where"), "{:?}", diagnostic.help);
    assert!(diagnostic.notes[0].contains("\n  /proc/oasmith/generated/lib.rs"), "{:?}", diagnostic.notes);
    let cause = failure.source().unwrap().downcast_ref::<std::io::Error>().unwrap();
    assert!(text.contains(&cause.to_string()), "{cause}");
}

#[test]
fn a_document_that_is_not_there_has_the_cause_behind_it() {
    let failure = Generator::new("nowhere.yaml").module("client").run().unwrap_err();
    let cause = failure.source().unwrap().downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(cause.kind(), std::io::ErrorKind::NotFound);
    // What is wrong within a file has no other cause.
    let folder = folder("no-cause");
    fs::write(folder.join("openapi.yaml"), "[").unwrap();
    let failure = Generator::new(folder.join("openapi.yaml")).module(folder.join("out")).run().unwrap_err();
    assert!(failure.source().is_none(), "{failure}");
}

#[test]
fn a_strict_run_fails_on_warnings() {
    let folder = folder("strict");
    let warned = DOCUMENT.replace("operationId: getA", "operationId: getA\n      security: [{ nothing: [] }]");
    fs::write(folder.join("openapi.yaml"), warned).unwrap();
    let generator = || Generator::new(folder.join("openapi.yaml")).module(folder.join("out"));
    let report = generator().run().unwrap();
    assert_eq!(report.diagnostics.iter().map(|told| told.code).collect::<Vec<_>>(), [Some("dangling-reference")]);
    let failure = generator().strict(true).run().unwrap_err();
    assert_eq!(failure.diagnostics(), report.diagnostics);
    assert_eq!(failure.conclusion(), Some("there are warnings, and this run is strict"));
    assert!(failure.to_string().ends_with("\n\nerror: there are warnings, and this run is strict"), "{failure}");
}

/// A name of a file or a reference that would be an instruction of its own.
const INJECTION: &str = "x\ncargo::rustc-env=INJECTED=1\ncargo:rustc-link-arg=-x";

#[test]
fn no_document_instructs_cargo() {
    let folder = folder("injection");
    let escaped = INJECTION.replace('\n', "%0A");
    for (number, reference) in
        [INJECTION.replace('\n', "\\n"), escaped.clone(), format!("#/{escaped}")].iter().enumerate()
    {
        let schema = format!("{{ $ref: \"{reference}\" }}");
        fs::write(folder.join("openapi.yaml"), DOCUMENT.replace("{ type: string }", &schema)).unwrap();
        let output = build_script(&folder, "getA");
        assert_eq!(output.status.code(), Some(1), "{number}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.starts_with("error[control-character]: the reference `"), "{stderr}");
        assert!(!stderr.contains("\ncargo:"), "{stderr}");
        assert_eq!(instructions(&output), ["cargo::rerun-if-changed=openapi.yaml"]);
    }
    // In warnings: a path, an operationId, a tag, a component, a key of no meaning.
    let quoted = format!("\"{}\"", INJECTION.replace('\n', "\\n").replace("x\\n", "/x\\r\\n"));
    let warned = format!(
        "{DOCUMENT}  {quoted}:\n    get: {{ tags: [{quoted}], operationId: {quoted}, responses: {{ {quoted}: {{}} }}, security: [{{ {quoted}: [] }}] }}\n\
         components: {{ schemas: {{ {quoted}: {{ type: {quoted}, pattern: {quoted} }} }} }}\n"
    );
    fs::write(folder.join("openapi.yaml"), warned).unwrap();
    for all in ["", "all"] {
        let output = command("openapi.yaml", &folder, "*").env("OASMITH_DIAGNOSTICS", all).output().unwrap();
        let instructions = instructions(&output);
        let warnings = instructions.iter().filter(|line| line.starts_with("cargo::warning=")).count();
        assert!(output.status.success() && warnings > 1, "{instructions:?}");
        assert_eq!(instructions.len() - warnings, 3, "{instructions:?}");
        assert!(instructions.iter().all(|line| !line.contains(char::is_control)), "{instructions:?}");
    }
}

#[cfg(unix)]
#[test]
fn files_of_any_name_are_read_and_told_or_warned_of() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder("names");
    for (name, shown) in
        [(INJECTION.as_bytes(), "x\\ncargo::rustc-env=INJECTED=1"), (b"spec\xff", "spec\u{fffd}/openapi.yaml")]
    {
        let name = std::ffi::OsStr::from_bytes(name);
        let inner = folder.join(name);
        fs::create_dir(&inner).unwrap();
        fs::copy(folder.join("openapi.yaml"), inner.join("openapi.yaml")).unwrap();
        let run = || {
            let mut command = command("", &folder, "getA");
            command.env("OASMITH_TEST_DOCUMENT", Path::new(name).join("openapi.yaml")).output().unwrap()
        };
        for _ in 0..2 {
            let output = run();
            let instructions = instructions(&output);
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            assert!(
                instructions
                    .iter()
                    .any(|line| line.starts_with("cargo::warning=Cargo can't watch `") && line.contains(shown)),
                "{instructions:?}"
            );
            assert!(
                instructions
                    .iter()
                    .all(|line| line.starts_with("cargo::rerun-if-") || line.starts_with("cargo::warning="))
            );
        }
        // The second run was remembered, and a third one is not once the document has changed.
        let written = || fs::metadata(folder.join("client/a.rs")).unwrap().modified().unwrap();
        let before = written();
        fs::write(inner.join("openapi.yaml"), DOCUMENT.replace("a: { type: string }", "a: { type: boolean }")).unwrap();
        assert!(run().status.success());
        assert!(
            written() != before && fs::read_to_string(folder.join("client/a.rs")).unwrap().contains("Option<bool>")
        );
        fs::remove_dir_all(folder.join("client")).unwrap();
    }
}

/// A document with so many operations, each of which has two faults.
fn warned(operations: usize) -> String {
    let path = |number| {
        format!(
            "  /w{number}: {{ get: {{ security: [{{ none{number}: [] }}], responses: {{ '204': {{ description: ok, \
             headers: {{ H: {{ schema: {{ type: kind{number} }} }} }} }} }} }} }}\n"
        )
    };
    DOCUMENT.to_owned() + &(0..operations).map(path).collect::<String>()
}

#[test]
fn warnings_are_lines_with_their_places_and_twenty_at_most() {
    let folder = folder("many");
    let warnings = |all: &str| -> Vec<String> {
        let output = command("openapi.yaml", &folder, "*").env("OASMITH_DIAGNOSTICS", all).output().unwrap();
        instructions(&output).iter().filter_map(|line| Some(line.strip_prefix("cargo::warning=")?.to_owned())).collect()
    };
    fs::write(folder.join("openapi.yaml"), warned(1)).unwrap();
    let one = warnings("");
    assert_eq!(one.len(), 2, "{one:?}");
    assert!(one[0].starts_with("openapi.yaml:15:115: `kind0` is not a type of JSON Schema"), "{one:?}");
    assert!(
        one[1].starts_with(
            "openapi.yaml:15:30: the security scheme `none0` is not declared [dangling-reference]; in `GET /w0`; "
        ),
        "{one:?}"
    );

    fs::write(folder.join("openapi.yaml"), warned(30)).unwrap();
    let first = warnings("");
    assert_eq!(first.len(), 21, "{first:?}");
    let more = "22 more warnings; set the environment variable `OASMITH_DIAGNOSTICS=all`";
    assert!(first[20].starts_with(more), "{first:?}");
    let all = warnings("all");
    assert_eq!(all.iter().filter(|line| line.starts_with("warning[")).count(), 60);
    assert!(all.iter().any(|line| line.contains("─ openapi.yaml:44:")), "{all:?}");
}

#[test]
fn a_failing_build_shows_what_makes_it_fail_first() {
    let folder = folder("failing");
    fs::write(folder.join("openapi.yaml"), warned(30)).unwrap();
    let stderr = |all: &str| {
        let output = command("openapi.yaml", &folder, "getC").env("OASMITH_DIAGNOSTICS", all).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let first = stderr("");
    assert!(first.starts_with("error[unknown-selection]"), "{first}");
    assert!(!first.contains("more diagnostics"), "{first}");
    fs::write(
        folder.join("oasmith.toml"),
        "[rename]\n".to_owned() + &(0..30).map(|n| format!("n{n} = 'x'\n")).collect::<String>(),
    )
    .unwrap();
    let first = stderr("");
    assert_eq!(first.matches("error[").count(), 20, "{first}");
    assert!(!first.contains("warning["), "{first}");
    assert!(first.contains("more diagnostics; set the environment variable `OASMITH_DIAGNOSTICS=all`"), "{first}");
    let all = stderr("all");
    assert!(all.matches("error[").count() > 30, "{all}");
}
