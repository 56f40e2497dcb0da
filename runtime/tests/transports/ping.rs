//! The least that there is to call, and a client to call it with.

use std::convert::Infallible;

use oasmith_runtime::{Meta, Operation, Outcome, Request, Response};

oasmith_runtime::client! {
    /// A client.
    pub struct Client for "http://localhost";
    /// A call.
    pub struct Call;
}

pub(crate) struct Ping;

impl Operation for Ping {
    const META: Meta = Meta::new("ping", "GET", "/x");
    type Output = ();
    type Error = Infallible;

    fn encode(&self, _: &mut Request) {}

    fn decode(response: Response) -> Outcome<Self> {
        match response.code() {
            200 => response.empty(),
            _ => response.undeclared(),
        }
    }
}
