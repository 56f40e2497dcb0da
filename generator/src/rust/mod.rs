//! The crate to be emitted, every decision made: modules, names, types, derives, methods.

mod answer;
mod incoming;
mod item;
mod operation;
mod server;
mod types;

pub(crate) use answer::{Arm, ErrorType, Header, HeaderForm, Headers, Items, Output, Reading, Received, Statuses};
pub(crate) use incoming::{Incoming, Payload};
pub(crate) use item::{Choice, Derive, Doc, Entry, Field, Item, ItemKind, Record, Role, Tuple, Union, Variant};
pub(crate) use operation::{Body, BodyEncoding, Operation, Parameter, Sent};
pub(crate) use server::{OwnServer, Server, ServerVariable};
pub(crate) use types::Type;

use std::rc::Rc;

use crate::api::{Location, Rule, SchemeKind, Security};

/// The client of one document.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) description: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) credentials: Vec<Credential>,
    /// What operations ask for by default, and the constant that says it, where that is too long for each to say it.
    pub(crate) asked_by_default: Option<(Security, &'static str)>,
    /// What the client can hold for all operations that have it.
    pub(crate) client_parameters: Vec<ClientParameter>,
    /// Those that have operations, in the order of their names.
    pub(crate) groups: Vec<Group>,
    /// The module of every group of the document, emitted or not: what [`Type::Named`] counts.
    pub(crate) modules: Vec<String>,
    /// Types that several groups use, and the document's components.
    pub(crate) types: Vec<Item>,
    /// What the API sends by itself, if anything.
    pub(crate) incoming: Option<Incoming>,
    /// Rules that others refer to, by their number; `None` where nothing does.
    pub(crate) definitions: Vec<Option<Definition>>,
    /// The features of the runtime that its types need.
    pub(crate) features: Vec<&'static str>,
}

impl Crate {
    /// Whether an operation asks for this very list.
    pub(crate) fn asks_for(&self, security: &Security) -> bool {
        self.groups.iter().flat_map(|group| &group.operations).any(|each| Rc::ptr_eq(&each.security, security))
    }

    /// How many operations it has.
    pub(crate) fn operations(&self) -> usize {
        self.groups.iter().map(|group| group.operations.len()).sum()
    }

    /// Whether there is nothing to call and nothing to receive, but types.
    pub(crate) fn is_types_alone(&self) -> bool {
        self.groups.is_empty() && self.incoming.is_none() && !self.types.is_empty()
    }

    /// How many types it has, operations left out.
    pub(crate) fn items(&self) -> usize {
        let incoming = self.incoming.as_ref().map_or(0, |incoming| incoming.types.len());
        self.types.len() + incoming + self.groups.iter().map(|group| group.types.len()).sum::<usize>()
    }
}

/// Rules with a name.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) rules: Vec<Rule>,
}

/// A security scheme that the client can hold a credential for.
#[derive(Debug)]
pub(crate) struct Credential {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) kind: SchemeKind,
    pub(crate) description: Option<String>,
}

/// A parameter that the client can hold.
#[derive(Clone, Debug)]
pub(crate) struct ClientParameter {
    /// Of the constant.
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) ty: Type,
    pub(crate) description: Option<String>,
}

/// A module of operations.
#[derive(Debug)]
pub(crate) struct Group {
    /// Its place in [`Crate::modules`].
    pub(crate) number: usize,
    pub(crate) module: String,
    /// The method of the client that leads here.
    pub(crate) accessor: String,
    /// The type that has the operations' methods.
    pub(crate) ident: String,
    /// What the operations have in common, such as ``tagged `Auth` ``.
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) operations: Vec<Operation>,
    pub(crate) types: Vec<Item>,
}
