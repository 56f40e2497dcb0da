//! Characters that are not seen where they stand.

/// Whether a character is not seen where it stands: controls, line and paragraph separators, and what Unicode calls
/// default ignorable, such as text directions and letters without a shape (`DerivedCoreProperties.txt`).
#[rustfmt::skip]
pub(crate) fn is_hidden(character: char) -> bool {
    if matches!(character, ' '..='~') {
        return false;
    }
    character.is_control() || matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character breaks a line or gives a command to a terminal: Unicode's controls and separators of lines.
pub(crate) fn is_control(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// Whether a character can't be seen, but for U+FE0E and U+FE0F, which only choose between a sign and its emoji.
pub(crate) fn is_invisible(character: char) -> bool {
    is_hidden(character) && !matches!(character, '\u{fe0e}' | '\u{fe0f}')
}
