"use strict";
(() => {
  const form = document.getElementById("form");
  const mark = JSON.parse(form.dataset.mark);
  const say = (text) => { document.getElementById("status").textContent = text; };
  const every = (what) => [...document.querySelectorAll(what)];

  function collected() {
    const answers = {}, about = {}, others = {};
    const put = (id, field, value) => { (answers[id] = answers[id] || {})[field] = value; };
    for (const input of every("[data-q]")) {
      const { q, f } = input.dataset;
      if (f === "weak") continue;
      const chosen = input.type === "radio" || input.type === "checkbox" ? (input.checked ? input.value : "") : input.value.trim();
      if (chosen) put(q, f, chosen);
    }
    for (const input of every("[data-f=weak]")) {
      const one = answers[input.dataset.q];
      if (input.checked && one && one.answer) one.answer = "weak";
    }
    for (const input of every(".tick > label input")) {
      if (!input.checked) delete answers[input.dataset.q];
    }
    for (const select of every("[data-about]")) if (select.value) about[select.dataset.about] = select.value;
    for (const input of every("[data-other]")) {
      const name = input.value.trim();
      if (name) (others[input.dataset.other] = others[input.dataset.other] || []).push(name);
    }
    return { ...mark, saved: new Date().toISOString().slice(0, 19) + "+00:00", about, answers, others };
  }

  function filled(saved) {
    for (const input of every("[data-q]")) {
      const one = (saved.answers || {})[input.dataset.q] || {};
      const field = input.dataset.f;
      if (field === "weak") input.checked = one.answer === "weak";
      else if (input.type === "radio") input.checked = one.answer === input.value;
      else if (input.type === "checkbox") input.checked = one.answer === "yes" || one.answer === "weak";
      else input.value = one[field] || "";
    }
    for (const select of every("[data-about]")) select.value = (saved.about || {})[select.dataset.about] || "";
    const left = {};
    for (const input of every("[data-other]")) {
      const part = input.dataset.other;
      left[part] = left[part] || [...((saved.others || {})[part] || [])];
      input.value = left[part].shift() || "";
    }
  }

  document.getElementById("save").addEventListener("click", () => {
    const text = JSON.stringify(collected(), null, 1);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = form.dataset.file;
    document.body.append(link);
    link.click();
    link.remove();
    say(`${form.dataset.saved} ${link.download}`);
  });

  document.getElementById("print").addEventListener("click", () => window.print());

  document.getElementById("open").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    try {
      const saved = JSON.parse(await file.text());
      if (saved.form !== mark.form || saved.kind !== mark.kind) throw new Error();
      filled(saved);
      say(form.dataset.opened);
    } catch {
      say(form.dataset.wrong);
    }
    event.target.value = "";
  });
})();
