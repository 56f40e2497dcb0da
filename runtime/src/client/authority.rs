//! Which servers a client gives its credentials to, and which schemes it can hold them for.

use http::header::{AUTHORIZATION, COOKIE, HeaderMap};
use oasmith_vocabulary::Origin;

use super::security::{Placement, Requirement, SchemeSpec, Security};
use super::{ErrorKind, ServerUrl};
use crate::codec::bounds::{LISTED, listed};

/// Where credentials may go besides the client's own server, and for which schemes there can be some.
#[derive(Clone, Debug, Default)]
pub(crate) struct Authority {
    /// The schemes that the document names; none where it is not known which.
    pub(crate) schemes: Option<&'static [SchemeSpec]>,
    /// The servers that the client's user has named.
    pub(crate) allowed: Vec<Origin>,
}

/// Who said where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chosen {
    /// The document, for this operation.
    ByDocument,
    /// The program.
    ByProgram,
}

impl Authority {
    /// The schemes that the document names, as far as is known.
    pub(crate) fn known_schemes(&self) -> &'static [SchemeSpec] {
        self.schemes.unwrap_or_default()
    }

    /// Whether a credential may go to a server: to the client's own; over TLS to that host, and to what the program
    /// names itself; and to what was allowed.
    pub(crate) fn may_send(&self, own: &ServerUrl, server: &ServerUrl, chosen: Chosen) -> bool {
        let Some(there) = server.origin() else { return false };
        own.origin().is_some_and(|own| there.is_trusted_by(&own))
            || self.allowed.contains(&there)
            || (there.is_https() && chosen == Chosen::ByProgram)
    }

    /// That the client was given a credential which no operation can ask for.
    pub(crate) fn check<'n>(&self, mut held: impl Iterator<Item = &'n str>) -> Result<(), ErrorKind> {
        let Some(schemes) = self.schemes else { return Ok(()) };
        let is_known = |name: &str| schemes.iter().any(|scheme| scheme.name == name);
        match held.find(|name| !is_known(name)) {
            Some(name) => Err(ErrorKind::UnknownScheme { name: name.to_owned(), known: schemes }),
            None => Ok(()),
        }
    }
}

/// Of the requirements, the schemes that put something into a request.
pub(crate) fn sent(requirements: &[Requirement]) -> impl Iterator<Item = SchemeSpec> {
    requirements.iter().map(|needed| needed.scheme).filter(|scheme| scheme.placement != Placement::Transport)
}

/// Whether an operation asks for credentials of which none is in the headers, where a call may have put it.
pub(crate) fn is_lacking(security: Security, headers: &HeaderMap) -> bool {
    let is_there = |scheme: SchemeSpec| match scheme.placement {
        Placement::Bearer | Placement::Basic | Placement::Authorization(_) => headers.contains_key(AUTHORIZATION),
        Placement::Header(name) => headers.contains_key(name),
        Placement::Cookie(_) => headers.contains_key(COOKIE),
        Placement::Query(_) | Placement::Transport => false,
    };
    let mut asks = false;
    for alternative in security.alternatives() {
        for scheme in sent(alternative) {
            if is_there(scheme) {
                return false;
            }
            asks = true;
        }
    }
    asks
}

/// What an operation asks for, in words: `a` and `b`, or `c`.
pub(crate) fn asked_for(security: Security) -> String {
    let alternatives = security.alternatives().iter().filter_map(|alternative| {
        let names: Vec<String> = sent(alternative).map(|scheme| format!("`{}`", scheme.name)).collect();
        (!names.is_empty()).then(|| names.join(" and "))
    });
    listed(alternatives, LISTED, ", or ")
}

/// The schemes of a document, in words.
pub(crate) fn names(schemes: &[SchemeSpec]) -> String {
    listed(schemes.iter().map(|scheme| format!("`{}`", scheme.name)), LISTED, ", ")
}

/// The scheme whose name is most like another one, if any is like it.
pub(crate) fn closest(name: &str, schemes: &'static [SchemeSpec]) -> Option<&'static str> {
    let near = schemes.iter().map(|scheme| (distance(name, scheme.name), scheme.name)).min()?;
    (near.0 <= name.chars().count().max(3) / 3).then_some(near.1)
}

/// How many characters have to be changed, added or left out to make one name of another; those of another case count as
/// equal.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (number, from) in one.to_lowercase().chars().enumerate() {
        let mut diagonal = number;
        let mut left = number + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (to, cell) in other.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(from != *to);
            diagonal = *cell;
            left = replaced.min(left + 1).min(*cell + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_stay_with_the_clients_own_server() {
        use Chosen::{ByDocument, ByProgram};
        let mut authority = Authority::default();
        let may = |authority: &Authority, own: &str, there: &str, chosen| {
            authority.may_send(&ServerUrl::documented(own), &ServerUrl::documented(there), chosen)
        };
        for (own, there, by_document, by_program) in [
            ("https://api.x/v1", "https://api.x/v2", true, true),
            ("https://api.x", "https://api.x:8443", true, true),
            ("https://api.x", "https://uploads.x", false, true),
            ("https://api.x", "http://api.x", false, false),
            ("https://api.x", "http://other.x", false, false),
            ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/v2", true, true),
            ("http://127.0.0.1:1", "http://127.0.0.1:2", false, false),
            ("http://api.x", "https://api.x", true, true),
            ("http://localhost", "http://127.0.0.1", false, false),
        ] {
            assert_eq!(may(&authority, own, there, ByDocument), by_document, "{own} {there}");
            assert_eq!(may(&authority, own, there, ByProgram), by_program, "{own} {there}");
        }
        authority.allowed.extend(Origin::of("http://other.x/"));
        assert!(may(&authority, "https://api.x", "http://other.x/v1", ByDocument));
        assert!(!may(&authority, "https://api.x", "http://other.x:8080", ByDocument));
    }

    #[test]
    fn names_are_alike_by_what_has_to_be_changed() {
        const SCHEMES: &[SchemeSpec] = &[SchemeSpec::bearer("bearerAuth"), SchemeSpec::bearer("key")];
        assert_eq!(closest("bearer_auth", SCHEMES), Some("bearerAuth"));
        assert_eq!(closest("BearerAuth", SCHEMES), Some("bearerAuth"));
        assert_eq!(closest("keys", SCHEMES), Some("key"));
        assert_eq!(closest("token", SCHEMES), None);
        assert_eq!(closest("", SCHEMES), None);
        assert_eq!(closest("token", &[]), None);
    }
}
