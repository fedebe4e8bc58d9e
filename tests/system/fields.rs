//! What is typed, and what is written.

use crate::gallery::described;
use crate::person::{Person, controls};
use holdfast::desk::Shown;
use holdfast::system::{Keep, Setup, Template, Told};
use serde_json::{Value, json};

fn written(shown: &Shown, section: &str, id: &str) -> Option<Value> {
    let change = shown.changes.iter().find(|c| c.section == section && c.id == id)?;
    Some(serde_json::from_str(change.text.as_deref()?).unwrap())
}

/// The message at a control, as a reader sees it.
pub(crate) fn message(shown: &Shown, name: &str, part: &str) -> Option<String> {
    let (_, rest) = shown.html.split_once(&format!("id=\"f-{name}-{part}\">"))?;
    Some(rest.split_once("</p>").unwrap().0.replace(holdfast::units::NBSP, " "))
}

#[test]
fn every_field_of_a_component_is_written() {
    let shop = described(Template::Shop);
    for (typed, at, value) in [
        (&[("name", " Ledger ")][..], "/name", json!("Ledger")),
        (&[("holds", "invoices")], "/holds", json!("invoices")),
        (&[("loss-limit", "90 min")], "/loss_limit_s", json!(5_400)),
        (&[("loss-unsure", "on")], "/loss_limit_s", Value::Null),
        (&[("down-limit", "2 days")], "/downtime_limit_s", json!(172_800)),
        (&[("size", "1.5 TB")], "/size_bytes", json!(1_500_000_000_000_u64)),
        (&[("grows", "20 GiB")], "/grows_bytes_a_month", json!(21_474_836_480_u64)),
        (&[("changes", "500 MB")], "/changes/bytes_a_day", json!(500_000_000)),
        (&[("when", "office")], "/changes/when", json!("office_hours")),
        (&[("when", "swing")], "/changes/when/day_swing", json!(50_000)),
        (&[("when", "swing"), ("swing", "80 %")], "/changes/when/day_swing", json!(80_000)),
        (&[("records", "1,200")], "/records_per_hour", json!(1_200)),
        (&[("needs.secrets", "on")], "/needs", json!(["secrets"])),
        (&[("refers.secrets", "on")], "/refers_to", json!(["uploaded-files", "secrets"])),
        (&[("provision", "1 h")], "/restoring/provision_s", json!(3_600)),
        (&[("verify", "0")], "/restoring/verify_s", json!(0)),
        (&[("write", "1 Gbit/s")], "/restoring/write_bytes_a_second", json!(125_000_000)),
        (&[("replay", "5 MB/s")], "/restoring/replay_bytes_a_second", json!(5_000_000)),
        (&[("lost-hour", "1,200")], "/worth/lost_hour_hundredths", json!(120_000)),
        (&[("down-hour", "0.50")], "/worth/down_hour_hundredths", json!(50)),
        (&[("known", "seen")], "/known", json!("seen")),
    ] {
        let shown = shop.typing("system/database", typed, None);
        assert_eq!(shown.changes.len(), 1, "{typed:?}");
        let entry = written(&shown, "components", "database").unwrap();
        assert_eq!(entry.pointer(at), Some(&value), "{typed:?}");
        assert!(!shown.html.contains("errmsg"), "{typed:?}");
    }
}

