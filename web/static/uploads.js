// Sends chosen files one by one, shows how far each is, and puts the new list in its place.
// A file that was not kept is named, with the reason, until others are chosen.
"use strict";

(() => {
  let onTheWay = 0;
  let allKept = true;

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
    shown.text.textContent = words;
  };

  const send = (file, chosen, shown) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("file", file, file.name);
      request.open("POST", chosen.upload);
      request.setRequestHeader("X-CSRFToken", chosen.token);
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) shown.bar.value = (event.loaded / event.total) * 100;
      });
      request.addEventListener("load", () => done(request));
      request.addEventListener("error", () => done(null));
      request.send(body);
    });

  const wordsOf = (answer, otherwise) => {
    const kind = answer?.getResponseHeader("Content-Type") ?? "";
    return kind.startsWith("text/plain") ? answer.responseText : otherwise;
  };

  const renew = (place, fresh) => {
    const parsed = new DOMParser().parseFromString(fresh, "text/html");
    const replacement = document.adoptNode(parsed.body.firstElementChild);
    const part = place.querySelector("[data-files-part]");
    const now = document.activeElement;
    const moves = now === document.body || part.contains(now);
    part.replaceWith(replacement);
    if (moves) (replacement.querySelector("input[data-upload]") ?? replacement).focus();
  };

  // What was wrong with the question was wrong with the files that stood there before.
  const settled = (place) => {
    const question = place.closest(".question-bad");
    question?.querySelector("[id$='-problems']")?.replaceChildren();
    question?.classList.remove("question-bad");
  };

  // True if every file was kept.
  const sendAll = async (place, chosen, files) => {
    const progress = place.querySelector(".progress-place");
    progress.replaceChildren();
    let fresh = "";
    let refused = false;
    for (const file of files) {
      const shown = line(progress, `${chosen.sending}: ${file.name}`);
      const answer = file.size > Number(chosen.most) ? undefined : await send(file, chosen, shown);
      if (answer?.status === 200) {
        shown.row.remove();
        fresh = answer.responseText;
        continue;
      }
      const words = answer === undefined ? chosen.tooLarge : wordsOf(answer, chosen.failed);
      failed(shown, `${file.name}: ${words}`);
      refused = true;
    }
    if (fresh) {
      renew(place, fresh);
      settled(place);
    }
    return !refused;
  };

  document.addEventListener("change", async (event) => {
    const input = event.target;
    if (!input.matches("input[data-upload]") || !input.files.length) return;
    const place = input.closest("[data-files]");
    const chosen = { ...input.dataset, token: input.form.elements.csrf_token.value };
    const files = [...input.files];
    const form = input.form;
    input.value = "";
    onTheWay += 1;
    form.dataset.uploading = "";
    if (!(await sendAll(place, chosen, files))) allKept = false;
    onTheWay -= 1;
    if (onTheWay) return;
    delete form.dataset.uploading;
    form.dispatchEvent(new CustomEvent("uploaded", { detail: { kept: allKept, place } }));
    allKept = true;
  });

  // What is sent meanwhile waits for the files; forms that save themselves see to that alone.
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!("uploading" in form.dataset) || "filling" in form.dataset) return;
      event.preventDefault();
      event.stopPropagation();
      const button = event.submitter;
      const goOn = (told) => told.detail.kept && form.requestSubmit(button);
      form.addEventListener("uploaded", goOn, { once: true });
    },
    true,
  );

  addEventListener("beforeunload", (event) => {
    if (onTheWay) event.preventDefault();
  });
})();
