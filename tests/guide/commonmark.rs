//! Against the examples of the CommonMark specification, where the guides mean the same.

use std::collections::BTreeMap;
use std::fs;

use holdfast::guide::{Audience, LinkTarget, LinkTo, Render, parse};

use crate::html_check::check;
use crate::shared;

/// Share of the examples without raw HTML whose output equals the specification's, after [`normalise`].
/// Measured: 280 of 281. The other one is a link without words, which the guides drop.
const FLOOR_PER_CENT: usize = 99;

#[test]
fn examples_equal_the_specification() {
    let Some(path) = shared("conformance/commonmark-a.json") else { return };
    let corpus: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(path).expect("corpus")).expect("json");
    let links = |to: &LinkTo| match to {
        LinkTo::Outside { address } => LinkTarget::Href(address.clone()),
        _ => LinkTarget::Text,
    };
    let render = Render { audience: Audience::Screen, top_level: 1, id_prefix: "", links: &links };
    let mut sections: BTreeMap<&str, (usize, usize, Vec<u64>)> = BTreeMap::new();
    for case in corpus["cases"].as_array().expect("cases") {
        let html = parse(case["md"].as_str().expect("md")).html(&render);
        assert_eq!(check(&html, ""), Ok(()), "example {}", case["n"]);
        if case["raw_html"] == true {
            continue;
        }
        let entry = sections.entry(case["section"].as_str().unwrap_or_default()).or_default();
        entry.1 += 1;
        if normalise(&html) == normalise(case["html"].as_str().expect("html")) {
            entry.0 += 1;
        } else {
            entry.2.extend(case["n"].as_u64());
        }
    }
    let (equal, of) = sections.values().fold((0, 0), |(equal, of), entry| (equal + entry.0, of + entry.1));
    for (section, (equal, of, differ)) in &sections {
        println!("{section}: {equal} of {of}, differ: {differ:?}");
    }
    println!("{equal} of {of} examples equal");
    assert!(equal * 100 >= FLOOR_PER_CENT * of, "{equal} of {of} equal; the floor is {FLOOR_PER_CENT} %");
}

/// Takes out what differs on purpose: links and images (most targets of the examples are not allowed in a guide),
/// heading levels and ids, languages of code blocks, how table-free blocks are spaced.
fn normalise(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        let name: String =
            tag.trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
        let close = if tag.starts_with("</") { "/" } else { "" };
        match name.as_str() {
            "a" => {}
            "img" => {
                let alt = tag.split_once("alt=\"").and_then(|(_, alt)| alt.split_once('"'));
                out.push_str(alt.map_or("", |(alt, _)| alt));
            }
            "ol" => out.push_str(&tag.replace(" />", ">")),
            heading if heading.len() == 2 && heading.starts_with('h') && heading != "hr" => {
                out.push_str(&format!("<{close}h>"));
            }
            name => out.push_str(&format!("<{close}{name}>")),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    let lines: Vec<&str> = out.split('\n').filter(|line| !line.is_empty()).collect();
    lines.join("\n").replace('\u{a0}', " ").replace(">\n<", "><")
}
