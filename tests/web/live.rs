//! Live pages in a real browser: putting markup in place, reading controls, and time zones.

use holdfast::ui::browser::live::controls::fields;
use holdfast::ui::browser::live::morph::{Typing, morph};
use holdfast::ui::browser::live::zones;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A part of the page of its own; it goes when the test ends.
struct Part(Element);

impl Part {
    fn new(html: &str) -> Part {
        let root = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        morph(&root, html, Typing::Rests);
        Part(root)
    }

    fn goes(&self, html: &str) {
        morph(&self.0, html, Typing::Goes);
    }

    fn rests(&self, html: &str) {
        morph(&self.0, html, Typing::Rests);
    }

    fn html(&self) -> String {
        self.0.inner_html()
    }

    fn get<T: JsCast>(&self, id: &str) -> T {
        self.0.query_selector(&format!("#{id}")).unwrap().unwrap().dyn_into().unwrap()
    }

    fn focus(&self, id: &str) {
        self.get::<HtmlElement>(id).focus().unwrap();
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.0.remove();
    }
}

fn focused() -> String {
    document().active_element().unwrap().id()
}

fn property(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap()
}

fn caret(input: &HtmlInputElement) -> (f64, f64) {
    let side = |name| property(input, name).as_f64().unwrap();
    (side("selectionStart"), side("selectionEnd"))
}

#[wasm_bindgen_test]
fn the_content_becomes_what_the_markup_says() {
    let part = Part::new("");
    for html in [
        "<h1 id=\"h\">One</h1><p>two <b>three</b> four</p>",
        "text<p class=\"x\" data-y=\"1\">two <i>three</i></p><ul><li>a</li><li id=\"b\">b</li></ul>",
        "<ul><li id=\"b\">B</li><li>a</li></ul><p>two</p>tail<!--end-->",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>",
        "<svg viewBox=\"0 0 2 2\"><path d=\"M1 1\"></path><g></g></svg>",
        "",
        "&lt;script&gt;",
    ] {
        part.rests(html);
        assert_eq!(part.html(), html);
    }
}

#[wasm_bindgen_test]
fn what_is_typed_stays_with_its_focus_and_caret() {
    let page = |wrong: &str, value: &str| {
        format!(
            "<p>About</p><div><label for=\"n\">Name</label>{wrong}<input id=\"n\" name=\"n\" value=\"{value}\"></div>\
             <input id=\"m\" value=\"{value}\">"
        )
    };
    let part = Part::new(&page("", "one"));
    let input: HtmlInputElement = part.get("n");
    part.focus("n");
    input.set_value("one, typed");
    input.set_selection_range(2, 4).unwrap();
    // The page would write it otherwise, and a message comes before it and goes again.
    for wrong in ["<p id=\"n-wrong\">No</p>", ""] {
        part.goes(&page(wrong, "ONE"));
        assert_eq!(part.get::<HtmlInputElement>("n"), input, "the same control");
        assert_eq!((focused().as_str(), input.value().as_str()), ("n", "one, typed"));
        assert_eq!(caret(&input), (2.0, 4.0));
        assert_eq!(part.get::<HtmlInputElement>("m").value(), "ONE", "another one follows the page");
    }
    // Once it is the page's turn the property follows, not only the attribute; the focus stays.
    part.rests(&page("", "ONE"));
    assert_eq!((focused().as_str(), input.value().as_str()), ("n", "ONE"));
}

#[wasm_bindgen_test]
fn boxes_lists_and_long_texts_follow_the_markup() {
    let page = |on: bool| {
        let (checked, selected) = if on { (" checked", " selected") } else { ("", "") };
        let text = if on { "two\nlines" } else { "" };
        format!(
            "<input type=\"checkbox\" id=\"c\" name=\"c\"{checked}>\
             <input type=\"radio\" name=\"r\" id=\"r1\" value=\"1\"{checked}><input type=\"radio\" name=\"r\" value=\"2\">\
             <select id=\"s\" name=\"s\"><option>a</option><option{selected}>b</option></select>\
             <textarea id=\"t\" name=\"t\">{text}</textarea><input name=\"d\" type=\"date\" value=\"2026-11-21\">\
             <input value=\"no name\"><button name=\"act\" value=\"x\">Go</button>"
        )
    };
    let part = Part::new(&page(false));
    let read =
        || fields(&part.0).into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
    assert_eq!(read(), ["s=a", "t=", "d=2026-11-21"]);
    // By the person, so that the markup alone would change nothing any more.
    part.get::<HtmlInputElement>("c").set_checked(true);
    js_sys::Reflect::set(&part.get::<JsValue>("t"), &"value".into(), &"typed".into()).unwrap();
    assert_eq!(read(), ["c=on", "s=a", "t=typed", "d=2026-11-21"]);
    part.rests(&page(false));
    assert_eq!(read(), ["s=a", "t=", "d=2026-11-21"]);
    part.rests(&page(true));
    assert_eq!(read(), ["c=on", "r=1", "s=b", "t=two\nlines", "d=2026-11-21"]);
    part.rests(&page(false));
    assert_eq!(read(), ["s=a", "t=", "d=2026-11-21"]);
    assert_eq!(part.get::<HtmlInputElement>("c").value(), "on");
}

