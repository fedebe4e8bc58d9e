//! What docs/holdfast.schema.json says of a described system: the entries of "components" and "settings". Limits come
//! from the library, so that they agree.

use crate::{people, plans};
use holdfast::answers::ComponentKind;
use holdfast::drill::ShelfLife;
use holdfast::images::Told;
use holdfast::schedule::ClockPolicy;
use holdfast::system::check::{
    LONGEST_CURRENCY, LONGEST_HOLDS, LONGEST_NAME, MOST_PROTECTIONS, RATIO_TENTHS, SIDE_BY_SIDE, YEARS,
};
use holdfast::system::{Component, Location, ProtectionKind, Setup};
use serde_json::{Map, Value, json};

/// Above 10^18 bytes is no size, above 10^15 bytes a second no rate, above 10^14 hundredths no amount.
const MOST_BYTES: u64 = 1_000_000_000_000_000_000;
const MOST_RATE: u64 = 1_000_000_000_000_000;
const MOST_MONEY: u64 = 100_000_000_000_000;

pub(crate) fn refers(to: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{to}") })
}

/// A value with its description.
pub(crate) fn says(mut value: Value, description: &str) -> Value {
    value["description"] = description.into();
    value
}

/// What may be `null`, for "I do not know"; left out, it was not asked.
pub(crate) fn told(value: Value, description: &str) -> Value {
    json!({ "anyOf": [value, { "type": "null" }], "description": format!("{description} null: I do not know.") })
}

fn text(most: usize, description: &str) -> Value {
    json!({ "type": "string", "maxLength": most, "description": description })
}

pub(crate) fn time(description: &str) -> Value {
    says(refers("duration_s"), description)
}

pub(crate) fn object(fields: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": fields, "required": required, "additionalProperties": false })
}

/// The definitions that the entries need, to stand beside the others.
pub(crate) fn definitions() -> Map<String, Value> {
    let all = json!({
        "component": component(),
        "protection": protection(),
        "system": system(),
        "policy": plans::policy(),
        "keep_plan": plans::keep_plan(),
        "group_plan": plans::group_plan(),
        "images": plans::images(),
        "proofs": people::proofs(),
        "id": { "type": "string", "pattern": "^[a-z0-9-]{1,60}$" },
        "zone": { "type": "string", "pattern": "^[A-Za-z0-9/_+-]{0,60}$" },
        "bytes": { "type": "integer", "minimum": 0, "maximum": MOST_BYTES, "description": "Whole bytes." },
        "rate": { "type": "integer", "minimum": 1, "maximum": MOST_RATE, "description": "Whole bytes a second." },
        "money": {
            "type": "integer", "minimum": 0, "maximum": MOST_MONEY, "description": "Hundredths of the currency.",
        },
        "percent": {
            "type": "integer", "minimum": 0, "maximum": 100_000,
            "description": "Thousandths of a per cent: 98.5 % is 98500.",
        },
        "evidence": {
            "enum": ["guessed", "told", "seen", "measured"],
            "description": "How well it is known: a guess, hearsay, looked up, read from a record. Told where left out.",
        },
    });
    match all {
        Value::Object(all) => all,
        _ => unreachable!("an object was written"),
    }
}

