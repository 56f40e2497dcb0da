//! How successes are read that operations do not declare.

use super::selection::Name;
use super::spanned::Spanned;
use crate::api::Operation;

/// What a file of settings calls reading the `null` of a list or map as an empty one.
pub(crate) const NULL_AS_EMPTY: &str = "null-as-empty";

/// How an answer is read whose 2xx status the document does not declare.
///
/// A number stands for [`UndeclaredSuccess::As`]:
///
/// ```
/// let generator = oasmith::Generator::new("openapi.yaml").undeclared_success("createFlow", 200);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UndeclaredSuccess {
    /// Not at all: it is an error, or what `default` declares.
    Fail,
    /// As the declared success: of several the only one with a body.
    Read,
    /// As the success that is declared with this status.
    As(u16),
    /// As what `default` declares, which is a success then.
    Default,
}

impl UndeclaredSuccess {
    /// The way of reading that is called so in a file of settings.
    pub(super) fn named(name: &str) -> Option<UndeclaredSuccess> {
        match name {
            "fail" => Some(UndeclaredSuccess::Fail),
            "read" => Some(UndeclaredSuccess::Read),
            "default" => Some(UndeclaredSuccess::Default),
            _ => None,
        }
    }

    /// As a file of settings has it.
    pub(super) fn written(self) -> String {
        match self {
            UndeclaredSuccess::Fail => "\"fail\"".to_owned(),
            UndeclaredSuccess::Read => "\"read\"".to_owned(),
            UndeclaredSuccess::As(status) => status.to_string(),
            UndeclaredSuccess::Default => "\"default\"".to_owned(),
        }
    }
}

impl From<u16> for UndeclaredSuccess {
    fn from(status: u16) -> UndeclaredSuccess {
        UndeclaredSuccess::As(status)
    }
}

/// How successes of some operations are read that these do not declare.
#[derive(Clone, Debug)]
pub(crate) struct ResponseSetting {
    /// What names the operations.
    pub(crate) operations: Spanned,
    /// Which status it is about; all, where none is said.
    pub(crate) status: Option<u16>,
    pub(crate) read: UndeclaredSuccess,
}

impl ResponseSetting {
    /// Whether it is about an operation.
    pub(crate) fn concerns(&self, operation: &Operation) -> bool {
        concerns(&self.operations, operation)
    }
}

/// Whether what names operations names this one, among those that have answers.
pub(crate) fn concerns(names: &Spanned, operation: &Operation) -> bool {
    operation.incoming.is_none() && Name::of(operation).fits(&names.text)
}

/// How successes of an operation are read that it does not declare: those of one status each, and at last all others, which are
/// read anyhow where that is asked `for_all`. Of several settings for the same, the first one holds.
pub(super) fn of_operation(
    settings: &[ResponseSetting],
    for_all: bool,
    operation: &Operation,
) -> Vec<(Option<u16>, UndeclaredSuccess)> {
    let mut found: Vec<(Option<u16>, UndeclaredSuccess)> = Vec::new();
    for setting in settings.iter().filter(|setting| setting.concerns(operation)) {
        if !found.iter().any(|(status, _)| *status == setting.status) {
            found.push((setting.status, setting.read));
        }
    }
    if for_all && !found.iter().any(|(status, _)| status.is_none()) {
        found.push((None, UndeclaredSuccess::Read));
    }
    found
}
