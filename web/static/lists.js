// A long list stands once in the page; a dropdown that has the same one copies it when it is used.
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
})();
