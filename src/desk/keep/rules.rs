//! The rules of a policy as a form: the tool's own fields under the tool's own names.

use crate::desk::parts::controls::{Line, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::retention::{Dialect, Policy};
use crate::units::Duration;
use maud::{Markup, html};
use serde_json::{Map, Value};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// A number of copies, or "unlimited".
    Count,
    /// A number.
    Number,
    /// A length of time as the tool writes it.
    Length(&'static str),
    /// A number of copies or a length of time.
    Either,
    /// A length of time as people write it, in seconds.
    Seconds,
    /// Tags: any of several lists, with ";" between lists and "," inside one.
    Tags,
    /// One of the tool's words.
    Unit,
    /// What restic judges together.
    Grouping,
}

/// A field: its name in files, its name in the tool, and what it takes.
type Field = (&'static str, &'static str, Takes);

use Takes::{Count, Either, Grouping, Length, Number, Seconds, Tags, Unit};

/// An example of restic's lengths of time.
const SPAN: &str = "Such as 1y5m7d2h";
const AGE: &str = "Such as 7d: H, d, w, m of 31 days, y";

/// The fields of a dialect, in the tool's own order.
const fn fields(dialect: Dialect) -> &'static [Field] {
    match dialect {
        Dialect::Restic => &[
            ("keep_last", "--keep-last", Count),
            ("keep_hourly", "--keep-hourly", Count),
            ("keep_daily", "--keep-daily", Count),
            ("keep_weekly", "--keep-weekly", Count),
            ("keep_monthly", "--keep-monthly", Count),
            ("keep_yearly", "--keep-yearly", Count),
            ("keep_within", "--keep-within", Length(SPAN)),
            ("keep_within_hourly", "--keep-within-hourly", Length(SPAN)),
            ("keep_within_daily", "--keep-within-daily", Length(SPAN)),
            ("keep_within_weekly", "--keep-within-weekly", Length(SPAN)),
            ("keep_within_monthly", "--keep-within-monthly", Length(SPAN)),
            ("keep_within_yearly", "--keep-within-yearly", Length(SPAN)),
            ("keep_tags", "--keep-tag", Tags),
            ("group_by", "--group-by", Grouping),
        ],
        Dialect::Borg => &[
            ("keep_secondly", "--keep-last", Count),
            ("keep_hourly", "--keep-hourly", Count),
            ("keep_daily", "--keep-daily", Count),
            ("keep_weekly", "--keep-weekly", Count),
            ("keep_monthly", "--keep-monthly", Count),
            ("keep_yearly", "--keep-yearly", Count),
            ("keep_within", "--keep-within", Length(AGE)),
            ("keep_minutely", "--keep-minutely", Count),
            ("keep_13weekly", "--keep-13weekly", Count),
            ("keep_3monthly", "--keep-3monthly", Count),
        ],
        Dialect::Borg2 => &[
            ("keep", "--keep", Either),
            ("keep_hourly", "--keep-hourly", Either),
            ("keep_daily", "--keep-daily", Either),
            ("keep_weekly", "--keep-weekly", Either),
            ("keep_monthly", "--keep-monthly", Either),
            ("keep_yearly", "--keep-yearly", Either),
            ("keep_secondly", "--keep-secondly", Either),
            ("keep_minutely", "--keep-minutely", Either),
            ("keep_13weekly", "--keep-13weekly", Either),
            ("keep_3monthly", "--keep-3monthly", Either),
        ],
        Dialect::Proxmox => &[
            ("keep_last", "keep-last", Number),
            ("keep_hourly", "keep-hourly", Number),
            ("keep_daily", "keep-daily", Number),
            ("keep_weekly", "keep-weekly", Number),
            ("keep_monthly", "keep-monthly", Number),
            ("keep_yearly", "keep-yearly", Number),
        ],
        Dialect::Kopia => &[
            ("keep_latest", "--keep-latest", Number),
            ("keep_hourly", "--keep-hourly", Number),
            ("keep_daily", "--keep-daily", Number),
            ("keep_weekly", "--keep-weekly", Number),
            ("keep_monthly", "--keep-monthly", Number),
            ("keep_annual", "--keep-annual", Number),
        ],
        Dialect::Sanoid => &[
            ("frequently", "frequently", Number),
            ("frequent_period", "frequent_period", Number),
            ("hourly", "hourly", Number),
            ("daily", "daily", Number),
            ("weekly", "weekly", Number),
            ("monthly", "monthly", Number),
            ("yearly", "yearly", Number),
        ],
        Dialect::Nova => &[("rotation", "--rotate", Number)],
        Dialect::Rackspace => &[("retention", "retention", Number)],
        Dialect::AwsDlm => &[
            ("count", "Count", Number),
            ("interval", "Interval", Number),
            ("interval_unit", "IntervalUnit", Unit),
        ],
        Dialect::AwsBackup => &[
            ("delete_after_days", "DeleteAfterDays", Number),
            ("move_to_cold_storage_after_days", "MoveToColdStorageAfterDays", Number),
        ],
        Dialect::Velero => &[("ttl", "--ttl", Length("Such as 720h0m0s"))],
        Dialect::Last => &[("keep_last", "Copies kept", Number)],
        Dialect::Age => &[("keep_for_s", "Each is kept for", Seconds)],
    }
}

