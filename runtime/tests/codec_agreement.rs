//! The reader against serde_json: random documents and damaged ones are accepted by both or by neither, with the same
//! value. The seed is fixed, and printed; set `OASMITH_SEED` for another one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::codec::{Value, json};

const DOCUMENTS: usize = 100_000;

/// xorshift64*.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

fn write(random: &mut Random, depth: usize, text: &mut String) {
    text.push_str(random.pick(&["", "", "", " ", "\n", "\t\r "]));
    match random.below(if depth > 5 { 6 } else { 9 }) {
        0 => text.push_str(random.pick(&["null", "true", "false"])),
        1 | 2 => number(random, text),
        3..=5 => string(random, text),
        6 => {
            text.push('[');
            for i in 0..random.below(5) {
                if i > 0 {
                    text.push(',');
                }
                write(random, depth + 1, text);
            }
            text.push(']');
        }
        _ => {
            text.push('{');
            for i in 0..random.below(6) {
                if i > 0 {
                    text.push_str(random.pick(&[",", ", "]));
                }
                string(random, text);
                text.push_str(random.pick(&[":", ": ", " :"]));
                write(random, depth + 1, text);
            }
            text.push('}');
        }
    }
    text.push_str(random.pick(&["", "", "", " "]));
}

fn number(random: &mut Random, text: &mut String) {
    let fixed = [
        "0",
        "-0",
        "1.0",
        "1e2",
        "-1.5E-3",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1e400",
        "0.1",
        "1E+2",
        "01",
        "-",
        "1.",
        "123456789012345678",
        "1234567890123456789",
        "5e-324",
        "1e",
    ];
    if random.below(3) == 0 {
        return text.push_str(random.pick(&fixed));
    }
    let digits = 1 + random.below(20);
    text.push_str(random.pick(&["", "", "-"]));
    text.push(char::from(b'1' + random.below(9) as u8));
    (1..digits).for_each(|_| text.push(char::from(b'0' + random.below(10) as u8)));
}

fn string(random: &mut Random, text: &mut String) {
    let parts = [
        "a",
        "b",
        "name",
        "kind",
        "é",
        "𝄞",
        "\\n",
        "\\\"",
        "\\\\",
        "\\u0041",
        "\\ud834\\udd1e",
        "\\/",
        "\u{7f}",
        " ",
        "0123456789",
        "\\u00e9",
        "ß",
    ];
    let broken = ["\\ud834", "\\x", "\u{1}", "\\u12", "\\udd1e", "\n"];
    text.push('"');
    for _ in 0..random.below(6) {
        text.push_str(random.pick(&parts));
        if random.below(300) == 0 {
            text.push_str(random.pick(&broken));
        }
    }
    text.push('"');
}

fn damage(random: &mut Random, text: &mut Vec<u8>) {
    let at = random.below(text.len());
    match random.below(5) {
        0 => drop(text.remove(at)),
        1 => text.insert(at, b"{}[]\",:\\0-e. tnf\x01\xff\xc3"[random.below(19)]),
        2 => text.truncate(at),
        3 => text[at] = random.next() as u8,
        _ => {
            let other = random.below(text.len());
            text.swap(at, other);
        }
    }
}

/// Whether both values are the same. serde_json rounds what is no 64-bit integer to a double, perhaps not to the
/// nearest one, so ours is compared as such.
fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Theirs;
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Bool(one), Theirs::Bool(other)) => one == other,
        (Value::String(one), Theirs::String(other)) => one == other,
        (Value::Number(one), Theirs::Number(other)) => match (other.as_i64(), other.as_u64()) {
            (None, None) => {
                let (one, other) = (one.to_string().parse::<f64>().unwrap(), other.as_f64().unwrap());
                (one - other).abs() <= other.abs() * 4.0 * f64::EPSILON
            }
            (signed, unsigned) => one.as_i64() == signed && one.as_u64() == unsigned,
        },
        (Value::Array(one), Theirs::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Theirs::Object(other)) => {
            let entries = other.iter().all(|(key, other)| one.get(key).is_some_and(|one| same(one, other)));
            one.len() == other.len() && entries
        }
        _ => false,
    }
}

#[test]
fn agrees_with_serde_json_on_random_and_damaged_documents() {
    let seed = std::env::var("OASMITH_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x0a51_2024_0b06_17c3);
    println!("OASMITH_SEED={seed}");
    let mut random = Random(seed);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..DOCUMENTS {
        let mut text = String::new();
        write(&mut random, 0, &mut text);
        let mut bytes = text.into_bytes();
        for round in 0..3 {
            if round > 0 {
                damage(&mut random, &mut bytes);
            }
            let shown = String::from_utf8_lossy(&bytes).into_owned();
            let ours = json::from_slice::<Value>(&bytes);
            // Its own limits apart: it refuses numbers beyond doubles, and the byte order mark.
            match (ours, serde_json::from_slice::<serde_json::Value>(&bytes)) {
                (Ok(ours), Ok(theirs)) => {
                    assert!(same(&ours, &theirs), "{shown}\nours: {ours}\ntheirs: {theirs}");
                    let again: Value = json::from_slice(&json::to_vec(&ours).unwrap()).unwrap();
                    assert_eq!(again, ours);
                    accepted += 1;
                }
                (Err(_), Err(_)) => refused += 1,
                (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
                (ours, theirs) => panic!("{shown}\nours: {ours:?}\ntheirs: {theirs:?}"),
            }
            if bytes.is_empty() {
                break;
            }
        }
    }
    println!("{accepted} documents accepted by both, {refused} refused by both");
    assert!(accepted > DOCUMENTS / 2 && refused > DOCUMENTS / 2);
}
