//! Writes the report of a saved assessment as one static HTML file.
//!
//! ```text
//! cargo run -r --no-default-features --example report -- ASSESSMENT.json OUT [--at 2026-11-21T09:30]
//! ```
//!
//! OUT is a file name that ends in `.html`, or a folder, in which `index.html` is written. The report holds for the
//! moment `--at`; without it, for 00:00 on the day after the newest date among the answers. The clock is never read:
//! the same assessment gives the same bytes. Guides are read from `public/guides` of this project.
//!
//! Exit codes: 0 written; 1 a file could not be read or written; 2 the command could not be understood.

use chrono::{NaiveDate, NaiveDateTime};
use holdfast::answers::{Answer, Answers};
use holdfast::assess::assess;
use holdfast::guide::{GuideId, parse};
use holdfast::report::{GuideTexts, single_file};
use holdfast::save::open;
use holdfast::units::Moment;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "Usage: report ASSESSMENT.json OUT [--at 2026-11-21T09:30]";

struct Command {
    from: PathBuf,
    to: PathBuf,
    at: Option<NaiveDateTime>,
}

/// What went wrong, in words, and the exit code.
struct Failure(u8, String);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match read(&args).and_then(|command| write(&command)) {
        Ok(written) => {
            println!("{}", written.display());
            ExitCode::SUCCESS
        }
        Err(Failure(code, words)) => {
            eprintln!("{words}");
            ExitCode::from(code)
        }
    }
}

fn read(args: &[String]) -> Result<Command, Failure> {
    let usage = |words: String| Failure(2, format!("{words}\n{USAGE}"));
    let mut files = Vec::new();
    let mut at = None;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--at" {
            let typed = args.next().ok_or_else(|| usage("--at needs a moment".to_owned()))?;
            at = Some(moment(typed).ok_or_else(|| {
                usage(format!("“{typed}” is not a moment: write it as 2026-11-21T09:30 or 2026-11-21"))
            })?);
        } else if arg.starts_with("--") {
            return Err(usage(format!("There is no option {arg}")));
        } else {
            files.push(PathBuf::from(arg));
        }
    }
    match <[PathBuf; 2]>::try_from(files) {
        Ok([from, to]) => Ok(Command { from, to, at }),
        Err(files) => Err(usage(format!("Name two files, not {}", files.len()))),
    }
}

fn moment(typed: &str) -> Option<NaiveDateTime> {
    let day = || NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(typed, form).ok())
        .or_else(day)
}

fn write(command: &Command) -> Result<PathBuf, Failure> {
    let from = command.from.display();
    let bytes =
        std::fs::read(&command.from).map_err(|e| Failure(1, format!("{from} cannot be read: {e}")))?;
    let answers = open(&bytes).map_err(|e| Failure(1, format!("{from}: {e}")))?;
    let at = match command.at {
        Some(at) => at,
        None => day_after_newest(&answers).ok_or_else(|| {
            Failure(2, format!("{from} holds no date to go by: say the moment with --at 2026-11-21T09:30"))
        })?,
    };
    let outcome = assess(&answers, Moment::from_civil(at));
    let page = single_file(&answers, &outcome, &guides()?);

    let is_file = command.to.extension().is_some_and(|e| e.eq_ignore_ascii_case("html"));
    let to = if is_file { command.to.clone() } else { command.to.join("index.html") };
    let failed = |e: std::io::Error| Failure(1, format!("{} cannot be written: {e}", to.display()));
    if let Some(folder) = to.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(&to, page).map_err(failed)?;
    Ok(to)
}

/// 00:00 on the day after the newest date among the answers: the days they were given, and the dates they name that
/// lie in the past of an answer. A busy event still to come does not count.
fn day_after_newest(answers: &Answers) -> Option<NaiveDateTime> {
    let stored = || answers.stored_ids().filter_map(|id| answers.stored(id));
    let given = stored().filter_map(|g| g.on).max();
    let named = || {
        let past = answers.stored_ids().filter(|id| *id != holdfast::catalogue::ids::EVENT_DATE);
        past.filter_map(|id| match answers.stored(id)?.answer {
            Answer::Date(day) => Some(day),
            _ => None,
        })
        .max()
    };
    given.max(named())?.succ_opt()?.and_hms_opt(0, 0, 0)
}

fn guides() -> Result<GuideTexts, Failure> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("public/guides");
    GuideId::ALL.into_iter().try_fold(GuideTexts::new(), |texts, id| {
        let file = folder.join(id.file_name());
        let markdown = std::fs::read_to_string(&file)
            .map_err(|e| Failure(1, format!("The guide {} cannot be read: {e}", file.display())))?;
        Ok(texts.with(id, parse(&markdown)))
    })
}
