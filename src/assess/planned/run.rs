//! One policy over the points of a subject.

use super::Subject;
use super::bytes::{Space, space};
use super::ground::{Ground, Missing, ground};
use crate::assess::Clock;
use crate::retention::{
    Clean, Facts, Held, KeepPoint, Policy, Reach, Reason, Refusal, RetentionError, Verdict, Warning, clean,
    decide, lives, reach, refusals, warnings,
};
use crate::system::Setup;
use crate::units::{Arrange, Duration};

/// How late damage may be noticed, for the table.
pub const DELAYS: [Duration; 8] = [
    Duration::days(1),
    Duration::days(3),
    Duration::days(7),
    Duration::days(14),
    Duration::days(30),
    Duration::days(60),
    Duration::days(90),
    Duration::days(180),
];

/// A policy and all that it comes to.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The policy.
    pub policy: Policy,
    /// The points it was run over.
    pub ground: Ground,
    /// When each of these goes, in seconds since 1970, UTC.
    pub gone: Vec<Option<i64>>,
    /// Why each of these is kept now.
    pub why: Vec<Vec<Reason>>,
    /// Why the tool would not run it: then everything stays.
    pub refusals: Vec<Refusal>,
    /// What its owner may not expect.
    pub warnings: Vec<Warning>,
    /// How old the oldest copy is over the time ahead; now, where nothing is known of what is to come.
    pub reach: Option<Reach>,
    /// By how late damage is noticed.
    pub clean: Vec<(Duration, Clean)>,
    /// What it takes; `None` where that is not known.
    pub space: Option<Space>,
}

/// What becomes of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is there and stays, for now.
    Kept,
    /// It is there, and goes when the tool next prunes.
    Goes,
    /// It was there, and is gone.
    Gone,
}

/// Runs a policy.
///
/// # Errors
/// [`Missing`] where there is nothing to run it over; and in words where tool and points do not go together.
pub fn run(
    subject: &Subject<'_>,
    setup: &Setup,
    clock: &Clock,
    policy: &Policy,
) -> Result<Result<Ran, String>, Missing> {
    let ground = ground(subject, setup, clock, policy)?;
    Ok(over(subject, setup, policy, ground))
}

/// What a policy keeps takes, and how many copies that are now: all that storage is about.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// The moment this holds for, in seconds since 1970, UTC.
    pub now: i64,
    /// Copies that are kept now.
    pub kept: usize,
    /// What they take.
    pub space: Space,
}

/// As [`run`], and nothing but the bytes. `None` where there is nothing to run it over, or no bytes are known.
pub fn weigh(subject: &Subject<'_>, setup: &Setup, clock: &Clock, policy: &Policy) -> Option<Weighed> {
    let ground = ground(subject, setup, clock, policy).ok()?;
    let gone = fates(policy, &ground).ok()?.gone;
    let now = ground.now;
    let stays = |(point, gone): &(&KeepPoint, &Option<i64>)| {
        point.at + ground.lag <= now && gone.is_none_or(|gone| gone > now)
    };
    let kept = ground.points.iter().zip(&gone).filter(stays).count();
    Some(Weighed { now, kept, space: space(subject, setup, &ground, &gone, policy.dialect())? })
}

/// What becomes of points.
struct Fates {
    /// Those that are whole by now, whatever has become of them, and what would be said of them all.
    there: Vec<KeepPoint>,
    verdicts: Vec<Verdict>,
    refusals: Vec<Refusal>,
    /// When each of all goes.
    gone: Vec<Option<i64>>,
}

fn fates(policy: &Policy, ground: &Ground) -> Result<Fates, RetentionError> {
    let (now, lag) = (ground.now, ground.lag);
    // What the tool would refuse it refuses whatever the points are, but for a group that would be emptied.
    let there: Vec<KeepPoint> = ground.points.iter().filter(|point| point.at + lag <= now).cloned().collect();
    let verdicts = decide(policy, &there, now)?;
    let refusals = refusals(policy, &there, &verdicts);
    let gone = match refusals.is_empty() {
        true => lives(policy, &ground.points, lag, &ground.prunes)?,
        false => vec![None; ground.points.len()],
    };
    Ok(Fates { there, verdicts, refusals, gone })
}

