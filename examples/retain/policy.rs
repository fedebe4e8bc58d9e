//! POLICY.json.

use super::read::{object, plain, seconds, text};
use holdfast::retention::{Dialect, Policy};
use serde_json::{Map, Value};

/// The policy, and what else the file says.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) policy: Policy,
    pub(super) now: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) every_s: Option<i64>,
    pub(super) detection_delay_s: Option<i64>,
    pub(super) locked_s: Option<i64>,
}

pub(super) fn read(file: &Value) -> Result<Read, String> {
    let file = object(file, "POLICY.json")?;
    let mut dialect = None;
    let (mut now, mut zone) = (None, None);
    let (mut every_s, mut detection_delay_s, mut locked_s) = (None, None, None);
    let mut rules = Map::new();
    for (key, value) in file {
        match plain(key).as_str() {
            "dialect" | "tool" => dialect = Some(self::dialect(&text(value, key)?)?),
            "now" => now = Some(text(value, key)?),
            "zone" | "timezone" => zone = Some(text(value, key)?),
            "everys" | "every" => every_s = Some(seconds(value, key)?),
            "detectiondelays" | "detectiondelay" => detection_delay_s = Some(seconds(value, key)?),
            "lockeds" | "lockedfor" => locked_s = Some(seconds(value, key)?),
            "policy" | "rules" | "lifecycle" | "retainrule" => {
                for (key, value) in object(value, key)? {
                    add(&mut rules, key.clone(), value)?;
                }
            }
            // {"keep": {"daily": 7}}
            "keep" if value.is_object() => {
                for (key, value) in object(value, key)? {
                    add(&mut rules, format!("keep_{key}"), value)?;
                }
            }
            _ => add(&mut rules, key.clone(), value)?,
        }
    }
    let dialect =
        dialect.ok_or("POLICY.json has no field dialect: say whose rules it follows, such as restic")?;
    let policy = typed(dialect, rules)?;
    Ok(Read { policy, now, zone, every_s, detection_delay_s, locked_s })
}

fn add(rules: &mut Map<String, Value>, key: String, value: &Value) -> Result<(), String> {
    match rules.insert(key.clone(), value.clone()) {
        None => Ok(()),
        Some(_) => Err(format!("POLICY.json: {key} is given twice")),
    }
}

/// The library's own names, from whatever spelling.
fn typed(dialect: Dialect, rules: Map<String, Value>) -> Result<Policy, String> {
    let name = serde_json::to_value(dialect).map_err(|error| error.to_string())?;
    let mut canonical = Map::from_iter([("dialect".to_owned(), name)]);
    for (key, value) in rules {
        let (name, value) = spelled(dialect, &key, value)?;
        add(&mut canonical, name, &value)?;
    }
    serde_json::from_value(Value::Object(canonical)).map_err(|error| format!("POLICY.json: {error}"))
}

const LADDER: [&str; 6] =
    ["keep_last", "keep_hourly", "keep_daily", "keep_weekly", "keep_monthly", "keep_yearly"];

