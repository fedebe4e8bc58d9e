//! What holds for the whole system.

use super::{list, trying};
use crate::desk::parts::controls::{Line, error_box, line};
use crate::desk::parts::form::typed;
use crate::desk::parts::form::{Filled, Form};
use crate::desk::parts::{Asked, Page};
use crate::system::check::{self, LONGEST_CURRENCY, LONGEST_NAME};
use crate::system::{Hours, Setup, Unreadable};
use crate::units::{Money, TimeOfDay};
use maud::{Markup, html};

/// The page.
pub(super) fn page(asked: &Asked<'_>) -> Page {
    if let Some(entry) = asked.system.unreadable_setup() {
        return unreadable(asked, entry);
    }
    let stored = &asked.system.setup;
    let mut form = Form::new(asked.fields, fill(stored));
    let setup = read(&mut form, stored);
    let mut page = Page::new("The whole system");
    if setup != *stored {
        page.put(Setup::SECTION, Setup::ID, Some(setup.write()));
        form.refill(fill(&setup));
    }
    page.heed(&form, asked.act);
    page.shown.say = form.problems().first().map(|(_, says)| says.clone()).unwrap_or_default();
    page.shown.html = html! {
        (crate::desk::parts::STYLE)
        p class="small" { a href="#/system" { "All components" } }
        h1 id=(asked.heading) tabindex="-1" { "What holds for the whole system" }
        (trying::band(asked))
        (error_box(&form))
        form class="stack sys" { (controls(&form, asked.here)) }
    }
    .into_string();
    page
}

/// The page while its entry cannot be read: nothing is typed over it.
fn unreadable(asked: &Asked<'_>, entry: &Unreadable) -> Page {
    let mut page = Page::new("The whole system");
    let gone = list::discard(asked, &mut page).is_some();
    page.shown.html = html! {
        (crate::desk::parts::STYLE)
        p class="small" { a href="#/system" { "All components" } }
        h1 id=(asked.heading) tabindex="-1" { "What holds for the whole system" }
        @if let Some(words) = page.done.as_deref() { (crate::desk::parts::undo(words)) }
        @if gone { form class="stack sys" { (controls(&Form::new(None, fill(&Setup::default())), asked.here)) } }
        @else { (crate::desk::parts::unreadable(std::slice::from_ref(entry))) }
    }
    .into_string();
    page
}

fn fill(s: &Setup) -> Filled {
    let mut filled = Filled::new();
    let mut put = |name: &str, text: Option<String>| {
        filled.insert(name.to_owned(), text.unwrap_or_default());
    };
    put("zone", Some(s.zone.clone()));
    put("fetch", s.fetch.map(typed));
    put("detect", s.detect.map(typed));
    put("decide", s.decide.map(typed));
    put("cut-over", s.cut_over.map(typed));
    put("tolerance", s.tolerance.map(typed));
    put("currency", Some(s.currency.clone()));
    put("tb-month", s.tb_month.map(typed));
    put("run", s.run.map(typed));
    put("years", s.years_between_losses.map(|n| n.to_string()));
    put("ratio", s.ratio_tenths.map(tenths));
    put("opens", s.window.map(|hours| hours.from.to_string()));
    put("closes", s.window.map(|hours| hours.to.to_string()));
    filled
}

fn tenths(n: u32) -> String {
    if n.is_multiple_of(10) { (n / 10).to_string() } else { format!("{}.{}", n / 10, n % 10) }
}

fn read(form: &mut Form, stored: &Setup) -> Setup {
    let mut s = stored.clone();
    if let Some(name) = form.read("zone", zone) {
        s.zone = name;
    }
    form.plain("fetch", &mut s.fetch);
    form.plain("detect", &mut s.detect);
    form.plain("decide", &mut s.decide);
    form.plain("cut-over", &mut s.cut_over);
    form.plain("tolerance", &mut s.tolerance);
    if let Some(currency) = form.read("currency", |text| check::words(text, LONGEST_CURRENCY)) {
        s.currency = currency;
    }
    form.plain::<Money>("tb-month", &mut s.tb_month);
    form.plain::<Money>("run", &mut s.run);
    form.optional("years", &mut s.years_between_losses, years);
    form.optional("ratio", &mut s.ratio_tenths, ratio);
    hours(form, &mut s);
    s
}

