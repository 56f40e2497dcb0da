//! Where a reference leads: to a file beside the one that it stands in, or to what is never fetched.

use std::path::{Component, Path, PathBuf};

use super::uri::{resolve_uri, scheme_length};
use super::{Source, Sources};
use crate::value::{holds_control, percent_decode};

/// Where a reference leads, its fragment left aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// To the file that stands for a URL.
    File(PathBuf),
    /// To a file by a path relative to the one that the reference stands in; and the URL that it has, where that one has
    /// a URL itself.
    Beside(PathBuf, Option<String>),
    /// To a URL that no file stands for. Nothing is ever fetched.
    Url(String),
    /// To a path from the root of some file system or server.
    AbsolutePath,
    /// To nothing: it holds control characters, or what it is relative to does.
    ControlCharacter,
}

impl Sources {
    /// Makes a file stand for a URL, or the files of a folder for all URLs that begin with one that ends with `/`.
    pub(crate) fn map(&mut self, url: impl Into<String>, path: impl AsRef<Path>) {
        // Without `./` in front, so that the same file has the same path however it is reached.
        let path = path.as_ref().components().filter(|component| *component != Component::CurDir).collect();
        self.mapped.push((url.into(), path));
    }

    /// Where a reference that stands in the file of this name leads.
    ///
    /// A relative one in a file that stands for a URL is relative to the URL, and where no file stands for what it leads
    /// to there, to the path of the file.
    pub(crate) fn destination(&self, file: &str, reference: &str) -> Destination {
        let reference = reference.trim();
        let source = self.get(file);
        let base = source.and_then(Source::url);
        let url = resolve_uri(base.unwrap_or_default(), reference);
        if holds_control(&url) || holds_control(reference) {
            return Destination::ControlCharacter;
        }
        if let Some(path) = self.mapped_path(&url) {
            return Destination::File(path);
        }
        // A drive's letter is no scheme, and `file:` is no place on the net.
        let is_of_disk = |length: usize| {
            let (scheme, rest) = reference.split_at_checked(length).unwrap_or_default();
            scheme == "file:" || length == 2 && rest.starts_with(['/', '\\'])
        };
        if let Some(length) = scheme_length(reference) {
            return if is_of_disk(length) { Destination::AbsolutePath } else { Destination::Url(reference.to_owned()) };
        }
        if reference.starts_with(['/', '\\']) {
            return if base.is_some() { Destination::Url(url) } else { Destination::AbsolutePath };
        }
        let from = source.map_or(Path::new(""), Source::path);
        Destination::Beside(beside(from, reference), base.map(|_| url))
    }

    /// Whether a file stands for a URL.
    pub(crate) fn is_mapped(&self, url: &str) -> bool {
        self.mapped_path(url).is_some()
    }

    /// The file that stands for a URL: by itself, or by the longest beginning.
    fn mapped_path(&self, url: &str) -> Option<PathBuf> {
        let fits = self.mapped.iter().filter_map(|(start, path)| {
            let rest = url.strip_prefix(start.as_str())?;
            (rest.is_empty() || start.ends_with('/')).then_some((start.len(), path, rest))
        });
        let (_, path, rest) = fits.max_by_key(|(length, ..)| *length)?;
        Some(if rest.is_empty() { path.clone() } else { beside(&path.join("_"), rest) })
    }

    /// The URL that the file at a path stands for.
    pub(super) fn mapped_url(&self, path: &Path) -> Option<String> {
        self.mapped.iter().find_map(|(url, mapped)| match path.strip_prefix(mapped).ok()? {
            rest if rest.as_os_str().is_empty() => Some(url.clone()),
            rest if url.ends_with('/') => Some(format!("{url}{}", rest.to_string_lossy().replace('\\', "/"))),
            _ => None,
        })
    }
}

