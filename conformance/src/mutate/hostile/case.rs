//! A case: a document that means harm, and the folder in which it is generated.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs, io};

use super::super::originals::Originals;
use super::judge::{self, Verdict};
use super::places;
use super::script::{OUT, PACKAGE, SAID};
use super::tree::tree;
use crate::random::Random;

/// A changed document.
pub(super) struct Case {
    /// Of the document that was changed.
    pub(super) name: String,
    pub(super) text: Vec<u8>,
    pub(super) ending: &'static str,
}

impl Case {
    /// The case of this number.
    pub(super) fn make(originals: &mut Originals, seed: u64, number: u64, out: &Path) -> io::Result<Case> {
        let mut random = Random::new(seed, number);
        loop {
            let (name, original) = originals.pick(&mut random)?;
            let Some(mut value) = original.sample(&mut random) else { continue };
            places::change(&mut value, &mut random, out);
            let is_yaml = random.one_in(3);
            let text = if is_yaml {
                serde_yaml::to_string(&value).map(String::into_bytes).map_err(io::Error::other)?
            } else {
                serde_json::to_vec_pretty(&value).map_err(io::Error::other)?
            };
            return Ok(Case { name, text, ending: if is_yaml { "yaml" } else { "json" } });
        }
    }
}

/// The folder of one job after another: the package whose build script runs, deep enough that paths that lead out of it
/// lead to where it shows.
pub(super) struct Folder {
    root: PathBuf,
    package: PathBuf,
}

impl Folder {
    pub(super) fn new(root: PathBuf) -> Folder {
        let package = root.join("a/b/c/case");
        Folder { root, package }
    }

    /// Removes everything.
    pub(super) fn remove(&self) -> io::Result<()> {
        if self.root.exists() { fs::remove_dir_all(&self.root) } else { Ok(()) }
    }

    /// Runs a build script on a case, and says what became of it.
    pub(super) fn judge(&self, case: &Case, number: u64) -> io::Result<Verdict> {
        self.remove()?;
        fs::create_dir_all(self.package.join(OUT))?;
        let document = format!("api.{}", case.ending);
        fs::write(self.package.join(&document), &case.text)?;
        for canary in [self.root.join("canary.rs"), self.root.join("a/b/canary.rs"), self.package.join("build.rs")] {
            fs::write(canary, "// Nobody may touch this.\n")?;
        }
        let own = [OUT, PACKAGE, SAID].map(|name| self.package.join(name));
        let before = tree(&self.root, &own)?;
        let output = self.run(&document, number)?;
        let mut faults = judge::said(&output, &self.package);
        if tree(&self.root, &own)? != before {
            faults.push(judge::outside(&self.root));
        }
        let said = fs::read_to_string(self.package.join(SAID)).unwrap_or_default();
        faults.extend(judge::characters("diagnostic", &said));
        let (mut is_generated, mut seen) = (false, HashSet::new());
        for folder in [OUT, PACKAGE] {
            let files = tree(&self.package.join(folder), &[]).unwrap_or_default();
            is_generated |= files.len() > 2;
            faults.extend(judge::files(folder, &files, &mut seen));
        }
        faults.sort_by_key(|fault| fault.kind);
        faults.dedup_by_key(|fault| fault.kind);
        Ok(match (faults.is_empty(), is_generated) {
            (false, _) => Verdict::Failed(faults),
            (true, true) => Verdict::Generated,
            (true, false) => Verdict::Refused,
        })
    }

    fn run(&self, document: &str, number: u64) -> io::Result<Output> {
        let mut command = Command::new(env::current_exe()?);
        command.args(["hostile-script", document, &package_name(number)]);
        command.current_dir(&self.package).env_remove("RUST_BACKTRACE");
        // As Cargo has it.
        command.env("OUT_DIR", self.package.join(OUT)).env("CARGO_MANIFEST_DIR", &self.package);
        command.output()
    }

    /// Moves the package of a case to where it is compiled.
    pub(super) fn keep_package(&self, out: &Path, number: u64) -> io::Result<PathBuf> {
        let kept = out.join("crates").join(package_name(number));
        fs::create_dir_all(out.join("crates"))?;
        if kept.exists() {
            fs::remove_dir_all(&kept)?;
        }
        fs::rename(self.package.join(PACKAGE), &kept)?;
        Ok(kept)
    }
}

/// What the package of a case is called.
pub(super) fn package_name(number: u64) -> String {
    format!("c{number}")
}
