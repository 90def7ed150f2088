// Takes a table that fits its place off the way of the Tab key; one that has to be scrolled stays on it, as every table
// does without JavaScript.

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

document.querySelectorAll("[data-bc-scroller]").forEach((frame) => watch.observe(frame));
