// Whatever comes from a mail is set as text, never as markup.
'use strict';
const find = (id) => document.getElementById(id);
const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
};
const wide = matchMedia('(min-width: 48rem)');
const links = new Map();
let last = 0;
let shown = 0;
let openNext = false;
let kinds = [];

const hour = (milliseconds) => {
  const date = new Date(milliseconds);
  return `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, '0')}`;
};

const moment = (milliseconds) =>
  `${hour(milliseconds)}\u00a0min\u00a0${String(new Date(milliseconds).getSeconds()).padStart(2, '0')}\u00a0s`;

const day = (milliseconds) =>
  new Date(milliseconds).toLocaleDateString('fr', { dateStyle: 'long' }).replace(/^1 /, '1er ');

function add(mail) {
  last = Math.max(last, mail.number);
  const link = make('a', 'unread', '');
  link.href = `#${mail.number}`;
  const time = make('time', '', hour(mail.time));
  time.dateTime = new Date(mail.time).toISOString();
  link.append(make('span', 'subject', mail.subject), time,
    make('span', 'recipient', mail.recipient), make('span', 'kind', titleOf(mail.kind)));
  const item = document.createElement('li');
  item.append(link);
  find('list').prepend(item);
  links.set(mail.number, link);
  find('empty').hidden = true;
  find('received-title').hidden = false;
  if (mail.number === shown) mark(link);
}

const titleOf = (name) => kinds.find((kind) => kind.name === name)?.title ?? name;

const mark = (link) => {
  link?.classList.remove('unread');
  link?.setAttribute('aria-current', 'true');
};

async function poll() {
  try {
    const response = await fetch(`/mails?after=${last}`);
    if (!response.ok) throw new Error(response.status);
    const mails = await response.json();
    mails.forEach(add);
    const count = links.size;
    // It stopped and started again: its mails are numbered anew.
    if (find('state').classList.contains('lost')) location.reload();
    find('state').textContent = count > 1 ? `${count} messages reçus` : `${count} message reçu`;
    const isFirst = wide.matches && !location.hash && count > 0;
    if (mails.length > 0 && (openNext || isFirst)) {
      openNext = false;
      location.hash = `#${last}`;
    }
  } catch {
    find('state').className = 'state lost';
    find('state').textContent = 'La démonstration ne répond plus\u202f; elle est peut-être arrêtée.';
  }
  setTimeout(poll, 700);
}
// The mail that the address names: `#3`, or `#3/source` for one of its panes.
async function route() {
  const [number, pane] = location.hash.slice(1).split('/');
  document.body.classList.toggle('reading', Number(number) > 0);
  find('mail').hidden = !(Number(number) > 0);
  for (const [key, link] of links) {
    if (key !== Number(number)) link.removeAttribute('aria-current');
  }
  if (!(Number(number) > 0)) { shown = 0; return; }
  if (shown !== Number(number)) {
    const response = await fetch(`/mails/${Number(number)}`);
    if (!response.ok) { location.hash = ''; return; }
    show(await response.json());
  }
  choose(pane || (find('tab-html').hidden ? 'text' : 'html'));
}

