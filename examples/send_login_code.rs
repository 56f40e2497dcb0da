//! Sends a login code with the generated client.
//!
//! Without arguments it talks to a server of its own on the loopback interface, which answers as Dfns does, and shows
//! what went over the wire:
//!
//! ```text
//! cargo run --example send_login_code
//! cargo run --example send_login_code -- --base-url https://api.dfns.io --username jane@example.com --org-id or-…
//! ```

mod loopback;

use std::error::Error;

use dfns_api::Client;
use dfns_api::auth::SendLoginCodeRequest;
use loopback::{Afterwards, Loopback};

/// What Dfns answers.
const ANSWER: &str = "HTTP/1.1 200 OK\r\n\
    content-type: application/json; charset=utf-8\r\n\
    content-length: 21\r\n\
    connection: close\r\n\
    \r\n\
    {\"message\":\"success\"}";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut base_url = None;
    let mut username = "jane@example.com".to_owned();
    let mut org_id = "or-3pgfi-2jgnt-8lpob5".to_owned();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--base-url" => base_url = Some(value),
            "--username" => username = value,
            "--org-id" => org_id = value,
            _ => return Err(format!("unknown argument {argument}").into()),
        }
    }

    let loopback = match base_url {
        Some(_) => None,
        None => Some(Loopback::start(ANSWER, Afterwards::Close)?),
    };
    let client = match (&loopback, base_url) {
        (Some(loopback), _) => Client::with(loopback.url()),
        (None, Some(url)) => Client::with(url),
        (None, None) => Client::new(),
    };

    let answer = client.auth().send_login_code(SendLoginCodeRequest::new(username, org_id)).await;

    for request in loopback.iter().flat_map(Loopback::requests) {
        println!("The request, as it went over the wire:\n\n{request}\n");
    }
    println!("The response:\n\n{:#?}", answer?);
    Ok(())
}
