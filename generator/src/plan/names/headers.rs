//! What gives the headers of an operation's answers.

use super::identifiers::value_name;
use super::reserved;
use super::scope::Scope;
use crate::api::Status;

/// The methods that give headers, beside each other.
pub(crate) struct HeaderMethods(Scope);

impl HeaderMethods {
    pub(crate) fn new() -> HeaderMethods {
        HeaderMethods(Scope::of(reserved::HEADER_METHODS.iter().copied()))
    }

    /// The method of a header; of one that an earlier answer declares otherwise, with the status behind it.
    pub(crate) fn take(&mut self, header: &str, differs: Option<Status>) -> String {
        let name = value_name(header);
        let name = match differs {
            Some(status) => format!("{}_{}", name.trim_start_matches("r#"), self::status(status)),
            None => name,
        };
        self.0.free(&name)
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(code) => code.to_string(),
        Status::Range(range) => format!("{range}xx"),
        Status::Default => "default".to_owned(),
    }
}
