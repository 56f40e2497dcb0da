//! The whole Dfns API, and two excerpts of a later version of it, through the pipeline: what is generated, how it is named,
//! that it compiles, and that it reads and writes JSON.
//!
//! The documents are looked for where `OASMITH_CORPUS` points, else in `../shared/corpus` beside the repository; without
//! them these tests say that they skip.

// Tests may fail by panicking.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs};

use oasmith::{Generator, Report};

const DFNS: &str = "dfns-1.578.2.yaml";
const EXCERPTS: [&str; 2] = ["dfns-2.0.155-auth-action.yaml", "dfns-2.0.155-get-wallet.yaml"];

/// A document of the corpus, if it is there.
fn document(name: &str) -> Option<PathBuf> {
    let folder = match env::var_os("OASMITH_CORPUS") {
        Some(folder) => PathBuf::from(folder),
        None => repository().join("../shared/corpus"),
    };
    let document = folder.join(name);
    if document.exists() {
        return Some(document);
    }
    eprintln!("skipped: there is no {}", document.display());
    None
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A new folder for every run: tests run side by side.
fn scratch(name: &str) -> PathBuf {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    let run = RUNS.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-api").join(format!("{run}-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Emitted code: the files by name.
#[derive(PartialEq, Eq)]
struct Code(BTreeMap<String, String>);

impl Code {
    fn read(folder: &Path) -> Code {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        Code(entries.map(|entry| (entry.file_name().into_string().unwrap(), text(&entry.path()))).collect())
    }

    /// Generates a module; the generator may be restricted before.
    fn module(document: &Path, restrict: impl FnOnce(Generator) -> Generator) -> (Code, Report) {
        let folder = scratch("module");
        let report =
            restrict(Generator::new(document).module(&folder)).run().unwrap_or_else(|failure| panic!("{failure}"));
        (Code::read(&folder), report)
    }

    fn file(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", self.0.keys()))
    }

    /// All items of a kind, `pub struct ` for one: file, name, and text up to the brace that ends it.
    fn items<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> {
        self.0.iter().flat_map(move |(file, code)| {
            let starts = code.match_indices(kind).filter(|(at, _)| *at == 0 || code[..*at].ends_with('\n'));
            starts.map(move |(at, _)| {
                let item = &code[at + kind.len()..];
                let item = &item[..item.find("\n}").unwrap_or(item.len())];
                (file.as_str(), item.split(|c: char| !c.is_alphanumeric()).next().unwrap(), item)
            })
        })
    }

    /// The text of the one item of this name.
    fn item<'a>(&'a self, kind: &'a str, name: &str) -> &'a str {
        let found: Vec<_> = self.items(kind).filter(|(_, other, _)| *other == name).collect();
        assert_eq!(found.len(), 1, "{kind}{name}: {found:?}");
        found[0].2
    }

    /// The name of the type of a field, whatever is around it.
    fn type_of(&self, record: &str, field: &str) -> &str {
        let fields = self.item("pub struct ", record);
        let line = fields.lines().find_map(|line| line.trim().strip_prefix(&format!("pub {field}: ")));
        let line = line.unwrap_or_else(|| panic!("{record} has no {field}:\n{fields}"));
        line.trim_end_matches([',', '>']).rsplit(['<', ':']).next().unwrap()
    }

    /// Names of types, and of the variants of enums, with the file and the enum in front.
    fn names(&self) -> BTreeSet<(String, &str)> {
        let types = ["pub struct ", "pub enum "].into_iter().flat_map(|kind| self.items(kind));
        let mut names: BTreeSet<_> = types.map(|(file, name, _)| (file.to_owned(), name)).collect();
        for (file, name, body) in self.items("pub enum ") {
            let variants = body.lines().filter_map(|line| line.strip_prefix("    ")?.strip_suffix(','));
            let variants = variants.map(|line| line.split('(').next().unwrap());
            names.extend(variants.map(|variant| (format!("{file} {name}"), variant)));
        }
        names
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The whole Dfns API, generated once.
static WHOLE: LazyLock<Option<(Code, Report)>> =
    LazyLock::new(|| document(DFNS).map(|document| Code::module(&document, |generator| generator)));

fn whole() -> Option<&'static (Code, Report)> {
    WHOLE.as_ref()
}

#[test]
fn no_operation_is_skipped() {
    let Some((_, report)) = whole() else { return };
    assert_eq!((report.operations, report.skipped), (158, 0), "{report}");
    for document in EXCERPTS.into_iter().filter_map(document) {
        let (_, report) = Code::module(&document, |generator| generator.strict(true));
        assert_eq!((report.operations, report.skipped), (1, 0), "{report}");
    }
}

/// Spans are named by methods and path templates as they stand in the code: what tells calls of one operation apart is
/// in none of them.
#[test]
fn spans_have_no_more_names_than_there_are_operations() {
    let Some(document) = document("github-api.github.com.json") else { return };
    let (code, report) = Code::module(&document, |generator| generator);
    let mut names = BTreeSet::new();
    for code in code.0.values() {
        for (at, start) in code.match_indices("Meta::new(") {
            let constants: Vec<&str> = code[at + start.len()..].split('"').skip(1).step_by(2).take(3).collect();
            names.insert((constants[1].to_owned(), constants[2].to_owned()));
        }
    }
    assert_eq!((report.operations, names.len()), (1223, 1223));
}

#[test]
fn a_second_run_gives_the_same() {
    let Some((code, _)) = whole() else { return };
    assert!(Code::module(&document(DFNS).unwrap(), |generator| generator).0 == *code);
}

/// Generates from a document as an editor leaves it that strips the white space at the ends of lines.
fn stripped(document: &Path) -> Code {
    let lines = text(document);
    let stripped: String = lines.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    let copy = scratch("stripped").join(document.file_name().unwrap());
    fs::write(&copy, stripped).unwrap();
    Code::module(&copy, |generator| generator).0
}

#[test]
fn white_space_at_the_ends_of_lines_changes_nothing() {
    let document = repository().join("spec/openapi.yaml");
    assert!(stripped(&document) == Code::module(&document, |generator| generator).0);
}

#[test]
fn white_space_at_the_ends_of_lines_of_the_whole_api_changes_nothing() {
    let Some((code, _)) = whole() else { return };
    let other = stripped(&document(DFNS).unwrap());
    let names = code.0.iter().filter(|(name, code)| other.0.get(*name) != Some(code)).map(|(name, _)| name);
    assert!(other == *code, "other code in {:?}", names.collect::<Vec<_>>());
}

#[test]
fn one_operation_has_the_names_of_the_whole_document() {
    let Some((code, _)) = whole() else { return };
    let document = document(DFNS).unwrap();
    let all = code.names();
    for (operation, root) in [
        ("POST /auth/login/code", "SendLoginCodeRequest"),
        ("POST /wallets/{walletId}/transfers", "TransferAssetRequest"),
        ("POST /v2/policies", "CreatePolicyRequest"),
    ] {
        let (restricted, report) = Code::module(&document, |generator| generator.operation(operation));
        assert_eq!(report.operations, 1);
        let names = restricted.names();
        assert!(names.iter().any(|(_, name)| *name == root), "{operation}: {names:?}");
        let other: Vec<_> = names.difference(&all).collect();
        assert!(other.is_empty(), "{operation}: {other:?}");
    }
}

/// A generator that takes both requests for one, since both paths end in `code`, loses the first operation.
#[test]
fn both_operations_that_send_a_code_have_their_own_request() {
    let Some((code, _)) = whole() else { return };
    let auth = code.file("auth.rs");
    for (operation, path) in [("SendLoginCode", "/auth/login/code"), ("CreateCredentialCode", "/auth/credentials/code")]
    {
        assert!(auth.contains(&format!("impl rt::Operation for {operation} {{")), "{operation}");
        assert!(auth.contains(&format!("\"POST\", \"{path}\")")) || auth.contains(&format!("\"{path}\",\n")), "{path}");
        assert_eq!(code.type_of(operation, "body"), format!("{operation}Request"));
    }
    assert_eq!(code.type_of("SendLoginCodeRequest", "username"), "String");
    assert_eq!(code.type_of("SendLoginCodeRequest", "org_id"), "String");
    let expiration = code.type_of("CreateCredentialCodeRequest", "expiration");
    assert!(code.item("pub enum ", expiration).contains("Integer(i64)"));
    assert!(!code.item("pub struct ", "CreateCredentialCodeRequest").contains("username"));
}

#[test]
fn unions_are_enums_told_apart_by_their_tag() {
    let Some((code, _)) = whole() else { return };
    let has = |union: &str, tag: &str, variants: &[&str]| {
        assert!(code.item("pub enum ", union).contains("Unknown(rt::UnknownVariant)"), "{union}");
        let table = code.item("rt::union! { ", union);
        assert!(table.starts_with(&format!("{union} by \"{tag}\" {{")), "{table}");
        for variant in variants {
            assert!(table.contains(&format!("    {variant},")), "{union} lacks {variant}:\n{table}");
        }
    };
    has(
        "CreatePolicyRequest",
        "activityKind",
        &["\"Wallets:Sign\" => WalletsSign", "\"Wallets:IncomingTransaction\" => WalletsIncomingTransaction"],
    );
    has("EstimateFeesResponse", "kind", &["\"Bitcoin\" => Bitcoin", "\"Eip1559\" => Eip1559"]);
    // Two values of the tag are one variant, which keeps the tag as a field.
    has("CreateExchangeDepositRequest", "kind", &["\"Native\" => Native", "\"Spl\" | \"Spl2022\" => Spl"]);
    // Within others.
    let factor = code.type_of("CompleteUserLoginRequest", "first_factor");
    has(factor, "kind", &["\"Fido2\" => Fido2", "\"PasswordProtectedKey\" => PasswordProtectedKey"]);
    let nft = code.type_of("GetWalletNftsResponse", "nfts");
    has(nft, "kind", &["\"Asa\" => Asa", "\"Erc721\" | \"Trc721\" => Erc721OrTrc721"]);
    // A variant that is itself a union by another tag.
    let staking = code.item("pub enum ", "CreateStakeActionRequest");
    let inner = staking.split_once("    Iota(").unwrap().1.split(')').next().unwrap();
    has("CreateStakeActionRequest", "protocol", &["\"Iota\" => Iota", "\"Ethereum\" => Ethereum"]);
    has(inner, "kind", &["\"Withdraw\" => Withdraw", "\"Deposit\" => Deposit"]);
}

#[test]
fn discriminators_and_security_of_the_excerpts() {
    let [action, wallet] = EXCERPTS.map(document);
    if let Some(action) = action {
        let (code, _) = Code::module(&action, |generator| generator);
        for (union, last) in [("FirstFactorAssertion", "Password"), ("SecondFactorAssertion", "Totp")] {
            let table = code.item("rt::union! { ", union);
            let expected: String = ["Fido2", "Key", "PasswordProtectedKey", last]
                .map(|value| format!("    \"{value}\" => {value},\n"))
                .concat();
            assert_eq!(table, format!("{union} by \"kind\" {{\n{}", expected.trim_end()));
            assert!(code.item("pub enum ", union).contains(&format!("{last}({last}Assertion),")));
        }
        assert!(code.file("auth.rs").contains("any_of(&[&[security::AUTHENTICATION_TOKEN.required()]])"));
    }
    if let Some(wallet) = wallet {
        let (code, _) = Code::module(&wallet, |generator| generator);
        assert!(code.file("wallets.rs").contains("any_of(&[&[security::AUTHENTICATION_TOKEN.required()]])"));
        let security = code.file("security.rs").split_whitespace().collect::<String>();
        assert!(security.contains("rt::SchemeSpec::bearer(\"authenticationToken\""), "{security}");
    }
    // The excerpts have no operation that asks for two credentials at once; the whole API has many.
    let Some((code, _)) = whole() else { return };
    let wallet = code.item("impl rt::Operation for ", "CreateWallet").split_whitespace().collect::<String>();
    assert!(
        wallet.contains("[security::AUTHENTICATION_TOKEN.required(),security::USER_ACTION_SIGNATURE.required(),]"),
        "{wallet}"
    );
}

#[test]
fn names_are_words_of_the_document() {
    let Some((code, _)) = whole() else { return };
    // `ERC-20` is written so in one place and `Erc20` in another.
    let document = text(&document(DFNS).unwrap()).to_lowercase();
    let words: String = document.split_whitespace().fold(String::new(), |words, word| {
        words + " " + &word.chars().filter(char::is_ascii_alphanumeric).collect::<String>()
    });
    let mut made_up = Vec::new();
    for (place, name) in code.names() {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if stem == name {
            continue;
        }
        assert!(!["Inner", "Variant", "Type"].iter().any(|word| stem.ends_with(word)), "{place}: {name}");
        let word = stem.rfind(|c: char| c.is_ascii_uppercase()).map_or(name, |at| &name[at..]).to_lowercase();
        if !words.contains(&word) {
            made_up.push(format!("{place}: {name}"));
        }
    }
    assert!(made_up.is_empty(), "numbers that the document doesn't have: {made_up:#?}");
}

#[test]
fn answers_that_operations_share_are_named_for_what_they_are() {
    let Some((code, _)) = whole() else { return };
    for (operations, expected) in [
        (&["CreateKey", "UpdateKey", "DeleteKey", "ImportKey"][..], "Key"),
        (&["CreatePolicy", "UpdatePolicy"], "PolicyResponse"),
        (&["CreateExchange", "GetExchange"], "Exchange"),
        // No word of theirs says what both are.
        (&["CreateExchangeDeposit", "CreateExchangeWithdrawal"], "ExchangeDepositOrWithdrawal"),
    ] {
        for operation in operations {
            let block = code.item("impl rt::Operation for ", operation);
            assert!(block.contains(&format!("type Output = {expected};")), "{operation}: {block}");
        }
    }
}

#[test]
fn inline_twins_are_one_type() {
    let Some((code, _)) = whole() else { return };
    let is_root = |name: &str| {
        let operation = name.strip_suffix("Request").or(name.strip_suffix("Response"));
        operation.is_some_and(|operation| code.items("impl rt::Operation for ").any(|(_, other, _)| other == operation))
    };
    // Same fields of the same types under the same rules; descriptions are nobody's type.
    let mut twins: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (_, name, table) in code.items("rt::record! { ") {
        let fields = code.items("pub struct ").find(|(_, other, item)| *other == name && item.contains('{')).unwrap().2;
        let fields = fields.lines().skip(1).filter(|line| !line.trim().starts_with("///"));
        let fields: String = fields.map(|line| format!("{}\n", line.replace("types::", ""))).collect();
        twins.entry(table.replacen(name, "", 1) + &fields).or_default().push(name);
    }
    // An operation has a request and an answer of its own, so that they may grow apart; nothing else of three members has a
    // twin. Less says too little to be the same everywhere: it has none of a name that ends alike.
    for (table, twins) in &twins {
        let members = table.lines().filter(|line| line.contains(": \"")).count();
        let parts: Vec<&str> = twins.iter().copied().filter(|name| !is_root(name)).collect();
        let last_word = |name: &&str| name.rfind(|c: char| c.is_uppercase()).map(|at| name[at..].to_owned());
        let ends: BTreeSet<Option<String>> = parts.iter().map(last_word).collect();
        assert!(parts.len() <= if members >= 3 { 1 } else { ends.len() }, "{twins:?}");
    }
    // The document has 389 distinct inline objects and 11 components. What its 49 `allOf` join is a record that no inline
    // object is, and often one for each variant of a union. The copies that operations own come on top.
    let records: usize = twins.values().map(Vec::len).sum();
    assert!(twins.len() <= 389 + 11 + 49, "{} distinct records", twins.len());
    assert!(records - twins.len() <= 158, "{records} records, of which {} are distinct", twins.len());
}

/// An emitted package in a folder of its own.
struct Package(PathBuf);

impl Package {
    fn new(document: &Path, name: &str) -> Package {
        let folder = scratch(name);
        let runtime = repository().join("runtime").canonicalize().unwrap();
        Generator::new(document)
            .package(&folder, name)
            .runtime_path(runtime)
            .run()
            .unwrap_or_else(|failure| panic!("{failure}"));
        // The workspace's choice of versions, which are at hand.
        fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Package(folder)
    }

    /// Runs Cargo in it, warnings being errors. A transport makes no difference to emitted code, and takes long to build.
    fn cargo(&self, arguments: &[&str]) -> String {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("whole-api-target");
        let mut command = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()));
        command.current_dir(&self.0).args(arguments).args([
            "--offline",
            "--no-default-features",
            "--features=blocking",
        ]);
        command.env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0").env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.env("RUSTFLAGS", "-D warnings").env("RUSTDOCFLAGS", "-D warnings");
        let output = command.output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {arguments:?} in {}:\n{errors}", self.0.display());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

#[test]
fn the_excerpts_compile_without_a_warning() {
    for document in EXCERPTS.into_iter().filter_map(document) {
        Package::new(&document, &document.file_stem().unwrap().to_string_lossy().replace('.', "-")).cargo(&["check"]);
    }
}

#[test]
fn the_whole_api_compiles_is_documented_and_reads_json() {
    let Some(document) = document(DFNS) else { return };
    let package = Package::new(&document, "dfns-whole");
    package.cargo(&["check"]);
    package.cargo(&["doc", "--no-deps"]);
    // Prose of the document with an indented or fenced block in it would be taken for an example in Rust.
    let doctests = package.cargo(&["test", "--doc"]);
    assert!(doctests.contains("running 0 tests"), "{doctests}");
    fs::create_dir(package.0.join("tests")).unwrap();
    fs::write(package.0.join("tests/json.rs"), include_str!("whole_api/json.rs")).unwrap();
    let tests = package.cargo(&["test", "--test", "json"]);
    assert!(tests.contains("test result: ok. 3 passed"), "{tests}");
}
