//! The shape of what has one type: a scalar, an enumeration, a list, a tuple or an object.

use crate::api::{Choice, Kind, Literal, Rule, Tuple, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, SchemaId};
use crate::formats::Integer;
use crate::lists::{Changing, Listing};
use crate::maps::HashSet;
use crate::media_types::is_json;
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::intersection::{Key, Merged, Part};
use crate::resolve::{formats, rules};
use crate::value::{Node, Pointer, Types};

impl<'a> ShapeBuilder<'a> {
    /// The shape of an intersection that allows one type, any, or listed values.
    pub(super) fn one_type(&mut self, key: &Key, merged: &Merged<'a>, types: Types) -> Use {
        let shape = self.allocate(key, merged);
        let nullable = merged.types.contains(Types::NULL)
            && merged.values.as_ref().is_none_or(|values| merged.types != Types::NULL || values.contains(&Node::Null));
        self.remember(key, Use { shape, nullable, rules: merged.rules.clone() });
        let mut rules = merged.rules.clone();
        let at = self.context.place(key);
        let kind = self.kind(merged, types, &mut rules, &at);
        let kind = self.nested(kind, &mut rules, &at);
        let mut beyond: Vec<Rule> = rules.extract_if(.., |rule| rule.judges().is_none()).list();
        beyond.add_all(self.structure(merged));
        if !merged.unions.is_empty() {
            // Beside values that the document lists, alternatives are no types.
            let unions = merged.unions.iter();
            beyond.add_all(unions.filter_map(|union| self.one_of_these(union.keyword, union.variants)));
        }
        match (&kind, &merged.values) {
            (Kind::Never, _) => beyond = vec![Rule::Never],
            (Kind::Choice(_), _) | (_, None) => {}
            (_, Some(values)) => {
                let null = Some(Node::Null).filter(|null| nullable && !values.contains(null));
                beyond.push(rules::one_of(values.iter().chain(&null)));
            }
        }
        if let Some(content) = content_schema(self.context.document, key) {
            self.contents.insert(shape, content);
        }
        self.set(shape, kind);
        let mut found = Use { shape, nullable, rules };
        self.add_rules(&mut found, beyond);
        self.remember(key, found)
    }

    fn kind(&mut self, merged: &Merged<'_>, types: Types, rules: &mut Vec<Rule>, at: &Pointer) -> Kind {
        if merged.never {
            return Kind::Never;
        }
        if let Some(values) = &merged.values
            && let Some(choice) = choice(values, merged.value_names)
        {
            let most = self.context.largest_enumeration;
            if choice.values.len() <= most {
                rules.clear();
                return Kind::Choice(choice);
            }
            self.context.diagnostics.push(
                Diagnostic::note(
                    Code::LargeEnumeration,
                    format!("an enumeration of {} values is not spelled out", choice.values.len()),
                )
                .at_key(&at.child("enum"))
                .with_note(format!("up to {most} values become an enum; compilers need long for larger ones")),
            );
        }
        match types {
            Types::BOOLEAN => Kind::Boolean,
            Types::INTEGER => formats::of_number(self.context.schema_settings, merged.format, types)
                .unwrap_or_else(|| Kind::Integer(integer(merged))),
            Types::NUMBER if merged.counts_digits && merged.format.is_none() => Kind::Decimal,
            Types::NUMBER => formats::of_number(self.context.schema_settings, merged.format, types)
                .unwrap_or(Kind::Number { single: false }),
            Types::STRING => formats::kind(self.context.schema_settings, merged.format, merged.encoding, rules),
            Types::ARRAY if !merged.prefix.is_empty() => self.tuple(merged, rules),
            Types::ARRAY => {
                let items = if merged.items.is_empty() { self.any() } else { self.parts(&merged.items) };
                if !items.rules.is_empty() {
                    rules.push(Rule::Items(items.rules.clone()));
                }
                Kind::List(Use { rules: Vec::new(), ..items })
            }
            Types::OBJECT => self.object(merged, rules),
            _ => Kind::Any,
        }
    }

    fn tuple(&mut self, merged: &Merged<'_>, rules: &mut Vec<Rule>) -> Kind {
        let required = usize::try_from(merged.min_items).unwrap_or(usize::MAX).min(merged.prefix.len());
        // The items that must be there say so by their types.
        rules.keep(|rule| !matches!(rule, Rule::MinItems(least) if *least <= required as u64));
        let mut items: Vec<Use> = merged.prefix.iter().map(|id| self.schema(*id)).list();
        // What may follow is kept, whatever it is.
        let mut rest = Some(self.parts(&merged.items)).filter(|_| merged.max_items > merged.prefix.len() as u64);
        if rest.as_ref().is_some_and(|rest| self.is_never(rest)) {
            rules.push(Rule::MaxItems(merged.prefix.len() as u64));
            rest = None;
        }
        if items.iter().any(|item| !item.rules.is_empty()) {
            rules.push(Rule::PrefixItems(items.iter_mut().map(|item| std::mem::take(&mut item.rules)).list()));
        }
        if let Some(rest) = rest.as_mut().filter(|rest| !rest.rules.is_empty()) {
            rules.push(Rule::ItemsFrom(merged.prefix.len() as u64, std::mem::take(&mut rest.rules)));
        }
        Kind::Tuple(Tuple { items, required, rest })
    }

    fn is_never(&self, value: &Use) -> bool {
        self.shapes.get(value.shape).kind == Kind::Never
    }
}

/// An enumeration of strings, or of integers; `None` for mixed ones.
fn choice(values: &[Literal], names: &[String]) -> Option<Choice> {
    let mut kept: Vec<Literal> = Vec::with_capacity(values.len());
    let mut kept_names = Vec::new();
    let mut seen = HashSet::new();
    for (at, value) in values.iter().enumerate() {
        let text = match value {
            Node::Null => continue,
            Node::String(text) => text.as_str(),
            Node::Number(text) => text,
            _ => return None,
        };
        if seen.insert(text) {
            kept.push(value.clone());
            if names.len() == values.len() {
                kept_names.add_all(names.get(at).cloned());
            }
        }
    }
    let strings = kept.iter().all(|value| matches!(value, Node::String(_)));
    let integers = kept.iter().all(|value| matches!(value, Node::Number(text) if text.parse::<i64>().is_ok()));
    (!kept.is_empty() && (strings || integers)).then_some(Choice { values: kept, names: kept_names })
}

/// The range of an integer whose format says nothing of it.
fn integer(merged: &Merged<'_>) -> Integer {
    let is_wide = |value: &str| value.parse::<i64>().is_err() && value.parse::<i128>().is_ok();
    if merged.format.is_none() && told_values(merged).any(is_wide) { Integer::I128 } else { Integer::I64 }
}

/// The numbers that the document itself takes for values.
fn told_values<'a>(merged: &Merged<'a>) -> impl Iterator<Item = &'a str> {
    [merged.default, merged.example].into_iter().flatten().filter_map(|value| match value {
        Node::Number(text) => Some(&**text),
        _ => None,
    })
}

/// The schema of the JSON that stands in a string of this intersection.
fn content_schema(document: &Document, parts: &[Part]) -> Option<SchemaId> {
    parts.iter().find_map(|part| {
        let Part::Whole(id) = part else { return None };
        let schema = document.schemas.get(*id)?;
        let media_type =
            schema.rare().content_media_type.as_deref().filter(|_| schema.rare().content_encoding.is_none())?;
        schema.rare().content_schema.filter(|_| is_json(media_type))
    })
}
