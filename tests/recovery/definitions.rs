//! Each definition with a case worked by hand.

use holdfast::recovery::{
    Candidate, Copies, Damage, Keep, Loss, Point, Profile, Source, Tooth, Worst, WorstBytes, bytes_law,
    candidates_at, loss_law, newest_at, sawtooth,
};

use super::{DAY, HOUR, copies, logical, nightly, physical, worst};

const WEEK_KEPT: Keep = Keep::Age(7 * DAY);

fn capture_at(question: &Loss, t: i64) -> Option<i64> {
    newest_at(question, t).unwrap().map(|newest| newest.capture)
}

fn unrecoverable(question: &Loss) -> f64 {
    loss_law(question).unwrap().p_unrecoverable()
}

#[test]
fn the_worst_case_explains_itself() {
    let dump = copies("dump", &[(DAY, 2 * HOUR, 2400)], WEEK_KEPT);
    let moment = worst(&physical(vec![dump]));
    // The dump of 02:00 is usable at 02:40; just before that, only yesterday's is.
    assert_eq!(moment.failure_at, 2 * HOUR + 2400);
    assert_eq!((moment.capture, moment.usable), (2 * HOUR - DAY, 2 * HOUR + 2400 - DAY));
    assert_eq!(moment.loss, 24 * HOUR + 2400);
    assert_eq!(moment.gone, Some(moment.capture + 7 * DAY));
    assert_eq!((moment.protection, moment.newer, moment.attained), (0, 0, false));
    let next = Candidate {
        capture: 2 * HOUR,
        usable: 2 * HOUR + 2400,
        gone: Some(2 * HOUR + 7 * DAY),
        protection: 0,
        source: Source::Copy { start: 2 * HOUR },
    };
    assert_eq!((moment.next, moment.next_usable), (Some(next), Some(2 * HOUR + 2400)));
}

#[test]
fn a_doubtful_worst_case_counts_the_copies_that_must_be_bad() {
    let image = Copies { success: 0.9, ..nightly(WEEK_KEPT) };
    let moment = worst(&physical(vec![image]));
    assert_eq!(moment.loss, 7 * DAY, "the last of them, just before it is deleted");
    assert_eq!(moment.newer, 6);
    assert_eq!(moment.gone, Some(moment.failure_at));
    assert!(!moment.attained);
}

#[test]
fn logical_damage_exactly_at_a_capture_attains_the_worst() {
    let moment = worst(&logical(vec![nightly(WEEK_KEPT)], 3 * DAY));
    assert_eq!((moment.loss, moment.failure_at), (DAY, 2 * HOUR));
    assert!(moment.attained, "the copy captured at that instant is not clean");
}

#[test]
fn ties_of_a_physical_failure() {
    let question = physical(vec![nightly(WEEK_KEPT)]);
    assert_eq!(capture_at(&question, 7200 + 7800), Some(7200), "completes exactly at the failure: counts");
    assert_eq!(capture_at(&question, 7200 + 7799), Some(7200 - DAY));
    let kept = |age| physical(vec![nightly(Keep::Age(age))]);
    assert_eq!(capture_at(&kept(DAY), 7200 + DAY), None, "age exactly the retention: gone");
    assert_eq!(capture_at(&kept(DAY), 7200 + DAY - 1), Some(7200));
}

#[test]
fn ties_of_logical_damage() {
    let question = logical(vec![nightly(WEEK_KEPT)], 6 * DAY);
    assert_eq!(
        capture_at(&question, 7200 + 1),
        Some(7200),
        "still in flight when the damage began, clean all the same"
    );
    assert_eq!(
        capture_at(&question, 7200),
        None,
        "captured exactly at the damage: not clean, and the one before is gone"
    );
    assert_eq!(capture_at(&question, 7200 - 1), Some(7200 - DAY));
    let prompt = logical(vec![nightly(WEEK_KEPT)], 7800);
    assert_eq!(capture_at(&prompt, 7200 + 1), Some(7200));
    let sooner = logical(vec![nightly(WEEK_KEPT)], 7798);
    assert_eq!(capture_at(&sooner, 7200 + 1), Some(7200 - DAY));
    assert_eq!(capture_at(&sooner, 7200 + 2), Some(7200), "usable exactly when the restore begins: counts");
}

#[test]
fn pruning_goes_on_until_the_restore_begins() {
    let question = Loss { detection: 6 * DAY, ..physical(vec![nightly(WEEK_KEPT)]) };
    let law = loss_law(&question).unwrap();
    // A copy is there from 2 h 10 min to 24 h after its start.
    assert!((law.p_unrecoverable() - 7800.0 / 86400.0).abs() < 1e-15);
    assert_eq!(law.worst(), loss_law(&question).unwrap().worst());
    assert_eq!(worst(&question).loss, DAY);
}

