//! Tabs that share one store, in any order of events: no answer is lost without somebody choosing so.

use holdfast::answers::{Answers, Edit, History};
use holdfast::save::{
    Choice, Do, Event, NotSaved, Notice, SaveState, Slot, Sync, Trouble, choose, open, plan, to_file,
};
use holdfast::units::Moment;
use proptest::prelude::*;
use std::collections::{BTreeSet, VecDeque};

/// The storage of a browser: two slots, written in transactions.
#[derive(Default)]
struct Disk {
    slots: [Option<String>; 2],
    full: bool,
}

impl Disk {
    fn records(&self) -> (Option<&str>, Option<&str>) {
        (self.slots[0].as_deref(), self.slots[1].as_deref())
    }

    fn newest(&self) -> Option<Slot> {
        let (a, b) = self.records();
        choose(a, b).newest
    }

    fn save(&mut self, base: u64, text: String) -> Result<(u64, Moment), NotSaved> {
        if self.full {
            return Err(NotSaved::Full);
        }
        let at = Moment::from_seconds(0);
        let (a, b) = self.records();
        let writing = plan(a, b, base, text, at).map_err(NotSaved::Conflict)?;
        self.slots[writing.place as usize] = Some(writing.record);
        Ok((writing.sequence, at))
    }
}

/// A page: its document, what it decided, and what waits for its turn.
struct Tab {
    sync: Sync,
    document: History,
    todo: VecDeque<Do>,
    news: VecDeque<Event>,
}

impl Tab {
    fn new() -> Tab {
        let (sync, first) = Sync::start();
        Tab { sync, document: History::default(), todo: [first].into(), news: VecDeque::new() }
    }

    fn on(&mut self, event: Event) {
        for todo in self.sync.on(event, self.document.present()) {
            match todo {
                Do::Show(answers) => self.document.edit(&Edit::Replace(answers), Default::default()).unwrap(),
                later => self.todo.push_back(later),
            }
        }
    }

    fn add(&mut self, word: &str) {
        let name = format!("{} {word}", self.document.present().name);
        self.document.edit(&Edit::Rename { name }, Default::default()).unwrap();
        self.on(Event::Edited);
    }

    fn name(&self) -> &str {
        &self.document.present().name
    }
}

#[derive(Default)]
struct World {
    disk: Disk,
    tabs: Vec<Tab>,
}

impl World {
    fn with(tabs: usize) -> World {
        World { disk: Disk::default(), tabs: (0..tabs).map(|_| Tab::new()).collect() }
    }

    /// Carries out the next thing a tab decided. The answer arrives later, as it does in a browser.
    fn work(&mut self, at: usize) -> bool {
        let Some(todo) = self.tabs[at].todo.pop_front() else { return false };
        match todo {
            Do::Load => {
                let (a, b) = self.disk.records();
                let found = choose(a, b);
                self.tabs[at].news.push_back(Event::Loaded(Ok(found)));
            }
            Do::Save { base } => {
                let text = to_file(self.tabs[at].document.present());
                // The text is taken when the save begins, the way the page does it.
                let result = self.disk.save(base, text);
                self.tabs[at].news.push_back(Event::Saved(result));
            }
            Do::Announce { sequence } => {
                for (other, tab) in self.tabs.iter_mut().enumerate() {
                    if other != at {
                        tab.news.push_back(Event::Heard { sequence });
                    }
                }
            }
            Do::Show(_) | Do::Persist => {}
        }
        true
    }

    fn hear(&mut self, at: usize) -> bool {
        let Some(event) = self.tabs[at].news.pop_front() else { return false };
        self.tabs[at].on(event);
        true
    }

    fn settle(&mut self) {
        for _ in 0..10_000 {
            if !(0..self.tabs.len()).fold(false, |busy, at| self.work(at) | self.hear(at) | busy) {
                return;
            }
        }
        panic!("the tabs never come to rest");
    }

    fn stored(&self) -> String {
        self.disk.newest().map(|slot| open(slot.text.as_bytes()).unwrap().name).unwrap_or_default()
    }

