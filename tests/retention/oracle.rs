//! Every dialect once more, from the tools' own words and by other means: a policy is read from its JSON, periods are names
//! that chrono writes, rules are filters over whole lists. It says which point stays and by which rules, and shares nothing
//! with what it judges.

use chrono::{DateTime, Datelike, FixedOffset, Months, TimeDelta, Timelike};
use holdfast::retention::{KeepPoint, Status};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Places of the points that stay, with the words of the rules by which they do.
pub(crate) type Kept = BTreeMap<usize, BTreeSet<String>>;

/// What `policy` keeps.
pub(crate) fn oracle(policy: &Value, points: &[KeepPoint], now: i64) -> Kept {
    let mut kept = Kept::new();
    for group in groups(policy, points) {
        let of = Of { policy, points, group, now };
        match policy["dialect"].as_str().unwrap() {
            "restic" => of.restic(&mut kept),
            "borg" => of.borg(&mut kept),
            "borg2" => of.borg2(&mut kept),
            "proxmox" => of.proxmox(&mut kept),
            "kopia" => of.kopia(&mut kept),
            "sanoid" => of.sanoid(&mut kept),
            "nova" => of.last("rotation", &mut kept),
            "rackspace" => of.last("retention", &mut kept),
            "last" => of.last("keep_last", &mut kept),
            "aws_dlm" if policy["count"].is_u64() => of.last("count", &mut kept),
            _ => of.aged(&mut kept),
        }
    }
    // Whatever stays needs what it builds on, and that what it builds on in turn.
    let mut look: Vec<usize> = kept.keys().copied().collect();
    while let Some(place) = look.pop() {
        let needed = points[place].needs.as_ref();
        if let Some(place) = needed.and_then(|id| points.iter().position(|point| point.id == *id))
            && !kept.contains_key(&place)
        {
            say(&mut kept, place, "needed");
            look.push(place);
        }
    }
    kept
}

fn say(kept: &mut Kept, place: usize, word: &str) {
    kept.entry(place).or_default().insert(word.to_owned());
}

