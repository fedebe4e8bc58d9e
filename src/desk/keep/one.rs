//! The rules of one protection, or of one group of points, and all that follows from them.

use super::rules;
use crate::assess::planned::{Missing, Ran, Subject, UNNOTICED, run, subjects};
use crate::desk::parts::controls::{act, error_box, line, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::desk::parts::{self, Asked, Page};
use crate::points::Points;
use crate::retention::{Age, Dialect, Last, Policy};
use crate::system::{Component, Keep, KeepPlan, Told};
use crate::units::{Duration, capitalised};
use crate::view::keep;
use maud::{Markup, html};

/// The page of the subject at that address below "keep".
pub(super) fn page(asked: &Asked<'_>, at: &str) -> Page {
    let points = Points::of(asked.answers);
    let all = subjects(asked.answers, asked.system, &points);
    let Some(subject) = all.into_iter().find(|subject| subject.at == at) else { return nowhere(asked) };
    let mut form = Form::new(asked.fields, fill(subject.plan.as_ref()));
    let mut page = Page::new(&format!("{}: what is kept", subject.name));
    let stored = subject.plan.clone();
    let mut plan = read(asked, &mut form, &subject);
    act_on(asked, &subject, &mut plan, &mut form, &mut page);
    let component = write(&subject, stored.as_ref(), plan.as_ref(), &mut page);
    form.refill(fill(plan.as_ref()));
    page.heed(&form, asked.act);
    let of = component
        .as_ref()
        .and_then(|component| Some((component, component.protection(subject.of?.1.id.as_str())?)));
    let next = Subject { of: of.or(subject.of), plan, ..subject.clone() };
    draw(asked, &next, &form, &mut page);
    page
}

/// Writes what is planned where it has changed; gives the component with it.
fn write(
    subject: &Subject<'_>,
    stored: Option<&KeepPlan>,
    plan: Option<&KeepPlan>,
    page: &mut Page,
) -> Option<Component> {
    if stored == plan {
        return None;
    }
    let Some((component, protection)) = subject.of else {
        let group = subject.groups.first()?;
        page.put(KeepPlan::SECTION, &KeepPlan::id_of_group(&group.id), plan.map(KeepPlan::write));
        return None;
    };
    let mut next = component.clone();
    if let Told::Known(all) = &mut next.protections
        && let Some(own) = all.iter_mut().find(|p| p.id == protection.id)
    {
        own.plan = plan.cloned();
    }
    next.settle_keep();
    page.put_component(&next);
    Some(next)
}

fn fill(plan: Option<&KeepPlan>) -> Filled {
    let mut filled = Filled::new();
    let Some(plan) = plan else { return filled };
    filled.insert("unnoticed".to_owned(), plan.unnoticed.map(typed).unwrap_or_default());
    for (which, policy) in std::iter::once(&plan.policy).chain(&plan.beside).enumerate() {
        rules::fill(&mut filled, which, policy);
    }
    filled
}

fn read(asked: &Asked<'_>, form: &mut Form, subject: &Subject<'_>) -> Option<KeepPlan> {
    let Some(stored) = &subject.plan else {
        let dialect = form.changed("r0.dialect").and_then(|word| rules::dialect(&word))?;
        form.forget("");
        return Some(KeepPlan::new(first(asked, subject, dialect)));
    };
    let mut plan = stored.clone();
    form.optional("unnoticed", &mut plan.unnoticed, |text| {
        let length = text.parse::<Duration>().map_err(|error| error.to_string())?;
        let fits = length > Duration::ZERO && length <= Duration::days(3_650);
        if fits { Ok(length) } else { Err("Enter a time from 1 s to 3,650 days, such as 14 days".to_owned()) }
    });
    plan.policy = rules::read(form, 0, &stored.policy);
    for (which, (policy, stored)) in plan.beside.iter_mut().zip(&stored.beside).enumerate() {
        *policy = rules::read(form, which + 1, stored);
    }
    Some(plan)
}

/// What a tool is given to begin with: what is said to be kept, where the tool can say it; or else the smallest that is
/// enough.
fn first(asked: &Asked<'_>, subject: &Subject<'_>, dialect: Dialect) -> Policy {
    let said = subject.of.and_then(|(_, protection)| protection.keep.known());
    match (dialect, said) {
        (Dialect::Age, Some(Keep::Age(age))) if *age > Duration::ZERO => {
            Policy::Age(Age { keep_for_s: age.seconds() })
        }
        (Dialect::Last, Some(Keep::Count(count))) if *count > 0 => Policy::Last(Last { keep_last: *count }),
        _ => suggested(asked, subject, dialect).unwrap_or(Policy::Last(Last { keep_last: 14 })),
    }
}

fn act_on(
    asked: &Asked<'_>,
    subject: &Subject<'_>,
    plan: &mut Option<KeepPlan>,
    form: &mut Form,
    page: &mut Page,
) {
    let Some((name, rest)) = asked.act.map(|act| act.split_once(' ').unwrap_or((act, ""))) else { return };
    let Some(now) = plan.as_mut() else { return };
    let place =
        rest.parse::<usize>().ok().and_then(|which| which.checked_sub(1)).filter(|n| *n < now.beside.len());
    let subject = Subject { plan: Some(now.clone()), ..subject.clone() };
    let done = match (name, place) {
        ("beside", _) if now.beside.len() < KeepPlan::MOST_BESIDE => {
            now.beside.push(another(asked, &subject, now));
            "Another policy stands beside yours. Change its numbers, or its tool.".to_owned()
        }
        ("suggested", _) => match suggested(asked, &subject, now.policy.dialect()) {
            Ok(policy) => {
                now.policy = policy;
                "The suggested rules are planned now.".to_owned()
            }
            Err(says) => capitalised(&says),
        },
        ("force", Some(place)) => {
            if let Some(other) = now.beside.get_mut(place) {
                std::mem::swap(&mut now.policy, other);
            }
            "The two policies have changed places.".to_owned()
        }
        ("without", Some(place)) => {
            now.beside.remove(place);
            "The policy beside yours is removed.".to_owned()
        }
        ("suggest", _) => {
            page.shown.focus = Some("smallest".to_owned());
            return;
        }
        ("unplan", _) => {
            *plan = None;
            "The rules are removed.".to_owned()
        }
        _ => return,
    };
    form.forget("");
    page.shown.say.clone_from(&done);
    page.done = Some(done);
    page.shown.focus = Some("rules".to_owned());
}

fn suggested(asked: &Asked<'_>, subject: &Subject<'_>, dialect: Dialect) -> Result<Policy, String> {
    subject.suggested(dialect, &asked.system.setup, asked.clock)
}

/// What is looked at beside a policy first: the smallest that is enough, unless it is there already; then the same numbers
/// in another tool.
fn another(asked: &Asked<'_>, subject: &Subject<'_>, plan: &KeepPlan) -> Policy {
    let there = |policy: &Policy| *policy == plan.policy || plan.beside.contains(policy);
    let smallest = suggested(asked, subject, plan.policy.dialect()).ok().filter(|policy| !there(policy));
    smallest.unwrap_or_else(|| {
        let other = if plan.policy.dialect() == Dialect::Borg { Dialect::Restic } else { Dialect::Borg };
        rules::carried(&plan.policy, other)
    })
}

fn draw(asked: &Asked<'_>, subject: &Subject<'_>, form: &Form, page: &mut Page) {
    let setup = &asked.system.setup;
    let policies: Vec<&Policy> =
        subject.plan.iter().flat_map(|plan| std::iter::once(&plan.policy).chain(&plan.beside)).collect();
    let ran: Result<Vec<Result<Ran, String>>, Missing> =
        policies.iter().map(|policy| run(subject, setup, asked.clock, policy)).collect();
    if page.shown.say.is_empty() {
        page.shown.say = match (form.problems().first(), &ran) {
            (Some((_, says)), _) => says.clone(),
            (None, Ok(all)) => match all.first() {
                Some(Ok(ran)) if asked.fields.is_some() => keep::lead(ran),
                _ => String::new(),
            },
            _ => String::new(),
        };
    }
    let typing = asked.fields.is_some() && asked.act.is_none();
    page.shown.html = html! {
        (parts::STYLE)
        p class="small" { a href="#/keep" { "Everything that is kept" } }
        h1 id=(asked.heading) tabindex="-1" { (subject.name) ": what is kept" }
        p class="muted" { (about(subject)) }
        (parts::band(asked))
        @if let Some(words) = page.done.as_deref() { (parts::undo(words)) }
        (error_box(form))
        form class="stack sys" {
            section class="ruled" aria-labelledby="rules" {
                h2 id="rules" tabindex="-1" { "The rules of your tool" }
                @match &subject.plan {
                    None => (choose(form)),
                    Some(plan) => {
                        (rules::show(form, 0, &plan.policy, "Which tool deletes old copies?"))
                        (line(form, "unnoticed", "Damage may go unnoticed for", &format!("Such as an intrusion, or a fault that nobody sees. Empty for {UNNOTICED}")))
                    }
                }
            }
            @match &ran {
                Err(missing) => section class="ruled" {
                    h2 { "Nothing to keep yet" }
                    p class="measure" { (missing.words()) }
                    @if let Some((component, protection)) = subject.of { p class="row block-s" { a class="btn" href={ "#/system/" (component.id) "/" (protection.id) } { "Describe when it runs" } a href="#/points" { "Drop in a list" } } }
                },
                Ok(all) => @match all.first() {
                    Some(Ok(ran)) => (shown(asked, subject, ran, all, form, typing)),
                    Some(Err(says)) => section class="ruled" { h2 { "These rules and these copies do not go together" } p class="measure" { (capitalised(says)) "." } },
                    None => {},
                },
            }
        }
    }
    .into_string();
}

/// Where the copies come from.
fn about(subject: &Subject<'_>) -> String {
    let listed: usize = subject.groups.iter().map(|group| group.points.len()).sum();
    match (subject.groups.first(), subject.of) {
        (Some(group), _) => {
            let older: usize = subject.groups.iter().map(|group| group.not_kept()).sum();
            let more =
                if older > 0 { format!(" {older} older ones were not kept here.") } else { String::new() };
            format!("{} that {} listed.{more}", capitalised(&keep::copies(listed)), group.tool.name())
        }
        (None, Some((_, protection))) => match protection.schedule.known() {
            Some(schedule) => format!("The schedule run forward: {schedule}. Every run is taken to be good."),
            None => String::new(),
        },
        (None, None) => String::new(),
    }
}

fn choose(form: &Form) -> Markup {
    let mut tools = vec![(String::new(), "Choose a tool".to_owned())];
    tools.extend(rules::tools());
    html! {
        p class="measure" {
            "Tools mean different things by the same numbers, so first: whose rules? Nothing is deleted by what you plan here: Holdfast shows what your tool would do."
        }
        (select(form, "r0.dialect", "Which tool deletes old copies?", "", &tools, ""))
    }
}

fn shown(
    asked: &Asked<'_>,
    subject: &Subject<'_>,
    ran: &Ran,
    all: &[Result<Ran, String>],
    form: &Form,
    typing: bool,
) -> Markup {
    let setup = &asked.system.setup;
    let unnoticed = subject.unnoticed();
    let clean = ran.clean_after(unnoticed);
    let beside = subject.plan.as_ref().map(|plan| plan.beside.as_slice()).unwrap_or_default();
    html! {
        section class="ruled" aria-labelledby="kept" {
            h2 id="kept" { "What stays" }
            p class="lead-p" { strong { (keep::lead(ran)) } }
            @if let Some(clean) = clean {
                p class="measure" {
                    "Damage noticed after " (unnoticed) ": a clean copy is there " strong { (keep::share(clean, ran.only_now())) } "."
                }
            }
            p class="measure" { (keep::next(ran)) }
            (keep::warnings(ran))
            (keep::calendar(ran))
            ul class="keys keykeep" role="list" aria-label="Key" {
                @for state in keep::states(ran) { li { (keep::key(state)) } }
            }
            p class="hint measure" {
                (keep::clock(&ran.ground)) " "
                @if ran.ground.is_real { "Copies that failed are none, and are not among these." }
                @else if ran.ground.daily { "The tool is taken to prune once a day, after the last run." }
                @else { "The tool is taken to prune after every run." }
            }
            (keep::list(ran))
        }
        section class="ruled" aria-labelledby="reach" {
            h2 id="reach" { "How far back it reaches" }
            (keep::reach(ran, unnoticed))
        }
        section class="ruled" aria-labelledby="space" {
            h2 id="space" { "What it takes" }
            @match keep::space(ran, &subject.name, &setup.currency, "space") {
                Some(space) => (space),
                None => p class="measure" { "Not known: " (unknown_space(subject)) },
            }
        }
        section class="ruled" aria-labelledby="beside" {
            h2 id="beside" { "Beside another policy" }
            @let good: Vec<(String, &Ran)> = all.iter().enumerate().filter_map(|(n, ran)| Some((heading(n), ran.as_ref().ok()?))).collect();
            @if good.len() > 1 { (keep::compare(&good, unnoticed, &setup.currency)) }
            @else { p class="measure" { "See the same copies under up to three policies side by side." } }
            @for (n, policy) in beside.iter().enumerate() {
                div class="other" {
                    h3 { (heading(n + 1)) }
                    @if let Some(Err(says)) = all.get(n + 1) { p class="doubt" { (capitalised(says)) "." } }
                    (rules::show(form, n + 1, policy, "Its tool"))
                    p class="row" { (act(&format!("force {}", n + 1), "Plan this one instead", "btn quiet")) (act(&format!("without {}", n + 1), "Remove it", "link")) }
                }
            }
            @if beside.len() < KeepPlan::MOST_BESIDE { p class="row block-s" { (act("beside", "Set another beside it", "btn quiet")) } }
        }
        (suggestion(asked, subject, ran, typing))
        p class="row leave" { (act("unplan", "Remove these rules", "btn quiet")) }
    }
}

fn heading(n: usize) -> String {
    match n {
        0 => "Planned".to_owned(),
        n => format!("Beside it, {n}"),
    }
}

fn unknown_space(subject: &Subject<'_>) -> &'static str {
    match subject.of {
        None => "say of which part of your system these are copies.",
        Some((component, _)) if component.size.is_none() => "say how large the data is.",
        Some((component, _)) if component.changes.is_none() => "say how much of the data changes in a day.",
        Some(_) => "of fulls and what builds on them, the results page says what they take.",
    }
}

/// The smallest policy that is enough, and the commands: for the planned rules too.
fn suggestion(asked: &Asked<'_>, subject: &Subject<'_>, ran: &Ran, typing: bool) -> Markup {
    let unnoticed = subject.unnoticed();
    // It takes a run through years: not while somebody types.
    let found = (!typing).then(|| suggested(asked, subject, ran.policy.dialect()));
    html! {
        section class="ruled" aria-labelledby="commands" {
            h2 id="commands" { "In your tool’s own words" }
            (keep::commands(&ran.policy, true, "own"))
        }
        section class="ruled" aria-labelledby="smallest" {
            h2 id="smallest" tabindex="-1" { "The fewest copies that are enough" }
            @match &found {
                None => p class="row block-s" { (act("suggest", "Work them out", "btn quiet")) },
                Some(Err(says)) => p class="measure" { "There is none for this tool: " (says) "." },
                Some(Ok(policy)) if *policy == ran.policy => p class="measure" {
                    "These are they: no smaller numbers give a clean copy at every moment when damage is noticed after " (unnoticed) "."
                },
                Some(Ok(policy)) => {
                    p class="measure" {
                        strong { (keep::in_words(policy)) } ": with a copy every " (Duration::clamped(subject.every()))
                        ", a clean one is there at every moment when damage is noticed after " (unnoticed) "."
                    }
                    (keep::commands(policy, true, "least"))
                    p class="row" { (act("suggested", "Plan these instead", "btn quiet")) }
                }
            }
        }
    }
}

fn nowhere(asked: &Asked<'_>) -> Page {
    let mut page = Page::new("What is kept");
    page.shown.html = html! {
        p class="small" { a href="#/keep" { "Everything that is kept" } }
        h1 id=(asked.heading) tabindex="-1" { "There are no copies at this address" }
        p class="measure block-s" { "They may have been removed, or the link was cut short on its way." }
        p class="row block-s" { a class="btn" href="#/keep" { "Go to everything that is kept" } }
    }
    .into_string();
    page
}
