//! The library's interface: what to generate, from what, into where.

use std::error::Error;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::emit::{self, Root};
use crate::lists::Listing;
use crate::lock::{self, LockReport};
use crate::plan::{Facts, Planned};
use crate::report::{Color, Detail, Diagnostic, Object};
use crate::settings::{SchemaSettings, Settings};
use crate::source::Sources;
use crate::write::manifest::{Manifest, no_runtime};
use crate::write::{Changes, Files, Force, State, kept, replace};
use crate::{api, document, overlay, plan, report, resolve};

/// Stages recurse over the document; a chain of schemas may be longer than a thread's usual stack.
const STACK: usize = 512 << 20;

/// A run of the generator: the document, the operations wanted, the place for the code.
///
/// Without a place it writes a module for [`include_client!`] into the build script's `OUT_DIR`. Methods are called in any
/// order; [`build`](Generator::build) or [`run`](Generator::run) comes last:
///
/// ```no_run
/// use oasmith::{Dates, Generator};
///
/// # fn main() -> Result<(), oasmith::Failure> {
/// let report = Generator::new("spec/openapi.yaml")
///     .overlay("spec/fixes.yaml")
///     .tag("pets")
///     .exclude_operation("DELETE *")
///     .rename("Pet.type", "species")
///     .dates(Dates::Jiff)
///     .package("client", "pets-client")
///     .run()?;
/// println!("{} operations, {} types", report.operations, report.types);
/// # Ok(())
/// # }
/// ```
///
/// [`include_client!`]: https://docs.rs/oasmith-runtime/latest/oasmith_runtime/macro.include_client.html
#[derive(Clone, Debug)]
#[must_use = "nothing is generated until `build` or `run` is called"]
pub struct Generator {
    pub(crate) document: PathBuf,
    pub(crate) settings: Settings,
    /// The file of settings, where it is not the one beside the document.
    pub(crate) config: Option<PathBuf>,
    pub(crate) target: Target,
    /// The folder of the runtime that a package depends on; none for the published one.
    runtime: Option<PathBuf>,
    is_member: bool,
    strict: bool,
    check: bool,
    pub(crate) force: Force,
    color: bool,
    pub(crate) detail: Detail,
}

/// Where the code goes.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// `client/mod.rs` in `OUT_DIR`.
    OutDir,
    /// `lib.rs` and its modules, in a folder of the crate that is being built.
    Library(PathBuf),
    /// `mod.rs` and its modules.
    Module(PathBuf),
    /// A crate of its own.
    Package { directory: PathBuf, name: String },
}

/// What a run did.
///
/// ```no_run
/// # fn main() -> Result<(), oasmith::Failure> {
/// let report = oasmith::Generator::new("openapi.yaml").library("src/client").check(true).run()?;
/// print!("{report}"); // the diagnostics
/// assert!(report.changed.is_empty(), "the client is stale: {:?}", report.changed);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// How many operations were generated.
    pub operations: usize,
    /// How many types were generated, operations left out.
    pub types: usize,
    /// How many operations were skipped; [`Report::diagnostics`] says why.
    pub skipped: usize,
    /// Notes and warnings, each with its place in the document. The report's `Display` shows them.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that were written or removed, or would have been if the run only compared.
    pub changed: Vec<PathBuf>,
    /// What stands in the way of those files, not written by oasmith, where the run only compared: another run would fail.
    pub in_the_way: Vec<PathBuf>,
    /// Every file that was read.
    pub inputs: Vec<PathBuf>,
    /// Every file that the code consists of.
    pub outputs: Vec<PathBuf>,
    /// Whether the run ended early, since nothing had changed: the counts are zero then.
    pub unchanged: bool,
}

impl Report {
    /// A JSON object on one line, whose members are named like the fields; without the diagnostics, which have
    /// [`Diagnostic::to_json`].
    #[must_use]
    pub fn to_json(&self) -> String {
        let Report { operations, types, skipped, diagnostics: _, changed, in_the_way, inputs, outputs, unchanged } =
            self;
        let json = Object::new().number("operations", *operations).number("types", *types).number("skipped", *skipped);
        let lists = [("changed", changed), ("in_the_way", in_the_way), ("inputs", inputs), ("outputs", outputs)];
        let json = lists.into_iter().fold(json, |json, (key, paths)| {
            let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy()).list();
            json.texts(key, paths.iter().map(|path| &**path))
        });
        json.flag("unchanged", *unchanged).end()
    }
}

