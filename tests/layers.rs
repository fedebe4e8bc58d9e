//! Holds the direction of the modules, and that what is written down as an invariant stays written down.
//!
//! Textual on purpose: it reads `use crate::…`, `crate::x::`, `super::` and crate names in the source with comments,
//! strings and character literals blanked out, so it needs no compiler and names the line.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may name, beside itself. Later entries stand on earlier ones. `ui` and `report` both read the
/// outcome and never name each other: `src/main.rs`, which is start-up and nothing else, may hand one to the other.
const MAY_NAME: &[(&str, &str)] = &[
    ("units", ""),
    ("catalogue", "units"),
    ("schedule", "units"),
    ("answers", "units catalogue schedule"),
    ("retention", "units schedule"),
    ("system", "units catalogue schedule answers retention"),
    // Pure maths over its own types, in a package of its own (`engine/`): it knows no other module.
    ("recovery", ""),
    ("returns", ""),
    ("cost", ""),
    ("capacity", "units catalogue schedule answers"),
    ("people", "units catalogue schedule answers system"),
    ("single_points", "units catalogue schedule answers system people"),
    ("drill", "units catalogue schedule answers system people"),
    ("import", "units schedule recovery retention capacity"),
    // What was imported, as a document keeps it.
    ("points", "units schedule answers system import"),
    // Daily images against one golden image.
    ("images", "units catalogue schedule answers system cost import points"),
    (
        "assess",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images",
    ),
    (
        "runbook",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess",
    ),
    (
        "programme",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess runbook",
    ),
    (
        "chart",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess",
    ),
    (
        "guide",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess",
    ),
    (
        "save",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess",
    ),
    // What a question asks for, as fields that keep a draft.
    ("form", "units catalogue schedule answers"),
    // Markup that screen and report share, drawings included.
    (
        "view",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess runbook programme chart guide",
    ),
    (
        "report",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess runbook programme chart guide save view",
    ),
    (
        "route",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess",
    ),
    (
        "desk",
        "units catalogue schedule answers system recovery returns cost retention capacity people single_points drill import points images assess runbook programme chart guide save view report route",
    ),
    ("ui", "units catalogue schedule answers guide save form route desk"),
];

/// The modules of the package in `engine/`, which `src/lib.rs` gives on.
const ENGINE: [&str; 3] = ["recovery", "returns", "cost"];
/// Crates that only `src/ui/browser/` may name.
const BROWSER: [&str; 6] = ["web_sys", "js_sys", "gloo", "gloo_net", "idb", "wasm_bindgen"];
/// Crates that no module outside `src/ui/` may name.
const SCREEN: [&str; 2] = ["leptos", "console_error_panic_hook"];
/// What would let a clock, chance or the order of a hash into the core.
const IMPURE: [&str; 7] =
    ["Utc::now", "Local::now", "Instant::now", "SystemTime::now", "HashMap", "HashSet", "thread_rng"];

/// A file longer than this does more than one thing.
const LONGEST: usize = 500;

/// What is wrong with one file, by line.
fn violations(path: &str, source: &str) -> Vec<String> {
    let code = blanked(source);
    // The engine is a package of its own for the compiler's sake only: its modules stand among the others.
    let in_engine = path.starts_with("engine/src/");
    let parts: Vec<&str> = path.trim_start_matches("engine/").trim_end_matches(".rs").split('/').collect();
    let module = match parts.as_slice() {
        ["src", "lib" | "main"] => return Vec::new(),
        ["src", module, ..] => *module,
        _ => return vec![format!("{path}: not below src/")],
    };
    if in_engine != ENGINE.contains(&module) {
        return vec![format!("{path}: the module `{module}` belongs in the other package")];
    }
    let in_browser = path.starts_with("src/ui/browser/") || path == "src/ui/browser.rs";
    let in_ui = module == "ui";
    let mut found = Vec::new();
    let mut tell = |offset: usize, text: &str| {
        let line = code.get(..offset).map_or(0, |before| before.matches('\n').count()) + 1;
        found.push(format!("{path}:{line}: {text}"));
    };

    let Some((_, allowed)) = MAY_NAME.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{path}: the module `{module}` has no place in tests/layers.rs: give it one")];
    };
    for offset in words(&code, "holdfast_engine") {
        tell(offset, "name the engine's modules as `crate::recovery`: only src/lib.rs knows where they are");
    }
    for (offset, named) in named_modules(&code, &parts) {
        let known = MAY_NAME.iter().any(|(name, _)| *name == named);
        if known && named != module && !allowed.split(' ').any(|name| name == named) {
            tell(offset, &format!("`{module}` may not name `{named}`"));
        }
    }
    if !in_browser {
        for name in BROWSER {
            for offset in words(&code, name) {
                tell(offset, &format!("only src/ui/browser/ may name `{name}`"));
            }
        }
    }
    if !in_ui {
        for name in SCREEN {
            for offset in words(&code, name) {
                tell(offset, &format!("the core may not name `{name}`"));
            }
        }
        for name in IMPURE {
            for offset in words(&code, name) {
                tell(
                    offset,
                    &format!("the core may not use `{name}`: take it as an argument, or a BTreeMap"),
                );
            }
        }
    }
    found
}

