//! Everybody, everything they hold, whom they call, and what is missing.

use super::gaps;
use crate::desk::parts::controls::{Line, act, error_box, select, tick};
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Asked, Page, discard, top, undo, unreadable};
use crate::people::check::{self, MOST_PEOPLE};
use crate::people::{
    Access, AccessKind, Entry, Finding, People, Person, PersonId, Role, SECTION, Shown, Support, findings,
    reach, shows_names,
};
use crate::units::in_words;
use crate::view::{roles, severity_mark};
use maud::{Markup, html};

pub(super) fn page(asked: &Asked<'_>, stored: &People) -> Page {
    let mut page = Page::new("People");
    let mut form = Form::new(asked.fields, names_filled(asked));
    names_in_reports(asked, &form, &mut page);
    let mut people = stored.clone();
    discard(asked, &mut people.unreadable, &mut page);
    act_on(asked, &mut people, &mut form, &mut page);
    page.heed(&form, asked.act);
    let zone = asked.clock.servers(&asked.system.setup);
    let rules = |name: &str| asked.clock.zones.get(name);
    let reach = reach(&people, asked.clock.now, zone, &rules);
    let wanted = people.persons.iter().map(|person| person.zone.clone()).chain([zone.to_owned()]);
    page.shown.zones = wanted.filter(|name| !name.is_empty()).collect();
    let missing = findings(Shown::by_name(&people), &reach, asked.clock.now.civil().date());
    page.shown.html = html! {
        (top(asked, "people", "Who acts when it breaks"))
        (error_box(&form))
        @if let Some(words) = page.done.as_deref() { (undo(words)) }
        (unreadable(&people.unreadable))
        @if people.is_empty() {
            p class="measure lead-p" {
                "A plan is only as good as the people who can carry it out. Name who does what, how to reach them, and who holds \
                 which key. Names and numbers stay on this machine; reports show roles unless you ask for names."
            }
            p class="row" { (act("alone", "I do all of it myself", "btn quiet")) span class="hint" { "Or add people one by one below." } }
        } @else {
            (roles(Shown::by_name(&people)))
        }
        section class="ruled" {
            h2 { "People" }
            @if !people.persons.is_empty() { (persons(&people)) }
            form data-enter="add-person" {
                div class="adds" {
                    (Line { name: "new-person", label: "Add a person", hint: "", class: "w20", ..Line::NEW }.show(&form))
                    (act("add-person", "Add them", "btn quiet"))
                }
            }
        }
        section class="ruled" {
            h2 { "Logins, keys and safes" }
            (accesses(&people, asked))
            form data-enter="add-access" {
                div class="adds" {
                    (select(&form, "new-access-kind", "Add what opens something", "", &AccessKind::ALL.map(|kind| (kind.id(), kind.name())), "login"))
                    (Line { name: "new-access", label: "What you call it", hint: "", class: "w20", ..Line::NEW }.show(&form))
                    (act("add-access", "Add it", "btn quiet"))
                }
            }
        }
        section class="ruled" {
            h2 { "Whom you call outside" }
            (supports(&people))
            form data-enter="add-support" {
                div class="adds" {
                    (Line { name: "new-support", label: "Add a line of support", hint: "", class: "w20", ..Line::NEW }.show(&form))
                    (act("add-support", "Add it", "btn quiet"))
                }
            }
        }
        @if !people.is_empty() {
            section class="ruled" {
                h2 { "In reports" }
                p class="hint measure" { "A report goes through many hands. It shows what people do, not who they are, and the copy of your answers inside it holds no names." }
                form { input type="hidden" name="names-shown" value="1"; (tick(&form, "names-in-reports", "names-shown", "Show names and numbers in reports", false)) }
            }
        }
        @if !people.persons.is_empty() {
            section class="ruled" { h2 { "When nobody answers" } (gaps::week(&reach)) }
            section class="ruled" { h2 { "What is missing" } (to_do(&missing)) }
        }
    }
    .into_string();
    page
}

