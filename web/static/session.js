// Warns before a session ends for want of requests, and lets it go on. Requests of any tab count.
"use strict";

(() => {
  const dialog = document.getElementById("session-ends");
  if (!dialog) return;
  const SEEN = "seen";
  const idle = Number(dialog.dataset.idle) * 1000;
  const warning = Math.min(120_000, idle / 3);
  const part = (name) => dialog.querySelector(`[data-session="${name}"]`);
  let over = false;

  const renew = () => {
    over = false;
    localStorage.setItem(SEEN, String(Date.now()));
  };
  const show = (name) => {
    for (const each of ["warned", "ended"]) part(each).hidden = each !== name;
    dialog.setAttribute("aria-labelledby", part(name).querySelector("h2").id);
    dialog.setAttribute("aria-describedby", part(name).querySelector("p").id);
    if (!dialog.open) dialog.showModal();
  };
  const time = (milliseconds) => {
    const seconds = Math.ceil(milliseconds / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  const tick = () => {
    const left = Number(localStorage.getItem(SEEN)) + idle - Date.now();
    if (over) return;
    if (left > warning) {
      if (dialog.open) dialog.close();
    } else if (left > 0) {
      dialog.querySelector("[data-left]").textContent = time(left);
      if (!dialog.open) show("warned");
    } else {
      over = true;
      show("ended");
    }
  };
  const stay = async () => {
    const answer = await fetch(dialog.dataset.stay, { redirect: "manual" }).catch(() => null);
    if (answer?.status === 204) {
      renew();
      dialog.close();
    } else if (answer) {
      over = true;
      show("ended");
    }
  };

  dialog.querySelector("[data-stays]").addEventListener("click", stay);
  dialog.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    if (over) return;
    event.preventDefault();
    stay();
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) renew();
  });
  document.addEventListener("uploaded", renew, true);
  renew();
  setInterval(tick, 1000);
})();
