// A form that is being filled: saved while typing, and asked anew when an answer changes questions.
// One request does both. The server answers 204 when the questions on the page are still right.
"use strict";

(() => {
  const form = document.querySelector("form[data-filling]");
  if (!form) return;
  const state = document.getElementById("save-state");
  const PAUSE = 900;
  let timer = 0;
  let sent = "";
  let stopped = false;

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const tell = (words) => {
    if (state) state.textContent = words;
  };
  const send = () => {
    if (stopped) return;
    sent = typed();
    form.elements._focus.value = document.activeElement?.name ?? "";
    tell(form.dataset.saving);
    htmx.trigger(form, "typed");
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };
  const withoutMarks = (words) => {
    const fields = new URLSearchParams(words);
    for (const name of ["_version", "_shape", "_focus"]) fields.delete(name);
    return fields.toString();
  };

  form.addEventListener("input", (event) => event.target.name && later(PAUSE));
  form.addEventListener("change", (event) => event.target.name && later(150));
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
  });

  // What was typed while the answer was on its way is worth more than the answer.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.elt !== form) return;
    if (withoutMarks(typed()) !== withoutMarks(sent)) {
      event.detail.shouldSwap = false;
      later(PAUSE);
    }
  });

  let open = [];
  document.body.addEventListener("htmx:beforeSwap", () => {
    open = [...form.querySelectorAll("details[open][id]")].map((one) => one.id);
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });

  document.body.addEventListener("saved", (event) => {
    form.elements._version.value = event.detail.version;
    tell(event.detail.text);
  });
  document.body.addEventListener("unsaved", (event) => {
    stopped = true;
    tell(event.detail.text);
  });
  document.body.addEventListener("htmx:sendError", () => tell(form.dataset.offline));
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.elt === form) tell(form.dataset.unsaved);
  });
})();
