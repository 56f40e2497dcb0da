//! What stands above a type: its documentation and its derives.

use proc_macro2::TokenStream;
use quote::quote;

use super::samples;
use super::sentences::in_words;
use crate::emit::docs::{attributes, code, markdown, paragraphs, sentence};
use crate::emit::here::Here;
use crate::lists::Listing;
use crate::rust::{GroupId, Item, ItemKind};

/// What stands above a type.
pub(crate) fn head(here: Here<'_>, item: &Item) -> TokenStream {
    let docs = attributes(&doc(here, item));
    let deprecated = deprecated(item.deprecated);
    let derives = derives(item);
    quote! { #docs #deprecated #derives #[non_exhaustive] }
}

pub(crate) fn doc(here: Here<'_>, item: &Item) -> Vec<String> {
    let doc = &item.doc;
    let title = doc.title.as_deref().map(sentence).filter(|title| !title.is_empty());
    let description = doc.description.as_deref().map(markdown).filter(|lines| !lines.is_empty());
    let remark = doc.remark.as_deref().map(sentence).filter(|remark| !remark.is_empty());
    let role = doc.role.as_ref().filter(|_| title.is_none() && description.is_none()).map(|role| {
        let owner = here.link(&role.owner, role.group);
        let owner = match &role.named {
            Some(name) => format!("{} of {owner}", code(name)),
            None => owner,
        };
        match remark {
            Some(remark) => format!("{} {owner}: {remark}", role.what),
            None => format!("{} {owner}.", role.what),
        }
    });
    let is_silent = title.is_none() && description.is_none() && role.is_none();
    let used_by = used_by(here, &doc.used_by).filter(|_| is_silent);
    // A title that the description repeats is said once.
    let title = title.filter(|title| description.as_ref().is_none_or(|lines| lines.first() != Some(title)));
    let rules = in_words(&item.rules).into_iter().list();
    let example = samples::block(doc.example.as_ref());
    paragraphs([title.into_iter().chain(role).chain(used_by).list(), description.unwrap_or_default(), rules, example])
}

/// What a type is for in a line, and who uses it.
pub(crate) fn title_and_users(here: Here<'_>, item: &Item) -> Vec<String> {
    let title = item.doc.title.as_deref().map(sentence);
    paragraphs([title.into_iter().list(), used_by(here, &item.doc.used_by).into_iter().list()])
}

/// How many users are named.
const USERS: usize = 3;

/// Who uses a type, of many only the first.
fn used_by(here: Here<'_>, users: &[(String, Option<GroupId>)]) -> Option<String> {
    let mut named = users.iter().take(USERS).map(|(name, group)| here.link(name, *group)).list();
    match users.len().saturating_sub(USERS) {
        0 => {}
        1 => named.push("another one".to_owned()),
        others => named.push(format!("{others} others")),
    }
    let last = named.pop()?;
    Some(if named.is_empty() {
        format!("Used by {last}.")
    } else {
        format!("Used by {} and {last}.", named.join(", "))
    })
}

pub(crate) fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// `Eq` and `Hash` are left out: a number that is added to a document would take them away again, and checking a large
/// API's types costs less without them. The macro of a record gives `Debug`, which costs less than to derive it.
pub(crate) fn derives(item: &Item) -> TokenStream {
    let debug = (!matches!(item.kind, ItemKind::Record(_))).then(|| quote!(, Debug));
    let default = item.default.then(|| quote!(, Default));
    let present: &[&str] =
        if item.default { &["Clone", "Debug", "Default", "PartialEq"] } else { &["Clone", "Debug", "PartialEq"] };
    let more = more_derives(item, present);
    quote! { #[derive(Clone #debug #default, PartialEq #(, #more)*)] }
}

/// The traits that the user asks for, without those that are there.
pub(crate) fn more_derives(item: &Item, present: &[&str]) -> Vec<TokenStream> {
    let more = item.derives.iter().map(|derive| derive.path.as_str()).filter(|path| !present.contains(path));
    more.filter_map(|path| path.parse().ok()).list()
}
