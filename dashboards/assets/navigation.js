/* The navigation: its menu opens and closes on a narrow screen, and the page that is shown is marked for screen readers. */
(function () {
  "use strict";
  const button = () => document.getElementById("menu");
  const place = () => document.getElementById("navigation");
  const isOpen = () => button() && button().getAttribute("aria-expanded") === "true";

  function open(wanted) {
    button().setAttribute("aria-expanded", String(wanted));
  }

  /* A link closes the menu; the focus waits at its button, and goes to the page once that is there. */
  document.addEventListener("click", function (event) {
    if (!button()) return;
    if (button().contains(event.target)) open(!isOpen());
    else if (isOpen() && event.target.closest("#navigation a")) {
      open(false);
      button().focus();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !isOpen()) return;
    if (!button().contains(event.target) && !place().contains(event.target)) return;
    open(false);
    button().focus();
  });

  /* Links of the navigation are made by Dash, which gives them no aria-current. */
  function mark() {
    place().querySelectorAll(".nav-link").forEach(function (link) {
      if (link.classList.contains("nav-here")) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
  }

  const waiting = new MutationObserver(function () {
    if (!place()) return;
    waiting.disconnect();
    mark();
    new MutationObserver(mark).observe(place(), { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
  });
  waiting.observe(document.documentElement, { childList: true, subtree: true });
})();