#[test]
fn age_covers_the_delay_up_to_retention_less_period() {
    for (delay, covered) in [(6 * DAY, 1.0), (6 * DAY + DAY / 2, 0.5), (7 * DAY, 0.0), (400 * DAY, 0.0)] {
        let law = loss_law(&logical(vec![nightly(WEEK_KEPT)], delay)).unwrap();
        assert_eq!(law.p_unrecoverable(), 1.0 - covered, "{delay}");
        assert_eq!(law.worst() == Worst::NothingRecoverable, covered == 0.0);
        assert_eq!(law.mean(), (covered > 0.0).then_some(DAY as f64 * covered / 2.0));
    }
    assert_eq!(unrecoverable(&logical(vec![nightly(Keep::Age(31 * DAY))], 30 * DAY)), 0.0);
    assert!(unrecoverable(&logical(vec![nightly(Keep::Age(31 * DAY - 1))], 30 * DAY)) > 0.0);
}

#[test]
fn a_count_covers_the_delay_up_to_one_copy_less_plus_the_lag() {
    let five = |delay| unrecoverable(&logical(vec![nightly(Keep::Count(5))], delay));
    assert_eq!(five(4 * DAY + 7800), 0.0);
    assert!(five(4 * DAY + 7801) > 0.0);
    assert_eq!(unrecoverable(&logical(vec![nightly(Keep::Count(31))], 30 * DAY)), 0.0);
    assert!(unrecoverable(&logical(vec![nightly(Keep::Count(30))], 30 * DAY)) > 0.0);
}

#[test]
fn a_count_deletes_when_the_newer_copy_is_usable_not_when_it_starts() {
    let question = physical(vec![nightly(Keep::Count(2))]);
    let held =
        |t| candidates_at(&question, t, 9).unwrap().iter().map(|copy| copy.capture).collect::<Vec<_>>();
    assert_eq!(held(15000 - 1), [7200 - DAY, 7200 - 2 * DAY]);
    assert_eq!(held(15000), [7200, 7200 - DAY]);
}

#[test]
fn the_mean_with_failing_runs_has_its_closed_form() {
    for q in [1.0, 11.0 / 12.0, 0.5, 0.1] {
        let image = Copies { success: q, ..nightly(Keep::Forever) };
        let law = loss_law(&physical(vec![image])).unwrap();
        let expected = 7800.0 + DAY as f64 * (1.0 / q - 0.5);
        assert!((law.mean().unwrap() / expected - 1.0).abs() < 1e-12, "{q}: {:?} {expected}", law.mean());
        assert_eq!(law.p_unrecoverable(), 0.0);
        assert_eq!(law.worst() == Worst::Unbounded, q < 1.0, "{q}");
        assert_eq!(law.percentile(1.0).is_none(), q < 1.0);
        for j in 0..5 {
            let beyond = 1.0 - law.chance_within((7800 + j * DAY) as f64);
            assert!((beyond - (1.0 - q).powi(j as i32)).abs() < 1e-12, "{q} {j}");
        }
    }
}

#[test]
fn a_certain_protection_bounds_a_doubtful_one_that_is_kept_for_ever() {
    let doubtful = Copies { success: 0.5, ..copies("hourly", &[(HOUR, 0, 0)], Keep::Forever) };
    assert_eq!(loss_law(&physical(vec![doubtful.clone()])).unwrap().worst(), Worst::Unbounded);
    let moment = worst(&physical(vec![doubtful.clone(), nightly(WEEK_KEPT)]));
    assert_eq!((moment.loss, moment.protection), (DAY + 7800, 1));
    assert_eq!(moment.newer, 26);
    // Certain only for an hour of the day: unbounded in the rest.
    let brief = nightly(Keep::Age(7800 + HOUR));
    assert_eq!(loss_law(&physical(vec![doubtful, brief])).unwrap().worst(), Worst::Unbounded);
}

#[test]
fn success_zero_gives_nothing() {
    let never = Copies { success: 0.0, ..nightly(Keep::Forever) };
    let law = loss_law(&physical(vec![never.clone()])).unwrap();
    assert_eq!((law.p_unrecoverable(), law.mean(), law.percentile(0.01)), (1.0, None, None));
    assert_eq!(law.worst(), Worst::NothingRecoverable);
    let weekly = copies("weekly", &[(7 * DAY, 0, 0)], WEEK_KEPT);
    let law = loss_law(&physical(vec![never, weekly])).unwrap();
    assert_eq!((law.hyper_period(), law.mean()), (Some(7 * DAY), Some(3.5 * DAY as f64)));
}

