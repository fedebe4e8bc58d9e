//! A runbook as Markdown, CSV, JSON, Chaos Toolkit experiment and page: what people typed stays text, names stay out, nothing acts.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "support/python.rs"]
mod python;

use chrono::NaiveDate;
use holdfast::answers::Answers;
use holdfast::assess::{Outcome, assess_system};
use holdfast::catalogue::ScenarioId;
use holdfast::people::{People, Person, PersonId, Role, Shown, Support, Way, WayKind};
use holdfast::report::runbook_page;
use holdfast::runbook::export::{Sheet, chaos_toolkit, csv, json, markdown, sheet};
use holdfast::runbook::{Basis, Runbook, Step, affected, draft};
use holdfast::system::{System, Template};
use holdfast::units::{Duration, Moment};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use std::process::Command;

fn shop() -> Outcome {
    let system =
        System::of(&Answers::default()).described_as(Template::Shop.components(), Template::Shop.setup());
    assess_system(&Answers::default(), system, Moment::from_seconds(0))
}

fn people() -> People {
    let person = |n: u32, name: &str, roles: &[Role], to: &str| Person {
        roles: roles.iter().copied().collect(),
        ways: vec![Way { kind: WayKind::Phone, to: to.to_owned(), goes_down: false }],
        ..Person::new(PersonId::new(&format!("person-{n}")), name)
    };
    People {
        persons: vec![
            person(1, "Zacharias Quill", &[Role::Restores, Role::Leads], "+44 20 7946 0001"),
            person(2, "Philippa Oboe", &[Role::Decides, Role::Restores], "+44 20 7946 0002"),
        ],
        supports: vec![Support {
            ways: vec![Way { kind: WayKind::Phone, to: "+1 800 000 0000".to_owned(), goes_down: false }],
            may_call: [PersonId::new("person-2")].into(),
            at_hand: vec!["customer number".to_owned()],
            ..Support::new("support-1", "Host, emergency line")
        }],
        ..People::default()
    }
}

/// What nobody should type, and somebody will.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "[click](javascript:alert(1)) ![x](http://x.example/p.png)",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "${PATH} $(id) `id`",
    "# Heading\\ * _x_ | a",
    "1. not a list",
    "``` fence ```",
    "say \"hi\", then; 'go'",
    "漢字 😀 \u{fe0f}é",
];

fn runbook(outcome: &Outcome, people: &People) -> Runbook {
    let scenario = ScenarioId::RegionLoss;
    let components = affected(Basis::of(outcome, scenario));
    let mut steps = draft(Basis::of(outcome, scenario), people, scenario, &components);
    for (n, text) in HOSTILE.iter().enumerate() {
        steps.push(Step {
            detail: format!("{text} by Zacharias on +44 20 7946 0001"),
            command: (*text).to_owned(),
            works_when: (*text).to_owned(),
            ..Step::own(&format!("s-{}", 900 + n), text)
        });
    }
    let link = steps.iter_mut().find(|step| step.key == "web-server/verify").unwrap();
    link.command = "https://shop.example/health?full=1".to_owned();
    Runbook {
        id: "plan-1".to_owned(),
        name: "Region <lost> & Quill".to_owned(),
        scenario,
        components,
        drafted: NaiveDate::from_ymd_opt(2026, 11, 21),
        steps,
        left_out: Vec::new(),
    }
}

fn sheets() -> (Sheet, Sheet) {
    let (outcome, people) = (shop(), people());
    let book = runbook(&outcome, &people);
    (
        sheet(&book, &outcome.system, Shown::by_role(&people)),
        sheet(&book, &outcome.system, Shown::by_name(&people)),
    )
}

fn all(of: &Sheet) -> [String; 5] {
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    [markdown(of), csv(of), json(of), chaos_toolkit(of), runbook_page(of, today)]
}

#[test]
fn names_stay_out_unless_asked_for() {
    let (roles, names) = sheets();
    for (file, with) in all(&roles).iter().zip(all(&names)) {
        for name in ["Zacharias", "Quill", "Philippa", "Oboe", "7946"] {
            assert!(!file.contains(name), "{name} in {file}");
        }
        assert!(with.contains("Philippa Oboe"), "{with}");
        assert!(file.contains("Restorer") || file.contains("restorer"), "{file}");
    }
    assert!(markdown(&names).contains("+44 20 7946 0001") || markdown(&names).contains("\\+44 20 7946 0001"));
    assert!(markdown(&roles).contains("800 000 0000"), "the host's number is nobody's own");
}