/// The diagnostics as people read them; nothing where there are none.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| formatter.write_str(&diagnostic.rendered))
    }
}

/// Why a run failed. Shown, it is everything there is to say, places in the document included.
///
/// ```
/// let failure = oasmith::Generator::new("nowhere.yaml").module("client").run().unwrap_err();
/// let [diagnostic] = failure.diagnostics() else { panic!("{failure}") };
/// assert_eq!(diagnostic.code, Some("unreadable-file"));
/// assert_eq!(diagnostic.message, "can't read `nowhere.yaml`: there is no such file");
/// ```
#[derive(Clone, Debug)]
pub struct Failure {
    /// Errors first.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What follows from them, where none is an error.
    conclusion: Option<&'static str>,
    inputs: Vec<PathBuf>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure of the run itself, with what can be done.
    fn new(message: impl AsRef<str>, help: Option<&str>) -> Failure {
        Failure::with_files(message.as_ref(), None, help)
    }

    /// With files that are concerned, listed below a sentence about them.
    fn with_files(message: &str, files: Option<(&str, &[PathBuf])>, help: Option<&str>) -> Failure {
        let files = files.map(|(about, files)| {
            let listed: String = files.iter().map(|file| format!("\n  {}", file.display())).text();
            format!("{about}{listed}")
        });
        let mut diagnostic = Diagnostic::new(Severity::Error, None, report::line(message));
        diagnostic.notes = files.iter().map(|files| report::lines(files)).list();
        diagnostic.help = help.iter().map(|help| report::lines(help)).list();
        let help = help.map(|help| format!("help: {help}"));
        let said = [Some(format!("error: {message}")), files, help];
        diagnostic.rendered = said.into_iter().flatten().map(|said| report::lines(&said) + "\n").text();
        diagnostic.line.clone_from(&diagnostic.rendered);
        Failure { diagnostics: vec![diagnostic], conclusion: None, inputs: Vec::new(), source: None }
    }

    fn because(mut self, source: impl Error + Send + Sync + 'static) -> Failure {
        self.source = Some(Arc::new(source));
        self
    }

    /// What is wrong, errors first.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Why the run failed where no diagnostic is an error: that it is strict, and there are warnings.
    pub fn conclusion(&self) -> Option<&str> {
        self.conclusion
    }

    /// Every file that was read before the run failed.
    pub fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown: String = self.diagnostics.iter().map(|diagnostic| diagnostic.rendered.as_str()).text();
        if let Some(conclusion) = self.conclusion {
            shown.extend(["error: ", conclusion]);
        }
        formatter.write_str(shown.trim_end())
    }
}

/// Its source is what the operating system said, where a file can't be read or written; the text has it as well.
impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

impl Generator {
    /// Generates from this document. A relative path is relative to the current directory, which in a build script is
    /// that of the package.
    pub fn new(document: impl Into<PathBuf>) -> Generator {
        Generator {
            document: document.into(),
            settings: Settings::default(),
            config: None,
            target: Target::OutDir,
            runtime: None,
            is_member: false,
            strict: false,
            check: false,
            force: Force::default(),
            color: false,
            detail: Detail::of_environment(),
        }
    }

    /// Emits `lib.rs` and its modules into this folder, which is the library of the package that is being built.
    ///
    /// ```no_run
    /// oasmith::Generator::new("spec/openapi.yaml").library("generated").build(); // and `[lib] path = "generated/lib.rs"`
    /// ```
    pub fn library(mut self, directory: impl Into<PathBuf>) -> Generator {
        self.target = Target::Library(directory.into());
        self
    }

    /// Emits `mod.rs` and its modules into this folder.
    ///
    /// ```no_run
    /// oasmith::Generator::new("spec/openapi.yaml").module("src/api").build(); // and `mod api;`
    /// ```
    pub fn module(mut self, directory: impl Into<PathBuf>) -> Generator {
        self.target = Target::Module(directory.into());
        self
    }

