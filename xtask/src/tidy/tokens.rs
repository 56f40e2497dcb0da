//! What a file says in tokens: its modules, its imports, and the paths that it writes out.

use std::collections::BTreeSet;
use std::io;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// What one module says. Tests and the code that macros of the code make are left out.
#[derive(Default, Debug)]
pub(super) struct Said {
    /// `mod name;`, and the file of `#[path = "…"]` before it.
    pub(super) files: Vec<(String, Option<String>)>,
    /// `mod name { … }`
    pub(super) inline: Vec<(String, Said)>,
    /// `use path as name;`
    pub(super) uses: Vec<Use>,
    /// `path::to::something` in the code.
    pub(super) paths: BTreeSet<Vec<String>>,
    /// Names that stand alone in the code, those of fields and methods left out.
    pub(super) names: BTreeSet<String>,
}

/// One name of a `use`.
#[derive(Debug)]
pub(super) struct Use {
    pub(super) path: Vec<String>,
    /// The name that it has here; none for `*` and `_`.
    pub(super) name: Option<String>,
    /// Whether others may have it from here.
    pub(super) public: bool,
}

/// Reads the text of a file.
pub(super) fn read(text: &str) -> io::Result<Said> {
    let tokens: TokenStream = text.parse().map_err(|fault| io::Error::other(format!("no Rust: {fault}")))?;
    let mut said = Said::default();
    module(&mut said, &tokens.into_iter().collect::<Vec<_>>());
    Ok(said)
}

fn module(said: &mut Said, mut rest: &[TokenTree]) {
    let mut file = None;
    while let [first, after @ ..] = rest {
        if let Some(after) = test_attribute(rest) {
            rest = without_item(after);
            continue;
        }
        file = path_attribute(rest).or(file);
        rest = match first {
            TokenTree::Ident(word) if word == "mod" => declaration(said, after, file.take()),
            TokenTree::Ident(word) if word == "use" => import(said, after, false),
            TokenTree::Ident(word) if word == "pub" => match visibility(after) {
                [TokenTree::Ident(word), after @ ..] if word == "use" => import(said, after, true),
                after => after,
            },
            TokenTree::Group(group) => {
                module(said, &inside(group));
                after
            }
            TokenTree::Punct(punct) if punct.as_char() == '$' => match after {
                // `$crate` leads from wherever the macro is used.
                [TokenTree::Ident(_), after @ ..] => path_rest(after).1,
                after => after,
            },
            TokenTree::Punct(punct) if punct.as_char() == '.' => match after {
                [TokenTree::Ident(_), after @ ..] => after,
                after => after,
            },
            TokenTree::Ident(_) => expression(said, rest),
            _ => after,
        };
    }
}

fn inside(group: &Group) -> Vec<TokenTree> {
    group.stream().into_iter().collect()
}

/// What follows `#[cfg(test)]`, if that is what stands here.
fn test_attribute(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), after @ ..] = tokens else { return None };
    let text = attribute.stream().to_string().replace(' ', "");
    (hash.as_char() == '#' && (text == "cfg(test)" || text.starts_with("cfg(all(test"))).then_some(after)
}

/// The file that `#[path = "…"]` names, if that is what stands here.
fn path_attribute(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return None };
    match inside(attribute).as_slice() {
        [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(file)]
            if hash.as_char() == '#' && word == "path" =>
        {
            Some(file.to_string().trim_matches('"').to_owned())
        }
        _ => None,
    }
}

/// What follows the item that begins here.
fn without_item(mut tokens: &[TokenTree]) -> &[TokenTree] {
    while let [first, after @ ..] = tokens {
        tokens = after;
        match first {
            TokenTree::Punct(end) if end.as_char() == ';' => break,
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => break,
            _ => {}
        }
    }
    tokens
}

/// `(crate)` or nothing.
fn visibility(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [TokenTree::Group(group), after @ ..] if group.delimiter() == Delimiter::Parenthesis => after,
        _ => tokens,
    }
}

/// `name;` or `name { … }`
fn declaration<'a>(said: &mut Said, tokens: &'a [TokenTree], file: Option<String>) -> &'a [TokenTree] {
    match tokens {
        [TokenTree::Ident(name), TokenTree::Punct(end), after @ ..] if end.as_char() == ';' => {
            said.files.push((name.to_string(), file));
            after
        }
        [TokenTree::Ident(name), TokenTree::Group(body), after @ ..] if body.delimiter() == Delimiter::Brace => {
            let mut inner = Said::default();
            module(&mut inner, &inside(body));
            said.inline.push((name.to_string(), inner));
            after
        }
        _ => tokens,
    }
}

fn import<'a>(said: &mut Said, tokens: &'a [TokenTree], public: bool) -> &'a [TokenTree] {
    let end = tokens.iter().position(is(';')).unwrap_or(tokens.len());
    let (tree, after) = tokens.split_at(end);
    leaves(said, &[], tree, public);
    after
}

fn is(sign: char) -> impl Fn(&TokenTree) -> bool {
    move |token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

/// Each name that a tree of a `use` brings.
fn leaves(said: &mut Said, before: &[String], tree: &[TokenTree], public: bool) {
    let mut path = before.to_vec();
    let mut name = None;
    let mut rest = tree;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            TokenTree::Ident(word) if word == "as" => {
                name = Some(after.first().map(ToString::to_string).filter(|name| name != "_"));
                break;
            }
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) => {
                for branch in inside(group).split(|token| is(',')(token)) {
                    leaves(said, &path, branch, public);
                }
                return;
            }
            TokenTree::Punct(star) if star.as_char() == '*' => name = Some(None),
            _ => {}
        }
    }
    if path.len() > before.len() || name.is_some() {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = name.unwrap_or_else(|| path.last().cloned());
        said.uses.push(Use { path, name, public });
    }
}

/// A path of several words, or a macro whose text is not of this module.
fn expression<'a>(said: &mut Said, tokens: &'a [TokenTree]) -> &'a [TokenTree] {
    let [TokenTree::Ident(first), after @ ..] = tokens else { return tokens };
    if let [TokenTree::Punct(mark), TokenTree::Group(_), after @ ..] = after
        && mark.as_char() == '!'
        && (first == "quote" || first == "quote_spanned")
    {
        return after;
    }
    let (more, rest) = path_rest(after);
    if more.is_empty() {
        said.names.insert(first.to_string());
    } else {
        said.paths.insert([vec![first.to_string()], more].concat());
    }
    rest
}

/// The words behind the first one of a path, and what follows them.
fn path_rest(mut tokens: &[TokenTree]) -> (Vec<String>, &[TokenTree]) {
    let mut words = Vec::new();
    while let [TokenTree::Punct(a), TokenTree::Punct(b), TokenTree::Ident(word), after @ ..] = tokens {
        if a.as_char() != ':' || b.as_char() != ':' {
            break;
        }
        words.push(word.to_string());
        tokens = after;
    }
    (words, tokens)
}
