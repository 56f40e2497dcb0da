//! The document's names, taken apart into words.

use std::cell::RefCell;

use super::segments::is_version;
use super::spelling::typed;
use crate::lists::{Changing, Listing, sort_by_key};
use crate::settings::Spanned;

thread_local! {
    /// What the user says is written as one word, the longest first, and its words. A run has a thread of its own.
    static OWN: RefCell<Vec<(String, Vec<String>)>> = RefCell::default();
}

/// Takes names apart as the user says from now on.
pub(crate) fn learn(words_of: &[(Spanned, Spanned)]) {
    OWN.with_borrow_mut(Vec::clear);
    let mut own = words_of.iter().map(|(written, meant)| (written.text.clone(), words(&meant.text))).list();
    own.keep(|(_, words)| !words.is_empty());
    sort_by_key(&mut own, &|(written, _)| std::cmp::Reverse(written.len()));
    OWN.set(own);
}

/// Names that are one word, whatever capitals are in them.
#[rustfmt::skip]
const ONE_WORD: &[&str] = &[
    "OAuth", "OpenID", "WebAuthn", "IPv4", "IPv6", "ETag", "WebHook", "iOS", "iPadOS", "macOS", "tvOS", "watchOS", "visionOS", "iPhone",
    "iPad", "iTunes", "iCloud", "iCal", "iFrame", "eMail", "eSIM", "eBay", "mTLS", "gRPC", "eIDAS", "GraphQL", "MySQL", "PostgreSQL",
    "NoSQL", "SQLite", "MongoDB", "DynamoDB", "MariaDB", "InfluxDB", "CouchDB", "CosmosDB", "DocumentDB", "GitHub", "GitLab",
    "BitBucket", "YouTube", "LinkedIn", "PayPal", "WhatsApp", "TikTok", "WeChat", "JavaScript", "TypeScript", "DevOps", "LaTeX",
    "WiFi", "DocuSign", "HubSpot", "SendGrid", "CloudFront", "JMeter", "LoRaWAN", "OpenAPI", "OpenSSL", "OpenSSH", "McAfee", "BigQuery",
];

/// Small words that stand in lower case behind an abbreviation: `RSforBilling`.
const SMALL: &[&str] = &["for", "of", "and", "by", "with", "from", "per", "to"];

/// HTTP's methods, which ids have in capitals before a word in lower case: `POSTamend`.
const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// The words of a name: `orgId`, `org_id`, `Org ID` and `OrgID` are all `org`, `id`.
///
/// Digits stay with the word before them. What is neither a letter nor a digit separates words. They are words that can be
/// [typed].
pub(crate) fn words(name: &str) -> Vec<String> {
    let name = typed(name);
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    let mut rest = name.chars();
    while let Some(character) = rest.next() {
        let last = before.replace(character);
        if !is_part(character) {
            // An apostrophe belongs to the word around it: `user's` is `users`.
            if !matches!(character, '\'' | '’') {
                words.add_all(take(&mut word));
            }
            continue;
        }
        let lower_follows = || rest.clone().next().is_some_and(char::is_lowercase);
        let starts = character.is_uppercase()
            && last.is_some_and(|last| {
                last.is_lowercase()
                    || (last.is_ascii_digit() && (lower_follows() || is_v_number(&word)))
                    || (last.is_uppercase() && lower_follows() && !plural_acronym(rest.clone()))
            });
        if starts {
            words.add_all(take(&mut word));
        }
        if word.is_empty()
            && let Some(whole) = whole(character, rest.as_str())
        {
            let mut letters = whole.letters - character.len_utf8();
            let mut all = whole.words;
            word.extend(all.pop());
            words.add_all(all);
            while let Some(letter) = (letters > 0).then(|| rest.next()).flatten() {
                letters = letters.saturating_sub(letter.len_utf8());
                before = Some(letter);
            }
            let next = rest.clone().next();
            // What follows in lower case is a word of its own, but for the `s` of a plural.
            if next.is_some_and(char::is_lowercase) && !plural_acronym(rest.clone()) {
                words.add_all(take(&mut word));
            }
            continue;
        }
        if character.is_ascii() {
            word.push(character.to_ascii_lowercase());
        } else {
            word.extend(character.to_lowercase());
        }
    }
    words.add_all(take(&mut word));
    words
}

fn is_part(character: char) -> bool {
    unicode_ident::is_xid_continue(character) && character.is_alphanumeric()
}

