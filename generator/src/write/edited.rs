//! Manifests that somebody edited: they are left as they are, and what the code needs of them is told.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use toml_span::{Span, Value};

use super::manifest::{Manifest, VERSION, feature_line, is_unedited};
use super::mark;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::{Listing, sort};
use crate::source::Sources;

/// The features that the runtime has by itself and that code may need.
const DEFAULT_FEATURES: &[&str] = &["chrono", "client", "uuid"];

/// The manifest at this path, if oasmith wrote it and somebody edited it since. What has to change in it is reported.
pub(crate) fn kept(
    path: &Path,
    wanted: &Manifest<'_>,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    if !mark::is_on(path).unwrap_or(false) {
        return None;
    }
    let present = fs::read(path).ok()?;
    if is_unedited(&present) {
        return None;
    }
    // So that it can be quoted. What is wrong with it otherwise is for Cargo to say.
    if let Some((name, text)) = sources.read_settings(path, &mut Diagnostics::default()) {
        let mut comparison = Comparison { path, name, wanted, diagnostics };
        match toml_span::parse(&text) {
            Ok(root) => comparison.root(&root),
            Err(error) => comparison.unreadable(&error),
        }
    }
    Some(present)
}

struct Comparison<'a> {
    path: &'a Path,
    name: Rc<str>,
    wanted: &'a Manifest<'a>,
    diagnostics: &'a mut Diagnostics,
}

impl Comparison<'_> {
    fn unreadable(&mut self, error: &toml_span::Error) {
        let message =
            format!("`{}` was edited, and can't be compared with what the code needs: {error}", self.path.display());
        let help = format!("the code needs this line below `[dependencies]`: `{}`", self.wanted.dependency());
        self.tell(Diagnostic::warning(Code::EditedManifest, message).help(help), error.span);
    }

    fn root(&mut self, root: &Value<'_>) {
        let (name, wanted) = (root.pointer("/package/name"), self.wanted.name);
        if let Some(name) = name.filter(|name| name.as_str().is_some_and(|name| name != wanted)) {
            let message = format!("the package is to be named `{wanted}`, and the edited manifest keeps another name");
            let help = format!("write `name = \"{wanted}\"` here, or ask for the package by the name that it has");
            self.tell(Diagnostic::note(Code::EditedManifest, message).help(help), name.span);
        }
        match root.pointer("/dependencies/oasmith-runtime") {
            Some(dependency) => self.dependency(dependency),
            None => {
                let message = "the edited manifest lacks the dependency `oasmith-runtime`";
                let help = format!("write below `[dependencies]`: `{}`", self.wanted.dependency());
                let at = root.pointer("/dependencies").map_or(Span::new(0, 0), |table| table.span);
                self.tell(Diagnostic::warning(Code::EditedManifest, message).help(help), at);
            }
        }
        let features = root.pointer("/features");
        let has = |feature: &str| features.is_some_and(|features| features.pointer(&format!("/{feature}")).is_some());
        let lines: Vec<String> = self
            .wanted
            .forwarded()
            .filter(|feature| !has(feature))
            .map(|feature| format!("`{}`", feature_line(feature)))
            .list();
        if !lines.is_empty() {
            let message = "the edited manifest lacks features that oasmith would give the package";
            let help = format!("write below `[features]`, if they are wanted: {}", lines.join(", "));
            let at = features.map_or(Span::new(0, 0), |table| table.span);
            self.tell(Diagnostic::note(Code::EditedManifest, message).help(help), at);
        }
    }

    fn dependency(&mut self, dependency: &Value<'_>) {
        let key = |name: &str| dependency.pointer(&format!("/{name}"));
        // A workspace says the rest elsewhere.
        if key("workspace").is_some() {
            return;
        }
        if let Some(version) = key("version").or(Some(dependency)).filter(|value| value.as_str().is_some())
            && !is_enough(version.as_str().unwrap_or_default())
        {
            let message = format!(
                "the code is for version {VERSION} of `oasmith-runtime`, and the edited manifest asks for another"
            );
            let line = if version.span == dependency.span {
                self.wanted.dependency()
            } else {
                format!("version = \"{VERSION}\"")
            };
            self.change(message, &line, version.span);
        }
        if let Some(path) = self.wanted.path()
            && key("path").and_then(Value::as_str).map(Path::new) != self.wanted.runtime.as_deref()
        {
            let message = "the edited manifest has not the runtime that this run is told of".to_owned();
            self.change(message, &path, key("path").unwrap_or(dependency).span);
        }
        self.features(dependency, key("features"), key("default-features"));
    }

    fn features(&mut self, dependency: &Value<'_>, features: Option<&Value<'_>>, default: Option<&Value<'_>>) {
        let present: Vec<&str> =
            features.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).list();
        let has_default = default.and_then(Value::as_bool) != Some(false);
        let lacks = |feature: &&&str| !(present.contains(feature) || has_default && DEFAULT_FEATURES.contains(feature));
        let lacking: Vec<&str> = self.wanted.features.iter().filter(lacks).copied().list();
        if lacking.is_empty() {
            return;
        }
        let named: Vec<String> = lacking.iter().map(|feature| format!("the feature `{feature}`")).list();
        let message = format!(
            "the code needs {} of `oasmith-runtime`, and the edited manifest does not ask for {}",
            named.join(" and "),
            if lacking.len() == 1 { "it" } else { "them" }
        );
        let mut all = [present, lacking].concat();
        sort(&mut all, &Ord::cmp);
        if dependency.as_str().is_some() {
            self.change(message, &self.wanted.dependency(), dependency.span);
        } else {
            self.change(message, &format!("features = {all:?}"), features.unwrap_or(dependency).span);
        }
    }

    fn change(&mut self, message: String, line: &str, at: Span) {
        let help = format!("write `{line}` here, or delete the file and run this again for a new one");
        self.tell(Diagnostic::warning(Code::EditedManifest, message).help(help), at);
    }

    fn tell(&mut self, diagnostic: Diagnostic, at: Span) {
        let at: Range<usize> = at.into();
        self.diagnostics.push(diagnostic.at_text(&self.name, at));
    }
}

