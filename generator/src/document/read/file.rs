//! Files: each is read when the first reference leads into it.

use std::rc::Rc;

use super::located::Located;
use super::reader::Reader;
use crate::diagnostic::Cause;
use crate::source::{self, Destination, File, NoValues, Outside};
use crate::value::{Node, Pointer};

/// Why there is no file behind a reference.
#[derive(Clone, Debug)]
pub(super) enum NoFile {
    /// It leads to a URL, which no file stands for.
    Url(String),
    /// It leads to a path that is not relative.
    AbsolutePath,
    /// It holds control characters.
    ControlCharacter,
    /// It leads to a file that may not be read. The URL, where it has one that a file may stand for.
    Outside(Outside, Option<String>),
    /// The file is there, and what is wrong inside of it has been told.
    Broken(Cause),
    /// The file can't be read, for this reason. The URL, where it has one that another file may stand for.
    Unreadable(Rc<str>, Option<String>),
}

fn no_file(why: NoValues, url: Option<String>) -> NoFile {
    match why {
        NoValues::Told(cause) => NoFile::Broken(cause),
        NoValues::Reason(reason) => NoFile::Unreadable(reason, url),
    }
}

fn not_there() -> NoFile {
    NoFile::Unreadable("the file is not there".into(), None)
}

impl<'d> Reader<'d> {
    /// The root of the file that a reference leads to, its fragment left aside, from the file of a name.
    pub(super) fn file(&mut self, reference: &str, from: &str) -> Result<Located<'d>, NoFile> {
        if reference.is_empty() {
            return self.opened(from).ok_or_else(not_there);
        }
        if self.root.get("$self").and_then(Node::as_str) == Some(reference) {
            return Ok(Located::new(self.root, Pointer::default()));
        }
        let (path, url) = match self.sources.destination(from, reference) {
            Destination::File(path) => (path, None),
            Destination::Beside(path, url) => (path, url),
            Destination::Url(url) => return Err(NoFile::Url(url)),
            Destination::AbsolutePath => return Err(NoFile::AbsolutePath),
            Destination::ControlCharacter => return Err(NoFile::ControlCharacter),
        };
        match self.sources.open(&path, from, self.diagnostics) {
            File::New(name, values) => {
                let bytes = self.sources.get(&name).map_or(0, |source| source.text().len());
                self.allowance.grow(bytes);
                self.repeats.grow(bytes);
                let values = values.and_then(|values| {
                    let limit = || format!("the document consists of more than {} files", source::FILES).into();
                    self.files.keep(values).ok_or_else(|| NoValues::Reason(limit()))
                });
                let root = values.clone().map(|values| Located::new(values, Pointer::root(&name)));
                self.opened.insert(name, values);
                root.map_err(|why| no_file(why, url))
            }
            File::Outside(outside) => Err(NoFile::Outside(outside, url)),
            File::Known(name) => match self.opened.get(&name) {
                Some(Err(why)) => Err(no_file(why.clone(), url)),
                _ => self.opened(&name).ok_or_else(not_there),
            },
        }
    }

    /// The root of a file that was read.
    pub(super) fn opened(&self, name: &str) -> Option<Located<'d>> {
        if name.is_empty() {
            return Some(Located::new(self.root, Pointer::default()));
        }
        let values = self.opened.get(name)?.as_ref().ok()?;
        Some(Located::new(values, Pointer::root(name)))
    }

    /// The value at a place in a file that was read.
    pub(super) fn value_at(&self, pointer: &Pointer) -> Option<Located<'d>> {
        let root = self.opened(pointer.file())?;
        pointer.segments().try_fold(root, |at, segment| {
            let node = at.node.step(&segment)?;
            Some(Located::new(node, at.pointer.child(&segment)))
        })
    }
}
