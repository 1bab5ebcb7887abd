// When the templates have changed, fetches the page again and puts the new parts in the place of the old, so that neither the
// scroll position nor the view is lost. Without this script the page works, and is reloaded by hand.
'use strict';
const find = (id) => document.getElementById(id);
let version = document.body.dataset.version;

// A letter is as high as what it says.
const fit = (frame) => {
  const root = frame.contentDocument?.documentElement;
  if (root) frame.style.height = `${Math.ceil(root.getBoundingClientRect().height)}px`;
};
const fitAll = () => document.querySelectorAll('iframe').forEach((frame) => {
  frame.addEventListener('load', () => fit(frame));
  if (frame.contentDocument?.readyState === 'complete') fit(frame);
});

const refresh = async () => {
  const text = await (await fetch(location.href)).text();
  // The page has its style, and its policy would refuse another's.
  const fresh = new DOMParser().parseFromString(text.replace(/<style.*?<\/style>/s, ''), 'text/html');
  const frames = [...document.querySelectorAll('iframe')];
  fresh.querySelectorAll('iframe').forEach((frame, index) => {
    if (frames[index]) frame.style.height = frames[index].style.height;
  });
  const focused = document.activeElement?.getAttribute('href');
  for (const id of ['modeles', 'contenu']) find(id).replaceWith(fresh.getElementById(id));
  find('etat').className = fresh.getElementById('etat').className;
  find('etat').textContent = fresh.getElementById('etat').textContent;
  document.title = fresh.title;
  version = fresh.body.dataset.version;
  if (focused) [...document.links].find((link) => link.getAttribute('href') === focused)?.focus();
  fitAll();
};

(async () => {
  fitAll();
  for (;;) {
    try {
      const response = await fetch(`/changes?after=${version}`);
      if (!response.ok) throw new Error(response.status);
      if (await response.text() !== version) await refresh();
    } catch {
      version = '';
      find('etat').className = 'state lost';
      find('etat').textContent = 'L’aperçu ne répond plus\u202f; il est peut-être arrêté.';
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
})();