#[test]
fn every_field_of_a_protection_is_written() {
    let shop = described(Template::Shop);
    let all = |parts: &[(&str, &str)]| -> Vec<(String, String)> {
        parts.iter().map(|(part, text)| (format!("p.db-dump.{part}"), (*text).to_owned())).collect()
    };
    for (typed, at, value) in [
        (&[("kind", "volume-snapshot")][..], "/kind", json!("volume-snapshot")),
        (&[("name", "Dump of the night")], "/name", json!("Dump of the night")),
        (&[("runs", "every")], "/schedule", json!({"every": {"interval_s": 21_600, "from": "00:00"}})),
        (
            &[("runs", "every"), ("every", "15 min"), ("from", "0:05")],
            "/schedule",
            json!({"every": {"interval_s": 900, "from": "00:05"}}),
        ),
        (&[("at", "3 am")], "/schedule", json!({"daily": {"at": "03:00"}})),
        (&[("runs", "weekdays")], "/schedule", json!({"weekdays": {"at": "02:00"}})),
        (
            &[("runs", "weekly"), ("day", "Friday")],
            "/schedule",
            json!({"weekly": {"on": "friday", "at": "02:00"}}),
        ),
        (&[("runs", "monthly"), ("date", "15")], "/schedule", json!({"monthly": {"day": 15, "at": "02:00"}})),
        (
            &[("runs", "monthly"), ("date", "last")],
            "/schedule",
            json!({"monthly": {"day": "last", "at": "02:00"}}),
        ),
        (
            &[("runs", "nth"), ("nth", "last"), ("day", "Friday")],
            "/schedule",
            json!({"monthly_weekday": {"nth": "last", "on": "friday", "at": "02:00"}}),
        ),
        (
            &[("runs", "cron"), ("cron", "30 2 * * mon-fri root /bin/dump")],
            "/schedule",
            json!({"cron": {"text": "30 2 * * 1-5"}}),
        ),
        (&[("runs", "by-hand")], "/schedule", json!("by_hand")),
        (&[("runs", "unsure")], "/schedule", Value::Null),
        (&[("takes", "50 min")], "/takes_s", json!(3_000)),
        (&[("travels", "0")], "/travels_s", json!(0)),
        (&[("place.offline", "on")], "/locations", json!(["other-region", "offline"])),
        (&[("place.unsure", "on")], "/locations", Value::Null),
        (&[("kept", "count")], "/keep", json!({"count": 7})),
        (&[("kept", "count"), ("keep-count", "30")], "/keep", json!({"count": 30})),
        (&[("keep-for", "2 weeks")], "/keep", json!({"age_s": 1_209_600})),
        (&[("kept", "forever")], "/keep", json!("forever")),
        (&[("kept", "unsure")], "/keep", Value::Null),
        (&[("last", "none")], "/last_good", json!("none_found")),
        (
            &[("last", "on"), ("last-on", "2026-11-20")],
            "/last_good",
            json!({"on": {"date": "2026-11-20", "told": "2026-11-21"}}),
        ),
        (&[("last", "unsure")], "/last_good", Value::Null),
        (&[("tested", "2026-06-01")], "/tested", json!("2026-06-01")),
        (&[("good", "97.5")], "/success", json!(97_500)),
        (&[("heard", "after")], "/bad_runs", json!({"noticed_after_s": 172_800})),
        (&[("heard", "after"), ("heard-after", "4 h")], "/bad_runs", json!({"noticed_after_s": 14_400})),
        (&[("deleted-by", "nobody")], "/deleted_by", json!("nobody")),
        (&[("lock", "30 days")], "/locked_for_s", json!(2_592_000)),
        (&[("zone", "Europe/Berlin")], "/zone", json!("Europe/Berlin")),
        (&[("starter", "systemd")], "/scheduler", json!("systemd252")),
        (&[("known", "measured")], "/known", json!("measured")),
    ] {
        let typed = all(typed);
        let typed: Vec<(&str, &str)> = typed.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let shown = shop.typing("system/database/db-dump", &typed, None);
        let entry =
            written(&shown, "components", "database").unwrap_or_else(|| panic!("{typed:?} writes nothing"));
        assert_eq!(entry.pointer(&format!("/protections/0{at}")), Some(&value), "{typed:?}");
        assert!(!shown.html.contains("errmsg"), "{typed:?}");
    }
    let files = shop.typing(
        "system/uploaded-files/file-incremental",
        &[
            ("p.file-incremental.full.runs", "daily"),
            ("p.file-incremental.full-takes", "3 h"),
            ("p.file-incremental.full-good", "99"),
        ],
        None,
    );
    let entry = written(&files, "components", "uploaded-files").unwrap();
    assert_eq!(entry.pointer("/protections/0/fulls"), Some(&json!({"daily": {"at": "01:00"}})));
    assert_eq!(entry.pointer("/protections/0/full_takes_s"), Some(&json!(10_800)));
    assert_eq!(entry.pointer("/protections/0/full_success"), Some(&json!(99_000)));
    let replica = shop.typing(
        "system/database/replica-async",
        &[
            ("p.replica-async.kind", "replica-delayed"),
            ("p.replica-async.delay", "2 h"),
            ("p.replica-async.lag", "1 min"),
        ],
        None,
    );
    let entry = written(&replica, "components", "database").unwrap();
    assert_eq!(entry.pointer("/protections/1/lag_s"), Some(&json!(60)));
    // The delay is asked for once the kind is chosen; what was typed for it counts all the same.
    assert_eq!(entry.pointer("/protections/1/delay_s"), Some(&json!(7_200)));
}

