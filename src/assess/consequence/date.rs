//! What a date means on the day it is given.

use super::schedule::{against, loss};
use super::{Consequence, holds};
use crate::answers::Answers;
use crate::catalogue::{FindingTest, Question, ids};
use crate::units::{Duration, Moment, Text, day_and_time, long_date, short_date};
use chrono::{Days, NaiveDate};

/// Something proved on a day, which grows old.
pub(super) fn proof(question: &Question, date: NaiveDate, now: Moment, raises_nothing: bool) -> Consequence {
    let age = days_between(date, now.civil().date());
    if !raises_nothing {
        return Consequence::says(format!("That was {}.", ago(age)));
    }
    let shortest = question.findings().iter().filter_map(|f| match f.test {
        FindingTest::OlderThanDays(most) => u64::try_from(most).ok(),
        _ => None,
    });
    let until = shortest.min().and_then(|most| date.checked_add_days(Days::new(most)));
    let counts = until.map_or_else(String::new, |until| {
        format!(" It counts until {}, then it is time for another.", long_date(until))
    });
    Consequence::says(format!("That was {}.{counts}", ago(age)))
}

/// The last run that finished: what has come in since is exposed now.
pub(super) fn last_good(
    answers: &Answers,
    date: NaiveDate,
    now: Moment,
    raises_nothing: bool,
) -> Consequence {
    let schedule = answers.schedule();
    let start = Moment::start_of(date);
    let at = schedule.and_then(|s| s.starts_at());
    // On the day itself a run that starts later than now has not been: count from midnight.
    let captured = at.map(|at| start.plus(at.seconds())).filter(|c| *c <= now);
    let since = captured.unwrap_or(start);
    let age = Duration::clamped(now.seconds().saturating_sub(since.seconds()));
    let moment = match (age > Duration::days(6), captured) {
        (true, _) => short_date(date),
        (false, Some(captured)) => day_and_time(captured),
        (false, None) => format!("the start of {}", short_date(date)),
    };
    let lead = Text::new()
        .plain(format!("If it broke now, everything since {moment} would be gone: "))
        .plain(if captured.is_some() { "" } else { "up to " })
        .strong(age)
        .plain(format!(" of {}.", holds(answers)));
    let consequence = Consequence::says(lead);
    let safe = answers.duration(ids::RUN_TO_SAFE).unwrap_or(Duration::ZERO);
    let Some((schedule, promised)) = schedule.and_then(|s| Some((s, loss(s, safe)?))) else {
        return consequence;
    };
    let gap = schedule.longest_gap().unwrap_or(Duration::ZERO);
    if !raises_nothing {
        return consequence;
    }
    if age > promised.worst {
        return consequence
            .and(format!("It should run every {gap}: look whether the latest run is missing."));
    }
    if let Some(limit) = answers.duration(ids::ACCEPTABLE_LOSS).filter(|limit| age > *limit) {
        return consequence.and(against(limit, age));
    }
    consequence.and("That is what the schedule promises.")
}

/// The start of a busy time.
pub(super) fn event(date: NaiveDate, now: Moment) -> Consequence {
    match days_between(now.civil().date(), date) {
        0 => Consequence::says(
            "That is today. Change nothing that can wait; check that the last copy is good.",
        ),
        1 => Consequence::says("That is tomorrow. There is time to check the last copy and the contacts."),
        days if days > 0 => {
            let text = Text::new().plain("That is in ").strong(format!("{days}\u{a0}days")).plain(".");
            let weeks = days / 7;
            Consequence::says(text).and(match weeks {
                0..2 => {
                    "What is not prepared by now is better left alone: check copies, contacts and limits."
                }
                2..6 => "Enough for one load test and one restore, if both are booked this week.",
                _ => "Enough to test the load, fix what it shows, and test again.",
            })
        }
        days => Consequence::says(format!("That was {}.", ago(-days)))
            .and("If the next one has a date already, give that instead."),
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

fn ago(days: i64) -> String {
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        n => format!("{n}\u{a0}days ago"),
    }
}
