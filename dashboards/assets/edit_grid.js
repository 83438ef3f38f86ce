/* A table as a grid that is drawn where it is looked at: rows far away are not in the page, however many there are. */
window.dtorsEdit = window.dtorsEdit || {};
(function () {
  "use strict";
  const ROW = 34; /* pixels; the same in edit.css */
  const BEYOND = 4; /* rows that are drawn above and below what is seen */
  const FIRST = 2; /* the number that a spreadsheet gives the first row below the header */

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...(children || []));
    return made;
  }

  /* room: what the grid asks of its room: put(row, column, block, pasted), addRows, deleteRows, undo, redo, save,
     faultAt(row, column), columnAt(column), moved(row, column), nextFault(). */
  window.dtorsEdit.Grid = function (room) {
    const scroller = element("div", { className: "edit-scroll" });
    const grid = element("table", { className: "edit-grid" });
    const head = element("thead");
    const above = element("tbody", { ariaHidden: "true" });
    const body = element("tbody");
    const below = element("tbody", { ariaHidden: "true" });
    const tip = element("div", { className: "edit-tip", id: "edit-tip", hidden: true });
    grid.setAttribute("role", "grid");
    grid.setAttribute("aria-multiselectable", "true");
    [head, body].forEach((part) => part.setAttribute("role", "rowgroup"));
    grid.append(head, above, body, below);
    scroller.append(grid, tip);

    let table = { header: [], rows: [] };
    let here = { row: 0, column: 0 };
    let from = { row: 0, column: 0 }; /* the other corner of what is selected */
    let drawn = { first: -1, last: -1 };
    let field = null;
    let focused = false;

    const count = () => table.rows.length + 1; /* one more, to begin a new row in */
    const text = (row, column) => (table.rows[row] ? table.rows[row][column] : "");
    const between = (one, at, other) => Math.min(one, other) <= at && at <= Math.max(one, other);
    const isSelected = (row, column) =>
      between(from.row, row, here.row) && between(from.column, column, here.column);

    function cellAt(row, column) {
      return body.querySelector('[data-row="' + row + '"] > [data-column="' + column + '"]');
    }

    function drawHead() {
      const corner = element("th", { className: "edit-number", textContent: "Row" });
      const names = table.header.map(function (name, at) {
        const about = room.columnAt(at);
        const made = element("th", { className: about.number ? "number" : "" }, [
          element("span", { textContent: name }),
          ...(about.needed ? [element("span", { className: "edit-needed", textContent: " needed" })] : []),
        ]);
        made.style.width = room.widthOf(at) + "px";
        return made;
      });
      const row = element("tr", {}, [corner, ...names]);
      row.setAttribute("role", "row");
      row.setAttribute("aria-rowindex", "1");
      [...row.children].forEach(function (cell, at) {
        cell.setAttribute("role", "columnheader");
        cell.setAttribute("scope", "col");
        cell.setAttribute("aria-colindex", String(at + 1));
      });
      grid.style.width = table.header.reduce((sum, _, at) => sum + room.widthOf(at), 64) + "px";
      head.replaceChildren(row);
    }

    function drawCell(row, column) {
      const fault = room.faultAt(row, column);
      const about = room.columnAt(column);
      const made = element("td", { textContent: text(row, column), tabIndex: -1 });
      made.setAttribute("role", "gridcell");
      made.setAttribute("aria-colindex", String(column + 2));
      made.dataset.column = column;
      made.className = (fault ? "edit-wrong " : "") + (about.number ? "number " : "") + (about.options ? "edit-listed" : "");
      if (fault) made.setAttribute("aria-invalid", "true");
      made.setAttribute("aria-selected", String(isSelected(row, column)));
      if (row === here.row && column === here.column) {
        made.tabIndex = 0;
        if (fault) made.setAttribute("aria-describedby", "edit-tip");
      }
      return made;
    }

    function drawRow(row) {
      const fault = room.faultAt(row, -1);
      const isNew = row === table.rows.length;
      const name = element("th", { className: "edit-number" + (fault ? " edit-wrong" : ""),
        textContent: isNew ? "new" : String(row + FIRST) });
      name.setAttribute("role", "rowheader");
      name.setAttribute("scope", "row");
      name.setAttribute("aria-colindex", "1");
      if (fault) name.title = fault;
      const made = element("tr", {}, [name, ...table.header.map((_, column) => drawCell(row, column))]);
      made.setAttribute("role", "row");
      made.setAttribute("aria-rowindex", String(row + FIRST));
      made.dataset.row = row;
      return made;
    }

    function spacer(part, rows) {
      part.replaceChildren();
      if (rows > 0) {
        const line = element("tr");
        line.style.height = rows * ROW + "px";
        line.append(element("td", { colSpan: table.header.length + 1 }));
        part.append(line);
      }
    }

    function draw(anew) {
      const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - BEYOND);
      const last = Math.min(count(), first + Math.ceil(scroller.clientHeight / ROW) + 2 * BEYOND);
      if (field || (!anew && first === drawn.first && last === drawn.last)) return; /* it is drawn once the field closes */
      drawn = { first: first, last: last };
      const rows = [];
      for (let row = first; row < last; row += 1) rows.push(drawRow(row));
      spacer(above, first);
      body.replaceChildren(...rows);
      spacer(below, count() - last);
      if (!cellAt(here.row, here.column)) { /* there is always one cell that Tab comes to */
        const other = cellAt(first, 0);
        if (other) other.tabIndex = 0;
      }
      if (focused) focus();
      showTip();
    }

    function focus() {
      const cell = cellAt(here.row, here.column);
      if (cell && document.activeElement !== cell) cell.focus({ preventScroll: true });
    }

    function showTip() {
      const fault = room.faultAt(here.row, here.column) || room.faultAt(here.row, -1);
      const cell = fault && cellAt(here.row, here.column);
      tip.hidden = !cell;
      if (!cell) return;
      tip.textContent = fault;
      const right = scroller.scrollLeft + scroller.clientWidth - tip.offsetWidth - 4;
      tip.style.left = Math.max(scroller.scrollLeft + 4, Math.min(cell.offsetLeft, right)) + "px";
      tip.style.top = cell.parentElement.offsetTop + ROW + 2 + "px";
    }

    function intoView() {
      const top = here.row * ROW;
      const room_ = scroller.clientHeight - head.offsetHeight - ROW;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top > scroller.scrollTop + room_ - ROW) scroller.scrollTop = top - room_ + ROW;
      const left = table.header.slice(0, here.column).reduce((sum, _, at) => sum + room.widthOf(at), 0);
      const width = room.widthOf(here.column);
      if (left < scroller.scrollLeft) scroller.scrollLeft = left;
      else if (left + width + 64 > scroller.scrollLeft + scroller.clientWidth)
        scroller.scrollLeft = left + width + 64 - scroller.clientWidth;
    }

    function go(row, column, keep) {
      here = { row: Math.max(0, Math.min(count() - 1, row)), column: Math.max(0, Math.min(table.header.length - 1, column)) };
      if (!keep) from = { ...here };
      focused = true;
      intoView();
      draw(true);
      room.moved(here.row, here.column);
    }

    function edit(start, openList) {
      const cell = cellAt(here.row, here.column);
      if (!cell || field) return;
      const before = text(here.row, here.column);
      const about = { ...room.columnAt(here.column, here.row), row: here.row + FIRST };
      const at = { ...here };
      tip.hidden = true;
      cell.classList.add("edit-open");
      field = window.dtorsEdit.field(cell, about, start === undefined ? before : start, openList, function (after, where) {
        field = null;
        if (after !== null && after !== before) room.put(at.row, at.column, [[after]], false);
        if (where === "none") { focused = false; draw(true); return; }
        const step = { down: [1, 0], right: [0, 1], left: [0, -1], stay: [0, 0] }[where];
        go(at.row + step[0], at.column + step[1]);
      });
    }

    function selected() {
      const rows = [from.row, here.row].sort((one, other) => one - other);
      const columns = [from.column, here.column].sort((one, other) => one - other);
      return { top: rows[0], bottom: Math.min(rows[1], table.rows.length - 1), left: columns[0], right: columns[1] };
    }

    /* What a spreadsheet takes: tabs and line ends, in quotation marks where a cell holds either. */
    function copied() {
      const part = selected();
      const quoted = (cell) => (/["\t\n]/.test(cell) ? '"' + cell.replace(/"/g, '""') + '"' : cell);
      return table.rows.slice(part.top, part.bottom + 1)
        .map((row) => row.slice(part.left, part.right + 1).map(quoted).join("\t")).join("\n");
    }

    function clear() {
      const part = selected();
      const rows = table.rows.slice(part.top, part.bottom + 1);
      if (!rows.length) return;
      room.put(part.top, part.left, rows.map(() => Array(part.right - part.left + 1).fill("")), false);
      draw(true);
    }

    const page = () => Math.max(1, Math.floor(scroller.clientHeight / ROW) - 3);
    const MOVES = {
      ArrowUp: () => [here.row - 1, here.column], ArrowDown: () => [here.row + 1, here.column],
      ArrowLeft: () => [here.row, here.column - 1], ArrowRight: () => [here.row, here.column + 1],
      PageUp: () => [here.row - page(), here.column], PageDown: () => [here.row + page(), here.column],
      Home: () => [here.row, 0], End: () => [here.row, table.header.length - 1],
    };
    const FAR = {
      Home: () => [0, 0], End: () => [count() - 1, table.header.length - 1],
      ArrowUp: () => [0, here.column], ArrowDown: () => [count() - 1, here.column],
      ArrowLeft: () => [here.row, 0], ArrowRight: () => [here.row, table.header.length - 1],
    };

    function key(event) {
      if (field) return;
      const far = event.ctrlKey || event.metaKey;
      const letter = event.key.toLowerCase();
      const moves = far ? FAR : MOVES;
      if (event.altKey && event.key === "ArrowDown") edit(undefined, true);
      else if (!event.altKey && moves[event.key]) go(...moves[event.key](), event.shiftKey);
      else if (event.key === "Enter" || event.key === "F2") edit();
      else if (event.key === "F8") room.nextFault();
      else if (event.key === "Delete" || event.key === "Backspace") clear();
      else if (event.key === " " && event.shiftKey) { from = { row: here.row, column: 0 };
        here = { row: here.row, column: table.header.length - 1 }; go(here.row, here.column, true); }
      else if (far && letter === "z" && !event.shiftKey) room.undo();
      else if (far && (letter === "y" || (letter === "z" && event.shiftKey))) room.redo();
      else if (far && letter === "s") room.save();
      else if (far && letter === "a") { from = { row: 0, column: 0 }; go(table.rows.length - 1, table.header.length - 1, true); }
      else if (!far && !event.altKey && event.key.length === 1) edit(event.key);
      else return;
      event.preventDefault();
    }

    function placeOf(target) {
      const cell = target.closest && target.closest("td[data-column]");
      return cell ? { row: Number(cell.parentElement.dataset.row), column: Number(cell.dataset.column) } : null;
    }

    let dragging = false;
    body.addEventListener("mousedown", function (event) {
      const place = placeOf(event.target);
      if (!place || event.target.closest(".edit-field, .edit-options")) return;
      event.preventDefault();
      if (document.activeElement && document.activeElement.classList.contains("edit-field")) document.activeElement.blur();
      dragging = true;
      go(place.row, place.column, event.shiftKey);
      if (event.detail === 2) edit();
    });
    body.addEventListener("mouseover", function (event) {
      const place = dragging && event.buttons ? placeOf(event.target) : null;
      if (place) go(place.row, place.column, true);
    });
    window.addEventListener("mouseup", () => { dragging = false; });
    grid.addEventListener("keydown", key);
    grid.addEventListener("focusin", function (event) {
      const place = placeOf(event.target);
      if (!place || field) return;
      focused = true;
      if (place.row !== here.row || place.column !== here.column) go(place.row, place.column);
    });
    grid.addEventListener("focusout", function (event) {
      if (!field && !(event.relatedTarget && grid.contains(event.relatedTarget)) && event.relatedTarget) focused = false;
    });
    grid.addEventListener("copy", function (event) {
      event.clipboardData.setData("text/plain", copied());
      event.preventDefault();
    });
    grid.addEventListener("cut", function (event) {
      event.clipboardData.setData("text/plain", copied());
      clear();
      event.preventDefault();
    });
    grid.addEventListener("paste", function (event) {
      const pasted = event.clipboardData.getData("text/plain");
      const part = selected();
      if (pasted) room.paste(Math.min(here.row, part.top), part.left, pasted);
      event.preventDefault();
    });
    scroller.addEventListener("scroll", () => window.requestAnimationFrame(() => draw(false)));
    new ResizeObserver(() => draw(false)).observe(scroller);

    return {
      place: scroller,
      show: function (name, shown, about) {
        table = shown;
        here = { row: 0, column: 0 };
        from = { ...here };
        focused = false;
        field = null;
        scroller.scrollTop = 0;
        scroller.scrollLeft = 0;
        grid.setAttribute("aria-label", name + ": " + about);
        this.again();
      },
      again: function () {
        grid.setAttribute("aria-rowcount", String(count() + 1));
        grid.setAttribute("aria-colcount", String(table.header.length + 1));
        drawHead();
        here = { row: Math.min(here.row, count() - 1), column: Math.min(here.column, table.header.length - 1) };
        draw(true);
      },
      marks: () => draw(true),
      swap: function (shown) { table = shown; },
      goTo: (row, column) => go(row, column),
      rows: function () { const part = selected(); return [part.top, part.bottom]; },
      here: () => ({ ...here }),
      commit: function () { if (field) field.end(true, "none"); },
    };
  };
})();
