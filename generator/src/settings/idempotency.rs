//! Which operations take an idempotency key.

use super::Settings;
use super::selection::Name;
use crate::api::Operation;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::Listing;

impl Settings {
    /// The header that the settings have an operation's idempotency key go in. One that is idempotent by its method needs none.
    pub(crate) fn idempotency_key(&self, operation: &Operation) -> Option<&str> {
        let fits = |name: &str| Name::of(operation).fits(name) && !is_idempotent(operation);
        self.idempotency_keys.iter().find(|(name, _)| fits(&name.text)).map(|(_, header)| header.text.as_str())
    }

    /// Complains about headers that are none, and about operations that need no key.
    pub(crate) fn check_idempotency_keys<'o>(
        &self,
        operations: impl Iterator<Item = &'o Operation> + Clone,
        diagnostics: &mut Diagnostics,
    ) {
        for (name, header) in &self.idempotency_keys {
            if header.text.is_empty() || !header.text.bytes().all(is_token) {
                let message = format!("`{}` is not the name of a header", header.text);
                let diagnostic = self.point(header, Diagnostic::error(Code::InvalidName, message));
                diagnostics.push(diagnostic.help("name one such as `Idempotency-Key`"));
            }
            let meant = operations.clone().filter(|operation| Name::of(operation).fits(&name.text)).list();
            if !meant.is_empty() && meant.iter().all(|operation| is_idempotent(operation)) {
                let message = format!("`{}` names no operation that needs an idempotency key", name.text);
                let diagnostic = self.point(name, Diagnostic::warning(Code::UnknownSelection, message));
                diagnostics.push(diagnostic.help("those that are idempotent by their method are repeated anyhow"));
            }
        }
    }
}

/// Whether sending a request twice is as good as sending it once, by its method (RFC 9110, section 9.2.2).
fn is_idempotent(operation: &Operation) -> bool {
    matches!(operation.method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE" | "QUERY")
}

/// Whether a name of a header may have this letter (RFC 9110, section 5.6.2).
fn is_token(letter: u8) -> bool {
    letter.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&letter)
}
