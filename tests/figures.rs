//! Every figure can say how it was reached: on the results, in the report, and beside a component while something is tried out.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    dead_code,
    reason = "a test stops where it fails"
)]

#[path = "system/person.rs"]
mod person;
mod support;

use holdfast::answers::Change;
use holdfast::assess::returning::{PartReturn, Return, explain_part};
use holdfast::assess::{Derivation, Figure, Outcome, assess};
use holdfast::catalogue::ScenarioId;
use holdfast::report::single_file;
use holdfast::save::to_file;
use holdfast::system::{Component, ComponentId, Setup, System, Template, Told};
use holdfast::units::{Duration, Money, Rate};
use person::Person;
use support::{guides, now};

/// Somebody whose system is a template's, with prices and limits that are missed.
fn described(template: Template) -> Person {
    let mut person = Person::describing(&[]);
    let mut setup = template.setup();
    setup.years_between_losses = Some(5);
    setup.tb_month = Money::from_hundredths(2_000);
    let mut changes =
        vec![Change { section: Setup::SECTION.into(), id: Setup::ID.into(), text: Some(setup.write()) }];
    for mut component in template.components() {
        component.limit = Told::Known(Duration::hours(1));
        component.downtime_limit = Told::Known(Duration::minutes(30));
        component.worth.lost_hour = Money::from_hundredths(30_000);
        component.worth.down_hour = Money::from_hundredths(60_000);
        changes.push(Change {
            section: Component::SECTION.into(),
            id: component.id.to_string(),
            text: Some(component.write()),
        });
    }
    person.write(&changes);
    person
}

fn outcome(person: &Person) -> Outcome {
    assess(&person.document, now())
}

fn results(person: &Person, figure: Option<&Figure>) -> String {
    holdfast::desk::results(&to_file(&person.document), now(), "", &|_| None, "heading", figure)
}

