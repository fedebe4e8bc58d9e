//! When something runs: a choice, and only the controls of that choice.

use super::words;
use crate::desk::parts::controls::{Line, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::schedule::{Cron, MonthDay, Nth, Schedule, Weekday};
use crate::system::{Told, check};
use crate::units::{Duration, TimeOfDay};
use maud::{Markup, html};

/// The choices, most frequent first. "Not said yet" has the empty value.
const CHOICES: [(&str, &str); 10] = [
    ("", "Not said yet"),
    ("every", "Every few minutes or hours"),
    ("daily", "Every day"),
    ("weekdays", "Monday to Friday"),
    ("weekly", "Every week"),
    ("monthly", "Every month, on a day"),
    ("nth", "Every month, on a weekday"),
    ("cron", "As a line of a crontab says"),
    ("by-hand", "By hand, when somebody remembers"),
    ("unsure", "I do not know"),
];

/// The names of the controls, each behind a prefix that keeps two schedules on a page apart.
const PARTS: [&str; 8] = ["runs", "every", "from", "at", "day", "date", "nth", "cron"];

fn named(prefix: &str, part: &str) -> String {
    format!("{prefix}{part}")
}

/// The controls as a schedule fills them.
pub(super) fn fill(into: &mut Filled, prefix: &str, schedule: &Told<Schedule>) {
    let mut put = |part: &str, text: String| into.insert(named(prefix, part), text);
    let Told::Known(schedule) = schedule else {
        put("runs", if *schedule == Told::Unsure { "unsure" } else { "" }.to_owned());
        return;
    };
    let kind = match schedule {
        Schedule::Every { interval, from } => {
            put("every", typed(interval));
            put("from", from.to_string());
            "every"
        }
        Schedule::Hourly { minute } => {
            put("every", "1 h".to_owned());
            put("from", format!("00:{:02}", minute.min(&59)));
            "every"
        }
        Schedule::Daily { at } => {
            put("at", at.to_string());
            "daily"
        }
        Schedule::Weekdays { at } => {
            put("at", at.to_string());
            "weekdays"
        }
        Schedule::Weekly { on, at } => {
            put("day", on.name().to_owned());
            put("at", at.to_string());
            "weekly"
        }
        Schedule::Monthly { day, at } => {
            put("date", date(*day));
            put("at", at.to_string());
            "monthly"
        }
        Schedule::MonthlyWeekday { nth, on, at } => {
            put("nth", nth.word().to_owned());
            put("day", on.name().to_owned());
            put("at", at.to_string());
            "nth"
        }
        Schedule::Cron { text } => {
            put("cron", text.to_string());
            "cron"
        }
        Schedule::ByHand => "by-hand",
    };
    put("runs", kind.to_owned());
}

fn date(day: MonthDay) -> String {
    match day {
        MonthDay::Day(day) => day.number().to_string(),
        MonthDay::Last => "last".to_owned(),
    }
}

/// What the controls say, in place of `stored` where it is complete.
pub(super) fn read(form: &mut Form, prefix: &str, stored: &mut Told<Schedule>) {
    let names: Vec<String> = PARTS.iter().map(|part| named(prefix, part)).collect();
    if names.iter().all(|name| form.changed(name).is_none()) {
        return;
    }
    let text = |part: &str| form.value_or(&named(prefix, part), preset(part)).to_owned();
    let read = match text("runs").as_str() {
        "every" => interval(&text("every"))
            .and_then(|interval| time(&text("from"), "from").map(|from| Schedule::Every { interval, from })),
        "daily" => time(&text("at"), "at").map(|at| Schedule::Daily { at }),
        "weekdays" => time(&text("at"), "at").map(|at| Schedule::Weekdays { at }),
        "weekly" => time(&text("at"), "at").map(|at| Schedule::Weekly { on: weekday(&text("day")), at }),
        "monthly" => {
            time(&text("at"), "at").map(|at| Schedule::Monthly { day: month_day(&text("date")), at })
        }
        "nth" => time(&text("at"), "at").map(|at| {
            let nth = text("nth");
            let nth = Nth::ALL.into_iter().find(|n| n.word() == nth).unwrap_or(Nth::First);
            Schedule::MonthlyWeekday { nth, on: weekday(&text("day")), at }
        }),
        "cron" => Cron::of_line(&text("cron"))
            .map(|text| Schedule::Cron { text })
            .map_err(|e| ("cron", e.to_string())),
        "by-hand" => Ok(Schedule::ByHand),
        other => {
            *stored = if other == "unsure" { Told::Unsure } else { Told::Open };
            return;
        }
    };
    match read {
        Ok(schedule) => *stored = Told::Known(schedule),
        Err((part, says)) => form.problem(&named(prefix, part), says),
    }
}

fn preset(part: &str) -> &'static str {
    match part {
        "every" => "6 h",
        "from" => "00:00",
        "at" => "02:00",
        "day" => "Sunday",
        "date" => "1",
        "nth" => "first",
        _ => "",
    }
}