/// The path of a reference relative to a file, without the detours that `.` and `..` make.
fn beside(file: &Path, reference: &str) -> PathBuf {
    let mut path = file.parent().unwrap_or(Path::new("")).to_path_buf();
    // Windows' separators are seen in references, and are in no name.
    for segment in reference.split(['/', '\\']) {
        let decoded = percent_decode(segment);
        // An escape of a separator is none.
        match if decoded.contains(['/', '\\']) { segment } else { &decoded } {
            "" | "." => {}
            ".." => match path.components().next_back() {
                Some(Component::Normal(_)) => {
                    path.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                Some(Component::CurDir) => path = PathBuf::from(".."),
                Some(Component::ParentDir) | None => path.push(".."),
            },
            name => path.push(name),
        }
    }
    // The folder itself, which has a name too.
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
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
            ("spec/api.yaml", "%2e%2E/.%2e/%2e/x.yaml", "../x.yaml"),
            ("spec/api.yaml", "a%2f..%2f../x.yaml", "spec/a%2f..%2f../x.yaml"),
            ("api.yaml", ".", "."),
            ("spec/api.yaml", "../", "."),
        ] {
            assert_eq!(beside(Path::new(from), reference), Path::new(path), "{from} {reference}");
        }
    }

    #[test]
    fn urls_are_files_where_they_are_mapped_only() {
        let mut sources = Sources::default();
        sources.map("https://example.org/", "vendor/rest");
        sources.map("https://example.org/pets.yaml", "./vendor/pets.yaml");
        sources.map("https://example.org/shared/", "vendor/shared");
        let url = |url: &str| Destination::Url(url.to_owned());
        for (reference, destination) in [
            ("https://example.org/pets.yaml", Destination::File("vendor/pets.yaml".into())),
            ("https://example.org/shared/a/b.yaml", Destination::File("vendor/shared/a/b.yaml".into())),
            ("https://example.org/pets.yaml.bak", Destination::File("vendor/rest/pets.yaml.bak".into())),
            ("https://example.org/../../etc/passwd", Destination::File("vendor/rest/etc/passwd".into())),
            ("https://example.org/shared/%2e%2e/%2e%2e/x", Destination::File("x".into())),
            ("a%0Ab.yaml", Destination::ControlCharacter),
            ("https://example.org/shared/a\nb", Destination::ControlCharacter),
            ("  a.yaml\n", Destination::Beside("a.yaml".into(), None)),
            ("https://example.com/pets.yaml", url("https://example.com/pets.yaml")),
            ("file:///etc/passwd", Destination::AbsolutePath),
            ("C:/x.yaml", Destination::AbsolutePath),
            ("C:\\x.yaml", Destination::AbsolutePath),
            ("urn:example:pets", url("urn:example:pets")),
            ("//example.org/pets.yaml", Destination::AbsolutePath),
            ("/etc/passwd", Destination::AbsolutePath),
            ("a:b/c", url("a:b/c")),
            ("./a:b.yaml", Destination::Beside("a:b.yaml".into(), None)),
        ] {
            assert_eq!(sources.destination("", reference), destination, "{reference}");
        }
    }

    #[test]
    fn what_stands_for_a_url_refers_to_urls() {
        let mut sources = Sources::default();
        sources.map("https://example.org/a/pets.yaml", "./vendor/pets.yaml");
        sources.map("https://example.org/shared/", "vendor/shared");
        let file = |path: &str| Destination::File(path.into());
        for (from, reference, destination) in [
            ("vendor/pets.yaml", "../shared/x.yaml", file("vendor/shared/x.yaml")),
            ("vendor/pets.yaml", "/shared/x.yaml", file("vendor/shared/x.yaml")),
            ("vendor/pets.yaml", "//example.org/shared/x.yaml", file("vendor/shared/x.yaml")),
            ("vendor/pets.yaml", "/x.yaml", Destination::Url("https://example.org/x.yaml".to_owned())),
            (
                "vendor/pets.yaml",
                "x.yaml",
                Destination::Beside("vendor/x.yaml".into(), Some("https://example.org/a/x.yaml".to_owned())),
            ),
            ("vendor/shared/b/c.yaml", "../../a/pets.yaml", file("vendor/pets.yaml")),
            ("other.yaml", "x.yaml", Destination::Beside("x.yaml".into(), None)),
        ] {
            sources.push(Path::new(from), from.into(), String::new());
            assert_eq!(sources.destination(from, reference), destination, "{from} {reference}");
        }
    }
}
