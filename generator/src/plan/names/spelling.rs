//! Names in letters that everybody can type, and that rustc takes without a warning.
//!
//! Letters of most scripts become those of ASCII. Chinese, Japanese and Korean names stay what they are, since spelled by sound
//! they would say too little, unless rustc would take all of their letters for look-alikes (`mixed_script_confusables`), or the
//! name for another one (`confusable_idents`).

use std::borrow::Cow;
use std::cell::RefCell;

use deunicode::deunicode_char;

use crate::lists::{Changing, Listing, sort};
use crate::maps::HashMap;
use crate::value::{as_it_looks, is_hidden};

/// Chinese, Japanese and Korean letters that other scripts have look-alikes of (Unicode's `confusables.txt`).
const LOOK_ALIKES: &str = "へイエカタトニネノハヒヘムメヨロー一丅丫丿乄二亻八力匕卜厶口囗夕工彐礻〇";

/// Letters of these names that rustc can't tell from one another (`confusable_idents`), in pairs.
const DOUBLES: &str = "へヘべベぺペー一ノ丿ニ二イ亻併倂値值ハ八カ力ト卜ロ口啓啟ロ囗塡填土士墫壿タ夕媯嬀エ工帡帲戶戸晚晩杮柿榝樧溈潙研硏絕絶朌肦朐胊朏胐朓脁朘脧胼腁朣膧蒍蔿蘷虁訮詽讆讏豜豣赿趆跥跺躗躛軿輧郎郞鎭鎮隷隸鹂鹃黑黒";

thread_local! {
    /// The names that stay what they are, by what they look like. A run has a thread of its own.
    static KEPT: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The names of Greek letters from U+03B1 on. As a symbol, a letter is called by its name.
#[rustfmt::skip]
const GREEK: [&str; 25] = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
];

/// A name as identifiers may have it: its letters and digits; everything else is as it was, and separates words.
pub(crate) fn typed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let name = as_it_looks(name);
    let mut typed = String::with_capacity(name.len());
    let letters: Vec<char> = name.chars().filter(|letter| !joins_words(*letter)).list();
    for (script, run) in runs(&letters) {
        match script {
            Script::Kept if is_told_apart(run) && has_no_double(run) => typed.extend(run),
            Script::Greek if run.len() == 1 => typed.extend(run.iter().map(|letter| symbol(*letter))),
            _ => run.iter().enumerate().for_each(|(at, letter)| spell(*letter, run.get(at + 1), &mut typed)),
        }
    }
    Cow::Owned(typed)
}

/// Meets all names of a document, so that which of those that look the same stays what it is does not depend on their order.
pub(super) fn meet(mut names: Vec<&str>) {
    names.keep(|name| name.contains(|letter| DOUBLES.contains(letter)));
    sort(&mut names, &Ord::cmp);
    names.into_iter().for_each(|name| _ = typed(name));
}

/// A name in letters of ASCII only, as the name of a file.
pub(crate) fn ascii(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let mut spelled = String::new();
    typed(name).chars().for_each(|letter| spell(letter, None, &mut spelled));
    Cow::Owned(spelled)
}

/// A name's signs as those of ASCII, where they are made of such: `≤` is `<=`.
pub(crate) fn signs(name: &str) -> String {
    let spelled =
        |sign: char| deunicode_char(sign).filter(|signs| signs.bytes().all(|byte| byte.is_ascii_punctuation()));
    name.chars().map(|sign| spelled(sign).map_or_else(|| sign.to_string(), str::to_owned)).text()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Kept,
    Greek,
    Other,
}

impl Script {
    fn of(letter: char) -> Script {
        match letter {
            '\u{3005}'
            | '\u{3007}'
            | '\u{3041}'..='\u{3096}'
            | '\u{309D}'..='\u{309E}'
            | '\u{30A1}'..='\u{30FA}'
            | '\u{30FC}'..='\u{30FE}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7A3}' => Script::Kept,
            'µ' | 'Ω' | '\u{370}'..='\u{3FF}' => Script::Greek,
            _ => Script::Other,
        }
    }
}

/// Letters side by side that are of one script.
fn runs(letters: &[char]) -> impl Iterator<Item = (Script, &[char])> {
    letters
        .chunk_by(|one, other| Script::of(*one) == Script::of(*other))
        .map(|run| (run.first().map_or(Script::Other, |first| Script::of(*first)), run))
}

/// Whether each of the scripts within a name has a letter there that is nobody's look-alike.
fn is_told_apart(letters: &[char]) -> bool {
    let scripts = ['\u{3041}'..='\u{309E}', '\u{30A1}'..='\u{30FE}', '\u{4E00}'..='\u{9FFF}'];
    scripts.iter().all(|script| {
        let mut own = letters.iter().filter(|letter| script.contains(letter)).peekable();
        own.peek().is_none() || own.any(|letter| !LOOK_ALIKES.contains(*letter))
    })
}

