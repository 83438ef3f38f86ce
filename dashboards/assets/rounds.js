/* The page Rounds: opening a round, looking at replies before they are taken in. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  const LARGEST = 700000; /* bytes of files that are sent at once */

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  function labelled(words, control) {
    return element("label", { className: "rounds-field" }, [element("span", { textContent: words }), control]);
  }

  async function base64(file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  }

  function table(one) {
    const head = element("thead", {}, [element("tr", {}, one.heads.map((words) => element("th", { scope: "col", textContent: words })))]);
    const rows = one.rows.map((row) => element("tr", {}, row.map((words) => element("td", { textContent: words }))));
    const made = element("table", {}, [element("caption", { textContent: one.title }), head, element("tbody", {}, rows)]);
    return element("div", { className: "rounds-table", tabIndex: 0, role: "region", ariaLabel: one.title }, [made]);
  }

  function start(data) {
    const place = document.getElementById("rounds-place");
    if (!place || !data || place.dataset.area === data.area) return window.dash_clientside.no_update;
    place.dataset.area = data.area;
    const said = element("div", { className: "rounds-said", role: "status" });
    const closes = element("input", { type: "date" });
    const most = element("input", { type: "number", min: 1, max: 50, value: 10 });
    const files = element("input", { type: "file", multiple: true, accept: ".xlsx,.json,.zip,.txt" });
    const open = element("button", { type: "button", className: "button", textContent: "Open the next round" });
    const look = element("button", { type: "button", className: "button", textContent: "See what they would change" });
    const take = element("button", { type: "button", className: "button", textContent: "Take them in", disabled: true });
    let sent = [];

    function say(lines, tables, wrong) {
      said.className = wrong ? "rounds-said message message-fault" : "rounds-said";
      said.replaceChildren(...lines.map((words) => element("p", { textContent: words })), ...(tables || []).map(table));
    }

    async function ask(asked) {
      [open, look, take].forEach((one) => { one.disabled = true; });
      say(["Working …"]);
      try {
        const reply = await fetch("/holder/rounds", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ area: data.area, ...asked }),
        });
        const told = reply.headers.get("Content-Type") === "application/json" ? await reply.json() : { wrong: [await reply.text()] };
        if (told.wrong) say(told.wrong, [], true);
        else say(told.lines, told.tables);
        return !told.wrong;
      } catch {
        say(["The dashboard does not answer. Is it still running?"], [], true);
        return false;
      } finally {
        open.disabled = look.disabled = false;
      }
    }

    function again() {
      const link = element("a", { href: window.location.href, textContent: "Show how the round stands now" });
      said.append(element("p", {}, [link]));
    }

    open.addEventListener("click", async () => {
      if (await ask({ do: "open", closes: closes.value, most: Number(most.value) })) again();
    });
    files.addEventListener("change", () => { take.disabled = true; });
    look.addEventListener("click", async () => {
      const chosen = [...files.files];
      if (!chosen.length) return say(["Choose the workbooks and the files of saved answers first."], [], true);
      if (chosen.reduce((sum, one) => sum + one.size, 0) > LARGEST)
        return say(["These are too large to be sent at once. Take fewer, or use the command below."], [], true);
      sent = await Promise.all(chosen.map(async (one) => ({ name: one.name, content: await base64(one) })));
      take.disabled = !(await ask({ do: "try", files: sent }));
    });
    take.addEventListener("click", async () => {
      if (await ask({ do: "take", files: sent })) again();
    });
    place.replaceChildren(
      element("h2", { textContent: "Open a round" }),
      element("div", { className: "rounds-row" }, [
        labelled("Replies are asked for by", closes), labelled("Questions that matter, at most", most), open,
      ]),
      element("h2", { textContent: "Take replies in" }),
      element("div", { className: "rounds-row" }, [labelled("Workbooks and saved answers", files), look, take]),
      said,
    );
    return window.dash_clientside.no_update;
  }

  window.dash_clientside.rounds = { start };
})();
