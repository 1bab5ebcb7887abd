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

const hour = (milliseconds) => {
  const date = new Date(milliseconds);
  return `${date.getHours()}\u00a0h\u00a0${String(date.getMinutes()).padStart(2, '0')}`;
};

const day = (milliseconds) =>
  new Date(milliseconds).toLocaleDateString('fr', { dateStyle: 'long' }).replace(/^1 /, '1er ');

function add(mail) {
  last = Math.max(last, mail.number);
  const link = make('a', 'unread', '');
  link.href = `#${mail.number}`;
  const time = make('time', '', hour(mail.time));
  time.dateTime = new Date(mail.time).toISOString();
  link.append(make('span', 'subject', mail.subject), time,
    make('span', 'recipient', mail.recipient), make('span', 'kind', mail.kind));
  const item = document.createElement('li');
  item.append(link);
  find('list').prepend(item);
  links.set(mail.number, link);
  find('empty').hidden = true;
  if (mail.number === shown) mark(link);
}

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
  find('headers').firstElementChild.replaceChildren(...mail.headers.map((field) => {
    const row = document.createElement('div');
    row.append(make('dt', '', field.name), make('dd', '', field.value));
    return row;
  }));
  find('tab-html').hidden = !mail.hasHTML;
  // Replaced, not navigated: the frame adds no step to the browser's way back.
  const frame = find('html').cloneNode();
  frame.src = `/mails/${number}/html`;
  find('html').replaceWith(frame);
  for (const tab of document.querySelectorAll('[role=tab]')) tab.href = `#${number}/${tab.dataset.pane}`;
}

function choose(pane) {
  for (const tab of document.querySelectorAll('[role=tab]')) {
    const isChosen = tab.dataset.pane === pane;
    tab.setAttribute('aria-selected', isChosen);
    find(tab.dataset.pane).hidden = !isChosen;
  }
}
// The form that enqueues a message.
let kinds = [];

function offer() {
  const kind = kinds.find(({ name }) => name === find('kind').value);
  if (!kind) return;
  find('description').textContent = kind.description;
  const sample = JSON.parse(kind.sample || '{}');
  const fields = Object.entries(sample).map(([name, value]) => {
    const label = make('label', '', name);
    const isText = typeof value === 'string';
    const isList = Array.isArray(value) && value.every((item) => typeof item === 'string');
    const isLong = !isText || value.includes('\n');
    const field = document.createElement(isLong ? 'textarea' : 'input');
    if (isList) label.append(' ', make('small', '', 'un élément par ligne'));
    field.name = name;
    field.dataset.form = isText ? 'text' : isList ? 'list' : 'json';
    field.value = isText ? value : isList ? value.join('\n') : JSON.stringify(value, null, 2);
    if (isLong) field.rows = Math.min(8, field.value.split('\n').length + 1);
    label.append(field);
    return label;
  });
  find('parameters').replaceChildren(find('parameters').firstElementChild, ...fields);
  find('parameters').hidden = fields.length === 0;
}

function parameters() {
  const values = {};
  for (const field of find('parameters').querySelectorAll('input, textarea')) {
    const text = field.value;
    if (field.dataset.form === 'text') values[field.name] = text;
    else if (field.dataset.form === 'list') values[field.name] = text.split('\n').filter((line) => line.trim());
    else values[field.name] = JSON.parse(text);
  }
  return JSON.stringify(values);
}

async function send(event) {
  event.preventDefault();
  find('fault').hidden = true;
  find('send').disabled = true;
  try {
    const order = { kind: find('kind').value, recipient: find('to').value, name: find('name').value,
      parameters: parameters() };
    const response = await fetch('/messages', { method: 'POST',
      headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const answer = await response.json();
    if (answer.fault) throw new Error(answer.fault);
    openNext = true;
    find('order').close();
  } catch (error) {
    find('fault').textContent = `Refusé\u00a0: ${error.message}`;
    find('fault').hidden = false;
  } finally {
    find('send').disabled = false;
  }
}
async function begin() {
  addEventListener('hashchange', route);
  find('compose').addEventListener('click', () => find('order').showModal());
  find('cancel').addEventListener('click', () => find('order').close());
  find('kind').addEventListener('change', offer);
  find('form').addEventListener('submit', send);
  poll();
  route();
  kinds = await (await fetch('/kinds')).json();
  find('kind').replaceChildren(...kinds.map(({ name }) => make('option', '', name)));
  offer();
}
begin();
