//! `cargo xtask serve`: from a bare machine to the running app.

use crate::run::{self, say};
use crate::server::{Config, Server};
use crate::{Result, build, layout, tools};

const PORT: u16 = 8080;

/// Builds and serves; with `--dev` rebuilds on every change.
///
/// # Errors
/// An argument is unknown, a tool is missing, the build fails, or the port is taken.
pub fn main(args: &[&str]) -> Result {
    let mut dev = false;
    let mut port = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match *arg {
            "--dev" => dev = true,
            "--port" => {
                let number = args.next().and_then(|number| number.parse().ok());
                port = Some(number.ok_or("--port wants a number from 0 to 65535")?);
            }
            other => return Err(format!("serve knows --dev and --port N, not `{other}`")),
        }
    }
    if dev { watch(port) } else { optimised(port) }
}

fn optimised(port: Option<u16>) -> Result {
    build::release()?;
    let server = start(port)?;
    say(&format!("Holdfast is at {} (Ctrl+C stops it)", server.url()));
    server.wait();
    Ok(())
}

fn watch(port: Option<u16>) -> Result {
    tools::for_watch()?;
    build::fetch()?;
    let server = start(port)?;
    say(&format!(
        "Holdfast will be at {} after the first build; reload the page after each next one",
        server.url()
    ));
    // Not `trunk serve`: it injects an inline script, which the app's policy forbids.
    run::check(run::command("trunk").args(["watch", "--offline=true"]))
}

fn start(port: Option<u16>) -> Result<Server> {
    let at = |port| Server::start(Config { port, ..Config::new(layout::dist()) });
    let server = match port {
        Some(port) => at(port).map_err(|error| format!("port {port}: {error}")),
        None => at(PORT).or_else(|_| at(0)).map_err(|error| format!("no free port: {error}")),
    };
    server.map_err(|error| format!("{error}; choose another with --port N"))
}
