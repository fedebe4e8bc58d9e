use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// When a line of a crontab runs, read as Vixie cron and its heirs (cronie, Debian's cron, BSD) read it.
///
/// Five fields: minute 0-59, hour 0-23, day of month 1-31, month 1-12 or `jan`-`dec`, day of week 0-7 or `sun`-`sat` (0
/// and 7 are Sunday). A field is a list of `*`, `a`, `a-b`, `*/n` and `a-b/n`. When both day fields are restricted, a day that
/// fits *either* runs; when the text of one of them starts with `*`, only a day that fits *both* does (so `*/2` in the day
/// of month does not widen a day of week). Nicknames from `@yearly` to `@hourly` are read, `@reboot` is not a time.
///
/// What schedulers read differently, or only some of them read (`L`, `W`, `#`, `?`, `~`, seconds, `5/10`), is refused with
/// the reason. A crate was measured first: croner 4.0.3 adds 74 kB to the raw wasm and does not tell which fields start
/// with `*`, on which cron's behaviour at clock changes depends.
///
/// Serialised as its text in one standard form: `0 2 * * mon-fri` becomes `0 2 * * 1-5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cron {
    minute: Field,
    hour: Field,
    day: Field,
    month: Field,
    weekday: Field,
}

/// The values of one field as bits, and whether its text starts with `*`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Field {
    values: u64,
    star: bool,
}

/// Why a text is not a cron expression. Every message says what would be accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// Nothing was typed.
    #[error("Enter five fields, such as 30 2 * * *: minute, hour, day of month, month, day of week")]
    Empty,
    /// Too few or too many fields.
    #[error(
        "Enter five fields: minute, hour, day of month, month, day of week. This has {count}; leave out user and command"
    )]
    Fields {
        /// How many there are.
        count: usize,
    },
    /// A nickname that is none.
    #[error("“{text}” is not a time. Use @hourly, @daily, @weekly, @monthly, @yearly or five fields")]
    Nickname {
        /// As typed.
        text: String,
    },
    /// A part that is no value, range or step.
    #[error(
        "“{text}” is not a {field}. Use numbers from {low} to {high}, as in {low}, {low}-{high}, * or */{high}"
    )]
    Unreadable {
        /// As typed.
        text: String,
        /// Which field.
        field: &'static str,
        /// Its smallest value.
        low: u32,
        /// Its largest value.
        high: u32,
    },
    /// Something that only some schedulers read, or that they read differently.
    #[error("“{text}” in the {field} is not read the same by every cron. {instead}")]
    Ambiguous {
        /// As typed.
        text: String,
        /// Which field.
        field: &'static str,
        /// What to write.
        instead: &'static str,
    },
    /// A range from high to low.
    #[error("“{text}” runs backwards. Write it as two ranges, such as 5-7,1-2")]
    Backwards {
        /// As typed.
        text: String,
    },
    /// Days that no month has.
    #[error("“{text}” never runs: none of its months has such a day")]
    Never {
        /// As typed.
        text: String,
    },
}

/// Name, lowest and highest value, names of the values from the lowest on.
struct Kind {
    name: &'static str,
    low: u32,
    high: u32,
    names: &'static [&'static str],
}

const MINUTE: Kind = Kind { name: "minute", low: 0, high: 59, names: &[] };
const HOUR: Kind = Kind { name: "hour", low: 0, high: 23, names: &[] };
const DAY: Kind = Kind { name: "day of month", low: 1, high: 31, names: &[] };
const MONTH: Kind = Kind {
    name: "month",
    low: 1,
    high: 12,
    names: &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
};
const WEEKDAY: Kind = Kind {
    name: "day of week",
    low: 0,
    high: 7,
    names: &["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"],
};

/// The most days a month ever has.
const LONGEST_MONTH: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

impl Cron {
    /// The expression at the head of a crontab line; whatever follows it (user, command) is left alone.
    ///
    /// # Errors
    /// As for parsing the expression alone.
    pub fn of_line(line: &str) -> Result<Cron, CronError> {
        let fields = if line.trim_start().starts_with('@') { 1 } else { 5 };
        line.split_whitespace().take(fields).collect::<Vec<_>>().join(" ").parse()
    }

