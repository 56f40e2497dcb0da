//! What is printed for Cargo, which takes every line of a build script's output for an instruction. Nothing else of the
//! generator prints in build scripts, and what is printed here is one line whatever a document or a name of a file says.

use std::io::{self, Write};
use std::path::Path;

use crate::report::line;
use crate::value::{is_control, is_invisible};

/// Has the build script run again once this file or folder changes.
pub(super) fn watch(path: &Path) {
    print(&watching(path));
}

/// Has the build script run again once this environment variable changes.
pub(super) fn watch_variable(name: &'static str) {
    print(&instruction("rerun-if-env-changed", name));
}

/// Shows a text as warnings, one a line.
pub(super) fn warn(text: &str) {
    warnings(text).for_each(|line| print(&line));
}

/// Shows why the build ends. Cargo shows this stream as it is.
pub(super) fn error(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

fn print(line: &str) {
    // Whoever has closed the stream does not want to know.
    let _ = writeln!(io::stdout(), "{line}");
}

/// An instruction. Its value has been seen to be one line, or is made so.
fn instruction(name: &'static str, value: &str) -> String {
    format!("cargo::{name}={}", value.replace(is_control, " "))
}

fn watching(path: &Path) -> String {
    // Cargo cuts off blanks at the end of a line, and takes no line that is not UTF-8.
    match path.to_str().filter(|text| !text.contains(is_invisible) && text.trim_end() == *text) {
        Some(text) => instruction("rerun-if-changed", text),
        None => {
            let name = path.display().to_string();
            let message = format!(
                "Cargo can't watch `{name}`, whose name has a character that is not seen, is not UTF-8 or ends with a space; \
                 change `build.rs` to have the code generated again, or rename the file"
            );
            instruction("warning", &line(&message))
        }
    }
}

fn warnings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|text| !text.trim().is_empty()).map(|text| instruction("warning", &line(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_instruction_or_none() {
        assert_eq!(watching(Path::new("spec/ä b.yaml")), "cargo::rerun-if-changed=spec/ä b.yaml");
        for name in
            ["x\ncargo::rustc-link-arg=-x", "x\r", "x\u{85}y", "x\u{2028}y", "x\0", "x ", "x\u{202e}", "x\u{200b}y"]
        {
            let printed = watching(Path::new(name));
            assert!(printed.starts_with("cargo::warning=Cargo can't watch `x"), "{printed:?}");
            assert!(!printed.contains(is_invisible), "{printed:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_is_told() {
        use std::os::unix::ffi::OsStrExt;
        let printed = watching(Path::new(std::ffi::OsStr::from_bytes(b"a\xff.yaml")));
        assert!(printed.starts_with("cargo::warning=Cargo can't watch `a\u{fffd}.yaml`"), "{printed}");
    }

    #[test]
    fn a_warning_is_nothing_but_warnings() {
        let printed: Vec<String> = warnings("one\r\n\n two\rcargo::x=1\n\u{202e}three").collect();
        assert_eq!(
            printed,
            ["cargo::warning=one", "cargo::warning= two\\rcargo::x=1", "cargo::warning=\\u{202e}three"]
        );
    }
}
