// Lets the Escape key put an explained word's definition away, whether the pointer or the keyboard opened it.

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(".bc-term:hover, .bc-term:focus-within")) {
    term.classList.add("bc-term--away");
    const back = () => term.classList.remove("bc-term--away");
    term.addEventListener("pointerleave", back, { once: true });
    term.addEventListener("focusout", back, { once: true });
  }
});
