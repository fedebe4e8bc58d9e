// Holdfast without a connection: begins the worker that keeps the site's files, says in the page when there is a new
// version, and takes all of it out again. Fetched behind the first screen; without it the app does all it does, online.

const site = new URL("..", import.meta.url).href;

// Lets the worker keep the site's files. In a frame the page is somebody else's; without HTTPS, in some private windows
// and where a setting says so there are no workers, and everything stays as it is without.
export async function keep() {
  if (self !== top || !navigator.serviceWorker) return;
  try {
    const workers = navigator.serviceWorker;
    let known = workers.controller !== null;
    workers.addEventListener("controllerchange", () => {
      // The first worker of all changes nothing. A later one was begun in another tab: this page is of the version before.
      if (known) offer();
      known = true;
    });
    const registration = await workers.register(new URL("sw.js", site), { updateViaCache: "none" });
    const look = () => {
      if (!registration.waiting || !registration.active) return;
      registration.waiting.postMessage("here");
      offer();
    };
    const follow = () => registration.installing?.addEventListener("statechange", look);
    registration.addEventListener("updatefound", follow);
    follow();
    look();
    registration.active?.postMessage("here");
    // Browsers look for a new version by themselves, some of them late.
    if (registration.active) await registration.update();
  } catch {
    // Refused, and nothing is missing while there is a connection; or there is none, and what is kept is used.
  }
}

const NEW = "There is a new version of Holdfast. Your last change is kept in this browser before the page is loaded again.";
const UNKEPT =
  "Your last change could not be kept in this browser, so the page was not loaded again. Use “Save as a file” at the foot of the page first.";

function offer() {
  const id = "new-version";
  if (document.getElementById(id)) return;
  const box = document.createElement("div");
  box.id = id;
  box.className = "wrap noprint";
  box.setAttribute("role", "status");
  box.innerHTML =
    '<div class="notice stack-s"><p></p><p class="row"><button type="button" class="btn quiet">New version: reload</button>' +
    '<button type="button" class="btn quiet">Later</button></p></div>';
  const says = box.querySelector("p");
  const [reload, later] = box.querySelectorAll("button");
  says.textContent = NEW;
  reload.addEventListener("click", async () => {
    if (await kept()) await renew();
    else says.textContent = UNKEPT;
  });
  later.addEventListener("click", () => box.remove());
  // Not inside the first paint, which goes when the app comes, and stays when it does not.
  (document.querySelector("body > main") ?? document.body.firstElementChild).before(box);
}

// Waits until closing the page would lose nothing. The app is asked as the browser asks it before it closes a page.
async function kept() {
  for (let tries = 0; tries < 100; tries += 1) {
    if (dispatchEvent(new Event("beforeunload", { cancelable: true }))) return true;
    await new Promise((done) => setTimeout(done, 50));
  }
  return false;
}

async function renew() {
  const workers = navigator.serviceWorker;
  const waiting = (await own(workers))?.waiting;
  if (!waiting) return location.reload();
  workers.addEventListener("controllerchange", () => location.reload());
  waiting.postMessage("begin");
}

// Ends the worker and deletes what it kept, and the name this device was given. Throws when the browser does not do it.
export async function forget() {
  await unlessRefused(() => localStorage.removeItem("holdfast-device"));
  await unlessRefused(async () => (await own(navigator.serviceWorker))?.unregister());
  await unlessRefused(async () => {
    const names = (await globalThis.caches?.keys()) ?? [];
    const ours = names.filter((name) => name.startsWith(`holdfast ${site} `));
    await Promise.all(ours.map((name) => caches.delete(name)));
  });
}

// Another site above this one may have a worker of its own.
async function own(workers) {
  const registration = await workers?.getRegistration(site);
  return registration?.scope === site ? registration : undefined;
}

// Where the browser keeps nothing for this page there is nothing to delete.
async function unlessRefused(act) {
  try {
    await act();
  } catch (error) {
    if (error?.name !== "SecurityError") throw error;
  }
}
