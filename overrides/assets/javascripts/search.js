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

function isTyping({ target }) {
  return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
}

function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

link.addEventListener("click", (event) => hasModifier(event) || open(event));
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.altKey && !event.ctrlKey && !event.metaKey && !isTyping(event)) open(event);
});
if (here) load();
