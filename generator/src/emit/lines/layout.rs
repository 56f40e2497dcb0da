//! A line that is too long, laid out as `prettyplease` lays it out: Oppen's algorithm, for one line at a time.

use super::breaks::{Break, Token, arm_tokens, tokens};
use crate::lists::Listing;

/// The columns of a line.
const WIDTH: usize = 89;
/// How far code inside of something stands.
pub(super) const INDENT: usize = 4;

/// The columns that are left to a line, however far in it is.
const LEAST: usize = 60;

/// Writes a line of code that is so many columns in.
pub(super) fn line(code: &str, indent: usize, into: &mut String) {
    // A struct's fields stand on lines of their own where they are many, be the line long or not.
    if code.len() + indent <= WIDTH && !code.contains(" { ") {
        into.push_str(code);
    } else {
        print(&tokens(code), indent, into);
    }
}

/// Writes an arm of a `match`. A body that is too long is a block.
pub(super) fn arm(patterns: &[String], body: &str, indent: usize, into: &mut String) {
    let width: usize = patterns.iter().map(|pattern| pattern.len() + " | ".len()).total();
    if indent + width + "=> ".len() + body.len() <= WIDTH && !body.contains(" { ") {
        into.push_str(&patterns.join(" | "));
        into.push_str(" => ");
        into.push_str(body);
        into.push(',');
    } else {
        print(&arm_tokens(patterns, body), indent, into);
    }
}

/// How wide everything is from a group's beginning, or from a break, up to the next break that may come instead of it.
fn sizes(tokens: &[Token<'_>]) -> Vec<usize> {
    let total: usize = tokens.iter().map(Token::width).total();
    let (mut before, mut ends) = (total, vec![total]);
    let mut sizes: Vec<usize> = tokens
        .iter()
        .rev()
        .map(|token| {
            before -= token.width();
            let enclosing = ends.last().copied().unwrap_or(total);
            match token {
                Token::Word(_) | Token::Broken => 0,
                Token::End => {
                    ends.push(enclosing);
                    0
                }
                Token::Begin { .. } => {
                    ends.pop();
                    ends.last().copied().unwrap_or(total) - before
                }
                Token::Break(_) => {
                    ends.pop();
                    ends.push(before);
                    enclosing - before
                }
            }
        })
        .list();
    sizes.reverse();
    sizes
}

/// A group that is being written.
enum Group {
    Fits,
    /// With the indentation around it, and whether only those breaks are used that are needed.
    Broken(usize, bool),
}

fn print(tokens: &[Token<'_>], indent: usize, into: &mut String) {
    let (mut indent, mut space) = (indent, WIDTH.saturating_sub(indent));
    let mut groups: Vec<Group> = Vec::new();
    for (token, size) in tokens.iter().zip(sizes(tokens)) {
        match token {
            Token::Broken => {}
            Token::Word(word) => {
                into.push_str(word);
                space = space.saturating_sub(word.len());
            }
            Token::Begin { .. } if size <= space => groups.push(Group::Fits),
            Token::Begin { indents, fills } => {
                groups.push(Group::Broken(indent, *fills));
                indent += if *indents { INDENT } else { 0 };
            }
            Token::End => {
                if let Some(Group::Broken(around, _)) = groups.pop() {
                    indent = around;
                }
            }
            Token::Break(each) => {
                let stays = match groups.last() {
                    Some(Group::Fits) | None => true,
                    Some(Group::Broken(_, fills)) => *fills && size <= space,
                };
                if each.never || stays {
                    into.push_str(each.flat);
                    space = space.saturating_sub(each.flat.len());
                } else {
                    space = line_break(each, indent, into);
                }
            }
        }
    }
}

/// Begins a new line, and returns how much fits on it.
fn line_break(token: &Break, indent: usize, into: &mut String) -> usize {
    let indent = indent.saturating_sub(if token.outdents { INDENT } else { 0 });
    into.push_str(token.before);
    into.push('\n');
    into.extend(std::iter::repeat_n(' ', indent));
    into.push_str(token.after);
    WIDTH.saturating_sub(indent).max(LEAST).saturating_sub(token.after.len())
}
