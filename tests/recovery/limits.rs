//! Absurd questions get a clear refusal, big ones a quick answer.

use holdfast::recovery::{
    BadRuns, Chain, ChainKind, Consistent, Copies, Damage, Keep, Log, Loss, MAX_SECONDS, Once, Pitr, Profile,
    Protection, RecoveryError, Replica, ReplicaMode, Run, Runs, bytes_law, bytes_of, candidates_at, loss_law,
    loss_law_or_year, loss_law_over, newest_at, runs_needed, sawtooth, warnings,
};

use super::{DAY, copies, logical, nightly, physical, worst};

fn refusal(question: &Loss) -> RecoveryError {
    assert_eq!(
        sawtooth(question, 0, DAY).is_err(),
        !matches!(loss_law(question), Err(RecoveryError::HyperPeriod { .. }))
    );
    loss_law(question).unwrap_err()
}

#[test]
fn values_out_of_range_are_named() {
    let kept = Keep::Age(DAY);
    let run = |run| physical(vec![copies("files", &[run], kept)]);
    let name = || "files".to_owned();
    for period in [0, -1, i64::MIN] {
        assert_eq!(
            refusal(&run((period, 0, 0))),
            RecoveryError::Period { protection: name(), quantity: "run period", period }
        );
    }
    let negative = RecoveryError::Negative { protection: name(), quantity: "run duration", value: -1 };
    assert_eq!(refusal(&run((DAY, 0, -1))), negative);
    assert_eq!(negative.to_string(), "the run duration of \"files\" is -1 s: give 0 s or more");
    for value in [i64::MIN, -1_000_000_000_000_000_000, 1_000_000_000_000_000_000, MAX_SECONDS + 1, i64::MAX]
    {
        let huge = [
            run((DAY, value, 0)),
            run((DAY, 0, value)),
            run((value, 0, 0)),
            logical(vec![nightly(kept)], value),
        ];
        for question in huge {
            assert!(loss_law(&question).is_err(), "{question:?}");
            assert!(newest_at(&question, 0).is_err());
        }
        let fine = run((DAY, 0, 0));
        assert!(matches!(newest_at(&fine, value), Err(RecoveryError::TooLarge { .. })));
        assert!(matches!(sawtooth(&fine, 0, value), Err(RecoveryError::TooLarge { .. })));
        for copies in [
            Copies { propagation: value, ..nightly(kept) },
            Copies { keep: Keep::Age(value), ..nightly(kept) },
        ] {
            assert!(loss_law(&physical(vec![copies])).is_err());
        }
    }
    for success in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        let question = physical(vec![Copies { success, ..nightly(kept) }]);
        assert!(matches!(refusal(&question), RecoveryError::Success { .. }));
    }
    let nothing = physical(vec![nightly(Keep::Count(0))]);
    assert_eq!(refusal(&nothing), RecoveryError::KeepsNothing { protection: "nightly image".to_owned() });
    let early = logical(vec![nightly(kept)], -1);
    assert_eq!(refusal(&early), RecoveryError::Detection { value: -1 });
    assert_eq!(sawtooth(&run((DAY, 0, 0)), 5, 5), Err(RecoveryError::Window { from: 5, to: 5 }));
}

