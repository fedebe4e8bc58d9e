//! Every page in every state, for the eye and for checkers: `HOLDFAST_PAGES=folder` writes them there.

use crate::person::{Person, controls};
use crate::support::shop;
use holdfast::answers::{Answers, Change};
use holdfast::desk::Shown;
use holdfast::system::Template;
use holdfast::view::sprite;
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn described(template: Template) -> Person {
    let mut person = Person::with(&Answers::default());
    person.presses("system", &format!("template {}", template.id()));
    person
}

/// Name, page.
pub(crate) fn pages() -> Vec<(String, Shown)> {
    let mut all = Vec::new();
    let mut add = |name: &str, shown: Shown| all.push((name.to_owned(), shown));
    add("empty", Person::with(&Answers::default()).see("system"));
    let mut quick = Person::with(&shop().0);
    add("quick", quick.see("system"));
    add("taken-over", quick.typing("system", &[], Some("from-quick")));
    add("not-yet", quick.see("system/database"));
    quick.presses("system", "from-quick");
    add("quick-list", quick.see("system"));
    for c in quick.system().components {
        add(&format!("quick-{}", c.id), quick.see(&format!("system/{}", c.id)));
    }
    add("quick-dump", quick.see("system/database/db-dump"));
    for template in Template::ALL {
        let person = described(template);
        add(&format!("{}-list", template.id()), person.see("system"));
        for c in person.system().components {
            add(&format!("{}-{}", template.id(), c.id), person.see(&format!("system/{}", c.id)));
            for p in c.protections.known().into_iter().flatten() {
                add(
                    &format!("{}-{}-{}", template.id(), c.id, p.id),
                    person.see(&format!("system/{}/{}", c.id, p.id)),
                );
            }
        }
    }
    let mut shop = described(Template::Shop);
    add("settings", shop.see("system/settings"));
    add(
        "settings-wrong",
        shop.typing(
            "system/settings",
            &[("zone", "Middle Earth"), ("ratio", "0.5"), ("opens", "22:00")],
            None,
        ),
    );
    add(
        "wrong",
        shop.typing(
            "system/database/db-dump",
            &[
                ("loss-limit", "4"),
                ("size", "-3 GB"),
                ("p.db-dump.at", "26:00"),
                ("name", ""),
                ("p.db-dump.kept", "age"),
                ("p.db-dump.keep-for", "1 h"),
            ],
            None,
        ),
    );
    add("circle", shop.typing("system/database", &[("needs.web-server", "on")], None));
    add("removed", shop.typing("system/database", &[], Some("remove replica-async")));
    add("swing", shop.typing("system/database", &[("when", "swing")], None));
    for (kind, name) in [
        ("monthly", "monthly"),
        ("nth", "nth"),
        ("cron", "cron"),
        ("every", "every"),
        ("weekly", "weekly"),
        ("unsure", "unsure"),
        ("", "unsaid"),
    ] {
        add(
            &format!("runs-{name}"),
            shop.typing("system/database/db-dump", &[("p.db-dump.runs", kind)], None),
        );
    }
    add("add-full", shop.typing("system", &[("new-name", "Orders database")], Some("add")));
    add("nowhere", shop.see("system/nothing"));
    shop.tried = Some(Vec::new());
    add("trying-nothing", shop.see("system"));
    shop.types(
        "system/database/db-dump",
        &[("p.db-dump.runs", "every"), ("p.db-dump.every", "1 h 30 min"), ("p.db-dump.from", "00:00")],
    );
    shop.presses("system/uploaded-files", "remove file-incremental");
    add("trying-list", shop.see("system"));
    add("trying-database", shop.see("system/database"));
    add("trying-dump", shop.see("system/database/db-dump"));
    add("trying-files", shop.see("system/uploaded-files"));
    let mut broken = described(Template::StaticSite);
    broken.write(&[Change {
        section: "components".into(),
        id: "queue".into(),
        text: Some(r#"{"kind":"queue","name":"<b>Later</b>","colour":"red"}"#.into()),
    }]);
    add("unreadable", broken.see("system"));
    all
}

#[test]
fn every_page_stands_on_its_own_feet() {
    let folder = std::env::var_os("HOLDFAST_PAGES");
    for (name, shown) in pages() {
        assert_eq!(shown.html.matches("<h1").count(), 1, "{name}");
        assert!(!shown.title.is_empty(), "{name}");
        assert_eq!(shown.wrong, shown.html.contains("id=\"errors\""), "{name}");
        let mut ids = BTreeSet::new();
        for (at, _) in shown.html.match_indices(" id=\"") {
            let id = shown.html[at + 5..].split_once('"').unwrap().0;
            assert!(!id.contains(' ') && ids.insert(id), "{name}: {id} stands twice");
        }
        for attribute in ["for", "aria-describedby", "aria-labelledby", "list"] {
            for (at, _) in shown.html.match_indices(&format!(" {attribute}=\"")) {
                let told = shown.html[at + attribute.len() + 3..].split_once('"').unwrap().0;
                for id in told.split(' ') {
                    assert!(ids.contains(id), "{name}: {attribute} names {id}, which is not there");
                }
            }
        }
        assert!(!controls(&shown.html).contains_key(""), "{name}");
        if let Some(folder) = &folder {
            write(Path::new(folder), &name, &shown);
        }
    }
}

fn write(folder: &Path, name: &str, shown: &Shown) {
    let mast = r##"<header class="mast"><div class="wrap"><a class="name" href="#/">Holdfast</a><span class="where">Shop, production</span><nav aria-label="Main"><ul role="list"><li><a href="#/">Start</a></li><li><a href="#/system" aria-current="page">System</a></li><li><a href="#/results">Results</a></li><li><a href="#/report">Report</a></li></ul></nav></div></header>"##;
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{name}</title><link rel=\"stylesheet\" href=\"app.css\"></head><body>{}{mast}<main id=\"main\" class=\"wrap\"><div class=\"page\">{}</div></main></body></html>",
        sprite().into_string(),
        shown.html
    );
    std::fs::write(folder.join(format!("{name}.html")), page).unwrap();
}