#[wasm_bindgen_test]
fn rows_are_known_by_their_id_wherever_they_go() {
    let row = |id: &&str| format!("<li id=\"row-{id}\"><input id=\"in-{id}\"></li>");
    let list = |ids: &[&str]| format!("<ul>{}</ul>", ids.iter().map(row).collect::<String>());
    let part = Part::new(&list(&["a", "b", "c", "d"]));
    let b: HtmlInputElement = part.get("in-b");
    part.focus("in-b");
    b.set_value("typed");
    b.set_selection_range(1, 3).unwrap();
    for order in [&["b", "a", "c", "d"][..], &["d", "c", "b", "a"], &["x", "b"], &["b", "y", "a"], &["b"]] {
        part.goes(&list(order));
        assert_eq!(part.html(), list(order));
        assert_eq!(part.get::<HtmlInputElement>("in-b"), b, "{order:?}");
        assert_eq!(
            (focused().as_str(), b.value().as_str(), caret(&b)),
            ("in-b", "typed", (1.0, 3.0)),
            "{order:?}"
        );
    }
    // Of another kind it cannot go on as the same; the one of its id takes over.
    part.rests("<section><button id=\"in-b\">b</button></section>");
    assert_eq!(focused(), "in-b");
}

#[wasm_bindgen_test]
fn what_a_person_opened_or_scrolled_stays() {
    let page = |words: &str| {
        format!(
            "<details id=\"more\"><summary>More</summary>{words}</details>\
             <div id=\"box\" style=\"height: 20px; overflow: auto\"><p style=\"height: 500px\">{words}</p></div>"
        )
    };
    let part = Part::new(&page("one"));
    part.get::<Element>("more").set_attribute("open", "").unwrap();
    part.get::<Element>("box").set_scroll_top(99);
    part.goes(&page("two"));
    assert!(part.get::<Element>("more").has_attribute("open"));
    assert_eq!(part.get::<Element>("box").scroll_top(), 99);
    assert!(part.html().contains("two") && !part.html().contains("one"));
    let fresh = Part::new("<details open=\"\" id=\"other\"></details>");
    assert!(fresh.get::<Element>("other").has_attribute("open"), "markup decides when it comes");
}

/// 21 November 2026, 00:00 UTC.
const NOW: i64 = 1_795_219_200;
/// 1 June 2024, 00:00 UTC.
const SUMMER_2024: i64 = 1_717_200_000;

#[wasm_bindgen_test]
fn the_changes_of_a_zone_are_found_to_the_minute() {
    // The last Sundays of March and October, 01:00 UTC.
    let berlin = zones::rules_at("Europe/Berlin", NOW).unwrap();
    assert_eq!(berlin.first, 7_200);
    let expected = [
        (1_761_440_400, 3_600), // 26 October 2025
        (1_774_746_000, 7_200), // 29 March 2026
        (1_792_890_000, 3_600), // 25 October 2026
        (1_806_195_600, 7_200), // 28 March 2027
        (1_824_944_400, 3_600), // 31 October 2027
        (1_837_645_200, 7_200), // 26 March 2028
    ];
    assert_eq!(berlin.changes, expected);
    // Half an hour, at 2:00 local: 15:00 UTC in April, 15:30 UTC in October.
    let lord_howe = zones::rules_at("Australia/Lord_Howe", NOW).unwrap();
    assert_eq!(lord_howe.first, 37_800);
    assert!(lord_howe.changes.contains(&(1_775_314_800, 37_800)), "{lord_howe:?}"); // 5 April 2026
    assert!(lord_howe.changes.contains(&(1_791_041_400, 39_600)), "{lord_howe:?}"); // 4 October 2026
    // A month of fasting in between, in which clocks go back and forth.
    let casablanca = zones::rules_at("Africa/Casablanca", SUMMER_2024).unwrap();
    let offsets: Vec<i32> = casablanca.changes.iter().map(|change| change.1).collect();
    assert_eq!(offsets, [0, 3_600, 0, 3_600, 0, 3_600], "{casablanca:?}");
    let gap = casablanca.changes[3].0 - casablanca.changes[2].0;
    assert_eq!(gap, 35 * 86_400, "10 March to 14 April 2024");
}

#[wasm_bindgen_test]
fn zones_without_changes_and_without_a_name() {
    for (name, first) in [("UTC", 0), ("Asia/Kathmandu", 20_700), ("Pacific/Marquesas", -34_200)] {
        let rules = zones::rules(name).unwrap();
        assert_eq!((rules.first, rules.changes.len()), (first, 0), "{name}");
    }
    for name in ["", "Mars/Olympus", "Europe/Berlin; x"] {
        assert_eq!(zones::rules(name), None, "{name}");
    }
    assert!(zones::rules(&zones::here()).is_some());
}
