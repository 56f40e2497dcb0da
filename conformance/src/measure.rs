//! What a process costs: CPU time and peak memory, of itself and all that it starts.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fmt, fs};

use nix::sys::resource::{UsageWho, getrusage};

/// The file that the cost of compiling [`CRATE`] is written to.
const FILE: &str = "CONFORMANCE_COST_FILE";
/// The crate whose compilation is measured.
const CRATE: &str = "CONFORMANCE_COST_CRATE";

/// What a process has cost.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cost {
    /// CPU seconds, user and system.
    pub(crate) seconds: f64,
    /// Peak memory in MB: of the largest process among it and those that it started.
    pub(crate) megabytes: f64,
}

impl Cost {
    /// Of this process and of those that it has waited for.
    pub(crate) fn so_far() -> Result<Cost, nix::Error> {
        let (own, children) = (getrusage(UsageWho::RUSAGE_SELF)?, getrusage(UsageWho::RUSAGE_CHILDREN)?);
        let times = [own.user_time(), own.system_time(), children.user_time(), children.system_time()];
        let microseconds: i64 = times.iter().map(|time| time.tv_sec() * 1_000_000 + time.tv_usec()).sum();
        let kilobytes = own.max_rss().max(children.max_rss());
        #[expect(clippy::cast_precision_loss, reason = "both are far below 2^52")]
        Ok(Cost { seconds: microseconds as f64 / 1e6, megabytes: kilobytes as f64 / 1e3 })
    }

    /// Writes the cost of this process so far into a file.
    pub(crate) fn record(file: &Path) -> std::io::Result<()> {
        let cost = Cost::so_far()?;
        fs::write(file, format!("{} {}", cost.seconds, cost.megabytes))
    }

    /// The cost that another process recorded, which is removed.
    pub(crate) fn take(file: &Path) -> Option<Cost> {
        let text = fs::read_to_string(file).ok()?;
        let _ = fs::remove_file(file);
        let (seconds, megabytes) = text.split_once(' ')?;
        Some(Cost { seconds: seconds.parse().ok()?, megabytes: megabytes.parse().ok()? })
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:>6.2} s {:>5.0} MB", self.seconds, self.megabytes)
    }
}

/// Has Cargo measure the compilation of one crate.
pub(crate) fn compilation(cargo: &mut Command, name: &str, file: &Path) -> std::io::Result<()> {
    cargo.env("RUSTC_WRAPPER", env::current_exe()?).env(FILE, file).env(CRATE, name.replace('-', "_"));
    Ok(())
}

/// Runs rustc and records its cost, where this process stands in for it.
pub(crate) fn as_rustc_wrapper() -> Option<ExitCode> {
    let (file, name) = (env::var_os(FILE)?, env::var(CRATE).ok()?);
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let (rustc, arguments) = arguments.split_first()?;
    let status = Command::new(rustc).args(arguments).status();
    let is_measured = arguments.windows(2).any(|pair| pair == [OsString::from("--crate-name"), name.clone().into()]);
    if is_measured && let Err(error) = Cost::record(Path::new(&file)) {
        eprintln!("error: {error}");
    }
    Some(match status {
        Ok(status) => status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(error) => {
            eprintln!("error: {}: {error}", rustc.display());
            ExitCode::FAILURE
        }
    })
}
