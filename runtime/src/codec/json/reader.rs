//! Reading JSON text.

use super::DEPTH;
use super::{number, text};
use crate::codec::{Entries, Fault, Fields, Head, In, Items, Keyed, Place, Rest, Spec};

/// Failed attempts at a union may read the text that many times over before the decoding is given up.
const REREAD: usize = 100;

/// A cursor in a JSON text.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) at: usize,
    depth: usize,
    /// Whether closed records refuse other entries.
    strict: bool,
    /// The last string that had escapes, with these resolved.
    scratch: String,
    /// How many bytes may still be read again after failed attempts.
    again: usize,
}

/// A string that has been read.
#[derive(Clone, Copy)]
pub(super) enum Token<'t> {
    Plain(&'t str),
    /// It had escapes; the scratch has what they stand for.
    Escaped,
}

/// A value without others in it.
pub(super) enum Scalar<'t> {
    Null,
    Bool(bool),
    Number(number::Number<'t>),
    String(Token<'t>),
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, strict: bool) -> Self {
        let again = text.len().saturating_mul(REREAD).saturating_add(1 << 20);
        Self { text, at: 0, depth: 0, strict, scratch: String::new(), again }
    }

    /// Reads the whole text: one value and nothing else.
    pub(super) fn document(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        self.value(place)?;
        match self.significant() {
            None => Ok(()),
            Some(_) => Err(self.expected("the end of the text")),
        }
    }

    #[inline]
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    /// Passes over white space, and looks at what comes.
    #[inline]
    pub(super) fn significant(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    /// Reads a value into its place.
    pub(super) fn value(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        match self.significant() {
            Some(b'"') => {
                self.at += 1;
                match self.string()? {
                    Token::Plain(text) => place.put(In::Str(text)),
                    Token::Escaped => place.put(In::Str(&self.scratch)),
                }
            }
            Some(b'-' | b'0'..=b'9') => place.put(self.number()?.source()),
            Some(b'{') => {
                self.enter()?;
                let mut object = Object { reader: self, hidden: None, read: false };
                place.put(In::Map(&mut object))?;
                object.finish()
            }
            Some(b'[') => {
                self.enter()?;
                let mut array = Array { reader: self, index: 0, read: false };
                place.put(In::Seq(&mut array))?;
                array.finish()
            }
            _ => match self.word()? {
                Scalar::Bool(value) => place.put(In::Bool(value)),
                _ => place.put(In::Null),
            },
        }
    }

    /// Reads a value that is no array or object.
    pub(super) fn scalar(&mut self) -> Result<Scalar<'t>, Fault> {
        match self.significant() {
            Some(b'"') => {
                self.at += 1;
                Ok(Scalar::String(self.string()?))
            }
            Some(b'-' | b'0'..=b'9') => Ok(Scalar::Number(self.number()?)),
            _ => self.word(),
        }
    }

    #[inline]
    fn number(&mut self) -> Result<number::Number<'t>, Fault> {
        match number::read(self.text.get(self.at..).unwrap_or_default()) {
            Ok((number, length)) => {
                self.at += length;
                Ok(number)
            }
            Err(offset) => {
                self.at += offset;
                Err(self.expected("a number's digits"))
            }
        }
    }

    fn word(&mut self) -> Result<Scalar<'t>, Fault> {
        let rest = self.bytes().get(self.at..).unwrap_or_default();
        let (scalar, length) = if rest.starts_with(b"null") {
            (Scalar::Null, 4)
        } else if rest.starts_with(b"true") {
            (Scalar::Bool(true), 4)
        } else if rest.starts_with(b"false") {
            (Scalar::Bool(false), 5)
        } else {
            return Err(self.expected("a value"));
        };
        self.at += length;
        Ok(scalar)
    }

    /// Reads a string from behind its opening quote to behind its closing one.
    #[inline]
    fn string(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.at;
        let end = start + text::plain(self.bytes().get(start..).unwrap_or_default());
        if self.bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Token::Plain(self.text.get(start..end).unwrap_or_default()));
        }
        self.escaped(start, end)
    }

    /// Reads the rest of a string whose first run of plain characters ends at `end` without a quote.
    #[inline(never)]
    fn escaped(&mut self, start: usize, end: usize) -> Result<Token<'t>, Fault> {
        self.scratch.clear();
        self.scratch.push_str(self.text.get(start..end).unwrap_or_default());
        self.at = end;
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Token::Escaped);
                }
                Some(b'\\') => {
                    self.at += 1;
                    let character = self.escape()?;
                    self.scratch.push(character);
                }
                Some(0..0x20) => {
                    return Err(self.expected("an escape in the place of a control character"));
                }
                Some(_) => {
                    let start = self.at;
                    self.at += text::plain(self.bytes().get(start..).unwrap_or_default());
                    self.scratch.push_str(self.text.get(start..self.at).unwrap_or_default());
                }
                None => return Err(self.expected("`\"`")),
            }
        }
    }

    /// Reads an escape from behind its backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(self.expected("an escape")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self) -> Result<char, Fault> {
        let first = self.hex()?;
        let code = if (0xd800..0xdc00).contains(&first) {
            let pair = self.bytes().get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u"));
            if !pair {
                return Err(self.expected("the second half of a surrogate pair"));
            }
            self.at += 2;
            let second = self.hex()?;
            if !(0xdc00..0xe000).contains(&second) {
                self.at -= 6;
                return Err(self.expected("the second half of a surrogate pair"));
            }
            0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00)
        } else {
            first
        };
        char::from_u32(code).ok_or_else(|| {
            self.at -= 6;
            self.expected("an escape of a character")
        })
    }

    fn hex(&mut self) -> Result<u32, Fault> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.byte().and_then(|byte| char::from(byte).to_digit(16));
            code = code << 4 | digit.ok_or_else(|| self.expected("a hexadecimal digit"))?;
            self.at += 1;
        }
        Ok(code)
    }

    /// Goes into the array or object that opens here.
    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), Fault> {
        if self.depth == DEPTH {
            let message = format!("arrays and objects are nested deeper than {DEPTH}");
            return Err(self.fault(&message).last());
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }

    /// Whether an array that has just been entered has an item; goes out of it where it has none.
    #[inline]
    pub(super) fn first_item(&mut self) -> Result<bool, Fault> {
        if self.significant() == Some(b']') {
            self.leave();
            return Ok(false);
        }
        Ok(true)
    }

    /// Whether another item follows; goes out of the array where none does.
    #[inline]
    pub(super) fn next_item(&mut self) -> Result<bool, Fault> {
        match self.significant() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(b']') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("`,` or `]`")),
        }
    }

    /// Whether an object that has just been entered has an entry; goes out of it where it has none.
    #[inline]
    fn first_entry(&mut self) -> Result<bool, Fault> {
        match self.significant() {
            Some(b'"') => Ok(true),
            Some(b'}') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("a key or `}`")),
        }
    }

    /// Whether another entry follows, and if so goes to its key; goes out of the object where none does.
    #[inline]
    fn next_entry(&mut self) -> Result<bool, Fault> {
        match self.significant() {
            Some(b',') => {
                self.at += 1;
                match self.significant() {
                    Some(b'"') => Ok(true),
                    _ => Err(self.expected("a key")),
                }
            }
            Some(b'}') => {
                self.leave();
                Ok(false)
            }
            _ => Err(self.expected("`,` or `}`")),
        }
    }

    /// The first key of an object that has just been entered, up to its value; goes out where there is none.
    pub(super) fn first_key(&mut self) -> Result<Option<Token<'t>>, Fault> {
        if self.first_entry()? { self.key().map(Some) } else { Ok(None) }
    }

    /// The next key, up to its value; goes out of the object where there is none.
    pub(super) fn next_key(&mut self) -> Result<Option<Token<'t>>, Fault> {
        if self.next_entry()? { self.key().map(Some) } else { Ok(None) }
    }

    /// Reads a key from its quote up to its value.
    fn key(&mut self) -> Result<Token<'t>, Fault> {
        self.at += 1;
        let key = self.string()?;
        self.colon()?;
        Ok(key)
    }

    /// As [`Reader::key`]; the key's position among the fields with it.
    #[inline]
    fn field(&mut self, fields: &mut Fields) -> Result<(Option<usize>, Token<'t>), Fault> {
        if let Some(entry) = fields.guess()
            && let Some(written) = entry.written()
            && let Some(text) = self.bytes().get(self.at..)
            && let Some((_, written)) = written.as_bytes().split_first()
            && text::behind(text, written).is_some()
        {
            self.at += written.len();
            return Ok((Some(fields.guessed()), Token::Plain(entry.name)));
        }
        let key = self.key()?;
        let found = fields.find(match key {
            Token::Plain(key) => key,
            Token::Escaped => &self.scratch,
        });
        Ok((found, key))
    }

    #[inline]
    fn colon(&mut self) -> Result<(), Fault> {
        if self.significant() != Some(b':') {
            return Err(self.expected("`:`"));
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    /// The fault that something else stands here.
    #[cold]
    fn expected(&self, expected: &str) -> Fault {
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(character) => format!("`{}`", character.escape_debug()),
            None => "the end of the text".to_owned(),
        };
        self.fault(&format!("expected {expected}, found {found}"))
    }

    #[cold]
    fn fault(&self, message: &str) -> Fault {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Fault::syntax(format!("{message} at line {line} column {column}"), before.len())
    }

    /// Has `read` try to read what begins here; goes back when it fails.
    fn attempt(&mut self, read: impl FnOnce(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let (start, depth) = (self.at, self.depth);
        read(self).map_err(|fault| {
            let spent = self.at - start;
            (self.at, self.depth) = (start, depth);
            if spent > self.again {
                let message = "too many variants of unions had to be tried";
                return self.fault(message).last();
            }
            self.again -= spent;
            fault
        })
    }
}

/// An array that has been entered.
struct Array<'r, 't> {
    reader: &'r mut Reader<'t>,
    index: usize,
    /// Whether it has been read to its end.
    read: bool,
}

impl Array<'_, '_> {
    #[inline]
    fn more(&mut self) -> Result<bool, Fault> {
        let more = !self.read && if self.index == 0 { self.reader.first_item()? } else { self.reader.next_item()? };
        self.read = !more;
        Ok(more)
    }

    /// Passes over what has not been read.
    fn finish(&mut self) -> Result<(), Fault> {
        while self.more()? {
            self.reader.skip()?;
            self.index += 1;
        }
        Ok(())
    }
}

impl Items for Array<'_, '_> {
    fn each(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        while self.next(place)? {}
        Ok(())
    }

    #[inline]
    fn next(&mut self, place: &mut dyn Place) -> Result<bool, Fault> {
        let more = self.more()?;
        if more {
            self.reader.value(place).map_err(|fault| fault.at_index(self.index))?;
            self.index += 1;
        }
        Ok(more)
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        self.reader.attempt(|reader| {
            let mut array = Array { reader, index: 0, read: false };
            place.put(In::Seq(&mut array))?;
            array.finish()
        })?;
        self.read = true;
        Ok(())
    }
}

/// An object that has been entered.
struct Object<'r, 't> {
    reader: &'r mut Reader<'t>,
    hidden: Option<&'static str>,
    /// Whether it has been read to its end.
    read: bool,
}

impl<'t> Object<'_, 't> {
    /// Passes over it, if it has not been read.
    #[inline]
    fn finish(&mut self) -> Result<(), Fault> {
        if self.read {
            return Ok(());
        }
        let mut key = self.reader.first_key()?;
        while key.is_some() {
            self.reader.skip()?;
            key = self.reader.next_key()?;
        }
        self.read = true;
        Ok(())
    }

    /// Reads an entry that the record does not have.
    #[inline(never)]
    fn other(&mut self, key: Token<'t>, fields: &Fields, rest: Option<&mut dyn Rest>) -> Result<(), Fault> {
        let reader = &mut *self.reader;
        let owned;
        let key = match key {
            Token::Plain(key) => key,
            Token::Escaped => {
                owned = std::mem::take(&mut reader.scratch);
                &owned
            }
        };
        if self.hidden == Some(key) {
            return reader.skip();
        }
        match rest {
            Some(rest) => reader.value(&mut Keyed { key, rest }).map_err(|fault| fault.at_name(key)),
            None => {
                if reader.strict {
                    fields.refuse(key)?;
                }
                reader.skip()
            }
        }
    }

    /// Looks for a key ahead, and has `look` read its value; where something is malformed, says so as reading would.
    fn ahead<T>(&mut self, look: impl FnOnce(&mut Reader<'t>) -> Result<Option<T>, Fault>) -> Result<Option<T>, Fault> {
        let (start, depth) = (self.reader.at, self.reader.depth);
        let result = look(self.reader);
        if !matches!(result, Ok(Some(_))) {
            (self.reader.at, self.reader.depth) = (start, depth);
            Object { reader: self.reader, hidden: None, read: false }.finish()?;
        }
        (self.reader.at, self.reader.depth) = (start, depth);
        result
    }
}

impl Entries for Object<'_, '_> {
    fn object(
        &mut self,
        spec: &'static Spec,
        places: &mut [&mut dyn Place],
        mut rest: Option<&mut dyn Rest>,
    ) -> Result<(), Fault> {
        let mut fields = Fields::new(spec);
        let mut more = self.reader.first_entry()?;
        while more {
            let (found, key) = self.reader.field(&mut fields)?;
            match found.and_then(|index| places.get_mut(index)) {
                Some(place) => {
                    if let Err(fault) = self.reader.value(*place) {
                        return Err(fields.blame(fault));
                    }
                }
                None => {
                    let rest: Option<&mut dyn Rest> = match &mut rest {
                        Some(rest) => Some(&mut **rest),
                        None => None,
                    };
                    self.other(key, &fields, rest)?;
                }
            }
            more = self.reader.next_entry()?;
        }
        self.read = true;
        fields.finish()
    }

    fn each(&mut self, rest: &mut dyn Rest) -> Result<(), Fault> {
        let mut next = self.reader.first_key()?;
        while let Some(key) = next {
            let owned;
            let key = match key {
                Token::Plain(key) => key,
                Token::Escaped => {
                    owned = std::mem::take(&mut self.reader.scratch);
                    &owned
                }
            };
            if self.hidden == Some(key) {
                self.reader.skip()?;
            } else {
                self.reader.value(&mut Keyed { key, rest }).map_err(|fault| fault.at_name(key))?;
            }
            next = self.reader.next_key()?;
        }
        self.read = true;
        Ok(())
    }

    fn peek(&mut self, key: &str) -> Result<Option<Head<'_>>, Fault> {
        let found = self.ahead(|reader| {
            let mut next = reader.first_key()?;
            while let Some(token) = next {
                let here = match token {
                    Token::Plain(text) => text == key,
                    Token::Escaped => reader.scratch == key,
                };
                if here {
                    return Ok(Some(match reader.significant() {
                        Some(b'{') => Some(Head::Object),
                        Some(b'[') => Some(Head::Array),
                        _ => match reader.scalar()? {
                            Scalar::Null => Some(Head::Null),
                            Scalar::Bool(value) => Some(Head::Bool(value)),
                            Scalar::Number(number) => Some(number.head()),
                            Scalar::String(Token::Plain(text)) => Some(Head::Str(text)),
                            Scalar::String(Token::Escaped) => None,
                        },
                    }));
                }
                reader.hurry();
                next = reader.next_key()?;
            }
            Ok(None)
        })?;
        Ok(found.map(|head| head.unwrap_or(Head::Str(&self.reader.scratch))))
    }

    fn keys(&mut self, visit: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        self.ahead(|reader| {
            let mut next = reader.first_key()?;
            while let Some(token) = next {
                visit(match token {
                    Token::Plain(text) => text,
                    Token::Escaped => &reader.scratch,
                });
                reader.hurry();
                next = reader.next_key()?;
            }
            Ok(Some(()))
        })
        .map(|_| ())
    }

    fn attempt(&mut self, place: &mut dyn Place) -> Result<(), Fault> {
        let hidden = self.hidden;
        self.reader.attempt(|reader| {
            let mut object = Object { reader, hidden, read: false };
            place.put(In::Map(&mut object))?;
            object.finish()
        })?;
        self.read = true;
        Ok(())
    }

    fn hide(&mut self, key: &'static str) {
        self.hidden = Some(key);
    }
}
