//! Images that a tool has listed: which to keep, which nothing refers to, and what these take.

use crate::desk::parts::Asked;
use crate::images::{Choice, Fate, Listed, Told};
use crate::import::SizeKind;
use crate::units::{Moment, NBSP, long_date};
use maud::{Markup, html};

/// More than this many stand folded.
const ROWS: usize = 60;

/// What a button of the list says of an image.
pub(super) fn act(asked: &Asked<'_>, told: &mut Told) {
    let Some((name, id)) = asked.act.and_then(|act| act.split_once(' ')) else { return };
    match name {
        "golden" => id.clone_into(&mut told.chosen),
        "use" => {
            told.in_use.insert(id.to_owned());
        }
        "unuse" => {
            told.in_use.remove(id);
        }
        _ => {}
    }
}

pub(super) fn show(all: &Listed, told: &Told, asked: &Asked<'_>) -> Markup {
    html! {
        section class="ruled" aria-labelledby="listed" {
            h2 id="listed" { "The images there are" }
            @if all.images.is_empty() {
                p class="measure" { "Drop in what your provider lists, and see which to keep and what the others take." }
                p class="row block-s" { a href="#/points" { "Drop in a list of images" } }
            } @else {
                p class="measure" { (freed(all)) }
                table class="tbl flow" {
                    caption class="vh" { "Listed images, the newest first" }
                    thead { tr { th scope="col" { "Image" } th scope="col" { "Made" } th scope="col" { "Size" } th scope="col" { "Keep it?" } th scope="col" { span class="vh" { "Say" } } } }
                    tbody { @for choice in all.images.iter().take(ROWS) { (row(choice, told, asked)) } }
                }
                @if all.images.len() > ROWS { p class="hint" { (all.images.len() - ROWS) " older ones are not shown." } }
            }
        }
    }
}

/// What letting go of the free ones would free; sizes of different kinds are never added up.
fn freed(all: &Listed) -> String {
    let free = all.images.iter().filter(|choice| choice.fate == Fate::Free).count();
    if all.images.iter().any(|choice| choice.fate == Fate::Open) {
        return "Say which one is golden. Until then none is offered to be let go of.".to_owned();
    }
    if free == 0 {
        return "Each is the golden one, one before it, or in use: there is none to let go of.".to_owned();
    }
    let mut says = match free {
        1 => "1 image is referred to by nothing you said.".to_owned(),
        free => format!("{free} images are referred to by nothing you said."),
    };
    for (kind, n, bytes) in &all.free {
        let of = if *n == free { String::new() } else { format!(" of {n} of them") };
        says += &match kind {
            SizeKind::Unique => format!(
                " Deleting each alone would free {bytes}{of} together, and all of them possibly more, since they share."
            ),
            SizeKind::Stored => {
                format!(" They take {bytes}{of} where they are stored: that is what deleting them frees.")
            }
            SizeKind::Logical => format!(
                " They hold {bytes}{of} of data: what deleting them frees is less where it is stored smaller or shared."
            ),
            SizeKind::Provisioned => format!(
                " Their disks add up to {bytes}{of}, however full: what deleting them frees is not in the list."
            ),
        };
    }
    if all.unsized_free > 0 {
        says += &format!(" The list gives no size of {}{NBSP}of them.", all.unsized_free);
    }
    says + " Look that no template or automatic scaling names one before you delete it."
}

fn row(choice: &Choice, told: &Told, asked: &Asked<'_>) -> Markup {
    let Choice { image, fate } = choice;
    let (class, mark, words) = match fate {
        Fate::Golden => ("kept", "within", "golden"),
        Fate::Before => ("kept", "within", "kept: one before the golden one"),
        Fate::InUse => ("kept", "within", "kept: in use"),
        Fate::Free => ("goes", "waste", "nothing refers to it"),
        Fate::Open => ("gone", "unknown", "not decided"),
    };
    let button = |value: &str, words: &str| {
        html! {
            button type="button" class="link small" name="act" value={ (value) " " (image.id) } {
                (words) span class="vh" { ": " (image.id) }
            }
        }
    };
    let zone = asked.clock.zones.get(asked.here);
    let made = zone.map_or_else(|| Moment::from_seconds(image.at - 4 * 86_400), |zone| zone.local(image.at));
    html! {
        tr {
            th scope="row" { (image.id) span class="hint" { " " (image.of) } }
            td data-label="Made" { (long_date(made.civil().date())) }
            td data-label="Size" {
                @match image.size { Some(size) => { (size.bytes) " " (size.kind.name()) }, None => "not listed" }
            }
            td data-label="Keep it?" { span class={ "what " (class) } { svg class="mark" aria-hidden="true" { use href=(format!("#m-{mark}")) {} } (words) } }
            td {
                @if *fate != Fate::Golden { (button("golden", "Golden")) " " }
                @if told.in_use.contains(&image.id) { (button("unuse", "Not in use")) } @else { (button("use", "In use")) }
            }
        }
    }
}