#[test]
fn the_largest_values_allowed_do_not_overflow() {
    let most = MAX_SECONDS;
    for keep in [Keep::Forever, Keep::Age(most), Keep::Age(0), Keep::Count(1), Keep::Count(u32::MAX)] {
        for offset in [most, -most] {
            for period in [most, most / 2, DAY] {
                for detection in [0, most] {
                    for success in [0.0, 0.5, 1.0] {
                        let widest = copies("widest", &[(period, offset, most)], keep);
                        let widest = Copies { propagation: most, success, ..widest };
                        for question in [
                            Loss { detection, ..physical(vec![widest.clone()]) },
                            logical(vec![widest], detection),
                        ] {
                            let _ = loss_law(&question);
                            let _ = bytes_law(&question, &Profile::weekly(&[(0, 1e300)]).unwrap());
                            for t in [most, -most, 0] {
                                let _ = candidates_at(&question, t, 5);
                            }
                            let _ = sawtooth(&question, -most, most);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_largest_values_of_every_kind_do_not_overflow() {
    let most = MAX_SECONDS;
    let profile = Profile::weekly(&[(0, 1e300), (5, 0.0)]).unwrap();
    let ask = |protection: &Protection| {
        for damage in [Damage::Physical, Damage::Logical] {
            for detection in [0, most] {
                let question = Loss { protections: vec![protection.clone()], damage, detection };
                let _ = warnings(&question);
                for law in [
                    loss_law(&question),
                    loss_law_over(&question, -most, most),
                    loss_law_or_year(&question, most - 1),
                ] {
                    let _ = law.map(|law| bytes_of(&law, &profile).map(|law| law.mean()));
                }
                for t in [most, -most, 0] {
                    for candidate in candidates_at(&question, t, 5).unwrap_or_default() {
                        let _ = runs_needed(&question, &candidate);
                    }
                }
                let _ = sawtooth(&question, -most, most);
            }
        }
    };
    for keep in [Keep::Forever, Keep::Age(most), Keep::Age(0), Keep::Count(1), Keep::Count(u32::MAX)] {
        for (offset, period) in [(most, most), (-most, most / 2), (most, DAY), (-most, DAY)] {
            let run = |offset| Run { period, offset, duration: most };
            let once = |start| Once { start, duration: most };
            for success in [0.5, 1.0] {
                for listed in [false, true] {
                    let runs = |offset: i64| match listed {
                        true => Runs { listed: vec![once(offset), once(-offset)], repeating: vec![] },
                        false => Runs::from(vec![run(offset), run(offset + 7)]),
                    };
                    let unnoticed = if success < 1.0 { most } else { 0 };
                    for kind in [ChainKind::Incremental, ChainKind::Differential] {
                        ask(&Protection::from(Chain {
                            name: "widest".to_owned(),
                            kind,
                            fulls: runs(offset),
                            increments: runs(offset / 2),
                            propagation: most,
                            keep,
                            success,
                            success_increment: 0.5,
                            bad_runs: if listed { BadRuns::Noticed } else { BadRuns::Silent },
                            unnoticed,
                        }));
                    }
                    ask(&Protection::from(Pitr {
                        name: "widest".to_owned(),
                        bases: runs(offset),
                        consistent: Consistent::AtEnd,
                        logs: vec![Log { period, offset, ship: most }, Log { period: most, offset, ship: 0 }],
                        propagation: most,
                        keep,
                        success,
                        unnoticed,
                    }));
                }
            }
        }
    }
    let delayed = ReplicaMode::Delayed { lag: most, delay: most, stops_anywhere: false };
    for mode in [delayed, ReplicaMode::Asynchronous { lag: most }] {
        let standby = Replica { name: "standby".to_owned(), mode, success: 0.5 };
        ask(&Protection::from(standby));
    }
}

#[test]
fn values_of_every_kind_are_checked() {
    let log = Log { period: 60, offset: 0, ship: 0 };
    let pitr = |log| Pitr {
        name: "logs".to_owned(),
        bases: Runs::default(),
        consistent: Consistent::AtEnd,
        logs: vec![log],
        propagation: 0,
        keep: Keep::Forever,
        success: 1.0,
        unnoticed: 0,
    };
    let refused = |protection: Protection| refusal(&physical(vec![protection])).to_string();
    assert_eq!(
        refused(pitr(Log { period: 0, ..log }).into()),
        "the log period of \"logs\" is 0 s: give one of at least 1 s"
    );
    assert!(refused(pitr(Log { ship: -1, ..log }).into()).contains("time to ship a log"));
    assert!(refused(Pitr { unnoticed: -1, ..pitr(log) }.into()).contains("unnoticed time"));
    let standby = |mode| Protection::from(Replica { name: "standby".to_owned(), mode, success: 1.0 });
    assert!(refused(standby(ReplicaMode::Asynchronous { lag: -1 })).contains("replica lag"));
    let delayed = ReplicaMode::Delayed { lag: 0, delay: -1, stops_anywhere: true };
    assert!(refused(standby(delayed)).contains("replica delay"));
    let once = copies("once", &[], Keep::Forever);
    let late = Copies { runs: vec![Once { start: 0, duration: -1 }].into(), ..once };
    assert!(loss_law_over(&physical(vec![late]), 0, 1).unwrap_err().to_string().contains("run duration"));
}

#[test]
fn periods_that_never_line_up_are_refused_by_name() {
    let odd = copies("odd", &[(86_399, 0, 0)], Keep::Forever);
    let even = copies("even", &[(DAY, 0, 0), (300, 0, 0)], Keep::Forever);
    let question = physical(vec![odd, even]);
    assert_eq!(refusal(&question), RecoveryError::HyperPeriod { periods: vec![300, 86_399, DAY] });
    // The chart needs no common period.
    assert!(sawtooth(&question, 0, 14 * DAY).is_ok());
    let seven_minutes =
        physical(vec![copies("7 min", &[(420, 0, 0)], Keep::Forever), nightly(Keep::Forever)]);
    assert_eq!(loss_law(&seven_minutes).unwrap().hyper_period(), Some(7 * DAY));
}

#[test]
fn too_many_candidates_and_too_long_runs_are_refused() {
    let hopeless = Copies { success: 1e-7, ..copies("hopeless", &[(60, 0, 0), (DAY, 0, 0)], Keep::Forever) };
    let error = loss_law(&physical(vec![hopeless])).unwrap_err();
    assert_eq!(error, RecoveryError::TooManyCandidates { protection: "hopeless".to_owned(), success: 1e-7 });
    let slow = copies("slow", &[(1, 0, 10_000_000)], Keep::Count(3));
    assert_eq!(
        loss_law(&physical(vec![slow])).unwrap_err(),
        RecoveryError::RunTooLong { protection: "slow".to_owned() }
    );
    let minutely = physical(vec![copies("minutely", &[(60, 0, 0)], Keep::Age(DAY))]);
    let error = sawtooth(&minutely, 0, 40_000_000 * 60).unwrap_err();
    assert_eq!(error, RecoveryError::WindowTooLong { from: 0, to: 40_000_000 * 60 });
    let profile = Profile::repeating(604_801, &[(0, 1.0)]).unwrap();
    let error = bytes_law(&minutely, &profile).unwrap();
    assert_eq!(error.hyper_period(), Some(60 * 604_801));
    let profile = Profile::repeating(600_000_001, &[(0, 1.0)]).unwrap();
    assert!(matches!(bytes_law(&minutely, &profile), Err(RecoveryError::ProfilePieces { .. })));
}

#[test]
fn long_retention_costs_nothing_when_runs_are_good() {
    // Every five minutes for a century, and one in a thousand bad.
    for success in [1.0, 0.999] {
        let frequent = copies("frequent", &[(300, 0, 30), (7 * DAY, 60, 30)], Keep::Age(36_500 * DAY));
        let question = physical(vec![Copies { success, ..frequent }]);
        let moment = worst(&question);
        assert_eq!(moment.loss, if success < 1.0 { 36_500 * DAY } else { 330 });
    }
}

#[test]
fn deep_candidate_lists_keep_the_oldest_one() {
    let shaky = Copies { success: 0.01, ..copies("shaky", &[(3600, 0, 0)], Keep::Count(5000)) };
    let moment = worst(&physical(vec![shaky]));
    assert_eq!((moment.loss, moment.newer), (5000 * 3600, 4999));
    let law = loss_law(&physical(vec![Copies {
        success: 0.5,
        ..copies("half", &[(3600, 0, 0)], Keep::Count(900))
    }]));
    let law = law.unwrap();
    assert!(law.shares(&law.pieces()[0]).len() < 70, "what is negligible is not listed");
    assert_eq!(law.p_unrecoverable(), 0.5_f64.powi(900));
}

#[test]
fn long_chains_end_at_their_full() {
    // A full a week, a differential every five minutes, and half of those bad: thousands to look at, unless the full ends it.
    let often = |kind, success_increment| Chain {
        name: "often".to_owned(),
        kind,
        fulls: vec![Run { period: 7 * DAY, offset: 0, duration: 0 }].into(),
        increments: vec![Run { period: 300, offset: 150, duration: 0 }].into(),
        propagation: 0,
        keep: Keep::Age(28 * DAY),
        success: 1.0,
        success_increment,
        bad_runs: BadRuns::Silent,
        unnoticed: 0,
    };
    let moment = worst(&physical(vec![often(ChainKind::Differential, 0.5)]));
    assert_eq!((moment.loss, moment.newer), (7 * DAY, 2016));
    // Any of thousands of links may be the first bad one: too many to list for every five minutes of the week.
    let refused = loss_law(&physical(vec![often(ChainKind::Incremental, 0.999)])).unwrap_err();
    let expected = RecoveryError::TooManyCandidates { protection: "often".to_owned(), success: 0.999 };
    assert_eq!(refused, expected);
    // Without doubt about them it is no work at all.
    assert_eq!(worst(&physical(vec![often(ChainKind::Incremental, 1.0)])).loss, 300);
}
