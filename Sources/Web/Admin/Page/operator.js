"use strict";
// Brings the page up to date every ten seconds, while somebody looks at it. What is open, in focus or scrolled stays so.
(() => {
  const freshness = document.getElementById("freshness");
  let lost = "";

  const replace = (id, fresh) => {
    const old = document.getElementById(id);
    const found = fresh.getElementById(id);
    if (old && found && old.innerHTML !== found.innerHTML) {
      old.className = found.className;
      old.replaceChildren(...found.childNodes);
    }
  };

  const keep = () => {
    const open = [...document.querySelectorAll("details[open]")].map((details) => details.id);
    const scrolls = [...document.querySelectorAll(".scroll")].map((box) => [box.id, box.scrollTop, box.scrollLeft]);
    const focus = document.activeElement && document.activeElement.id;
    return () => {
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      for (const [id, top, left] of scrolls) document.getElementById(id)?.scrollTo(left, top);
      if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    };
  };

  const refresh = async () => {
    // Whoever marks words wants to copy them.
    if (document.hidden || !getSelection().isCollapsed) return;
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const restore = keep();
      document.title = fresh.title;
      for (const id of ["freshness", "diagnosis", "content"]) replace(id, fresh);
      restore();
      lost = "";
      freshness.classList.remove("lost");
    } catch {
      lost ||= new Date().toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", "\u00a0h\u00a0");
      freshness.textContent = `Le facteur ne répond plus depuis ${lost}\u00a0: ce qui suit est vieux`;
      freshness.classList.add("lost");
    }
  };

  setInterval(refresh, 10000);
  document.addEventListener("visibilitychange", refresh);
})();
