//! Holds the structure of the code against ARCHITECTURE.md: which room may import which, and that files do not import each
//! other in circles.

mod circles;
mod imports;
mod map;
mod modules;
mod tokens;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use modules::Tree;

/// The roots of the crates that are looked at, from the repository's top.
const CRATES: [&str; 4] =
    ["generator/src/lib.rs", "runtime/src/lib.rs", "vocabulary/src/lib.rs", "conformance/src/main.rs"];

/// An import of one file from another, both from the repository's top, and what is taken.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Import {
    from: PathBuf,
    to: PathBuf,
    name: String,
}

/// Everything that is wrong with the structure of the repository at `top`, a line or some lines each.
///
/// # Errors
///
/// Where a file can't be read or is no Rust.
pub(crate) fn faults(top: &Path) -> io::Result<Vec<String>> {
    let mut imports = BTreeSet::new();
    for root in CRATES {
        let tree = Tree::read(top, Path::new(root))?;
        imports.extend(imports::of(&tree));
    }
    let mut faults = circles::faults(&imports);
    faults.extend(map::faults(&fs::read_to_string(top.join("ARCHITECTURE.md"))?, &imports));
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The imports of a crate of these files, as `from to name`.
    fn imports(files: &[(&str, &str)]) -> Vec<String> {
        static CRATES: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = CRATES.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("oasmith-tidy-{}-{number}", std::process::id()));
        for (name, text) in files {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let tree = Tree::read(&folder, Path::new("lib.rs")).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        let told = |import: &Import| format!("{} {} {}", import.from.display(), import.to.display(), import.name);
        imports::of(&tree).iter().map(told).collect()
    }

    #[test]
    fn an_import_is_of_the_file_that_defines_it() {
        let found = imports(&[
            ("lib.rs", "mod a;\nmod b;\npub use a::Thing;"),
            ("a/mod.rs", "mod inner;\npub(crate) use inner::{Thing, other as renamed};\nstruct Own;"),
            ("a/inner.rs", "use super::Own;\npub struct Thing;"),
            (
                "b.rs",
                "use crate::a::{self, Thing, renamed};\nuse std::fmt;\nfn f() { a::renamed(); self::g(); fmt::x() }",
            ),
        ]);
        assert_eq!(
            found,
            ["a/inner.rs a/mod.rs Own", "b.rs a/inner.rs Thing", "b.rs a/inner.rs renamed", "b.rs a/mod.rs a"]
        );
    }

    #[test]
    fn what_a_module_hands_on_and_uses_is_an_import() {
        let found = imports(&[
            (
                "lib.rs",
                "mod a;\npub use a::Thing;\npub use a::Other;\nstruct Own { thing: Thing }\nfn f() { own.Other }",
            ),
            ("a.rs", "pub struct Thing;\npub struct Other;"),
        ]);
        assert_eq!(found, ["lib.rs a.rs Thing"]);
    }

    #[test]
    fn tests_and_emitted_code_import_nothing() {
        let found = imports(&[
            ("lib.rs", "mod a;\nmod b;"),
            ("a.rs", "pub struct Thing;\n#[cfg(test)]\nmod tests { use crate::b::f; }\n#[cfg(test)]\nuse crate::b::f;"),
            ("b.rs", "fn f() { quote! { crate::a::Thing } }\nmacro_rules! m { () => { $crate::a::Thing } }"),
        ]);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn modules_stand_in_files_in_folders_and_where_a_path_says() {
        let found = imports(&[
            ("lib.rs", "#[path = \"elsewhere.rs\"]\nmod a;\nmod b { pub mod c; }"),
            ("elsewhere.rs", "pub fn f() { crate::b::c::g() }"),
            ("b/c.rs", "pub fn g() {}"),
        ]);
        assert_eq!(found, ["elsewhere.rs b/c.rs g"]);
    }

    #[test]
    fn a_module_may_have_a_file_for_each_platform() {
        let found = imports(&[
            ("lib.rs", "#[cfg(unix)]\nmod a;\n#[cfg(windows)]\n#[path = \"other.rs\"]\nmod a;\nmod b;"),
            ("a.rs", "pub fn f() { crate::b::g() }"),
            ("other.rs", "pub fn f() {}"),
            ("b.rs", "pub fn g() { crate::a::f() }"),
        ]);
        assert_eq!(found, ["a.rs b.rs g", "b.rs a.rs f", "b.rs other.rs f"]);
    }

    #[test]
    fn a_circle_is_told_once_with_what_ties_it() {
        let import = |from: &str, to: &str| Import { from: from.into(), to: to.into(), name: "x".into() };
        let imports = [import("a", "b"), import("b", "c"), import("c", "a"), import("d", "a")].into();
        let told = circles::faults(&imports);
        let expected =
            "3 files import each other in a circle:\n  a takes from b: x\n  b takes from c: x\n  c takes from a: x";
        assert_eq!(told, [expected]);
    }
}
