//! What a lock says, put together: groups, operations and types with all that they have.

use super::text::Facts;
use crate::lists::{Changing, Listing};
use crate::maps::{SortedMap, SortedSet};

/// What a lock says.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) facts: Facts,
    /// By module.
    pub(crate) groups: SortedMap<String, KnownGroup>,
    /// By method and path.
    pub(crate) operations: SortedMap<String, KnownOperation>,
    pub(crate) types: Vec<KnownType>,
    /// The types of each place: the one that is there, then those that were.
    pub(crate) places: SortedMap<String, Vec<usize>>,
    /// The names in modules that are not to be given to anything else: of types, and of what stands beside them.
    pub(crate) taken: SortedSet<(String, String)>,
    /// What has no more than a name, by its kind and what it is known by.
    names: SortedMap<(String, Vec<String>), String>,
}

/// A group of operations.
#[derive(Debug, Default)]
pub(crate) struct KnownGroup {
    pub(crate) accessor: String,
    pub(crate) ident: String,
    /// `tag` or `path` and its name, or `incoming`.
    pub(crate) of: String,
    pub(crate) is_retired: bool,
}

/// An operation.
#[derive(Debug, Default)]
pub(crate) struct KnownOperation {
    pub(crate) id: Option<String>,
    /// The module of its group.
    pub(crate) group: Option<String>,
    pub(crate) ident: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) output: Option<String>,
    pub(crate) error: Option<String>,
    pub(crate) headers: Option<String>,
    /// The enum of media types that its body is, by its path.
    pub(crate) body: Option<String>,
    /// Those that its answers are, by status.
    pub(crate) answers: SortedMap<String, String>,
    /// The methods that give headers, by the header's name in small letters and the status that tells it from another one.
    pub(crate) header_methods: SortedMap<(String, String), String>,
    /// By place and name.
    pub(crate) setters: SortedMap<(String, String), String>,
    /// The arguments of its method and its constructor, without the body.
    pub(crate) arguments: Vec<String>,
    pub(crate) is_retired: bool,
}

/// A type.
#[derive(Debug, Default)]
pub(crate) struct KnownType {
    pub(crate) module: String,
    pub(crate) ident: String,
    pub(crate) digests: Vec<u64>,
    pub(crate) places: Vec<String>,
    pub(crate) members: SortedMap<String, String>,
    /// Names of members that were and are not any more.
    pub(crate) retired_members: Vec<String>,
    /// The arguments of `new`.
    pub(crate) arguments: Vec<String>,
    pub(crate) is_retired: bool,
}

impl Known {
    /// Puts facts together.
    pub(crate) fn of(facts: Facts) -> Known {
        let mut known = Known::default();
        let mut types: SortedMap<String, KnownType> = SortedMap::new();
        let (mut operation_arguments, mut type_arguments) = (Numbered::default(), Numbered::default());
        let live = facts.entries().map(|fact| (fact, false));
        for ((what, of, name), is_retired) in live.chain(facts.retired().map(|fact| (fact, true))) {
            let of: Vec<&str> = of.iter().map(String::as_str).list();
            match (what, of.as_slice()) {
                ("group accessor" | "group type" | "group of", [module]) => {
                    known.group(what, module, name, is_retired);
                }
                ("operation argument", [title, number]) => operation_arguments.put(title, number, name),
                ("type argument", [path, number]) => type_arguments.put(path, number, name),
                ("setter", [title, location, parameter]) => {
                    let setters = &mut known.operations.entry((*title).to_owned()).or_default().setters;
                    let key = ((*location).to_owned(), (*parameter).to_owned());
                    setters.entry(key).or_insert_with(|| name.to_owned());
                }
                ("header method", [title, header, status]) => {
                    let methods = &mut known.operations.entry((*title).to_owned()).or_default().header_methods;
                    let key = ((*header).to_owned(), (*status).to_owned());
                    methods.entry(key).or_insert_with(|| name.to_owned());
                }
                ("body enum", [title]) => {
                    known.take_path(name);
                    let operation = known.operations.entry((*title).to_owned()).or_default();
                    operation.body.get_or_insert_with(|| name.to_owned());
                }
                ("answer enum", [title, status]) => {
                    known.take_path(name);
                    let answers = &mut known.operations.entry((*title).to_owned()).or_default().answers;
                    answers.entry((*status).to_owned()).or_insert_with(|| name.to_owned());
                }
                (_, [title]) if what.starts_with("operation ") => known.operation(what, title, name, is_retired),
                ("type" | "digest", [path]) => type_of(&mut types, path).learn(what, name, is_retired),
                ("place", [place]) => type_of(&mut types, name).places.push((*place).to_owned()),
                ("member", [path, member]) => {
                    let ty = type_of(&mut types, path);
                    if is_retired {
                        ty.retired_members.push(name.to_owned());
                    }
                    ty.members.entry((*member).to_owned()).or_insert_with(|| name.to_owned());
                }
                _ => {
                    let key = (what.to_owned(), of.iter().map(|part| (*part).to_owned()).list());
                    known.names.entry(key).or_insert_with(|| name.to_owned());
                    if what == "alias" {
                        known.take("types", name);
                    }
                }
            }
        }
        operation_arguments.give(&mut |title, arguments| {
            known.operations.entry(title.to_owned()).or_default().arguments = arguments;
        });
        type_arguments.give(&mut |path, arguments| type_of(&mut types, path).arguments = arguments);
        known.facts = facts;
        known.settle(types);
        known
    }

