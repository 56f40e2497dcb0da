//! The walk over all objects.

use super::super::located::Located;
use super::super::reader::Reader;
use super::super::version::Version;
use super::field::{Field, Holds};
use super::kind::Kind;
use super::object::{Object, Step};
use super::place::Place;
use super::table::is_field_of_media_type;
use crate::value::{Node, Pointer};

impl<'d> Reader<'d> {
    /// Holds every object against the table: those of the root file, and those elsewhere that references led to.
    pub(in super::super) fn check_objects(&mut self) {
        let root = self.root;
        self.check_from(&Located::new(root, Pointer::default()), Kind::Root);
        for (at, kind) in std::mem::take(&mut self.elsewhere.list) {
            self.check_from(&at, kind);
        }
    }

    /// Holds an object and those inside it against the table.
    pub(in super::super) fn check_from(&mut self, at: &Located<'d>, kind: Kind) {
        self.check_object(&Object { node: at.node, kind, step: Step::From(&at.pointer), around: None, is_lost: false });
    }

    /// Looks into the value of a misspelled field as if it were spelled right: all that is wrong is told at once.
    pub(super) fn check_misspelled(&mut self, object: &Object<'_>, key: &str, meant: &str, node: &Node) {
        let Some(field) = object.kind.field(meant, self.version) else { return };
        let Object { kind, around, .. } = *object;
        let pointer = object.pointer();
        let step = Step::From(&pointer);
        self.check_field(&Object { node: object.node, kind, step, around, is_lost: true }, key, field, node);
    }

    /// Remembers an object that a reference led to, unless the table leads there as well.
    pub(in super::super) fn met(&mut self, text: &str, at: &Located<'d>, kind: Kind) {
        let is_at_home =
            at.pointer.file().is_empty() && kind.section(self.version).is_some_and(|section| text.starts_with(section));
        if !is_at_home && (!at.pointer.file().is_empty() || self.place(&at.pointer) != Place::Object(kind)) {
            self.elsewhere.add(at, kind);
        }
    }

    fn check_object(&mut self, object: &Object<'_>) {
        let entries = object.node.entries();
        if object.kind == Kind::Schema {
            if object.is_lost {
                self.check_lost_schema(object);
            }
            return;
        }
        if object.kind == Kind::Callback {
            for (expression, node) in entries.iter().filter(|(key, _)| !key.starts_with("x-") && key != "$ref") {
                self.check_object(&object.inside(node, Kind::PathItem, Step::Entry("", expression)));
            }
            return;
        }
        let is_reference = object.node.get("$ref").is_some_and(|text| text.as_str().is_some());
        if is_reference && object.kind != Kind::PathItem {
            return;
        }
        let mut is_known = true;
        for (key, node) in entries {
            match object.kind.field(key, self.version) {
                Some(field) => self.check_field(object, key, field, node),
                None => {
                    is_known &= key.starts_with("x-");
                    self.check_beyond(object, key, node);
                }
            }
        }
        if !is_known {
            self.report_unknown_fields(object);
        }
    }

    /// Unknown keywords are annotations. The walk over schemas looks for misspelled ones, but not where it does not come.
    fn check_lost_schema(&mut self, object: &Object<'_>) {
        let at = Located::new(object.node, object.pointer());
        for (key, node) in object.node.entries() {
            match Kind::Schema.field(key, self.version) {
                Some(field) => self.check_field(object, key, field, node),
                None => self.check_keyword(&at, key, node),
            }
        }
    }

    fn check_field(&mut self, object: &Object<'_>, key: &str, field: &Field, node: &Node) {
        match (field.holds, node) {
            (Holds::One(kind), Node::Map(_)) => self.check_object(&object.inside(node, kind, Step::Field(key))),
            (Holds::Each(kind), Node::Seq(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.check_object(&object.inside(item, kind, Step::Item(key, index)));
                }
            }
            // What is not about objects needs no look at every one of them.
            (Holds::Entries(Kind::Schema), _) if !object.is_lost => {}
            (Holds::Entries(kind), Node::Map(entries)) => {
                // What is no path, or no media type, is left out, which is told.
                let is_left_out = |name: &str| {
                    object.kind == Kind::Root && key == "paths" && !name.starts_with('/')
                        || key == "content" && is_field_of_media_type(name)
                };
                for (name, node) in entries.iter().filter(|(name, _)| !name.starts_with("x-") && !is_left_out(name)) {
                    self.check_object(&object.inside(node, kind, Step::Entry(key, name)));
                }
            }
            _ => {}
        }
    }

    /// A field of another version that is read all the same is looked into as well.
    fn check_beyond(&mut self, object: &Object<'_>, key: &str, node: &Node) {
        let field = object.kind.fields().iter().find(|field| field.name == key && field.is_read_always);
        if let Some(field) = field.filter(|_| self.version != Version::V20) {
            self.check_field(object, key, field, node);
        }
    }
}
