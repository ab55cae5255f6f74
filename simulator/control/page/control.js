// The control page: every button is one call of /_control, after which everything is read again.
"use strict";

const REFRESH_MS = 3000;
const ROWS_SHOWN = 200;
const byId = (id) => document.getElementById(id);

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const content = text === "" ? null : JSON.parse(text);
  if (!answer.ok) throw new Error(content?.message ?? `Status ${answer.status}`);
  return content;
}

async function act(method, path, body) {
  const notice = byId("notice");
  try {
    const content = await call(method, path, body);
    notice.className = "";
    notice.textContent = content?.result ? `Done: ${content.result}` : "Done.";
  } catch (error) {
    notice.className = "bad";
    notice.textContent = error.message;
  }
  await show();
}

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function button(text, className, onClick) {
  const made = element("button", text, className);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}

function row(...cells) {
  const made = element("tr");
  for (const cell of cells) {
    const td = cell instanceof HTMLElement ? element("td") : element("td", cell ?? "");
    if (cell instanceof HTMLElement) td.append(cell);
    made.append(td);
  }
  return made;
}

function fill(id, nodes, emptyText) {
  const target = byId(id);
  if (nodes.length > 0) return target.replaceChildren(...nodes);
  if (target.tagName === "UL") return target.replaceChildren(element("li", emptyText, "empty"));
  const cell = element("td", emptyText, "empty");
  cell.colSpan = 6;
  const line = element("tr");
  line.append(cell);
  return target.replaceChildren(line);
}

const time = (text) => (text ? text.replace("T", " ").slice(0, 19) : "");

function meetingButtons(meeting) {
  const path = `/_control/meetings/${meeting.id}`;
  const all = element("div", undefined, "buttons");
  if (meeting.status === "started") {
    all.append(
      button("Guest joins", "quiet", () => act("POST", `${path}/participants`, { name: `Guest ${Date.now() % 1000}` })),
      button("End", "quiet", () => act("POST", `${path}/end`)),
    );
  } else {
    all.append(button("Start", "quiet", () => act("POST", `${path}/start`)));
  }
  all.append(
    button("Rename", "quiet", () => {
      const topic = prompt("New topic", meeting.topic);
      if (topic) act("PATCH", path, { topic });
    }),
    button("Delete", "stop", () => act("DELETE", path)),
  );
  return all;
}

function people(meeting) {
  const all = element("div", undefined, "buttons");
  for (const person of meeting.participants) {
    const path = `/_control/meetings/${meeting.id}/participants/${person.id}`;
    const leave = button(`${person.name} ✕`, "quiet", () => act("DELETE", path));
    leave.setAttribute("aria-label", `${person.name} leaves`);
    all.append(leave);
  }
  return all;
}

function showMeetings(meetings) {
  const rows = meetings.map((meeting) => {
    const link = element("a", meeting.topic);
    link.href = meeting.join_url;
    const running = meeting.status === "started";
    const state = element("span", running ? "running" : "waiting", running ? "live" : "soft");
    const line = row(link, meeting.host_email, time(meeting.start_time), state, people(meeting), meetingButtons(meeting));
    line.firstChild.className = "text";
    return line;
  });
  fill("meetings", rows.reverse(), "No meetings yet.");
}

function showFaults(faults) {
  const items = faults.map((fault) => {
    const where = `${fault.method ?? "any"} ${fault.path ?? "/v2/…"}`;
    const left = fault.times === null ? "until cleared" : `${fault.struck} of ${fault.times} times`;
    return element("li", `${fault.kind}: ${where}, ${left}, probability ${fault.probability}`);
  });
  fill("faults", items, "No faults.");
}

function showEvents(events) {
  const items = events.slice(-ROWS_SHOWN).reverse().map((event) => {
    const result = event.lost ? "lost" : event.attempts.map((attempt) => attempt.result).join(", ") || "on its way";
    const item = element("li", `${event.event}: ${result} `);
    item.append(button("Again", "quiet", () => act("POST", "/_control/webhooks/replay", { id: event.id })));
    return item;
  });
  fill("events", items, "No events yet. They are made once an address is saved.");
}

