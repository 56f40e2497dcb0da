//! Changes to a document's text that know nothing of what it says.

use std::ops::Range;

use crate::random::Random;

/// What means something to YAML or JSON, or is no text at all.
const TELLING: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b": ",
    b",",
    b"\"",
    b"'",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"#",
    b"&a ",
    b"*a",
    b"!!binary ",
    b"!x ",
    b"|\n",
    b">\n",
    b"- ",
    b"? ",
    b"<<: *a\n",
    b"---\n",
    b"...\n",
    b"%YAML 9.9\n",
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"1e999999999",
    b"-",
    b"\xe2\x80\xa8",
    b"[[[[[[[[[[[[[[[[",
    b"$ref",
];

/// Makes a few changes.
pub(super) fn change(text: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(8) {
        match random.below(7) {
            0 | 1 => insert(text, random),
            2 => flip(text, random),
            3 => drop(text.splice(range(text, random), [])),
            4 => repeat(text, random),
            5 => {
                let byte = random.byte();
                let at = random.below(text.len());
                text.insert(at, byte);
            }
            _ if random.one_in(4) => text.truncate(random.below(text.len())),
            _ => {}
        }
    }
}

fn insert(text: &mut Vec<u8>, random: &mut Random) {
    let Some(telling) = random.of(TELLING) else { return };
    let at = random.below(text.len());
    text.splice(at..at, telling.iter().copied());
}

fn flip(text: &mut [u8], random: &mut Random) {
    let at = random.below(text.len());
    let bit = random.below(8);
    if let Some(byte) = text.get_mut(at) {
        *byte ^= 1 << bit;
    }
}

/// A part of the text once more, somewhere else.
fn repeat(text: &mut Vec<u8>, random: &mut Random) {
    let part = text.get(range(text, random)).map(<[u8]>::to_vec).unwrap_or_default();
    let at = random.below(text.len());
    text.splice(at..at, part);
}

/// A short part of the text, or once in a while a long one.
fn range(text: &[u8], random: &mut Random) -> Range<usize> {
    let start = random.below(text.len());
    let longest = if random.one_in(4) { text.len() / 4 } else { 40 };
    start..start.saturating_add(random.below(longest)).min(text.len())
}