    /// Whether it runs on a day: day of month 1 to 31, month 1 to 12, `weekday` 0 for Monday to 6 for Sunday.
    pub(super) fn runs_on(&self, month: u32, day: u32, weekday: u32) -> bool {
        let of_month = self.day.has(day);
        // Cron counts from Sunday.
        let of_week = self.weekday.has((weekday + 1) % 7);
        let of_days = if self.needs_both() { of_month && of_week } else { of_month || of_week };
        self.month.has(month) && of_days
    }

    /// Whether it runs on every day.
    pub(super) fn runs_every_day(&self) -> bool {
        let (month, week) = (self.day.values == DAY.all(), self.weekday.values == WEEKDAY.all());
        self.month.values == MONTH.all() && if self.needs_both() { month && week } else { month || week }
    }

    /// Whether the day of the week alone decides on which days it runs.
    pub(super) fn runs_by_weekday(&self) -> bool {
        self.month.values == MONTH.all() && self.day.values == DAY.all()
    }

    /// Whether a day has to fit both day fields; otherwise either will do.
    fn needs_both(&self) -> bool {
        self.day.star || self.weekday.star
    }

    /// Seconds from midnight of its runs on a day on which it runs, ascending.
    pub(super) fn times(&self) -> Vec<i64> {
        let of = |hour: u32| self.minute.each(&MINUTE).map(move |m| i64::from(hour * 3_600 + m * 60));
        self.hour.each(&HOUR).flat_map(of).collect()
    }

    /// The minutes past the hour at which it runs, if it runs in every hour.
    pub(super) fn minutes_of_every_hour(&self) -> Option<Vec<i64>> {
        (self.hour.values == HOUR.all()).then(|| self.minute.each(&MINUTE).map(i64::from).collect())
    }

    /// Whether cron counts it among the jobs with a wildcard: the text of minute or hour starts with `*`.
    pub fn is_wildcard(&self) -> bool {
        self.minute.star || self.hour.star
    }

    /// Whether it runs once on the days on which it runs.
    pub fn is_single_time(&self) -> bool {
        self.minute.values.is_power_of_two() && self.hour.values.is_power_of_two()
    }
}

impl Field {
    const fn has(self, value: u32) -> bool {
        self.values >> value & 1 == 1
    }

    fn each(self, kind: &Kind) -> impl Iterator<Item = u32> + use<> {
        (kind.low..=kind.high).filter(move |value| self.has(*value))
    }

    /// In the standard form, which reads back to the same field.
    fn text(self, kind: &Kind) -> String {
        let mut rest = self.values;
        let mut parts = Vec::new();
        if self.star {
            // A field that starts with `*` holds all values of some step; the smallest says most.
            let step = (1..=kind.high).find(|step| kind.step(*step) & !self.values == 0).unwrap_or(1);
            parts.push(if step == 1 { "*".to_owned() } else { format!("*/{step}") });
            rest &= !kind.step(step);
        }
        let values: Vec<u32> = (kind.low..=kind.high).filter(|value| rest >> value & 1 == 1).collect();
        if let ([first, second, .., last], true) = (values.as_slice(), values.len() > 2) {
            let step = second - first;
            let even = values.windows(2).all(|pair| matches!(pair, [a, b] if b - a == step));
            if even && step > 1 {
                parts.push(format!("{first}-{last}/{step}"));
                return parts.join(",");
            }
        }
        for run in values.chunk_by(|a, b| a + 1 == *b) {
            match run {
                [first, _, .., last] if run.len() > 2 => parts.push(format!("{first}-{last}")),
                _ => parts.extend(run.iter().map(u32::to_string)),
            }
        }
        parts.join(",")
    }
}

impl Kind {
    /// Every value. The second Sunday of the week is folded into the first.
    fn all(&self) -> u64 {
        self.folded(self.step(1))
    }

