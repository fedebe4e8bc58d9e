//! Starting and ending a browser and its driver.

use crate::Outcome;
use anyhow::{Context, bail};
use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::prelude::*;
use xtask::layout;

/// The browsers every journey runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chromium, by ChromeDriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
}

/// A driver process and everything it started; all of it ends when dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    browser: Browser,
    process: Child,
    port: u16,
    profile: PathBuf,
    log: PathBuf,
}

impl Driver {
    /// Starts the driver on a free port. `scratch` holds the profile and stays the caller's.
    pub(crate) fn start(browser: Browser, scratch: &Path) -> Outcome<Self> {
        for folder in ["profile", "home"] {
            fs::create_dir_all(scratch.join(folder))?;
        }
        // Somebody else may take the port between looking and listening: then with another.
        let mut tries = 0;
        loop {
            tries += 1;
            match Self::start_once(browser, scratch) {
                Err(_) if tries < 3 => {}
                ended => return ended,
            }
        }
    }

    fn start_once(browser: Browser, scratch: &Path) -> Outcome<Self> {
        let port = free_port()?;
        let mut command = match browser {
            Browser::Chromium => {
                let mut command = Command::new(program("chromedriver")?);
                command.arg(format!("--port={port}"));
                command
            }
            Browser::Firefox => {
                let mut command = Command::new(program("geckodriver")?);
                // Its default port for events is one and the same for every session.
                command.args(["--port", &port.to_string(), "--websocket-port", &free_port()?.to_string()]);
                command
            }
        };
        let log = scratch.join("driver.log");
        let written = fs::File::create(&log)?;
        command.env("HOME", scratch.join("home")).env("PATH", layout::search_path());
        command.stdin(Stdio::null()).stdout(written.try_clone()?).stderr(written);
        let process = command.spawn().with_context(|| format!("starting the driver of {browser:?}"))?;
        let mut driver = Self { browser, process, port, profile: scratch.join("profile"), log };
        driver.wait_until_it_listens()?;
        Ok(driver)
    }

    /// Opens a browser on the profile, a fresh one the first time.
    pub(crate) async fn session(&self) -> Outcome<WebDriver> {
        let url = format!("http://127.0.0.1:{}", self.port);
        let profile = self.profile.display().to_string();
        let driver = match self.browser {
            Browser::Chromium => {
                let mut caps = DesiredCapabilities::chrome();
                let binary = xtask::tools::chromium_program().context("Chromium is missing")?;
                caps.set_binary(&binary.display().to_string())?;
                for flag in CHROMIUM_FLAGS {
                    caps.add_arg(flag)?;
                }
                caps.add_arg(&format!("--user-data-dir={profile}"))?;
                caps.enable_bidi()?;
                WebDriver::new(&url, caps).await
            }
            Browser::Firefox => {
                let mut caps = DesiredCapabilities::firefox();
                let binary = ["firefox-esr", "firefox"].into_iter().find_map(layout::find_program);
                caps.set_firefox_binary(&binary.context("Firefox is missing")?.display().to_string())?;
                for arg in ["-headless", "-profile", &profile] {
                    caps.add_arg(arg)?;
                }
                let mut preferences = FirefoxPreferences::new();
                // Files are saved without a question; nothing is asked of the outside.
                preferences.set("browser.download.alwaysOpenPanel", false)?;
                preferences.set("datareporting.policy.dataSubmissionEnabled", false)?;
                preferences.set("app.update.auto", false)?;
                caps.set_preferences(preferences)?;
                caps.enable_bidi()?;
                WebDriver::new(&url, caps).await
            }
        };
        driver.with_context(|| {
            format!("opening {:?}; its driver said:\n    {}", self.browser, self.last_words())
        })
    }

    /// Ends the browser at once, as a crash or a power cut would; the driver stays.
    pub(crate) fn kill_browser(&self) {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let left = processes_naming(&self.profile, self.process.id());
            if left.is_empty() || Instant::now() > until {
                break;
            }
            let mut kill = Command::new("kill");
            kill.arg("-9").args(left.iter().map(u32::to_string));
            kill.stdout(Stdio::null()).stderr(Stdio::null()).status().ok();
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn wait_until_it_listens(&mut self) -> Outcome {
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if self.process.try_wait()?.is_some() || Instant::now() > until {
                bail!(
                    "the driver of {:?} does not listen on port {}: {}",
                    self.browser,
                    self.port,
                    self.last_words()
                );
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().collect();
        lines.get(lines.len().saturating_sub(12)..).unwrap_or_default().join("\n    ")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        self.kill_browser();
    }
}

const CHROMIUM_FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A second guard besides the log of requests: no name but this machine's can be resolved.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

fn program(name: &str) -> Outcome<PathBuf> {
    layout::find_program(name)
        .with_context(|| format!("{name} is missing: `cargo xtask test e2e` installs it"))
}

/// A port nobody listens on, below the range the system gives to outgoing connections: one of those could take it
/// before the driver does.
fn free_port() -> Outcome<u16> {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    const FIRST: u16 = 20_000;
    const COUNT: u16 = 10_000;
    let start = u16::try_from(std::process::id() % u32::from(COUNT)).unwrap_or_default();
    for _ in 0..COUNT {
        let port = FIRST + (start + NEXT.fetch_add(1, Ordering::Relaxed) % COUNT) % COUNT;
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no port is free between {FIRST} and {}", FIRST + COUNT)
}

/// Every process whose command line names the profile, except the driver.
fn processes_naming(profile: &Path, driver: u32) -> Vec<u32> {
    let wanted = profile.display().to_string();
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let ids = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let named = |id: &u32| {
        let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        *id != driver && *id != std::process::id() && String::from_utf8_lossy(&line).contains(&wanted)
    };
    ids.filter(named).collect()
}
