/* Begin: forms and grids are built here of native controls, which stay quick with hundreds of services. What is chosen
   is sent at once, in its order; the server writes it before it answers. */
window.dash_clientside = window.dash_clientside || {};
(function () {
  "use strict";
  const DO = "/begin/do";
  const BRING = "/begin/bring";
  const LARGEST = 64000000;
  const GRID = 40; /* services up to which one grid is offered first */
  const ALONE = "The dashboard does not answer: what you did last is not saved. Start it again, and load this page again.";
  let queue = Promise.resolve();
  let focusNext = "";
  let lastTold = null; /* what a file brought, or its undoing: told above the next page that is made */
  let count = 0;

  function make(name, properties, children) {
    const made = document.createElement(name);
    Object.entries(properties || {}).forEach(function ([key, value]) {
      if (key.startsWith("aria-") || key.startsWith("data-") || ["role", "scope", "for", "colspan"].includes(key)) {
        made.setAttribute(key, value);
      } else made[key] = value;
    });
    made.append(...(children || []).filter((child) => child !== null && child !== undefined));
    return made;
  }

  function say(text) {
    const status = document.getElementById("status");
    if (status) status.textContent = text;
  }

  /* The page is made again from what is in the folder; the focus goes where the next thing is done. */
  function anew(search, focus) {
    focusNext = focus || "";
    if (search) {
      window.dash_clientside.set_props("location", { search: search });
      return;
    }
    window.dash_clientside.set_props("shown", { data: "" });
    window.dash_clientside.set_props("viewing", { data: String(Date.now()) });
  }

  /* Where somebody is, so that a page that is made again under them puts them back there. */
  let lastFocused = null;
  function controls(place) { return [...place.querySelectorAll("input, select, button")]; }
  document.addEventListener("focusin", function (event) {
    const place = event.target.closest("[data-place]");
    lastFocused = place ? { name: place.dataset.place, at: controls(place).indexOf(event.target) } : null;
  });

  function read(answer) {
    if ((answer.headers.get("Content-Type") || "").startsWith("application/json")) return answer.json();
    return answer.text().then((text) => ({ ok: false, faults: [{ column: "", text: text }] }));
  }

  function send(address, options, then) {
    queue = queue
      .then(() => fetch(address, Object.assign({ method: "POST" }, options)).then(read))
      .catch(() => ({ ok: false, faults: [{ column: "", text: ALONE }] }))
      .then(function (answer) {
        document.body.dataset.saved = String((Number(document.body.dataset.saved) || 0) + 1);
        for (const [code, words] of Object.entries(answer.so_far || {})) {
          const there = document.getElementById("begin-so-far-" + code);
          if (there) there.textContent = words;
        }
        if (answer.ok) say([answer.said].concat(answer.notes || []).join(" "));
        then(answer);
        if (answer.ok && answer.anew) {
          lastTold = { said: answer.said, notes: answer.notes || [] };
          anew(answer.search, then.focus);
        }
      });
  }

  function ask(body, then) {
    const headers = { "Content-Type": "application/json", "X-Begin": "1" };
    send(DO, { headers: headers, body: JSON.stringify(body) }, then);
  }

  /* Faults stand beside what they are about, and are read out with it. */
  function faultsAt(place, control) {
    const id = "begin-fault-" + (count += 1);
    const shown = make("div", { id: id, className: "begin-fault" });
    place.append(shown);
    return function (answer) {
      shown.replaceChildren(...(answer.ok ? [] : answer.faults.map((fault) => make("p", { textContent: fault.text }))));
      if (control) {
        control.setAttribute("aria-invalid", String(!answer.ok));
        if (answer.ok) control.removeAttribute("aria-describedby");
        else control.setAttribute("aria-describedby", id);
      }
      if (!answer.ok) say(answer.faults.map((fault) => fault.text).join(" "));
    };
  }

  function labelled(words, control, hint) {
    control.id = control.id || "begin-control-" + (count += 1);
    return make("div", { className: "begin-field" }, [
      make("label", { for: control.id, textContent: words }),
      hint ? make("p", { className: "quiet", textContent: hint }) : null,
      control,
    ]);
  }

  function option(code, words) { return make("option", { value: code, textContent: words }); }

  function grouped(groups) {
    return groups.map(([name, many]) => make("optgroup", { label: name }, many.map(([code, words]) => option(code, words))));
  }

  /* A long list is put into a select when somebody comes to it: hundreds of them in every row would be slow. */
  function lazily(select, fill) {
    const once = function () {
      if (select.dataset.filled) return;
      const value = select.value;
      select.dataset.filled = "yes";
      select.replaceChildren(...fill());
      select.value = value;
    };
    select.addEventListener("focus", once);
    select.addEventListener("pointerdown", once);
    return select;
  }

  const BUILD = {
    open: function (data, place) {
      const authority = make("select", {}, [option("", "Choose one of 153")].concat(grouped(data.regions)));
      const reference = make("select", {}, data.references.map(([code, words]) => option(code, words)));
      const button = make("button", { type: "submit", className: "button button-main", textContent: "Begin" });
      const form = make("form", { className: "begin-form" }, [
        labelled("Authority", authority, "Under its region; type its first letters."),
        labelled("Reference", reference, "Which routes between services should be there, according to whom."),
        button,
      ]);
      const told = faultsAt(form, authority);
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        if (!authority.value) {
          told({ ok: false, faults: [{ text: "Choose the authority first." }] });
          authority.focus();
          return;
        }
        ask({ do: "open", authority: authority.value, reference: reference.value }, told);
      });
      place.append(form);
    },

    bring: function (data, place) {
      if (lastTold) {
        place.append(make("div", { className: "message message-note" }, [make("p", { textContent: lastTold.said })].concat(
          lastTold.notes.length ? [make("ul", {}, lastTold.notes.map((note) => make("li", { textContent: note })))] : [])));
        lastTold = null;
      }
      const input = make("input", { type: "file", accept: ".csv,.xlsx,.json,.zip" });
      const form = make("div", { className: "begin-form" }, [labelled("File", input)]);
      const working = make("p", { className: "quiet" });
      form.append(working);
      const told = faultsAt(form, input);
      const then = function (answer) {
        working.textContent = "";
        input.value = "";
        told(answer);
      };
      then.focus = "candidates";
      input.addEventListener("change", function () {
        const file = input.files[0];
        if (!file) return;
        if (file.size > LARGEST) {
          told({ ok: false, faults: [{ text: file.name + " is larger than 64 MB. Keep only the rows of your own area." }] });
          input.value = "";
          return;
        }
        working.textContent = "Reading " + file.name + " …";
        const asked = new URLSearchParams({ area: data.area, name: file.name });
        send(BRING + "?" + asked, { headers: { "Content-Type": "application/octet-stream", "X-Begin": "1" }, body: file }, then);
      });
      place.append(form);
      if (!data.files.length) return;
      place.append(make("h3", { textContent: "What was brought" }), make("ul", { className: "begin-files" },
        data.files.map(function ([number, name, day, came]) {
          const button = make("button", { type: "button", className: "button", textContent: "Undo " + name });
          const line = make("li", {}, [name + ", on " + day + ": " + came + (came === 1 ? " candidate " : " candidates "), button]);
          const at = faultsAt(line, button);
          at.focus = "bring";
          button.addEventListener("click", () => ask({ do: "undo", area: data.area, number: number }, at));
          return line;
        })));
    },

    candidates: function (data, place) {
      if (!data.rows.length) {
        place.append(make("p", { className: "message message-note", textContent: "No candidate yet: bring a file, or add services by hand." }));
        return;
      }
      const lines = new Map();
      const find = make("input", { type: "search" });
      const show = make("select", {}, [option("", "All"), option("open", "Not decided"), option("yes", "Belong"), option("no", "Do not belong")]);
      const tally = make("p", { className: "quiet", "aria-live": "polite" });

      function sift() {
        const words = find.value.trim().toLowerCase();
        let shown = 0;
        lines.forEach(function (line, row) {
          const state = row.same_as ? "no" : row.belongs || "open";
          const name = (row.name + " " + row.organisation_name + " " + row.source).toLowerCase();
          line.hidden = !(name.includes(words) && (!show.value || show.value === state));
          shown += !line.hidden;
        });
        tally.textContent = shown + " of " + data.rows.length + " shown; " + data.rows.filter((row) => row.belongs === "yes").length + " belong.";
      }

      function change(row, column, value, told) {
        const before = row[column];
        row[column] = value;
        ask({ do: "decide", area: data.area, rows: { [row.service]: { [column]: value } } }, function (answer) {
          told(answer);
          if (!answer.ok) row[column] = before;
          else if (told.after) told.after();
          sift();
        });
      }

      function line(row) {
        const why = [row.source, row.source_date ? "of " + row.source_date : "", row.why].filter(Boolean).join("; ");
        const name = make("th", { scope: "row" }, [row.name, make("span", { className: "quiet begin-under", textContent: [row.organisation_name, why].filter(Boolean).join(" · ") })]);
        const belongs = make("input", { type: "checkbox", checked: row.belongs === "yes", "aria-label": row.name + " belongs to this area" });
        const type = lazily(
          make("select", { "aria-label": "Type of " + row.name }, [option(row.service_type, title(row.service_type))]),
          () => [option("", "Not chosen")].concat(grouped(data.types)));
        const from = make("span", { className: "quiet begin-under", textContent: row.service_type ? row.type_from : "Choose one: it is a service then" });
        const open = make("select", { "aria-label": "Is " + row.name + " still open?" }, [option("", "Not known"), option("yes", "Yes"), option("no", "No")]);
        open.value = row.still_open;
        const when = make("span", { className: "quiet begin-under", textContent: row.last_confirmed ? "confirmed " + row.last_confirmed : "" });
        const same = lazily(
          make("select", { "aria-label": row.name + " is another name of" }, [option(row.same_as, row.same_as ? named(row.same_as) : "No")]),
          () => [option("", "No")].concat(data.others.filter(([id]) => id !== row.service).map(([id, words]) => option(id, words))));
        same.value = row.same_as;
        type.value = row.service_type;
        const cells = [[belongs], [type, from], [open, when], [same]].map(function (parts, at) {
          return make("td", { "data-head": ["Belongs", "Type", "Still open?", "Same as"][at] }, parts);
        });
        const made = make("tr", { "data-row": row.service }, [name, ...cells]);
        const at = cells.map((cell) => faultsAt(cell, cell.querySelector("input, select")));
        at[1].after = function () { row.type_from = "a person"; from.textContent = row.service_type ? "a person" : "Choose one: it is a service then"; };
        at[2].after = function () { when.textContent = row.still_open ? "confirmed today" : ""; };
        belongs.addEventListener("change", () => change(row, "belongs", belongs.checked ? "yes" : "no", at[0]));
        type.addEventListener("change", () => change(row, "service_type", type.value, at[1]));
        open.addEventListener("change", () => change(row, "still_open", open.value, at[2]));
        same.addEventListener("change", () => change(row, "same_as", same.value, at[3]));
        lines.set(row, made);
        return made;
      }

      function title(code) {
        const found = data.types.flatMap((group) => group[1]).find((one) => one[0] === code);
        return found ? found[1] : "Not chosen";
      }
      function named(id) { return (data.others.find((one) => one[0] === id) || [id, id])[1]; }

      const rest = make("button", { type: "button", className: "button", textContent: "What is shown and not ticked does not belong" });
      const bar = make("div", { className: "begin-bar" }, [labelled("Find", find), labelled("Show", show), rest]);
      const told = faultsAt(bar, rest);
      told.focus = "candidates";
      rest.addEventListener("click", function () {
        const open = [...lines].filter(([row, made]) => !made.hidden && !row.belongs && !row.same_as);
        if (!open.length) { say("Everything that is shown is decided."); return; }
        const rows = Object.fromEntries(open.map(([row]) => [row.service, { belongs: "no" }]));
        ask({ do: "decide", area: data.area, rows: rows, anew: true }, told);
      });
      find.addEventListener("input", sift);
      show.addEventListener("change", sift);
      const heads = ["Service", "Belongs", "Type", "Still open?", "Same as"].map((words) => make("th", { scope: "col", textContent: words }));
      place.append(bar, tally, make("table", { className: "plain-table stacks begin-table" }, [
        make("caption", { className: "visually-hidden", textContent: "Candidates" }),
        make("thead", {}, [make("tr", {}, heads)]),
        make("tbody", {}, data.rows.map(line)),
      ]));
      sift();
    },

    alike: function (data, place) {
      place.append(make("ul", { className: "begin-files" }, data.pairs.map(function ([first, one, second, other, both]) {
        const item = make("li", {}, [make("span", { textContent: one + " and " + other + " " })]);
        const keep = function (kept, name, gone, goneName, words) {
          const button = make("button", { type: "button", className: "button", textContent: words, "aria-label": words + ": " + goneName + " becomes another name of " + name });
          button.addEventListener("click", () => ask({ do: "decide", area: data.area, rows: { [gone]: { same_as: kept } }, anew: true }, told));
          return button;
        };
        const told = faultsAt(item, null);
        told.focus = "alike";
        item.insertBefore(keep(first, one, second, other, "The same, called " + one), item.lastChild);
        if (both) item.insertBefore(keep(second, other, first, one, "The same, called " + other), item.lastChild);
        return item;
      })));
    },

    add: function (data, place) {
      const name = make("input", { type: "text", maxLength: 200, autocomplete: "off" });
      const type = make("select", {}, [option("", "Choose one")].concat(grouped(data.types)));
      const run = make("input", { type: "text", maxLength: 200, autocomplete: "off" });
      const away = make("input", { type: "checkbox", id: "begin-away" });
      const form = make("form", { className: "begin-form" }, [
        labelled("Name", name), labelled("Type", type), labelled("Run by (may be left out)", run),
        make("div", { className: "begin-check" }, [away, make("label", { for: "begin-away", textContent: "It lies outside the area" })]),
        make("button", { type: "submit", className: "button", textContent: "Add" }),
      ]);
      const told = faultsAt(form, name);
      told.focus = "add";
      form.addEventListener("submit", function (event) {
        event.preventDefault();
        ask({ do: "add", area: data.area, name: name.value, service_type: type.value, organisation: run.value, out_of_area: away.checked }, told);
      });
      place.append(form);
    },

    routes: function (data, place) {
      data.routes.forEach(function ([id, name, there], at) {
        const box = make("input", { type: "checkbox", id: "begin-route-" + at, checked: there });
        const field = make("div", { className: "begin-check" }, [box, make("label", { for: box.id, textContent: name })]);
        place.append(field);
        const told = faultsAt(place, box);
        box.addEventListener("change", () => ask({ do: "route", area: data.area, route: id, said: box.checked }, function (answer) {
          told(answer);
          if (!answer.ok) box.checked = !box.checked;
        }));
      });
    },

    complete: function (data, place) {
      const box = make("input", { type: "checkbox", id: "begin-complete", checked: data.said });
      const field = make("div", { className: "begin-check" }, [box, make("label", { for: "begin-complete", textContent: "Every service of the area is listed" })]);
      const told = faultsAt(place, box);
      place.prepend(field);
      box.addEventListener("change", () => ask({ do: "complete", area: data.area, said: box.checked }, told));
    },

    partners: function (data, place) {
      const on = new Set(data.ticks.map((pair) => pair.join("\n")));
      const spoken = new Set(data.spoken.map((pair) => pair.join("\n")));
      const role = make("select", {}, data.roles.map(([code, words]) => option(code, words)));
      role.value = "commissioner";
      const small = data.services.length <= GRID;
      const how = make("select", {}, [option("one", "One service at a time"), option("grid", "One grid")]);
      how.value = small && window.innerWidth > 640 ? "grid" : "one";
      const area = make("div", { className: "begin-partners" });
      const tally = make("p", { className: "quiet" });
      const bar = make("div", { className: "begin-bar" }, [labelled("You speak as", role), labelled("Show", how)]);
      const told = faultsAt(bar, null);

      function count_() { tally.textContent = on.size + (on.size === 1 ? " link" : " links") + " ticked."; }
      function tick(source, target, box) {
        const key = source + "\n" + target;
        if (box.checked) on.add(key); else on.delete(key);
        count_();
        ask({ do: "tick", area: data.area, role: role.value, ticks: [[source, target, box.checked]] }, function (answer) {
          told(answer);
          if (!answer.ok) { box.checked = !box.checked; if (box.checked) on.add(key); else on.delete(key); count_(); }
        });
      }
      function box(source, target, properties) {
        const made = make("input", Object.assign({ type: "checkbox", checked: on.has(source + "\n" + target) }, properties));
        made.addEventListener("change", () => tick(source, target, made));
        return made;
      }

      function grid() {
        const many = data.services;
        const cells = [];
        const head = make("tr", {}, [make("th", { scope: "col", textContent: "From ↓ to →" })].concat(
          many.map(([, name]) => make("th", { scope: "col" }, [make("span", { textContent: name })]))));
        const rows = many.map(function ([source, from], at) {
          cells.push([]);
          return make("tr", {}, [make("th", { scope: "row", textContent: from })].concat(many.map(function ([target, to], along) {
            if (at === along) { cells[at].push(null); return make("td", { className: "begin-self" }, [make("span", { className: "visually-hidden", textContent: "the same" })]); }
            const told = spoken.has(source + "\n" + target);
            const made = box(source, target, { tabIndex: -1, "aria-label": from + " sends people to " + to + (told ? " (others spoke of it)" : "") });
            made.dataset.at = at + " " + along;
            cells[at].push(made);
            return make("td", { className: told ? "begin-spoken" : "" }, [made]);
          })));
        });
        const table = make("table", { className: "begin-grid", role: "grid", "aria-label": "Known partners: senders down, receivers across. Arrow keys move, space ticks." },
          [make("thead", {}, [head]), make("tbody", {}, rows)]);
        const first = cells.flat().find((cell) => cell);
        if (first) first.tabIndex = 0;
        table.addEventListener("keydown", function (event) {
          const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
          if (!step || !event.target.dataset.at) return;
          event.preventDefault();
          let [row, column] = event.target.dataset.at.split(" ").map(Number);
          do { row += step[0]; column += step[1]; } while (cells[row] && cells[row][column] === null);
          const next = cells[row] && cells[row][column];
          if (next) { event.target.tabIndex = -1; next.tabIndex = 0; next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
        });
        table.addEventListener("focusin", function (event) {
          if (!event.target.dataset.at) return;
          const before = table.querySelector('input[tabindex="0"]');
          if (before && before !== event.target) before.tabIndex = -1;
          event.target.tabIndex = 0;
        });
        return [make("div", { className: "begin-scroll" }, [table])];
      }

      function one() {
        const chosen = make("select", {}, grouped(byStage(data.services)));
        const boxes = make("div", {});
        function fill() {
          const source = chosen.value;
          const from = data.services.find((row) => row[0] === source)[1];
          boxes.replaceChildren(...byStage(data.services).map(([stage, many]) => make("fieldset", { className: "begin-set" },
            [make("legend", { textContent: from + " sends people to: " + stage.toLowerCase() })].concat(
              many.filter(([id]) => id !== source).map(function ([target, to]) {
                const id = "begin-tick-" + (count += 1);
                const words = to + (spoken.has(source + "\n" + target) ? " (others spoke of it)" : "");
                return make("div", { className: "begin-check" }, [box(source, target, { id: id }), make("label", { for: id, textContent: words })]);
              })))));
        }
        chosen.addEventListener("change", fill);
        if (data.services.length) fill();
        return [labelled("From", chosen), boxes];
      }

      function draw() { area.replaceChildren(...(how.value === "grid" ? grid() : one())); }
      how.addEventListener("change", draw);
      place.append(bar, tally, area);
      count_();
      draw();
    },

    counts: function (data, place) {
      function cell(words, value, body) {
        const input = make("input", { type: "text", value: value, inputMode: "text", autocomplete: "off", size: 7, "aria-label": words });
        const made = make("td", {}, [input]);
        const told = faultsAt(made, input);
        input.addEventListener("change", () => ask(Object.assign({ do: "count", area: data.area, text: input.value }, body), told));
        return made;
      }
      function table(caption, heads, rows) {
        return [make("h2", { textContent: caption }), make("table", { className: "plain-table stacks" }, [
          make("caption", { className: "visually-hidden", textContent: caption }),
          make("thead", {}, [make("tr", {}, heads.map((words) => make("th", { scope: "col", textContent: words })))]),
          make("tbody", {}, rows.map((row) => { row.slice(1).forEach((td, at) => { td.dataset.head = heads[at + 1]; }); return make("tr", {}, row); })),
        ])];
      }
      const first = make("input", { type: "text", value: data.period[0], placeholder: "2025-04-01", size: 12 });
      const last = make("input", { type: "text", value: data.period[1], placeholder: "2026-03-31", size: 12 });
      const days = make("div", { className: "begin-bar" }, [labelled("First day (year-month-day)", first), labelled("Last day", last)]);
      const whole = faultsAt(days, last);
      const period = function () {
        if (Boolean(first.value) === Boolean(last.value)) ask({ do: "period", area: data.area, first: first.value, last: last.value }, whole);
      };
      first.addEventListener("change", period);
      last.addEventListener("change", period);
      place.append(days);
      place.append(...table("People who came from outside the listed services", ["Service", "Came"], data.arrivals.map(([id, name, came]) => [
        make("th", { scope: "row", textContent: name }), cell("How many came to " + name, came, { table: "arrivals", place: [id], column: "count" })])));
      if (!data.links.length) {
        place.append(make("p", { className: "message message-note", textContent: "Tick known partners first: links are counted where there are some." }));
        return;
      }
      place.append(...table("People referred along known links", ["Link", "Referred", "Of those, started"], data.links.map(([source, target, from, to, referred, started]) => [
        make("th", { scope: "row", textContent: from + " → " + to }),
        cell("Referred from " + from + " to " + to, referred, { table: "referrals", place: [source, target], column: "referred" }),
        cell("Started, of those referred from " + from + " to " + to, started, { table: "referrals", place: [source, target], column: "started" })])));
    },
  };

  function byStage(services) {
    const found = new Map();
    services.forEach(function ([id, name, stage]) {
      if (!found.has(stage)) found.set(stage, []);
      found.get(stage).push([id, name]);
    });
    return [...found];
  }

  window.dash_clientside.begin = {
    /* The place is React's, and empty; what is built in it is ours. */
    build: function (data) {
      const place = data && document.querySelector('[data-place="' + data.name + '"]');
      const written = JSON.stringify(data);
      if (place && place.builtFrom !== written) { /* asked twice, it stays: somebody may have come to it meanwhile */
        place.builtFrom = written;
        place.replaceChildren();
        BUILD[data.name](data, place);
        if (focusNext === data.name) {
          const first = place.querySelector("input, select, button");
          focusNext = "";
          if (first) first.focus();
        } else if (document.activeElement === document.body && lastFocused && lastFocused.name === data.name) {
          const same = controls(place)[lastFocused.at];
          if (same) same.focus();
        }
      }
      return "begin-place begin-built";
    },
  };
})();
