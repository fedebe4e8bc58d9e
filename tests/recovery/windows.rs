//! Runs that are listed one by one, and laws over a window.

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Keep, Once, Profile, RecoveryError, Run, Runs, Source, Span, Warning, Worst,
    YEAR, bytes_law, bytes_of, loss_law, loss_law_or_year, loss_law_over, newest_at, runs_needed, sawtooth,
    warnings,
};

use super::{DAY, HOUR, copies, nightly, physical};

/// Days in the months of 2025 and 2026.
const MONTHS: [i64; 24] =
    [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The first of each month at midnight, counted from the first of January of the first year.
fn firsts(duration: i64) -> Runs {
    let mut start = 0;
    let mut once = |days: &i64| {
        let run = Once { start, duration };
        start += days * DAY;
        run
    };
    MONTHS.iter().map(&mut once).collect()
}

fn monthly(keep: Keep) -> holdfast::recovery::Copies {
    holdfast::recovery::Copies { runs: firsts(2 * HOUR), ..copies("monthly", &[], keep) }
}

#[test]
fn a_month_has_no_period() {
    let question = physical(vec![monthly(Keep::Age(90 * DAY))]);
    let refused = loss_law(&question).unwrap_err();
    assert_eq!(refused, RecoveryError::Listed { protection: "monthly".to_owned() });
    let (from, to) = (365 * DAY, 730 * DAY);
    let law = loss_law_over(&question, from, to).unwrap();
    assert_eq!((law.span(), law.hyper_period()), (Span::Window { from, to }, None));
    let Worst::At(moment) = law.worst() else { panic!("{:?}", law.worst()) };
    assert_eq!((moment.loss, law.p_unrecoverable()), (31 * DAY + 2 * HOUR, 0.0));
    // Each month of d days adds d^2/2, and two hours of it fall back a month more.
    let squares: i64 = MONTHS[12..].iter().map(|days| days * days).sum();
    let before: i64 = MONTHS[11..23].iter().sum();
    let expected = squares as f64 * DAY as f64 / 730.0 + 2.0 * HOUR as f64 * before as f64 / 365.0;
    assert!((law.mean().unwrap() - expected).abs() < 1e-6, "{:?} {expected}", law.mean());
    let bytes = bytes_of(&law, &Profile::weekly(&[(0, 10.0)]).unwrap()).unwrap();
    assert!((bytes.mean().unwrap() - 10.0 * expected).abs() < 1e-4);
    assert_eq!(bytes.span(), law.span());
    assert!(bytes_law(&question, &Profile::weekly(&[(0, 10.0)]).unwrap()).is_err());
}

#[test]
fn what_is_not_listed_did_not_happen() {
    let question = physical(vec![monthly(Keep::Count(2))]);
    let law = loss_law_over(&question, -DAY, DAY).unwrap();
    assert_eq!(law.p_unrecoverable(), (DAY + 2 * HOUR) as f64 / (2 * DAY) as f64);
    assert_eq!(newest_at(&question, 2 * HOUR - 1), Ok(None));
    let first = newest_at(&question, 2 * HOUR).unwrap().unwrap();
    assert_eq!((first.capture, first.gone), (0, Some(59 * DAY + 2 * HOUR)));
    let chart = sawtooth(&question, -DAY, 40 * DAY).unwrap();
    assert_eq!(
        chart.teeth.iter().map(|tooth| tooth.to).collect::<Vec<_>>(),
        [2 * HOUR, 31 * DAY + 2 * HOUR, 40 * DAY]
    );
    assert_eq!(chart.copies.len(), 2);
    // Copies that are never deleted, made once and maybe bad, are not endless.
    let doubtful = holdfast::recovery::Copies { success: 0.5, ..monthly(Keep::Forever) };
    let law = loss_law_over(&physical(vec![doubtful]), 60 * DAY, 61 * DAY).unwrap();
    assert_eq!(law.p_unrecoverable(), 0.125, "the chance that all three are bad");
}

#[test]
fn a_monthly_full_with_daily_increments() {
    let chain = Chain {
        name: "mixed".to_owned(),
        kind: ChainKind::Incremental,
        fulls: firsts(HOUR),
        increments: vec![Run { period: DAY, offset: 12 * HOUR, duration: HOUR }].into(),
        propagation: 0,
        keep: Keep::Age(60 * DAY),
        success: 1.0,
        success_increment: 1.0,
        bad_runs: BadRuns::Silent,
        unnoticed: 0,
    };
    let question = physical(vec![chain]);
    let law = loss_law_or_year(&question, 365 * DAY).unwrap();
    assert_eq!(law.span(), Span::Window { from: 365 * DAY, to: 365 * DAY + YEAR });
    let Worst::At(moment) = law.worst() else { panic!("{:?}", law.worst()) };
    assert_eq!(moment.loss, DAY + HOUR);
    let newest = newest_at(&question, 31 * DAY - HOUR).unwrap().unwrap();
    assert_eq!(newest.source, Source::Incremental { start: 30 * DAY + 12 * HOUR, full: 0, between: 30 });
    assert_eq!(runs_needed(&question, &newest).unwrap().len(), 32);
    assert_eq!(newest_at(&question, 0), Ok(None));
}

#[test]
fn increments_before_the_first_full_are_lost() {
    let once = |start| Once { start, duration: 0 };
    let chain = Chain {
        name: "listed".to_owned(),
        kind: ChainKind::Differential,
        fulls: vec![once(10)].into(),
        increments: vec![once(4), once(14), once(2)].into(),
        propagation: 0,
        keep: Keep::Forever,
        success: 1.0,
        success_increment: 1.0,
        bad_runs: BadRuns::Silent,
        unnoticed: 0,
    };
    let question = physical(vec![chain]);
    let law = loss_law_over(&question, 0, 20).unwrap();
    assert_eq!((law.p_unrecoverable(), law.mean()), (0.5, Some((4.0 * 2.0 + 6.0 * 3.0) / 10.0)));
    assert_eq!(warnings(&question), [Warning::BeforeFull { protection: "listed".to_owned(), increments: 2 }]);
}

#[test]
fn what_repeats_is_the_same_over_whole_periods() {
    let question =
        physical(vec![nightly(Keep::Age(7 * DAY)), copies("hourly", &[(HOUR, 60, 90)], Keep::Count(3))]);
    let (law, window) = (loss_law(&question).unwrap(), loss_law_over(&question, -3 * DAY, 4 * DAY).unwrap());
    assert!((law.mean().unwrap() - window.mean().unwrap()).abs() < 1e-9);
    assert!((law.percentile(0.95).unwrap() - window.percentile(0.95).unwrap()).abs() < 1e-9);
    assert_eq!(loss_law_or_year(&question, 0), Ok(law));
}

#[test]
fn periods_that_never_line_up_are_asked_about_for_a_year() {
    let odd = copies("odd", &[(86_399, 0, 0)], Keep::Age(9 * DAY));
    let question = physical(vec![odd, copies("even", &[(300, 0, 7)], Keep::Age(DAY))]);
    assert!(loss_law(&question).is_ok());
    let never = copies("never", &[(86_398, 0, 0)], Keep::Age(9 * DAY));
    let question =
        physical(vec![copies("odd", &[(86_399, 0, 0)], Keep::Age(9 * DAY)), nightly(Keep::Age(DAY)), never]);
    assert!(matches!(loss_law(&question), Err(RecoveryError::HyperPeriod { .. })));
    let law = loss_law_or_year(&question, 0).unwrap();
    assert_eq!(law.span(), Span::Window { from: 0, to: YEAR });
    assert_eq!(law.p_unrecoverable(), 0.0);
    // Within one protection there is no pattern to go by.
    let both = copies("both", &[(86_399, 0, 0), (DAY, 0, 0), (86_398, 0, 0)], Keep::Age(9 * DAY));
    assert!(matches!(loss_law_or_year(&physical(vec![both]), 0), Err(RecoveryError::HyperPeriod { .. })));
}

#[test]
fn windows_have_limits() {
    let question = physical(vec![nightly(Keep::Age(DAY))]);
    assert_eq!(loss_law_over(&question, 5, 5), Err(RecoveryError::Window { from: 5, to: 5 }));
    assert!(matches!(loss_law_over(&question, 0, i64::MAX), Err(RecoveryError::TooLarge { .. })));
    assert!(matches!(loss_law_over(&question, 0, 1 << 49), Err(RecoveryError::WindowTooLong { .. })));
    assert!(matches!(
        loss_law_or_year(&physical(vec![monthly(Keep::Forever)]), i64::MAX),
        Err(RecoveryError::TooLarge { .. })
    ));
    let mut minutely = monthly(Keep::Forever);
    minutely.runs.repeating.push(Run { period: 1, offset: 0, duration: 0 });
    assert!(matches!(
        loss_law_over(&physical(vec![minutely]), 0, YEAR),
        Err(RecoveryError::WindowTooLong { .. })
    ));
}