    /// Emits a whole package of this name into this folder. It depends on the published runtime, or on that in a folder:
    ///
    /// ```no_run
    /// # fn main() -> Result<(), oasmith::Failure> {
    /// let report = oasmith::Generator::new("openapi.yaml")
    ///     .package("clients/pets", "pets-client")
    ///     .runtime_path("vendor/oasmith-runtime")
    ///     .workspace_member(true)
    ///     .run()?;
    /// println!("{} operations", report.operations);
    /// # Ok(())
    /// # }
    /// ```
    pub fn package(mut self, directory: impl Into<PathBuf>, name: impl Into<String>) -> Generator {
        self.target = Target::Package { directory: directory.into(), name: name.into() };
        self
    }

    /// Has the emitted [`package`](Generator::package) depend on the runtime in this folder, and not on the published one.
    pub fn runtime_path(mut self, folder: impl Into<PathBuf>) -> Generator {
        self.runtime = Some(folder.into());
        self
    }

    /// Whether the emitted [`package`](Generator::package) belongs to the workspace around it, which lists it among its
    /// members. Otherwise it is a workspace of its own, and so has a profile of its own.
    pub fn workspace_member(mut self, member: bool) -> Generator {
        self.is_member = member;
        self
    }

    /// Whether the run fails on warnings: on anything of the document that is not generated.
    pub fn strict(mut self, strict: bool) -> Generator {
        self.strict = strict;
        self
    }

    /// Whether the run writes nothing, and only tells what differs: [`Report::changed`].
    pub fn check(mut self, check: bool) -> Generator {
        self.check = check;
        self
    }

    /// Whether files that oasmith did not write are replaced, as `--force` asks for. For the program, not for build scripts:
    /// what a person decides once is not to be decided by every build, and [`build`](Generator::build) refuses.
    #[doc(hidden)]
    pub fn force(mut self, force: bool) -> Generator {
        self.force = if force { Force::Given } else { Force::Offered };
        self
    }

    /// Colors the diagnostics where standard error is a terminal that shows colors. They are plain text otherwise.
    pub fn color(mut self, color: bool) -> Generator {
        self.color = color;
        self
    }

    /// Whether every diagnostic is shown. Otherwise what is said in the same words of several places is said once, and of the
    /// diagnostics of one code the first few are shown; the rest is counted. The environment variable `OASMITH_DIAGNOSTICS`
    /// asks for the same where it is `all`.
    pub fn all_diagnostics(mut self, all: bool) -> Generator {
        self.detail = if all { Detail::All } else { Detail::Brief };
        self
    }

    /// Generates. In a build script, [`build`](Generator::build) does what else there is to do.
    ///
    /// # Errors
    ///
    /// The document can't be read or understood, an operation wanted is not in it, there are warnings and the run is
    /// strict, a file that oasmith did not write is in the way (then nothing is written), or a file can't be written. The
    /// failure is the located diagnostics.
    pub fn run(self) -> Result<Report, Failure> {
        on_a_large_stack(move || self.generate())
    }

    /// Writes the lock of names: adds what is new, tells of what moved where it is now, and retires what is gone, whose names
    /// are not given again. Nothing else is written; with [`check`](Generator::check), not the lock either. Where there is
    /// none, this makes one: [`lock`](Generator::lock) or the settings say where, or else it is `oasmith.lock` beside the
    /// document.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), oasmith::Failure> {
    /// let report = oasmith::Generator::new("openapi.yaml").check(true).update_lock()?;
    /// assert!(!report.changed, "the lock is stale: {:?}", report.added);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As with [`run`](Generator::run), or the lock can't be read or written.
    pub fn update_lock(self) -> Result<LockReport, Failure> {
        on_a_large_stack(move || self.lock_names())
    }

    fn lock_names(mut self) -> Result<LockReport, Failure> {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        if let Some(file) = self.config.take().or_else(|| Settings::beside(&self.document)) {
            self.settings.add_file(&file, &mut sources, &mut diagnostics);
        }
        let path = self.settings.lock.clone().unwrap_or_else(|| Settings::lock_of(&self.document));
        let is_there = path.symlink_metadata().is_ok();
        let before = if is_there { lock::read(&path, &mut sources, &mut diagnostics) } else { Some(Facts::default()) };
        let planned = before.clone().and_then(|before| self.plan(&mut sources, &mut diagnostics, Some(before)));
        let names = planned.and_then(|planned| planned.names);
        let inputs: Vec<PathBuf> = sources.paths().map(Path::to_path_buf).list();
        let (Some(before), Some(names), false) = (before, names, self.refuses(&diagnostics)) else {
            return Err(self.refusal(diagnostics, &sources, inputs));
        };
        let mut report = LockReport::of(path.clone(), &before, &names);
        report.changed = !is_there || before != names;
        report.diagnostics = diagnostics.shown(&sources, self.shade(), self.detail);
        if report.changed && !self.check {
            replace(&path, &names.to_text()).map_err(|error| {
                let message = format!("`{}` can't be written: {error}", path.display());
                Failure::new(message, None).because(error)
            })?;
        }
        Ok(report)
    }

