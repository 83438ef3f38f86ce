/* The library of charts: fetched once, by the first chart or as soon as the browser has nothing else to do.
   Dash's charts wait for `window.Plotly` where it is there; otherwise they would fetch all 4.8 MB of it. */
(function () {
  "use strict";
  const A_SECOND = 1000; /* the first page is there by then; one without a chart does not wait for the library */
  let fetched = null;

  function library() {
    fetched = fetched || new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = document.querySelector('meta[name="charts-library"]').content;
      script.onload = () => done(window.Plotly);
      script.onerror = failed;
      document.head.append(script);
    });
    return fetched;
  }

  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: library,
    set: (made) => Object.defineProperty(window, "Plotly", { value: made, writable: true }),
  });
  const whenIdle = window.requestIdleCallback || ((what) => window.setTimeout(what, 500));
  window.addEventListener("load", () => window.setTimeout(() => whenIdle(library), A_SECOND));
})();