fn over(subject: &Subject<'_>, setup: &Setup, policy: &Policy, ground: Ground) -> Result<Ran, String> {
    let words = |error: RetentionError| error.to_string();
    let (now, lag) = (ground.now, ground.lag);
    let Fates { there, verdicts: of_all, refusals, gone } = fates(policy, &ground).map_err(words)?;
    // Why each stays: of those that are left now, since what has gone decides no more.
    let left = |place: &usize| {
        let here = ground.points.get(*place).is_some_and(|point| point.at + lag <= now);
        let goes = gone.get(*place).copied().flatten();
        here && goes.is_none_or(|goes| goes > now || (ground.is_real && goes == now))
    };
    let places: Vec<usize> = (0..ground.points.len()).filter(left).collect();
    let now_there: Vec<KeepPoint> =
        places.iter().filter_map(|place| ground.points.get(*place).cloned()).collect();
    let verdicts = decide(policy, &now_there, now).map_err(words)?;
    let mut why = vec![Vec::new(); ground.points.len()];
    for (place, verdict) in places.iter().zip(&verdicts) {
        if let Some(why) = why.get_mut(*place) {
            why.clone_from(&verdict.by);
        }
    }
    let facts = Facts {
        points: if ground.is_real { &now_there } else { &there },
        verdicts: if ground.is_real { &verdicts } else { &of_all },
        now,
        every_s: Some(subject.every()),
        delay_s: Some(subject.unnoticed().seconds()),
        locked_s: subject.of.and_then(|(_, protection)| protection.locked_for).map(Duration::seconds),
    };
    let warnings = warnings(policy, &facts);
    let held = Held::of(&ground.points, lag, &gone);
    let until = ground.until.max(now + 1);
    let mut delays: Vec<Duration> = DELAYS.to_vec();
    delays.push(subject.unnoticed());
    delays.arrange_by_key(|delay| *delay);
    delays.dedup();
    let clean = delays.into_iter().map(|delay| (delay, clean(&held, delay.seconds(), now, until))).collect();
    let space = space(subject, setup, &ground, &gone, policy.dialect());
    Ok(Ran {
        policy: policy.clone(),
        reach: reach(&held, now, until),
        clean,
        space,
        ground,
        gone,
        why,
        refusals,
        warnings,
    })
}

impl Ran {
    /// Points up to now, the newest first, with what becomes of each.
    pub fn points(&self) -> impl Iterator<Item = (usize, &KeepPoint, State)> {
        let (now, lag) = (self.ground.now, self.ground.lag);
        let all = self.ground.points.iter().enumerate().rev();
        all.filter(move |(_, point)| point.at + lag <= now).map(move |(place, point)| {
            let state = match self.gone.get(place).copied().flatten() {
                Some(gone) if self.ground.is_real && gone <= now => State::Goes,
                Some(gone) if gone <= now => State::Gone,
                _ => State::Kept,
            };
            (place, point, state)
        })
    }

    /// How many are kept now.
    pub fn kept(&self) -> usize {
        self.points().filter(|(_, _, state)| *state == State::Kept).count()
    }

    /// How many real points go with the next pruning.
    pub fn going(&self) -> usize {
        self.points().filter(|(_, _, state)| *state == State::Goes).count()
    }

    /// What goes next after now, and when: places of points.
    pub fn next(&self) -> Option<(i64, Vec<usize>)> {
        let now = self.ground.now;
        let coming = self.gone.iter().enumerate().filter_map(|(place, gone)| Some((place, (*gone)?)));
        let coming: Vec<(usize, i64)> = coming.filter(|(_, gone)| *gone > now).collect();
        let first = coming.iter().map(|(_, gone)| *gone).min()?;
        let with = coming.into_iter().filter(|(_, gone)| *gone == first).map(|(place, _)| place);
        Some((first, with.collect()))
    }

    /// The reasons of a point in words.
    pub fn reasons(&self, place: usize) -> Vec<String> {
        let why = self.why.get(place).map(Vec::as_slice).unwrap_or_default();
        why.iter().map(|reason| self.policy.words(reason, &self.ground.points)).collect()
    }

    /// Whether only the moment now is known, and not the time ahead.
    pub fn only_now(&self) -> bool {
        self.ground.until <= self.ground.now
    }

    /// What is left when damage is noticed so late.
    pub fn clean_after(&self, delay: Duration) -> Option<Clean> {
        self.clean.iter().find(|(of, _)| *of == delay).map(|(_, clean)| *clean)
    }
}
