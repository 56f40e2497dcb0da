//! Variants that are plain strings, numbers or booleans: several of one type become one.

use std::rc::Rc;

use super::draft::Draft;
use crate::api::{Choice, Kind, Literal, Rule};
use crate::document::SchemaId;
use crate::formats::Integer;
use crate::lists::{Changing, Listing};
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::formats;
use crate::resolve::intersection::{Alternatives, Merged, type_of};
use crate::settings::SchemaSettings;
use crate::value::{Node, Types};

/// What several variants of the same scalar type have become.
pub(super) struct MergedScalar {
    pub(super) kind: Kind,
    pub(super) rules: Vec<Rule>,
    /// The place of the first of them among the variants.
    pub(super) at: usize,
}

impl<'a> ShapeBuilder<'a> {
    /// Takes the variants that are plain strings, numbers or booleans out of the drafts, one per type: two strings
    /// can't be told apart.
    pub(super) fn merge_scalars(
        &mut self,
        drafts: &mut Vec<Draft<'a>>,
        keyword: Option<Alternatives>,
    ) -> Vec<MergedScalar> {
        let mut found = Vec::new();
        let groups = [Types::BOOLEAN, Types::INTEGER.with(Types::NUMBER), Types::STRING];
        for group in groups {
            let belongs = |draft: &Draft<'a>| {
                draft.merged.unions.is_empty() && {
                    let types = draft.merged.types.without(Types::NULL);
                    !types.is_empty() && group.contains(types)
                }
            };
            let at: Vec<usize> = (0..drafts.len()).filter(|at| drafts.get(*at).is_some_and(belongs)).list();
            if at.len() < 2 {
                continue;
            }
            let members: Vec<Rc<Merged<'a>>> =
                at.iter().filter_map(|at| drafts.get(*at)).map(|draft| draft.merged.clone()).list();
            let (kind, mut rules) = merge(self.context.schema_settings, group, &members);
            let beyond: Vec<Vec<Rule>> = members.iter().map(|member| self.structure(member)).list();
            let common = beyond.first().cloned().unwrap_or_default();
            let common = common.into_iter().filter(|rule| beyond.iter().all(|rules| rules.contains(rule)));
            rules.add_all(common);
            if let Some(keyword) = keyword
                && is_lost(&kind, &rules, &members, &beyond)
            {
                let named: Vec<SchemaId> =
                    at.iter().filter_map(|at| drafts.get(*at)).filter_map(|draft| draft.named).list();
                // Formats tell apart what the rules can't.
                let formats = members.iter().any(|member| member.format.is_some());
                let keyword = if formats { Alternatives::AnyOf } else { keyword };
                rules.add_all(self.one_of_these(keyword, &named));
            }
            found.push(MergedScalar { kind, rules, at: at.first().copied().unwrap_or(0) });
            let mut index = 0;
            drafts.keep(|_| {
                index += 1;
                !at.contains(&(index - 1))
            });
        }
        found
    }
}

fn merge(schema_settings: &SchemaSettings<'_>, group: Types, members: &[Rc<Merged<'_>>]) -> (Kind, Vec<Rule>) {
    let same = |first: &Merged<'_>, each: &Merged<'_>| (first.format, first.encoding) == (each.format, each.encoding);
    let first = members.first().map(|first| (**first).clone()).unwrap_or_default();
    let mut rules = first.rules.clone();
    rules.keep(|rule| members.iter().all(|member| member.rules.contains(rule)));
    let mut values: Vec<Literal> = Vec::new();
    for value in members.iter().filter_map(|member| member.values.as_ref()).flatten() {
        if *value != Node::Null && !values.contains(value) {
            values.push(value.clone());
        }
    }
    let strings = group == Types::STRING;
    // An enumeration beside a plain string is an open one, as all of ours are.
    let whole = |value: &Literal| type_of(value) == Types::INTEGER;
    if !values.is_empty()
        && (strings || values.iter().all(whole))
        && (strings || members.iter().all(|member| member.values.is_some()))
        && group != Types::BOOLEAN
    {
        return (Kind::Choice(Choice { values, names: Vec::new() }), Vec::new());
    }
    let kind = if strings {
        let (format, encoding) = if members.iter().all(|member| same(&first, member)) {
            (first.format, first.encoding)
        } else {
            (None, None)
        };
        formats::kind(schema_settings, format, encoding, &mut rules)
    } else if group == Types::BOOLEAN {
        Kind::Boolean
    } else if members.iter().all(|member| member.types.without(Types::NULL) == Types::INTEGER) {
        Kind::Integer(Integer::I64)
    } else if members.iter().any(|member| !member.types.contains(Types::NUMBER)) {
        // Both an integer, whose digits count, and any other number.
        Kind::Decimal
    } else {
        Kind::Number { single: false }
    };
    (kind, rules)
}

/// Whether values keep these rules though no single member allows them.
fn is_lost(kind: &Kind, rules: &[Rule], members: &[Rc<Merged<'_>>], beyond: &[Vec<Rule>]) -> bool {
    let whole_type = |member: &Merged<'_>| match kind {
        Kind::Number { .. } | Kind::Decimal => member.types.contains(Types::NUMBER),
        _ => true,
    };
    let says_no_more =
        |member: &Merged<'_>, beyond: &[Rule]| beyond.iter().chain(&member.rules).all(|rule| rules.contains(rule));
    if let Kind::Choice(_) = kind {
        let listed = |member: &Merged<'_>| member.values.is_some() && member.rules.is_empty();
        return !members
            .iter()
            .zip(beyond)
            .all(|(member, beyond)| listed(member) && beyond.is_empty() || says_no_more(member, beyond));
    }
    !members
        .iter()
        .zip(beyond)
        .any(|(member, beyond)| member.values.is_none() && whole_type(member) && says_no_more(member, beyond))
}
