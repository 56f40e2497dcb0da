//! Sends a login code with the generated client, without an async runtime.
//!
//! Without arguments it talks to a server of its own on the loopback interface, which answers as Dfns does, and shows
//! what went over the wire:
//!
//! ```text
//! cargo run --features blocking --example send_login_code_blocking
//! cargo run --features blocking --example send_login_code_blocking -- --base-url https://api.dfns.io
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

fn main() -> Result<(), Box<dyn Error>> {
    let (mut base_url, mut username, mut org_id) = (None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let place = match argument.as_str() {
            "--base-url" => &mut base_url,
            "--username" => &mut username,
            "--org-id" => &mut org_id,
            _ => return Err(format!("unknown argument {argument}").into()),
        };
        *place = Some(arguments.next().ok_or_else(|| format!("{argument} needs a value"))?);
    }
    let request = SendLoginCodeRequest::new(
        username.as_deref().unwrap_or("jane@example.com"),
        org_id.as_deref().unwrap_or("or-3pgfi-2jgnt-8lpob5"),
    );

    // Without a base URL, a server of our own answers.
    let (loopback, url) = match base_url {
        Some(url) => (None, url),
        None => {
            let loopback = Loopback::start(ANSWER, Afterwards::Close)?;
            let url = loopback.url();
            (Some(loopback), url)
        }
    };
    let client = Client::with_server(url);

    let answer = client.auth().send_login_code(request).send_blocking();

    for request in loopback.iter().flat_map(Loopback::requests) {
        println!("The request, as it went over the wire:\n\n{request}\n");
    }
    println!("The response:\n\n{:#?}", answer?);
    Ok(())
}