fn act_on(asked: &Asked<'_>, people: &mut People, form: &mut Form, page: &mut Page) {
    let Some(act) = asked.act else { return };
    let entry = match act {
        "alone" if people.is_empty() => {
            let mut me = Person::new(PersonId::new("person-1"), "Me");
            me.roles = Role::ALL.into_iter().collect();
            page.done = Some(
                "You are named for everything. Say how you are reached, and find somebody who can stand in."
                    .to_owned(),
            );
            people.persons.push(me.clone());
            Ok(Entry::Person(me))
        }
        "add-person" => check::room(people.persons.len(), MOST_PEOPLE)
            .and_then(|()| check::name(form.value("new-person"), None, &people.persons))
            .map(|name| Entry::Person(Person::new(PersonId::new(&people.fresh_id("person")), &name)))
            .map_err(|says| ("new-person", says)),
        "add-access" => check::room(people.accesses.len(), MOST_PEOPLE)
            .and_then(|()| check::thing(form.value("new-access"), "Host console, administrator"))
            .map(|name| {
                let kind = AccessKind::from_id(form.value("new-access-kind")).unwrap_or(AccessKind::Login);
                Entry::Access(Access::new(&people.fresh_id("access"), kind, &name))
            })
            .map_err(|says| ("new-access", says)),
        "add-support" => check::room(people.supports.len(), MOST_PEOPLE)
            .and_then(|()| check::thing(form.value("new-support"), "Host, emergency line"))
            .map(|name| Entry::Support(Support::new(&people.fresh_id("support"), &name)))
            .map_err(|says| ("new-support", says)),
        _ => return,
    };
    match entry {
        Ok(entry) => {
            page.put(SECTION, entry.id(), Some(entry.write()));
            if act != "alone" {
                page.shown.go = Some(format!("people/{}", entry.id()));
                form.forget("new-");
            }
        }
        Err((name, says)) => {
            page.shown.focus = Some(crate::desk::parts::controls::id(name));
            page.shown.say = says.to_string();
            form.problem(name, says);
        }
    }
}

fn names_filled(asked: &Asked<'_>) -> Filled {
    let on = shows_names(asked.answers).then(|| ("names-in-reports".to_owned(), "on".to_owned()));
    on.into_iter().collect()
}

/// Whether reports show names is an entry of its own.
fn names_in_reports(asked: &Asked<'_>, form: &Form, page: &mut Page) {
    if form.toggled("names-in-reports", "names-shown") {
        let (section, id) = crate::people::SETTING;
        let names = form.ticked("names-in-reports", "names-shown");
        let text = names.then(|| r#"{"names":true}"#.to_owned());
        if text.is_some() || asked.answers.entry(section, id).is_some() {
            page.put(section, id, text);
        }
    }
}

fn persons(people: &People) -> Markup {
    html! {
        ul class="prots" role="list" {
            @for person in &people.persons {
                li class="prot stack-s" {
                    h3 { a href={ "#/people/" (person.id.as_str()) } { (person.name) } }
                    p class="small muted" {
                        @if !person.post.is_empty() { (person.post) ". " }
                        @match person.ways.first() {
                            Some(way) => { (way.kind.name()) " " (way.to) "." },
                            None => "How to reach them is not said.",
                        }
                    }
                }
            }
        }
    }
}

fn accesses(people: &People, asked: &Asked<'_>) -> Markup {
    let held = |access: &Access| {
        let names: Vec<&str> =
            access.holders.iter().filter_map(|id| Some(people.person(id)?.name.as_str())).collect();
        if names.is_empty() {
            "Nobody is named who holds it.".to_owned()
        } else {
            format!("Held by {}.", in_words(&names))
        }
    };
    let opens = |access: &Access| {
        let names: Vec<&str> =
            access.opens.iter().filter_map(|id| Some(asked.system.component(id)?.name.as_str())).collect();
        if names.is_empty() { String::new() } else { format!(" Opens {}.", in_words(&names)) }
    };
    html! {
        @if !people.accesses.is_empty() {
            ul class="prots" role="list" {
                @for access in &people.accesses {
                    li class="prot stack-s" {
                        h3 { a href={ "#/people/" (access.id) } { (access.name) } }
                        p class="small muted" { (access.kind.name()) ". " (held(access)) (opens(access)) }
                    }
                }
            }
        }
    }
}

fn supports(people: &People) -> Markup {
    let callers = |support: &Support| {
        let names: Vec<&str> =
            support.may_call.iter().filter_map(|id| Some(people.person(id)?.name.as_str())).collect();
        if names.is_empty() {
            "Nobody is named who may call.".to_owned()
        } else {
            format!("{} may call.", in_words(&names))
        }
    };
    html! {
        @if !people.supports.is_empty() {
            ul class="prots" role="list" {
                @for support in &people.supports {
                    li class="prot stack-s" {
                        h3 { a href={ "#/people/" (support.id) } { (support.name) } }
                        p class="small muted" { @if let Some(way) = support.ways.first() { (way.kind.name()) " " (way.to) ". " } (callers(support)) }
                    }
                }
            }
        }
    }
}

fn to_do(missing: &[Finding]) -> Markup {
    html! {
        @if missing.is_empty() { p class="measure" { "Nothing that Holdfast looks for. A drill shows whether that is true." } }
        @else {
            div class="findings" {
                @for finding in missing {
                    article class="find" aria-labelledby=(format!("find-{}", finding.id)) {
                        p { (severity_mark(finding.severity)) }
                        div {
                            h3 id=(format!("find-{}", finding.id)) { (finding.title) }
                            dl { dt { "Next step" } dd { strong { (finding.next) } } }
                        }
                    }
                }
            }
        }
    }
}
