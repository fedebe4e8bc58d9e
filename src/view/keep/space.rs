//! What the kept copies take and cost through the year ahead.

use crate::assess::planned::Ran;
use crate::chart::{Storage, StorageSeries, storage};
use crate::units::Moment;
use maud::{Markup, html};

/// A chart with its table, and the money in a sentence. `None` where it cannot be worked out.
pub fn space(ran: &Ran, name: &str, currency: &str, id: &str) -> Option<Markup> {
    let space = ran.space.as_ref()?;
    let zone = &ran.ground.zone;
    let moment = |at: i64| Moment::from_seconds(zone.local(at).seconds());
    let drawn = Storage {
        name: name.to_owned(),
        series: vec![StorageSeries {
            name: ran.policy.dialect().name().to_owned(),
            points: space.points.iter().map(|(at, bytes)| (moment(*at), bytes.count())).collect(),
        }],
        from: moment(ran.ground.now),
        to: moment(ran.ground.until),
        now: moment(ran.ground.now),
        capacity: None,
    };
    let money = space.a_month.zip(space.a_month_then).zip(space.together);
    Some(html! {
        @if let Some(((now, then), together)) = money {
            p class="measure" {
                "A month costs " strong { (now.with_currency(currency)) } " now and " (then.with_currency(currency))
                " at the end; the time drawn costs " (together.with_currency(currency)) " together."
            }
        } @else {
            p class="measure" { "What it costs is not known: no price is given for keeping 1\u{a0}TB for a month." }
        }
        @if !ran.only_now() { (storage(&drawn, id)) }
        p class="hint measure" {
            @if space.once { "What copies have in common is stored once by this tool, and counted once: the newest whole, and what changed between the others." }
            @else { "Each kept copy is counted by itself." }
            " A month has 730\u{a0}h."
        }
    })
}