/// Every top-level module a file names: `crate::x`, `crate::{x, y}`, `holdfast::x`, and `super::` that climbs to
/// the top.
fn named_modules(code: &str, parts: &[&str]) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for root in ["crate", "holdfast"] {
        for offset in words(code, root) {
            let after = offset + root.len();
            found.extend(heads(code, after).into_iter().map(|head| (offset, head)));
        }
    }
    // src/a/mod.rs is module a: one `super` reaches the top; src/a/b.rs needs two, src/a/b/mod.rs too.
    let file_is_folder = parts.last() == Some(&"mod");
    let depth = parts.len() - 1 - usize::from(file_is_folder);
    for offset in words(code, "super") {
        if code.get(..offset).is_some_and(|before| before.trim_end().ends_with("super::")) {
            continue;
        }
        let mut after = offset + "super".len();
        let mut climbed = 1;
        while code.get(after..).is_some_and(|rest| rest.trim_start().starts_with("::super")) {
            after =
                code.get(after..).and_then(|rest| rest.find("super")).map_or(code.len(), |at| after + at + 5);
            climbed += 1;
        }
        // A test module inside the file climbs once more without leaving it; too many is harmless, too few is not.
        if climbed >= depth {
            found.extend(heads(code, after).into_iter().map(|head| (offset, head)));
        }
    }
    found
}

/// The first names after `::` at an offset: one, or those at the top of a brace.
fn heads(code: &str, at: usize) -> Vec<String> {
    let Some(rest) = code.get(at..).map(str::trim_start).and_then(|rest| rest.strip_prefix("::")) else {
        return Vec::new();
    };
    let rest = rest.trim_start();
    let Some(inside) = rest.strip_prefix('{') else { return vec![name_at(rest)] };
    let mut depth = 0;
    let mut names = vec![name_at(inside)];
    for (index, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.extend(inside.get(index + 1..).map(name_at)),
            _ => {}
        }
    }
    names
}

fn name_at(text: &str) -> String {
    text.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

/// Where a word stands by itself.
fn words(code: &str, word: &str) -> Vec<usize> {
    let part_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let alone = |offset: &usize| {
        let before = code.get(..*offset).and_then(|text| text.chars().next_back());
        let after = code.get(offset + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    };
    code.match_indices(word).map(|(offset, _)| offset).filter(alone).collect()
}

/// The source with comments, strings and character literals replaced by spaces, line breaks kept.
fn blanked(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(letter) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment_length(rest)
        } else if letter == '"' {
            string_length(rest)
        } else if letter == 'r' && !out.ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            raw_string_length(rest)
        } else if letter == '\'' {
            character_length(rest)
        } else {
            0
        };
        if skip == 0 {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        } else {
            let skipped = rest.get(..skip).unwrap_or(rest);
            out.extend(skipped.chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
            rest = rest.get(skip..).unwrap_or_default();
        }
    }
    out
}

fn comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// 0 when this `r` begins no raw string.
fn raw_string_length(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|letter| *letter == '#').count();
    if text.chars().nth(1 + hashes) != Some('"') {
        return 0;
    }
    let end = format!("\"{}", "#".repeat(hashes));
    let start = 2 + hashes;
    text.get(start..).and_then(|rest| rest.find(&end)).map_or(text.len(), |at| start + at + end.len())
}

/// 0 when this quote begins a lifetime.
fn character_length(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            letters.next();
            letters.find(|(_, letter)| *letter == '\'').map_or(text.len(), |(index, _)| index + 1)
        }
        Some(_) => match letters.next() {
            Some((index, '\'')) => index + 1,
            _ => 0,
        },
        None => 0,
    }
}

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "engine/src"] {
        let before = files.len();
        walk(&root.join(folder), &mut files);
        assert!(files.len() > before, "no source was found in {folder}/");
    }
    let name = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_source_holds_the_direction() {
    let mut all = String::new();
    for (path, source) in sources() {
        for violation in violations(&path, &source) {
            writeln!(all, "{violation}").unwrap();
        }
    }
    assert!(all.is_empty(), "\n{all}");
}