function showUsers(users) {
  const items = users.map((user) => {
    const plan = user.type === 1 ? "Basic" : "Licensed";
    const text = `${user.display_name} · ${user.email} · ${plan} · ${user.status} · ${user.meeting_writes_today} of 100 today`;
    return element("li", text);
  });
  fill("users", items, "Nobody.");
  for (const select of document.querySelectorAll("select.hosts")) {
    const chosen = select.value;
    select.replaceChildren(...users.map((user) => new Option(user.email, user.email)));
    if (chosen) select.value = chosen;
  }
}

function showLedger(entries) {
  const rows = entries.slice(-ROWS_SHOWN).reverse().map((entry) => {
    const { seq, at, kind, source, meeting_id: meetingId, host_id: _host, ...detail } = entry;
    const line = row(String(seq), time(at), kind, source, meetingId ?? "", JSON.stringify(detail));
    line.lastChild.className = "text soft";
    return line;
  });
  fill("ledger", rows, "Nothing has happened yet.");
}

function showRequests(requests) {
  const rows = requests.slice(-ROWS_SHOWN).reverse().map((request) =>
    row(time(request.at), `${request.method} ${request.path}`, request.status ?? "no answer", request.fault ?? ""),
  );
  fill("requests", rows, "No requests yet.");
}

function showForm(id, values) {
  const form = byId(id);
  if (form.contains(document.activeElement)) return;
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements[name];
    if (!input) continue;
    if (input.type === "checkbox") input.checked = value;
    else input.value = value;
  }
}

async function show() {
  const names = ["state", "meetings", "faults", "webhooks", "webhooks/events", "users", "ledger", "requests"];
  const answers = await Promise.all(names.map((name) => call("GET", `/_control/${name}`)));
  const [state, meetings, faults, webhooks, events, users, ledger, requests] = answers;
  byId("summary").textContent =
    `${time(state.now)} UTC · ${state.account_id} · meetings: ${state.meetings}, running: ${state.running} · ` +
    `tokens: ${state.tokens} · faults armed: ${state.faults}`;
  showMeetings(meetings);
  showFaults(faults);
  showEvents(events);
  showUsers(users);
  showLedger(ledger);
  showRequests(requests);
  showForm("webhooks", webhooks);
  showForm("limits", state.limits);
  showForm("app", state.app);
  showForm("lag", { list_seconds: state.list_lag_seconds });
}

/** The form's fields by name: numbers as numbers, empty ones left out. */
function values(form) {
  const read = {};
  for (const input of form.elements) {
    if (!input.name) continue;
    if (input.type === "checkbox") read[input.name] = input.checked;
    else if (input.value !== "") read[input.name] = input.type === "number" ? Number(input.value) : input.value;
  }
  return read;
}

function onSubmit(id, method, path, prepare = (given) => given) {
  byId(id).addEventListener("submit", (event) => {
    event.preventDefault();
    act(method, path, prepare(values(event.target)));
  });
}

onSubmit("new-meeting", "POST", "/_control/meetings", (given) => ({ ...given, start_time: `${given.start_time}:00Z` }));
onSubmit("new-fault", "POST", "/_control/faults", (given) => ({ times: null, ...given }));
onSubmit("webhooks", "PUT", "/_control/webhooks", (given) => ({ url: "", ...given }));
onSubmit("limits", "PUT", "/_control/limits");
onSubmit("app", "PUT", "/_control/app");
onSubmit("lag", "PUT", "/_control/lag");
onSubmit("clock", "POST", "/_control/clock");
onSubmit("new-user", "POST", "/_control/users", (given) => ({ ...given, type: Number(given.type) }));
for (const pressed of document.querySelectorAll("[data-call]")) {
  pressed.addEventListener("click", () => {
    const [method, path] = pressed.dataset.call.split(" ");
    if (!pressed.dataset.confirm || confirm(pressed.dataset.confirm)) act(method, path);
  });
}
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
byId("new-meeting").elements.start_time.value = `${tomorrow.slice(0, 11)}12:00`;
show();
setInterval(() => document.hidden || show(), REFRESH_MS);
