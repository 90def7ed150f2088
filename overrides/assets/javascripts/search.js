// Opens search, by its link in the header or by the key "/". Nothing else of search is loaded before that.

const link = document.querySelector("[data-bc-search]");
const here = document.querySelector("[data-bc-search-here]");
let loading;

function load() {
  loading ??= import("./search-panel.js").then(({ createPanel }) => createPanel(link.href, here));
  return loading;
}

async function open(event) {
  event.preventDefault();
  try {
    (await load()).open();
  } catch {
    loading = undefined;
    if (!here) location.assign(link.href);
  }
}

link.addEventListener("click", (event) => {
  if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
});
addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !event.altKey && !event.ctrlKey && !event.metaKey && !isTyping) open(event);
});
if (here) load();
