use crate::guide::{Audience, Guide, GuideId, Render, app_links, parse};
use crate::route::Route;
use maud::{Markup, PreEscaped, html};

/// Keeps the ids of a guide's headings apart from the page's own.
const PREFIX: &str = "g-";

/// A whole guide with its contents list, from its Markdown. `heading` is the id of the page's heading.
pub fn guide_page(id: GuideId, markdown: &str, heading: &str) -> String {
    let guide = parse(markdown);
    let links = app_links(id.slug());
    let render = Render { audience: Audience::Screen, top_level: 1, id_prefix: PREFIX, links: &links };
    // The heading is the page's own, so that the focus finds it.
    let title = guide.sections.first().map(|s| s.anchor.clone()).unwrap_or_default();
    let lead = guide.lead_html(&title, &render).unwrap_or_default();
    let rest = guide.rest_html(&title, &render).unwrap_or_default();
    html! {
        h1 id=(heading) tabindex="-1" { (guide.title) }
        div class="prose lede" { (PreEscaped(lead)) }
        div class="cols guide-cols" {
            nav class="contents" aria-labelledby="contents" {
                h2 class="h-small" id="contents" { "In this guide" }
                ul role="list" { (contents(&guide, id)) }
            }
            article class="prose" { (PreEscaped(focusable(&rest))) }
        }
    }
    .into_string()
}

fn contents(guide: &Guide, id: GuideId) -> Markup {
    html! {
        @for section in guide.contents(Audience::Screen) {
            @let to = Route::Guide { slug: id.slug().to_owned(), anchor: Some(section.anchor.clone()) };
            li class=[(section.level > 2).then_some("sub")] { a href=(to.href()) { (section.heading) } }
        }
    }
}

/// The passage that stands beside a question; empty when the guide has none of that name.
pub fn guide_lead(id: GuideId, markdown: &str, anchor: &str) -> String {
    let links = app_links(id.slug());
    let render = Render { audience: Audience::Screen, top_level: 3, id_prefix: "lead-", links: &links };
    parse(markdown).lead_html(anchor, &render).unwrap_or_default()
}

/// Headings can take the focus, so that a link to one starts reading there. The markup is our own: every text in it is
/// escaped, and an id begins with our prefix.
fn focusable(html: &str) -> String {
    html.replace(&format!(" id=\"{PREFIX}"), &format!(" tabindex=\"-1\" id=\"{PREFIX}"))
}
