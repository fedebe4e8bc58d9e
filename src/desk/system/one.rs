//! One component, and one of its protections opened.

use super::component::{fill, read};
use super::figures::Outlook;
use super::list::{free_id, without};
use super::panel::{self, Help, Side};
use super::{back, component_form, protection, settings, trying, words};
use crate::assess::{all_returns, recommendations, sooner};
use crate::desk::parts::controls::{act, error_box};
use crate::desk::parts::form::Form;
use crate::desk::parts::{Asked, Page};
use crate::drill::proven;
use crate::system::check::{MOST_PROTECTIONS, Refused};
use crate::system::{Component, ComponentId, Protection, ProtectionKind, Setup, System, Told};
use crate::units::{capitalised, grouped};
use maud::html;

/// The page of a component; `open` names the protection whose form is open.
pub(super) fn page(asked: &Asked<'_>, id: &str, open: Option<&str>) -> Page {
    let id = ComponentId::new(id);
    let Some(stored) = asked.system.component(&id).filter(|_| asked.system.described) else {
        return nowhere(asked, &id);
    };
    let mut form = Form::new(asked.fields, fill(stored));
    let mut page = Page::new(&stored.name);
    let mut next = read(&mut form, stored, asked.system, asked.clock.now.civil().date());
    act_on(asked, &mut next, &mut form, &mut page);
    if asked.act == Some("remove-component") {
        without(&asked.system.components, id.as_str(), &mut page);
        page.shown.go = Some("system".to_owned());
    } else if next != *stored {
        page.put_component(&next);
    }
    form.refill(fill(&next));
    page.heed(&form, asked.act);
    draw(asked, &next, open, &form, &mut page);
    page
}

fn act_on(asked: &Asked<'_>, next: &mut Component, form: &mut Form, page: &mut Page) {
    let Some(act) = asked.act else { return };
    if let Some(id) = act.strip_prefix("advice:") {
        let advice = recommendations(asked.system, &next.id, asked.clock.now);
        if let Some(way) = advice.recommendations.into_iter().find(|way| way.id == id) {
            form.forget("");
            page.done = Some(format!("Done: {}.", way.says.trim_end_matches('.')));
            *next = way.component;
        }
        return;
    }
    if let Some(id) = act.strip_prefix("sooner:") {
        let sooner = sooner(asked.system, &next.id, asked.clock);
        if let Some(way) = sooner.ways.into_iter().find(|way| way.id == id) {
            form.forget("");
            page.done = Some(format!("Done: {}.", way.says));
            for component in way.components {
                if component.id == next.id {
                    *next = component;
                } else {
                    page.put_component(&component);
                }
            }
            if let Some(setup) = way.setup {
                page.put(Setup::SECTION, Setup::ID, Some(setup.write()));
            }
        }
        return;
    }
    match act.split_once(' ').unwrap_or((act, "")) {
        ("add", _) => {
            let kind = ProtectionKind::from_id(form.value("new-kind"))
                .or_else(|| words::fitting(next.kind).first().copied())
                .unwrap_or(ProtectionKind::FileFull);
            let mut all = next.protections.known().cloned().unwrap_or_default();
            if all.len() >= MOST_PROTECTIONS {
                form.problem("new-kind", Refused::ComponentFull);
                page.shown.focus = Some(crate::desk::parts::controls::id("new-kind"));
                return;
            }
            let id = free_id(kind.id(), &|id| all.iter().any(|p| p.id == id));
            let mut added = Protection::new(&id, kind);
            // A second one of its kind needs a name to be told apart by.
            if let Some((_, number)) = id.rsplit_once('-').filter(|_| id != kind.id()) {
                added.name = format!("{} {number}", capitalised(kind.words()));
            }
            all.push(added);
            page.shown.go = Some(format!("system/{}/{id}", next.id));
            page.shown.say = format!("{} is added.", words::kind(kind));
            next.protections = Told::Known(all);
        }
        ("remove", id) => {
            let Some(gone) = next.protection(id).cloned() else { return };
            if let Told::Known(all) = &mut next.protections {
                all.retain(|p| p.id != gone.id);
            }
            form.forget(&protection::named(id, ""));
            page.shown.say = format!("{} is removed.", words::title(&gone));
            page.done = Some(page.shown.say.clone());
            page.shown.focus = Some("protections".to_owned());
            page.shown.go = Some(format!("system/{}", next.id));
        }
        ("advise", _) => page.shown.focus = Some(panel::WAYS.to_owned()),
        _ => {}
    }
}

