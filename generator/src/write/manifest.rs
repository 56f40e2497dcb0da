//! The manifest of an emitted package.

use std::fs;
use std::path::{self, Component, Path, PathBuf};

use super::{Digest, mark};
use crate::diagnostic::{Code, Diagnostic};
use crate::lists::Listing;
use crate::rust::Crate;

/// The version of the generator, and of the runtime that its code is for.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The features of a package with a client that forward those of the runtime.
const OF_CALLS: [&str; 13] = [
    "hyper",
    "rustls",
    "rustls-aws-lc-rs",
    "native-tls",
    "reqwest",
    "blocking",
    "http2",
    "socks",
    "system-proxy",
    "gzip",
    "tracing",
    "tower",
    "mock-server",
];

/// The features of every package that do.
const OF_TYPES: [&str; 5] = ["chrono", "jiff", "time", "uuid", "serde"];

/// What only a package has that belongs to no workspace.
const OF_ITS_OWN: &str = "\
\n# A package of its own, wherever it stands.
[workspace]

# Generated code changes as a whole: to be ready to compile a part of it anew costs more than it saves.
[profile.dev]
incremental = false
";

/// What a manifest is to say.
#[derive(Debug)]
pub(crate) struct Manifest<'a> {
    pub(super) name: &'a str,
    description: String,
    /// Whether the package belongs to a workspace, which says what holds for all of its members.
    is_member: bool,
    /// The folder of the runtime, as it is seen from the package; none for the published one.
    pub(super) runtime: Option<PathBuf>,
    /// Whether there is a client, which has features of its own.
    has_client: bool,
    /// The features of the runtime that the code needs.
    pub(super) features: &'a [&'static str],
}

impl<'a> Manifest<'a> {
    /// The manifest of a package of this name in this directory, with the runtime in a folder or as it is published.
    pub(crate) fn new(
        name: &'a str,
        directory: &Path,
        runtime: Option<&Path>,
        is_member: bool,
        planned: &'a Crate,
    ) -> Manifest<'a> {
        let runtime = runtime.map(|runtime| seen_from(directory, runtime));
        let title = planned.title.split_whitespace().list().join(" ");
        let description = format!("{} of {title}", planned.kind());
        Manifest {
            name,
            description,
            is_member,
            runtime,
            has_client: planned.client.is_some(),
            features: &planned.types.features,
        }
    }

    /// The file.
    pub(crate) fn text(&self) -> String {
        let features: String = self.forwarded().map(|feature| format!("{}\n", feature_line(feature))).text();
        let default = if self.has_client { "\"rustls\"" } else { "" };
        let body = format!(
            "[package]\n\
             name = {name}\n\
             version = \"0.1.0\"\n\
             edition = \"2024\"\n\
             rust-version = \"1.88\"\n\
             description = {description}\n\
             \n\
             [features]\n\
             default = [{default}]\n\
             {features}\
             \n\
             [dependencies]\n\
             {dependency}\n{own}",
            name = quoted(self.name),
            description = quoted(&self.description),
            own = if self.is_member { "" } else { OF_ITS_OWN },
            dependency = self.dependency(),
        );
        let (mark, digest) = (mark::TOML, digest(body.as_bytes()));
        format!("{mark}{VERSION}, digest {digest}. It may be edited: then it is left as it is.\n{body}")
    }

    /// The features of the package that forward those of the runtime.
    pub(super) fn forwarded(&self) -> impl Iterator<Item = &'static str> {
        OF_CALLS.into_iter().filter(|_| self.has_client).chain(OF_TYPES)
    }

    /// The line of the one dependency.
    pub(super) fn dependency(&self) -> String {
        let place = self.path().map(|path| format!("{path}, ")).unwrap_or_default();
        let features =
            if self.features.is_empty() { String::new() } else { format!(", features = {:?}", self.features) };
        format!("oasmith-runtime = {{ {place}version = \"{VERSION}\", default-features = false{features} }}")
    }

    /// The key of the runtime's folder.
    pub(super) fn path(&self) -> Option<String> {
        self.runtime.as_deref().map(|path| format!("path = {}", quoted(&path.to_string_lossy())))
    }
}

/// The line of a feature of the package.
pub(super) fn feature_line(feature: &str) -> String {
    format!("{feature} = [\"oasmith-runtime/{feature}\"]")
}

/// Whether a manifest with a mark is, byte for byte, one that oasmith wrote: some version, from some document.
pub(super) fn is_unedited(text: &[u8]) -> bool {
    let text = mark::with_plain_lines(text);
    let Some(end) = text.iter().position(|byte| *byte == b'\n') else { return false };
    let (mark, body) = text.split_at(end);
    let said = String::from_utf8_lossy(mark);
    let said = said.split_once(", digest ").and_then(|(_, rest)| rest.split_once(". ")).map(|(digest, _)| digest);
    said == Some(digest(body.get(1..).unwrap_or_default()).to_string().as_str())
}