function show(mail) {
  const { number, subject, recipient, time } = mail.summary;
  shown = number;
  mark(links.get(number));
  find('subject').textContent = subject;
  find('from').textContent = mail.from;
  find('recipient').textContent = recipient;
  find('time').textContent = `${day(time)} à ${hour(time)}`;
  find('text').textContent = mail.text;
  find('source').textContent = mail.source;
  find('files').hidden = mail.files.length === 0;
  find('files').replaceChildren(...mail.files.map((file, place) => {
    const link = make('a', '', `${file.name} (${file.size})`);
    link.href = `/mails/${number}/files/${place}`;
    link.download = file.name;
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  find('headers').firstElementChild.replaceChildren(...mail.headers.map((field) => {
    const row = document.createElement('div');
    row.append(make('dt', '', field.name), make('dd', '', field.value));
    return row;
  }));
  find('tab-html').hidden = !mail.hasHTML;
  frameLetter();
  for (const tab of document.querySelectorAll('[role=tab]')) tab.href = `#${number}/${tab.dataset.pane}`;
}

// The letter as the switches above it say. Replaced, not navigated: the frame adds no step to the browser's way back.
function frameLetter() {
  const ground = document.querySelector('input[name=ground]:checked').value;
  const looks = new URLSearchParams();
  if (ground) looks.set('fond', ground);
  if (find('pictures').checked) looks.set('images', 'oui');
  const frame = find('html').cloneNode();
  frame.className = `pane ${find('phone').checked ? 'phone' : ''} ${ground}`;
  const query = looks.size ? `?${looks}` : '';
  frame.src = `/mails/${shown}/html${query}`;
  find('html').replaceWith(frame);
}

function choose(pane) {
  find('looks').hidden = pane !== 'html';
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const isChosen = tab.dataset.pane === pane;
    tab.setAttribute('aria-selected', isChosen);
    find(tab.dataset.pane).hidden = !isChosen;
  }
}
// What was ordered here, and what has become of it: what `facteur show` says.
const orders = new Map();

function follow(id, kind, recipient) {
  const item = make('li', 'order', '');
  const what = make('p', 'what', '');
  what.append(make('b', '', kind.title), ` → ${recipient}`);
  item.append(what, make('p', 'fate', kind.isNewsletter ? 'Confiée\u00a0: un message part à chaque abonné' : 'Confié'),
    make('ol', 'attempts', ''), make('code', '', `facteur ${kind.isNewsletter ? 'newsletter show' : 'show'} ${id}`));
  find('orders').prepend(item);
  find('placed').hidden = false;
  find('empty').hidden = true;
  if (!kind.isNewsletter) orders.set(id, item);
}

async function look() {
  for (const [id, item] of orders) {
    try {
      const response = await fetch(`/messages/${id}`);
      if (!response.ok) continue;
      const life = await response.json();
      if (life.isOver) orders.delete(id);
      item.dataset.state = life.name;
      const fate = item.querySelector('.fate');
      if (fate.textContent !== life.state) fate.textContent = life.state;
      const attempts = item.querySelector('.attempts');
      for (const attempt of life.attempts.slice(attempts.children.length)) {
        const time = moment(attempt.time);
        const line = make('li', '', `${time}, ${attempt.outcome}\u00a0: `);
        const reply = make('q', '', attempt.reply);
        reply.lang = 'en';
        line.append(reply);
        attempts.append(line);
      }
    } catch { /* Said by the poll of the mails. */ }
  }
  setTimeout(look, 700);
}
// The form that enqueues a message.
let content = { read: () => ({}) };

// What parameters of the kinds that ship are called; another one has its own name.
const words = { fr: 'En français', en: 'En anglais', subject: 'Objet', title: 'Titre', preheader: 'Aperçu dans la liste',
  markdown: 'Texte (Markdown)', link: 'Lien', changes: 'Changements', changed_at: 'Moment du changement',
  sign_in_link: 'Lien de connexion', reset_link: 'Lien du nouveau mot de passe', old_address: 'Ancienne adresse',
  new_address: 'Nouvelle adresse', list: 'Liste', confirm_link: 'Lien de confirmation',
  resubscribe_link: 'Lien du réabonnement' };

const titled = (name, control, hint) => {
  const label = make('label', '', words[name] ?? name);
  if (hint) label.append(' ', make('small', '', hint));
  label.append(control);
  return label;
};

const area = (text) => {
  const control = document.createElement('textarea');
  control.value = text;
  control.rows = Math.min(10, text.split('\n').length + 1);
  return control;
};

// A value as fields, whatever its form: its element, and how its new value is read.
function fields(name, value) {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    const control = area(value.join('\n'));
    return { element: titled(name, control, 'un élément par ligne'),
      read: () => control.value.split('\n').filter((line) => line.trim()) };
  }
  if (value !== null && typeof value === 'object') {
    const parts = Object.entries(value).map(([key, part]) =>
      [key, fields(Array.isArray(value) ? `${Number(key) + 1}` : key, part)]);
    const element = document.createElement('fieldset');
    if (name) element.append(make('legend', '', words[name] ?? name));
    element.append(...parts.map(([, part]) => part.element));
    return { element, read: () => {
      const read = parts.map(([key, part]) => [key, part.read()]);
      return Array.isArray(value) ? read.map(([, part]) => part) : Object.fromEntries(read);
    } };
  }
  if (typeof value === 'string') {
    const control = value.includes('\n') ? area(value) : document.createElement('input');
    control.value = value;
    return { element: titled(name, control), read: () => control.value };
  }
  const control = document.createElement('input');
  control.type = typeof value === 'boolean' ? 'checkbox' : 'number';
  control.step = 'any';
  if (control.type === 'checkbox') control.checked = value;
  else control.value = value;
  return { element: titled(name, control),
    read: () => control.type === 'checkbox' ? control.checked : Number(control.value) };
}

const chosen = () => kinds.find(({ name }) => name === find('kind').value);

function offer() {
  const kind = chosen();
  if (!kind) return;
  find('description').textContent = kind.description;
  find('description').lang = kind.language;
  content = fields('', JSON.parse(kind.sample || '{}'));
  const parts = [...content.element.children];
  find('parameters').replaceChildren(find('parameters').firstElementChild, ...parts);
  find('parameters').hidden = parts.length === 0;
}

// Another address each time: one that was refused gets no mail any more.
function address(wish) {
  find('to').value = wish ? `${wish}-${100 + Math.floor(Math.random() * 900)}@client.test` : 'camille@client.test';
}

function compose(wish) {
  const choice = document.querySelector(`input[name=wish][value="${wish}"]`);
  choice.checked = true;
  address(wish);
  find('fault').hidden = true;
  find('order').showModal();
}

async function send(event) {
  event.preventDefault();
  find('fault').hidden = true;
  find('send').disabled = true;
  try {
    const order = { kind: find('kind').value, recipient: find('to').value, name: find('name').value,
      parameters: JSON.stringify(content.read()) };
    const response = await fetch('/messages', { method: 'POST',
      headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const answer = await response.json();
    if (answer.fault) throw new Error(answer.fault);
    openNext = true;
    follow(answer.id, chosen(), order.recipient);
    find('order').close();
  } catch (error) {
    const reason = make('span', '', error.message);
    reason.lang = 'en';
    find('fault').replaceChildren('La base refuse ce message, là où l’application l’apprend\u00a0: ', reason);
    find('fault').hidden = false;
  } finally {
    find('send').disabled = false;
  }
}
async function begin() {
  addEventListener('hashchange', route);
  find('compose').addEventListener('click', () => compose(''));
  for (const button of document.querySelectorAll('.choices button')) {
    button.addEventListener('click', () => compose(button.dataset.wish));
  }
  for (const look of document.querySelectorAll('.looks input')) look.addEventListener('change', frameLetter);
  for (const choice of document.querySelectorAll('input[name=wish]')) {
    choice.addEventListener('change', () => address(choice.value));
  }
  find('cancel').addEventListener('click', () => find('order').close());
  find('kind').addEventListener('change', offer);
  find('form').addEventListener('submit', send);
  kinds = await (await fetch('/kinds')).json();
  poll();
  look();
  route();
  find('kind').replaceChildren(...kinds.map(({ name, title }) => {
    const option = make('option', '', title);
    option.value = name;
    option.selected = name === 'password-reset';
    return option;
  }));
  offer();
}
begin();
