use super::{People, Person, PersonId, Role};
use crate::answers::Answers;
use crate::units::{Arrange, capitalised};

/// The entry of the section "settings" that says how reports show people.
pub const SETTING: (&str, &str) = ("settings", "report");

/// Whether reports, and results that become one, show names and numbers.
pub fn shows_names(answers: &Answers) -> bool {
    let (section, id) = SETTING;
    let said =
        answers.entry(section, id).and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    said.is_some_and(|said| said.get("names") == Some(&serde_json::Value::Bool(true)))
}

/// How people stand in what is handed on: by their roles, unless somebody asked for names.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    people: &'a People,
    names: bool,
}

/// Words of names that are plain English too: only with a large first letter do they mean a person.
const ALSO_WORDS: [&str; 34] = [
    "will", "may", "mark", "bill", "rob", "sue", "art", "pat", "jack", "drew", "guy", "max", "ray", "hope",
    "grace", "joy", "rose", "dean", "king", "young", "long", "white", "black", "brown", "green", "best",
    "day", "page", "price", "cook", "case", "do", "an", "so",
];

impl<'a> Shown<'a> {
    /// As the document says that reports show them.
    pub fn in_reports(answers: &Answers, people: &'a People) -> Shown<'a> {
        if shows_names(answers) { Shown::by_name(people) } else { Shown::by_role(people) }
    }

    /// By roles: no name, number or address of a person is shown.
    pub fn by_role(people: &'a People) -> Shown<'a> {
        Shown { people, names: false }
    }

    /// With names, numbers and addresses.
    pub fn by_name(people: &'a People) -> Shown<'a> {
        Shown { people, names: true }
    }

    /// Whether names are shown.
    pub fn names(&self) -> bool {
        self.names
    }

    /// The people it speaks of.
    pub fn people(&self) -> &'a People {
        self.people
    }

    /// Somebody at the beginning of a sentence: "Ada Berg", or "Restorer", "Restorer 2" for the second one, "Person 3" for
    /// somebody without a role. Empty for nobody who is known.
    pub fn person(&self, id: &PersonId) -> String {
        match self.people.person(id) {
            None => String::new(),
            Some(person) if self.names => person.name.clone(),
            Some(person) => self.role_of(person),
        }
    }

    fn role_of(&self, person: &Person) -> String {
        let persons = &self.people.persons;
        let numbered = |word: String, at: usize| if at == 0 { word } else { format!("{word} {}", at + 1) };
        let place =
            |test: &dyn Fn(&&Person) -> bool| persons.iter().filter(test).position(|p| p.id == person.id);
        if let Some(role) = main_role(person) {
            let at = place(&|p| main_role(p) == Some(role)).unwrap_or(0);
            return numbered(role.name().to_owned(), at);
        }
        if let Some(role) = person.deputy_for.first().copied() {
            let at = place(&|p| main_role(p).is_none() && p.deputy_for.first() == Some(&role)).unwrap_or(0);
            return numbered(format!("Deputy of the {}", role.name().to_lowercase()), at);
        }
        format!("Person {}", place(&|_| true).unwrap_or(0) + 1)
    }

    /// Where somebody is reached: every way, the first to be tried first. Empty without names.
    pub fn ways(&self, id: &PersonId) -> Vec<String> {
        let person = self.people.person(id).filter(|_| self.names);
        let ways = person.map(|person| person.ways.as_slice()).unwrap_or_default();
        ways.iter().map(|way| format!("{}: {}", way.kind.name(), way.to)).collect()
    }

    /// A text that somebody typed. Without names, every known name and way of a person in it is replaced.
    pub fn text(&self, text: &str) -> String {
        if self.names {
            return text.to_owned();
        }
        let mut hidden = text.to_owned();
        let mut ways: Vec<&str> =
            self.people.persons.iter().flat_map(|person| &person.ways).map(|way| way.to.as_str()).collect();
        // The longest first, so that no part of one is left over.
        ways.arrange_by_key(|way| std::cmp::Reverse(way.len()));
        for way in ways.into_iter().filter(|way| way.chars().count() > 3) {
            hidden = hidden.replace(way, "(not shown)");
        }
        let mut out = String::with_capacity(hidden.len());
        let mut last: Option<&PersonId> = None;
        for piece in pieces(&hidden) {
            let is_word = piece.chars().all(char::is_alphanumeric);
            let named = self.people.persons.iter().find(|person| is_word && is_named(person, piece));
            match named {
                // Two words of one name are one person.
                Some(person) if last == Some(&person.id) => {
                    out.truncate(out.trim_end().len());
                }
                Some(person) => {
                    let called = self.role_of(person).to_lowercase();
                    let begins = out.trim_end().is_empty() || out.trim_end().ends_with(['.', '?', '!']);
                    out.push_str(&if begins { capitalised(&called) } else { called });
                    last = Some(&person.id);
                }
                None => {
                    out.push_str(piece);
                    if !piece.chars().all(char::is_whitespace) {
                        last = None;
                    }
                }
            }
        }
        out
    }
}

/// The role that says most about somebody.
fn main_role(person: &Person) -> Option<Role> {
    const MOST_TELLING: [Role; 8] = [
        Role::Leads,
        Role::Restores,
        Role::Decides,
        Role::CallsHost,
        Role::KeepsKeys,
        Role::TellsCustomers,
        Role::Watches,
        Role::Verifies,
    ];
    MOST_TELLING.into_iter().find(|role| person.roles.contains(role))
}

/// Words, and what stands between them.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let of_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != of_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

fn is_named(person: &Person, word: &str) -> bool {
    let parts = person.name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut parts = parts.filter(|part| part.chars().count() > 1 || !part.is_ascii());
    let lower = word.to_lowercase();
    let plain_word = ALSO_WORDS.contains(&lower.as_str()) || (lower.is_ascii() && lower.len() < 3);
    let begins_large = word.chars().next().is_some_and(char::is_uppercase);
    parts.any(|part| part.to_lowercase() == lower) && (begins_large || !plain_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::{Way, WayKind};

    fn people() -> People {
        let person = |n: u32, name: &str, roles: &[Role], to: &str| Person {
            roles: roles.iter().copied().collect(),
            ways: vec![Way { kind: WayKind::Phone, to: to.to_owned(), goes_down: false }],
            ..Person::new(PersonId::new(&format!("person-{n}")), name)
        };
        let persons = vec![
            person(1, "Ada Berg", &[Role::Restores, Role::Verifies], "+44 20 7946 0001"),
            person(2, "Will May", &[Role::Restores], "will@example.org"),
            person(3, "李明", &[], "+86 10 0000 0000"),
        ];
        People { persons, ..People::default() }
    }

    #[test]
    fn people_stand_by_their_roles() {
        let people = people();
        let shown = Shown::by_role(&people);
        let called = |n: u32| shown.person(&PersonId::new(&format!("person-{n}")));
        assert_eq!([called(1), called(2), called(3), called(4)], ["Restorer", "Restorer 2", "Person 3", ""]);
        assert!(shown.ways(&PersonId::new("person-1")).is_empty());
        let named = Shown::by_name(&people);
        assert_eq!(named.person(&PersonId::new("person-1")), "Ada Berg");
        assert_eq!(named.ways(&PersonId::new("person-1")), ["Phone: +44 20 7946 0001"]);
        assert_eq!(named.text("Call Ada Berg."), "Call Ada Berg.");
    }

    #[test]
    fn no_name_is_left_in_a_text() {
        let people = people();
        let shown = Shown::by_role(&people);
        for (typed, said) in [
            ("Call Ada Berg on +44 20 7946 0001 first", "Call restorer on (not shown) first"),
            ("ADA's laptop; berg-backup", "Restorer's laptop; restorer-backup"),
            ("You will hear by 3 may; ask Will May", "You will hear by 3 may; ask restorer 2"),
            ("ask 李明", "ask person 3"),
            ("will@example.org", "(not shown)"),
            ("Adamant Bergs", "Adamant Bergs"),
        ] {
            assert_eq!(shown.text(typed), said);
        }
    }
}
