//! The client: what it is made with, and how operations are called.

use std::rc::Rc;

use super::{GroupId, Incoming, Operation, Server, Type};
use crate::api::{Location, Rule, SchemeId, SchemeKind, Security};
use crate::lists::Changing;
use crate::media_types::Codec;
use crate::table::Table;

/// The client of one document.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) servers: Vec<Server>,
    pub(crate) credentials: Table<SchemeId, Credential>,
    /// What operations ask for by default, and the constant that says it, where that is too long for each to say it.
    pub(crate) asked_by_default: Option<(Security, &'static str)>,
    /// What the client can hold for all operations that have it.
    pub(crate) client_parameters: Vec<ClientParameter>,
    /// Those that have operations, in the order of their names.
    pub(crate) groups: Vec<Group>,
    /// What the API sends by itself, if anything.
    pub(crate) incoming: Option<Incoming>,
}

impl Client {
    /// The operations of all groups.
    pub(crate) fn operations(&self) -> Vec<&Operation> {
        let mut operations = Vec::new();
        self.groups.iter().for_each(|group| operations.add_all(&group.operations));
        operations
    }

    /// Every type that it names.
    pub(crate) fn types(&self) -> Vec<&Type> {
        let mut types = Vec::new();
        for operation in self.operations() {
            types.add_all(operation.parameters.iter().map(|parameter| &parameter.ty));
            types.add_all(operation.body.iter().map(|body| &body.ty));
            let streamed = operation.stream.as_ref().map(|output| output.arms.as_slice()).unwrap_or_default();
            for arms in [&operation.output.arms, &operation.error.arms, streamed] {
                types.add_all(arms.iter().filter_map(|arm| arm.reading.ty()));
            }
            if let Some(headers) = &operation.headers {
                types.add_all(headers.all.iter().map(|header| &header.ty));
            }
        }
        if let Some(incoming) = &self.incoming {
            types.add_all(incoming.payloads.iter().map(|payload| &payload.ty));
        }
        types
    }

    /// How the values are written that its operations send and read.
    pub(crate) fn codecs(&self) -> Vec<&'static Codec> {
        let mut codecs: Vec<&'static Codec> = Vec::new();
        for operation in self.operations() {
            for arms in [&operation.output.arms, &operation.error.arms] {
                codecs.add_all(arms.iter().filter_map(|arm| arm.reading.codec()));
            }
            codecs.add_all(operation.body.as_ref().and_then(|body| body.sent.as_ref()?.encoding.codec()));
        }
        codecs
    }

    /// Every list of rules that it has.
    pub(crate) fn rules(&self) -> Vec<&[Rule]> {
        let mut lists: Vec<&[Rule]> = Vec::new();
        for operation in self.operations() {
            lists.add_all(operation.parameters.iter().map(|parameter| parameter.rules.as_slice()));
            lists.add_all(operation.body.as_ref().and_then(|body| Some(body.sent.as_ref()?.rules.as_slice())));
        }
        lists
    }

    /// Whether an operation asks for this very list.
    pub(crate) fn asks_for(&self, security: &Security) -> bool {
        self.operations().iter().any(|each| Rc::ptr_eq(&each.security, security))
    }
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

/// The operations of a module.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: GroupId,
    /// The method of the client that leads here. Where there is none, the operations' methods are the client's.
    pub(crate) accessor: Option<String>,
    /// The type that has the operations' methods.
    pub(crate) ident: String,
    pub(crate) operations: Vec<Operation>,
}
