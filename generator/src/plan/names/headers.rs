//! What gives the headers of an operation's answers.

use super::identifiers::value_name;
use super::lock::KnownOperation;
use super::reserved;
use super::scope::Scope;
use super::statuses;
use crate::api::Status;
use crate::lists::{Listing, sort_by_key};

/// The method of a header.
#[derive(Clone, Debug)]
pub(crate) struct HeaderMethod {
    /// The header's name.
    pub(crate) name: String,
    /// The status of the answer that declares it otherwise than an earlier one.
    pub(crate) differs: Option<Status>,
    pub(crate) ident: String,
}

impl HeaderMethod {
    /// The status that tells it from another one of its name, or nothing.
    pub(crate) fn status(&self) -> String {
        self.differs.map(statuses::written).unwrap_or_default()
    }

    /// What it would be called if it were alone.
    fn alone(&self) -> String {
        let name = value_name(&self.name);
        match self.differs {
            Some(status) => format!("{}_{}", name.trim_start_matches("r#"), statuses::written(status)),
            None => name,
        }
    }
}

/// Names the methods that stand beside each other. What a lock knows keeps its name.
pub(crate) fn name_header_methods(mut methods: Vec<HeaderMethod>, known: Option<&KnownOperation>) -> Vec<HeaderMethod> {
    let mut scope = Scope::of(reserved::HEADER_METHODS.iter().copied());
    let known = known.map(|known| &known.header_methods);
    known.into_iter().flat_map(|known| known.values()).for_each(|ident| _ = scope.free(ident));
    let mut order = methods.iter_mut().list();
    // Not in document order, so that names don't change with it.
    sort_by_key(&mut order, &|method| (method.differs, method.name.clone()));
    for method in order {
        let held = known.and_then(|known| known.get(&(method.name.to_lowercase(), method.status())));
        method.ident = held.cloned().unwrap_or_else(|| scope.free(&method.alone()));
    }
    methods
}