/// What a mark says about the lines below it. Manifests keep it for years, so it is never computed in another way.
fn digest(body: &[u8]) -> Digest {
    let mut digest = Digest::default();
    digest.add(body);
    digest
}

/// What is told of a folder that the runtime is to be taken from, if it is not there.
pub(crate) fn no_runtime(folder: &Path) -> Option<Diagnostic> {
    let manifest = folder.join("Cargo.toml");
    let label = match fs::read_to_string(&manifest) {
        Ok(text) if text.contains("\"oasmith-runtime\"") => return None,
        Ok(_) => "its `Cargo.toml` is that of another package",
        Err(_) if folder.is_dir() => "it has no `Cargo.toml`",
        Err(_) => "there is no such folder",
    };
    let message = format!("`{}` does not hold the runtime: {label}", folder.display());
    let diagnostic = Diagnostic::warning(Code::NoRuntime, message);
    Some(diagnostic.with_note("the package does not build without it").help(
        "name the folder of `oasmith-runtime`, as it is seen from the current folder, or leave `--runtime-path` out for the published one",
    ))
}

/// A folder as it is seen from another one, so that both can be moved together. An absolute path stays what it is.
pub(crate) fn seen_from(from: &Path, folder: &Path) -> PathBuf {
    let (Ok(from), Ok(to)) = (path::absolute(from), path::absolute(folder)) else { return folder.to_path_buf() };
    if folder.is_absolute() {
        return to;
    }
    let (from, to) = (straight(&from), straight(&to));
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).tally();
    let up = from.iter().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.iter().skip(shared).copied()).collect()
}

/// The parts of an absolute path, without the detours that `..` makes.
fn straight(path: &Path) -> Vec<Component<'_>> {
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                parts.pop_if(|last| matches!(last, Component::Normal(_)));
            }
            Component::CurDir => {}
            _ => parts.push(part),
        }
    }
    parts
}

/// Text as a string of TOML, in one line and with nothing hidden in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\'' => quoted.push('\''),
            // What Rust would spell out is none that one sees.
            _ if character.escape_debug().len() > 1 => {
                quoted.push_str(&format!("\\U{:08X}", u32::from(character)));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_known_and_other_ends_of_lines_are_none() {
        let description = "A client of Pets".to_owned();
        let text =
            Manifest { name: "pets", description, is_member: false, runtime: None, has_client: true, features: &[] };
        let text = text.text();
        assert!(is_unedited(text.as_bytes()));
        assert!(is_unedited(text.replace('\n', "\r\n").as_bytes()));
        assert!(!is_unedited(text.replace("\"0.1.0\"\n", "\"0.1.1\"\n").as_bytes()));
        assert!(!is_unedited(format!("{text}\n").as_bytes()));
        assert!(!is_unedited(b"# @generated by oasmith 0.1.0. Generate it again.\n[package]\n"));
        assert!(!is_unedited(b"# @generated by oasmith"));
    }

    #[test]
    fn every_feature_of_the_runtime_is_forwarded() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/Cargo.toml");
        let text = std::fs::read_to_string(manifest).unwrap();
        let root = toml_span::parse(&text).unwrap();
        let features = root.pointer("/features").and_then(|features| features.as_table()).unwrap();
        let mut runtimes: Vec<&str> =
            features.keys().map(|key| key.name.as_ref()).filter(|key| !matches!(*key, "default" | "client")).collect();
        let mut ours = [OF_CALLS.as_slice(), &OF_TYPES].concat();
        runtimes.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, runtimes);
    }

    /// One that was written years ago has to be known.
    #[test]
    fn the_digest_stays_what_it_is() {
        assert_eq!(digest(b"[package]\nname = \"pets\"\n").to_string(), "cd6993d6c7537c46");
    }

    #[test]
    fn relative_folders_are_seen_from_the_package() {
        let seen =
            |from: &str, folder: &str| seen_from(Path::new(from), Path::new(folder)).to_string_lossy().into_owned();
        assert_eq!(seen("sdk", "runtime"), Path::new("..").join("runtime").to_string_lossy());
        assert_eq!(seen("a/b/../sdk", "./a/runtime"), Path::new("..").join("runtime").to_string_lossy());
        assert_eq!(seen("sdk", "sdk/vendor/runtime"), Path::new("vendor").join("runtime").to_string_lossy());
        let absolute = path::absolute("runtime").unwrap();
        assert_eq!(Path::new(&seen("sdk", &absolute.to_string_lossy())), absolute);
    }
}
