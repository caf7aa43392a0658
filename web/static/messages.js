// What is typed into a message is kept for its writer, whenever the typing pauses.
"use strict";

(() => {
  const PAUSE = 800;
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  let waiting = 0;
  const keep = async () => {
    clearTimeout(waiting);
    waiting = 0;
    const body = new FormData();
    for (const name of ["csrf_token", "_version", "text"]) body.set(name, form.elements[name].value);
    const answer = await fetch(form.dataset.keep, { method: "POST", body, keepalive: true }).catch(() => null);
    if (!answer?.ok) return;
    const told = await answer.json();
    form.elements._version.value = told.version;
    form.querySelector("[data-kept]").textContent = told.text;
  };
  form.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  addEventListener("pagehide", () => waiting && keep());
})();
