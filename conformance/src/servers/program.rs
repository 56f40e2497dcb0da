//! The client of a server and the program that calls it: generated, compiled, run.

use std::path::Path;
use std::{fs, io};

use oasmith::Generator;

use super::server::sources;
use crate::cargo::{cargo, make_member, pin_dependencies, runtime};

/// A program of calls.
pub(super) struct Program<'a> {
    /// The server.
    pub(super) name: &'a str,
    /// Where it is made.
    pub(super) folder: &'a Path,
    /// Where it is compiled.
    pub(super) target: &'a Path,
}

impl Program<'_> {
    /// Generates the client of a document, and calls a server with it. False where a call failed.
    pub(super) fn run(&self, document: &Path, server: &str) -> io::Result<bool> {
        let client = self.folder.join("client");
        let generator = Generator::new(document).package(&client, "client").runtime_path(runtime());
        let settings = sources(self.name).join("oasmith.toml");
        let generator = if settings.exists() { generator.config(settings) } else { generator };
        let report = generator.run().map_err(io::Error::other)?;
        println!("{}: {} operations generated, {} skipped", self.name, report.operations, report.skipped);
        make_member(&client.join("Cargo.toml"))?;
        fs::write(self.folder.join("Cargo.toml"), self.manifest())?;
        pin_dependencies(self.folder)?;
        let status = cargo(self.folder, self.target)
            .args(["run", "--quiet", "--offline", "--", server])
            .env("RUSTFLAGS", "-D warnings")
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        Ok(status.success())
    }

    fn manifest(&self) -> String {
        format!(
            "[package]\nname = \"calls\"\nedition = \"2024\"\n\
             [[bin]]\nname = \"calls\"\npath = {:?}\n\
             [dependencies]\n\
             client = {{ path = \"client\", default-features = false, features = [\"blocking\"] }}\n\
             oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"hyper\"] }}\n\
             percent-encoding = \"2\"\n\
             tokio = {{ version = \"1\", default-features = false, features = [\"rt\", \"time\"] }}\n\
             [profile.dev]\ndebug = false\n\
             [workspace]\n",
            sources(self.name).join("calls/main.rs"),
            runtime(),
        )
    }
}
