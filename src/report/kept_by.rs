use crate::answers::Answers;
use crate::assess::Outcome;
use crate::assess::planned::{Ran, Subject, run, subjects};
use crate::images::{Situation, Told, plan};
use crate::points::Points;
use crate::view::{images as drawn, keep};
use maud::{Markup, html};

/// What is kept by the rules that are planned: rules, reach, what goes next, space. `None` when nothing is planned.
pub(super) fn kept_by(answers: &Answers, outcome: &Outcome) -> Option<Markup> {
    let points = Points::of(answers);
    let all = subjects(answers, &outcome.system, &points);
    let planned: Vec<&Subject<'_>> = all.iter().filter(|subject| subject.plan.is_some()).collect();
    (!planned.is_empty()).then(|| {
        html! {
            p class="measure" {
                "What each tool keeps by its own rules, copy by copy. Holdfast deletes nothing: it shows what the tool does."
            }
            @for (n, subject) in planned.iter().enumerate() { (one(outcome, subject, n)) }
        }
    })
}

fn one(outcome: &Outcome, subject: &Subject<'_>, n: usize) -> Markup {
    let setup = &outcome.system.setup;
    let plan = subject.plan.iter();
    let policies = plan.flat_map(|plan| std::iter::once(&plan.policy).chain(&plan.beside));
    let ran: Vec<Result<Ran, String>> = policies
        .map(|policy| match run(subject, setup, &outcome.clock, policy) {
            Ok(ran) => ran,
            Err(missing) => Err(missing.words().to_owned()),
        })
        .collect();
    let unnoticed = subject.unnoticed();
    html! {
        h3 class="tbl-h" { bdi { (subject.name) } }
        @match ran.first() {
            Some(Ok(first)) => {
                p { strong { (keep::in_words(&first.policy)) } }
                p class="measure" { (keep::lead(first)) " " (keep::next(first)) }
                (keep::warnings(first))
                (keep::list(first))
                (keep::reach(first, unnoticed))
                @if let Some(space) = keep::space(first, &subject.name, &setup.currency, &format!("kept-{n}")) { (space) }
                @let good: Vec<(String, &Ran)> = ran.iter().enumerate().filter_map(|(n, ran)| Some((heading(n), ran.as_ref().ok()?))).collect();
                @if good.len() > 1 { (keep::compare(&good, unnoticed, &setup.currency)) }
                (keep::commands(&first.policy, false, &format!("rules-{n}")))
                p class="hint" { (keep::clock(&first.ground)) }
            },
            Some(Err(says)) => p class="measure" { (says) },
            None => {},
        }
    }
}

fn heading(n: usize) -> String {
    if n == 0 { "Planned".to_owned() } else { format!("Beside it, {n}") }
}

/// The image plan. `None` when nobody said anything of images on its page.
pub(super) fn images(answers: &Answers, outcome: &Outcome) -> Option<Markup> {
    let told = Told::read(answers.entry(Told::SECTION, Told::ID)?).ok()?;
    let situation = Situation::of(answers, &outcome.system);
    let plan = plan(&told, &situation, outcome.clock.now.civil().date());
    Some(drawn::images(&plan, &situation.currency))
}
