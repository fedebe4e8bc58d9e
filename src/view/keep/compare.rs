//! The same copies under several policies, side by side.

use super::reach::share;
use super::{copies, in_words, point_time, taken};
use crate::assess::planned::{Ran, State};
use crate::units::{Duration, Gather, short_date};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// So many dates are named of what only one policy keeps.
const NAMED: usize = 4;

/// One row for each matter, one column for each policy. `names` head the columns, such as "In force".
pub fn compare(all: &[(String, &Ran)], unnoticed: Duration, currency: &str) -> Markup {
    let row = |matter: &str, figure: &dyn Fn(&Ran, usize) -> Option<String>| {
        let figures: Vec<Option<String>> =
            all.iter().enumerate().map(|(n, (_, ran))| figure(ran, n)).collect();
        html! {
            @if figures.iter().any(Option::is_some) {
                tr {
                    th scope="row" { (matter) }
                    @for ((name, _), figure) in all.iter().zip(&figures) {
                        td data-label=(name) { (figure.as_deref().unwrap_or("not known")) }
                    }
                }
            }
        }
    };
    let kept: Vec<BTreeSet<i64>> = all.iter().map(|(_, ran)| kept(ran)).collect();
    let only = |ran: &Ran, n: usize| {
        let others: BTreeSet<i64> = kept
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != n)
            .flat_map(|(_, kept)| kept)
            .copied()
            .gather();
        let own: Vec<i64> = kept.get(n)?.difference(&others).copied().collect();
        if own.is_empty() {
            return Some("nothing".to_owned());
        }
        let points = ran.ground.points.iter().filter(|point| own.contains(&point.at));
        let mut days: Vec<_> = points.map(|point| taken(point).date()).collect();
        days.dedup();
        let named: Vec<String> = days.iter().rev().take(NAMED).map(|day| short_date(*day)).collect();
        let more = if days.len() > NAMED { ", …" } else { "" };
        Some(format!("{}: {}{more}", copies(own.len()), named.join(", ")))
    };
    let money = |money: Option<crate::units::Money>| money.map(|money| money.with_currency(currency));
    html! {
        table class="tbl flow beside" {
            caption class="vh" { "The same copies under each policy" }
            thead { tr { td {} @for (name, ran) in all { th scope="col" { (name) span class="hint" { (in_words(&ran.policy)) } } } } }
            tbody {
                (row("Copies kept now", &|ran, _| Some(copies(ran.kept()))))
                (row("The oldest of them", &|ran, _| oldest(ran)))
                (row("Oldest copy, never younger than", &|ran, _| ran.reach.map(|reach| Duration::clamped(reach.least / 3_600 * 3_600).to_string())))
                (row(&format!("Noticed after {unnoticed}: a clean copy"), &|ran, _| ran.clean_after(unnoticed).map(|clean| share(clean, ran.only_now()))))
                (row("Takes now", &|ran, _| ran.space.as_ref().map(|space| space.now().to_string())))
                (row("Takes at the end of the year ahead", &|ran, _| ran.space.as_ref().filter(|_| !ran.only_now()).map(|space| space.then().to_string())))
                (row("Costs a month now", &|ran, _| money(ran.space.as_ref()?.a_month)))
                (row("Costs in the year ahead", &|ran, _| money(ran.space.as_ref().filter(|_| !ran.only_now())?.together)))
                @if all.len() > 1 { (row("Only this one keeps", &only)) }
            }
        }
    }
}

fn kept(ran: &Ran) -> BTreeSet<i64> {
    ran.points().filter(|(_, _, state)| *state == State::Kept).map(|(_, point, _)| point.at).gather()
}

fn oldest(ran: &Ran) -> Option<String> {
    let mut kept = ran.points().filter(|(_, _, state)| *state == State::Kept).map(|(_, point, _)| point);
    Some(kept.by_ref().last().map_or("none".to_owned(), |point| point_time(&ran.ground, point)))
}
