//! The schemas whose types the user names, or has types of their own for.

use std::path::Path;
use std::rc::Rc;

use super::{PropertyNames, Settings, Spanned, filled, is_pattern, taken};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::document::{Document, SchemaId};
use crate::formats::{Format, Spelled};
use crate::lists::Listing;
use crate::maps::{HashMap, HashSet};
use crate::value::Pointer;

/// What is asked for schemas.
#[derive(Debug)]
pub(crate) struct SchemaSettings<'s> {
    pub(crate) settings: &'s Settings,
    /// The schemas that types are named for, and those that others stand for.
    named: HashSet<SchemaId>,
    replaced: HashSet<SchemaId>,
    /// Names of types, by the places of their schemas.
    pub(crate) names: HashMap<Pointer, SchemaName>,
    /// Types of the user's own, as code names them, by the places of the schemas that they stand for.
    pub(crate) replacements: HashMap<Pointer, Rc<str>>,
    /// Formats that the document means something else by.
    otherwise: Vec<&'static Format>,
    /// The renames of schemas, by their places in the settings, and the names that they give.
    pub(crate) schema_renames: Vec<(usize, SchemaName)>,
    /// The renames that concern no schema, by their places in the settings.
    pub(crate) other_renames: Vec<usize>,
    /// What the settings about properties name, one after the other.
    pub(crate) properties: Vec<PropertyNames>,
}

/// The name that is asked for a schema's type.
#[derive(Clone, Debug)]
pub(crate) struct SchemaName {
    pub(crate) text: Rc<str>,
    /// Whether it is to be taken as it is. Else it is in the document's letters.
    pub(crate) is_exact: bool,
}

