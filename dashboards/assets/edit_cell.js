/* The field in which a cell is changed: text, several lines of it, or a field with the list of what may stand there. */
window.dtorsEdit = window.dtorsEdit || {};
(function () {
  "use strict";
  const SHOWN = 200; /* options that are drawn at once; typing narrows them */

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  /* What of a cell is being chosen: the whole of it, or the last of several codes. */
  function lastPart(text, several) {
    return several ? text.slice(text.lastIndexOf(";") + 1).trim() : text;
  }

  function matches(options, typed) {
    const wanted = typed.trim().toLowerCase();
    const fits = (option) => (option[0] + " " + option[1]).toLowerCase().includes(wanted);
    const begins = (option) => option[0].toLowerCase().startsWith(wanted);
    return options.filter(fits).sort((one, other) => begins(other) - begins(one));
  }

  /* A field with a list. It takes what is not in the list too: whoever checks the cell says what is wrong with it. */
  function withList(field, options, several) {
    const list = element("ul", { id: "edit-options", className: "edit-options", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "What may stand here");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);
    let at = -1;
    let shown = [];

    function mark(to) {
      at = to;
      [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
      if (at >= 0) {
        field.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      } else field.removeAttribute("aria-activedescendant");
    }

    function open(all) {
      shown = matches(options, all ? "" : lastPart(field.value, several)).slice(0, SHOWN);
      list.replaceChildren(...shown.map(function (option, index) {
        const item = element("li", { id: "edit-option-" + index }, [
          element("span", { className: "edit-option-code", textContent: option[0] }),
          ...(option[1] ? [element("span", { className: "edit-option-words", textContent: " " + option[1] })] : []),
        ]);
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", function (event) {
          event.preventDefault();
          choose(index);
        });
        return item;
      }));
      list.hidden = !shown.length;
      field.setAttribute("aria-expanded", String(!list.hidden));
      mark(shown.findIndex((option) => option[0] === lastPart(field.value, several)));
    }

    function close() {
      list.hidden = true;
      field.setAttribute("aria-expanded", "false");
      mark(-1);
    }

    function choose(index) {
      const before = several ? field.value.slice(0, field.value.lastIndexOf(";") + 1) : "";
      field.value = before + shown[index][0];
      close();
    }

    field.addEventListener("input", () => open(false));
    return {
      list: list,
      open: open,
      /* Say whether a key was for the list. */
      key: function (event) {
        const isOpen = !list.hidden;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
          const step = event.key === "ArrowDown" ? 1 : -1;
          if (!isOpen) open(true);
          else if (shown.length) mark((at + step + shown.length) % shown.length);
          return true;
        }
        if (event.key === "Escape" && isOpen) { close(); return true; }
        if (event.key === "Enter" && isOpen && at >= 0) choose(at);
        return false;
      },
    };
  }

  /* Open a field over a cell.
     about: what the column is; text: what to begin with; done(text, where): what came of it, and where to go. */
  window.dtorsEdit.field = function (cell, about, text, openList, done) {
    const isLong = about.long || text.includes("\n");
    const field = element(isLong ? "textarea" : "input", { value: text, className: "edit-field" });
    if (!isLong) field.type = "text";
    field.setAttribute("aria-label", about.name + ", row " + about.row);
    field.setAttribute("autocomplete", "off");
    field.setAttribute("spellcheck", "false");
    if (about.number) field.setAttribute("inputmode", "numeric");
    const list = about.options ? withList(field, about.options, about.several) : null;
    let closed = false;

    function end(taken, where) {
      if (closed) return;
      closed = true;
      done(taken ? field.value : null, where);
    }

    field.addEventListener("keydown", function (event) {
      event.stopPropagation();
      if (list && list.key(event)) { event.preventDefault(); return; }
      if (event.key === "Escape") end(false, "stay");
      else if (event.key === "Enter" && isLong && (event.shiftKey || event.altKey)) return;
      else if (event.key === "Enter") end(true, "down");
      else if (event.key === "Tab") end(true, event.shiftKey ? "left" : "right");
      else return;
      event.preventDefault();
    });
    field.addEventListener("paste", (event) => event.stopPropagation());
    field.addEventListener("blur", () => end(true, "none"));
    cell.replaceChildren(field, ...(list ? [list.list] : []));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    if (list && openList) list.open(true);
    return { end: end };
  };
})();
