//! The client: operations, how they are sent and read, and what is around them.

mod accept;
mod answers;
mod bodies;
mod client_parameters;
mod documentation;
mod examples;
mod guide;
mod headers;
mod incoming;
mod items;
mod media;
mod operations;
mod root;
mod security;
mod servers;
mod streams;
mod styles;

use super::here::Here;
use crate::code::File;
use crate::lists::{Changing, Listing};
use crate::rust::{Client, Types};

pub(crate) use answers::shared as by_status;
pub(crate) use guide::guide;
pub(crate) use headers::shared as headers;
pub(crate) use incoming::functions;
pub(crate) use media::{body, content};
pub(crate) use operations::{group, operation};
pub(crate) use root::{accessors, declaration};
pub(crate) use servers::exports;

/// The files of what is of no single group.
pub(crate) fn files(types: &Types, client: &Client) -> Vec<File> {
    // Outside of every group, and of the shared types' module.
    let beside = Here::beside(types);
    let mut files: Vec<File> = servers::servers(client).into_iter().chain(security::file(client)).list();
    files.add_all(client_parameters::client_parameters(beside, client));
    files
}