fn component() -> Value {
    let name = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_NAME });
    let holds = json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_HOLDS });
    let swing = object(json!({ "day_swing": refers("percent") }), &["day_swing"]);
    let changes = object(
        json!({
            "bytes_a_day": says(refers("bytes"), "On an average day of the week."),
            "when": {
                "anyOf": [{ "enum": ["always", "office_hours"] }, swing],
                "description": "Always alike (where left out); Monday to Friday from 08:00 to 18:00; or every day as a \
                                sine wave around its mean, most at 15:00, by this share more.",
            },
        }),
        &["bytes_a_day"],
    );
    let restoring = object(
        json!({
            "provision_s": time("Until there is something to restore to."),
            "write_bytes_a_second": says(refers("rate"), "How fast it is written, at most."),
            "replay_bytes_a_second": says(refers("rate"), "How fast logs are replayed."),
            "verify_s": time("Until it is known to work."),
        }),
        &[],
    );
    let worth = object(
        json!({
            "lost_hour_hundredths": says(refers("money"), "What an hour of lost work costs."),
            "down_hour_hundredths": says(refers("money"), "What an hour without it costs."),
        }),
        &[],
    );
    let ids =
        |description: &str| json!({ "type": "array", "items": refers("id"), "description": description });
    let protections = json!({ "type": "array", "items": refers("protection"), "maxItems": MOST_PROTECTIONS });
    let mut all = object(
        json!({
            "id": says(refers("id"), "The id of the kind, with a number behind it from the second on."),
            "kind": { "enum": ComponentKind::ALL.map(ComponentKind::id), "description": "What it is." },
            "name": says(name, "What it is called at the head of a column."),
            "holds": says(holds, "What is lost with it, in a word."),
            "loss_limit_s": told(refers("duration_s"), "The most recent work that may be lost."),
            "downtime_limit_s": told(refers("duration_s"), "How long it may be unavailable."),
            "size_bytes": says(refers("bytes"), "How much data it holds."),
            "grows_bytes_a_month": says(refers("bytes"), "By how much it grows in a month of 730 h."),
            "changes": says(changes, "How much of it changes, and when."),
            "records_per_hour": {
                "type": "integer", "minimum": 0, "maximum": u32::MAX,
                "description": "How many records or files change in an hour.",
            },
            "side_by_side": {
                "type": "integer", "minimum": SIDE_BY_SIDE.start(), "maximum": SIDE_BY_SIDE.end(),
                "description": "How many of it run side by side, each of which can do the work of all.",
            },
            "needs": ids("What has to be back before it can work."),
            "refers_to": ids("Whose data its own data speaks of: both have to come from fitting moments."),
            "restoring": says(restoring, "What bringing it back takes."),
            "worth": says(worth, "What an hour of it is worth."),
            "protections": told(protections, "What protects it; an empty list for nothing. Each id stands once."),
            "known": says(refers("evidence"), "The weakest of what is known about the component itself."),
        }),
        &["id", "kind", "name", "holds"],
    );
    all["description"] = "A part of the system.".into();
    all
}

fn protection() -> Value {
    let day = || refers("date");
    let keep = json!({ "anyOf": [
        object(json!({ "age_s": time("Until this old, counted from the start of the run.") }), &["age_s"]),
        object(json!({ "count": {
            "type": "integer", "minimum": 0, "maximum": u32::MAX,
            "description": "Until this many newer ones are usable.",
        } }), &["count"]),
        { "const": "forever" },
    ] });
    let bad_runs = json!({ "anyOf": [
        { "enum": ["silent", "noticed"] },
        object(json!({ "noticed_after_s": refers("duration_s") }), &["noticed_after_s"]),
    ] });
    let last_good = json!({ "anyOf": [
        { "const": "none_found" },
        object(
            json!({ "on": object(
                json!({ "date": says(day(), "That day."), "told": says(day(), "The day it was told.") }),
                &["date", "told"],
            ) }),
            &["on"],
        ),
    ] });
    let places = json!({
        "type": "array", "uniqueItems": true, "items": { "enum": Location::ALL.map(Location::id) },
    });
    let kinds: Vec<&str> =
        ProtectionKind::ALL.into_iter().chain([ProtectionKind::KeyCopy]).map(ProtectionKind::id).collect();
    let policies: Vec<Value> = ClockPolicy::ALL.iter().map(|policy| json!(policy)).collect();
    let mut all = object(
        json!({
            "id": says(refers("id"), "The id of the kind, with a number behind it from the second on."),
            "kind": { "enum": kinds, "description": "What it is." },
            "name": text(LONGEST_NAME, "What the owner calls it; left out for the words of its kind."),
            "schedule": told(refers("schedule"), "When its runs start. Of a chain, the increments; of logs, the base backups."),
            "fulls": told(refers("schedule"), "Of a chain: when its fulls start."),
            "zone": says(refers("zone"), "The time zone of the clock that starts it, such as Europe/Berlin."),
            "scheduler": {
                "enum": policies,
                "description": "What starts it: schedulers differ on the days on which clocks are set.",
            },
            "takes_s": time("From the start of a run until it is finished."),
            "full_takes_s": time("The same of a full in a chain; as takes_s where left out."),
            "travels_s": time("From the end of a run until its copy is in the place that counts."),
            "lag_s": time("How far logs or a replica run behind at most; for logs the length of a segment and its way together."),
            "delay_s": time("After how long a delayed replica applies a change."),
            "locations": told(places, "Where it is kept."),
            "deleted_by": {
                "enum": ["as-answered", "same-login", "own-login", "nobody", "unsure"],
                "description": "Who can delete it. As answered for the whole application where left out.",
            },
            "locked_for_s": time("For how long nobody at all can delete it."),
            "keep": told(keep, "How long each copy is kept. Where there is a keep_plan, it follows from that."),
            "keep_plan": says(refers("keep_plan"), "How the tool that deletes them keeps copies."),
            "success": says(refers("percent"), "Which share of its runs gives a good copy; all where left out."),
            "full_success": says(refers("percent"), "The same of the fulls of a chain; as success where left out."),
            "bad_runs": says(
                bad_runs,
                "Who hears of a run that failed: nobody (where left out), the tool, or somebody after this time in which every run has failed.",
            ),
            "last_good": told(last_good, "When a run last finished without an error."),
            "tested": says(day(), "When it was last restored from, to prove that it works."),
            "known": says(refers("evidence"), "The weakest of what is known about it."),
        }),
        &["id", "kind"],
    );
    all["description"] = "A copy of a component's data, or what stands in for one.".into();
    all
}