    /// The values of `*/step`.
    fn step(&self, step: u32) -> u64 {
        self.folded(range(self.low, self.high, step))
    }

    fn folded(&self, values: u64) -> u64 {
        // Only the day of the week ends at 7.
        if self.high == 7 { (values | values >> 7) & 0x7f } else { values }
    }

    fn field(&self, text: &str) -> Result<Field, CronError> {
        let mut values = 0;
        for part in text.split(',') {
            values |= self.part(part)?;
        }
        Ok(Field { values: self.folded(values), star: text.starts_with('*') })
    }

    fn part(&self, text: &str) -> Result<u64, CronError> {
        let (span, step) = match text.split_once('/') {
            Some((span, step)) => (span, Some(step)),
            None => (text, None),
        };
        let (low, high) = match span.split_once('-') {
            _ if span == "*" => (self.low, self.high),
            Some((low, high)) => (self.value(low, text)?, self.value(high, text)?),
            None => {
                let one = self.value(span, text)?;
                if step.is_some() {
                    let instead = "Write where the range ends, as in 5-59/10";
                    return Err(self.ambiguous(text, instead));
                }
                (one, one)
            }
        };
        if low > high {
            return Err(CronError::Backwards { text: text.to_owned() });
        }
        let step = match step {
            None => 1,
            Some(step) => number(step)
                .filter(|step| (1..=self.high).contains(step))
                .ok_or_else(|| self.unreadable(text))?,
        };
        Ok(range(low, high, step))
    }

    fn value(&self, text: &str, part: &str) -> Result<u32, CronError> {
        let name = text.to_ascii_lowercase();
        if let Some(at) = self.names.iter().position(|known| *known == name) {
            return u32::try_from(at).map(|at| at + self.low).map_err(|_| self.unreadable(part));
        }
        if text.contains(['~', '?', '#', 'L', 'W', 'H']) && number(text).is_none() {
            let instead = "Use numbers, or a schedule by weekday of the month";
            return Err(self.ambiguous(part, instead));
        }
        number(text)
            .filter(|value| (self.low..=self.high).contains(value))
            .ok_or_else(|| self.unreadable(part))
    }

    fn unreadable(&self, text: &str) -> CronError {
        CronError::Unreadable { text: text.to_owned(), field: self.name, low: self.low, high: self.high }
    }

    fn ambiguous(&self, text: &str, instead: &'static str) -> CronError {
        CronError::Ambiguous { text: text.to_owned(), field: self.name, instead }
    }
}

/// One or two digits.
fn number(text: &str) -> Option<u32> {
    let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn range(low: u32, high: u32, step: u32) -> u64 {
    (low..=high).step_by(step.max(1) as usize).fold(0, |bits, value| bits | 1 << value)
}

impl FromStr for Cron {
    type Err = CronError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let typed = typed.trim();
        let expanded = match typed.to_ascii_lowercase().as_str() {
            "" => return Err(CronError::Empty),
            "@yearly" | "@annually" => "0 0 1 1 *",
            "@monthly" => "0 0 1 * *",
            "@weekly" => "0 0 * * 0",
            "@daily" | "@midnight" => "0 0 * * *",
            "@hourly" => "0 * * * *",
            name if name.starts_with('@') => return Err(CronError::Nickname { text: typed.to_owned() }),
            _ => typed,
        };
        let fields: Vec<&str> = expanded.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            return Err(CronError::Fields { count: fields.len() });
        };
        let cron = Cron {
            minute: MINUTE.field(minute)?,
            hour: HOUR.field(hour)?,
            day: DAY.field(day)?,
            month: MONTH.field(month)?,
            weekday: WEEKDAY.field(weekday)?,
        };
        let first = cron.day.values.trailing_zeros();
        let fits = LONGEST_MONTH.iter().zip(1..).any(|(days, month)| cron.month.has(month) && first <= *days);
        // A restricted weekday beside a restricted day of the month widens it.
        if !fits && cron.needs_both() {
            return Err(CronError::Never { text: typed.to_owned() });
        }
        Ok(cron)
    }
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.minute.text(&MINUTE),
            self.hour.text(&HOUR),
            self.day.text(&DAY),
            self.month.text(&MONTH),
            self.weekday.text(&WEEKDAY),
        ];
        f.write_str(&parts.join(" "))
    }
}