#[test]
fn no_copies_and_no_runs() {
    for copies in [vec![], vec![copies("no runs", &[], Keep::Count(3)), copies("none", &[], Keep::Forever)]] {
        let question = physical(copies);
        let law = loss_law(&question).unwrap();
        assert_eq!((law.hyper_period(), law.p_unrecoverable(), law.mean()), (Some(1), 1.0, None));
        assert_eq!(law.worst(), Worst::NothingRecoverable);
        assert_eq!(newest_at(&question, 5), Ok(None));
        let chart = sawtooth(&question, -5, 5).unwrap();
        assert_eq!(chart.teeth, [Tooth { from: -5, to: 5, point: None, protection: None }]);
    }
    // A protection without runs beside one with runs does not cut the period into seconds.
    let law = loss_law(&physical(vec![copies("no runs", &[], WEEK_KEPT), nightly(WEEK_KEPT)])).unwrap();
    assert_eq!(law.pieces().len(), 2);
}

#[test]
fn the_weekend_hole() {
    let weekdays: Vec<_> = (0..5).map(|day| (7 * DAY, day * DAY + 22 * HOUR, 3 * HOUR)).collect();
    let question = physical(vec![copies("weekdays", &weekdays, Keep::Age(14 * DAY))]);
    assert_eq!(worst(&question).loss, 75 * HOUR);
    assert_eq!(worst(&question).capture, 4 * DAY + 22 * HOUR - 7 * DAY);
    assert_eq!(loss_law(&question).unwrap().mean().unwrap().round(), 91029.0);
}

#[test]
fn a_run_longer_than_its_period_overlaps_the_next() {
    let long = physical(vec![copies("hourly", &[(HOUR, 0, 150 * 60)], Keep::Age(DAY))]);
    assert_eq!(worst(&long).loss, 150 * 60 + HOUR);
    // A slow run that is overtaken by a quick one only counts until then.
    let runs = [(DAY, 0, 6 * HOUR), (DAY, HOUR, HOUR)];
    let overtaken = physical(vec![copies("two runs", &runs, Keep::Count(2))]);
    assert_eq!(capture_at(&overtaken, 2 * HOUR), Some(HOUR));
    assert_eq!(capture_at(&overtaken, 6 * HOUR), Some(HOUR), "usable later, captured earlier");
    let held: Vec<i64> =
        candidates_at(&overtaken, 5 * HOUR, 9).unwrap().iter().map(|copy| copy.capture).collect();
    assert_eq!(held, [HOUR, HOUR - DAY], "keep-2 let go of the slow one of the day before at 02:00");
}

#[test]
fn captures_at_the_same_instant_in_two_protections() {
    let one = Copies { success: 0.5, ..copies("one", &[(DAY, 0, 0)], Keep::Age(DAY)) };
    let two = Copies { success: 0.5, ..copies("two", &[(DAY, 0, 0)], Keep::Age(DAY)) };
    let law = loss_law(&physical(vec![one, two])).unwrap();
    assert_eq!(law.p_unrecoverable(), 0.25);
    let chances: Vec<_> = law
        .shares(&law.pieces()[0])
        .iter()
        .map(|share| (share.protection, share.point, share.chance))
        .collect();
    assert_eq!(chances, [(0, Point::At(0), 0.5), (1, Point::At(0), 0.25)]);
}

#[test]
fn two_independent_protections_multiply() {
    let image = Copies { success: 0.9, ..nightly(WEEK_KEPT) };
    let snapshot = Copies { success: 0.8, ..copies("snapshot", &[(6 * HOUR, 0, 300)], Keep::Age(2 * DAY)) };
    let law = loss_law(&physical(vec![image, snapshot])).unwrap();
    assert_eq!((law.mean().unwrap() / 60.0).round(), 4.0 * 60.0 + 8.0);
    assert_eq!((law.percentile(0.95).unwrap() / 60.0).round(), 10.0 * 60.0 + 33.0);
    for piece in law.pieces() {
        let sum: f64 = law.shares(piece).iter().map(|share| share.chance).sum::<f64>() + piece.none;
        assert!((sum - 1.0).abs() < 1e-14, "{piece:?} {sum}");
    }
}

