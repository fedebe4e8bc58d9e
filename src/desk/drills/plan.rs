//! A drill before it begins: what is written down first, and the conditions that are looked at.

use super::choose::{about, at_level};
use super::{Ground, conflicts, moved_on, noted};
use crate::desk::parts::controls::{act, error_box, line, lines, select};
use crate::desk::parts::form::{Filled, Form, typed};
use crate::desk::parts::{Page, STYLE, undo};
use crate::drill::{Condition, LONGEST_TEXT, Level, MOST_LINES, Plan, Record, SECTION, State, What, state};
use crate::system::check;
use maud::{Markup, html};

pub(super) fn page(ground: &Ground<'_>, stored: &Record) -> Page {
    let asked = ground.asked;
    let Some(plan) = stored.plan() else { return super::nowhere(asked) };
    let mut page = Page::new(&plan.name);
    let mut form = Form::new(asked.fields, fill(plan));
    let next = read(ground, &mut form, plan);
    let mut record = if next == *plan { stored.clone() } else { stored.planned_as(next) };
    if let Some(condition) = asked.act.and_then(|act| act.strip_prefix("holds ")) {
        record = noted(ground, &record, "", What::Checked { condition: condition.to_owned() });
    }
    if asked.act == Some("begin") && record.plan().is_some_and(|plan| plan.not_ready().is_empty()) {
        let begun = noted(ground, &record, "", What::Begun);
        return moved_on(ground, &begun, "The drill has begun. The clock runs.");
    }
    save(&mut page, asked.act, &record);
    if record != *stored {
        page.put(SECTION, &record.id, Some(record.write()));
        if let Some(plan) = record.plan() {
            form.refill(fill(plan));
        }
    }
    page.heed(&form, asked.act);
    let state = state(&record);
    let plan = record.plan().unwrap_or(plan);
    page.shown.html = html! {
        (STYLE)
        p class="small" { a href="#/drills" { "All drills" } }
        h1 id=(asked.heading) tabindex="-1" { (plan.name) }
        p class="muted measure" { (about(plan)) " " (plan.chosen) }
        (error_box(&form))
        (conflicts(&state))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        form class="stack sys" {
            section class="ruled" {
                h2 { "How far it goes" }
                (select(&form, "level", "Level", "", &Level::ALL.map(|level| (level.id(), level.name())), "table-top"))
                p class="hint measure" { (plan.level.shows()) }
            }
            section class="ruled" {
                h2 { "Written down before it begins" }
                (lines(&form, "radius", "What can be hit", "One on each line", 3))
                (lines(&form, "safety", "What must hold before you begin", "One on each line", 8))
                (lines(&form, "stop-rule", "When you stop", "", 3))
                (line(&form, "stop-after", "Stop in any case after", "Such as 4\u{a0}h"))
            }
            section class="ruled" { h2 { "Look at each, now" } (conditions(plan, &state)) }
            section class="ruled" { h2 { "What will be done" } (steps(ground, plan)) }
            section class="ruled" {
                h2 { "Begin" }
                (begin(plan, &state))
            }
        }
        (ways_out())
    }
    .into_string();
    page
}

/// Removing the drill, and taking it to another device.
pub(super) fn ways_out() -> Markup {
    html! {
        p class="row leave" {
            (act("save-drill", "Save this drill as a file", "btn quiet"))
            (act("remove-drill", "Remove this drill", "btn quiet"))
        }
    }
}

/// Hands the drill out as a file, for another device.
pub(super) fn save(page: &mut Page, act: Option<&str>, record: &Record) {
    if act == Some("save-drill") {
        let name = format!("{}.drill.json", record.id);
        page.shown.save = Some(crate::desk::Saved::new(&name, "application/json", record.write()));
    }
}

fn fill(plan: &Plan) -> Filled {
    let safety: Vec<&str> = plan.safety.iter().map(|condition| condition.text.as_str()).collect();
    [
        ("level", plan.level.id().to_owned()),
        ("radius", plan.blast_radius.join("\n")),
        ("safety", safety.join("\n")),
        ("stop-rule", plan.stop_rule.clone()),
        ("stop-after", plan.stop_after.map(typed).unwrap_or_default()),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into()
}

fn read(ground: &Ground<'_>, form: &mut Form, stored: &Plan) -> Plan {
    let mut plan = stored.clone();
    if let Some(level) = form.changed("level").and_then(|id| Level::from_id(&id)) {
        plan = at_level(ground, &plan, level);
    }
    if let Some(lines) = form.read("radius", many) {
        plan.blast_radius = lines;
    }
    if let Some(lines) = form.read("safety", many) {
        plan.safety = conditions_of(lines, &stored.safety);
    }
    if let Some(rule) = form.read("stop-rule", |typed| check::words(&typed.replace('\n', " "), LONGEST_TEXT))
    {
        plan.stop_rule = rule;
    }
    form.plain("stop-after", &mut plan.stop_after);
    plan
}

fn many(typed: &str) -> Result<Vec<String>, String> {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > MOST_LINES {
        return Err(format!("Write at most {MOST_LINES} lines"));
    }
    lines.into_iter().map(|line| check::words(line, LONGEST_TEXT).map_err(|says| says.to_string())).collect()
}

/// Lines as conditions: one that stood there before keeps its id, so that it stays looked at.
fn conditions_of(lines: Vec<String>, before: &[Condition]) -> Vec<Condition> {
    let mut made: Vec<Condition> = Vec::new();
    for text in lines {
        let known = before.iter().find(|old| old.text == text && made.iter().all(|new| new.id != old.id));
        let free = || {
            let taken = |id: &str| before.iter().chain(&made).any(|one| one.id == id);
            (1..).map(|n: u32| format!("own-{n}")).find(|id| !taken(id)).unwrap_or_default()
        };
        let id = known.map_or_else(free, |old| old.id.clone());
        made.push(Condition { id, text });
    }
    made
}

fn conditions(plan: &Plan, state: &State) -> Markup {
    html! {
        ul class="prots" role="list" {
            @for one in &plan.safety {
                li class="prot cond" {
                    span { (one.text) }
                    @if state.checked.contains(&one.id) { span class="sev within" { span { "✓ it holds" } } }
                    @else { button type="button" class="btn quiet" name="act" value=(format!("holds {}", one.id)) { "It holds" span class="vh" { ": " (one.text) } } }
                }
            }
        }
    }
}

fn steps(ground: &Ground<'_>, plan: &Plan) -> Markup {
    html! {
        ol class="measure plan-steps" {
            @for step in &plan.steps {
                @let who = ground.name_of(&step.owner);
                li {
                    (step.does)
                    @let takes = step.takes.map(|takes| takes.to_the_minute().to_string());
                    @let says: Vec<String> = takes.into_iter().chain(Some(who).filter(|who| !who.is_empty())).collect();
                    @if !says.is_empty() { span class="hint" { " " (says.join(", ")) } }
                }
            }
        }
    }
}

fn begin(plan: &Plan, state: &State) -> Markup {
    let missing = plan.not_ready();
    let open = plan.safety.iter().filter(|one| !state.checked.contains(&one.id)).count();
    html! {
        @if missing.is_empty() {
            @if open > 0 {
                p class="doubt" { strong { "Look again: " } @if open == 1 { "one condition has" } @else { (open) " conditions have" } " not been looked at. The record will say so." }
            }
            p class="row" { (act("begin", "Begin the drill", "btn")) span class="hint" { "From then on the time counts." } }
        } @else {
            ul { @for says in &missing { li { (says) } } }
        }
    }
}
