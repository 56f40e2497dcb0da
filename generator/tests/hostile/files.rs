//! References to files that are nobody's business: out of the document's root, behind links, without end, or no documents.

use std::fs;
use std::path::{Path, PathBuf};

use oasmith::{Failure, Generator, Report};

/// What no diagnostic, no code and no list of inputs may hold.
const SECRET: &str = "hunter2";

/// A folder in which `root/` is a repository with the document `root/spec/api.yaml`, and beside it lies a secret.
struct Place(PathBuf);

impl Place {
    fn new(name: &str) -> Place {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile-files").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("root/.git")).unwrap();
        let place = Place(folder);
        place.write("secret.yaml", &format!("{{type: string, enum: [{SECRET}], description: {SECRET}}}"));
        place
    }

    fn write(&self, file: &str, text: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    #[cfg(unix)]
    fn link(&self, from: &str, to: &str) {
        let from = self.0.join(from);
        fs::create_dir_all(from.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, from).unwrap();
    }

    /// Generates from `root/spec/api.yaml`, a property of which refers to a file.
    fn refer(&self, reference: &str) -> Run {
        self.refer_with(reference, |generator| generator)
    }

    fn refer_with(&self, reference: &str, settings: impl FnOnce(Generator) -> Generator) -> Run {
        self.write("root/spec/api.yaml", &document(reference));
        self.run(Generator::new(self.0.join("root/spec/api.yaml")), settings)
    }

    fn run(&self, generator: Generator, settings: impl FnOnce(Generator) -> Generator) -> Run {
        let out = self.0.join("out");
        let _ = fs::remove_dir_all(&out);
        let result = settings(generator.module(&out)).run();
        let files = fs::read_dir(&out).into_iter().flatten();
        let code = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
        Run { result, code }
    }
}

fn document(reference: &str) -> String {
    let schema = format!("{{type: object, properties: {{p: {{$ref: '{reference}'}}}}}}");
    super::answering(&schema, "")
}

struct Run {
    result: Result<Report, Failure>,
    code: String,
}

impl Run {
    fn said(&self) -> String {
        match &self.result {
            Ok(report) => report.to_string(),
            Err(failure) => failure.to_string(),
        }
    }

    /// Whether the property is what the secret, or what stands in its place, says.
    fn is_followed(&self) -> bool {
        self.said().is_empty() && self.code.contains("pub struct") && !self.code.contains("p: Option<rt::Value>")
    }

    /// The complaint has this in it, is located, and nothing of the secret shows anywhere.
    #[track_caller]
    fn is_refused(&self, complaint: &str) {
        let said = self.said();
        assert!(said.contains(complaint), "{said}");
        assert!(said.contains("api.yaml:8:"), "{said}");
        self.keeps_the_secret();
    }