    /// The folder that the code goes into, the one below it for the modules, and the root module's kind.
    fn place(&self) -> Result<(PathBuf, PathBuf, Root), Failure> {
        Ok(match &self.target {
            Target::OutDir => {
                let out_dir = std::env::var_os("OUT_DIR").ok_or_else(|| {
                    Failure::new("OUT_DIR is not set; outside a build script, say where the code is to go", None)
                })?;
                (PathBuf::from(out_dir), PathBuf::from("client"), Root::Included)
            }
            Target::Library(directory) => (directory.clone(), PathBuf::new(), Root::Library),
            Target::Module(directory) => (directory.clone(), PathBuf::new(), Root::Module),
            Target::Package { directory, .. } => (directory.clone(), PathBuf::from("src"), Root::Library),
        })
    }

    fn generate(mut self) -> Result<Report, Failure> {
        let (directory, folder, root) = self.place()?;
        let document_name =
            self.document.file_name().map(|name| report::line(&name.to_string_lossy())).unwrap_or_default();
        let document_name = emit::comment(&document_name);
        let state_file = self.state_file();
        let config = self.config.take().or_else(|| Settings::beside(&self.document));
        let configuration = format!("{self:?} {config:?} {:?}", Settings::lock_beside(&self.document));
        if let Some(state) = state_file.as_deref().and_then(|file| State::recall(file, &configuration)) {
            return Ok(Report { inputs: state.inputs, outputs: state.outputs, unchanged: true, ..Report::default() });
        }
        let mut sources = Sources::default();
        let mut diagnostics = Diagnostics::default();
        if let Some(file) = config {
            self.settings.add_file(&file, &mut sources, &mut diagnostics);
        }
        let lock = lock::file(&self.settings, &self.document);
        let lock = lock.and_then(|path| Some((lock::read(&path, &mut sources, &mut diagnostics)?, path)));
        let planned = self.plan(&mut sources, &mut diagnostics, lock.as_ref().map(|(facts, _)| facts.clone()));
        let inputs: Vec<PathBuf> = sources.paths().map(Path::to_path_buf).list();
        if let (Some((before, path)), Some(after)) =
            (&lock, planned.as_ref().and_then(|planned| planned.names.as_ref()))
            && !diagnostics.has_errors()
        {
            lock::stale(path, before, after, self.check).into_iter().for_each(|told| diagnostics.push(told));
        }
        let Some(Planned { planned, .. }) = planned.filter(|_| !self.refuses(&diagnostics)) else {
            return Err(self.refusal(diagnostics, &sources, inputs));
        };
        let emitted = emit::emit(&planned, root);
        let mut files = Files::format(emitted, &folder, &document_name).map_err(|error| {
            Failure::new(format!("emitted code is not Rust; that is a bug in oasmith: {error}"), None)
        })?;
        if let Target::Package { name, .. } = &self.target {
            let manifest = Manifest::new(name, &directory, self.runtime.as_deref(), self.is_member, &planned);
            self.runtime.as_deref().and_then(no_runtime).into_iter().for_each(|told| diagnostics.push(told));
            let file = "Cargo.toml";
            let kept = kept(&directory.join(file), &manifest, &mut sources, &mut diagnostics);
            files.insert(PathBuf::from(file), kept.unwrap_or_else(|| manifest.text().into_bytes()));
        }
        let changes = files.compare(&directory, matches!(self.target, Target::OutDir), self.force);
        if let Some(complaint) = changes.complaint().filter(|_| !self.check) {
            diagnostics.push(complaint);
        }
        if self.refuses(&diagnostics) {
            return Err(self.refusal(diagnostics, &sources, inputs));
        }
        if !self.check {
            apply(&changes).map_err(|failure| Failure { inputs: inputs.clone(), ..failure })?;
        }
        let outputs = files.paths(&directory);
        if let Some(file) = state_file.filter(|_| !self.check && diagnostics.count(Severity::Warning) == 0) {
            let state = State { inputs: inputs.clone(), outputs: outputs.clone() };
            // Another run may have written meanwhile, and somebody may have edited what was read.
            state.remember(&file, &configuration, || sources.are_as_read() && files.stand_in(&directory));
        }
        Ok(Report {
            operations: planned.operations(),
            types: planned.types.count(),
            skipped: diagnostics.count_code(Code::SkippedOperation),
            diagnostics: diagnostics.shown(&sources, self.shade(), self.detail),
            changed: changes.paths(),
            in_the_way: changes.in_the_way(),
            inputs,
            outputs,
            unchanged: false,
        })
    }

