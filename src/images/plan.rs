//! From what is known to a plan.

use super::situation::{Cadence, Situation, known};
use super::told::{Changing, Golden, Told};
use crate::cost::cost_per_month;
use crate::units::{Bytes, Duration, Money, NBSP, in_words};
use chrono::{Days, NaiveDate};

/// The longest a golden image is used without a new one, where nobody said: patches do not wait longer.
const BAKE_EVERY: Duration = Duration::days(90);
/// A start older than this proves little.
const PROOF: i64 = 180;
/// Images made at least so often are what one golden image can stand for.
const OFTEN: Duration = Duration::days(7);
/// So many dates for new images are named.
const DATES: usize = 4;

/// What the answers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Change over to one golden image.
    Change,
    /// Not yet: something still speaks for frequent images.
    NotYet,
    /// Images are rare as it is: there is nothing to change over from.
    Rare,
    /// Something has to be known first.
    FindOut,
}

/// Something that speaks against it, or is not known, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it is, as a sentence.
    pub says: String,
    /// What to do first, as a sentence.
    pub next: &'static str,
}

/// One way of keeping images.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// How many there are; `None` where that is not known.
    pub images: Option<u64>,
    /// What one can go back to, in words.
    pub covers: String,
    /// What they take.
    pub bytes: Option<Bytes>,
    /// What a month of 730 h costs.
    pub a_month: Option<Money>,
    /// What a year of 8,760 h costs.
    pub a_year: Option<Money>,
    /// From nothing to a server as it is today, without its data.
    pub rebuild: Option<Duration>,
    /// What a server started from it lacks at most, in words.
    pub lacks: String,
}

/// A thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What to do, as a sentence.
    pub says: String,
    /// Whether the answers say that it is done.
    pub done: bool,
}

/// The plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What the answers come to.
    pub advice: Advice,
    /// Why not yet, or what is not known.
    pub reasons: Vec<Reason>,
    /// As it is.
    pub often: Side,
    /// With one golden image.
    pub golden: Side,
    /// What a month costs less; `None` where it is not known, or not less.
    pub saves_a_month: Option<Money>,
    /// What a year costs less.
    pub saves_a_year: Option<Money>,
    /// How old the golden image is: days.
    pub age: Option<i64>,
    /// By how many days it is older than it should be.
    pub overdue: Option<i64>,
    /// The days on which new ones are due, the next first.
    pub bake_on: Vec<NaiveDate>,
    /// How often that is.
    pub every: Duration,
    /// In order.
    pub steps: Vec<Step>,
    /// Why images alone bring nobody's data back, each a sentence.
    pub no_backup: Vec<String>,
}

/// After these changes a new image is due at once, whatever the calendar says.
pub const BAKE_AFTER: [&str; 5] = [
    "a security fix of the kernel, the system libraries or anything that answers from outside",
    "a new version of the operating system, the language or the web server",
    "a change of the disk layout, the network or how the server starts",
    "a change of who may sign in, of certificates or of the monitoring that is built in",
    "anything that configuration management takes more than a few minutes to put on a fresh server",
];

/// The plan of a day.
pub fn plan(told: &Told, situation: &Situation, today: NaiveDate) -> Plan {
    let (advice, reasons) = advice(told, situation);
    let every = told.every.unwrap_or(BAKE_EVERY);
    let (often, golden) = (often(told, situation), golden(told, situation, every));
    let less = |a: Option<Money>, b: Option<Money>| {
        let (a, b) = (a?, b?);
        Money::from_hundredths(a.hundredths().checked_sub(b.hundredths())?)
            .filter(|saved| *saved > Money::ZERO)
    };
    let age = told.baked.map(|baked| (today - baked).num_days());
    let due = told.baked.and_then(|baked| later(baked, every)).unwrap_or(today);
    let first = due.max(today);
    let bake_on = std::iter::successors(Some(first), |day| later(*day, every)).take(DATES).collect();
    Plan {
        saves_a_month: less(often.a_month, golden.a_month),
        saves_a_year: less(often.a_year, golden.a_year),
        overdue: told.baked.map(|_| (today - due).num_days()).filter(|days| *days > 0),
        steps: steps(told, situation, today, every),
        no_backup: no_backup(situation),
        advice,
        reasons,
        often,
        golden,
        age,
        bake_on,
        every,
    }
}

