//! The guides themselves: anchors, leads, links, wording.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use holdfast::guide::{Audience, Guide, GuideId, LinkTarget, LinkTo, Render, app_links, parse};

use crate::html_check::check;
use crate::shared;

/// The anchors that questions, findings and results link to. Renaming one breaks those links.
const ANCHORS: [(GuideId, &[&str]); 4] = [
    (
        GuideId::SteadyState,
        &[
            "where-you-are",
            "what-is-at-stake",
            "list-everything",
            "what-protects-it",
            "keys-and-passwords",
            "how-much-would-you-lose",
            "the-last-good-copy",
            "acceptable-loss",
            "failed-runs",
            "images",
            "where-copies-live",
            "one-login",
            "prove-a-restore",
            "acceptable-downtime",
            "rebuild",
            "contacts",
            "second-person",
            "written-plan",
            "fire-drills",
            "after-a-restart",
            "too-much",
            "benchmarking",
            "how-far-back",
            "find-out",
            "modular",
            "scaling-back",
        ],
    ),
    (
        GuideId::HighTrafficEvent,
        &[
            "the-date",
            "tell-people-early",
            "known-problems",
            "one-to-several",
            "load-tests",
            "optimise",
            "if-it-goes-wrong",
            "scaling-back",
            "lessons",
        ],
    ),
    (
        GuideId::ReadingTheReport,
        &[
            "three-sentences",
            "matrix",
            "windows",
            "sawtooth",
            "evidence",
            "severities",
            "not-known",
            "no-score",
            "check-it-yourself",
        ],
    ),
    (
        GuideId::ImagesAndBackups,
        &[
            "what-an-image-holds",
            "golden-image",
            "chains",
            "dumps",
            "logs",
            "replicas",
            "another-place",
            "locked",
        ],
    ),
];

fn source(id: GuideId) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("public/guides").join(id.file_name());
    // A missing file shows as a guide without a title.
    fs::read_to_string(path).unwrap_or_default()
}

fn all() -> Vec<(GuideId, String, Guide)> {
    let read = |id| {
        let text = source(id);
        let guide = parse(&text);
        (id, text, guide)
    };
    GuideId::ALL.into_iter().map(read).collect()
}

#[test]
fn every_guide_has_title_summary_and_nothing_to_remark() {
    for (id, _, guide) in all() {
        assert_eq!(guide.title, id.title());
        assert!((20..=70).contains(&guide.summary.split_whitespace().count()), "{id:?}: {}", guide.summary);
        assert_eq!(guide.remarks, [], "{id:?}");
        assert_eq!(GuideId::from_slug(id.slug()), Some(id));
        assert_eq!(id.file_name(), format!("{}.md", id.slug()));
    }
    assert_eq!(GuideId::from_slug("nothing"), None);
}