fn system() -> Value {
    let clock = || refers("time");
    let count = |range: std::ops::RangeInclusive<u32>, description: &str| json!({ "type": "integer", "minimum": range.start(), "maximum": range.end(), "description": description });
    let mut all = object(
        json!({
            "id": { "const": Setup::ID },
            "zone": says(refers("zone"), "The time zone of the servers."),
            "detect_s": time("Until somebody knows that it is down."),
            "decide_s": time("Until somebody has decided to restore."),
            "cut_over_s": time("Until users are back, once every part works."),
            "fetch_bytes_a_second": says(refers("rate"), "How fast copies can be fetched, all restores together."),
            "tolerance_s": time("How far apart the data of parts that refer to each other may be."),
            "currency": text(LONGEST_CURRENCY, "What it counts money in, such as EUR."),
            "tb_month_hundredths": says(refers("money"), "What keeping 1 TB (10^12 bytes) for a month of 730 h costs."),
            "run_hundredths": says(refers("money"), "What one run of a copy costs, in load and attention."),
            "years_between_losses": count(YEARS, "Years between two losses of data, on average."),
            "ratio_tenths": count(RATIO_TENTHS, "By how much copies are smaller where they are kept, in tenths: 20 means half."),
            "window": says(
                object(json!({ "from": clock(), "to": clock() }), &["from", "to"]),
                "The hours in which copies may run; past midnight where `to` is the earlier one.",
            ),
        }),
        &["id"],
    );
    all["description"] = "What holds for the whole system.".into();
    all
}

/// The section that an entry stands in, and what its entries may be.
pub(crate) fn sections() -> [(&'static str, &'static str, Value); 2] {
    // An entry of another id belongs to another version and is kept.
    let settings = json!({
        "if": { "properties": { "id": { "const": Setup::ID } } },
        "then": refers("system"),
        "else": {
            "if": { "properties": { "id": { "const": Told::ID } } },
            "then": refers("images"),
            "else": {
                "if": { "properties": { "id": { "pattern": "^keep-" } } },
                "then": refers("group_plan"),
                "else": {
                    "if": { "properties": { "id": { "const": ShelfLife::ID } } },
                    "then": refers("proofs"),
                    "else": refers("entry"),
                },
            },
        },
    });
    [
        (Component::SECTION, "What the system is made of.", refers("component")),
        (
            Setup::SECTION,
            "What holds for the whole system: the entry \"system\"; the image plan, \"images\"; for how long drills prove something, \"drills\"; how points that are no copy of the system are kept, \"keep-\" and the id of their group.",
            settings,
        ),
    ]
}