/// Whether a requirement gives no runtime but those that the code can be compiled with. What is more than a version, such as a
/// range, is its author's business.
fn is_enough(requirement: &str) -> bool {
    let (Some(present), Some(wanted)) = (numbers(requirement), numbers(VERSION)) else { return true };
    let compatible = |[major, minor, _]: [u64; 3]| if major == 0 { (0, minor) } else { (major, 0) };
    compatible(present) == compatible(wanted) && present >= wanted
}

/// The numbers of a version, with those that are left out as 0.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut numbers = [0; 3];
    let version = version.trim().trim_start_matches(['^', '=', '~']).trim();
    let version = version.split(['-', '+']).next().unwrap_or_default();
    let mut parts = version.split('.');
    for number in &mut numbers {
        *number = match parts.next() {
            Some(part) => part.parse().ok()?,
            None => 0,
        };
    }
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may fail by panicking.

    use super::{DEFAULT_FEATURES, is_enough, numbers};

    #[test]
    fn versions_are_compared_as_cargo_does() {
        assert_eq!(numbers("^0.1"), Some([0, 1, 0]));
        assert_eq!(numbers("= 1.2.3-rc.1"), Some([1, 2, 3]));
        assert_eq!(numbers(">=1, <2"), None);
        assert!(is_enough("0.1") && is_enough("0.1.7") && is_enough("*"));
        assert!(!is_enough("0.2.0") && !is_enough("0") && !is_enough("1.0"));
    }

    #[test]
    fn the_default_features_are_the_runtimes() {
        let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../runtime/Cargo.toml");
        let text = std::fs::read_to_string(manifest).unwrap();
        let root = toml_span::parse(&text).unwrap();
        let features = root.pointer("/features/default").unwrap().as_array().unwrap();
        let features: Vec<_> = features.iter().filter_map(|feature| feature.as_str()).collect();
        assert!(DEFAULT_FEATURES.iter().all(|feature| features.contains(feature)), "{features:?}");
    }
}
