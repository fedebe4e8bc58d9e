//! A static file server for this machine only: `cargo xtask serve`, and the browser tests, which also let it
//! fail on purpose, stop it, and ask what was requested.
//!
//! One thread per connection and one request per connection: loopback is fast enough, and a stopped server is
//! then really gone, which the offline tests rely on.

mod answer;
mod request;

pub use answer::CSP;
pub(crate) use answer::is_hashed;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder whose files are served.
    pub root: PathBuf,
    /// The path of the site on this server: begins and ends with `/`.
    pub mount: String,
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Whether pages carry the app's content security policy. Exported reports bring their own.
    pub policy: bool,
}

impl Config {
    /// The app's folder at the root of a free port, with its policy.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), mount: "/".to_owned(), port: 0, policy: true }
    }
}

/// One request as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// `GET`, `HEAD` or whatever was sent.
    pub method: String,
    /// The path with its query, as sent.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
}

#[derive(Debug, Default)]
struct Shared {
    stopping: AtomicBool,
    failing: Mutex<BTreeMap<String, u16>>,
    seen: Mutex<Vec<Seen>>,
}

/// A running server; it stops when dropped.
#[derive(Debug)]
pub struct Server {
    config: Config,
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts listening.
    ///
    /// # Errors
    /// The port is taken, or the system gives none.
    pub fn start(config: Config) -> io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let (address, accepting) = listen(&config, config.port, &shared)?;
        Ok(Self { config, address, shared, accepting: Some(accepting) })
    }

    /// Where the site is, with a closing `/`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}{}", self.origin(), self.config.mount)
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers `status` for a path below the site's (`guides/steady-state.md`) until [`Server::heal`].
    pub fn fail(&self, path: &str, status: u16) {
        lock(&self.shared.failing).insert(path.trim_start_matches('/').to_owned(), status);
    }

    /// Ends all failures made on purpose.
    pub fn heal(&self) {
        lock(&self.shared.failing).clear();
    }

    /// Every request so far, in the order they were answered.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.shared.seen).clone()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        lock(&self.shared.seen).clear();
    }

    /// Stops answering: from here on a connection is refused.
    pub fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else { return };
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection; if nobody is there, it has ended already.
        drop(TcpStream::connect_timeout(&self.address, Duration::from_secs(1)));
        accepting.join().ok();
    }

    /// Starts again on the same port after [`Server::stop`].
    ///
    /// # Errors
    /// Somebody else has taken the port.
    pub fn resume(&mut self) -> io::Result<()> {
        if self.accepting.is_none() {
            self.shared.stopping.store(false, Ordering::SeqCst);
            let (_, accepting) = listen(&self.config, self.address.port(), &self.shared)?;
            self.accepting = Some(accepting);
        }
        Ok(())
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in another connection leaves plain data behind: still good.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn listen(config: &Config, port: u16, shared: &Arc<Shared>) -> io::Result<(SocketAddr, JoinHandle<()>)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let address = listener.local_addr()?;
    let (config, shared) = (config.clone(), Arc::clone(shared));
    let accepting = std::thread::spawn(move || {
        for stream in listener.incoming() {
            if shared.stopping.load(Ordering::SeqCst) {
                break;
            }
            let Ok(stream) = stream else { continue };
            let (config, shared) = (config.clone(), Arc::clone(&shared));
            std::thread::spawn(move || converse(stream, &config, &shared).ok());
        }
    });
    Ok((address, accepting))
}

/// Browsers open connections ahead of need and leave them silent: one that says nothing is dropped.
const PATIENCE: Duration = Duration::from_secs(10);

fn converse(mut stream: TcpStream, config: &Config, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = request::read(&mut stream)? else { return Ok(()) };
    if shared.stopping.load(Ordering::SeqCst) {
        return Ok(());
    }
    let failing = lock(&shared.failing).clone();
    let reply = answer::to(&request, config, &failing);
    let seen = Seen { method: request.method, target: request.target, status: reply.status };
    lock(&shared.seen).push(seen);
    stream.write_all(&reply.bytes)?;
    stream.flush()?;
    stream.shutdown(Shutdown::Write)
}
