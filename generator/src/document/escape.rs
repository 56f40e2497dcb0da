//! Percent-encoding, as RFC 3986 has it in URIs.

/// Undoes a URI's `%20` and the like. What is no such escape, or no UTF-8 afterwards, stays as it is.
pub(crate) fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let escape = match (first, others) {
            (b'%', [high, low, after @ ..]) => {
                let high = char::from(*high).to_digit(16);
                let low = char::from(*low).to_digit(16);
                high.zip(low).and_then(|(high, low)| u8::try_from(high * 16 + low).ok()).map(|byte| (byte, after))
            }
            _ => None,
        };
        let (byte, after) = escape.unwrap_or((*first, others));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