    fn take(&mut self, module: &str, ident: &str) {
        self.taken.insert((module.to_owned(), ident.to_owned()));
    }

    fn take_path(&mut self, path: &str) {
        if let Some((module, ident)) = path.split_once("::") {
            self.take(module, ident);
        }
    }

    fn group(&mut self, what: &str, module: &str, name: &str, is_retired: bool) {
        let group = self.groups.entry(module.to_owned()).or_default();
        // What holds comes first.
        if what == "group type" {
            group.is_retired = is_retired && group.ident.is_empty();
        }
        let slot = match what {
            "group accessor" => &mut group.accessor,
            "group type" => &mut group.ident,
            _ => &mut group.of,
        };
        if slot.is_empty() || !is_retired {
            name.clone_into(slot);
        }
        if what == "group type" {
            self.take(module, name);
        }
    }

    fn operation(&mut self, what: &str, title: &str, name: &str, is_retired: bool) {
        let operation = self.operations.entry(title.to_owned()).or_default();
        let slot = match what {
            "operation id" => &mut operation.id,
            "operation group" => &mut operation.group,
            "operation type" => {
                operation.is_retired = is_retired && operation.ident.is_none();
                &mut operation.ident
            }
            "operation method" => &mut operation.method,
            "operation output" => &mut operation.output,
            "operation error" => &mut operation.error,
            _ => &mut operation.headers,
        };
        slot.get_or_insert_with(|| name.to_owned());
    }

    /// Knows the types by their places, and what is taken.
    fn settle(&mut self, types: SortedMap<String, KnownType>) {
        self.types = types.into_values().list();
        let mut places: SortedMap<String, Vec<usize>> = SortedMap::new();
        for is_retired in [false, true] {
            for (at, ty) in self.types.iter().enumerate().filter(|(_, ty)| ty.is_retired == is_retired) {
                ty.places.iter().for_each(|place| places.entry(place.clone()).or_default().push(at));
            }
        }
        self.places = places;
        self.taken.extend(self.types.iter().map(|ty| (ty.module.clone(), ty.ident.clone())));
        for operation in self.operations.values() {
            let Some(group) = &operation.group else { continue };
            let names = [&operation.ident, &operation.output, &operation.error, &operation.headers];
            // What several operations have is known by its path.
            let path = |name: &String| match name.split_once("::") {
                Some((module, name)) => (module.to_owned(), name.to_owned()),
                None => (group.clone(), name.clone()),
            };
            self.taken.extend(names.into_iter().flatten().map(path));
        }
    }

    /// The name of what has no more than that, by its kind and what it is known by.
    pub(crate) fn name(&self, what: &str, of: &[&str]) -> Option<&str> {
        let key = (what.to_owned(), of.iter().map(|part| (*part).to_owned()).list());
        self.names.get(&key).map(String::as_str)
    }

    /// The names of all of a kind.
    pub(crate) fn names(&self, what: &str) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |((kind, _), _)| kind == what).map(|(_, name)| name.as_str())
    }
}

impl KnownType {
    fn learn(&mut self, what: &str, text: &str, is_retired: bool) {
        if what == "type" {
            self.is_retired = is_retired;
        } else {
            self.digests.add_all(text.split(' ').filter_map(|digest| u64::from_str_radix(digest, 16).ok()));
        }
    }
}

/// The type at a path such as `types::Pet`.
fn type_of<'t>(types: &'t mut SortedMap<String, KnownType>, path: &str) -> &'t mut KnownType {
    let (module, ident) = path.split_once("::").unwrap_or(("types", path));
    types.entry(path.to_owned()).or_insert_with(|| KnownType {
        module: module.to_owned(),
        ident: ident.to_owned(),
        ..KnownType::default()
    })
}

/// Lists whose items have numbers.
#[derive(Default)]
struct Numbered {
    lists: SortedMap<String, SortedMap<u32, String>>,
}

impl Numbered {
    fn put(&mut self, of: &str, number: &str, name: &str) {
        if let Ok(number) = number.parse() {
            self.lists.entry(of.to_owned()).or_default().insert(number, name.to_owned());
        }
    }

    fn give(self, to: &mut dyn FnMut(&str, Vec<String>)) {
        for (of, list) in self.lists {
            to(&of, list.into_values().list());
        }
    }
}

/// Things in the order in which they were before, and what is new behind them.
pub(crate) fn ordered<T>(before: &[String], now: Vec<T>, key: &dyn Fn(&T) -> String) -> Vec<T> {
    let rank = |item: &T| before.iter().position(|known| *known == key(item)).unwrap_or(before.len());
    let mut ranked = now.into_iter().map(|item| (rank(&item), item)).list();
    crate::lists::sort(&mut ranked, &|one, other| one.0.cmp(&other.0));
    ranked.into_iter().map(|(_, item)| item).list()
}
