//! Where a reference leads: to a file beside the one that it stands in, or to what is never fetched.

use std::path::{Component, Path, PathBuf};

use super::{Source, Sources};
use crate::document::percent_decode;

/// Where a reference leads, its fragment left aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To a file: by a path relative to the file that the reference stands in, or by a URL that a file stands for.
    File(PathBuf),
    /// To a URL. Nothing is ever fetched.
    Url,
    /// To a path from the root of some file system or server.
    AbsolutePath,
}

impl Sources {
    /// Makes a file stand for a URL, or the files of a folder for all URLs that begin with one that ends with `/`.
    /// Relative references from such a file are relative to where it is.
    #[cfg_attr(not(test), expect(dead_code, reason = "the library's interface will set it"))]
    pub(crate) fn map(&mut self, url: impl Into<String>, path: impl Into<PathBuf>) {
        self.mapped.push((url.into(), path.into()));
    }

    /// Where a reference that stands in the file of this name leads.
    pub(crate) fn destination(&self, file: &str, reference: &str) -> Destination {
        let reference = reference.trim();
        if let Some(path) = self.mapped_path(reference) {
            return Destination::File(path);
        }
        if has_scheme(reference) {
            return Destination::Url;
        }
        if reference.starts_with(['/', '\\']) {
            return Destination::AbsolutePath;
        }
        let from = self.get(file).map_or(Path::new(""), Source::path);
        Destination::File(beside(from, reference))
    }

    fn mapped_path(&self, reference: &str) -> Option<PathBuf> {
        self.mapped.iter().find_map(|(url, path)| match reference.strip_prefix(url.as_str())? {
            "" => Some(path.clone()),
            rest if url.ends_with('/') => Some(beside(&path.join("_"), rest)),
            _ => None,
        })
    }
}

/// Whether a reference begins with a URI's scheme, or a drive's letter.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else {
        return false;
    };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The path of a reference relative to a file, without the detours that `.` and `..` make.
fn beside(file: &Path, reference: &str) -> PathBuf {
    let mut path = file.parent().unwrap_or(Path::new("")).to_path_buf();
    // Windows' separators are seen in references, and are in no name.
    for segment in reference.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => match path.components().next_back() {
                Some(Component::Normal(_)) => {
                    path.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::CurDir) => path = PathBuf::from(".."),
                Some(Component::ParentDir) | None => path.push(".."),
            },
            name => {
                let decoded = percent_decode(name);
                path.push(if decoded.contains(['/', '\\']) { name } else { &decoded });
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file() {
        for (from, reference, path) in [
            ("spec/api.yaml", "pets.yaml", "spec/pets.yaml"),
            ("spec/api.yaml", "./a/../b%20c/{id}.yaml", "spec/b c/{id}.yaml"),
            ("spec/api.yaml", "../../x.yaml", "../x.yaml"),
            ("../api.yaml", "../x.yaml", "../../x.yaml"),
            ("./api.yaml", "../x.yaml", "../x.yaml"),
            ("api.yaml", "..\\x.yaml", "../x.yaml"),
            ("/a/api.yaml", "../../../x.yaml", "/x.yaml"),
            ("api.yaml", "%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd"),
        ] {
            assert_eq!(beside(Path::new(from), reference), Path::new(path), "{from} {reference}");
        }
    }

    #[test]
    fn urls_are_files_where_they_are_mapped_only() {
        let mut sources = Sources::default();
        sources.map("https://example.org/pets.yaml", "vendor/pets.yaml");
        sources.map("https://example.org/shared/", "vendor/shared");
        for (reference, destination) in [
            ("https://example.org/pets.yaml", Destination::File("vendor/pets.yaml".into())),
            ("https://example.org/shared/a/b.yaml", Destination::File("vendor/shared/a/b.yaml".into())),
            ("https://example.org/pets.yaml.bak", Destination::Url),
            ("file:///etc/passwd", Destination::Url),
            ("C:/x.yaml", Destination::Url),
            ("urn:example:pets", Destination::Url),
            ("//example.org/pets.yaml", Destination::AbsolutePath),
            ("/etc/passwd", Destination::AbsolutePath),
            ("a:b/c", Destination::Url),
            ("./a:b.yaml", Destination::File("a:b.yaml".into())),
        ] {
            assert_eq!(sources.destination("", reference), destination, "{reference}");
        }
    }
}