/// What is written as one word.
struct Whole {
    /// How many bytes it has.
    letters: usize,
    /// The words that it is.
    words: Vec<String>,
}

impl Whole {
    fn of(written: &str) -> Whole {
        Whole { letters: written.len(), words: vec![written.to_ascii_lowercase()] }
    }
}

/// The word that stands at the start of this text although its letters alone would not say where it ends.
fn whole(first: char, rest: &str) -> Option<Whole> {
    let own = OWN.with_borrow(|own| {
        let is_here = |(written, _): &&(String, Vec<String>)| {
            let behind = written.strip_prefix(first).and_then(|word| rest.strip_prefix(word));
            behind.is_some_and(|behind| !behind.starts_with(char::is_lowercase) || plural_acronym(behind.chars()))
        };
        let found = own.iter().find(is_here);
        found.map(|(written, words)| Whole { letters: written.len(), words: words.clone() })
    });
    if own.is_some() || !first.is_ascii_alphabetic() {
        return own;
    }
    let ends = |behind: Option<char>| !behind.is_some_and(char::is_lowercase);
    let known = ONE_WORD.iter().chain(METHODS).find_map(|word| {
        let behind = word.strip_prefix(first).and_then(|word| rest.strip_prefix(word))?;
        let is_method = METHODS.contains(word);
        let mut next = behind.chars();
        let after = next.next();
        let fits = match is_method {
            // Two letters at least, for `PUTs` is a plural; and no other capital before them, which `GETs` would have.
            true => after.is_some_and(char::is_lowercase) && next.next().is_some_and(char::is_lowercase),
            false => ends(after) || (after == Some('s') && ends(next.next())),
        };
        fits.then_some(*word)
    });
    known.map(Whole::of).or_else(|| Some(Whole::of(&abbreviation(first, rest)?)))
}

/// Two capitals or more with a small word behind them that is no part of a word: the `RS` of `RSforBilling`.
fn abbreviation(first: char, rest: &str) -> Option<String> {
    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).tally();
    let behind = rest.get(capitals..).filter(|_| first.is_ascii_uppercase() && capitals > 0)?;
    let lower = behind.bytes().take_while(u8::is_ascii_lowercase).tally();
    let small = behind.get(..lower).filter(|small| SMALL.contains(small))?;
    let next = behind.get(small.len()..)?.chars().next();
    let is_small = next.is_some_and(char::is_uppercase);
    is_small.then(|| format!("{first}{}", rest.get(..capitals).unwrap_or_default()))
}

/// Whether this is a version, which is a word of its own whatever follows: `V1APIResources`.
fn is_v_number(word: &str) -> bool {
    word.starts_with('v') && is_version(word)
}

/// Whether the capital before this ends an acronym in the plural: the `D` of `IDs`.
fn plural_acronym(mut rest: std::str::Chars<'_>) -> bool {
    rest.next() == Some('s') && rest.next().is_none_or(|next| !next.is_lowercase())
}

fn take(word: &mut String) -> Option<String> {
    Some(std::mem::take(word)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn names_that_are_one_word_stay_so() {
        for (name, expected) in [
            ("OAuth2Token", "oauth2 token"),
            ("oAuthToken", "o auth token"),
            ("IPv4Address", "ipv4 address"),
            ("myIPv6", "my ipv6"),
            ("iOSVersion", "ios version"),
            ("myIOSApp", "my ios app"),
            ("ETag", "etag"),
            ("ETags", "etags"),
            ("WebHooks", "webhooks"),
            ("GitHubApp", "github app"),
            ("GitHubber", "git hubber"),
            ("GraphQLError", "graphql error"),
            ("URLs", "urls"),
            ("userIDs", "user ids"),
            ("3DSecure", "3d secure"),
            ("MySQLUser", "mysql user"),
            ("getAppsV1APIResources", "get apps v1 api resources"),
            ("V1beta1APIService", "v1beta1 api service"),
            ("SHA256RSA", "sha256rsa"),
            ("DevOpsTeam", "devops team"),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }

    #[test]
    fn abbreviations_end_where_small_words_begin() {
        for (name, expected) in [
            ("Action_POSTamend", "action post amend"),
            ("GETusers", "get users"),
            ("GETs", "gets"),
            ("PUTObject", "put object"),
            ("RSforBilling", "rs for billing"),
            ("ATandT", "at and t"),
            ("VMin", "v min"),
            ("XMLHttpRequest", "xml http request"),
            ("HTTPServer", "http server"),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
    }
}