fn spelled(dialect: Dialect, key: &str, value: Value) -> Result<(String, Value), String> {
    let plain_key = plain(key);
    let own: &[&str] = match dialect {
        Dialect::Restic => &[
            "keep_within",
            "keep_within_hourly",
            "keep_within_daily",
            "keep_within_weekly",
            "keep_within_monthly",
            "keep_within_yearly",
            "keep_tags",
            "group_by",
        ],
        Dialect::Borg => &["keep_within", "keep_secondly", "keep_minutely", "keep_13weekly", "keep_3monthly"],
        Dialect::Borg2 => {
            &["from", "keep", "keep_secondly", "keep_minutely", "keep_13weekly", "keep_3monthly"]
        }
        Dialect::Proxmox => &["keep_all"],
        Dialect::Kopia => &["keep_latest", "keep_annual"],
        Dialect::Sanoid => {
            &["frequently", "frequent_period", "hourly", "daily", "weekly", "monthly", "yearly"]
        }
        Dialect::Nova => &["rotation"],
        Dialect::Rackspace => &["retention"],
        Dialect::AwsDlm => &["count", "interval", "interval_unit"],
        Dialect::AwsBackup => &["delete_after_days", "move_to_cold_storage_after_days"],
        Dialect::Velero => &["ttl"],
        Dialect::Last => &["keep_last"],
        Dialect::Age => &["keep_for_s"],
    };
    let ladder: &[&str] = match dialect {
        Dialect::Restic | Dialect::Borg | Dialect::Borg2 | Dialect::Proxmox | Dialect::Kopia => &LADDER,
        _ => &[],
    };
    let known = own.iter().chain(ladder);
    let fits = |name: &&&str| plain(name) == plain_key || plain(name) == format!("keep{plain_key}");
    let exact = known.clone().find(|name| plain(name) == plain_key).or_else(|| known.clone().find(fits));
    let name = match (dialect, plain_key.as_str()) {
        (Dialect::Restic, "keeptag" | "tags") => "keep_tags",
        (Dialect::Borg2, "keeplast" | "last" | "keepwithin" | "within") => "keep",
        (Dialect::Kopia, "keeplast" | "last") => "keep_latest",
        (Dialect::Kopia, "keepyearly" | "yearly") => "keep_annual",
        (Dialect::Sanoid, key) if key.starts_with("keep") => {
            return spelled(dialect, key.trim_start_matches("keep"), value);
        }
        (Dialect::Nova, "keeplast" | "retention" | "count" | "keep" | "last" | "rotate") => "rotation",
        (Dialect::Rackspace, "keeplast" | "rotation" | "count" | "keep" | "last") => "retention",
        (Dialect::Last, "count" | "keep" | "n") => "keep_last",
        (Dialect::AwsDlm, "keeplast" | "last") => "count",
        (Dialect::AwsBackup, "days" | "keepdays") => "delete_after_days",
        (Dialect::Velero, "ttls") => {
            return Ok(("ttl".to_owned(), format!("{}s", seconds(&value, key)?).into()));
        }
        (Dialect::Age, "ages" | "age" | "keepfor" | "keepages" | "ttls") => "keep_for_s",
        (Dialect::Age, "days" | "keepdays") => {
            let days = value.as_i64().ok_or_else(|| format!("{key}: expected whole days, got {value}"))?;
            return Ok(("keep_for_s".to_owned(), days.saturating_mul(86_400).into()));
        }
        _ => exact.ok_or_else(|| {
            format!(
                "POLICY.json: unknown field {key}: {} knows {}",
                dialect.name(),
                [own, ladder].concat().join(", ")
            )
        })?,
    };
    let value = match (name, value) {
        ("keep_for_s", value) => seconds(&value, key)?.into(),
        ("interval_unit", Value::String(unit)) => unit.to_uppercase().into(),
        // ["a", "b"] is one list of tags, "a,b" as on the command line.
        ("keep_tags", Value::Array(lists)) => lists.into_iter().map(tags).collect(),
        ("keep_tags", text @ Value::String(_)) => Value::Array(vec![tags(text)]),
        ("group_by", Value::Array(words)) => {
            let words: Vec<String> = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            words.join(",").into()
        }
        (_, value) => value,
    };
    Ok((name.to_owned(), value))
}

fn tags(list: Value) -> Value {
    match list {
        Value::String(text) => text.split(',').map(str::trim).collect(),
        other => other,
    }
}

fn dialect(text: &str) -> Result<Dialect, String> {
    Ok(match plain(text).as_str() {
        "restic" => Dialect::Restic,
        "borg" | "borg1" | "borg14" | "borgbackup" => Dialect::Borg,
        "borg2" | "borg20" | "borgbackup2" => Dialect::Borg2,
        "proxmox" | "pbs" | "pve" | "proxmoxve" | "proxmoxbackup" | "proxmoxbackupserver" => Dialect::Proxmox,
        "kopia" => Dialect::Kopia,
        "sanoid" => Dialect::Sanoid,
        "nova" | "openstack" | "openstacknova" | "novacreatebackup" => Dialect::Nova,
        "rackspace" | "rackspacescheduledimages" => Dialect::Rackspace,
        "awsdlm" | "dlm" | "amazondlm" => Dialect::AwsDlm,
        "awsbackup" => Dialect::AwsBackup,
        "velero" => Dialect::Velero,
        "last" | "lastn" | "count" => Dialect::Last,
        "age" | "ageonly" => Dialect::Age,
        _ => {
            let all = Dialect::ALL.map(|dialect| format!("{dialect:?}").to_lowercase());
            return Err(format!("POLICY.json: unknown dialect {text}: Holdfast knows {}", all.join(", ")));
        }
    })
}
