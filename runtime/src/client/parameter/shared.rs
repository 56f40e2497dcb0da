//! Parameters that the client holds for all operations that have them.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::codec::Encode;

/// A parameter that many operations have in common, such as an account's id, and that the client can hold for all of
/// them; see [`ClientBuilder::parameter`](crate::ClientBuilder::parameter). Values are of the type `T`.
///
/// ```
/// use oasmith_runtime::ClientParameter;
///
/// // As the generator emits it; `Client::builder().parameter(ACCOUNT_ID, "acme")` gives it a value.
/// const ACCOUNT_ID: ClientParameter<String> = ClientParameter::path("accountId");
/// # let _ = ACCOUNT_ID;
/// ```
pub struct ClientParameter<T> {
    key: Key,
    value: PhantomData<fn(T)>,
}

/// What tells a parameter from others.
#[derive(Clone, Copy, Debug)]
pub(in crate::client) struct Key {
    pub(in crate::client) place: Place,
    pub(in crate::client) name: &'static str,
}

impl Key {
    /// Whether both are the same. The case of a header's name means nothing (RFC 9110, section 5.1).
    fn is(self, other: Key) -> bool {
        self.place == other.place
            && match self.place {
                Place::Header => self.name.eq_ignore_ascii_case(other.name),
                Place::Path | Place::Query | Place::Cookie => self.name == other.name,
            }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client) enum Place {
    Path,
    Query,
    Header,
    Cookie,
}

impl<T> ClientParameter<T> {
    /// One of the path.
    pub const fn path(name: &'static str) -> Self {
        Self::at(Place::Path, name)
    }

    /// One of the query.
    pub const fn query(name: &'static str) -> Self {
        Self::at(Place::Query, name)
    }

    /// A header.
    pub const fn header(name: &'static str) -> Self {
        Self::at(Place::Header, name)
    }

    /// A cookie.
    pub const fn cookie(name: &'static str) -> Self {
        Self::at(Place::Cookie, name)
    }

    const fn at(place: Place, name: &'static str) -> Self {
        Self { key: Key { place, name }, value: PhantomData }
    }
}

impl<T> Clone for ClientParameter<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ClientParameter<T> {}

impl<T> fmt::Debug for ClientParameter<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ClientParameter").field(&self.key.place).field(&self.key.name).finish()
    }
}

/// The parameters that a client holds. Clones share the values.
#[derive(Clone, Default)]
pub(in crate::client) struct ClientParameters(Vec<(Key, Arc<dyn Encode + Send + Sync>)>);

impl ClientParameters {
    /// Holds a value in place of the one before.
    pub(in crate::client) fn hold<T>(&mut self, parameter: ClientParameter<T>, value: T)
    where
        T: Encode + Send + Sync + 'static,
    {
        self.0.retain(|(key, _)| !key.is(parameter.key));
        self.0.push((parameter.key, Arc::new(value)));
    }

    pub(in crate::client) fn get(&self, key: Key) -> Option<Arc<dyn Encode + Send + Sync>> {
        self.0.iter().find(|(held, _)| held.is(key)).map(|(_, value)| value.clone())
    }
}

/// The names alone: a value may be somebody's.
impl fmt::Debug for ClientParameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.iter().map(|(key, _)| key.name)).finish()
    }
}