/// So many fields stand open; the rest of a long list is folded.
const OPEN: usize = 6;

/// The name of a control: `r0.keep_daily` of the policy in force, `r1.` and `r2.` of those beside it.
fn named(which: usize, field: &str) -> String {
    format!("r{which}.{field}")
}

/// The controls as the policy fills them.
pub(super) fn fill(into: &mut Filled, which: usize, policy: &Policy) {
    let value = serde_json::to_value(policy).unwrap_or_default();
    into.insert(named(which, "dialect"), word(policy.dialect()));
    for (name, _, takes) in fields(policy.dialect()) {
        let text = value.get(name).map(|value| shown(value, *takes)).unwrap_or_default();
        into.insert(named(which, name), text);
    }
}

fn shown(value: &Value, takes: Takes) -> String {
    match (value, takes) {
        (Value::Number(seconds), Seconds) => typed(Duration::clamped(seconds.as_i64().unwrap_or_default())),
        (Value::Number(number), _) if number.as_i64() == Some(-1) && takes != Number => {
            "unlimited".to_owned()
        }
        (Value::Number(number), _) => number.to_string(),
        (Value::String(text), Grouping) if text == "host,paths" => String::new(),
        (Value::String(text), Grouping) if text.is_empty() => "all".to_owned(),
        (Value::String(text), _) => text.clone(),
        (Value::Array(lists), _) => {
            let list = |list: &Value| {
                let tags = list.as_array().into_iter().flatten().filter_map(Value::as_str);
                tags.collect::<Vec<_>>().join(",")
            };
            lists.iter().map(list).collect::<Vec<_>>().join("; ")
        }
        _ => String::new(),
    }
}

/// The policy that the controls say. What cannot be read stays as it was and is said; another tool takes the numbers over
/// that it has as well.
pub(super) fn read(form: &mut Form, which: usize, stored: &Policy) -> Policy {
    if let Some(dialect) = form.changed(&named(which, "dialect")).and_then(|text| dialect(&text)) {
        let carried = carried(stored, dialect);
        form.forget(&format!("r{which}."));
        return carried;
    }
    let mut whole = object(stored);
    let mut touched = Vec::new();
    for (name, label, takes) in fields(stored.dialect()) {
        let control = named(which, name);
        let Some(text) = form.changed(&control) else { continue };
        match value(&text, *takes) {
            Ok(Some(value)) => {
                whole.insert((*name).to_owned(), value);
            }
            Ok(None) => {
                whole.remove(*name);
            }
            Err(says) => {
                form.problem(&control, says);
                continue;
            }
        }
        touched.push((control, *label));
    }
    // A count and an age exclude each other: the one typed last counts.
    if stored.dialect() == Dialect::AwsDlm {
        let typed = |name: &str| touched.iter().any(|(control, _)| *control == named(which, name));
        if typed("count") && whole.contains_key("count") {
            whole.remove("interval");
            whole.remove("interval_unit");
        } else if (typed("interval") && whole.contains_key("interval")) || typed("interval_unit") {
            whole.remove("count");
            whole.entry("interval_unit").or_insert_with(|| "DAYS".into());
            whole.entry("interval").or_insert_with(|| 30.into());
        }
    }
    if touched.is_empty() {
        return stored.clone();
    }
    let sound =
        |policy: Policy| crate::retention::decide(&policy, &[], 0).map(|_| policy).map_err(|e| e.to_string());
    match serde_json::from_value(Value::Object(whole)).map_err(|error| error.to_string()).and_then(sound) {
        Ok(policy) => policy,
        Err(says) => {
            for (control, _) in touched {
                form.problem(&control, crate::units::capitalised(&says));
            }
            stored.clone()
        }
    }
}

