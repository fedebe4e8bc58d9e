//! The report as a file: the same bytes every time, inert whatever was typed, every link with a target.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use holdfast::answers::{Answers, ComponentKind};
use holdfast::assess::{Outcome, assess};
use holdfast::report::{GuideTexts, file_name, single_file};
use holdfast::save::{open, to_file};
use holdfast::view::describe;
use sha2::Digest;
use std::collections::BTreeSet;
use support::{Told, everything, golden, guides, shop};

fn page(told: &Told) -> String {
    single_file(&told.0, &told.outcome(), &guides())
}

/// All values of an attribute.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    page.match_indices(&mark).filter_map(|(at, _)| page[at + mark.len()..].split('"').next()).collect()
}

/// The page without the sheet and the island: what is left is markup.
fn markup(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, _) = rest.split_once("<script type=\"application/json\"").unwrap();
    format!("{head}{body}")
}

/// An example by the name of its file.
fn kept(name: &str) -> Answers {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    open(&std::fs::read(path).unwrap()).unwrap()
}

/// The example that comes with the app.
fn example() -> Answers {
    kept("shop.holdfast.json")
}

/// The same shop, described part by part.
fn described() -> Answers {
    kept("shop-described.holdfast.json")
}

fn outcome_of(answers: &Answers) -> Outcome {
    assess(answers, support::now())
}

#[test]
fn the_file_opens_again_as_the_same_document() {
    let hostile =
        shop().named("</script><!--<script> ]]> \\u0022").about(ComponentKind::Database, "a\"b</style>");
    for answers in [shop().0, example(), described(), hostile.0, Answers::default()] {
        let page = single_file(&answers, &outcome_of(&answers), &guides());
        assert_eq!(open(page.as_bytes()).unwrap(), answers);
    }
}

#[test]
fn the_digest_is_that_of_the_saved_file() {
    let page = page(&shop());
    let shown = page.split_once("class=\"hash\">").unwrap().1.get(..64).unwrap();
    let digest = sha2::Sha256::digest(to_file(&shop().0));
    let expected: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(shown, expected);
}

#[test]
fn an_example_says_that_it_is_one() {
    let page = single_file(&example(), &outcome_of(&example()), &guides());
    assert!(example().example && page.contains("A made-up example"));
    assert!(!self::page(&shop()).contains("A made-up example"));
}

#[test]
fn the_golden_reports_have_not_changed() {
    for (name, answers) in [("shop.html", example()), ("shop-described.html", described())] {
        // Sheets and guides change often and are checked elsewhere: the golden file holds what is written here.
        let page = single_file(&answers, &outcome_of(&answers), &GuideTexts::new());
        let (head, rest) = page.split_once("<style>").unwrap();
        let (_, rest) = rest.split_once("</style>").unwrap();
        let (before, policy) = head.split_once("'sha256-").unwrap();
        let (_, after) = policy.split_once('\'').unwrap();
        // One element a line, so that a change can be read.
        let lines = format!("{before}'sha256-'{after}<style></style>{rest}").replace("><", ">\n<");
        golden(name, &lines);
    }
}

