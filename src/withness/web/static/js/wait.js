// Something may come from the other: look again while the page is in sight, and reload when it says something new.
const { wait: here, every = 4000 } = document.querySelector("[data-wait]")?.dataset ?? {};
const look = async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href, { redirect: "manual", headers: { "X-Waiting": "yes" } }).catch(() => null);
  if (!answer) return; // no network for a moment: the next look may succeed
  if (!answer.ok || !(await answer.text()).includes(`data-wait="${here}"`)) location.reload();
};
if (here) {
  setInterval(look, Number(every));
  document.addEventListener("visibilitychange", look);
}