#[test]
fn percentiles_cover_all_instants() {
    let law = loss_law(&logical(vec![nightly(WEEK_KEPT)], 6 * DAY + DAY / 2)).unwrap();
    assert_eq!(law.percentile(0.5), Some(43200.0), "exactly the recoverable mass");
    assert_eq!(law.percentile(0.500001), None);
    assert_eq!(law.percentile(0.25), Some(21600.0));
    for p in [0.0, -1.0, 1.1, f64::NAN] {
        assert_eq!(law.percentile(p), None);
    }
}

#[test]
fn the_schedule_has_always_run_and_always_will() {
    let question = logical(vec![nightly(Keep::Count(5))], 3 * HOUR);
    for t in [0, 7199, 7200, 7201, 50_000] {
        let here = newest_at(&question, t).unwrap().unwrap();
        for days in [-20_000, -1, 3, 1_000_000_000] {
            let there = newest_at(&question, t + days * DAY).unwrap().unwrap();
            assert_eq!(there.capture - days * DAY, here.capture);
            assert_eq!(there.usable - days * DAY, here.usable);
            assert_eq!(there.gone.unwrap() - days * DAY, here.gone.unwrap());
        }
    }
}

#[test]
fn the_sawtooth_of_one_day() {
    let question = physical(vec![nightly(WEEK_KEPT)]);
    for base in [0, -700 * DAY, 700_000 * DAY] {
        let chart = sawtooth(&question, base, base + DAY).unwrap();
        let tooth = |from, to, capture| Tooth {
            from: base + from,
            to: base + to,
            point: Some(Point::At(base + capture)),
            protection: Some(0),
        };
        assert_eq!(chart.teeth, [tooth(0, 15000, 7200 - DAY), tooth(15000, DAY, 7200)]);
        let times: Vec<_> =
            chart.copies.iter().map(|copy| (copy.capture - base, copy.usable - base)).collect();
        assert_eq!(times, [(7200, 15000)]);
    }
}

#[test]
fn bytes_follow_the_write_rate() {
    let question = physical(vec![nightly(WEEK_KEPT)]);
    let constant = Profile::weekly(&[(0, 50_000.0)]).unwrap();
    let law = bytes_law(&question, &constant).unwrap();
    let WorstBytes::At(moment) = law.worst() else { panic!("{:?}", law.worst()) };
    assert_eq!(moment.bytes, 94200.0 * 50_000.0, "26 h 10 min at 50 kB/s: 4.71 GB");
    assert_eq!((moment.failure_at, moment.capture, moment.protection), (15000, 7200 - DAY, 0));
    assert_eq!(law.mean(), Some(51000.0 * 50_000.0));
    assert!((law.percentile(0.95).unwrap() - 89880.0 * 50_000.0).abs() < 1e-3);
    assert_eq!(law.hyper_period(), Some(7 * DAY));
    // Nothing is written except in the first hour of the week.
    let rare = Profile::weekly(&[(0, 1.0), (HOUR, 0.0)]).unwrap();
    let law = bytes_law(&question, &rare).unwrap();
    let WorstBytes::At(moment) = law.worst() else { panic!("{:?}", law.worst()) };
    assert_eq!(moment.bytes, HOUR as f64);
    assert_eq!(law.percentile(0.5), Some(0.0), "an atom at no loss at all");
    // Unrecovered writes: the hour itself and until Tuesday 04:10 at the latest.
    let lost_something = (15000.0 - 0.0) / (7.0 * DAY as f64);
    assert!((law.chance_within(0.0) - (1.0 - lost_something)).abs() < 1e-12);
}

#[test]
fn bytes_of_copies_kept_for_ever() {
    let doubtful = physical(vec![Copies { success: 0.5, ..nightly(Keep::Forever) }]);
    let some = bytes_law(&doubtful, &Profile::weekly(&[(0, 1.0)]).unwrap()).unwrap();
    assert_eq!(some.worst(), WorstBytes::Unbounded);
    assert_eq!(some.percentile(1.0), None);
    let nothing = bytes_law(&doubtful, &Profile::weekly(&[(0, 0.0)]).unwrap()).unwrap();
    let WorstBytes::At(moment) = nothing.worst() else { panic!("{:?}", nothing.worst()) };
    assert_eq!((moment.bytes, nothing.mean(), nothing.percentile(0.99)), (0.0, Some(0.0), Some(0.0)));
    let none = Loss { protections: vec![], damage: Damage::Logical, detection: 0 };
    let law = bytes_law(&none, &Profile::weekly(&[(0, 1.0)]).unwrap()).unwrap();
    assert_eq!((law.worst(), law.p_unrecoverable()), (WorstBytes::NothingRecoverable, 1.0));
}