    #[track_caller]
    fn keeps_the_secret(&self) {
        let said = self.said();
        assert!(!said.contains(SECRET) && !self.code.contains(SECRET), "{said}");
        let inputs = match &self.result {
            Ok(report) => &report.inputs[..],
            Err(failure) => failure.inputs(),
        };
        assert!(inputs.iter().all(|input| !input.ends_with("secret.yaml")), "{inputs:?}");
    }
}

const OUT: &str = "warning[outside-root]: the reference";

#[test]
fn references_stay_in_the_root() {
    let place = Place::new("paths");
    place.write("root/common.yaml", "{type: integer}");
    place.write("root/Spec/x.yaml", "{type: integer}");
    for inside in
        ["../common.yaml", "%2e%2E/common.yaml", "..\\common.yaml", "../spec/../common.yaml", "./.././common.yaml"]
    {
        let run = place.refer(inside);
        assert!(run.is_followed(), "{inside}: {}", run.said());
    }
    let real = place.0.join("secret.yaml").to_str().unwrap().to_owned();
    let up = "../".repeat(30) + "proc/self/environ";
    for (outside, complaint) in [
        ("../../secret.yaml", OUT),
        ("%2e%2e/.%2E/secret.yaml", OUT),
        ("..\\..\\secret.yaml", OUT),
        ("../../../paths/secret.yaml", OUT),
        ("../../ROOT/common.yaml", OUT),
        // What is not there is refused just so.
        ("../../nothing.yaml", OUT),
        (&up, OUT),
        (&real, "leads to an absolute path"),
        ("\\\\server\\share\\secret.yaml", "leads to an absolute path"),
        ("//server/secret.yaml", "leads to an absolute path"),
        ("C:\\secret.yaml", "leads to an absolute path"),
        (&format!("file://{real}"), "leads to an absolute path"),
        // An escaped separator is none, and the name is nowhere.
        ("..%2f..%2fsecret.yaml", "leads to a file that can't be read"),
        ("..%5c..%5csecret.yaml", "leads to a file that can't be read"),
    ] {
        place.refer(outside).is_refused(complaint);
    }
}

#[test]
fn without_a_repository_the_root_is_the_documents_folder() {
    // The machine's own folder for what is temporary is in no repository and in no package.
    let folder = std::env::temp_dir().join(format!("oasmith-root-{}", std::process::id()));
    fs::create_dir_all(folder.join("spec")).unwrap();
    fs::write(folder.join("spec/api.yaml"), document("../x.yaml")).unwrap();
    fs::write(folder.join("x.yaml"), "{type: integer}").unwrap();
    let generator = || Generator::new(folder.join("spec/api.yaml")).module(folder.join("out"));
    let alone = generator().run().unwrap().to_string();
    let told = generator().root(&folder).run().unwrap().to_string();
    fs::remove_dir_all(&folder).unwrap();
    assert!(alone.contains(OUT) && alone.contains("/spec`, the document's folder\n"), "{alone}");
    assert_eq!(told, "");
}

#[test]
fn the_user_says_what_the_root_is() {
    let place = Place::new("told");
    place.write("root/common.yaml", "{type: integer}");
    // Wider than the repository, narrower, and by another way.
    let run = place.refer_with("../../secret.yaml", |generator| generator.root(&place.0));
    assert!(run.said().is_empty() && run.code.contains(SECRET), "{}", run.said());
    place.refer_with("../common.yaml", |generator| generator.root(place.0.join("root/spec"))).is_refused(OUT);
    let detour = place.0.join("root/spec/../../root");
    assert!(place.refer_with("../common.yaml", |generator| generator.root(&detour)).is_followed());
    // Settings are relative to their file.
    place.write("root/spec/oasmith.toml", "root = \"../..\"");
    assert!(place.refer("../../secret.yaml").said().is_empty());
    let told = place.refer_with("../../secret.yaml", |generator| generator.root(place.0.join("root")));
    told.is_refused(OUT);
}

#[test]
fn a_root_without_the_document_is_an_error() {
    let place = Place::new("wrong-root");
    place.write("other/x.yaml", "{}");
    let said = place.refer_with("x.yaml", |generator| generator.root(place.0.join("other"))).said();
    assert!(said.starts_with("error[invalid-root]: the document is not in the root `"), "{said}");
    for nothing in ["other/x.yaml", "none"] {
        let said = place.refer_with("x.yaml", |generator| generator.root(place.0.join(nothing))).said();
        assert!(
            said.starts_with("error[invalid-root]: there is no folder `")
                && said.contains("`, which is to be the root\n"),
            "{said}"
        );
    }
    place.write("root/spec/oasmith.toml", "\nroot = \"nowhere\"");
    let said = place.refer("x.yaml").said();
    assert!(said.contains("`, which is to be the root\n") && said.contains("oasmith.toml:2:9\n"), "{said}");
}

#[test]
fn a_folder_that_stands_for_urls_is_not_left() {
    let place = Place::new("mapped");
    place.write("vendor/inside.yaml", "{type: integer}");
    let refer = |reference: &str| {
        place.refer_with(reference, |generator| generator.map_url("https://example.org/", place.0.join("vendor")))
    };
    assert!(refer("https://example.org/inside.yaml").is_followed());
    assert!(refer("https://example.org/a/../../inside.yaml").is_followed());
    refer("https://example.org/%2e%2e/secret.yaml").is_refused(OUT);
    refer("https://example.org/a/%2e%2e/..\\%2e%2e/secret.yaml").is_refused(OUT);
    // A reference in a file of the folder, which is followed where the document refers to it.
    place.write("vendor/leaves.yaml", "{properties: {p: {$ref: '%2e%2e/secret.yaml'}}}");
    let run = refer("https://example.org/leaves.yaml");
    assert!(run.said().contains(OUT) && run.said().contains("leaves.yaml:1:"), "{}", run.said());
    run.keeps_the_secret();
    // What the user names may be anywhere, and what is beside it is not named.
    place.write("elsewhere/one.yaml", "{properties: {p: {$ref: 'two.yaml'}}}");
    place.write("elsewhere/two.yaml", "{type: integer}");
    let one = place.refer_with("https://example.org/one.yaml", |generator| {
        generator.map_url("https://example.org/one.yaml", place.0.join("elsewhere/one.yaml"))
    });
    assert!(one.code.contains("pub struct") && one.said().contains(OUT), "{}", one.said());
    assert!(one.said().contains("--map-url https://example.org/two.yaml=FILE"), "{}", one.said());
}

#[cfg(unix)]
#[test]
fn links_stay_in_the_root() {
    let place = Place::new("links");
    place.write("root/common/x.yaml", "{type: integer}");
    place.link("root/spec/inside.yaml", "../common/x.yaml");
    place.link("root/spec/again.yaml", "inside.yaml");
    place.link("root/spec/folder", "../common");
    for inside in ["inside.yaml", "again.yaml", "folder/x.yaml"] {
        let run = place.refer(inside);
        assert!(run.is_followed(), "{inside}: {}", run.said());
    }
    place.link("root/spec/outside.yaml", "../../secret.yaml");
    place.link("root/spec/chain.yaml", "outside.yaml");
    place.link("root/spec/around", "../..");
    place.link("root/spec/zero.yaml", "/dev/zero");
    place.link("root/spec/environ.yaml", "/proc/self/environ");
    for outside in ["outside.yaml", "chain.yaml", "around/secret.yaml", "zero.yaml", "environ.yaml"] {
        let run = place.refer(outside);
        let said = run.said();
        assert!(said.contains("is a symbolic link that leads too far, and is not followed"), "{said}");
        assert!(said.contains("note: it leads to `"), "{said}");
        run.keeps_the_secret();
    }
    // `..` behind a link is what is around the link, as in a URL.
    assert!(place.refer("around/../inside.yaml").is_followed());
    place.link("root/spec/loop.yaml", "loop.yaml");
    place.refer("loop.yaml").is_refused("leads to a file that can't be read");
    place.link("root/spec/nowhere.yaml", "../../nothing.yaml");
    place.refer("nowhere.yaml").is_refused("there is no such file");
    // Nor is a folder left that stands for URLs.
    place.link("vendor/out.yaml", "../secret.yaml");
    place
        .refer_with("https://example.org/out.yaml", |run| run.map_url("https://example.org/", place.0.join("vendor")))
        .is_refused(OUT);
}

#[cfg(unix)]
#[test]
fn a_root_that_is_laid_out_as_links_leads_into_one_tree() {
    let place = Place::new("laid-out");
    let document = document("../common/x.yaml");
    for (file, text) in [("spec/api.yaml", document.as_str()), ("common/x.yaml", "{type: integer}")] {
        place.write(&format!("store/{file}"), text);
        place.link(&format!("root/{file}"), &format!("{}/store/{file}", place.0.display()));
    }
    let run = |reference: &str| {
        place.write("store/spec/api.yaml", &self::document(reference));
        place.run(Generator::new(place.0.join("root/spec/api.yaml")), |generator| generator)
    };
    assert!(run("../common/x.yaml").is_followed(), "{}", run("../common/x.yaml").said());
    // What lies in that tree is still named as a file of the root.
    let outside = run("../../store/common/x.yaml");
    outside.is_refused(OUT);
    place.link("root/out.yaml", "../secret.yaml");
    run("../out.yaml").is_refused(OUT);

    // A document whose link leads to a file of another name has the folder of that, and no more.
    place.write("store/deep/api-v2.yaml", &self::document("x.yaml"));
    place.write("store/deep/x.yaml", "{type: integer}");
    place.link("root/api/current.yaml", "../../store/deep/api-v2.yaml");
    place.link("root/api/x.yaml", "../../store/deep/x.yaml");
    place.link("root/api/y.yaml", "../../store/common/x.yaml");
    let current = || Generator::new(place.0.join("root/api/current.yaml"));
    assert!(place.run(current(), |generator| generator).is_followed());
    place.write("store/deep/api-v2.yaml", &self::document("y.yaml"));
    let said = place.run(current(), |generator| generator).said();
    assert!(said.contains("is a symbolic link that leads too far"), "{said}");
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_not_opened() {
    let place = Place::new("irregular");
    place.write("root/spec/folder/x", "");
    let fifo = place.0.join("root/spec/fifo.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(place.0.join("root/spec/s"));
    fs::File::create(place.0.join("root/spec/sparse.yaml")).unwrap().set_len(1 << 40).unwrap();
    for (reference, reason) in [
        ("folder", "this is a folder"),
        (".", "this is a folder"),
        ("fifo.yaml", "this is not a regular file"),
        ("s", "this is not a regular file"),
        ("sparse.yaml", "the file is larger than 268435456 bytes"),
    ] {
        let run = place.refer(reference);
        run.is_refused(reason);
        // Cargo walks through a folder that it watches, and what is a folder now will hardly be a document.
        let inputs = run.result.unwrap().inputs;
        assert_eq!(inputs.len(), 1 + usize::from(reference == "sparse.yaml"), "{inputs:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_document_may_come_from_a_pipe() {
    let place = Place::new("pipe");
    let fifo = place.0.join("root/fifo");
    assert!(std::process::Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let refer = |reference: &str| {
        let (to, text) = (fifo.clone(), document(reference));
        let writer = std::thread::spawn(move || fs::write(to, text).unwrap());
        let run = place.run(Generator::new(&fifo), |generator| generator);
        writer.join().unwrap();
        run
    };
    assert!(refer("#/paths/~1a/get/responses/200/content/application~1json/schema").said().is_empty());
    place.write("root/x.yaml", "{type: integer}");
    let said = refer("x.yaml").said();
    assert!(said.contains("there is none around a document that comes from a pipe"), "{said}");
}

#[test]
fn what_the_user_names_is_bounded_too() {
    let place = Place::new("named");
    place.refer("x.yaml");
    let large = place.0.join("root/large.yaml");
    fs::File::create(&large).unwrap().set_len(1 << 40).unwrap();
    let too_large = "the file is larger than 268435456 bytes";
    let said = place.run(Generator::new(&large), |generator| generator).said();
    assert!(said.starts_with("error[unreadable-file]") && said.contains(too_large), "{said}");
    for run in [
        place.refer_with("x.yaml", |generator| generator.overlay(&large)),
        place.refer_with("x.yaml", |generator| generator.config(&large)),
    ] {
        assert!(run.said().contains(too_large), "{}", run.said());
    }
    let said = place.run(Generator::new(place.0.join("root")), |generator| generator).said();
    assert!(said.starts_with("error[unreadable-file]") && said.contains("this is a folder"), "{said}");
}

#[test]
fn only_documents_are_quoted() {
    let place = Place::new("quoted");
    let broken = format!("TOKEN={SECRET}\nKEY: [{SECRET}\n \"{SECRET}\": @{SECRET}\n");
    for (name, text) in [
        (".env", format!("TOKEN={SECRET}\n")),
        ("passwd", format!("root:x:0:0:{SECRET}:/root:/bin/sh\nme:x:1:1::/:/bin/sh\n")),
        ("key.pem", format!("-----BEGIN PRIVATE KEY-----\n{SECRET}\n-----END PRIVATE KEY-----\n")),
        ("broken", broken),
        ("brackets.json", format!("{{\"a\": \"{SECRET}\" 1}}")),
        ("string.json", format!("\"{SECRET}\"")),
        ("list.yaml", format!("- {SECRET}\n- {SECRET}\n")),
        ("tagged.yaml", format!("a: !!int {SECRET}\n")),
        ("key.yaml", format!("[{SECRET}]: {SECRET}\n? {{{SECRET}: 1}}\n: x\n")),
        ("twice.yaml", format!("{SECRET}: 1\n{SECRET}: 2\nb: [\n")),
        ("anchor.yaml", format!("a: *{SECRET}\n")),
        ("latin.yaml", format!("{SECRET}: 1\n")),
        ("notes.txt", format!("{SECRET}\n")),
    ] {
        place.write(&format!("root/spec/{name}"), &text);
        if name == "latin.yaml" {
            fs::write(place.0.join("root/spec/latin.yaml"), [text.as_bytes(), b"\xff"].concat()).unwrap();
        }
        let run = place.refer(name);
        assert!(run.said().contains("warning["), "{name}");
        run.keeps_the_secret();
        // As a description it would be in the code.
        if name != "notes.txt" {
            let document = document("#/paths").replace("description: ok", &format!("description: {{$ref: '{name}'}}"));
            place.write("root/spec/api.yaml", &document);
            let run = place.run(Generator::new(place.0.join("root/spec/api.yaml")), |generator| generator);
            run.is_refused(name);
        }
    }
    // The place is told, where a file is all but a document.
    let said = place.refer("brackets.json").said();
    assert!(
        said.contains("brackets.json:1:17\n") && said.contains("1 │ …\n") && said.contains("expected `,` or `}`"),
        "{said}"
    );
}