    /// Every word on any page or in the store.
    fn words(&self) -> BTreeSet<String> {
        let pages = self.tabs.iter().map(|tab| tab.name().to_owned());
        pages
            .chain([self.stored()])
            .flat_map(|n| n.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    }
}

fn conflict(tab: &Tab) -> bool {
    matches!(tab.sync.state(), SaveState::Conflict { .. })
}

proptest! {
    #[test]
    fn nothing_is_lost_unless_chosen(steps in proptest::collection::vec((0..3_usize, 0..8_u8), 0..120)) {
        let mut world = World::with(3);
        let mut words = Vec::new();
        for (at, step) in steps {
            match step {
                0 | 1 if words.len() < 25 => {
                    let word = format!("w{}", words.len());
                    world.tabs[at].add(&word);
                    words.push(word);
                }
                2 | 3 => { world.work(at); }
                4 | 5 => { world.hear(at); }
                6 => world.tabs[at].on(Event::Wake),
                _ => { world.disk.full = !world.disk.full; }
            }
            let there = world.words();
            prop_assert!(words.iter().all(|word| there.contains(word)), "{words:?}, but {there:?}");
        }
        world.disk.full = false;
        world.settle();
        for tab in &mut world.tabs {
            tab.on(Event::Wake);
        }
        world.settle();
        for tab in &world.tabs {
            prop_assert!(conflict(tab) || tab.name() == world.stored(), "{:?}", tab.sync);
            prop_assert!(conflict(tab) || !tab.sync.would_lose());
        }
        // Every open choice can be settled, and then all agree.
        for at in 0..3 {
            world.tabs[at].on(Event::Chose(Choice::Mine));
            world.settle();
        }
        for at in 0..3 {
            world.tabs[at].on(Event::Chose(Choice::Theirs));
            world.settle();
        }
        let stored = world.stored();
        for tab in &world.tabs {
            prop_assert_eq!(tab.name(), &stored);
        }
    }
}

#[test]
fn a_quiet_tab_follows_and_says_so() {
    let mut world = World::with(2);
    world.settle();
    world.tabs[0].add("one");
    world.settle();
    assert_eq!(world.tabs[1].name(), "one");
    assert_eq!(world.tabs[1].sync.notice(), Some(&Notice::Adopted));
    world.tabs[1].on(Event::Dismissed);
    assert_eq!(world.tabs[1].sync.notice(), None);
    assert!(matches!(world.tabs[0].sync.state(), SaveState::InBrowser { .. }));
}

/// Two tabs changed the same save at the same time; the first was faster.
fn two_sides() -> World {
    let mut world = World::with(2);
    world.tabs[0].add("base");
    world.settle();
    world.tabs[0].add("first");
    world.tabs[1].add("second");
    world.work(0);
    world.settle();
    assert!(conflict(&world.tabs[1]));
    assert_eq!(world.stored(), "base first");
    assert_eq!(world.tabs[1].name(), "base second");
    world
}

#[test]
fn a_conflict_shows_the_other_side_and_waits() {
    let mut world = two_sides();
    let SaveState::Conflict { theirs, at } = world.tabs[1].sync.state() else { panic!() };
    assert_eq!((theirs.name.as_str(), at), ("base first", Some(Moment::from_seconds(0))));
    world.tabs[1].add("more");
    world.settle();
    assert_eq!(world.stored(), "base first", "nothing is written before the choice");
    world.tabs[0].add("on");
    world.settle();
    let SaveState::Conflict { theirs, .. } = world.tabs[1].sync.state() else { panic!() };
    assert_eq!(theirs.name, "base first on", "the other side as it is now");
}

#[test]
fn keeping_mine_saves_over_and_the_other_tab_can_undo() {
    let mut world = two_sides();
    world.tabs[1].on(Event::Chose(Choice::Mine));
    world.settle();
    assert_eq!(world.stored(), "base second");
    assert_eq!(world.tabs[0].name(), "base second");
    assert!(world.tabs[0].document.undo());
    assert_eq!(world.tabs[0].name(), "base first");
}

#[test]
fn taking_theirs_can_be_undone() {
    let mut world = two_sides();
    world.tabs[1].on(Event::Chose(Choice::Theirs));
    world.settle();
    assert_eq!(world.tabs[1].name(), "base first");
    assert!(!world.tabs[1].sync.would_lose());
    assert!(world.tabs[1].document.undo());
    world.tabs[1].on(Event::Edited);
    world.settle();
    assert_eq!(world.stored(), "base second");
}

#[test]
fn the_same_change_in_two_tabs_is_no_conflict() {
    let mut world = World::with(2);
    world.settle();
    world.tabs[0].add("one");
    world.tabs[1].add("one");
    world.settle();
    assert!(world.tabs.iter().all(|tab| !conflict(tab)));
}

#[test]
fn an_edit_before_the_copy_was_found_stands_against_it() {
    let mut world = World::with(1);
    world.tabs[0].add("old");
    world.settle();
    world.tabs.push(Tab::new());
    world.tabs[1].add("new");
    world.settle();
    assert!(conflict(&world.tabs[1]));
    assert_eq!(world.stored(), "old");
}

#[test]
fn a_full_disk_is_said_and_tried_again() {
    let mut world = World::with(1);
    world.settle();
    world.disk.full = true;
    world.tabs[0].add("one");
    world.settle();
    assert_eq!(world.tabs[0].sync.state(), SaveState::Full);
    assert!(world.tabs[0].sync.would_lose());
    world.disk.full = false;
    world.tabs[0].add("two");
    world.settle();
    assert_eq!(world.stored(), "one two");
    assert!(matches!(world.tabs[0].sync.state(), SaveState::InBrowser { .. }));
}

#[test]
fn damage_to_the_newest_is_said_and_the_older_shown() {
    let mut world = World::with(1);
    for word in ["one", "two"] {
        world.tabs[0].add(word);
        world.settle();
    }
    world.disk.slots[1] = world.disk.slots[1].take().map(|record| record.replace("two", "TWO"));
    let mut tab = Tab::new();
    let (a, b) = world.disk.records();
    tab.on(Event::Loaded(Ok(choose(a, b))));
    assert_eq!(tab.name(), "one");
    assert!(matches!(tab.sync.notice(), Some(Notice::Recovered { .. })));
    assert!(matches!(tab.sync.state(), SaveState::InBrowser { .. }));
    // Both damaged: an empty page that says so.
    let mut tab = Tab::new();
    tab.on(Event::Loaded(Ok(choose(Some("x"), Some("y")))));
    assert_eq!(tab.sync.notice(), Some(&Notice::Damaged));
}

#[test]
fn a_copy_by_a_newer_holdfast_is_never_written_over() {
    let newer = to_file(&Answers::default()).replace("\"schema\": 1", "\"schema\": 2");
    let slot = Slot { sequence: 4, at: Moment::from_seconds(0), text: newer };
    let mut tab = Tab::new();
    tab.todo.clear();
    tab.on(Event::Loaded(Ok(choose(Some(&slot.seal()), None))));
    assert_eq!(tab.sync.state(), SaveState::MemoryOnly { why: Trouble::NewerCopy });
    tab.add("one");
    tab.on(Event::Wake);
    assert!(!tab.todo.iter().any(|todo| matches!(todo, Do::Save { .. })));
}

#[test]
fn blocked_storage_leaves_a_working_page() {
    let mut tab = Tab::new();
    tab.todo.clear();
    tab.on(Event::Loaded(Err(Trouble::Blocked)));
    tab.add("one");
    tab.on(Event::Wake);
    assert_eq!(tab.sync.state(), SaveState::MemoryOnly { why: Trouble::Blocked });
    assert!(tab.todo.is_empty());
}

#[test]
fn a_copy_deleted_elsewhere_is_not_brought_back_unasked() {
    let mut world = World::with(2);
    world.tabs[0].add("one");
    world.settle();
    world.disk.slots = [None, None];
    world.tabs[0].on(Event::Wake);
    world.settle();
    assert_eq!(world.disk.newest(), None);
    world.tabs[1].add("two");
    world.settle();
    assert!(matches!(world.tabs[1].sync.state(), SaveState::Conflict { at: None, .. }));
    assert_eq!(world.disk.newest(), None);
    world.tabs[1].on(Event::Chose(Choice::Mine));
    world.settle();
    assert_eq!(world.stored(), "one two");
}

#[test]
fn deleting_everything_stays_done_even_while_a_save_is_under_way() {
    let mut world = World::with(1);
    world.settle();
    world.tabs[0].add("one");
    world.tabs[0].document = History::default();
    world.disk.slots = [None, None];
    world.tabs[0].on(Event::Emptied);
    world.settle();
    let state = world.tabs[0].sync.state();
    assert!(!conflict(&world.tabs[0]) && !world.tabs[0].sync.would_lose(), "{state:?}");
    assert_eq!(world.stored(), "");
    // The same with a copy that could not be read, which nothing else may write over.
    let mut tab = Tab::new();
    let slot = Slot { sequence: 4, at: Moment::from_seconds(0), text: "{}".to_owned() };
    tab.on(Event::Loaded(Ok(choose(Some(&slot.seal()), None))));
    assert_eq!(tab.sync.state(), SaveState::MemoryOnly { why: Trouble::Unreadable });
    tab.on(Event::Emptied);
    assert_eq!(tab.sync.state(), SaveState::Nothing);
}

#[test]
fn the_browser_is_asked_once_to_keep_the_copy_and_not_for_nothing() {
    let mut world = World::with(1);
    let mut asked = 0;
    for word in ["one", "two"] {
        world.tabs[0].add(word);
        for _ in 0..20 {
            asked += usize::from(world.tabs[0].todo.front() == Some(&Do::Persist));
            let _ = world.work(0) | world.hear(0);
        }
    }
    assert_eq!(asked, 1);
}
