// Keeps the site's own files, so that Holdfast starts without a connection. `cargo xtask build` writes the two constants
// below. Served as it stands here, with nothing to keep, the worker takes itself and what it kept out of every browser
// that asks for it: this file is the off switch.
const VERSION = "";
const FILES = [];

const OWN = `holdfast ${registration.scope} `;
const CACHE = OWN + VERSION;
const addresses = new Set(FILES.map(([name]) => new URL(name, location).href));

addEventListener("install", (event) => event.waitUntil(FILES.length ? keep() : skipWaiting()));
addEventListener("activate", (event) => event.waitUntil(begin()));
// A new worker waits until every page of the one before is closed, or until a page says that it may begin.
addEventListener("message", (event) => {
  if (event.data === "begin") event.waitUntil(skipWaiting());
  // A page that registered it while it was going has called it back, or it is still waiting in spite of all: then at once.
  else if (!FILES.length) event.waitUntil(begin());
});

addEventListener("fetch", (event) => {
  const address = asked(event.request);
  if (addresses.has(address)) event.respondWith(answer(address, event.request));
});

// All files of one build or none: each comes with its sum, and one that is missing or another ends it.
async function keep() {
  try {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map(([name, how]) => new Request(name, how)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== CACHE) await caches.delete(name);
  }
  await (FILES.length ? clients.claim() : registration.unregister());
}

// The address a request is answered by, if it is one of ours. Every way to the page is the page; in a frame it is not.
function asked({ method, mode, destination, url }) {
  if (method !== "GET") return "";
  const address = url.split("#")[0];
  if (mode !== "navigate") return address;
  return destination === "document" ? address.split("?")[0].replace(/\/index\.html$/, "/") : "";
}

// Asked by the name of the cache: opening it would make a deleted one anew.
async function answer(address, request) {
  return (await caches.match(address, { cacheName: CACHE, ignoreVary: true })) ?? fetch(request);
}