    /// Whether there is something that the run must not go on with.
    fn refuses(&self, diagnostics: &Diagnostics) -> bool {
        diagnostics.has_errors() || self.strict && diagnostics.count(Severity::Warning) > 0
    }

    fn refusal(&self, mut diagnostics: Diagnostics, sources: &Sources, inputs: Vec<PathBuf>) -> Failure {
        diagnostics.sort_by_severity();
        let is_strict = !diagnostics.has_errors() && diagnostics.count(Severity::Warning) > 0;
        Failure {
            diagnostics: diagnostics.shown(sources, self.shade(), self.detail),
            conclusion: is_strict.then_some("there are warnings, and this run is strict"),
            inputs,
            source: sources.error().map(|error| Arc::new(error) as _),
        }
    }

    fn shade(&self) -> Color {
        if self.color { Color::of_stderr() } else { Color::Never }
    }

    /// Document → Api → rust::Crate.
    fn plan(&self, sources: &mut Sources, diagnostics: &mut Diagnostics, lock: Option<Facts>) -> Option<Planned> {
        let settings = &self.settings;
        settings.check_mapped(diagnostics);
        for (url, file) in &settings.mapped {
            sources.map(url, file);
        }
        let told = settings.root.as_ref();
        if let Err(reason) = sources.set_root(&self.document, told.map(|(folder, _)| folder.as_path())) {
            diagnostics.push(settings.wrong_root(reason));
            return None;
        }
        let mut root = sources.read(&self.document, diagnostics)?;
        if !settings.overlays.is_empty() {
            // What has been said so far is said of the text as it is.
            diagnostics.pin(sources);
            root = overlay::apply(root, settings.overlays.iter().map(PathBuf::as_path), sources, diagnostics);
        }
        let mut document = document::read(root, sources, diagnostics)?;
        let all_types = settings.wants_all_types(&document);
        document::check(&document, |entry| settings.selection.wants_entry(entry), all_types, diagnostics);
        let mut schema_settings = SchemaSettings::of(settings, &document, diagnostics);
        let is_locked = |output: &str| lock.as_ref().is_some_and(|lock| lock.has_component(output));
        let is_apart =
            |input: &str, output: &str| settings.mention(input) || settings.mention(output) || is_locked(output);
        document::twins::join(&mut document, &is_apart);
        let mut resolved = resolve::resolve(&document, &schema_settings, plan::LARGEST_ENUM, diagnostics);
        if !resolved.unmet.unknown.is_empty() {
            // They may name types, which have names only now. What is complained of twice is told once.
            let types = plan::types_by_name(&resolved.api, &schema_settings, lock.clone());
            schema_settings.name_types(&resolved.unmet.unknown, &types);
            resolved = resolve::resolve(&document, &schema_settings, plan::LARGEST_ENUM, diagnostics);
        }
        let resolve::Resolved { api, unmet } = resolved;
        settings.check_properties(&api, &unmet.unknown, &unmet.useless, diagnostics);
        settings.check_selection(&api, diagnostics);
        settings.check_idempotency_keys(api.operations.iter(), diagnostics);
        diagnostics.retain(|diagnostic| settings.selection.concerns(diagnostic, &api));
        // Together with what is planned, it would be the most that there is at once.
        drop(document);
        let wanted = |operation: &api::Operation| settings.selection.wants(operation);
        Some(plan::plan(&api, &schema_settings, wanted, lock, diagnostics))
    }

