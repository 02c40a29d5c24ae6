// What an installed page can do without a network: the room, a slow breath, the printed pages. Nothing private is ever stored.
// The two names below are written by the server: what to keep, and a digest of all of it.
const kept = self.KEPT, name = `withness ${self.VERSION}`;
const IMMUTABLE = /\.[0-9a-f]{12}\.\w+$/;
const OFFLINE = "/room/";

self.addEventListener("install", (event) => {
  const fresh = kept.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((each) => each.startsWith("withness ") && each !== name);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((each) => caches.delete(each)))).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (IMMUTABLE.test(pathname) && kept.includes(pathname)) event.respondWith(fromHere(pathname).then((found) => found ?? fetch(request)));
  else if (kept.includes(pathname)) event.respondWith(fetch(request).catch(() => fromHere(pathname)));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => fromHere(OFFLINE)));
});

const fromHere = (pathname) => caches.open(name).then((cache) => cache.match(pathname));