fn object(policy: &Policy) -> Map<String, Value> {
    match serde_json::to_value(policy) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// What a control holds as it stands in a file; none for an empty one.
fn value(text: &str, takes: Takes) -> Result<Option<Value>, String> {
    const MOST: u32 = 100_000;
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number = |says: &str| {
        let read = text.replace(',', "").parse::<u32>().ok().filter(|n| *n <= MOST);
        read.map(Value::from).ok_or_else(|| says.to_owned())
    };
    let unlimited = matches!(text, "unlimited" | "all" | "-1");
    Ok(Some(match takes {
        Count if unlimited => Value::from(-1),
        Count => number("Enter a whole number up to 100,000, or unlimited")?,
        Number => number("Enter a whole number up to 100,000, or leave this empty")?,
        Either if unlimited => Value::from(-1),
        Either => number("").unwrap_or_else(|_| Value::from(text)),
        Length(_) => Value::from(text),
        Seconds => Value::from(text.parse::<Duration>().map_err(|error| error.to_string())?.seconds()),
        Unit => Value::from(text.to_uppercase()),
        Grouping if text == "all" => Value::from(""),
        Grouping => Value::from(text),
        Tags => {
            let list = |list: &str| -> Value { list.split(',').map(|tag| Value::from(tag.trim())).collect() };
            text.split(';').map(list).collect()
        }
    }))
}

/// The numbers of a policy in the words of another tool, as far as it has them too; what it keeps at least otherwise.
pub(super) fn carried(from: &Policy, dialect: Dialect) -> Policy {
    let old = object(from);
    let same = |name: &str| -> Option<&Value> {
        let alike: &[&str] = match name {
            "keep_last" | "keep" | "keep_latest" | "keep_secondly" | "rotation" | "retention" | "count" => {
                &["keep_last", "keep", "keep_latest", "keep_secondly", "rotation", "retention", "count"]
            }
            "keep_yearly" | "keep_annual" | "yearly" => &["keep_yearly", "keep_annual", "yearly"],
            "keep_hourly" | "hourly" => &["keep_hourly", "hourly"],
            "keep_daily" | "daily" => &["keep_daily", "daily"],
            "keep_weekly" | "weekly" => &["keep_weekly", "weekly"],
            "keep_monthly" | "monthly" => &["keep_monthly", "monthly"],
            _ => &[],
        };
        alike.iter().find_map(|name| old.get(*name)).filter(|value| value.as_i64().is_some_and(|n| n > 0))
    };
    let mut fields_of: Map<String, Value> = fields(dialect)
        .iter()
        .filter_map(|(name, ..)| Some(((*name).to_owned(), same(name)?.clone())))
        .collect();
    // sanoid refuses snapshots of classes that are not set.
    if dialect == Dialect::Sanoid {
        for name in ["frequently", "hourly", "daily", "weekly", "monthly", "yearly"] {
            fields_of.entry(name).or_insert_with(|| 0.into());
        }
    }
    let some = !fields_of.is_empty();
    fields_of.insert("dialect".to_owned(), Value::from(word(dialect)));
    let carried = serde_json::from_value(Value::Object(fields_of)).ok().filter(|_| some);
    carried.unwrap_or_else(|| usual(dialect))
}

/// What a tool is given to begin with, where nothing is known.
fn usual(dialect: Dialect) -> Policy {
    let targets = crate::retention::Targets { reach_days: 30, window_s: 86_400 };
    let age = Policy::Age(crate::retention::Age { keep_for_s: 30 * 86_400 });
    crate::retention::smallest(dialect, targets).unwrap_or(age)
}

/// A dialect as it stands in a control.
pub(super) fn word(dialect: Dialect) -> String {
    serde_json::to_value(dialect).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The dialect of that word.
pub(super) fn dialect(word: &str) -> Option<Dialect> {
    Dialect::ALL.into_iter().find(|dialect| self::word(*dialect) == word)
}

/// The tools to choose from.
pub(super) fn tools() -> Vec<(String, String)> {
    let name = |dialect: Dialect| match dialect {
        Dialect::Proxmox => "Proxmox Backup Server, Proxmox VE".to_owned(),
        Dialect::Last => "another tool that keeps the last copies".to_owned(),
        Dialect::Age => "another tool that keeps each for a time".to_owned(),
        dialect => dialect.name().to_owned(),
    };
    Dialect::ALL.into_iter().map(|dialect| (word(dialect), name(dialect))).collect()
}

/// The form of one policy.
pub(super) fn show(form: &Form, which: usize, policy: &Policy, ask: &str) -> Markup {
    let all = fields(policy.dialect());
    let (open, more) = all.split_at(all.len().min(OPEN));
    let folded_wrong = more.iter().any(|(name, ..)| form.wrong(&named(which, name)).is_some());
    let folded_set = more.iter().any(|(name, ..)| !form.value(&named(which, name)).is_empty());
    html! {
        (select(form, &named(which, "dialect"), ask, "Each tool means something else by the same numbers", &tools(), ""))
        div class="sched limits rules" { @for field in open { (control(form, which, field)) } }
        @if !more.is_empty() {
            details class="folds" id=(format!("more-{which}")) open[folded_wrong || folded_set] {
                summary { "More rules of " (policy.dialect().name()) }
                div class="sched limits rules inside" { @for field in more { (control(form, which, field)) } }
            }
        }
    }
}

fn control(form: &Form, which: usize, (name, label, takes): &Field) -> Markup {
    let name = named(which, name);
    let hint = match takes {
        Length(example) => example,
        Either => "A number, or a length such as 7d",
        Tags => "Tags with commas; lists with semicolons",
        Grouping => "Such as host; all for one group; empty for host,paths",
        Seconds => "Such as 30\u{a0}days",
        Count | Number | Unit => "",
    };
    if *takes == Unit {
        let units =
            [("", "–"), ("DAYS", "DAYS"), ("WEEKS", "WEEKS"), ("MONTHS", "MONTHS"), ("YEARS", "YEARS")];
        return select(form, &name, label, hint, &units, "");
    }
    Line { name: &name, label, hint, class: if hint.is_empty() { "w3" } else { "w5" }, ..Line::NEW }
        .show(form)
}
