//! Chains, worked by hand ("recovery mathematics", section 2(b)).

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Keep, Loss, Run, Runs, Source, Warning, Worst, candidates_at, loss_law,
    newest_at, runs_needed, sawtooth, warnings,
};

use super::{DAY, HOUR, logical, physical, worst};

const SUNDAY: i64 = 6 * DAY;

/// A full on Sunday 01:00 that takes 4 hours, increments on the other days that take half an hour.
fn weekly(kind: ChainKind, success: f64, success_increment: f64) -> Chain {
    let run = |offset, duration| Run { period: 7 * DAY, offset, duration };
    Chain {
        name: "weekly".to_owned(),
        kind,
        fulls: Runs::from(vec![run(SUNDAY + HOUR, 4 * HOUR)]),
        increments: (0..6).map(|day| run(day * DAY + HOUR, HOUR / 2)).collect(),
        propagation: 0,
        keep: Keep::Age(28 * DAY),
        success,
        success_increment,
        bad_runs: BadRuns::Silent,
        unnoticed: 0,
    }
}

fn minutes(seconds: Option<f64>) -> f64 {
    (seconds.unwrap() / 60.0).floor()
}

#[test]
fn the_example_of_a_week() {
    for kind in [ChainKind::Incremental, ChainKind::Differential] {
        let all_good = physical(vec![weekly(kind, 1.0, 1.0)]);
        let law = loss_law(&all_good).unwrap();
        assert_eq!((worst(&all_good).loss, law.mean()), (28 * HOUR, Some(13.0 * HOUR as f64)));
    }
    let law = |kind| loss_law(&physical(vec![weekly(kind, 0.98, 0.95)])).unwrap();
    let incremental = law(ChainKind::Incremental);
    assert_eq!(minutes(incremental.mean()), 24.0 * 60.0 + 49.0);
    assert_eq!((incremental.percentile(0.99).unwrap() / 3600.0).round(), 6.0 * 24.0 + 18.0);
    let differential = law(ChainKind::Differential);
    assert_eq!(minutes(differential.mean()), 16.0 * 60.0 + 9.0);
    assert_eq!((differential.percentile(0.99).unwrap() / 3600.0).round(), 4.0 * 24.0 + 19.0);
    // Just before the next full is usable, six links hang on the old one.
    let piece = incremental.pieces().iter().find(|piece| piece.to == SUNDAY + 5 * HOUR).unwrap();
    let newest = incremental.shares(piece)[0];
    assert!((newest.chance - 0.98 * 0.95_f64.powi(6)).abs() < 1e-15);
    let piece = differential.pieces().iter().find(|piece| piece.to == SUNDAY + 5 * HOUR).unwrap();
    let shares = differential.shares(piece);
    let some_differential: f64 = shares[..6].iter().map(|share| share.chance).sum();
    assert!((some_differential - 0.98 * (1.0 - 0.05_f64.powi(6))).abs() < 1e-14, "{some_differential}");
    assert!((shares[6].chance - 0.98 * 0.05_f64.powi(6)).abs() < 1e-20, "the full alone");
}

#[test]
fn the_worst_case_names_full_and_links() {
    let question = physical(vec![weekly(ChainKind::Incremental, 1.0, 1.0)]);
    let moment = worst(&question);
    let (full, start) = (SUNDAY + HOUR - 7 * DAY, 5 * DAY + HOUR);
    assert_eq!(moment.failure_at, SUNDAY + 5 * HOUR);
    assert_eq!(moment.source, Source::Incremental { start, full, between: 5 });
    assert_eq!(moment.next.unwrap().source, Source::Copy { start: SUNDAY + HOUR });
    let newest = newest_at(&question, moment.failure_at - 1).unwrap().unwrap();
    assert_eq!((newest.source, newest.gone), (moment.source, moment.gone));
    let needed = runs_needed(&question, &newest).unwrap();
    assert_eq!(needed[0], full);
    assert_eq!(needed[1..], [0, 1, 2, 3, 4, 5].map(|day| day * DAY + HOUR));
    let differential = physical(vec![weekly(ChainKind::Differential, 1.0, 1.0)]);
    let newest = newest_at(&differential, moment.failure_at - 1).unwrap().unwrap();
    assert_eq!(newest.source, Source::Differential { start, full });
    assert_eq!(runs_needed(&differential, &newest).unwrap(), [full, start]);
}

#[test]
fn what_later_runs_need_is_pinned() {
    // The oldest copy that may be the newest good one: the full, kept for the six days until its last link and 28 more.
    let moment = worst(&physical(vec![weekly(ChainKind::Incremental, 0.98, 0.95)]));
    assert_eq!((moment.loss, moment.newer), (34 * DAY, 33));
    assert_eq!(moment.gone, Some(moment.failure_at));
    // Differentials keep only their full: at the end it has lost the first five.
    let moment = worst(&physical(vec![weekly(ChainKind::Differential, 0.98, 0.95)]));
    assert_eq!((moment.loss, moment.newer), (34 * DAY, 28));
    // When only fulls may be bad, nothing but the last link of a chain can be its best.
    let moment = worst(&physical(vec![weekly(ChainKind::Incremental, 0.98, 1.0)]));
    assert_eq!((moment.loss, moment.newer), (28 * DAY, 27));
    // Increments that never are good pin their full all the same.
    let moment = worst(&physical(vec![weekly(ChainKind::Incremental, 0.98, 0.0)]));
    assert_eq!(moment.loss, 34 * DAY);
    // A count of three: the whole chain stays until the third newer run after its last is there.
    let three = Chain { keep: Keep::Count(3), ..weekly(ChainKind::Incremental, 1.0, 1.0) };
    let held = |t| candidates_at(&physical(vec![three.clone()]), t, 99).unwrap().len();
    let third = 7 * DAY + DAY + HOUR + HOUR / 2;
    assert_eq!((held(third - 1), held(third)), (9, 3));
}