type Wrong = (&'static str, String);

fn interval(text: &str) -> Result<Duration, Wrong> {
    let at = |says: String| ("every", says);
    let read: Duration = text.parse().map_err(|e: crate::units::DurationError| at(e.to_string()))?;
    check::interval(read).map_err(|e| at(e.to_string()))
}

fn time(text: &str, part: &'static str) -> Result<TimeOfDay, Wrong> {
    text.parse().map_err(|e: crate::units::TimeError| (part, e.to_string()))
}

fn weekday(text: &str) -> Weekday {
    Weekday::ALL.into_iter().find(|day| day.name() == text).unwrap_or(Weekday::Sunday)
}

fn month_day(text: &str) -> MonthDay {
    text.parse().ok().and_then(MonthDay::day).unwrap_or(MonthDay::Last)
}

/// The controls, and the schedule in words.
pub(super) fn show(
    form: &Form,
    prefix: &str,
    label: &str,
    schedule: &Told<Schedule>,
    in_words: &Markup,
) -> Markup {
    let name = |part: &str| named(prefix, part);
    let runs = form.value(&name("runs")).to_owned();
    let at = || Line { name: &name("at"), label: "Starts at", preset: preset("at"), ..Line::NEW }.show(form);
    let days: Vec<(&str, &str)> = Weekday::ALL.iter().map(|day| (day.name(), day.name())).collect();
    let day = || select(form, &name("day"), "On", "", &days, preset("day"));
    html! {
        div class="sched" role="group" aria-label=(label) {
            (select(form, &name("runs"), label, "", &CHOICES, ""))
            @match runs.as_str() {
                "every" => {
                    (Line { name: &name("every"), label: "Every", preset: preset("every"), ..Line::NEW }.show(form))
                    (Line { name: &name("from"), label: "One starts at", preset: preset("from"), ..Line::NEW }.show(form))
                },
                "daily" | "weekdays" => (at()),
                "weekly" => { (day()) (at()) },
                "monthly" => { (select(form, &name("date"), "On day", "", &dates(), preset("date"))) (at()) },
                "nth" => {
                    @let nth: Vec<(&str, &str)> = Nth::ALL.iter().map(|n| (n.word(), n.word())).collect();
                    (select(form, &name("nth"), "On the", "", &nth, preset("nth"))) (day()) (at())
                },
                _ => {},
            }
        }
        @if runs == "cron" {
            (Line { class: "w20", ..cron_line(&name("cron")) }.show(form))
        }
        @if schedule.known().is_some() { p class="small" { strong { "In words: " } (in_words) } }
        @else if runs.is_empty() { p class="hint" { (words::UNSAID) } }
    }
}

fn cron_line(name: &str) -> Line<'_> {
    Line {
        name,
        label: "The line, or its five fields",
        hint: "Such as 30 2 * * 1-5, or the whole line with its command",
        ..Line::NEW
    }
}

fn dates() -> Vec<(String, String)> {
    let numbers = (1..=31).map(|n| (n.to_string(), n.to_string()));
    numbers.chain([("last".to_owned(), "the last one".to_owned())]).collect()
}