/// What the report says between two marks, without tags.
fn says(page: &str, from: &str, to: &str) -> String {
    let inside = page.split_once(from).unwrap().1.split_once(to).unwrap().0;
    let mut text = String::new();
    for piece in inside.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
        text.push(' ');
    }
    text.replace(holdfast::units::NBSP, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_description_stands_in_the_report() {
    let answers = described();
    let outcome = outcome_of(&answers);
    let page = single_file(&answers, &outcome, &guides());
    let system = says(&page, "Your system</h2>", "</section>");
    for component in &outcome.system.components {
        assert!(system.contains(&component.name), "{}", component.name);
        for p in component.protections.known().unwrap() {
            let summary = describe::summary(p).replace(holdfast::units::NBSP, " ");
            assert!(
                system.contains(&summary) && system.contains(&holdfast::units::capitalised(&p.words())),
                "{}",
                p.id
            );
        }
    }
    for said in [
        "Lost work 4 h, time down 8 h",
        "120 GB, grows by 3 GB a month",
        "4 GB a day, most at 15:00: 60 % more than on average; 50 orders an hour",
        "Product pictures",
        "Every day at 02:00, in another region, kept 35 days. Last good run: 21 November 2026.",
        "A run takes 40 min. Its copy is in its place 1 h 30 min later.",
        "The login that runs the live system can delete it.",
        "Started by a systemd timer, by the clock of Europe/Berlin.",
        "Last restored from on 14 August 2026.",
        "logs replayed at 20 MB/s",
        "an hour of lost work costs EUR 250.00",
        "Until somebody knows 10 min",
        "2 times smaller",
    ] {
        assert!(
            system.contains(said) || system.contains(&holdfast::units::capitalised(said)),
            "{said}: {system}"
        );
    }
    let cover = says(&page, "<header class=\"cover\">", "</header>");
    assert!(cover.contains("version 1, the quick check, with a description of the system"), "{cover}");
    assert!(cover.contains("5 components, 11 scenarios"), "{cover}");
    let known = outcome.known;
    let told: usize = known.evidence.iter().sum();
    assert_eq!(known.asked, told + known.unsure + known.open, "the counts on the cover come out even");
    assert!(!self::page(&shop()).contains("Your system</h2>"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(page(&shop()), page(&shop()));
    assert_eq!(file_name(&shop().outcome()), "holdfast-shop-production-20261121.html");
}

#[test]
fn every_id_is_unique_and_every_link_has_a_target() {
    for told in [shop(), everything(), Told(described()), Told::default()] {
        let page = page(&told);
        let all = values(&page, "id");
        let unique: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), unique.len(), "ids twice");
        let mut inside = 0;
        for href in values(&page, "href") {
            match href.strip_prefix('#') {
                Some(id) => {
                    assert!(unique.contains(id), "{href} leads nowhere");
                    inside += 1;
                }
                None => assert!(href.starts_with("https://") || href.starts_with("mailto:"), "{href}"),
            }
        }
        assert!(inside > 5);
        for list in ["aria-labelledby", "aria-describedby"] {
            for id in values(&page, list).iter().flat_map(|ids| ids.split(' ')) {
                assert!(unique.contains(id), "{list} {id}");
            }
        }
    }
}

#[test]
fn every_cell_leads_to_its_derivation() {
    for told in [shop(), everything(), Told(described())] {
        let (outcome, page) = (told.outcome(), page(&told));
        let ids: BTreeSet<&str> = values(&page, "id").into_iter().collect();
        for (column, row, _) in outcome.matrix.cells() {
            let why = format!("why-{}-{}", column.kind.id(), row.scenario.id.slug());
            assert!(ids.contains(why.as_str()), "{why}");
            assert_eq!(page.contains(&format!("href=\"#{why}\"")), ids.contains(why.as_str()), "{why}");
        }
    }
}

#[test]
fn nothing_is_fetched_and_nothing_runs() {
    for told in [shop(), everything(), Told(described()), Told::default()] {
        let page = page(&told);
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("<style").count(), 1);
        let markup = markup(&page);
        for banned in [
            " style=", " src=", "<link", "<img", "<iframe", "<object", "<form", "<base", "url(", "@import",
            " on",
        ] {
            if banned == " on" {
                let handler = markup.split(" on").skip(1).any(|rest| {
                    let name: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
                    rest[name.len()..].starts_with('=')
                });
                assert!(!handler);
            } else {
                assert!(!markup.contains(banned), "{banned}");
            }
        }
        let css = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!css.contains("url(") && !css.contains("@import") && !css.contains("http:"));
    }
}

#[test]
fn what_was_typed_stays_text() {
    let hostile = [
        "</script><script>alert(1)</script>",
        "</style><script>alert(1)</script>",
        "\"]]>\"' onload=alert(1) x='",
        "--><img src=x onerror=alert(1)>",
        "\"; } body { display: none } /*",
        "shop\u{202e}gpj.exe\u{2066}",
        "<!--<script>",
        "\\22 ; } * { color: red }",
        "&lt;b&gt; &amp; &#0;",
    ];
    for name in hostile {
        // Past the door that refuses some of them: a report must not depend on it.
        let mut told = shop();
        told.0.name = name.to_owned();
        told.0.focus.holds = name.to_owned();
        let page = page(&told);
        assert_eq!(page.matches("<script").count(), 1, "{name}");
        assert_eq!(page.matches("</script").count(), 1, "{name}");
        assert_eq!(page.matches("</style").count(), 1, "{name}");
        let markup = markup(&page);
        assert!(!markup.contains("<img") && !markup.contains("<!--"), "{name}");
        assert!(!markup.contains(['\u{202e}', '\u{2066}']), "{name}");
        // The same elements as with a harmless name: nothing that was typed became one.
        let tags = |page: &str| page.matches('<').count();
        let harmless = shop().named("x").about(ComponentKind::Database, "x");
        assert_eq!(tags(&markup), tags(&super_markup(&harmless)), "{name}");
    }
}

fn super_markup(told: &Told) -> String {
    markup(&page(told))
}

#[test]
fn findings_and_answers_are_all_there() {
    let told = shop();
    let (outcome, page) = (told.outcome(), page(&told));
    for finding in &outcome.findings {
        assert!(page.contains(&format!("id=\"f-{}\"", finding.id)), "{}", finding.id);
    }
    for question in holdfast::answers::asked(&told.0) {
        assert!(page.contains(&maud::html! { (question.ask) }.into_string()), "{}", question.id);
    }
    assert!(page.contains("I do not know") && page.contains("Not answered"));
}

#[test]
fn guides_that_are_missing_cost_their_passages_only() {
    let told = shop();
    let page = single_file(&told.0, &told.outcome(), &GuideTexts::new());
    assert!(!page.contains("From the guide"));
    assert!(page.contains("About this report"));
}

#[test]
fn a_report_of_nothing_says_so() {
    let page = page(&Told::default());
    assert!(page.contains("Nobody has said yet which parts the application has."));
    assert!(page.contains("no copy is known to run on a schedule"));
    assert!(page.contains("Nothing can be said yet") && !page.contains("Nothing was found"));
}
