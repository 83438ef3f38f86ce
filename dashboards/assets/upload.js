/* A file of the holder: sent as it is, and what is wrong with it said cell by cell. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  const HEADS = ["Where", "Row", "Column", "Found", "What is wrong", "What to do"];

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  function capital(words) {
    return words ? words[0].toUpperCase() + words.slice(1) : "";
  }

  function faultTable(faults) {
    const rows = faults.map((fault) => element("tr", {}, fault.map(function (cell, at) {
      const words = cell === null ? "" : at > 3 ? capital(String(cell)) : String(cell);
      const made = element(at ? "td" : "th", { textContent: words, ...(at ? {} : { scope: "row" }) });
      if (at) made.dataset.head = HEADS[at];
      return made;
    })));
    return element("table", { className: "plain-table stacks" }, [
      element("caption", { className: "visually-hidden", textContent: "What is to be mended in the file" }),
      element("thead", {}, [element("tr", {}, HEADS.map((head) => element("th", { scope: "col", textContent: head })))]),
      element("tbody", {}, rows),
    ]);
  }

  function begin(place, start) {
    const file = element("input", { type: "file", id: "upload-file", accept: start.accept });
    const label = element("label", { htmlFor: "upload-file", textContent: start.label });
    const told = element("div", { className: "upload-told", tabIndex: -1 });
    const there = element("div");

    function aloud(words) {
      const status = document.getElementById("status");
      if (status) status.textContent = words;
    }

    function say(words, kind, more) {
      const lines = [].concat(words).map((one) => element("p", { textContent: one }));
      told.replaceChildren(element("div", { className: "message " + kind }, lines), ...(more || []));
      aloud([].concat(words).join(" "));
    }

    function list(uploads) {
      const items = uploads.map(function (one) {
        const ofItself = start.open.endsWith("="); /* else the page is loaded anew, with what was uploaded */
        const address = start.open + (ofItself ? encodeURIComponent(one[0]) : "");
        const open = element("a", { href: address, textContent: start.see });
        if (ofItself) open.addEventListener("click", function (event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          const [path, search] = address.split("?");
          window.dash_clientside.set_props("location", { pathname: path, search: "?" + search });
        });
        const remove = element("button", { type: "button", className: "button", textContent: "Delete " + one[1] + " now" });
        remove.addEventListener("click", () => send("/holder/" + start.name + "s", "application/json", JSON.stringify({ delete: one[0] })));
        return element("li", {}, [element("span", { textContent: one[1] + ", until " + one[2] + " " }), open, document.createTextNode(" "), remove]);
      });
      there.replaceChildren(...(items.length ? [element("h2", { textContent: "Open now" }), element("ul", { className: "upload-list" }, items)] : []));
    }

    async function send(address, kind, body) {
      say("Reading …", "message");
      try {
        const answer = await fetch(address, { method: "POST", headers: { "Content-Type": kind }, body: body });
        const isOurs = answer.headers.get("Content-Type") === "application/json";
        take(isOurs ? await answer.json() : { wrong: [answer.status === 413 ? tooLarge() : await answer.text()] });
      } catch (error) {
        say("The dashboard does not answer. Nothing was taken.", "message-fault");
      }
    }

    function take(answer) {
      if (answer.uploads) list(answer.uploads);
      if (answer.wrong) say(answer.wrong, "message-fault");
      else if (answer.faults) {
        const more = answer.number > answer.faults.length ? " The first " + answer.faults.length + " are listed." : "";
        say(answer.number + (answer.number === 1 ? " thing is" : " things are") + " to be mended in the file. Nothing of it was opened; mend it and upload it again." + more,
          "message-fault", [faultTable(answer.faults)]);
      } else say(answer.said, "message");
      told.focus();
    }

    function tooLarge() {
      return "This file is larger than " + Math.round(start.largest / 1e6) + " million bytes. " + start.keep;
    }

    file.addEventListener("change", function () {
      const given = file.files[0];
      file.value = ""; /* the same file, mended, can be chosen again */
      if (!given) return;
      if (given.size > start.largest) { say(tooLarge(), "message-fault"); told.focus(); return; }
      send("/holder/" + start.name + "?name=" + encodeURIComponent(given.name), "application/octet-stream", given);
    });
    place.replaceChildren(element("p", { className: "upload-file" }, [label, file]), told, there);
    list(start.uploads);
  }

  window.dash_clientside.upload = {
    start: function (data) {
      const place = document.getElementById("upload-place");
      if (place && data) begin(place, data);
      return "upload-built";
    },
  };
})();
