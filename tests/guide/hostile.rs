//! Hostile input: attack corpora, deep nesting, sizes, arbitrary text.

use std::fs;
use std::time::{Duration, Instant};

use holdfast::guide::{
    Audience, LinkTarget, LinkTo, MAX_BYTES, MAX_PIECES, Remark, Render, app_links, parse, text_links,
};
use proptest::prelude::*;

use crate::html_check::{check, tags};
use crate::shared;

/// Every place of a guide a text can come to stand in.
const PLACES: [&str; 16] = [
    "{}",
    "# Title\n\n{}\n\nEnd",
    "before {} after",
    "[{}](https://example.org/)",
    "[words]({})",
    "[words](<{}>)",
    "[words](https://example.org/ \"{}\")",
    "[words]\n\n[words]: {}",
    "![{}](https://example.org/x.png)",
    "<{}>",
    "# {}",
    "## Heading {{}}",
    "## Heading {#a {}}",
    "| {} | b |\n|---|--:|\n| {} | {} |",
    "``` {}\n{}\n```",
    "> - {}\n>   1. **{}**",
];

fn render<'a>(links: &'a dyn Fn(&LinkTo) -> LinkTarget) -> Render<'a> {
    Render { audience: Audience::Screen, top_level: 1, id_prefix: "g-", links }
}

/// Renders the text every way there is and reports the first fault.
fn faults(markdown: &str) -> Option<String> {
    let guide = parse(markdown);
    let links = app_links("here");
    let mut htmls = vec![guide.html(&render(&links)), guide.html(&render(&text_links))];
    for section in guide.sections.iter().take(8) {
        htmls.extend(guide.section_html(&section.anchor, &render(&links)));
        htmls.extend(guide.lead_html(&section.anchor, &render(&links)));
        htmls.extend(guide.rest_html(&section.anchor, &render(&links)));
    }
    htmls.iter().find_map(|html| check(html, "g-").err().map(|fault| format!("{fault}\nin {html}")))
}

#[test]
fn attack_corpora_yield_only_allowed_html() {
    let mut seen = 0;
    for file in ["conformance/xss-payloads-a.json", "conformance/xss-owasp-a.json"] {
        let Some(path) = shared(file) else { return };
        let corpus: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(path).expect("corpus")).expect("json");
        let cases = corpus["cases"].as_array().expect("cases");
        let (mut control, mut fires) = (0, 0);
        for case in cases {
            let input = match &case["input"] {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            if case["fires"] == true {
                fires += 1;
                control += usize::from(check(&input, "g-").is_err());
            }
            for place in PLACES {
                let markdown = place.replace("{}", &input);
                if let Some(fault) = faults(&markdown) {
                    panic!("{file} {} in {place:?}: {fault}", case["id"]);
                }
                seen += 1;
            }
        }
        assert!(
            fires > 0 && control == fires,
            "{file}: the checker lets {} of {fires} through",
            fires - control
        );
    }
    println!("{seen} renderings of attack payloads checked");
}

#[test]
fn a_careless_link_mapper_cannot_open_a_hole() {
    for href in ["javascript:alert(1)", "data:text/html,x", "//example.org", "a\"b:c", "#\"onclick=\"x", ""] {
        let links = |_: &LinkTo| LinkTarget::Href(href.to_owned());
        let html = parse("[words](#here)").html(&render(&links));
        assert_eq!(check(&html, "g-"), Ok(()), "{href}: {html}");
        assert!(href.starts_with('#') || html == "<p>words</p>\n", "{href}: {html}");
    }
    let links = |to: &LinkTo| app_links("x")(to);
    let render = Render { id_prefix: "g\"><b ", ..render(&links) };
    assert!(parse("# A").html(&render).starts_with("<h1 id=\"gba\">"));
}

