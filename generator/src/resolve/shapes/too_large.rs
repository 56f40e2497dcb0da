//! What would multiply beyond what the document allows, and is any JSON value instead.

use crate::api::{Kind, Rule, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::builder::ShapeBuilder;
use crate::resolve::intersection::{Key, Merged};
use crate::value::Pointer;

/// How many lists and maps may hold one another before there is a type with a name: compilers and people need a line for
/// each of them wherever the type is spelled.
const NESTED_MOST: usize = 16;

impl<'a> ShapeBuilder<'a> {
    /// The use of an intersection of which too much is written elsewhere.
    pub(in crate::resolve) fn too_large(&mut self, key: &Key, merged: &Merged<'a>) -> Use {
        let shape = self.allocate(key, merged);
        let found = Use { shape, nullable: false, rules: Vec::new() };
        self.remember(key, found.clone());
        let at = self.context.place(key);
        let message =
            format!("`{}` is any JSON value: written out, it would be far larger than the document", at.last());
        self.context.diagnostics.push(
            Diagnostic::warning(Code::MultipliedSchema, message)
                .at_key(&at)
                .with_note("its `allOf`, and the unions in it, repeat what other schemas say, and multiply it")
                .help("give it a type of yours (`[replace]` in oasmith.toml), or simplify it with an overlay"),
        );
        found
    }

    /// The use of a list or map, unless it is one of too many inside one another.
    pub(in crate::resolve) fn nested(&mut self, kind: Kind, rules: &mut Vec<Rule>, at: &Pointer) -> Kind {
        let mut depth = 0;
        let mut next = &kind;
        while let Kind::List(inner) | Kind::Map(inner) = next
            && depth <= NESTED_MOST
        {
            depth += 1;
            next = &self.shapes.get(inner.shape).kind;
        }
        if depth <= NESTED_MOST {
            return kind;
        }
        rules.clear();
        self.context.diagnostics.push(
            Diagnostic::warning(
                Code::NestedTooDeep,
                format!("`{}` is any JSON value: more than {NESTED_MOST} lists and maps hold one another", at.last()),
            )
            .at_key(at)
            .with_note("no type in between has a name, so that each use would spell all of them")
            .help("let one of them be an object with a property"),
        );
        Kind::Any
    }
}