fn later(day: NaiveDate, by: Duration) -> Option<NaiveDate> {
    let days = u64::try_from(by.seconds() / 86_400).ok()?.max(1);
    day.checked_add_days(Days::new(days))
}

fn advice(told: &Told, situation: &Situation) -> (Advice, Vec<Reason>) {
    let reason = |says: &str, next| Reason { says: says.to_owned(), next };
    let often = match situation.cadence {
        None => {
            let ask = reason(
                "How often a new server image is made is not known.",
                "Look at the list of images and their dates.",
            );
            return (Advice::FindOut, vec![ask]);
        }
        Some(Cadence::Every(every)) => every <= OFTEN,
        Some(_) => false,
    };
    if !often {
        return (Advice::Rare, Vec::new());
    }
    let mut against = Vec::new();
    if known(&told.changing) == Some(Changing::Daily) {
        against.push(reason(
            "The system still changes on most days, so each image catches something new.",
            "Put the changes under configuration management, or wait until they are rarer.",
        ));
    }
    if situation.configured == Some(false) {
        against.push(reason(
            "Servers are not built by configuration management: what changed since the golden image would have to be done again by hand.",
            "Write down, as code, what you do to a fresh server, and keep it in another place.",
        ));
    }
    if known(&told.data_on_system_disk) == Some(true) {
        against.push(reason(
            "Data lives on the system disk: an old image would take it back in time with the system.",
            "Move it to a disk of its own, or copy it by a dump or a file backup first.",
        ));
    }
    if situation.steady == Some(false) {
        against.push(reason(
            "The application is not in steady state.",
            "Keep frequent images through a launch or a busy event, and look here again afterwards.",
        ));
    }
    if !against.is_empty() {
        return (Advice::NotYet, against);
    }
    let mut open = Vec::new();
    if known(&told.changing).is_none() {
        open.push(reason(
            "How often the system itself changes is not known.",
            "Look at the change log or at the package history of one server.",
        ));
    }
    if situation.configured.is_none() {
        open.push(reason(
            "What servers would be rebuilt from is not known.",
            "Ask who built the last one, and from what.",
        ));
    }
    if known(&told.data_on_system_disk).is_none() {
        open.push(reason(
            "Whether data lives on the system disk is not known.",
            "List the disks of one server and what writes to them.",
        ));
    }
    if open.is_empty() { (Advice::Change, open) } else { (Advice::FindOut, open) }
}

fn money(bytes: Option<Bytes>, situation: &Situation) -> (Option<Money>, Option<Money>) {
    let month = bytes
        .zip(situation.price)
        .map(|(bytes, price)| cost_per_month(bytes.count() as f64, price.as_f64() / 1_000.0));
    (month.map(Money::rounded), month.map(|month| Money::rounded(month * 12.0)))
}

fn often(told: &Told, situation: &Situation) -> Side {
    let of_each = situation.kept.or(told.kept);
    let images = of_each.map(|kept| u64::from(kept) * u64::from(told.servers.unwrap_or(1)));
    let bytes =
        images.zip(told.size).map(|(images, size)| Bytes::rounded(images as f64 * size.count() as f64));
    let (a_month, a_year) = money(bytes, situation);
    let step = match situation.cadence {
        Some(Cadence::Every(every)) => Some(every),
        _ => None,
    };
    let covers = match (of_each, step) {
        (Some(kept), Some(every)) => format!(
            "the system as it was at each of {kept} moments, {every} apart: {} back",
            Duration::clamped(every.seconds().saturating_mul(i64::from(kept)))
        ),
        (Some(kept), None) => format!("the system as it was at each of {kept} moments"),
        (None, _) => "not known: how many are kept is not said".to_owned(),
    };
    let lacks = step.map_or("what changed since the newest one".to_owned(), |every| {
        format!("what changed in the last {every}")
    });
    Side { images, covers, bytes, a_month, a_year, rebuild: told.starts, lacks }
}

