// A form that is being filled: saved while typing, and asked anew when an answer changes questions.
// One request does both. The server answers 204 when the questions on the page are still right.
"use strict";

(() => {
  const form = document.querySelector("form[data-filling]");
  if (!form) return;
  const state = document.getElementById("save-state");
  const PAUSE = 900;
  const RETRY = 5000;
  const LEFT = "left";
  const RELOAD = 300;
  const RELOADS = 5;
  let timer = 0;
  let sent = "";
  let stopped = false;

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const tell = (words) => {
    if (state) state.textContent = words;
  };
  // A button that is replaced between press and release is never clicked.
  const held = () => form.querySelector(":active") !== null;
  const send = () => {
    if (stopped) return;
    if (onItsWay || held()) {
      later(PAUSE);
      return;
    }
    sent = typed();
    form.elements._focus.value = document.activeElement?.name ?? "";
    tell(form.dataset.saving);
    htmx.trigger(form, "typed");
  };
  // The form says so while something typed is not with the server yet.
  const later = (pause) => {
    clearTimeout(timer);
    form.dataset.waiting = "";
    timer = setTimeout(() => {
      timer = 0;
      send();
    }, pause);
  };
  const withoutMarks = (words) => {
    const fields = new URLSearchParams(words);
    for (const name of ["_version", "_shape", "_focus"]) fields.delete(name);
    return fields.toString();
  };

  form.addEventListener("input", (event) => event.target.name && later(PAUSE));
  form.addEventListener("change", (event) => event.target.name && later(150));
  // A button that is pressed while an answer is on its way waits for it: the page would otherwise
  // be older than what it has just saved itself.
  let onItsWay = false;
  let pressed = null;
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (onItsWay) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    stopped = true;
  });
  form.addEventListener("htmx:beforeRequest", () => {
    onItsWay = true;
  });
  form.addEventListener("htmx:afterRequest", () => {
    onItsWay = false;
    if (!timer) delete form.dataset.waiting;
    if (!pressed) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button);
  });

  // What was typed while the answer was on its way is worth more than the answer.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.elt !== form) return;
    if (pressed) {
      event.detail.shouldSwap = false;
      return;
    }
    if (held() || withoutMarks(typed()) !== withoutMarks(sent)) {
      event.detail.shouldSwap = false;
      later(PAUSE);
    }
  });

  let open = [];
  document.body.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });

  // Whoever leaves within the pause loses nothing: the browser sends this on its own.
  addEventListener("pagehide", () => {
    if (stopped || !("waiting" in form.dataset) || !("kept" in form.dataset)) return;
    clearTimeout(timer);
    navigator.sendBeacon(form.getAttribute("hx-post"), new URLSearchParams(typed()));
    sessionStorage.setItem(LEFT, `${location.pathname} ${form.elements._version.value} 0`);
  });
  // Come back to, or loaded at once, the page may be older than what it has sent on leaving.
  addEventListener("pageshow", () => {
    const [path, version, times] = (sessionStorage.getItem(LEFT) ?? "").split(" ");
    if (path !== location.pathname) return;
    if (form.elements._version.value !== version || Number(times) === RELOADS) {
      sessionStorage.removeItem(LEFT);
      return;
    }
    sessionStorage.setItem(LEFT, `${path} ${version} ${Number(times) + 1}`);
    setTimeout(() => "waiting" in form.dataset || location.reload(), RELOAD * Number(times));
  });

  document.body.addEventListener("saved", (event) => {
    form.elements._version.value = event.detail.version;
    tell(event.detail.text);
  });
  document.body.addEventListener("unsaved", (event) => {
    stopped = true;
    tell(event.detail.text);
  });
  for (const failed of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(failed, () => {
      tell(form.dataset.offline);
      later(RETRY);
    });
  }
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig?.elt === form) tell(form.dataset.unsaved);
  });
})();
