/* The room in which an area is edited: what is asked of the desk, the tables, what is to be mended, and saving. */
window.dash_clientside = window.dash_clientside || {};
window.dtorsEdit = window.dtorsEdit || {};
(function () {
  "use strict";
  const LATER = 150; /* milliseconds without a change after which the whole area is checked */
  const AGAIN = 2000; /* milliseconds after which what could not be sent is sent again */
  const LARGEST = 900000; /* letters of a block; the desk takes a little more */
  const SHOWN = 60; /* faults that are listed at once */
  const WIDTHS = { number: 110, ids: 150, list: 170, truth: 110, long: 300, other: 170 };

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  function button(words, act, extra) {
    const made = element("button", { type: "button", className: "button", textContent: words, ...extra });
    made.addEventListener("click", act);
    return made;
  }

  function aloud(words) {
    const status = document.getElementById("status");
    if (status) status.textContent = words;
  }

  /* What a cell may hold is in its own list: a sentence need not name it all. */
  function sentence(problem, given) {
    const known = given.indexOf("Known: ");
    const fix = known >= 0 && given.length - known > 100
      ? (given.slice(0, known) + "Choose one from the list of the cell") : given;
    const end = /[.?]$/.test(fix) ? "" : ".";
    return problem[0].toUpperCase() + problem.slice(1) + ". " + fix + end;
  }

  /* Faults that say the same of one column stand together, where there are many: one wrong id can make a hundred. */
  const MANY = 3;
  function alike(faults) {
    const kinds = new Map();
    faults.forEach(function (fault) {
      const key = [fault[0], fault[2], fault[4].replace(/\([^()]*\)|[0-9]+/g, "")].join("|");
      kinds.set(key, (kinds.get(key) || []).concat([fault]));
    });
    return [...kinds.values()].flatMap((kind) => (kind.length > MANY ? [kind] : kind.map((one) => [one])));
  }

  let room = null;
  window.dtorsEdit.Room = function (place, start) {
    let described = [];
    let abouts = {};
    let area = start.area;
    let tables = {};
    let step = 0;
    let name = "services";
    let faults = [];
    let number = 0;
    let byCell = new Map();
    let changed = [];
    let queue = [];
    let busy = false;
    let checking = null;
    let stopped = false;

    /* --- what is shown --- */
    const undoButton = button("Undo", () => ask({ do: "undo" }));
    const redoButton = button("Redo", () => ask({ do: "redo" }));
    const addButton = button("Add rows", addRows);
    const deleteButton = button("Delete rows", deleteRows);
    const saveButton = button("Save", save, { className: "button button-main" });
    const state = element("p", { className: "edit-state" });
    const notes = element("div", { className: "edit-notes" });
    const names = element("ul", { className: "edit-tables" });
    const bar = element("div", { className: "edit-bar", id: "edit-bar" });
    const list = element("section", { className: "edit-faults" });
    const kept = element("details", { className: "edit-versions" });
    list.setAttribute("aria-labelledby", "edit-faults-title");
    const grid = window.dtorsEdit.Grid({
      put: put, paste: paste, save: save, nextFault: nextFault,
      undo: () => ask({ do: "undo" }), redo: () => ask({ do: "redo" }),
      faultAt: (row, column) => byCell.get(row + "|" + (column < 0 || !tables[name] ? "" : tables[name].header[column])),
      columnAt: columnAt, widthOf: widthOf, moved: moved,
    });

    function columnAt(column, row) {
      const header = tables[name].header[column];
      const about = abouts[name];
      let found = about.columns[header] || { about: "a column of your own: it stays with you" };
      if (about.keys && header === "value" && row !== undefined && tables[name].rows[row]) {
        found = about.keys[tables[name].rows[row][0]] || { about: "a key of your own: it stays with you" };
      } else if (about.keys) found = { about: header === "key" ? "the name of a key" : "what it is" };
      return found.ids ? { ...found, name: header, options: idsOf(found.ids) } : { ...found, name: header };
    }

    /* The ids that a cell may name, with their names, as the other table says them now. */
    function idsOf(table) {
      const of = tables[table];
      const id = of.header.indexOf(table.slice(0, -1));
      const called = of.header.indexOf("name");
      return of.rows.filter((row) => row[id]).map((row) => [row[id], called < 0 ? "" : row[called]]);
    }

    function widthOf(column) {
      const header = tables[name].header[column];
      if (abouts[name].keys) return header === "key" ? 220 : 460;
      const about = abouts[name].columns[header] || {};
      const kind = about.number ? "number" : about.long ? "long" : about.ids ? "ids"
        : about.options ? (about.options.length === 2 ? "truth" : "list") : "other";
      return Math.max(WIDTHS[kind], header.length * 8 + (about.needed ? 84 : 28));
    }

    function moved(row, column) {
      const about = columnAt(column, row);
      const fault = byCell.get(row + "|" + about.name) || byCell.get(row + "|");
      bar.replaceChildren(
        element("strong", { textContent: about.name }),
        document.createTextNode(": " + about.about + (about.needed ? " (needed)" : about.blank ? " (blank: " + about.blank + ")" : "")),
        ...(fault ? [element("span", { className: "edit-bar-fault", textContent: " " + fault })] : [])
      );
    }

    function showNames() {
      const faulty = {};
      faults.forEach((fault) => { faulty[fault[0]] = (faulty[fault[0]] || 0) + 1; });
      names.replaceChildren(...described.map(function (table) {
        const rows = tables[table.name].rows.length;
        const words = [element("span", { textContent: table.name + " (" + rows + ")" })];
        if (faulty[table.name]) words.push(element("span", { className: "edit-mend", textContent: " " + faulty[table.name] + " to mend" }));
        if (changed.includes(table.name)) words.push(element("span", { className: "edit-changed", textContent: " changed" }));
        const made = button("", () => choose(table.name), { className: "edit-table" });
        made.replaceChildren(...words);
        if (table.name === name) made.setAttribute("aria-current", "true");
        return element("li", {}, [made]);
      }));
    }

    function showState(can) {
      if (can) {
        undoButton.disabled = !can.undo;
        redoButton.disabled = !can.redo;
        changed = can.changed_tables;
      }
      saveButton.disabled = !changed.length;
      const waiting = queue.length ? "Keeping what you changed …" : "What you changed is kept on this machine, and not saved yet.";
      state.textContent = changed.length || queue.length ? waiting : "Everything is as it is in the files.";
    }

    function note(words, acts, kind) {
      notes.replaceChildren(element("div", { className: "message " + (kind || "message-note") }, [
        ...[].concat(words).map((one) => (typeof one === "string" ? element("p", { textContent: one }) : one)),
        ...(acts && acts.length ? [element("p", { className: "tools" }, acts)] : []),
      ]));
      aloud([].concat(words).filter((one) => typeof one === "string").join(" "));
    }

    function showFaults() {
      byCell = new Map();
      faults.filter((fault) => fault[0] === name && fault[1] !== null).forEach(function (fault) {
        const key = fault[1] + "|" + fault[2];
        const words = sentence(fault[4], fault[5]);
        byCell.set(key, byCell.has(key) ? byCell.get(key) + " " + words : words);
      });
      const title = element("h2", { id: "edit-faults-title",
        textContent: number ? number + (number === 1 ? " thing to mend" : " things to mend") : "Nothing to mend" });
      const kinds = alike(faults);
      const items = kinds.slice(0, SHOWN).map(function (kind) {
        const fault = kind[0];
        const row = fault[1] === null ? "" : ", row " + (fault[1] + 2);
        const where = (fault[0] || "area") + row + (fault[2] ? ", " + fault[2] : "");
        const go = button("", () => jump(fault), { className: "edit-fault" });
        go.append(element("strong", { textContent: where }),
          document.createTextNode(" " + sentence(fault[4], fault[5]) + (fault[3] ? " Found: “" + fault[3].slice(0, 60) + "”." : "")
            + (kind.length > 1 ? " And " + (kind.length - 1) + " more like it in this column." : "")));
        return element("li", {}, [go]);
      });
      const left = number - faults.length + Math.max(0, kinds.length - SHOWN);
      const more = left ? [element("p", { textContent: "and " + left + " more, which are listed once these are mended." })] : [];
      list.replaceChildren(title, ...(items.length ? [element("ol", {}, items)] : []), ...more);
      grid.marks();
      showNames();
    }

    function jump(fault) {
      if (fault[0] && fault[0] !== name) choose(fault[0]);
      const column = tables[name].header.indexOf(fault[2]);
      grid.goTo(fault[1] === null ? 0 : fault[1], column < 0 ? 0 : column);
    }

    function nextFault() {
      if (!faults.length) { aloud("Nothing to mend."); return; }
      const at = grid.here();
      const order = described.map((table) => table.name);
      const after = (fault) => {
        const table = order.indexOf(fault[0]) - order.indexOf(name);
        const row = (fault[1] || 0) - at.row;
        return table || row || tables[fault[0] || name].header.indexOf(fault[2]) - at.column;
      };
      jump(faults.find((fault) => after(fault) > 0) || faults[0]);
    }

    function choose(table) {
      grid.commit();
      name = table;
      grid.show(name, tables[name], abouts[name].about);
      showFaults();
      moved(0, 0);
    }

    /* --- what is done --- */
    function put(row, column, block, pasted) {
      if (!pasted) {
        const rows = tables[name].rows;
        while (rows.length < row + block.length) rows.push(Array(tables[name].header.length).fill(""));
        block.forEach((cells, at) => cells.forEach((cell, across) => { rows[row + at][column + across] = cell; }));
        const header = tables[name].header.slice(column, column + block[0].length);
        const isPut = (fault) => fault[0] === name && fault[1] >= row && fault[1] < row + block.length && header.includes(fault[2]);
        faults = faults.filter((fault) => !isPut(fault)); /* what is said of these cells comes with the answer */
      }
      ask({ do: "put", table: name, row: row, column: column, block: block, pasted: pasted });
    }

    function paste(row, column, text) {
      if (text.length > LARGEST) {
        note("This block is too large to be pasted at once. Paste it in parts, or import the file.", [], "message-fault");
        return;
      }
      ask({ do: "paste", table: name, row: row, column: column, text: text });
    }

    function addRows() {
      const rows = grid.rows();
      const many = Math.max(1, rows[1] - rows[0] + 1);
      ask({ do: "add", table: name, row: Math.min(rows[0], tables[name].rows.length), number: many });
    }

    function deleteRows() {
      const [first, last] = grid.rows();
      const rows = [];
      for (let row = first; row <= last; row += 1) rows.push(row);
      if (rows.length) ask({ do: "delete", table: name, rows: rows });
    }

    function save() {
      grid.commit();
      ask({ do: "save" });
    }

    /* --- the desk: one thing is asked at a time, in order, and again until it is answered --- */
    function ask(what) {
      queue.push(what);
      showState();
      send();
    }

    async function post(what) {
      const answer = await fetch("/holder/edit", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what),
      });
      if (answer.status >= 500) throw new Error(String(answer.status));
      return answer.headers.get("Content-Type") === "application/json" ? answer.json() : { wrong: [await answer.text()] };
    }

    async function send() {
      if (busy || !queue.length || stopped) return;
      busy = true;
      const what = { ...queue[0], area: area, step: step };
      try {
        const told = await post(what);
        queue.shift();
        busy = false;
        take(what, told);
        send();
      } catch (error) {
        busy = false;
        note("The dashboard does not answer. What you changed last is kept in this window and is sent again: leave it open.", [], "message-fault");
        window.setTimeout(send, AGAIN);
      }
    }

    function take(what, told) {
      if (stopped) return;
      if (told.wrong) {
        note(told.wrong, [], "message-fault");
        if (what.do === "put") ask({ do: "load" });
        return;
      }
      if (told.step !== undefined) step = told.step;
      if (told.area) area = told.area;
      if (told.tables) takeAll(what, told);
      else if (told.whole) { tables[told.table] = told.whole; changedTable(what, told); }
      else if (told.cells) {
        told.cells.forEach(([row, cells]) => { tables[told.table].rows[row] = cells; });
        changedTable(what, told);
      }
      if (told.refused) {
        faults = told.faults; number = told.number; showFaults();
        note(number + (number === 1 ? " thing is" : " things are") + " to be mended before it can be saved. Your changes are kept on this machine.",
          [button("Go to the first", () => jump(faults[0]))], "message-fault");
      }
      if (told.changed_tables) showState(told);
      if (told.versions) showVersions(told.versions);
      if (told.changed) tellChanged(told.changed);
      if (what.do !== "versions") check();
    }

    function changedTable(what, told) {
      if (told.table !== name) choose(told.table);
      grid.swap(tables[name]);
      if (told.cells && told.cells.length) {
        const rows = new Set(told.cells.map((one) => one[0]));
        faults = faults.filter((fault) => fault[0] !== name || !rows.has(fault[1])).concat(told.faults);
        number = Math.max(number, faults.length);
        showFaults();
      }
      grid.again();
      const first = told.cells && told.cells.length ? told.cells[0][0] : null;
      if ((what.do === "undo" || what.do === "redo") && first !== null) grid.goTo(first, grid.here().column);
    }

    function takeAll(what, told) {
      tables = told.tables;
      if (told.stale && what.do !== "load") {
        note("This area was changed in another window meanwhile. What is there now is shown; your last change was not made.");
      } else if (told.left) {
        note("Changes of " + told.left + " were found here that are not saved. They are in the tables below.",
          [button("Go on with them", () => notes.replaceChildren()), button("Let them go", letGo)]);
      } else if (told.said) note(told.said, [], "message");
      if (told.conflicts) tellConflicts(told);
      grid.show(name, tables[name], abouts[name].about);
      if (what.do === "save" || what.do === "restore" || what.do === "discard") kept.open = false;
      showNames();
    }

    function letGo() {
      note("All changes since the last save are dropped for good.", [
        button("Drop them", () => ask({ do: "discard" })), button("Keep them", () => notes.replaceChildren())]);
    }

    function tellChanged(words) {
      note(words, [
        button("Bring both together", () => ask({ do: "merge" })),
        button("Load what is there now, and drop mine", letGo),
      ], "message-fault");
    }

    function tellConflicts(told) {
      if (!told.conflicts.length) {
        note(told.said + " Everything could be brought together. Look at it, then save.", [], "message");
        return;
      }
      const items = told.conflicts.map(function (one) {
        const where = one.table + (one.row === null ? "" : ", row " + (one.row + 2)) + (one.column ? ", " + one.column : "");
        const words = one.row === null ? ": they took out a row that you changed to “" + one.mine + "”."
          : one.column ? ": it was “" + one.before + "”, yours is “" + one.mine + "”, theirs is “" + one.theirs + "”."
          : ": you took out a row that they changed to “" + one.theirs + "”.";
        const acts = [];
        if (one.row !== null) acts.push(button("Go there", () => jump([one.table, one.row, one.column])));
        if (one.column) acts.push(button("Take mine", function () {
          jump([one.table, one.row, one.column]);
          put(one.row, tables[one.table].header.indexOf(one.column), [[one.mine]], false);
          grid.marks();
        }));
        return element("li", {}, [element("span", { textContent: where + words }), ...acts]);
      });
      note([told.said + " Both of you changed what stands here; theirs is in the tables:", element("ul", { className: "edit-conflicts" }, items)]);
    }

    function showVersions(found) {
      const items = found.map((one) => element("li", {}, [
        element("span", { textContent: "Version " + one[0] + ": what was there until " + one[1] + ", when " + one[3] + (one[2] ? " (" + one[2] + ")" : "") + ". " }),
        button("Put it back", () => ask({ do: "restore", number: one[0] })),
      ]));
      kept.replaceChildren(kept.firstChild, items.length ? element("ul", {}, items) : element("p", { textContent: "Nothing was saved here yet." }));
    }

    function check() {
      window.clearTimeout(checking);
      checking = window.setTimeout(async function () {
        if (queue.length || stopped) { if (!stopped) check(); return; }
        try {
          const told = await post({ area: area, do: "check" });
          if (stopped || queue.length || told.step !== step) return; /* something was changed meanwhile: it is checked again */
          faults = told.faults;
          number = told.number;
          showFaults();
          sayFaults();
        } catch (error) { if (!stopped) window.setTimeout(check, AGAIN); }
      }, LATER);
    }

    let said = "";
    function sayFaults() {
      const words = number ? number + (number === 1 ? " thing to mend." : " things to mend.") : "Nothing to mend.";
      if (words !== said) aloud(words);
      said = words;
      showState();
      const at = grid.here();
      moved(at.row, at.column);
    }

    /* --- the page --- */
    const several = Object.keys(start.areas).length > 1;
    const which = element("select", { id: "edit-area" }, Object.entries(start.areas).map(([id, words]) =>
      element("option", { value: id, textContent: words, selected: id === area })));
    which.addEventListener("change", function () {
      if (!start.shown.includes(which.value)) { /* it has faults, so that no address of the other pages names it */
        room.stop();
        place.dataset.ready = "";
        room = window.dtorsEdit.Room(place, { ...start, area: which.value });
        return;
      }
      const asked = new URLSearchParams(window.location.search);
      asked.set("area", which.value);
      window.dash_clientside.set_props("location", { search: "?" + asked });
    });
    kept.append(element("summary", { textContent: "Versions" }));
    kept.addEventListener("toggle", () => { if (kept.open) ask({ do: "versions" }); });
    const tools = element("div", { className: "edit-tools" }, [saveButton, undoButton, redoButton, addButton, deleteButton, state]);
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", "What can be done");
    const tablesNav = element("nav", {}, [names]);
    tablesNav.setAttribute("aria-label", "Tables");
    const label = element("label", { htmlFor: "edit-area", textContent: "Area" });

    window.addEventListener("beforeunload", function (event) { if (queue.some((one) => one.do === "put") && !stopped) event.preventDefault(); });

    post({ area: area, do: "load", about: true })
      .then(function (told) {
        if (stopped) return;
        if (told.wrong) {
          const chooser = several ? [element("p", { className: "edit-area" }, [label, which])] : [];
          place.replaceChildren(...chooser, element("div", { className: "message message-fault" }, [
            element("p", { textContent: "This area cannot be edited here before its files are mended:" }),
            ...told.wrong.map((one) => element("p", { textContent: one }))]));
          return;
        }
        described = told.about;
        abouts = Object.fromEntries(described.map((table) => [table.name, table]));
        place.replaceChildren(
          ...(several ? [element("p", { className: "edit-area" }, [label, which])] : []), notes, tablesNav, tools,
          element("div", { className: "edit-columns" }, [element("div", { className: "edit-main" }, [grid.place, bar]),
            element("div", {}, [list, kept])]));
        take({ do: "load" }, told);
        moved(0, 0);
        place.dataset.ready = "true";
      });
    return { stop: function () { stopped = true; } };
  };

  window.dash_clientside.edit = {
    start: function (data) {
      const place = document.getElementById("edit-place");
      if (room) room.stop();
      room = place && data ? window.dtorsEdit.Room(place, data) : null;
      return "edit-built";
    },
  };
})();
