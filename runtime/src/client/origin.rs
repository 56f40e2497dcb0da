//! What may be shown of a URL.

/// The URL without the user and the password that may be in it, and without its query and fragment: what may be shown.
pub(crate) fn shown(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let url = url.get(..end).unwrap_or_default();
    let start = url.find("//").map_or(0, |at| at + 2);
    let authority_end = url.get(start..).and_then(|rest| rest.find(['/', '\\'])).map_or(url.len(), |at| start + at);
    let authority = url.get(start..authority_end).unwrap_or_default();
    match authority.rfind('@') {
        Some(at) => {
            let (before, behind) =
                (url.get(..start).unwrap_or_default(), url.get(start + at + 1..).unwrap_or_default());
            format!("{before}{behind}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_and_queries_are_not_shown() {
        assert_eq!(shown("https://jane:s3cret@x:1/a@b?key=s3cret#s3cret"), "https://x:1/a@b");
        assert_eq!(shown("/a?key=s3cret"), "/a");
        assert_eq!(shown("//jane@x/a"), "//x/a");
        assert_eq!(shown("https://a:b@c@x"), "https://x");
    }
}
