//! The table of names as text, a line for each name: what it is, what of the document has it, and the name.
//!
//! Lines say what they are about in the document's own terms, so that they mean the same to another run: operations by
//! method and path, schemas by component or JSON Pointer. They are sorted.

use std::collections::BTreeMap;

use super::chosen::Names;
use super::usage::Parent;
use crate::api::{Api, OperationId, Parameter, ShapeId, Variation};
use crate::lists::{Listing, sort, sort_by_key};
use crate::rust::{ModuleId, TypeName};
use crate::settings::title;

/// Names, by what they are and what of the document has them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    names: BTreeMap<Vec<String>, String>,
}

impl Facts {
    /// The names that are chosen before anything is planned. Those of enums of media types and their variants, of the
    /// methods that give headers, of parameters that the client holds, and of rules that others refer to are not among them.
    pub(crate) fn of(api: &Api, names: &Names) -> Facts {
        let mut facts = Facts::default();
        facts.groups(names);
        facts.operations(api, names);
        facts.types(api, names);
        facts.client(api, names);
        facts
    }

    fn say(&mut self, what: &str, of: &[&str], name: &str) {
        let mut key = std::iter::once(&what).chain(of).map(|part| (*part).to_owned()).list();
        // What the document says twice is told apart by its order.
        while self.names.contains_key(&key) {
            key.push("again".to_owned());
        }
        self.names.insert(key, name.to_owned());
    }

    fn groups(&mut self, names: &Names) {
        for (id, group) in names.groups.names.entries() {
            let of = match (names.groups.incoming == Some(id), group.is_tag) {
                (true, _) => ["incoming", ""],
                (false, true) => ["tag", &group.name],
                (false, false) => ["path", &group.name],
            };
            self.say("group module", &of, &group.module);
            self.say("group accessor", &of, &group.accessor);
            self.say("group type", &of, &group.ident);
        }
    }

    fn operations(&mut self, api: &Api, names: &Names) {
        for (id, operation) in names.operations.entries() {
            let of = self::operation(api, id);
            let of = of.as_str();
            self.say("operation type", &[of], &operation.ident);
            self.say("operation method", &[of], &operation.method);
            self.say("operation output", &[of], &operation.by_status.output);
            self.say("operation error", &[of], &operation.by_status.error);
            if let Some(headers) = &operation.headers {
                self.say("operation headers", &[of], headers);
            }
            for (Parameter { location, name, .. }, setter) in
                api.operations[id].parameters.iter().zip(&operation.setters)
            {
                self.say("setter", &[of, location.word(), name], setter);
            }
        }
    }

    fn types(&mut self, api: &Api, names: &Names) {
        let mut types = names.types.iter().list();
        sort_by_key(&mut types, &|(id, _)| **id);
        for (id, TypeName { ident, module }) in types {
            let of = shape(api, names, *id);
            let module = match module {
                ModuleId::Shared => "types",
                ModuleId::Group(group) => &names.groups.names[*group].module,
            };
            self.say("type", &[&of], ident);
            self.say("type module", &[&of], module);
            for member in names.members.get(*id) {
                self.say("member", &[&of, &member.key], &member.ident);
            }
        }
        for (component, alias) in api.components.iter().zip(&names.aliases) {
            if let Some(alias) = alias {
                self.say("alias", &[&component.name], alias);
            }
        }
    }

    fn client(&mut self, api: &Api, names: &Names) {
        for (id, credential) in names.client.credentials.entries() {
            self.say("credential", &[&api.schemes[id].name], credential);
        }
        for (server, names) in api.servers.iter().zip(&names.client.servers) {
            self.say("server", &[&server.url], &names.variant);
            self.say("server type", &[&server.url], &names.ty);
            for (variable, field) in server.variables_in_url().zip(&names.variables) {
                self.say("server variable", &[&server.url, &variable.name], field);
            }
        }
    }

    /// The lines: what a name is, what has it, and the name, with tabs between.
    pub(crate) fn to_text(&self) -> String {
        let line = |(key, name): (&Vec<String>, &String)| {
            let parts = key.iter().chain([name]).map(|part| escaped(part)).list();
            parts.join("\t") + "\n"
        };
        let mut lines = self.names.iter().map(line).list();
        sort(&mut lines, &Ord::cmp);
        lines.concat()
    }

    /// Reads lines back. None where one is no such line.
    pub(crate) fn from_text(text: &str) -> Option<Facts> {
        let mut facts = Facts::default();
        for line in text.lines() {
            let mut parts = line.split('\t').map(unescaped).list();
            let name = parts.pop()??;
            facts.names.insert(parts.into_iter().collect::<Option<Vec<String>>>().filter(|key| key.len() > 1)?, name);
        }
        Some(facts)
    }
}

/// An operation by its method and path, a callback with the operation that it is one of.
fn operation(api: &Api, id: OperationId) -> String {
    let operation = &api.operations[id];
    match operation.incoming.as_ref().map(|incoming| &incoming.callback) {
        None => title(operation),
        Some(None) => format!("webhook {}", title(operation)),
        Some(Some((of, name))) => format!("{} callback {name} {}", self::operation(api, *of), title(operation)),
    }
}

/// A shape by its schema, else by the place where it is met first.
fn shape(api: &Api, names: &Names, id: ShapeId) -> String {
    let shape = api.shapes.get(id);
    if let Some(component) = &shape.component {
        return component.to_string();
    }
    if let Some(schema) = &shape.schema {
        let variations = shape.variations.iter().map(|variation| match variation {
            Variation::Sent => " sent",
            Variation::Change => " change",
        });
        return std::iter::once(&*schema.0).chain(variations).list().concat();
    }
    let site = names.usages.usage(id).and_then(|usage| usage.sites.first());
    let Some(site) = site else { return String::new() };
    let parent = match &site.parent {
        Parent::Operation(operation) => self::operation(api, *operation),
        Parent::Shape(parent) => self::shape(api, names, *parent),
        Parent::Component => String::new(),
    };
    format!("{parent} > {}", site.words.join(" "))
}

/// A text without what ends a part or a line.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        plain.push(match character {
            '\\' => match rest.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(plain)
}