impl<'s> SchemaSettings<'s> {
    /// Finds the schemas that the settings name. What names nothing else than a schema is reported where there is none.
    pub(crate) fn of(settings: &'s Settings, document: &Document, diagnostics: &mut Diagnostics) -> SchemaSettings<'s> {
        let mut schema_settings = SchemaSettings {
            settings,
            named: HashSet::new(),
            replaced: HashSet::new(),
            names: HashMap::new(),
            replacements: HashMap::new(),
            otherwise: settings.spelled_otherwise(document, diagnostics),
            schema_renames: Vec::new(),
            other_renames: Vec::new(),
            properties: settings
                .properties
                .iter()
                .map(|each| PropertyNames::of(each, &|pointer| settings.place(document, pointer)))
                .list(),
        };
        schema_settings.find_renamed(document, diagnostics);
        for (key, ty) in &settings.replacements {
            let Some(id) = settings.find(document, &key.text) else {
                diagnostics.push(settings.no_schema(key, document));
                continue;
            };
            if ty.text.contains("::") && syn::parse_str::<syn::Type>(&ty.text).is_ok() {
                schema_settings.replaced.insert(id);
                schema_settings.replacements.insert(place_of(document, id), ty.text.as_str().into());
            } else {
                let message = format!("`{}` is not a path to a type", ty.text);
                let help = "write the whole path, such as `crate::money::Money`";
                diagnostics.push(settings.point(ty, Diagnostic::error(Code::InvalidName, message)).help(help));
            }
        }
        settings.check_formats(diagnostics);
        schema_settings
    }

    /// Finds the schemas that are renamed: by lines of their own, then by the first that fits of those with wildcards.
    fn find_renamed(&mut self, document: &Document, diagnostics: &mut Diagnostics) {
        let settings = self.settings;
        let renames = || settings.renames.iter().enumerate();
        for (place, (key, name)) in renames().filter(|(_, (key, _))| !is_pattern(&key.text)) {
            match settings.find(document, &key.text) {
                Some(_) if !is_identifier(&name.text) => diagnostics.push(settings.no_identifier(name)),
                Some(id) => {
                    let name = SchemaName { text: name.text.as_str().into(), is_exact: true };
                    self.name(place, place_of(document, id), id, name);
                }
                None if key.text.contains('#') => diagnostics.push(settings.no_schema(key, document)),
                None => self.other_renames.push(place),
            }
        }
        for (place, (key, name)) in renames().filter(|(_, (key, _))| is_pattern(&key.text)) {
            if name.text.matches('*').count() > key.text.matches('*').count() {
                diagnostics.push(settings.too_many_stars(name, &key.text));
                continue;
            }
            let fitting = document.component_schemas.iter();
            let fitting = fitting.filter_map(|(component, id)| Some((*id, taken(&key.text, component)?))).list();
            if fitting.is_empty() {
                self.other_renames.push(place);
            }
            for (id, taken) in fitting.into_iter().filter(|(id, _)| !self.named.contains(id)).list() {
                let text = filled(&name.text, &taken);
                if !is_name(&text) {
                    diagnostics.push(settings.no_name_left(name, &text));
                    continue;
                }
                self.name(place, place_of(document, id), id, SchemaName { text: text.into(), is_exact: false });
            }
        }
    }

    fn name(&mut self, place: usize, pointer: Pointer, id: SchemaId, name: SchemaName) {
        self.named.insert(id);
        self.names.insert(pointer, name.clone());
        self.schema_renames.push((place, name));
    }

    /// Has these settings about properties go by the names of types as well.
    pub(crate) fn name_types(&mut self, open: &[usize], types: &[(Rc<str>, Pointer)]) {
        for place in open {
            if let (Some(names), Some(setting)) =
                (self.properties.get_mut(*place), self.settings.properties.get(*place))
            {
                names.add_types(&setting.key.text, types);
            }
        }
    }

    /// Whether a name is asked for a schema's type.
    pub(crate) fn is_named(&self, id: SchemaId) -> bool {
        self.named.contains(&id)
    }

    /// Whether a definition of the user's own is to stand for a schema.
    pub(crate) fn is_replaced(&self, id: SchemaId) -> bool {
        self.replaced.contains(&id)
    }

    /// Whether values of this format are to stay the strings or numbers that they are.
    pub(crate) fn keeps_plain(&self, format: &'static Format, spelled: &Spelled) -> bool {
        self.settings.keeps_plain(format, spelled) || self.otherwise.contains(&format)
    }

    /// Whether anything is asked for a schema, so that it is not to vanish in another one.
    pub(crate) fn concern(&self, id: SchemaId) -> bool {
        self.is_named(id) || self.is_replaced(id)
    }
}

fn place_of(document: &Document, id: SchemaId) -> Pointer {
    document.schemas.get(id).map(|schema| schema.pointer.clone()).unwrap_or_default()
}

/// Whether a text has anything that a name can be made of.
pub(crate) fn is_name(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// Whether a text is a name in Rust, keywords with `r#` included.
pub(crate) fn is_identifier(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

impl Settings {
    /// A schema by its pointer, in which a file is relative to the file of settings, or a component by its name.
    fn find(&self, document: &Document, key: &str) -> Option<SchemaId> {
        let Some((file, _)) = key.split_once('#') else {
            return document.component_schemas.iter().find(|(name, _)| name == key).map(|(_, id)| *id);
        };
        let beside = self.file.as_deref().and_then(|settings| Path::new(settings).parent());
        let beside = beside.filter(|_| !file.is_empty()).map(|folder| folder.join(key).to_string_lossy().into_owned());
        [Some(key.to_owned()), beside].into_iter().flatten().find_map(|key| document.schemas.find(&Pointer(key.into())))
    }

    /// The place of the schema that a JSON Pointer leads to.
    pub(super) fn place(&self, document: &Document, key: &str) -> Option<Pointer> {
        self.find(document, key).map(|id| place_of(document, id))
    }

    /// The complaint about a name that Rust does not take.
    pub(crate) fn no_identifier(&self, name: &Spanned) -> Diagnostic {
        let message = format!("`{}` is not a name in Rust", name.text);
        let diagnostic = self.point(name, Diagnostic::error(Code::InvalidName, message));
        if is_identifier(&format!("r#{}", name.text)) {
            diagnostic.help(format!("it is a keyword; write `r#{}`", name.text))
        } else if matches!(name.text.as_str(), "Self" | "self" | "super" | "crate" | "_") {
            diagnostic.with_note("Rust reserves it, also with `r#` in front").help("choose another name")
        } else {
            diagnostic.help("a name is letters, digits and `_`, and does not begin with a digit")
        }
    }

    /// The complaint about a name that would have no letters once its `*` are filled in.
    pub(crate) fn no_name_left(&self, name: &Spanned, filled: &str) -> Diagnostic {
        let message = format!("`{}` is `{filled}` here, which is no name", name.text);
        let diagnostic = self.point(name, Diagnostic::error(Code::InvalidName, message));
        diagnostic.help("what has a name of its own among the others may have a line of its own")
    }

    /// The complaint about a name of which not each `*` is one of the pattern.
    pub(crate) fn too_many_stars(&self, name: &Spanned, pattern: &str) -> Diagnostic {
        let message = format!("`{}` has more `*` than `{pattern}`", name.text);
        let diagnostic = self.point(name, Diagnostic::error(Code::InvalidName, message));
        diagnostic.help("each `*` of a name is what a `*` of the pattern takes, in their order")
    }

    fn no_schema(&self, key: &Spanned, document: &Document) -> Diagnostic {
        let message = format!("the document has no schema `{}`", key.text);
        let diagnostic = self.point(key, Diagnostic::error(Code::UnknownName, message));
        let components = document.component_schemas.iter().map(|(name, _)| name.as_str());
        let written = key.text.rsplit('/').next().unwrap_or_default();
        match closest(written, components) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => {
                let section = if document.is_swagger { "definitions" } else { "components/schemas" };
                diagnostic.help(format!("a schema is named by its JSON Pointer, or by its key under `{section}`"))
            }
        }
    }
}