fn draw(asked: &Asked<'_>, next: &Component, open: Option<&str>, form: &Form, page: &mut Page) {
    let system = with(asked, next, page);
    let outlook = Outlook::one(&system, &next.id, asked.clock);
    let old = asked.before.map(|before| (before, Outlook::one(before, &next.id, asked.clock)));
    // A few hundred assessments: not while somebody types.
    let typing = asked.fields.is_some() && asked.act.is_none();
    let returns = |system: &System| {
        if typing && system.components.len() > back::MOST_WHILE_TYPING {
            return Vec::new();
        }
        all_returns(system, asked.clock, &proven(asked.answers, asked.clock.now.civil().date()))
    };
    let before = old.as_ref().and_then(|(before, outlook)| {
        Some(Side { component: before.component(&next.id)?, outlook, returns: returns(before) })
    });
    let help = (!typing).then(|| Help {
        advice: recommendations(&system, &next.id, asked.clock.now),
        sooner: sooner(&system, &next.id, asked.clock),
    });
    let side = Side { component: next, outlook: &outlook, returns: returns(&system) };
    let up = format!("#/system/{}", next.id);
    if page.shown.say.is_empty() {
        page.shown.say = match (form.problems().first(), outlook.headline(&next.id)) {
            (Some((_, says)), _) => says.clone(),
            (None, Some(headline)) if asked.fields.is_some() && next.kind.holds_data() => {
                format!("If {}: {}.", headline.scenario.clause, headline.figure())
            }
            _ => String::new(),
        };
    }
    page.shown.title.clone_from(&next.name);
    page.shown.html = html! {
        (crate::desk::parts::STYLE)
        p class="small" { a href="#/system" { "All components" } }
        h1 id=(asked.heading) tabindex="-1" { (next.name) }
        p class="muted" { (about(next, &system)) }
        (trying::band(asked))
        @if let Some(words) = page.done.as_deref() { (crate::desk::parts::undo(words)) }
        div class="cols main-side sys" {
            div {
                (error_box(form))
                form class="stack" {
                    (settings::zones(asked.here))
                    (component_form::show(form, next, &system, open, &up))
                }
                (panel::brief(&side))
                p class="row leave" { (act("remove-component", &format!("Remove {}", next.name), "btn quiet")) }
            }
            (panel::show(&side, before.as_ref(), help.as_ref()))
        }
    }
    .into_string();
}

/// The system with the component as it is now, and with what else the page writes.
fn with(asked: &Asked<'_>, next: &Component, page: &Page) -> System {
    let system = asked.system;
    let changed = |section: &str, id: &str| {
        let mut changes = page.shown.changes.iter();
        changes.rfind(|c| c.section == section && c.id == id)?.text.as_deref()
    };
    let mut components = system.components.clone();
    for component in &mut components {
        if component.id == next.id {
            component.clone_from(next);
        } else if let Some(text) = changed(Component::SECTION, component.id.as_str()) {
            *component = Component::read(text).unwrap_or_else(|_| component.clone());
        }
    }
    let setup = changed(Setup::SECTION, Setup::ID).and_then(|text| Setup::read(text).ok());
    let mut system = system.described_as(components, setup.unwrap_or_else(|| system.setup.clone()));
    asked.clock.align(&mut system);
    system
}

/// "1 of 5 components. 120 GB, 4 GB of changes a day, 50 orders an hour."
fn about(c: &Component, system: &System) -> String {
    let at = system.components.iter().position(|other| other.id == c.id).map_or(0, |at| at + 1);
    let of = match system.components.len() {
        1 => "The only component.".to_owned(),
        all => format!("{at} of {all} components."),
    };
    let mut parts = vec![words::component(c.kind).to_owned()];
    parts.extend(c.size.map(|size| size.to_string()));
    parts.extend(c.changes.map(|changes| format!("{} of changes a day", changes.a_day)));
    parts.extend(c.records_per_hour.map(|n| format!("{} {} an hour", grouped(n.into()), c.holds)));
    format!("{of} {}.", parts.join(", "))
}

fn nowhere(asked: &Asked<'_>, id: &ComponentId) -> Page {
    let mut page = Page::new("System");
    let known = asked.system.component(id).is_some();
    page.shown.html = html! {
        p class="small" { a href="#/system" { "All components" } }
        h1 id=(asked.heading) tabindex="-1" {
            @if known { "Nothing is described yet" } @else { "There is no component at this address" }
        }
        p class="measure block-s" {
            @if known { "You named it in the quick check. Take over your answers first; then you can describe it further." }
            @else { "It may have been removed, or the link was cut short on its way." }
        }
        p class="row block-s" { a class="btn" href="#/system" { "Go to all components" } }
    }
    .into_string();
    page
}