#[test]
fn every_field_of_the_setup_is_written() {
    let shop = described(Template::Shop);
    for (typed, at, value) in [
        (&[("zone", "America/New_York")][..], "/zone", json!("America/New_York")),
        (&[("fetch", "1 Gbit/s")], "/fetch_bytes_a_second", json!(125_000_000)),
        (&[("detect", "5 min")], "/detect_s", json!(300)),
        (&[("decide", "1 h")], "/decide_s", json!(3_600)),
        (&[("cut-over", "20 min")], "/cut_over_s", json!(1_200)),
        (&[("tolerance", "0")], "/tolerance_s", json!(0)),
        (&[("currency", "CHF")], "/currency", json!("CHF")),
        (&[("tb-month", "23.50")], "/tb_month_hundredths", json!(2_350)),
        (&[("run", "0.05")], "/run_hundredths", json!(5)),
        (&[("years", "7")], "/years_between_losses", json!(7)),
        (&[("ratio", "2.5")], "/ratio_tenths", json!(25)),
        (&[("opens", "22:00"), ("closes", "6 am")], "/window", json!({"from": "22:00", "to": "06:00"})),
    ] {
        let shown = shop.typing("system/settings", typed, None);
        let entry = written(&shown, Setup::SECTION, Setup::ID).unwrap();
        assert_eq!(entry.pointer(at), Some(&value), "{typed:?}");
        assert!(!shown.html.contains("errmsg"), "{typed:?}");
    }
    for (typed, name, says) in [
        ([("zone", "Middle Earth")], "zone", "Enter a time zone by its name"),
        ([("ratio", "0.5")], "ratio", "Enter how many times smaller"),
        ([("years", "0")], "years", "Enter a whole number of years"),
        ([("opens", "22:00")], "closes", "Enter the other end"),
        ([("currency", "Pfennige!")], "currency", "Use 8 characters or fewer; this has 9"),
        ([("fetch", "0 MB/s")], "fetch", "Enter a speed above 0"),
    ] {
        let shown = shop.typing("system/settings", &typed, None);
        assert!(shown.changes.is_empty(), "{typed:?}");
        assert!(message(&shown, name, "wrong").unwrap().starts_with(says), "{typed:?}");
    }
}

#[test]
fn a_slip_is_said_at_its_field_and_holds_up_nothing_else() {
    let shop = described(Template::Shop);
    let address = "system/database/db-dump";
    for (name, typed, says) in [
        ("name", "", "Enter a name, such as Orders database"),
        ("name", "product PICTURES", "“product PICTURES” is the name of another one"),
        ("name", &"x".repeat(61), "Use 60 characters or fewer; this has 61"),
        ("name", "a\u{202e}b", "Type the text anew: it holds a character that cannot be seen (U+202E)"),
        ("holds", "", "Enter a name, such as orders"),
        ("loss-limit", "4", "Add a unit: is it 4 min, 4 h or 4 days?"),
        ("loss-limit", "-4 h", "Enter a length of time of 0 or more"),
        ("size", "0", "Enter a size above 0"),
        ("size", "-3 GB", "Enter a size above 0"),
        ("size", "1000 PB", "Enter a size below 1,000,000 TB"),
        ("changes", "a lot", "Enter a size as a number and a unit"),
        ("records", "many", "Enter how many orders change in an hour"),
        ("write", "0", "Enter a speed above 0"),
        ("lost-hour", "-1", "Enter an amount of 0 or more"),
        ("p.db-dump.at", "26:00", "Enter a time from 00:00 to 23:59"),
        ("p.db-dump.takes", "forty", "Enter a length of time"),
        ("p.db-dump.keep-for", "0", "Enter a time above 0"),
        ("p.db-dump.lock", "0 days", "Enter a time above 0"),
        ("p.db-dump.good", "0", "Enter a share above 0"),
        ("p.db-dump.good", "120", "Enter a share from 0 to 100"),
        ("p.db-dump.tested", "2026-11-22", "Enter a day that has come: today is"),
        ("p.db-dump.zone", "here", ""),
        ("p.db-dump.name", "a\u{feff}b", "Type the text anew"),
        (
            "p.db-dump.name",
            "replica on a SECOND host",
            "“replica on a SECOND host” is the name of another one",
        ),
    ] {
        let shown = shop.typing(address, &[(name, typed), ("down-limit", "3 h")], None);
        let entry = written(&shown, "components", "database").unwrap();
        assert_eq!(entry.pointer("/downtime_limit_s"), Some(&json!(10_800)), "{name}: the rest is written");
        if says.is_empty() {
            continue;
        }
        let said = message(&shown, name, "wrong").unwrap_or_else(|| panic!("{name} {typed:?} is taken"));
        assert!(said.starts_with(says), "{name} {typed:?}: {said}");
        assert!(!said.contains("nvalid") && !said.contains("equired"), "{said}");
        assert_eq!(
            controls(&shown.html).get(name).map(String::as_str),
            Some(typed),
            "{name} keeps what was typed"
        );
        assert!(shown.html.contains(&format!("value=\"focus {name}\"")), "{name} is in the box");
        assert!(shown.html.contains("There is one thing to put right"), "{name}");
        let focus = shop.typing(address, &[(name, typed)], Some(&format!("focus {name}"))).focus;
        assert_eq!(focus, Some(format!("f-{name}")));
    }
    let schedule = shop.typing(address, &[("p.db-dump.runs", "every"), ("p.db-dump.every", "45 days")], None);
    assert!(message(&schedule, "p.db-dump.every", "wrong").unwrap().contains("from 1 min to 31 days"));
    let cron = shop.typing(address, &[("p.db-dump.runs", "cron"), ("p.db-dump.cron", "0 0 31 2 *")], None);
    assert!(message(&cron, "p.db-dump.cron", "wrong").unwrap().contains("never runs"));
}