/// Places that are judged together, the newest first; of the same instant as given.
fn groups(policy: &Value, points: &[KeepPoint]) -> Vec<Vec<usize>> {
    let by = match policy["dialect"].as_str().unwrap() {
        "restic" => policy["group_by"].as_str().unwrap_or("host,paths"),
        "borg" | "borg2" => "",
        _ => "host,paths,name",
    };
    let mut groups: BTreeMap<Vec<Vec<String>>, Vec<usize>> = BTreeMap::new();
    for (place, point) in points.iter().enumerate() {
        let part = |word: &str| match word {
            "host" => vec![point.group.host.clone()],
            "paths" => point.group.paths.clone(),
            "tags" => point.tags.clone(),
            _ => vec![point.group.name.clone()],
        };
        let mut key: Vec<Vec<String>> = by.split(',').filter(|word| !word.is_empty()).map(part).collect();
        key.iter_mut().for_each(|texts| texts.sort());
        groups.entry(key).or_default().push(place);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    for group in &mut groups {
        group.sort_by_key(|place| std::cmp::Reverse(utc(&points[*place])));
    }
    groups
}

fn utc(point: &KeepPoint) -> DateTime<FixedOffset> {
    DateTime::from_timestamp(point.at, point.nanos).unwrap().fixed_offset()
}

pub(crate) fn local(point: &KeepPoint) -> DateTime<FixedOffset> {
    utc(point).with_timezone(&FixedOffset::east_opt(point.offset_s).unwrap())
}

pub(crate) fn moment(at: i64) -> DateTime<FixedOffset> {
    DateTime::from_timestamp(at, 0).unwrap().fixed_offset()
}

/// What a period is called.
fn name(time: DateTime<FixedOffset>, each: &str) -> String {
    let (day, week) = (time.date_naive(), time.iso_week());
    match each {
        "secondly" => format!("{day} {:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()),
        "minutely" => format!("{day} {:02}:{:02}", time.hour(), time.minute()),
        "hourly" => format!("{day} {:02}", time.hour()),
        "daily" => day.to_string(),
        "weekly" => format!("{}-{:02}", week.year(), week.week()),
        "monthly" => format!("{}-{:02}", time.year(), time.month()),
        // Weeks 1 to 13, 14 to 26, 27 to 39, and 40 to the last.
        "quarterly_13weekly" => format!("{} {}", week.year(), (1 + (week.week() - 1) / 13).min(4)),
        "quarterly_3monthly" => format!("{} {}", time.year(), time.month().div_ceil(3)),
        "yearly" => time.year().to_string(),
        other => panic!("{other} is no period"),
    }
}

/// So much earlier on a clock's calendar; a day that is not there runs on into the next month.
pub(crate) fn earlier(
    time: DateTime<FixedOffset>,
    years: u32,
    months: u32,
    days: u32,
) -> DateTime<FixedOffset> {
    let first = time.with_day(1).unwrap() - Months::new(12 * years + months);
    first + TimeDelta::days(i64::from(time.day0()) - i64::from(days))
}

/// A length such as `1y2m3d4h`, or `7d`: number and letter in turn.
pub(crate) fn parts(text: &str) -> Vec<(i64, char)> {
    let mut out = Vec::new();
    let mut number = 0;
    for letter in text.chars() {
        match letter.to_digit(10) {
            Some(digit) => number = number * 10 + i64::from(digit),
            None => out.push((std::mem::take(&mut number), letter)),
        }
    }
    out
}

/// Borg's lengths: a month is 31 days there, a year 365.
pub(crate) fn borg_length(text: &str) -> TimeDelta {
    let (number, letter) = parts(text)[0];
    let days = |n: i64| TimeDelta::days(n * number);
    match letter {
        'S' => TimeDelta::seconds(number),
        'M' => TimeDelta::minutes(number),
        'H' => TimeDelta::hours(number),
        'd' => days(1),
        'w' => days(7),
        'm' => days(31),
        'y' => days(365),
        other => panic!("{other} is no unit"),
    }
}

/// How many at most; -1, `all` and a length: any number.
fn most(value: &Value) -> usize {
    match value.as_i64() {
        Some(n) => usize::try_from(n).unwrap_or(usize::MAX),
        None if value.is_string() => usize::MAX,
        None => 0,
    }
}

struct Of<'a> {
    policy: &'a Value,
    points: &'a [KeepPoint],
    group: Vec<usize>,
    now: i64,
}

impl Of<'_> {
    fn point(&self, place: usize) -> &KeepPoint {
        &self.points[place]
    }

    fn whole(&self) -> Vec<usize> {
        self.group.iter().copied().filter(|place| self.point(*place).status == Status::Good).collect()
    }

    /// Those that begin a stretch of one name: it comes twice where clocks differ.
    fn first_of_each(&self, places: &[usize], each: &str) -> Vec<usize> {
        let name = |place: usize| name(local(self.point(place)), each);
        let begins = |n: &usize| *n == 0 || name(places[*n]) != name(places[n - 1]);
        (0..places.len()).filter(begins).map(|n| places[n]).collect()
    }

    /// Every rule by itself: the first so many of its periods, and the last of all while there is room.
    fn restic(&self, kept: &mut Kept) {
        const EACH: [&str; 6] = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];
        let past = self.group.iter().copied().find(|place| utc(self.point(*place)) < moment(self.now));
        let young = |text: &str| -> Vec<usize> {
            let parts = parts(text);
            let of = |unit: char| parts.iter().rev().find(|(_, of)| *of == unit).map_or(0, |(n, _)| *n);
            let [y, m, d] = ['y', 'm', 'd'].map(|unit| u32::try_from(of(unit)).unwrap());
            if y + m + d == 0 && of('h') == 0 {
                return Vec::new();
            }
            // All of them in the future: the window has no beginning.
            let border =
                past.map(|newest| earlier(local(self.point(newest)), y, m, d) - TimeDelta::hours(of('h')));
            let inside = |place: &usize| border.is_none_or(|border| local(self.point(*place)) > border);
            self.group.iter().copied().filter(inside).collect()
        };
        let mut pick = |places: &[usize], each: &str, most: usize, word: &str| {
            let firsts = if each == "last" { places.to_vec() } else { self.first_of_each(places, each) };
            firsts.iter().take(most).for_each(|place| say(kept, *place, word));
            let oldest = self.group.last().filter(|oldest| places.contains(oldest));
            if let Some(oldest) = oldest.filter(|oldest| firsts.len() < most && !firsts.contains(oldest)) {
                say(kept, *oldest, &format!("{word}, oldest"));
            }
        };
        for each in EACH {
            pick(&self.group, each, most(&self.policy[format!("keep_{each}")]), each);
            let span = self.policy[format!("keep_within_{each}")].as_str().unwrap_or_default();
            pick(&young(span), each, usize::MAX, &format!("within {each}"));
        }
        for place in young(self.policy["keep_within"].as_str().unwrap_or_default()) {
            say(kept, place, "within");
        }
        for (n, list) in self.policy["keep_tags"].as_array().into_iter().flatten().enumerate() {
            let list: Vec<&str> = list.as_array().unwrap().iter().map(|tag| tag.as_str().unwrap()).collect();
            for place in &self.group {
                let tags = &self.point(*place).tags;
                let without = list == [""] && tags.is_empty();
                if without || list.iter().all(|tag| tags.iter().any(|of| of == tag)) {
                    say(kept, *place, &format!("tags {n}"));
                }
            }
        }
    }

    /// From the finest rule on: of the archives that begin a period, those that no rule before has taken.
    fn borg(&self, kept: &mut Kept) {
        const EACH: [(&str, &str); 9] = [
            ("secondly", "secondly"),
            ("minutely", "minutely"),
            ("hourly", "hourly"),
            ("daily", "daily"),
            ("weekly", "weekly"),
            ("monthly", "monthly"),
            ("13weekly", "quarterly_13weekly"),
            ("3monthly", "quarterly_3monthly"),
            ("yearly", "yearly"),
        ];
        if let Some(newest) = self.group.first().filter(|p| self.point(**p).status == Status::Failed) {
            say(kept, *newest, "unfinished");
        }
        let archives = self.whole();
        if let Some(length) = self.policy["keep_within"].as_str() {
            let border = moment(self.now) - borg_length(length);
            archives.iter().filter(|p| utc(self.point(**p)) > border).for_each(|p| say(kept, *p, "within"));
        }
        for (field, each) in EACH {
            let number = &self.policy[format!("keep_{field}")];
            let firsts = self.first_of_each(&archives, each);
            let free: Vec<usize> = firsts.into_iter().filter(|place| !kept.contains_key(place)).collect();
            free.iter().take(most(number)).for_each(|place| say(kept, *place, each));
            if let Some(oldest) = archives.last()
                && number.as_i64().is_some_and(|n| n > 0)
                && free.len() < most(number)
                && !kept.contains_key(oldest)
            {
                say(kept, *oldest, &format!("{each}, oldest"));
            }
        }
    }

    /// As Borg 1.4, with lengths that include their border, and the oldest for the coarsest rule alone.
    fn borg2(&self, kept: &mut Kept) {
        const EACH: [(&str, &str); 10] = [
            ("keep", "last"),
            ("keep_secondly", "secondly"),
            ("keep_minutely", "minutely"),
            ("keep_hourly", "hourly"),
            ("keep_daily", "daily"),
            ("keep_weekly", "weekly"),
            ("keep_monthly", "monthly"),
            ("keep_13weekly", "quarterly_13weekly"),
            ("keep_3monthly", "quarterly_3monthly"),
            ("keep_yearly", "yearly"),
        ];
        let from = self.policy["from"].as_str().map(|text| DateTime::parse_from_rfc3339(text).unwrap());
        let mut archives = Vec::new();
        for place in self.group.iter().copied() {
            let point = self.point(place);
            if point.protected || point.tags.iter().any(|tag| tag == "@PROT") {
                say(kept, place, "protected");
            } else if from.is_some_and(|from| utc(point) >= from) {
                say(kept, place, "from");
            } else {
                archives.push(place);
            }
        }
        let base = from.unwrap_or_else(|| moment(self.now));
        let coarsest = EACH.iter().rfind(|(field, _)| !self.policy[*field].is_null());
        for (field, each) in EACH.iter().filter(|(field, _)| !self.policy[*field].is_null()) {
            let amount = &self.policy[*field];
            let length = amount.as_str().filter(|text| *text != "all").map(borg_length);
            let inside = |place: &usize| length.is_none_or(|length| utc(self.point(*place)) >= base - length);
            let young: Vec<usize> = archives.iter().copied().filter(inside).collect();
            let firsts = if *each == "last" { young.clone() } else { self.first_of_each(&young, each) };
            let free: Vec<usize> = firsts.into_iter().filter(|place| !kept.contains_key(place)).collect();
            let word = if length.is_some() { format!("within {each}") } else { (*each).to_owned() };
            free.iter().take(most(amount)).for_each(|place| say(kept, *place, &word));
            if let Some(oldest) = archives.last()
                && coarsest == Some(&(*field, *each))
                && free.len() < most(amount)
                && young.last() == Some(oldest)
                && !kept.contains_key(oldest)
            {
                say(kept, *oldest, &format!("{word}, oldest"));
            }
        }
    }

    /// A period in which something stays is covered; what a rule passed over is out.
    fn proxmox(&self, kept: &mut Kept) {
        const EACH: [&str; 6] = ["last", "hourly", "daily", "weekly", "monthly", "yearly"];
        let number = |each: &str| most(&self.policy[format!("keep_{each}")]);
        if EACH.iter().all(|each| number(each) == 0) {
            self.group.iter().for_each(|place| say(kept, *place, "everything"));
            return;
        }
        for place in self.group.iter().filter(|place| self.point(**place).protected) {
            say(kept, *place, "protected");
        }
        let newest = self.group.first();
        if let Some(newest) =
            newest.filter(|p| self.point(**p).status == Status::Failed && !self.point(**p).protected)
        {
            say(kept, *newest, "unfinished");
        }
        let mut open: Vec<usize> = self.whole();
        open.retain(|place| !self.point(*place).protected);
        let mut taken: Vec<usize> = Vec::new();
        for each in EACH {
            // A backup is named by its second, which is the same everywhere.
            let of = |place: usize| match each {
                "last" => self.point(place).at.to_string(),
                each => name(local(self.point(place)), each),
            };
            let covered: BTreeSet<String> = taken.iter().map(|place| of(*place)).collect();
            let (mut periods, mut ended) = (BTreeSet::new(), false);
            for place in std::mem::take(&mut open) {
                let period = of(place);
                if ended || covered.contains(&period) {
                    open.push(place);
                } else if !periods.contains(&period) && periods.len() == number(each) {
                    // The first that no longer fits ends the round.
                    ended = true;
                    open.push(place);
                } else if periods.insert(period) {
                    taken.push(place);
                    say(kept, place, each);
                }
            }
        }
    }

    /// All rules at once, by names in one heap; nothing older than so many periods before the newest whole one.
    fn kopia(&self, kept: &mut Kept) {
        const EACH: [&str; 6] = ["latest", "annual", "monthly", "weekly", "daily", "hourly"];
        let number = |each: &str| self.policy[format!("keep_{each}")].as_u64().unwrap_or(0) as u32;
        let whole = self.whole();
        if EACH.iter().all(|each| number(each) == 0) {
            whole.iter().for_each(|place| say(kept, *place, "everything"));
        } else if let Some(newest) = whole.first().map(|place| local(self.point(*place))) {
            let border = |each: &str| match (each, number(each)) {
                ("latest", _) => None,
                ("annual", n) => Some(earlier(newest, n, 0, 0)),
                ("monthly", n) => Some(earlier(newest, 0, n, 0)),
                ("weekly", n) => Some(earlier(newest, 0, 0, 7 * n)),
                ("daily", n) => Some(earlier(newest, 0, 0, n)),
                (_, n) => Some(newest - TimeDelta::hours(i64::from(n))),
            };
            let mut names: BTreeSet<String> = BTreeSet::new();
            let mut used: BTreeMap<&str, u32> = BTreeMap::new();
            for (n, place) in self.group.iter().enumerate() {
                let (utc, local) = (utc(self.point(*place)), local(self.point(*place)));
                for each in EACH.iter().filter(|_| whole.contains(place)) {
                    let called = match *each {
                        "latest" => n.to_string(),
                        "annual" => name(utc, "yearly"),
                        "weekly" => name(local, "weekly"),
                        each => name(utc, each),
                    };
                    let too_old = border(each).is_some_and(|border| local < border);
                    let used = used.entry(each).or_default();
                    if !too_old && *used < number(each) && names.insert(called) {
                        *used += 1;
                        let word = if *each == "latest" { "last" } else { each };
                        say(kept, *place, if word == "annual" { "yearly" } else { word });
                    }
                }
            }
        }
        let age = |place: usize| utc(self.point(self.group[0])) - utc(self.point(place));
        let unfinished = self.group.iter().enumerate().take_while(|(n, place)| {
            self.point(**place).status == Status::Failed && (*n < 3 || age(**place) < TimeDelta::hours(4))
        });
        unfinished.for_each(|(_, place)| say(kept, *place, "unfinished"));
        for place in self.group.iter().filter(|place| self.point(**place).protected) {
            say(kept, *place, "protected");
        }
    }

    /// Of each class as many as its number stay, and so does what is no older than so many of its periods.
    fn sanoid(&self, kept: &mut Kept) {
        let frequent = self.policy["frequent_period"].as_i64().unwrap_or(15) * 60;
        let classes = [
            ("frequently", "minutely", frequent),
            ("hourly", "hourly", 3_600),
            ("daily", "daily", 86_400),
            ("weekly", "weekly", 604_800),
            ("monthly", "monthly", 31 * 86_400),
            ("yearly", "yearly", 31_557_600),
        ];
        let class = |place: &usize| {
            let point = self.point(*place);
            let named = point.id.contains("@autosnap_").then(|| point.id.rsplit('_').next()).flatten();
            let is = |class: &&str| point.tags.iter().any(|tag| tag == class);
            classes.iter().map(|(class, ..)| *class).find(is).or(named)
        };
        for place in self.group.iter().filter(|place| class(place).is_none()) {
            say(kept, *place, "not ours");
        }
        for (name, each, length) in classes {
            let number = most(&self.policy[name]);
            let of_class: Vec<usize> =
                self.group.iter().copied().filter(|place| class(place) == Some(name)).collect();
            for (n, place) in of_class.iter().enumerate() {
                if self.point(*place).at >= self.now - length * number as i64 {
                    say(kept, *place, &format!("within {each}"));
                } else if n < number {
                    say(kept, *place, &format!("few {each}"));
                } else if self.point(*place).protected {
                    say(kept, *place, "protected");
                }
            }
        }
    }

    /// The newest so many, good or not.
    fn last(&self, field: &str, kept: &mut Kept) {
        let by_hand = |place: &usize| {
            let point = self.point(*place);
            field == "retention" && (point.protected || point.tags.iter().any(|tag| tag == "manual"))
        };
        let (theirs, ours): (Vec<usize>, Vec<usize>) = self.group.iter().copied().partition(by_hand);
        theirs.iter().for_each(|place| say(kept, *place, "not ours"));
        for (n, place) in ours.iter().enumerate() {
            if n < most(&self.policy[field]) {
                say(kept, *place, "last");
            } else if self.point(*place).protected {
                say(kept, *place, "protected");
            }
        }
    }

    /// Each until its own end.
    fn aged(&self, kept: &mut Kept) {
        for place in self.group.iter().copied() {
            let (point, taken) = (self.point(place), moment(self.point(place).at));
            let number = |field: &str| self.policy[field].as_i64();
            let months = |n: i64| taken + Months::new(u32::try_from(n).unwrap());
            let end = match self.policy["dialect"].as_str().unwrap() {
                "age" => number("keep_for_s").map(|s| taken + TimeDelta::seconds(s)),
                "aws_backup" => {
                    number("delete_after_days").filter(|n| *n >= 0).map(|n| taken + TimeDelta::days(n))
                }
                "velero" => {
                    let unit = |letter| {
                        if letter == 'h' {
                            3_600
                        } else if letter == 'm' {
                            60
                        } else {
                            1
                        }
                    };
                    let length = parts(self.policy["ttl"].as_str().unwrap());
                    Some(taken + TimeDelta::seconds(length.iter().map(|(n, of)| n * unit(*of)).sum()))
                }
                _ => number("interval").map(|n| match self.policy["interval_unit"].as_str().unwrap() {
                    "DAYS" => taken + TimeDelta::days(n),
                    "WEEKS" => taken + TimeDelta::weeks(n),
                    // chrono takes the last of a month that is too short.
                    "MONTHS" => months(n),
                    _ => months(12 * n),
                }),
            };
            let end = point.expires.map(moment).or(end);
            if point.protected && self.policy["dialect"] != "velero" {
                say(kept, place, "protected");
            }
            match end {
                None => say(kept, place, "everything"),
                Some(end) if moment(self.now) < end => say(kept, place, "age"),
                Some(_) => {}
            }
        }
    }
}
