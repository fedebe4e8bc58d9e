//! Random small systems against the simulated store. `HOLDFAST_LONG=1` tries fifty times as many.

use holdfast::recovery::{
    Loss, LossLaw, Profile, Protection, Source, Span, Worst, WorstBytes, bytes_law, bytes_of, candidates_at,
    loss_law, loss_law_over, newest_at, runs_needed, sawtooth, teeth, worst_loss,
};
use proptest::prelude::*;

use super::naive::{self, Made, Way};
use super::strategies::{listed, period, question, repeats};

/// A failure prints its input: no files of them are kept.
fn config(cases: u32) -> ProptestConfig {
    let long = std::env::var("HOLDFAST_LONG").is_ok_and(|value| value == "1");
    let cases = if long { 50 * cases } else { cases };
    ProptestConfig { failure_persistence: None, cases, ..ProptestConfig::default() }
}

/// What there is to choose from at exactly `t`, with some of the results asked for `far` periods away.
fn candidates(question: &Loss, made: &[Made], t: i64, shift: i64) -> Result<(), TestCaseError> {
    let limit = 15;
    let ways = naive::ways(question, made, 2 * t);
    let expected: Vec<_> = ways
        .iter()
        .take(limit)
        .map(|way| (way.capture2 + 2 * shift, way.usable + shift, way.protection, moved(way.source, shift)))
        .collect();
    let got = candidates_at(question, t + shift, limit).unwrap();
    let plain: Vec<_> =
        got.iter().map(|copy| (2 * copy.capture, copy.usable, copy.protection, copy.source)).collect();
    prop_assert_eq!(&plain, &expected, "t {} shift {}", t, shift);
    let newest = newest_at(question, t + shift).unwrap().map(|newest| 2 * newest.capture);
    prop_assert_eq!(newest, expected.first().map(|(capture2, ..)| *capture2));
    for (copy, way) in got.iter().zip(&ways) {
        // The simulation ends, so a deletion far ahead may be missing from it.
        let gone = way.run.and_then(|run| made[run].gone).map(|gone| gone + shift);
        prop_assert!(gone.is_none() || gone == copy.gone || !repeats(question), "{:?} {:?}", copy, gone);
        if let (Source::Incremental { between, start, full }, true) = (copy.source, repeats(question)) {
            let needed = runs_needed(question, copy).unwrap();
            prop_assert_eq!(needed.len(), between as usize + 2);
            prop_assert_eq!((needed.first(), needed.last()), (Some(&full), Some(&start)));
        }
    }
    Ok(())
}

fn moved(source: Source, by: i64) -> Source {
    match source {
        Source::Copy { start } => Source::Copy { start: start + by },
        Source::Incremental { start, full, between } => {
            Source::Incremental { start: start + by, full: full + by, between }
        }
        Source::Differential { start, full } => Source::Differential { start: start + by, full: full + by },
        Source::Base { start } => Source::Base { start: start + by },
        Source::LogEnd { base, consistent, shipped } => {
            Source::LogEnd { base: base + by, consistent: consistent + by, shipped: shipped + by }
        }
        Source::JustBefore { base, consistent } => {
            Source::JustBefore { base: base + by, consistent: consistent + by }
        }
        Source::Replica => Source::Replica,
    }
}

/// Statistics, pieces, worst moment.
fn law(question: &Loss, made: &[Made], law: &LossLaw, expected: &naive::Law) -> Result<(), TestCaseError> {
    prop_assert!((law.p_unrecoverable() - expected.none).abs() < 1e-12);
    match (law.mean(), expected.mean()) {
        (Some(got), Some(mean)) => prop_assert!((got - mean).abs() < 1e-9, "mean {} {}", got, mean),
        (got, mean) => prop_assert_eq!(got, mean),
    }
    let (pieces, span) = (law.pieces(), law.span());
    prop_assert_eq!(pieces.first().map(|piece| piece.from), Some(span.from()));
    prop_assert_eq!(pieces.last().map(|piece| piece.to), Some(span.to()));
    prop_assert!(pieces.windows(2).all(|pair| pair[0].to == pair[1].from));
    for piece in pieces {
        let sum: f64 = law.shares(piece).iter().map(|share| share.chance).sum();
        prop_assert!((sum + piece.none - 1.0).abs() < 1e-12, "{:?} {}", piece, sum);
        let losses = law.shares(piece).iter().map(|share| share.point.loss(piece.to));
        prop_assert!(losses.is_sorted(), "{:?}", law.shares(piece));
    }
    for x in 0..60 {
        let x = f64::from(x) * 2.3;
        prop_assert!((law.chance_within(x) - expected.within(x)).abs() < 1e-12, "within {}", x);
    }
    for p in [0.01, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0] {
        match law.percentile(p) {
            Some(x) if p == 1.0 => prop_assert_eq!((Some(x), 0.0), (expected.worst, expected.none)),
            Some(x) => {
                prop_assert!(expected.within(x + 1e-9) >= p - 1e-9, "p {} x {}", p, x);
                prop_assert!(expected.within(x - 1e-3) < p - 1e-13 || x <= 1e-3, "p {} x {}", p, x);
            }
            None => prop_assert!(
                p > 1.0 - expected.none - 1e-14 || (p == 1.0 && expected.none > 0.0),
                "p {} none {}",
                p,
                expected.none
            ),
        }
    }
    match law.worst() {
        Worst::At(moment) => {
            prop_assert_eq!(Some(moment.loss as f64), expected.worst);
            worst(question, made, law, &moment)
        }
        Worst::NothingRecoverable => {
            prop_assert_eq!(expected.worst, None);
            Ok(())
        }
        Worst::Unbounded => Err(TestCaseError::fail("unbounded")),
    }
}