#[test]
fn files_are_short() {
    let long: Vec<_> = sources()
        .into_iter()
        .filter(|(path, _)| !path.starts_with("src/catalogue/"))
        .map(|(path, source)| (path, source.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST} lines: {long:?}");
}

/// The rules this file and the compiler hold, as a reader finds them in the crate's own documentation.
const WRITTEN_DOWN: [&str; 5] = ["direction", "browser", "clock", "one door", "report and ui"];

fn missing_invariants(library: &str) -> Vec<&'static str> {
    // One invariant may run over several lines; it ends at an empty one or at the next.
    let mut invariants: Vec<String> = Vec::new();
    let mut open = false;
    for line in library.lines().filter_map(|line| line.trim().strip_prefix("//!")).map(str::trim) {
        let line = line.trim_start_matches(['-', '*', ' ']);
        if let Some(text) = line.strip_prefix("Invariant:") {
            invariants.push(text.to_lowercase());
            open = true;
        } else if line.is_empty() {
            open = false;
        } else if open && let Some(last) = invariants.last_mut() {
            last.push(' ');
            last.push_str(&line.to_lowercase());
        }
    }
    let plain: Vec<String> = invariants.iter().map(|text| text.replace('`', "")).collect();
    WRITTEN_DOWN.into_iter().filter(|word| !plain.iter().any(|text| text.contains(word))).collect()
}

#[test]
fn invariants_are_written_down() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let missing = missing_invariants(&library);
    assert!(missing.is_empty(), "src/lib.rs has no line that begins `Invariant:` about {missing:?}");
}

// The checker itself.

#[test]
fn a_name_from_above_is_found_in_every_form() {
    for source in [
        "use crate::answers::Answers;",
        "use crate::{units::Bytes, answers::{Answers, Edit}};",
        "use crate::{\n    units,\n    answers,\n};",
        "fn f(a: &crate::answers::Answers) {}",
        "use crate :: answers as a;",
        "use super::super::answers::Answers;",
        "use holdfast::answers::Answers;",
    ] {
        let found = violations("src/schedule/window.rs", source);
        assert_eq!(found.len(), 1, "{source}: {found:?}");
        assert!(found.iter().all(|text| text.contains("`schedule` may not name `answers`")), "{found:?}");
    }
    assert_eq!(violations("src/schedule/mod.rs", "use super::answers::Answers;").len(), 1);
    assert_eq!(violations("src/schedule.rs", "use super::answers::Answers;").len(), 1);
}

#[test]
fn what_is_allowed_is_left_alone() {
    let source = r##"
        //! Reads `crate::answers`, in a comment.
        use crate::units::Bytes; /* crate::ui /* nested */ web_sys */
        use super::answers_like;
        use crate::schedule::answers;
        const TEXT: &str = "use crate::ui; HashMap \" leptos";
        const RAW: &str = r#"crate::ui " web_sys"#;
        const QUOTE: char = '"'; const TICK: char = '\'';
        fn f<'a>(my_web_sys: &'a str) -> &'a str { my_web_sys }
    "##;
    assert_eq!(violations("src/schedule/window.rs", source), Vec::<String>::new());
    assert_eq!(
        violations("src/ui/browser/file.rs", "use web_sys::Blob; use crate::answers::Answers;").len(),
        0
    );
    assert_eq!(
        violations("src/ui/screen/start.rs", "use leptos::prelude::*; use crate::answers::Answers;").len(),
        0
    );
}

#[test]
fn clocks_browsers_and_neighbours_are_found() {
    let one = |path: &str, source: &str| {
        let found = violations(path, source);
        assert_eq!(found.len(), 1, "{path}: {source}: {found:?}");
    };
    one("src/units/bytes.rs", "fn f() { chrono::Utc::now(); }");
    one("src/schedule/run.rs", "fn f() { std::time::Instant::now(); }");
    one("src/report/site.rs", "use std::collections::HashMap;");
    one("src/report/site.rs", "use crate::ui::session::Session;");
    one("src/ui/screen/report.rs", "use crate::report::site;");
    one("src/ui/screen/start.rs", "use web_sys::window;");
    one("src/ui/screen/start.rs", "use leptos::web_sys;");
    one("src/assess/matrix.rs", "use leptos::prelude::*;");
    one("src/nowhere/mod.rs", "");
    one("src/assess/window.rs", "use holdfast_engine::recovery::Loss;");
    one("engine/src/cost/sweep.rs", "use crate::recovery::Loss;");
    one("engine/src/cost/sweep.rs", "use std::time::Instant; fn f() { Instant::now(); }");
    one("engine/src/assess/mod.rs", "");
    one("src/recovery/mod.rs", "");
    let found = violations("src/units/bytes.rs", "\n\nuse crate::ui;\n");
    assert!(found.iter().all(|text| text.starts_with("src/units/bytes.rs:3:")), "{found:?}");
}

#[test]
fn a_missing_invariant_is_found() {
    let library = "//! Map.\n//!\n//! Invariant: the direction holds.\n//! - Invariant: only `ui::browser` names\n\
                   //!   a browser.\n//!\n//! Not an invariant: clock, one door.\n";
    assert_eq!(missing_invariants(library), vec!["clock", "one door", "report and ui"]);
}