/// The two ends of a window belong together: one alone is no window.
fn hours(form: &mut Form, s: &mut Setup) {
    if form.changed("opens").is_none() && form.changed("closes").is_none() {
        return;
    }
    let (opens, closes) = (form.value("opens").trim().to_owned(), form.value("closes").trim().to_owned());
    if opens.is_empty() && closes.is_empty() {
        s.window = None;
        return;
    }
    let mut read = |name: &str, text: &str| match text.parse::<TimeOfDay>() {
        Ok(time) => Some(time),
        Err(_) if text.is_empty() => {
            form.problem(name, "Enter the other end of the window too, such as 06:00, or leave both empty");
            None
        }
        Err(says) => {
            form.problem(name, says);
            None
        }
    };
    let (from, to) = (read("opens", &opens), read("closes", &closes));
    if let (Some(from), Some(to)) = (from, to) {
        if from == to {
            form.problem("closes", "Enter a time other than the start, such as 06:00");
        } else {
            s.window = Some(Hours { from, to });
        }
    }
}

/// The name of a time zone, as the browser knows it; whether there is one of that name, only the browser can say.
pub(super) fn zone(text: &str) -> Result<String, String> {
    let text = check::words(text, LONGEST_NAME).map_err(|e| e.to_string())?;
    if check::is_zone(&text) {
        Ok(text)
    } else {
        Err("Enter a time zone by its name, such as Europe/Berlin or UTC".to_owned())
    }
}

fn years(text: &str) -> Result<u32, String> {
    let read = text.trim().parse().ok().filter(|n| check::YEARS.contains(n));
    read.ok_or_else(|| "Enter a whole number of years from 1 to 10,000, such as 5".to_owned())
}

fn ratio(text: &str) -> Result<u32, String> {
    let says = || "Enter how many times smaller they are, from 1 to 100, such as 2 or 2.5".to_owned();
    let text = text.trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let whole: u32 = whole.parse().map_err(|_| says())?;
    let part: u32 = if part.len() == 1 { part.parse().map_err(|_| says())? } else { return Err(says()) };
    let tenths = whole.saturating_mul(10).saturating_add(part);
    if check::RATIO_TENTHS.contains(&tenths) { Ok(tenths) } else { Err(says()) }
}

/// The zones to choose from: the person's own first.
pub(in crate::desk) fn zones(here: &str) -> Markup {
    html! {
        datalist id="zones" {
            @if !here.is_empty() { option value=(here) { "Here" } }
            @for zone in ["UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney"] {
                @if zone != here { option value=(zone) {} }
            }
        }
    }
}

fn controls(form: &Form, here: &str) -> Markup {
    let money = match form.value("currency").trim() {
        "" => String::new(),
        currency => format!("In {currency}. "),
    };
    html! {
        (zones(here))
        section class="ruled" {
            h2 { "When everything fails at once" }
            div class="sched limits" {
                (line(form, "detect", "Until somebody knows that it is down", "Such as 15\u{a0}min"))
                (line(form, "decide", "Until somebody has decided to restore", "Such as 30\u{a0}min"))
            }
            div class="sched limits" {
                (line(form, "fetch", "How fast copies can be fetched", "All restores together, such as 50\u{a0}MB/s"))
                (line(form, "cut-over", "Until users are back, once every part works", "Such as 15\u{a0}min"))
            }
            (line(form, "tolerance", "How far apart parts that refer to each other may be", "Such as 5\u{a0}min: an order may be that much older than its picture"))
        }
        section class="ruled" {
            h2 { "When copies run" }
            div class="sched limits" {
                (Line { name: "zone", label: "Time zone of the servers", hint: "Such as Europe/Berlin", class: "w12", list: Some("zones"), ..Line::NEW }.show(form))
                fieldset class="ticks" {
                    legend { "Hours in which copies may run" }
                    p class="hint" { "Leave both empty if they may run at any time" }
                    div class="sched" {
                        (line(form, "opens", "From", ""))
                        (line(form, "closes", "To", ""))
                    }
                }
            }
        }
        section class="ruled" {
            h2 { "What it costs" }
            div class="sched limits" {
                (Line { name: "currency", label: "What you count money in", hint: "Such as EUR", class: "w3", ..Line::NEW }.show(form))
                (line(form, "tb-month", "What keeping 1\u{a0}TB for a month costs", &format!("{money}Such as 20")))
            }
            div class="sched limits" {
                (line(form, "run", "What one run of a copy costs", &format!("{money}In load and attention, such as 0.10")))
                (line(form, "ratio", "How many times smaller copies are kept", "Such as 2 for half the size"))
            }
            (line(form, "years", "Years between two losses of data, on average", "Such as 5"))
        }
    }
}