#[test]
fn i_do_not_know_and_a_value_take_each_other_back() {
    let mut shop = described(Template::Shop);
    let unsure = shop.types("system/database", &[("loss-unsure", "on")]);
    assert_eq!(controls(&unsure.html)["loss-limit"], "");
    assert_eq!(shop.component("database").limit, Told::Unsure);
    let typed = shop.types("system/database", &[("loss-limit", "6 h")]);
    assert!(!controls(&typed.html).contains_key("loss-unsure"));
    assert_eq!(shop.component("database").limit.known().map(ToString::to_string).unwrap(), "6\u{a0}h");
    shop.types("system/database", &[("loss-limit", "")]);
    assert_eq!(shop.component("database").limit, Told::Open);

    let at = "system/database/db-dump";
    let unsure = shop.types(at, &[("p.db-dump.place.unsure", "on")]);
    assert!(!controls(&unsure.html).contains_key("p.db-dump.place.other-region"));
    let placed = shop.types(at, &[("p.db-dump.place.offline", "on")]);
    assert!(!controls(&placed.html).contains_key("p.db-dump.place.unsure"));
    assert!(shop.component("database").protections.known().unwrap()[0].locations.known().is_some());
}

#[test]
fn what_is_only_shown_is_never_read() {
    // Two decimals of a size would lose bytes, and an hourly schedule is shown as one of every hour.
    let mut c = described(Template::Shop).component("database");
    c.size = holdfast::units::Bytes::new(1_234_567_891_234);
    if let Told::Known(all) = &mut c.protections {
        all[0].schedule = Told::Known(holdfast::schedule::Schedule::Hourly { minute: 15 });
        all[0].keep = Told::Known(Keep::Count(3));
    }
    let person = Person::describing(&[c]);
    for address in ["system/database", "system/database/db-dump", "system/settings", "system"] {
        assert!(person.typing(address, &[], None).changes.is_empty(), "{address}");
    }
    let shown = person.typing("system/database/db-dump", &[("name", "Ledger")], None);
    let entry = written(&shown, "components", "database").unwrap();
    assert_eq!(entry.pointer("/size_bytes"), Some(&json!(1_234_567_891_234_u64)));
    assert_eq!(entry.pointer("/protections/0/schedule"), Some(&json!({"hourly": {"minute": 15}})));
}

#[test]
fn hostile_names_are_only_text() {
    let mut shop = described(Template::Shop);
    let evil = "<script>alert(1)</script>\" onx='";
    for (address, name) in [
        ("system/database", "name"),
        ("system/uploaded-files", "holds"),
        ("system/database/db-dump", "p.db-dump.name"),
        ("system/settings", "currency"),
    ] {
        let evil = if name == "currency" {
            "<b>"
        } else if name == "holds" {
            "<img onerror=x>\"'"
        } else {
            evil
        };
        assert!(!shop.types(address, &[(name, evil)]).changes.is_empty(), "{name}");
    }
    for address in
        ["system", "system/database", "system/database/db-dump", "system/web-server", "system/settings"]
    {
        for shown in
            [shop.see(address), shop.typing(address, &[("new-name", evil), ("name", evil)], Some("add"))]
        {
            for piece in ["<script", "<img", "<b>", "\" onx"] {
                assert!(!shown.html.contains(piece), "{address}: {piece}");
            }
        }
    }
}
