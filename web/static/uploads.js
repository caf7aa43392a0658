// Sends chosen files one by one, shows how far each is, and puts the new list in its place.
"use strict";

(() => {
  const line = (place, words) => {
    const row = document.createElement("div");
    row.className = "progress-line";
    const text = document.createElement("span");
    text.textContent = words;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", words);
    row.append(text, bar);
    place.append(row);
    return { row, text, bar };
  };

  const failed = (shown, words) => {
    shown.bar.remove();
    shown.text.className = "error";
    shown.text.setAttribute("role", "alert");
    shown.text.textContent = words;
  };

  const send = (file, input, shown) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file, file.name);
      request.open("POST", input.dataset.upload);
      request.setRequestHeader("X-CSRFToken", input.form.elements.csrf_token.value);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) shown.bar.value = (event.loaded / event.total) * 100;
      });
      request.addEventListener("load", () => done(request));
      request.addEventListener("error", () => done(null));
      request.send(body);
    });

  const sendAll = async (input) => {
    const place = input.closest("[data-files]");
    const progress = place.querySelector(".progress-place");
    const refused = [];
    let fresh = "";
    for (const file of input.files) {
      const shown = line(progress, `${input.dataset.sending}: ${file.name}`);
      if (file.size > Number(input.dataset.most)) {
        failed(shown, `${file.name}: ${input.dataset.tooLarge}`);
        refused.push(shown.row);
        continue;
      }
      const answer = await send(file, input, shown);
      if (answer?.status === 200) {
        shown.row.remove();
        fresh = answer.responseText;
        continue;
      }
      const words = answer?.status === 422 ? answer.responseText : input.dataset.failed;
      failed(shown, `${file.name}: ${words}`);
      refused.push(shown.row);
    }
    if (!fresh) return;
    const parsed = new DOMParser().parseFromString(fresh, "text/html");
    const replacement = document.adoptNode(parsed.body.firstElementChild);
    place.replaceWith(replacement);
    replacement.querySelector(".progress-place")?.append(...refused);
    (replacement.querySelector("input[data-upload]") ?? replacement).focus();
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("input[data-upload]") && event.target.files.length) {
      sendAll(event.target);
    }
  });
})();
