//! Calls of operations of real documents over a real connection, answered with the documents' own examples.
//!
//! `program.rs` is a program of its own: it is compiled here, with the modules that are generated for it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::{Map, Value};

use crate::cargo::{cargo, pin_dependencies, runtime};
use crate::corpus::document;
use crate::examples::collect::{self, Side};
use crate::examples::files::Files;
use crate::outcome::Outcome;

const PROGRAM: &str = include_str!("program.rs");

/// The documents and the operations that the program calls, by the names of its modules.
const CALLED: &[(&str, &str, &[&str])] = &[
    ("adguard", "c-adguardhome-3-2", &["POST /test_upstream_dns", "GET /safebrowsing/status", "GET /parental/status"]),
    ("cafe", "c-redocly-cafe-3-2", &["POST /orders", "GET /orders/{orderId}", "PATCH /orders/{orderId}"]),
    ("influx", "c-influxdb-oss", &["GET /dbrps", "PATCH /dbrps/{dbrpID}", "GET /query/suggestions/{name}"]),
    (
        "lithic",
        "c-lithic",
        &["GET /v1/accounts", "PATCH /v1/accounts/{account_token}", "GET /v1/account_holders/{account_holder_token}"],
    ),
    ("mistral", "c-mistral", &["DELETE /v1/models/{model_id}"]),
    ("moby", "c-moby-docker-engine", &["GET /containers/{id}/changes", "GET /images/{name}/history", "GET /networks"]),
    ("museum", "c-museum-redocly", &["GET /museum-hours", "POST /special-events", "POST /tickets"]),
    ("neon", "c-neon", &["POST /api_keys", "GET /projects", "PATCH /projects/{project_id}"]),
    ("ollama", "c-ollama", &["POST /api/embed", "GET /api/tags", "POST /api/show"]),
    ("slack", "c-slack-web", &["GET /admin.apps.approved.list", "GET /admin.apps.requests.list"]),
    ("train", "c-train-travel", &["GET /stations", "GET /bookings", "POST /bookings/{bookingId}/payment"]),
    ("twilio", "c-twilio-api-v2010", &["POST /2010-04-01/Accounts.json", "GET /2010-04-01/Accounts/{Sid}.json"]),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    directory: PathBuf,
    /// Where the program is generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-calls")]
    out: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let sources = arguments.out.join("src");
    fs::create_dir_all(&sources)?;
    let documents = document::find(&arguments.directory, &[])?;
    let mut examples = Map::new();
    for (module, name, operations) in CALLED {
        let document = documents.iter().find(|document| document.name == *name);
        let document = document.ok_or_else(|| io::Error::other(format!("there is no document {name}")))?;
        let generator = document::generator(&document.path).module(sources.join(module));
        operations.iter().fold(generator, |generator, operation| generator.operation(*operation)).run()?;
        examples.insert((*module).to_owned(), first_examples(&document.path, operations));
    }
    fs::write(arguments.out.join("examples.json"), Value::Object(examples).to_string())?;
    fs::write(sources.join("main.rs"), PROGRAM)?;
    fs::write(arguments.out.join("Cargo.toml"), manifest())?;
    pin_dependencies(&arguments.out)?;
    let status = cargo(&arguments.out, &arguments.out.canonicalize()?.join("target"))
        .args(["run", "--quiet", "--offline", "--", "examples.json"])
        .env("RUSTFLAGS", "-D warnings")
        .status()?;
    Ok(status.success())
}

/// The first example of each body of these operations: `GET /pets 200`, `POST /pets request`.
fn first_examples(path: &Path, operations: &[&str]) -> Value {
    let mut first = Map::new();
    for example in collect::collect(&Files::default(), path) {
        let operation = format!("{} {}", example.method, example.path);
        if !operations.contains(&operation.as_str()) {
            continue;
        }
        let body = match example.side {
            Side::Request => "request".to_owned(),
            Side::Response(status) => status.to_string(),
        };
        first.entry(format!("{operation} {body}")).or_insert(example.value);
    }
    Value::Object(first)
}

fn manifest() -> String {
    format!(
        "[package]\nname = \"calls\"\nedition = \"2024\"\n\
         [dependencies]\n\
         oasmith-runtime = {{ path = {:?}, default-features = false, features = [\"hyper\", \"blocking\", \"chrono\", \"uuid\"] }}\n\
         serde_json = \"1\"\n\
         [profile.dev]\ndebug = false\n\
         [workspace]\n",
        runtime().to_string_lossy()
    )
}