#[test]
fn a_link_waits_for_its_full() {
    // The full of 00:00 takes 3 hours, the increment of 01:00 a minute.
    let run = |offset, duration| Runs::from(vec![Run { period: DAY, offset, duration }]);
    let chain = Chain {
        fulls: run(0, 3 * HOUR),
        increments: run(HOUR, 60),
        ..weekly(ChainKind::Incremental, 1.0, 1.0)
    };
    let question = physical(vec![chain]);
    assert_eq!(newest_at(&question, 3 * HOUR - 1).unwrap().unwrap().capture, HOUR - DAY);
    let newest = newest_at(&question, 3 * HOUR).unwrap().unwrap();
    assert_eq!((newest.capture, newest.usable), (HOUR, 3 * HOUR));
    assert_eq!(worst(&question).loss, DAY + 2 * HOUR);
}

#[test]
fn a_noticed_bad_run_breaks_only_itself() {
    let law = |bad_runs, kind| {
        let chain = Chain { bad_runs, ..weekly(kind, 0.9, 0.9) };
        loss_law(&physical(vec![chain])).unwrap()
    };
    let noticed = law(BadRuns::Noticed, ChainKind::Incremental);
    assert_eq!(noticed.mean(), law(BadRuns::Noticed, ChainKind::Differential).mean());
    assert!(noticed.mean() < law(BadRuns::Silent, ChainKind::Differential).mean());
    // Runs 24 hours apart, each good with 0.9, and nearly never out of reach: the mean of all good, 13 hours, and
    // 24 (1/q - 1) more.
    let expected = 13.0 * HOUR as f64 + DAY as f64 * (1.0 / 0.9 - 1.0);
    assert!((noticed.mean().unwrap() - expected).abs() < 1.0, "{:?} {expected}", noticed.mean());
    // A good full ends the list, however many increments are bad.
    let chain = Chain { bad_runs: BadRuns::Noticed, ..weekly(ChainKind::Incremental, 1.0, 1e-30) };
    assert_eq!(worst(&physical(vec![chain])).loss, 7 * DAY + 4 * HOUR);
}

#[test]
fn all_runs_fail_until_someone_notices() {
    let days = 10 * DAY;
    let question = |unnoticed| {
        let chain = Chain { unnoticed, ..weekly(ChainKind::Incremental, 1.0, 1.0) };
        physical(vec![chain])
    };
    assert_eq!(worst(&question(days)).loss, worst(&question(0)).loss + days);
    let (late, usual) = (loss_law(&question(days)).unwrap(), loss_law(&question(0)).unwrap());
    assert_eq!(late.mean(), usual.mean().map(|mean| mean + days as f64));
    assert_eq!(late.p_unrecoverable(), 0.0);
    // Pruning goes on: unnoticed for longer than copies are kept, nothing is left.
    let law = loss_law(&question(40 * DAY)).unwrap();
    assert_eq!((law.worst(), law.p_unrecoverable()), (Worst::NothingRecoverable, 1.0));
}

#[test]
fn logical_damage_falls_back_along_the_chain() {
    let question = logical(vec![weekly(ChainKind::Incremental, 1.0, 1.0)], 3 * DAY);
    assert_eq!(worst(&question).loss, DAY);
    // 28 days from the last link, which is the day before the full: a chain covers 27 days before its own cycle ends.
    let covered = |delay| loss_law(&logical(vec![weekly(ChainKind::Incremental, 1.0, 1.0)], delay)).unwrap();
    assert_eq!(covered(27 * DAY).p_unrecoverable(), 0.0);
    assert_eq!(covered(28 * DAY).p_unrecoverable(), 1.0 / 7.0, "the Sunday before the next full");
}

#[test]
fn a_chain_without_a_full_gives_nothing_and_says_so() {
    let orphan = Chain { fulls: Runs::default(), ..weekly(ChainKind::Incremental, 1.0, 1.0) };
    let question = physical(vec![orphan]);
    let law = loss_law(&question).unwrap();
    assert_eq!((law.hyper_period(), law.p_unrecoverable()), (Some(7 * DAY), 1.0));
    assert!(candidates_at(&question, 0, 9).unwrap().is_empty());
    assert!(sawtooth(&question, 0, DAY).unwrap().copies.is_empty());
    assert_eq!(warnings(&question), [Warning::NoFull { protection: "weekly".to_owned() }]);
}

#[test]
fn retention_within_the_gap_of_a_chain_is_warned_about() {
    let kept = |age| Loss {
        detection: 0,
        ..physical(vec![Chain { keep: Keep::Age(age), ..weekly(ChainKind::Incremental, 1.0, 1.0) }])
    };
    assert_eq!(warnings(&kept(DAY + 1)), []);
    let expected = Warning::KeptForLessThanGap { protection: "weekly".to_owned(), keep: DAY, gap: DAY };
    assert_eq!(warnings(&kept(DAY)), [expected]);
    let said = warnings(&kept(60)).iter().map(Warning::to_string).collect::<Vec<_>>().join(" ");
    assert!(said.contains("up to 86400 s pass") && said.contains("until one is usable"), "{said}");
}
