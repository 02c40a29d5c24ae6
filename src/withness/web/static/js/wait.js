// Somebody waits for the other's yes: look again every few seconds while the page is in sight, and reload when it changed.
const here = document.querySelector("[data-wait]")?.dataset.wait;
const look = async () => {
  if (document.hidden) return;
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer) return; // no network for a moment: the next look may succeed
  if (!answer.ok || !(await answer.text()).includes(`data-wait="${here}"`)) location.reload();
};
if (here) setInterval(look, 4000);