fn golden(told: &Told, situation: &Situation, every: Duration) -> Side {
    let previous = told.previous.unwrap_or(1);
    let images = 1 + u64::from(previous);
    let bytes = told.size.map(|size| Bytes::rounded(images as f64 * size.count() as f64));
    let (a_month, a_year) = money(bytes, situation);
    let days = every.seconds() / 86_400;
    let missed = match known(&told.changing) {
        Some(Changing::Daily) => Some(days),
        Some(Changing::Weekly) => Some((days + 6) / 7),
        Some(Changing::Monthly | Changing::Rarely) => Some((days + 29) / 30),
        None => None,
    };
    let lacks = match (missed, situation.configured) {
        (Some(n), Some(true)) => {
            format!("up to {every} of changes, about {n}: configuration management puts them on at the start")
        }
        (Some(n), _) => format!("up to {every} of changes, about {n}, to be done again by hand"),
        (None, _) => format!("up to {every} of changes"),
    };
    let before = if previous == 1 { "the one before".to_owned() } else { format!("the {previous} before") };
    Side {
        images: Some(images),
        covers: format!(
            "a clean system to start from, and {before} if it proves wrong; data comes from its own backups"
        ),
        bytes,
        a_month,
        a_year,
        rebuild: told.starts.zip(told.configured).map(|(starts, configured)| starts.plus(configured)),
        lacks,
    }
}

fn steps(told: &Told, situation: &Situation, today: NaiveDate, every: Duration) -> Vec<Step> {
    let golden = known(&told.golden);
    let chosen = matches!(golden, Some(Golden::ChosenCurrent | Golden::ChosenOld));
    let step = |says: String, done| Step { says, done };
    let proven = told.started.is_some_and(|day| (today - day).num_days() <= PROOF);
    let fresh = told.baked.is_some_and(|day| (today - day).num_days() <= every.seconds() / 86_400);
    let previous = told.previous.unwrap_or(1);
    let mut all = vec![step(
        "Choose one image that every new server starts from. Name it, date it, and write down what is in it."
            .to_owned(),
        chosen,
    )];
    all.push(step(
        "Make it from a clean, patched server without data, passwords or keys.".to_owned(),
        golden == Some(Golden::ChosenCurrent) || (chosen && fresh),
    ));
    all.push(step(
        format!("Start a server from it and sign in to the application; again every {PROOF}{NBSP}days."),
        chosen && proven,
    ));
    if situation.configured == Some(true) {
        all.push(step(
            "Let configuration management bring that server to today, and time it.".to_owned(),
            told.configured.is_some(),
        ));
    }
    all.push(step(
        format!(
            "Keep {} as well, in case the new one is wrong.",
            if previous == 1 { "the one before".to_owned() } else { format!("the {previous} before it") }
        ),
        false,
    ));
    let often = matches!(situation.cadence, Some(Cadence::Every(every)) if every <= OFTEN);
    if often {
        all.push(step("Then stop the frequent images. Let go of old ones only when the golden one is proven, and never of one in use.".to_owned(), false));
    }
    all
}

/// Why images alone bring nobody's data back.
fn no_backup(situation: &Situation) -> Vec<String> {
    let names = |all: &[String]| in_words(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let mut says = Vec::new();
    if situation.volumes.is_empty() {
        says.push(
            "Attached volumes are usually not in an image: what lies there is in none of them.".to_owned(),
        );
    } else {
        says.push(format!(
            "Attached volumes are usually not in an image: look after {} apart.",
            names(&situation.volumes)
        ));
    }
    if situation.databases.is_empty() {
        says.push(
            "A database that runs while the image is made is caught in mid-write, and may not start from it."
                .to_owned(),
        );
    } else {
        says.push(format!(
            "A database that runs while the image is made is caught in mid-write, and may not start from it: {} needs a dump or kept logs.",
            names(&situation.databases)
        ));
    }
    says.push("An image goes back as a whole: one lost file, or one wrong deletion, takes the whole system back with it.".to_owned());
    says.push(
        "Images lie with the provider that runs the servers, and the same login can delete both.".to_owned(),
    );
    if !situation.images_alone.is_empty() {
        says.insert(0, format!("Images are the only copies of {}.", names(&situation.images_alone)));
    }
    says
}