fn worst(
    question: &Loss,
    made: &[Made],
    law: &LossLaw,
    moment: &holdfast::recovery::WorstMoment,
) -> Result<(), TestCaseError> {
    let span = law.span();
    prop_assert_eq!(moment.loss, moment.failure_at - moment.capture);
    prop_assert!(moment.failure_at > span.from() && moment.failure_at <= span.to());
    let before = 2 * moment.failure_at - 1;
    let moves = matches!(moment.source, Source::Replica | Source::JustBefore { .. });
    let capture2 = if moves { before - 2 * moment.loss } else { 2 * moment.capture };
    prop_assert!(naive::chances(question, made, before).0.contains_key(&capture2));
    let exactly = naive::chances(question, made, 2 * moment.failure_at).0;
    prop_assert_eq!(moment.attained, exactly.contains_key(&(2 * moment.capture)), "{:?}", moment);
    let hopeful = |way: &Way| {
        let full = way.run.is_some_and(|run| made[run].full);
        match &question.protections[way.protection] {
            Protection::Copies(of) => of.success > 0.0,
            Protection::Chain(of) if full => of.success > 0.0,
            Protection::Chain(of) => {
                let noticed = of.bad_runs == holdfast::recovery::BadRuns::Noticed;
                of.success_increment > 0.0 && (noticed || of.success > 0.0)
            }
            Protection::Pitr(of) => of.success > 0.0,
            Protection::Replica(of) => of.success > 0.0,
        }
    };
    let mut known = naive::ways(question, made, before);
    known.retain(hopeful);
    // Which of several ways to bring back the same: the source has to be one of them.
    let same = |way: &&Way| way.capture2 == capture2 && way.protection == moment.protection;
    prop_assert!(
        known.iter().filter(same).any(|way| way.source == moment.source),
        "{:?} {:?}",
        moment,
        known
    );
    known.retain(|way| way.capture2 > capture2);
    prop_assert_eq!(moment.newer, known.len() as u64);
    // What comes next: the first newer copy that turns up later.
    let fixed = |of: &Protection| matches!(of, Protection::Copies(_) | Protection::Chain(_));
    if !question.protections.iter().all(fixed) || !repeats(question) {
        return Ok(());
    }
    let known: Vec<_> = known.iter().map(|way| way.run).collect();
    let next = (before + 2..before + 2 * span.length() + 160).step_by(2).find_map(|t2| {
        let newer = |way: &Way| hopeful(way) && way.capture2 > capture2 && !known.contains(&way.run);
        naive::ways(question, made, t2).into_iter().find(newer)
    });
    let next = next.map(|way| (way.capture2 / 2, way.usable));
    prop_assert_eq!(moment.next.map(|next| (next.capture, next.usable)), next, "{:?}", moment);
    prop_assert_eq!(moment.next_usable, next.map(|(_, usable)| usable));
    Ok(())
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn systems_that_repeat(question in question(), far in -1_000_000_i64..1_000_000) {
        let hyper = period(&question);
        let made = naive::simulate(&question, -3, 3 * hyper + 80);
        for t in -3..hyper + 4 {
            candidates(&question, &made, t, 0)?;
        }
        candidates(&question, &made, far.rem_euclid(hyper), far * hyper)?;
        let got = loss_law(&question).unwrap();
        prop_assert_eq!(worst_loss(&question).unwrap(), got.worst());
        prop_assert_eq!(got.hyper_period(), Some(hyper));
        let expected = naive::law(&question, &made, (0, hyper), None, None);
        law(&question, &made, &got, &expected)?;
    }
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn systems_in_a_window(question in listed(), from in -80_i64..60, length in 1_i64..60) {
        let to = from + length;
        let made = naive::simulate(&question, from, to);
        for t in [from, from + 1, to - 1, from + length / 2] {
            candidates(&question, &naive::simulate(&question, t, t + 1), t, 0)?;
        }
        let got = loss_law_over(&question, from, to).unwrap();
        prop_assert_eq!(got.span(), Span::Window { from, to });
        prop_assert_eq!(loss_law(&question).is_ok(), repeats(&question));
        let expected = naive::law(&question, &made, (from, to), None, None);
        law(&question, &made, &got, &expected)?;
    }

    #[test]
    fn the_law_of_the_bytes(
        question in question(),
        length in prop::sample::select(vec![5_i64, 8, 24]),
        rates in prop::collection::vec(prop::sample::select(vec![0.0, 1.0, 7.0, 1e6]), 1..4),
    ) {
        let hyper = period(&question);
        let steps: Vec<_> = [1, 2, 4].into_iter().zip(rates).collect();
        let profile = Profile::repeating(length, &steps).unwrap();
        let joint = (1..).map(|n| n * hyper).find(|multiple| multiple % length == 0).unwrap();
        let made = naive::simulate(&question, 0, hyper + 4);
        let expected = naive::law(&question, &made, (0, joint), Some(hyper), Some(&profile));
        let law = bytes_law(&question, &profile).unwrap();
        prop_assert_eq!(law.hyper_period(), Some(joint));
        bytes(&law, &expected)?;
        let window = bytes_of(&loss_law_over(&question, 2, hyper).unwrap_or(loss_law(&question).unwrap()), &profile).unwrap();
        if let Span::Window { from, to } = window.span() {
            bytes(&window, &naive::law(&question, &made, (from, to), Some(hyper), Some(&profile)))?;
        }
    }

    #[test]
    fn the_sawtooth(question in question(), from in -500_i64..500, length in 1_i64..60, far in -1_000_000_i64..1_000_000) {
        let hyper = period(&question);
        let (base, start) = (from.div_euclid(hyper) * hyper, from.rem_euclid(hyper));
        let base = base + far * hyper;
        let made = naive::simulate(&question, start, start + length);
        let chart = sawtooth(&question, base + start, base + start + length).unwrap();
        prop_assert_eq!(&teeth(&question, base + start, base + start + length).unwrap(), &chart.teeth);
        prop_assert_eq!(chart.teeth.first().map(|tooth| tooth.from), Some(base + start));
        prop_assert_eq!(chart.teeth.last().map(|tooth| tooth.to), Some(base + start + length));
        for pair in chart.teeth.windows(2) {
            prop_assert!(pair[0].to == pair[1].from);
            prop_assert!((pair[0].point, pair[0].protection) != (pair[1].point, pair[1].protection));
        }
        for tooth in &chart.teeth {
            for t in tooth.from - base..tooth.to - base {
                let newest = naive::ways(&question, &made, 2 * t + 1).first().map(|way| way.capture2);
                let got = tooth.point.map(|point| match point {
                    holdfast::recovery::Point::At(capture) => 2 * (capture - base),
                    holdfast::recovery::Point::Behind(lag) => 2 * t + 1 - 2 * lag,
                });
                prop_assert_eq!(got, newest, "{:?} at {}", tooth, t);
            }
        }
        let restorable = |made: &&Made| made.full || made.can_be_restored();
        let mut expected: Vec<_> = made
            .iter()
            .filter(restorable)
            .map(|run| (run.capture + base, run.protection, made_usable(&made, run) + base))
            .filter(|(capture, _, usable)| *usable >= base + start && *capture < base + start + length)
            .collect();
        expected.sort_unstable();
        let got: Vec<_> = chart.copies.iter().map(|copy| (copy.capture, copy.protection, copy.usable)).collect();
        prop_assert_eq!(got, expected);
    }
}

fn made_usable(made: &[Made], run: &Made) -> i64 {
    run.needed().iter().map(|need| made[*need].usable).max().unwrap()
}

fn bytes(law: &holdfast::recovery::BytesLaw, expected: &naive::Law) -> Result<(), TestCaseError> {
    prop_assert!((law.p_unrecoverable() - expected.none).abs() < 1e-12);
    match (law.mean(), expected.mean()) {
        (Some(got), Some(mean)) => {
            prop_assert!((got - mean).abs() <= 1e-11 * mean, "mean {} {}", got, mean)
        }
        (got, mean) => prop_assert_eq!(got, mean),
    }
    match law.worst() {
        WorstBytes::At(moment) => prop_assert_eq!(Some(moment.bytes), expected.worst),
        other => prop_assert_eq!((other, None), (WorstBytes::NothingRecoverable, expected.worst)),
    }
    for x in [0.0, 0.5, 3.0, 20.0, 1e6, 2.5e6, 1e7] {
        prop_assert!((law.chance_within(x) - expected.within(x)).abs() < 1e-12, "within {}", x);
    }
    Ok(())
}
