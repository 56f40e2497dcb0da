//! The crate to be emitted, every decision made: modules, names, types, derives, methods.
//!
//! [`Types`] are what every output is built on; [`Client`] is one of them, and knows the types by their names.

mod answer;
mod client;
mod incoming;
mod item;
mod operation;
mod server;
mod type_name;
mod type_use;
mod types;

pub(crate) use answer::{
    AnswerRole, AnswerType, Arm, ErrorType, Header, HeaderForm, Headers, Items, Output, Reading, Received, Statuses,
    in_common,
};
pub(crate) use client::{Client, ClientParameter, Credential, Group};
pub(crate) use incoming::{Incoming, Payload};
pub(crate) use item::{Choice, Derive, Doc, Entry, Field, Item, ItemKind, Record, Role, Tuple, Union, Variant};
pub(crate) use operation::{Body, BodyEncoding, Input, Operation, Parameter, Sent};
pub(crate) use server::{OwnServer, Server, ServerVariable};
pub(crate) use type_name::{GroupId, ModuleId, TypeName};
pub(crate) use type_use::Type;
pub(crate) use types::{Definition, Module, Types};

/// What is emitted of one document.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) types: Types,
    /// None where there is nothing to call and nothing to receive, or where nobody asks for it.
    pub(crate) client: Option<Client>,
}

impl Crate {
    /// What it is, for its documentation and its manifest.
    pub(crate) fn kind(&self) -> &'static str {
        if self.client.is_some() { "A client" } else { "The types" }
    }

    /// How many operations it has.
    pub(crate) fn operations(&self) -> usize {
        self.client.as_ref().map_or(0, |client| client.operations().len())
    }
}
