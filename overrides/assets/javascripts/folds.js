// Opens the fold in which the place that an address names stands, so that a link to a statement always shows it.

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", openTarget);
if (location.hash) openTarget();

// A page on paper has nothing folded; print.css says so too, where a browser can open a fold by style alone.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll(".bc-theme:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});