#[test]
fn every_linked_anchor_has_a_lead_of_35_to_75_words_and_more_after_it() {
    let mut faults = Vec::new();
    for (id, anchors) in ANCHORS {
        let guide = parse(&source(id));
        for anchor in anchors {
            let Some(lead) = guide.lead_text(anchor) else {
                faults.push(format!("{}#{anchor} is missing", id.slug()));
                continue;
            };
            let words = lead.split_whitespace().count();
            if !(35..=75).contains(&words) {
                faults.push(format!("{}#{anchor}: lead of {words} words", id.slug()));
            }
            let rest = guide.rest_html(anchor, &app(id, &app_links(id.slug()))).unwrap_or_default();
            if rest.trim().is_empty() {
                faults.push(format!("{}#{anchor}: nothing after the lead", id.slug()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn headings_name_their_anchor() {
    for (id, text, _) in all() {
        let unnamed = text.lines().filter(|line| line.starts_with("##") && !line.ends_with('}'));
        assert_eq!(unnamed.collect::<Vec<_>>(), Vec::<&str>::new(), "{id:?}");
    }
}

#[test]
fn links_between_guides_lead_to_a_section() {
    let guides = all();
    let mut linked = BTreeSet::new();
    for (id, _, guide) in &guides {
        for link in guide.links() {
            let (target, anchor) = match link {
                LinkTo::Here { anchor } => (*id, Some(anchor)),
                LinkTo::Guide { slug, anchor } => {
                    (GuideId::from_slug(slug).unwrap_or_else(|| panic!("{id:?}: {slug}")), anchor.as_ref())
                }
                LinkTo::Outside { address } => panic!("{id:?} leaves the site: {address}"),
            };
            linked.insert(target);
            let (_, _, there) = guides.iter().find(|(other, ..)| *other == target).expect("guide");
            if let Some(anchor) = anchor {
                assert!(there.section(anchor).is_some(), "{id:?} links to {target:?}#{anchor}");
            }
        }
    }
    assert_eq!(linked.len(), GuideId::ALL.len(), "every guide is linked from another");
}

#[test]
fn wording_follows_the_rules() {
    // Words the writing rules in docs/guides.md leave out, and names of hosts and brands.
    let banned = [
        "please",
        "simply",
        "easily done",
        "congratulations",
        "great",
        "amazing",
        "oops",
        "utilize",
        "leverage",
        "robust",
        "seamless",
        "best practice",
        "rackspace",
        "aws",
        "azure",
        "cloudflare",
        "google",
        "e.g.",
        "i.e.",
        "etc.",
        "rpo",
        "rto",
    ];
    for (id, text, _) in all() {
        assert!(!text.contains('!'), "{id:?} has an exclamation mark");
        assert!(!text.contains(['"', '\'']), "{id:?} has straight quotation marks");
        assert!(!text.contains('<'), "{id:?} has raw HTML or a bare angle bracket");
        assert!(!text.contains('\u{a0}'), "{id:?}: no-break spaces are the renderer's work");
        let lower = text.to_lowercase();
        let words = format!(" {} ", lower.split_whitespace().collect::<Vec<_>>().join(" "));
        for word in banned {
            let whole = |after: char| words.contains(&format!(" {word}{after}"));
            assert!(![' ', ',', '.', ';', ':'].into_iter().any(whole), "{id:?} says “{word}”");
        }
    }
}

#[test]
fn screen_only_passages_are_left_out_of_print() {
    for (id, text, guide) in all() {
        let opened = text.lines().filter(|line| *line == "::: screen").count();
        let closed = text.lines().filter(|line| *line == ":::").count();
        assert!(opened >= 1 && opened == closed, "{id:?}: {opened} opened, {closed} closed");
        let links = app_links(id.slug());
        let screen = guide.html(&app(id, &links));
        let print = guide.html(&Render { audience: Audience::Print, ..app(id, &links) });
        assert!(print.len() < screen.len(), "{id:?}");
        assert!(!screen.contains(":::"), "{id:?}");
        for passage in text.split("::: screen\n").skip(1) {
            let start = passage.lines().next().unwrap_or_default();
            let start = start.split(['’', '“']).next().unwrap_or_default();
            assert!(screen.contains(start) && !print.contains(start), "{id:?}: {start}");
        }
    }
}

#[test]
fn html_is_well_formed_for_app_and_report() {
    for (id, _, guide) in all() {
        let links = app_links(id.slug());
        assert_eq!(check(&guide.html(&app(id, &links)), ""), Ok(()), "{id:?}");
        let prefix = format!("g-{}-", id.slug());
        let report = |to: &LinkTo| match to {
            LinkTo::Here { anchor } => LinkTarget::Href(format!("#g-{}-{anchor}", id.slug())),
            LinkTo::Guide { slug, anchor: Some(anchor) } => LinkTarget::Href(format!("#g-{slug}-{anchor}")),
            _ => LinkTarget::Text,
        };
        let render = Render { audience: Audience::Print, top_level: 3, id_prefix: &prefix, links: &report };
        for section in &guide.sections {
            let html = guide.section_html(&section.anchor, &render).expect("section");
            assert!(html.starts_with(&format!("<h3 id=\"{prefix}{}\">", section.anchor)), "{html}");
            assert_eq!(check(&html, &prefix), Ok(()), "{id:?}#{}", section.anchor);
        }
    }
}

/// The product carries the seeds' facts over, never their wording.
#[test]
fn no_eight_words_in_a_row_come_from_the_seeds() {
    let Some(seeds) = shared("seeds") else { return };
    let mut known = BTreeSet::new();
    for file in fs::read_dir(seeds).expect("seeds").flatten() {
        known.extend(runs(&fs::read_to_string(file.path()).expect("seed")));
    }
    assert!(known.len() > 1000, "seeds were read");
    for (id, text, _) in all() {
        let shared: Vec<_> = runs(&text).into_iter().filter(|run| known.contains(run)).collect();
        assert!(shared.is_empty(), "{id:?}: {shared:?}");
    }
}

fn runs(text: &str) -> Vec<String> {
    let words: Vec<String> = text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.windows(8).map(|run| run.join(" ")).collect()
}

fn app<'a>(_: GuideId, links: &'a dyn Fn(&LinkTo) -> LinkTarget) -> Render<'a> {
    Render { audience: Audience::Screen, top_level: 1, id_prefix: "", links }
}
