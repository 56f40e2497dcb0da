//! Names of headers that no parameter can set.

use crate::value::is_token;

/// Why a header can't be a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unset {
    /// HTTP has no header of such a name (RFC 9110, section 5.1).
    NoName,
    /// It names the server that a call goes to.
    Server,
    /// It is about the message or the connection, and set by what sends it: HTTP/2 has none such (RFC 9113, section 8.2.2), and
    /// one that says something else than is sent makes the message another one.
    Transport,
}

impl Unset {
    /// Why a header of this name can't be a parameter, if so.
    pub(crate) fn of(name: &str) -> Option<Unset> {
        const OF_TRANSPORT: [&str; 6] =
            ["connection", "content-length", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"];
        if !is_token(name) {
            Some(Unset::NoName)
        } else if name.eq_ignore_ascii_case("host") {
            Some(Unset::Server)
        } else {
            OF_TRANSPORT.iter().any(|other| name.eq_ignore_ascii_case(other)).then_some(Unset::Transport)
        }
    }
}