/// Whether no other name of the run looks the same. The first that is met stays what it is, the others are spelled.
fn has_no_double(letters: &[char]) -> bool {
    if !letters.iter().any(|letter| DOUBLES.contains(*letter)) {
        return true;
    }
    let mut pairs = DOUBLES.chars();
    let pairs: HashMap<char, char> =
        std::iter::from_fn(|| Some((pairs.next()?, pairs.next()?))).map(|(one, other)| (other, one)).collect();
    let look: String = letters.iter().map(|letter| pairs.get(letter).copied().unwrap_or(*letter)).text();
    let name: String = letters.iter().collect();
    KEPT.with_borrow_mut(|kept| *kept.entry(look).or_insert_with(|| name.clone()) == name)
}

/// What stands within a word without being a letter of it: accents on their own, signs that pass for apostrophes, and what is
/// not seen at all.
fn joins_words(letter: char) -> bool {
    let is_mark = unicode_ident::is_xid_continue(letter) && !letter.is_alphanumeric() && !letter.is_ascii();
    is_mark || is_hidden(letter) || matches!(letter, '\u{2B0}'..='\u{2FF}')
}

fn symbol(letter: char) -> Cow<'static, str> {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    let name = usize::try_from(u32::from(lower).wrapping_sub(0x3B1)).ok().and_then(|at| GREEK.get(at));
    match (letter, name) {
        ('µ' | 'μ', _) => Cow::Borrowed("micro"),
        ('Ω', _) => Cow::Borrowed("Ohm"),
        (_, Some(name)) if lower == letter => Cow::Borrowed(name),
        (_, Some(name)) => Cow::Owned(
            name.chars().enumerate().map(|(at, next)| if at == 0 { next.to_ascii_uppercase() } else { next }).text(),
        ),
        (_, None) => Cow::Borrowed(deunicode_char(letter).unwrap_or_default()),
    }
}

/// Spells a letter or digit in ASCII, as capitals within capitals. Anything else is left as it is.
fn spell(letter: char, next: Option<&char>, to: &mut String) {
    if letter.is_ascii() || !letter.is_alphanumeric() {
        to.push(letter);
        return;
    }
    let spelled = deunicode_char(letter).unwrap_or_default();
    let is_shouted = letter.is_uppercase() && next.is_some_and(|next| next.is_uppercase());
    for character in spelled.chars().filter(|character| character.is_ascii_alphanumeric() || *character == ' ') {
        to.push(if is_shouted { character.to_ascii_uppercase() } else { character });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_can_be_typed_stand_for_others() {
        let all = [
            ("µg/m3", "microg/m3"),
            ("µs", "micros"),
            ("kΩ", "kOhm"),
            ("Δ", "Delta"),
            ("όνομα", "onoma"),
            ("m²", "m2"),
            ("aphʿel", "aphel"),
            ("ﬁﬀ", "fiff"),
            ("ｆｕｌｌ１", "full1"),
            ("Ünïcödé", "Unicode"),
            ("e\u{301}te\u{301}", "ete"),
            ("ЩУКА и Щука", "SHCHUKA i Shchuka"),
            ("a\u{200b}b\u{202e}", "ab"),
            ("𝐀𝑏", "Ab"),
            ("ß-æ", "ss-ae"),
            // A slip, or a disguise: it is taken for what it looks like.
            ("рrice", "price"),
        ];
        for (name, expected) in all {
            assert_eq!(typed(name), expected, "{name}");
        }
    }

    #[test]
    fn names_without_a_short_spelling_stay() {
        for name in ["用户管理", "日本", "ユーザー", "사용자", "へや"] {
            assert_eq!(typed(name), name);
        }
        // A letter that stands for itself in several scripts says nothing alone.
        assert_eq!(typed("口"), "Kou ");
        assert_eq!(typed("ロ"), "ro");
        // The mark of a long vowel looks like the number one.
        assert!(!typed("ー覧").contains('ー'));
        assert_eq!(ascii("用户管理").trim(), "Yong Hu Guan Li");
        assert!(ascii("用户 x").is_ascii());
    }

    #[test]
    fn of_names_that_look_the_same_one_stays() {
        for (one, other, spelled) in [("カメラ台", "力メラ台", "Li"), ("土地", "士地", "Shi")] {
            assert_eq!(typed(one), one);
            assert!(typed(other).starts_with(spelled), "{}", typed(other));
            assert_eq!(typed(one), one);
        }
    }

    #[test]
    fn what_is_no_letter_stays_what_it_is() {
        assert_eq!(typed("a–b €"), "a–b €");
        assert_eq!(typed("🦀"), "🦀");
        assert_eq!(signs("≤–🦀*"), "<=-🦀*");
    }
}
