// Makes a passkey, or answers with one; the server gave what the browser needs and judges what comes.
"use strict";

const known = window.PublicKeyCredential?.parseCreationOptionsFromJSON;
for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = Boolean(known);

const answer = async (form) => {
  const options = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "create") {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
};

for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const problem = form.querySelector("[role=alert]");
    problem.hidden = true;
    try {
      form.elements["factor.passkey"].value = JSON.stringify(await answer(form));
    } catch {
      problem.hidden = false;
      return;
    }
    HTMLFormElement.prototype.submit.call(form);
  });
}