/// Deep and repetitive input is rendered in bounded time on a small stack, like a browser's worker has.
#[test]
#[expect(clippy::disallowed_methods, reason = "the test measures time; the core does not")]
fn deep_nesting_neither_overflows_nor_stalls() {
    let n = 100_000;
    let lists = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect::<String>();
    let inputs = [
        ("quotes", ">".repeat(n)),
        ("spaced quotes", "> ".repeat(n / 2)),
        ("brackets", "[".repeat(n)),
        ("closed brackets", format!("{}{}", "[".repeat(n / 2), "]".repeat(n / 2))),
        ("links", "[a](".repeat(n / 4)),
        ("links in links", format!("{}{}", "[".repeat(20_000), "](#a)".repeat(20_000))),
        ("images", "![".repeat(n / 2)),
        ("closed images", format!("{}a{}", "![".repeat(15_000), "](b)".repeat(15_000))),
        ("lists on a line", format!("{}a{}", "- ".repeat(n / 4), "\n".repeat(n / 2))),
        ("lists after carriage returns", format!("{}a{}", "- ".repeat(n / 4), "\r".repeat(n / 2))),
        ("numbers on a line", "1. ".repeat(n / 3)),
        ("lists by indent", lists.clone()),
        ("lists by indent, then blanks", format!("{}{}", &lists[..60_000], "\n".repeat(60_000))),
        ("stars", "*".repeat(n)),
        ("emphasis", "*a ".repeat(n / 3)),
        ("nested emphasis", format!("{}a{}", "*a **b ".repeat(6_000), "** a* ".repeat(6_000))),
        ("back-quotes", (1..400).map(|len| format!("{} ", "`".repeat(len))).collect()),
        ("autolinks", "<https://a".repeat(n / 10)),
        ("comments", "a <!-- ".repeat(n / 7)),
        ("comment blocks", "<!--\n\n".repeat(n / 6)),
        ("entities", "&amp".repeat(n / 4)),
        ("references", format!("[a]: https://{}\n\n{}", "b".repeat(20_000), "[a] ".repeat(20_000))),
        ("definitions", (0..8_000).map(|i| format!("[a{i}]: #b\n")).collect()),
        ("wide table", format!("{}\n{}\n{}", "|a".repeat(20_000), "|-".repeat(20_000), "|\n".repeat(20_000))),
        ("same headings", "# a\n".repeat(n / 4)),
        ("attributes", format!("# a {{{}}}", "#a ".repeat(n / 3))),
        ("screen marks", "::: screen\n".repeat(n / 11)),
        ("open fences", "```\n~~~\n".repeat(n / 8)),
        ("nul", "\0".repeat(n)),
        ("long line", "word ".repeat(n)),
    ];
    let worker = std::thread::Builder::new().stack_size(256 * 1024);
    let run = move || {
        for (name, input) in inputs {
            let begun = Instant::now();
            let fault = faults(&input);
            let took = begun.elapsed();
            println!("{name}: {} ms", took.as_millis());
            assert_eq!(fault.map(|fault| fault.chars().take(300).collect::<String>()), None, "{name}");
            // Quadratic work on these sizes takes minutes; the margin is for slow machines and debug builds.
            assert!(took < Duration::from_secs(20), "{name} took {took:?}");
        }
    };
    worker.spawn(run).expect("thread").join().expect("no overflow");
}

#[test]
fn what_is_cut_is_said() {
    assert_eq!(parse(&">".repeat(100)).remarks, [Remark::TooDeep { levels: 16 }]);
    let long = parse(&"word\n".repeat(40_000));
    assert!(matches!(long.remarks[..], [Remark::TooLong { bytes: 200_000, kept }] if kept <= MAX_BYTES));
    let many = parse(&"*a*b\n".repeat(20_000));
    assert_eq!(many.remarks, [Remark::TooManyPieces { pieces: MAX_PIECES }]);
    let remarks =
        parse("## A {#B}\n\n## A {#x}\n\n## C {#x}\n\n[a](/b) <b>x</b> ![c](d)\n\n:::\n\n::: screen\n\na");
    let said: Vec<String> = remarks.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 8, "{said:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text at all, thick with the characters that mean something.
    #[test]
    fn any_text_renders_safely(text in "([-#>*_`~|:!<&\\[\\](){}=\"'\\\\ \t\r\n0a.]|<b|::: screen\n|\\PC){0,200}") {
        prop_assert_eq!(faults(&text), None);
        prop_assert!(tags(&parse(&text).html(&render(&text_links))).is_ok());
    }
}
