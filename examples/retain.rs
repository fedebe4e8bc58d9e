//! Which points a policy keeps, and why, by the rules of its tool. Nothing is ever deleted.
//!
//! ```text
//! cargo run -r --no-default-features --example retain -- POLICY.json POINTS.json [--now INSTANT] [--zone NAME] [--json]
//! ```
//!
//! `docs/retention.md` describes the two files. The clock is never read: without `--now`, and without `now` in either file,
//! it is one second after the newest point. Exit codes: 0; 1 where the tool would refuse to run the policy, so that every
//! point stays; 2 for input that cannot be understood.

#[path = "retain/door.rs"]
mod door;

use std::process::ExitCode;

const USAGE: &str =
    "Usage: retain POLICY.json POINTS.json [--now 2026-11-21T09:30:00Z] [--zone Europe/Berlin] [--json]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok((text, refused)) => {
            print!("{text}");
            ExitCode::from(u8::from(refused))
        }
        Err(words) => {
            eprintln!("{words}");
            ExitCode::from(2)
        }
    }
}

fn run(args: &[String]) -> Result<(String, bool), String> {
    let (mut files, mut given, mut json) = (Vec::new(), door::Given::default(), false);
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || args.next().cloned().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
        match arg.as_str() {
            "--now" => given.now = Some(value()?),
            "--zone" => given.zone = Some(value()?),
            "--json" => json = true,
            option if option.starts_with("--") => {
                return Err(format!("There is no option {option}\n{USAGE}"));
            }
            file => files.push(file.to_owned()),
        }
    }
    let [policy, points] = files.as_slice() else {
        return Err(format!("Name two files, not {}\n{USAGE}", files.len()));
    };
    let read = |file: &String| {
        std::fs::read_to_string(file).map_err(|error| format!("{file} cannot be read: {error}"))
    };
    let answer = door::answer(&read(policy)?, &read(points)?, &given)?;
    Ok((if json { answer.json() } else { answer.text() }, answer.refused()))
}