/// The addresses of figures on a page.
fn asked(page: &str) -> Vec<&str> {
    let links = page.split("href=\"#/results/").skip(1).map(|rest| rest.split_once('"').unwrap().0);
    let mut all: Vec<&str> = links.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn spaced(text: &str) -> String {
    text.replace(holdfast::units::NBSP, " ")
}

fn lines(why: &Derivation) -> Vec<String> {
    let line = |s: &holdfast::assess::Step| match &s.figure {
        Some(figure) => format!("{} [{figure}]", s.text.words()),
        None => s.text.words(),
    };
    why.steps.iter().map(|step| spaced(&line(step))).collect()
}

const TEMPLATES: [Template; 4] = Template::ALL;

#[test]
fn every_address_of_a_figure_is_read_back_and_no_other() {
    let (part, s) = (ComponentId::new("database"), ScenarioId::RegionLoss);
    let all = [
        Figure::Loss(part.clone(), s),
        Figure::Back(s, None),
        Figure::Back(s, Some(part.clone())),
        Figure::Together(s, part.clone()),
        Figure::Stored(part.clone(), "nightly".into()),
        Figure::Runs(part.clone(), "nightly".into()),
        Figure::Overlap,
        Figure::Pays(part.clone()),
        Figure::Year(part),
    ];
    for figure in &all {
        assert_eq!(Figure::parse(&figure.path()).as_ref(), Some(figure));
        assert_eq!(all.iter().filter(|other| other.anchor() == figure.anchor()).count(), 1);
    }
    for path in ["", "why", "why/database/war", "back", "back/war", "back/region-loss/a/b", "year/", "x/y"] {
        let odd = Figure::parse(path);
        assert!(odd.is_none() || path == "year/", "{path}: {odd:?}");
    }
}

#[test]
fn every_figure_of_the_results_opens_to_how_it_was_reached() {
    for template in TEMPLATES {
        let person = described(template);
        let (outcome, page) = (outcome(&person), results(&person, None));
        let addresses = asked(&page);
        let mut kinds: Vec<&str> = Vec::new();
        for address in &addresses {
            let figure = Figure::parse(address).unwrap_or_else(|| panic!("{address} names no figure"));
            let why = outcome.why(&figure).unwrap_or_else(|| panic!("{address} has no explanation"));
            assert!(!why.steps.is_empty() && !why.title.is_empty(), "{address}");
            kinds.push(address.split('/').next().unwrap());
        }
        kinds.dedup();
        for kind in ["back", "stored", "why", "year"] {
            assert!(kinds.contains(&kind), "{template:?} has no figure of the kind {kind}: {kinds:?}");
        }
        // One of each kind, opened.
        let mut seen = Vec::new();
        for address in addresses {
            let kind = address.split('/').next().unwrap();
            if !seen.contains(&kind) {
                seen.push(kind);
                let figure = Figure::parse(address).unwrap();
                let open = results(&person, Some(&figure));
                let title = maud::html! { (outcome.why(&figure).unwrap().title) }.into_string();
                assert!(
                    open.contains(&format!("<h3 id=\"why\" tabindex=\"-1\">{title}</h3>")),
                    "{address} is not opened"
                );
                assert_eq!(open.matches("id=\"why\"").count(), 1, "{address}");
            }
        }
        // What names nothing opens nothing, and the page stands.
        let nothing =
            results(&person, Some(&Figure::Back(ScenarioId::RegionLoss, Some(ComponentId::new("none")))));
        assert!(!nothing.contains("id=\"why\"") && nothing.contains("id=\"why-longest\""));
    }
}

#[test]
fn the_picture_is_that_of_the_figure_that_is_opened() {
    let person = described(Template::Shop);
    let outcome = outcome(&person);
    for of in outcome.returns.iter().filter(|of| of.total.is_some()) {
        let page = spaced(&results(&person, Some(&Figure::Back(of.scenario.id, None))));
        let (_, from) = page.split_once("id=\"back\"").or_else(|| page.split_once("id=\"back-")).unwrap();
        let short = holdfast::units::uncapitalised(of.scenario.short);
        assert!(from[..4_000].contains(&short), "{short}");
    }
}

#[test]
fn findings_lead_to_the_figure_they_speak_of() {
    let person = described(Template::Shop);
    let outcome = outcome(&person);
    let late: Vec<_> = outcome.findings.iter().filter(|f| f.is("return-too-slow")).collect();
    assert!(!late.is_empty());
    for finding in late {
        let Some(Figure::Back(scenario, Some(part))) = &finding.figure else { panic!("{finding:?}") };
        let why = outcome.why(finding.figure.as_ref().unwrap()).unwrap();
        let back = outcome.back_after(*scenario).unwrap().part(part).unwrap();
        assert!(finding.title.contains(&back.back.unwrap().to_the_minute().to_string()), "{}", finding.title);
        assert!(why.title.contains(&back.back.unwrap().to_the_minute().to_string()), "{}", why.title);
    }
    let reported = single_file(&person.document, &outcome, &guides());
    for finding in outcome.findings.iter().filter_map(|f| f.figure.as_ref()) {
        if outcome.explains(finding) {
            assert!(reported.contains(&format!("id=\"{}\"", finding.anchor())), "{}", finding.anchor());
        }
    }
}

/// Every part that has a time, in every template and with a slow link too.
fn times(mut each: impl FnMut(&Return, &PartReturn)) {
    for template in TEMPLATES {
        for slow in [false, true] {
            let mut person = described(template);
            if slow {
                let mut setup = template.setup();
                setup.fetch = Rate::per_second(1_000_000);
                let text = Some(setup.write());
                person.write(&[Change { section: Setup::SECTION.into(), id: Setup::ID.into(), text }]);
            }
            for of in &outcome(&person).returns {
                of.parts.iter().filter(|part| part.back.is_some()).for_each(|part| each(of, part));
            }
        }
    }
}

#[test]
fn the_tasks_on_the_way_add_up_to_the_time() {
    let mut tried = 0;
    times(|of, part| {
        let tasks: Vec<_> = part.path.iter().map(|at| &of.tasks[*at]).collect();
        let sum: i64 = tasks.iter().map(|task| task.finish.minus(task.start).seconds()).sum();
        assert_eq!(Some(sum), part.worked_out.map(Duration::seconds), "{}, {}", part.name, of.scenario.short);
        let (work, cut_over) =
            tasks.split_at(tasks.len() - usize::from(tasks.last().is_some_and(|t| t.component.is_none())));
        assert!(work.windows(2).all(|pair| pair[0].finish == pair[1].start), "{tasks:?}");
        assert!(cut_over.len() <= 1);
        let why = explain_part(of, part);
        let figures: Vec<String> = tasks.iter().map(|t| t.finish.minus(t.start).to_string()).collect();
        let shown: Vec<&String> =
            why.steps.iter().filter_map(|s| s.figure.as_ref()).take(figures.len()).collect();
        assert_eq!(shown, figures.iter().collect::<Vec<_>>());
        tried += 1;
    });
    assert!(tried > 60, "{tried}");
}

#[test]
fn a_part_is_explained_by_its_own_tasks() {
    let mut setup = Template::Shop.setup();
    setup.fetch = Rate::per_second(50_000_000);
    let system = System::of(&Default::default()).described_as(Template::Shop.components(), setup);
    let outcome = holdfast::assess::assess_system(&Default::default(), system, now());
    let why = outcome
        .why(&Figure::Back(ScenarioId::DiskHostLoss, Some(ComponentId::new("uploaded-files"))))
        .unwrap();
    assert_eq!(spaced(&why.title), "Product pictures, disk or host lost: why back after 2 h 55 min?");
    assert_eq!(
        lines(&why),
        [
            "Counted from the failure.",
            "Product pictures: fetched from the nightly incremental, with 7 increments when there are most.",
            "Detect [15 min]",
            "Decide [30 min]",
            "Set up: the product pictures [30 min]",
            "Fetch the full copy: the product pictures, held for 46 min 40 s by the speed of writing and for 6 min 40 s by \
             that of fetching [53 min 20 s]",
            "Fetch 7 increments: the product pictures, held by the speed of writing [1 min 2 s]",
            "Verify: the product pictures [30 min]",
            "Cut over [15 min]",
            "Back after [2 h 54 min 22 s]",
            "The limit [24 h]",
            "Within the limit, with this to spare [21 h 5 min 38 s]",
        ]
    );
}

#[test]
fn what_never_comes_back_is_asked_about_as_such() {
    let mut components = Template::Shop.components();
    components.retain(|component| component.id.as_str() == "uploaded-files");
    components[0].needs.clear();
    components[0].refers_to.clear();
    let id = components[0].id.clone();
    let system = System::of(&Default::default()).described_as(components, Template::Shop.setup());
    let outcome = holdfast::assess::assess_system(&Default::default(), system, now());
    let gone = outcome.returns.iter().find(|of| of.total.is_none()).unwrap();
    let title = |figure: Figure| spaced(&outcome.why(&figure).unwrap().title);
    let short = gone.scenario.short;
    assert_eq!(title(Figure::Back(gone.scenario.id, None)), format!("{short}: why never back?"));
    let part = title(Figure::Back(gone.scenario.id, Some(id)));
    assert_eq!(part, format!("Product pictures, {}: why never back?", holdfast::units::uncapitalised(short)));
    // Opened, it is not drawn as a recovery that takes no time.
    let opened = holdfast::view::returns(&outcome, Some(gone.scenario.id), "b", &Figure::path).unwrap();
    assert!(!opened.into_string().contains("nothing to draw"));
}

#[test]
fn the_report_names_each_figure_of_an_explanation_once() {
    // The pictures come first, and the database refers to them: table and finding name the group by another part.
    let mut person = Person::describing(&[]);
    let mut components = Template::Shop.components();
    components.reverse();
    let put = |c: &Component| Change {
        section: Component::SECTION.into(),
        id: c.id.to_string(),
        text: Some(c.write()),
    };
    let setup = Some(Template::Shop.setup().write());
    let mut changes = vec![Change { section: Setup::SECTION.into(), id: Setup::ID.into(), text: setup }];
    changes.extend(components.iter().map(put));
    person.write(&changes);
    let reported = single_file(&person.document, &outcome(&person), &guides());
    let mut together = 0;
    for summary in reported.split("<summary>").skip(1).map(|rest| rest.split_once("</summary>").unwrap().0) {
        let words = summary.rsplit('>').next().unwrap();
        let Some((about, question)) = words.split_once(": ") else { continue };
        let mut names: Vec<&str> = about.split("; ").collect();
        let all = names.len();
        names.sort_unstable_by_key(|name| name.to_lowercase());
        names.dedup_by_key(|name| name.to_lowercase());
        assert_eq!(names.len(), all, "{words}");
        together += usize::from(question.starts_with("which moment") && all > 1);
    }
    assert!(together > 0, "some scenarios lead to the same moment");
}
