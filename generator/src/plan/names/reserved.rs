//! Names that are taken before the document has any: what the runtime's macros define, and what emitted code names.

/// Types that emitted code names without a path, and the client's own.
pub(super) const TYPES: &[&str] = &[
    "Box", "Default", "Err", "From", "Into", "None", "Ok", "Option", "Result", "Self", "Some", "String", "Vec",
    "Client",
];

/// The methods that every client has, by itself or by a trait.
pub(super) const CLIENT_METHODS: &[&str] = &[
    "new",
    "with_server",
    "builder",
    "with_credential",
    "send_request",
    "call",
    "default",
    "from",
    "clone",
    "clone_from",
    "into",
];

/// The methods that every call has, by itself or by a trait; the function that makes an operation; and the field and
/// setter of its body.
pub(super) const CALL_METHODS: &[&str] = &[
    "timeout",
    "header",
    "extra_query",
    "extra_body",
    "with_options",
    "send_blocking",
    "stream",
    "raw",
    "with_response",
    "with_response_blocking",
    "into_future",
    "reconnect",
    "clone",
    "clone_from",
    "into",
    "new",
    "body",
];

/// The function that makes a struct, beside which its setters stand.
pub(super) const RECORD_METHODS: &[&str] = &["new"];

/// The function that reads an answer's headers, beside which stands what gives each of them.
pub(super) const HEADER_METHODS: &[&str] = &["from"];

/// Modules that every crate has, what its root re-exports, and the crates that it names; then those whose files mean something to Cargo or rustc, or
/// can't be on Windows.
#[rustfmt::skip]
pub(super) const MODULES: &[&str] = &[
    "types", "rule_definitions", "incoming", "server", "security", "client_core", "client_parameters", "runtime", "rt", "std", "core", "alloc",
    "oasmith_runtime",
    "lib", "main", "r#mod",
    "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

#[cfg(test)]
mod tests {
    use super::{CALL_METHODS, CLIENT_METHODS};

    /// The methods that the macros which declare clients give a type.
    fn methods_of(ty: &str) -> Vec<String> {
        let macros = include_str!("../../../../runtime/src/client/macros.rs");
        let (mut methods, mut is_of_type) = (Vec::new(), false);
        for line in macros.lines().map(str::trim) {
            if line.starts_with("impl") {
                let subject = line.rsplit_once(" for ").map_or(line, |(_, subject)| subject);
                is_of_type = subject.contains(ty) && !line.contains(" for ");
            }
            if let Some(rest) = line.strip_prefix("pub fn ").filter(|_| is_of_type) {
                let name = rest.split(['(', '<']).next().unwrap_or_default();
                methods.extend(Some(name.to_owned()).filter(|name| !name.starts_with('$')));
            }
        }
        methods
    }

    #[test]
    fn what_the_macros_define_is_reserved() {
        for (ty, reserved) in [("$Client", CLIENT_METHODS), ("$Call", CALL_METHODS)] {
            let methods = methods_of(ty);
            assert!(methods.len() > 3, "{methods:?}");
            for method in methods {
                assert!(reserved.contains(&method.as_str()), "{ty}::{method}");
            }
        }
    }
}
