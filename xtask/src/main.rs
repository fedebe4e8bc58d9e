//! `cargo xtask`: everything a contributor runs, in one place.

use std::process::ExitCode;
use xtask::{Result, bench, build, lighthouse, serve, size, test};

const HELP: &str = "\
usage: cargo xtask TASK

  serve [--dev] [--port N]   build the app and serve it on this machine; --dev rebuilds on every change
  build                      write the optimised site to dist/, with .br and .gz beside large files
  size                       what a visitor downloads before the first question, against the budget
  test [core|lint|web|e2e]   every test, or one group; --long adds the slow ones
  bench                      times the engine natively and in Chromium, and holds its targets
  shots                      screenshots of every screen to target/shots/
  lighthouse                 mobile scores of the built site
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nerror: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> Result {
    let mut args = args.iter().map(String::as_str);
    let task = args.next().unwrap_or("help");
    let rest: Vec<&str> = args.collect();
    match task {
        "serve" => serve::main(&rest),
        "build" => no_arguments(&rest).and_then(|()| build::release()),
        "size" => no_arguments(&rest).and_then(|()| size::main()),
        "test" => test::main(&rest),
        "bench" => no_arguments(&rest).and_then(|()| bench::main()),
        "shots" => no_arguments(&rest).and_then(|()| test::shots()),
        "lighthouse" => no_arguments(&rest).and_then(|()| lighthouse::main()),
        "help" | "-h" | "--help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no task `{other}`\n\n{HELP}")),
    }
}

fn no_arguments(rest: &[&str]) -> Result {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(format!("`{extra}` is not expected here\n\n{HELP}")),
    }
}
