// A long list stands once in the page; a dropdown that has the same one copies it when it is used.
// In a long list of boxes one types a part of a name, with or without its accents.
"use strict";

(() => {
  const fill = (event) => {
    const select = event.target.closest?.("select[data-like]");
    const source = select && document.getElementById(select.dataset.like);
    if (!source) return;
    const chosen = select.value;
    const copies = [...source.options].map((option) => new Option(option.text, option.value));
    select.replaceChildren(...copies);
    select.value = chosen;
    delete select.dataset.like;
  };
  for (const moment of ["focusin", "pointerover", "pointerdown"]) {
    document.addEventListener(moment, fill, true);
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const find = (field) => {
    const wanted = plain(field.value.trim());
    let found = 0;
    for (const option of document.getElementById(field.dataset.finds).querySelectorAll(".option")) {
      const fits = plain(option.textContent).includes(wanted);
      option.hidden = !fits && !option.querySelector("input").checked;
      found += fits;
    }
    const told = field.parentElement.querySelector("[data-none]");
    told.textContent = found ? "" : told.dataset.none;
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-finds]")) find(event.target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-finds]")) event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("[data-finds]").forEach((field) => field.value && find(field));
  });
})();