impl TryFrom<String> for Cron {
    type Error = CronError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Cron> for String {
    fn from(cron: Cron) -> String {
        cron.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        text.parse::<Cron>().unwrap().to_string()
    }

    #[test]
    fn reads_what_crontabs_hold_and_writes_one_form() {
        for (typed, standard) in [
            ("30 2 * * *", "30 2 * * *"),
            ("  0  2\t* * MON-Fri ", "0 2 * * 1-5"),
            ("*/15 * * * *", "*/15 * * * *"),
            ("0,15,30,45 * * * *", "0-45/15 * * * *"),
            ("*/20,5 */1 1,15 jan,7 7", "*/20,5 * 1,15 1,7 0"),
            ("0 0 * * 0-7", "0 0 * * 0-6"),
            ("0 0 * * 5-7", "0 0 * * 0,5,6"),
            ("0 22-23,0-4 * * *", "0 0-4,22,23 * * *"),
            ("@Daily", "0 0 * * *"),
            ("@weekly", "0 0 * * 0"),
            ("0 0 */2 * 1", "0 0 */2 * 1"),
            ("0 0 29 2 *", "0 0 29 2 *"),
            ("0 0 31 2 1", "0 0 31 2 1"),
        ] {
            assert_eq!(form(typed), standard, "{typed}");
            assert_eq!(form(standard), standard, "{typed}");
        }
    }

    #[test]
    fn refuses_with_words_that_help() {
        for (typed, part) in [
            ("", "Enter five fields"),
            ("30 2 * *", "This has 4"),
            ("0 30 2 * * *", "This has 6"),
            ("@reboot", "is not a time"),
            ("60 2 * * *", "“60” is not a minute. Use numbers from 0 to 59"),
            ("0 0 0 * *", "is not a day of month"),
            ("0 0 * * fri-mon", "backwards"),
            ("0 0 * * 8", "is not a day of week"),
            ("*/0 * * * *", "is not a minute"),
            ("-5 * * * *", "is not a minute"),
            ("5/10 * * * *", "5-59/10"),
            ("0 0 L * *", "not read the same"),
            ("0 0 * * 5#2", "not read the same"),
            ("0~59 0 * * *", "not read the same"),
            ("0 0 30 2 *", "never runs"),
            ("0 0 31 4,6,9,11 *", "never runs"),
            ("1,,2 * * * *", "is not a minute"),
            ("٣ * * * *", "is not a minute"),
        ] {
            let said = typed.parse::<Cron>().unwrap_err().to_string();
            assert!(said.contains(part), "{typed}: {said}");
        }
    }

    #[test]
    fn a_line_gives_its_head() {
        assert_eq!(
            Cron::of_line("30 2 * * 1-5 root /usr/bin/backup --all").unwrap().to_string(),
            "30 2 * * 1-5"
        );
        assert_eq!(Cron::of_line(" @daily backup").unwrap().to_string(), "0 0 * * *");
    }

    #[test]
    fn either_day_field_will_do_unless_one_starts_with_a_star() {
        // Friday the 13th, or rather every Friday and every 13th.
        let either: Cron = "0 0 13 * 5".parse().unwrap();
        assert!(either.runs_on(3, 13, 0) && either.runs_on(3, 1, 4) && !either.runs_on(3, 1, 3));
        let both: Cron = "0 0 */2 * 5".parse().unwrap();
        assert!(both.runs_on(3, 13, 4) && !both.runs_on(3, 13, 0) && !both.runs_on(3, 12, 4));
        assert!(
            "0 0 1-31 * 5".parse::<Cron>().unwrap().runs_on(3, 13, 0),
            "every day of the month is enough"
        );
    }
}