    /// Where a build script remembers its last run. Other programs have no such place, and always do their work. Runs
    /// with warnings are not remembered: Cargo shows warnings only when they are told again.
    fn state_file(&self) -> Option<PathBuf> {
        std::env::var_os("OUT_DIR").map(|out_dir| PathBuf::from(out_dir).join("oasmith.state"))
    }
}

/// Does something whose recursion may need more of a stack than a thread usually has.
fn on_a_large_stack<T: Send + 'static>(
    does: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(does);
    let joined =
        thread.map_err(|error| Failure::new(format!("can't start a thread: {error}"), None).because(error))?.join();
    joined.unwrap_or_else(|_| {
        Err(Failure::new("the generator failed on this document; that is a bug in oasmith, please report it", None))
    })
}

fn apply(changes: &Changes) -> Result<(), Failure> {
    changes.apply().map_err(|(path, error)| {
        let message = format!("`{}` is out of date and can't be written: {error}", path.display());
        let about = "These files differ from what the document gives:";
        let help = "build once where they can be written and keep the result, or build the code as it is, without the \
                    generator (for a package with a feature for it: `--no-default-features`)";
        Failure::with_files(&message, Some((about, &changes.paths())), Some(help)).because(error)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may fail by panicking.

    use super::*;

    /// The names of a document, with the settings beside it, and the same read back.
    fn names(document: &Path) -> (Facts, Facts) {
        let generator = Generator::new(document);
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let mut generator = generator;
        if let Some(file) = Settings::beside(document) {
            generator.settings.add_file(&file, &mut sources, &mut diagnostics);
        }
        let planned = generator.plan(&mut sources, &mut diagnostics, Some(Facts::default())).unwrap();
        let names = planned.names.unwrap();
        let mut complaints = Diagnostics::default();
        let again = Facts::from_text(&"oasmith.lock".into(), &names.to_text(), &mut complaints);
        assert!(complaints.iter().next().is_none(), "{complaints:?}");
        (names, again)
    }

    #[test]
    fn names_are_read_back_as_they_were_written() {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        let expected = [
            ("incoming", "operation method\tPOST /subscriptions\tsubscribe"),
            (
                "incoming",
                "operation method\tPOST /subscriptions callback delivered POST {$request.body#/url}/delivered\tparse_subscribe_delivered",
            ),
            ("settings", "group of\tadmin_owners\ttag Admin owners"),
            ("letters", "group"),
            ("security", "credential"),
            ("servers", "server"),
            ("named_alike", "type"),
            ("recursive", "member"),
            ("merge_patch", "type"),
            ("directions", "type"),
            ("untagged_union", "member"),
        ];
        for (case, line) in expected {
            let (names, again) = names(&cases.join(case).join("spec.yaml"));
            let text = names.to_text();
            assert!(text.lines().any(|known| known.starts_with(line)), "{case}: {line}\n{text}");
            assert!(text.lines().is_sorted(), "{case}: {text}");
            assert_eq!(again, names, "{case}");
        }
    }

    #[test]
    fn names_keep_clear_of_the_clients_own() {
        let folder = std::env::temp_dir().join(format!("oasmith-names-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let document = r##"{
            "openapi": "3.1.0", "info": { "title": "Pets", "version": "1" },
            "paths": { "/a": { "get": { "tags": ["with_server"], "responses": { "200": { "description": "Pets", "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } } } },
            "components": {
                "securitySchemes": { "by_default": { "type": "http", "scheme": "bearer" } },
                "schemas": { "Pet": { "type": "object", "properties": { "a-b": { "type": "string" }, "a_b": { "type": "string" } },
                    "additionalProperties": { "type": "integer" } } }
            }
        }"##;
        std::fs::write(folder.join("spec.json"), document).unwrap();
        std::fs::write(folder.join("oasmith.toml"), "[rename]\n'Pet.' = 'others'\n").unwrap();
        let text = names(&folder.join("spec.json")).0.to_text();
        std::fs::remove_dir_all(&folder).unwrap();
        for line in [
            "group accessor\twith_server\twith_server_api",
            "credential\tby_default\tBY_DEFAULT_2",
            "member\ttypes::Pet\ta-b\ta_b_2",
            "member\ttypes::Pet\ta_b\ta_b",
            "member\ttypes::Pet\t\tothers",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}\n{text}");
        }
    }
}