#[test]
fn markdown_is_text_and_nothing_else() {
    let (_, names) = sheets();
    let text = markdown(&names);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut headings = 0;
    let mut boxes = 0;
    let mut code = Vec::new();
    let mut in_code = false;
    let mut words = String::new();
    for event in Parser::new_ext(&text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML: {html}"),
            Event::Start(
                Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Table(_),
            ) => {
                panic!("{event:?}")
            }
            Event::Code(code) => panic!("code: {code}"),
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::TaskListMarker(_) => boxes += 1,
            Event::Text(text) if in_code => code.push(text.trim_end().to_owned()),
            Event::Text(text) => words.push_str(&text),
            _ => {}
        }
    }
    assert_eq!((headings, boxes), (names.lines.len() + 4, names.lines.len()));
    for hostile in HOSTILE {
        assert!(code.iter().any(|line| line == hostile), "{hostile}: {code:?}");
        assert!(words.contains(hostile), "{hostile}\n{words}");
    }
}

/// The cells of a CSV file, by RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(letters.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\n' if !quoted => panic!("a line ends in LF alone"),
            c => cell.push(c),
        }
    }
    assert!(row.is_empty() && cell.is_empty() && !quoted, "the last line ends");
    rows
}

#[test]
fn csv_has_its_cells_and_no_formula() {
    let (_, names) = sheets();
    let rows = cells(&csv(&names));
    assert_eq!(rows.len(), names.lines.len() + 1);
    for (row, line) in rows.iter().skip(1).zip(&names.lines) {
        assert_eq!(row.len(), rows[0].len());
        assert_eq!(row[0], line.number.to_string());
        assert!(row[3] == line.does || row[3] == format!("'{}", line.does), "{row:?}");
        assert_eq!(row[9], line.takes.map(|time| time.seconds().to_string()).unwrap_or_default());
        for cell in row {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    let says = |text: &str| rows.iter().any(|row| row[3] == text);
    assert!(
        says("'=HYPERLINK(\"http://x.example\",\"click\")")
            && says("'+1+1")
            && says("'-2")
            && says("'@SUM(A1)")
    );
}

#[test]
fn json_says_the_same() {
    let (_, names) = sheets();
    let value: Value = serde_json::from_str(&json(&names)).unwrap();
    assert_eq!((&value["format"], &value["version"]), (&"holdfast-runbook".into(), &1.into()));
    assert_eq!(value["steps"].as_array().unwrap().len(), names.lines.len());
    assert_eq!(value["expected_s"], names.expected.unwrap().seconds());
    assert_eq!(value["steps"][names.lines.len() - 1]["command"], HOSTILE[HOSTILE.len() - 1]);
}

#[test]
fn an_experiment_asks_and_never_acts() {
    let (roles, _) = sheets();
    let text = chaos_toolkit(&roles);
    let value: Value = serde_json::from_str(&text).unwrap();
    let probes = value["steady-state-hypothesis"]["probes"].as_array().unwrap();
    let method = value["method"].as_array().unwrap();
    assert_eq!(method.len(), roles.lines.len());
    assert_eq!(value["rollbacks"], Value::Array(Vec::new()));
    for activity in probes.iter().chain(method) {
        assert_eq!(activity["type"], "probe");
        let provider = &activity["provider"];
        match provider["type"].as_str().unwrap() {
            "http" => assert_eq!(provider["method"], "GET"),
            "python" => {
                assert_eq!((&provider["module"], &provider["func"]), (&"click".into(), &"confirm".into()))
            }
            other => panic!("{other}"),
        }
    }
    assert!(probes.iter().all(|probe| probe.get("tolerance").is_some()));
    assert_eq!(
        probes
            .iter()
            .filter(|probe| probe["provider"]["url"] == "https://shop.example/health?full=1")
            .count(),
        1
    );
    assert!(!text.contains("\"action\"") && !text.contains("${"), "nothing acts, and nothing is filled in");
    assert_eq!(value["extensions"][0]["runbook"]["steps"].as_array().unwrap().len(), roles.lines.len());
}

#[test]
fn the_toolkit_takes_the_experiment() {
    let Some(python) = python::python_with("chaoslib") else { return };
    let (roles, names) = sheets();
    let none = Sheet { lines: Vec::new(), calls: Vec::new(), ..names.clone() };
    for (n, of) in [roles, names, none].iter().enumerate() {
        let folder = std::env::temp_dir().join(format!("holdfast-chaos-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("experiment.json");
        std::fs::write(&file, chaos_toolkit(of)).unwrap();
        let args = ["-m", "chaostoolkit", "--no-version-check", "validate", "--no-exit"];
        let chaos = python.with_file_name("chaos");
        let mut command = if chaos.exists() {
            let mut command = Command::new(chaos);
            command.args(&args[2..4]);
            command
        } else {
            let mut command = Command::new(&python);
            command.args(&args[..4]);
            command
        };
        python::ran(command.arg(&file).current_dir(&folder));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

#[test]
fn the_page_prints_and_runs_nothing() {
    let (roles, names) = sheets();
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let page = runbook_page(&roles, today);
    assert_eq!(page.matches('☐').count(), roles.lines.len());
    let body = page.split("</style>").last().unwrap();
    for sign in ["<script", "<img", "style=\"", "onerror=alert(1)>", "href=\"", "src=\"", "<lost>"] {
        assert!(!body.contains(sign), "{sign}");
    }
    assert!(page.contains("default-src 'none'; style-src 'sha256-"), "only its own sheet");
    assert!(page.contains("&lt;script&gt;"));
    assert_eq!(page, runbook_page(&roles, today));
    assert!(runbook_page(&names, today).contains("Zacharias Quill"));
}

/// The page of the example, to be looked at: `HOLDFAST_WRITE=folder cargo test --test runbook_exports`.
#[test]
fn the_page_can_be_written() {
    let Some(folder) = std::env::var_os("HOLDFAST_WRITE") else { return };
    let (outcome, people) = (shop(), people());
    let scenario = ScenarioId::DiskHostLoss;
    let components = affected(Basis::of(&outcome, scenario));
    let steps = draft(Basis::of(&outcome, scenario), &people, scenario, &components);
    let name = "Disk or host lost".to_owned();
    let book = Runbook {
        id: "plan-1".to_owned(),
        name,
        scenario,
        components,
        drafted: None,
        steps,
        left_out: Vec::new(),
    };
    let of = sheet(&book, &outcome.system, Shown::by_role(&people));
    let names = ["runbook.md", "runbook.csv", "runbook.json", "experiment.json", "runbook.html"];
    for (file, text) in names.iter().zip(all(&of)) {
        std::fs::write(std::path::Path::new(&folder).join(file), text).unwrap();
    }
}

/// What stands on paper, as far as the sheet says it: each page says which runbook it is, the first too, and no step is torn in two.
#[test]
fn every_printed_page_says_which_runbook_it_is() {
    let (by_role, _) = sheets();
    let page = runbook_page(&by_role, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    let page = page.replace('\u{a0}', " ");
    let css = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    assert!(css.contains("@bottom-left { content: \"Runbook · Region \\3c lost\\3e  \\26  "), "{css}");
    assert!(css.contains("· 22 November 2026\"") && !css.contains("Holdfast report"));
    // The last rule wins.
    let first = css.split("@page :first").last().unwrap();
    assert!(first.contains("@bottom-right { content: counter(page)") && !first.contains("content: \"\""));
    let print = css.split("@media print").nth(1).unwrap();
    let mut whole = print.split('}').filter(|rule| rule.contains("break-inside: avoid"));
    assert!(whole.any(|rule| rule.split(['{', ',']).any(|what| what.trim() == "tr")), "{print}");
    assert!(print.contains("thead { display: table-header-group; }"));
    let rows = page.matches("<tr>").count() - 1;
    assert_eq!((page.matches("☐").count(), by_role.lines.len()), (rows, rows), "a box for each step");
}

/// As on the page of the runbook: from ten minutes on nobody reads seconds.
#[test]
fn times_on_paper_are_to_the_minute() {
    let (mut of, _) = sheets();
    of.expected = Some(Duration::clamped(12_262));
    of.lines[0].takes = Some(Duration::clamped(3_200));
    of.lines[1].takes = Some(Duration::ZERO);
    let page = runbook_page(&of, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()).replace('\u{a0}', " ");
    assert!(
        page.contains("<strong>3 h 25 min</strong>")
            && page.contains(">54 min</td>")
            && page.contains(">at once</td>")
    );
}
