//! The areas that group questions: data only.

use super::Area;

/// Every area of the catalogue, in the order shown.
pub static AREAS: [Area; 15] = [
    Area {
        id: "start",
        title: "Getting started",
        about: "Two routing questions: where you are, and what is at stake.",
    },
    Area {
        id: "coverage",
        title: "What you have, and what protects it",
        about: "Do your backups cover everything?",
    },
    Area {
        id: "data-loss",
        title: "How much you would lose",
        about: "The window between the last usable copy and now.",
    },
    Area { id: "images", title: "Server images", about: "Daily images, or one golden image?" },
    Area {
        id: "retention",
        title: "Keeping too much",
        about: "Time, space and money spent on copies nobody needs.",
    },
    Area {
        id: "restore",
        title: "Getting it back",
        about: "Restores, rebuilds and who can reach the copies.",
    },
    Area { id: "contacts", title: "People and access", about: "Who acts, who is called, who can sign in." },
    Area {
        id: "benchmarking",
        title: "Normal behaviour and growth",
        about: "A baseline, and how long capacity lasts.",
    },
    Area {
        id: "drills",
        title: "Fire drills",
        about: "The plan, the practice and what comes back after a restart.",
    },
    Area {
        id: "event-prep",
        title: "Before a busy event",
        about: "The brief, the people and the known problems.",
    },
    Area { id: "scaling", title: "From one server to several", about: "What stops you adding servers." },
    Area { id: "load-testing", title: "Load tests", about: "What you have proved the application can take." },
    Area { id: "optimising", title: "Serving less work", about: "Static files and caches." },
    Area {
        id: "scale-back",
        title: "Scaling back",
        about: "Draining and removing servers without hurting visitors.",
    },
    Area { id: "lessons", title: "Lessons learned", about: "What the event or drill taught you." },
];
