//! Calendar files (RFC 5545): lines end in CR LF and are folded at 75 octets, never inside a character; times stand in a zone whose
//! rules come along, or float.

use crate::schedule::{Change, Zone};
use crate::units::{Duration, Moment};
use chrono::{DateTime, NaiveDateTime};
use std::fmt::Write as _;

/// A calendar to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The zone of its times; none lets them float: they hold on whatever clock the reader has.
    pub zone: Option<&'a Zone>,
    /// When the file is written: seconds since 1970, UTC.
    pub stamp: i64,
    /// What is in it.
    pub events: Vec<Entry>,
}

/// Something in a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its own in the world, for ever.
    pub uid: String,
    /// How often it was changed.
    pub sequence: u32,
    /// When it begins, on the clock of the zone.
    pub start: Moment,
    /// How long it is.
    pub length: Duration,
    /// What stands in the calendar.
    pub title: String,
    /// What stands behind it.
    pub text: String,
    /// How long before it an alarm goes off.
    pub alarms: Vec<Duration>,
    /// Whether it was called off.
    pub cancelled: bool,
}

/// The text of a calendar file.
pub fn write(calendar: &Calendar<'_>) -> String {
    let mut out = Lines(String::new());
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Holdfast//Drill programme//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line("METHOD:PUBLISH");
    out.line(&format!("NAME:{}", escaped(calendar.name)));
    let starts: Vec<Moment> = calendar.events.iter().map(|event| shown(calendar.zone, event.start)).collect();
    if let (Some(zone), Some(first), Some(last)) = (calendar.zone, starts.iter().min(), starts.iter().max())
        && !is_utc(zone)
    {
        rules(&mut out, zone, *first, *last);
    }
    for (event, start) in calendar.events.iter().zip(&starts) {
        out.line("BEGIN:VEVENT");
        out.line(&format!("UID:{}", escaped(&event.uid)));
        out.line(&format!("DTSTAMP:{}", utc(calendar.stamp)));
        out.line(&format!("SEQUENCE:{}", event.sequence));
        out.line(&match calendar.zone {
            None => format!("DTSTART:{}", civil(start.civil())),
            Some(zone) if is_utc(zone) => format!("DTSTART:{}Z", civil(start.civil())),
            Some(zone) => format!("DTSTART;TZID={}:{}", zone.name(), civil(start.civil())),
        });
        out.line(&format!("DURATION:{}", length(event.length)));
        out.line(&format!("SUMMARY:{}", escaped(&event.title)));
        if !event.text.is_empty() {
            out.line(&format!("DESCRIPTION:{}", escaped(&event.text)));
        }
        out.line(if event.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        for before in event.alarms.iter().filter(|_| !event.cancelled) {
            out.line("BEGIN:VALARM");
            out.line("ACTION:DISPLAY");
            out.line(&format!("DESCRIPTION:{}", escaped(&event.title)));
            out.line(&format!("TRIGGER:-{}", length(*before)));
            out.line("END:VALARM");
        }
        out.line("END:VEVENT");
    }
    out.line("END:VCALENDAR");
    out.0
}

struct Lines(String);

impl Lines {
    /// A line of content, folded: no part is longer than 75 octets, the space at the head of each further one included.
    fn line(&mut self, text: &str) {
        const MOST: usize = 75;
        let mut has = 0;
        for c in text.chars() {
            if has + c.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                has = 1;
            }
            self.0.push(c);
            has += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value: what means something is escaped, and what cannot be seen is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if crate::answers::is_unseen(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// The first moment that the zone's clocks show, from this one on: they jump over some.
fn shown(zone: Option<&Zone>, at: Moment) -> Moment {
    const QUARTER: i64 = 900;
    let is_shown = |moment: &Moment| zone.is_none_or(|zone| !zone.instants(*moment).is_empty());
    (0..200).map(|n| at.plus(n * QUARTER)).find(is_shown).unwrap_or(at)
}

fn is_utc(zone: &Zone) -> bool {
    zone.changes().is_empty() && zone.offset_at(0) == 0
}

/// The rules of the zone for all that lies between two moments: what holds at the first, and every change up to the last.
fn rules(out: &mut Lines, zone: &Zone, first: Moment, last: Moment) {
    // A day to either side is more than any offset.
    const MONDAY: i64 = 4 * 86_400;
    let (from, to) = (first.seconds() + MONDAY - 2 * 86_400, last.seconds() + MONDAY + 2 * 86_400);
    out.line("BEGIN:VTIMEZONE");
    out.line(&format!("TZID:{}", zone.name()));
    let changes = zone.changes();
    let before = changes.iter().rev().find(|change| change.at <= from);
    let within = changes.iter().filter(|change| change.at > from && change.at <= to);
    match before {
        Some(change) => observance(out, zone, *change),
        None => {
            let offset = zone.offset_at(from);
            kind(out, "STANDARD", "19700101T000000", offset, offset);
        }
    }
    within.for_each(|change| observance(out, zone, *change));
    out.line("END:VTIMEZONE");
}

fn observance(out: &mut Lines, zone: &Zone, change: Change) {
    let before = zone.offset_at(change.at - 1);
    // By the clock that was right until then.
    let onset = DateTime::from_timestamp(change.at.saturating_add(before.into()), 0).map(|at| at.naive_utc());
    let name = if change.offset > before { "DAYLIGHT" } else { "STANDARD" };
    kind(out, name, &civil(onset.unwrap_or_default()), before, change.offset);
}

fn kind(out: &mut Lines, name: &str, start: &str, from: i32, to: i32) {
    out.line(&format!("BEGIN:{name}"));
    out.line(&format!("DTSTART:{start}"));
    out.line(&format!("TZOFFSETFROM:{}", offset(from)));
    out.line(&format!("TZOFFSETTO:{}", offset(to)));
    out.line(&format!("END:{name}"));
}

fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let mut text = format!("{sign}{:02}{:02}", all / 3_600, all / 60 % 60);
    if !all.is_multiple_of(60) {
        let _ = write!(text, "{:02}", all % 60);
    }
    text
}

fn civil(at: NaiveDateTime) -> String {
    use chrono::{Datelike, Timelike};
    let (day, time) = (at.date(), at.time());
    let years = day.year().clamp(0, 9_999);
    format!(
        "{years:04}{:02}{:02}T{:02}{:02}{:02}",
        day.month(),
        day.day(),
        time.hour(),
        time.minute(),
        time.second()
    )
}

fn utc(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0).map(|at| at.naive_utc()).unwrap_or_default();
    format!("{}Z", civil(at))
}

fn length(time: Duration) -> String {
    let all = time.seconds();
    let (days, rest) = (all / 86_400, all % 86_400);
    let mut text = "P".to_owned();
    if days > 0 {
        let _ = write!(text, "{days}D");
    }
    if rest > 0 || days == 0 {
        text.push('T');
        for (number, unit) in [(rest / 3_600, 'H'), (rest / 60 % 60, 'M'), (rest % 60, 'S')] {
            // Hours may not be followed by seconds alone.
            let between = unit == 'M' && rest >= 3_600 && rest % 60 > 0;
            if number > 0 || between || (rest == 0 && unit == 'M') {
                let _ = write!(text, "{number}{unit}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_the_grammar_has_them() {
        for (seconds, text) in [
            (0, "PT0M"),
            (60, "PT1M"),
            (5_400, "PT1H30M"),
            (3_605, "PT1H0M5S"),
            (7 * 86_400, "P7D"),
            (90_000, "P1DT1H"),
        ] {
            assert_eq!(length(Duration::clamped(seconds)), text);
        }
        assert_eq!(
            (offset(19_800), offset(-16_200), offset(-54_822)),
            ("+0530".into(), "-0430".into(), "-151342".into())
        );
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = Lines(String::new());
        out.line(&format!("X:{}", "é漢😀".repeat(40)));
        let lines: Vec<&str> = out.0.split("\r\n").collect();
        assert!(lines.len() > 4 && lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert!(lines.iter().skip(1).filter(|line| !line.is_empty()).all(|line| line.starts_with(' ')));
        assert!(
            lines.iter().take(lines.len() - 2).all(|line| line.len() > 70),
            "and not shorter than they must be"
        );
        assert_eq!(out.0.replace("\r\n ", ""), format!("X:{}\r\n", "é漢😀".repeat(40)));
        let mut whole = Lines(String::new());
        whole.line(&"x".repeat(75));
        assert_eq!(whole.0.matches("\r\n").count(), 1);
    }

    #[test]
    fn texts_cannot_leave_their_line() {
        assert_eq!(escaped("a;b,c\\d\nEND:VEVENT\r\u{202e}\u{7}\t"), "a\\;b\\,c\\\\d\\nEND:VEVENT ");
    }
}
