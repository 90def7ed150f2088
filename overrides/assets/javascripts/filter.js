// Narrows a list down as one types or chooses; what was asked stands in the address, so that it can be sent.

function setUp(form) {
  const list = document.getElementById(form.dataset.bcFilter);
  const items = [...list.querySelectorAll("[data-bc-item]")];
  const texts = items.map((item) => `${item.dataset.text ?? ""} ${item.textContent}`.toLowerCase());
  const groups = [...list.querySelectorAll("[data-bc-group], section")];
  const folds = [...list.querySelectorAll("details")];
  const openAtFirst = folds.filter((fold) => fold.open);
  const count = form.querySelector("output");

  function narrow() {
    const asked = [...new FormData(form)].filter(([, value]) => value.trim());
    items.forEach((item, index) => {
      item.hidden = !asked.every(([name, value]) =>
        name === "q"
          ? value.toLowerCase().trim().split(/\s+/).every((word) => texts[index].includes(word))
          : (item.dataset[name] ?? "").split(" ").includes(value));
    });
    const shown = items.filter((item) => !item.hidden).length;
    for (const group of groups) group.hidden = asked.length > 0 && !group.querySelector("[data-bc-item]:not([hidden])");
    const wasNarrowed = list.hasAttribute("data-bc-narrowed");
    list.toggleAttribute("data-bc-narrowed", asked.length > 0);
    if (asked.length || wasNarrowed) for (const fold of folds) fold.open = asked.length > 0 || openAtFirst.includes(fold);
    const words = count.dataset.bcWords;
    count.textContent = asked.length ? words.replace("{shown}", shown).replace("{all}", items.length) : "";
    const query = new URLSearchParams(asked).toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  }

  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  form.addEventListener("input", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  if (location.search) narrow();
}

document.querySelectorAll("[data-bc-filter]").forEach(setUp);
