//! The servers that a document names.

/// A server that the document names.
#[derive(Debug)]
pub(crate) struct Server {
    /// Of the variant among the servers.
    pub(crate) ident: String,
    /// Of the type that has its variables.
    pub(crate) type_ident: String,
    /// With variables replaced by their defaults.
    pub(crate) url: String,
    /// With variables as the document names them.
    pub(crate) template: String,
    pub(crate) variables: Vec<ServerVariable>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
}

/// A variable of a server's URL.
#[derive(Debug)]
pub(crate) struct ServerVariable {
    pub(crate) ident: String,
    pub(crate) name: String,
    pub(crate) default: String,
    /// The only ones that it may have; none, if it may have any.
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// A server that an operation has of its own.
#[derive(Debug)]
pub(crate) struct OwnServer {
    /// With variables replaced by their defaults.
    pub(crate) url: String,
    pub(crate) description: Option<String>,
}
