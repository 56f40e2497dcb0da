//! A server's process: started, waited for, and ended in any case.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, io};

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(90);
/// How much of what a server printed is told.
const TOLD: usize = 40;

/// Runs a program until it ends or standard input does, which it does with this process, however that ends.
const GUARD: &str = "
    exec 3<&0
    \"$0\" \"$@\" </dev/null 3<&- & server=$!
    { read -r _ <&3; kill -9 $server 2>/dev/null; } & guard=$!
    wait $server; status=$?
    kill $guard 2>/dev/null
    exit $status
";

/// A process that is ended when this is dropped, and when this process is killed.
pub(crate) struct Process {
    child: Child,
    log: PathBuf,
}

impl Process {
    /// Starts a program; what it prints goes into a file of this folder.
    pub(crate) fn start(command: &Command, folder: &Path) -> io::Result<Self> {
        let log = folder.join("server.log");
        let file = File::create(&log)?;
        let mut guarded = Command::new("sh");
        guarded.args(["-c", GUARD]).arg(command.get_program()).args(command.get_args());
        guarded.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        guarded.stdin(Stdio::piped()).stdout(file.try_clone()?).stderr(file);
        Ok(Self { child: guarded.spawn()?, log })
    }

    /// Waits until it is ready.
    pub(super) fn wait_until(&mut self, is_ready: impl Fn() -> bool) -> io::Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if is_ready() {
                return Ok(());
            }
            if let Some(status) = self.child.try_wait()? {
                return Err(io::Error::other(format!("the server ended with {status}\n{}", self.said())));
            }
            thread::sleep(Duration::from_millis(100));
        }
        Err(io::Error::other(format!("the server was not ready after {PATIENCE:?}\n{}", self.said())))
    }

    /// The last lines that it printed.
    pub(crate) fn said(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(TOLD)..).unwrap_or_default().join("\n")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Where a program is, if it is installed.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    // Servers are often where only root looks for programs.
    let folders = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&folders).chain(["/usr/sbin".into(), "/sbin".into()]);
    folders.map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// A port of loopback that nobody has.
pub(super) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
