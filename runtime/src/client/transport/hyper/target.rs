//! The URL of a request as hyper takes it.

use std::mem;

use bytes::Bytes;
use http::Uri;

use crate::client::percent::push_escape;
use crate::client::{HttpRequest, TransportError, TransportErrorKind};
use crate::codec::bounds::{PATH, shortened};

/// How many characters a label of a host may have.
const LONGEST_LABEL: usize = 63;

/// The server and what is asked of it, by the URL of a request, which is taken out of it.
///
/// # Errors
///
/// That it cannot be sent, and how it has to be written.
pub(super) fn target(request: &mut HttpRequest) -> Result<Uri, TransportError> {
    let url = match request.url.is_ascii() {
        true => Bytes::from(mem::take(&mut request.url)),
        false => Bytes::from(in_ascii(request)?),
    };
    Uri::from_maybe_shared(url.clone()).map_err(|error| {
        let shown = url.get(..request.secret_from).map(String::from_utf8_lossy).unwrap_or_default();
        let message = format!("the URL {shown:?} cannot be read: {error}");
        TransportError::new(TransportErrorKind::Unsupported, message).with_source(error)
    })
}

/// The scheme, host and port, for messages.
pub(super) fn origin(server: &Uri) -> String {
    let scheme = server.scheme_str().unwrap_or("http");
    format!("{scheme}://{}", server.authority().map_or("", |authority| authority.as_str()))
}

/// The URL with everything escaped that is not ASCII.
fn in_ascii(request: &HttpRequest) -> Result<String, TransportError> {
    let origin = request.origin();
    if !origin.is_ascii() {
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let help =
            named_in_ascii(host).map(|host| format!(": give the client the server as {host:?}")).unwrap_or_default();
        let message = format!("the host {:?} is not in ASCII{help}", shortened(host, PATH));
        return Err(TransportError::new(TransportErrorKind::Unsupported, message));
    }
    let mut url = String::with_capacity(request.url.len() + 16);
    for byte in request.url.bytes() {
        match byte.is_ascii() {
            true => url.push(char::from(byte)),
            false => push_escape(&mut url, byte),
        }
    }
    Ok(url)
}

/// A host in ASCII, with its port. None where a label is longer than any may be (RFC 1035, section 2.3.4): to spell it
/// would take long, and help nobody.
fn named_in_ascii(host: &str) -> Option<String> {
    let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
    let fits = |label: &&str| label.chars().count() <= LONGEST_LABEL;
    let labels: Vec<String> = name.split('.').take_while(fits).map(in_punycode).collect();
    (labels.len() == name.split('.').count()).then(|| labels.join(".") + port)
}

/// A label of a host in lower case, as the Domain Name System has it (RFC 3492).
fn in_punycode(label: &str) -> String {
    let label = label.to_lowercase();
    if label.is_ascii() {
        return label;
    }
    let mut text: String = label.chars().filter(char::is_ascii).collect();
    let basic = text.len() as u32;
    if basic > 0 {
        text.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    let total = label.chars().count() as u32;
    while handled < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= code).min().unwrap_or(code);
        delta = delta.saturating_add((next - code).saturating_mul(handled + 1));
        code = next;
        for c in label.chars().map(u32::from) {
            if c < code {
                delta = delta.saturating_add(1);
            }
            if c == code {
                push_number(&mut text, delta, bias);
                bias = adapted(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.saturating_add(1);
        code += 1;
    }
    format!("xn--{text}")
}

/// Appends a number in digits of variable weight (RFC 3492, section 3.3).
fn push_number(text: &mut String, mut number: u32, bias: u32) {
    let mut weight = 36_u32;
    loop {
        let threshold = weight.saturating_sub(bias).clamp(1, 26);
        if number < threshold {
            return text.push(digit(number));
        }
        text.push(digit(threshold + (number - threshold) % (36 - threshold)));
        number = (number - threshold) / (36 - threshold);
        weight += 36;
    }
}

fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36).unwrap_or_default()
}

/// How the weights are shifted for the next number (RFC 3492, section 6.1).
fn adapted(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut shift = 0;
    while delta > 455 {
        delta /= 35;
        shift += 36;
    }
    shift + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;

    #[test]
    fn labels_are_spelled_as_the_name_system_has_them() {
        // RFC 3492, section 7.1, and names that are in use.
        for (label, spelled) in [
            ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("PorquénopuedensimplementehablarenEspañol", "xn--porqunopuedensimplementehablarenespaol-fmd56a"),
            ("3年B組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"),
            ("bücher", "xn--bcher-kva"),
            ("münchen", "xn--mnchen-3ya"),
            ("example", "example"),
        ] {
            assert_eq!(in_punycode(label), spelled, "{label}");
        }
    }

    #[test]
    fn what_is_not_ascii_is_escaped_or_refused() {
        let uri = |url: &str| target(&mut HttpRequest::new(Method::GET, url)).map(|target| target.to_string());
        assert_eq!(uri("HTTP://x/a/é?b=ü").unwrap(), "http://x/a/%C3%A9?b=%C3%BC");
        assert_eq!(
            uri("https://bücher.example:8080/a").unwrap_err().to_string(),
            "the host \"bücher.example:8080\" is not in ASCII: give the client the server as \"xn--bcher-kva.example:8080\""
        );
        let said = |url: &str| uri(url).unwrap_err().to_string();
        assert!(said("https://bücher:8080/a").ends_with("the server as \"xn--bcher-kva:8080\""));
        // Nobody waits for the spelling of what is no host.
        let long: String = (0..20_000).filter_map(|number| char::from_u32(0x4e00 + number)).collect();
        let told = said(&format!("https://{long}/"));
        assert!(told.ends_with("is not in ASCII") && told.len() < 2_000, "{told}");
        let refused = uri("https://x y/").unwrap_err().to_string();
        assert!(refused.starts_with("the URL \"https://x y/\" cannot be read: "), "{refused}");
    }
}
