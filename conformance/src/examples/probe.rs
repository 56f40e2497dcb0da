//! A program that reads examples with the types of a generated crate.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use super::collect::{Example, Side};
use super::names::{Body, Operation};
use crate::cargo::{cargo, make_member, pin_dependencies};

/// The start of the program.
const HEAD: &str = r#"
use library::runtime::{ErrorKind, HttpResponse, Operation, Response, StatusCode, codec::Decode, json};

fn response<O: Operation>(status: u16, media_type: &str, body: String) -> Result<(), String> {
    let status = StatusCode::from_u16(status).map_err(|error| error.to_string())?;
    let mut http = HttpResponse::json(status, body);
    http.headers.insert("content-type", media_type.parse().map_err(|_| "no header holds the media type")?);
    match O::decode(Response::to::<O>(http)) {
        Ok(_) => Ok(()),
        Err(failure) if matches!(failure.kind(), ErrorKind::Declared) => Ok(()),
        Err(failure) => Err(failure.to_string()),
    }
}

fn required<O, T: Decode>(_: fn(&O) -> &T, body: String) -> Result<(), String> {
    json::from_str::<T>(&body).map(|_| ()).map_err(|fault| fault.to_string())
}

fn optional<O, T: Decode>(_: fn(&O) -> &Option<T>, body: String) -> Result<(), String> {
    json::from_str::<T>(&body).map(|_| ()).map_err(|fault| fault.to_string())
}

fn variant<E, T: Decode>(_: fn(T) -> E, body: String) -> Result<(), String> {
    json::from_str::<T>(&body).map(|_| ()).map_err(|fault| fault.to_string())
}

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    let body = |number: usize| std::fs::read_to_string(folder.join(format!("{number}.json"))).unwrap();
    let say = |outcome: Result<(), String>| match outcome {
        Ok(()) => println!("decoded"),
        Err(problem) => println!("{}", problem.replace('\n', " ")),
    };
"#;

/// The call that reads an example; `None` where no type stands for it.
pub(super) fn call(example: &Example, operations: &HashMap<(String, String), Operation>) -> Option<String> {
    let operation = operations.get(&(example.method.clone(), example.path.clone()))?;
    let ty = &operation.ty;
    Some(match example.side {
        Side::Response(status) => format!("response::<{ty}>({status}, {:?}, ", example.media_type),
        Side::Request => match operation.body.as_ref()? {
            Body::Field { name, optional } => {
                let how = if *optional { "optional" } else { "required" };
                format!("{how}(|operation: &{ty}| &operation.{name}, ")
            }
            Body::Variants(variants) => {
                let is_same = |(media_type, _): &&(String, String)| *media_type == example.media_type;
                let (_, path) = variants.iter().find(is_same).or_else(|| variants.first())?;
                format!("variant({path}, ")
            }
        },
    })
}

/// Compiles and runs the program. For each example, what is wrong with it.
pub(super) fn run(out: &Path, folder: &Path, examples: &[(&Example, String)]) -> io::Result<Vec<Option<String>>> {
    let bodies = folder.join("bodies");
    fs::create_dir_all(&bodies)?;
    fs::create_dir_all(folder.join("src"))?;
    let mut program = HEAD.to_owned();
    for (number, (example, call)) in examples.iter().enumerate() {
        fs::write(bodies.join(format!("{number}.json")), example.value.to_string())?;
        let _ = writeln!(program, "    say({call}body({number})));");
    }
    program.push_str("}\n");
    fs::write(folder.join("src/main.rs"), program)?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"probe\"\nedition = \"2024\"\n\
         [dependencies]\nlibrary = { path = \"library\", default-features = false }\n\
         [profile.dev]\ndebug = false\n\
         [workspace]\n",
    )?;
    make_member(&folder.join("library/Cargo.toml"))?;
    pin_dependencies(folder)?;
    let output = cargo(folder, &out.join("target"))
        .args(["run", "--quiet", "--offline", "--"])
        .arg(&bodies)
        .env("RUSTFLAGS", "-Awarnings")
        .env("CARGO_INCREMENTAL", "0")
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    Ok(said.lines().map(|line| (line != "decoded").then(|| line.to_owned())).collect())
}
