-- A company in its third year. `wanted` says how much of everything, `zoom_users` who may host.
SELECT setseed(0.2026);

CREATE FUNCTION pg_temp.one_of(texts text[]) RETURNS text LANGUAGE sql VOLATILE
    RETURN texts[1 + floor(random() * array_length(texts, 1))];

CREATE TEMP TABLE words AS SELECT
    ARRAY['Анна', 'Ірина', 'Игорь', 'Марина', 'Дмитро', 'Ольга', 'Harriet', 'Тарас', 'Елена', 'Sofia', 'Павел'] AS first,
    ARRAY['Коваль', 'Бондар', 'Мельник', 'Ткач', 'Лисенко', 'Finch', 'Онищенко', 'Marchetti', 'Гриценко'] AS last,
    ARRAY['Северный мост', 'Вектор', 'Полудень', 'Marlow', 'Рога и копыта', 'Зелена долина', 'Blue Harbour', 'Дельта',
        'Арсенал', 'Сонячний берег', 'Northwind', 'Ремстрой', 'Карпати', 'Old Mill'] AS company,
    ARRAY['ООО', 'ТОВ', 'Ltd', 'Group', 'Сервис', 'Логистика', 'Agency'] AS kind,
    ARRAY['Знакомство с системой', 'Согласование договора', 'Перша розмова', 'Планёрка отдела', 'Demo of the product',
        'Новые условия поставки', 'Навчання персоналу', 'Design review', 'Итоги квартала', 'Вопросы по счёту',
        'Weekly sync', 'Запуск проекта', 'Презентация тарифа', 'Обговорення бюджету', 'Contract renewal'] AS topic,
    ARRAY['Сроки и скидка за объём', 'Порядок оплаты, акты', 'Agenda follows', 'Питання клієнта, наступні кроки'] AS agenda,
    '{15,30,30,30,45,60,60,90}'::text[] AS minutes;

INSERT INTO teams (id, name) SELECT uuidv7(), 'Группа ' || n FROM wanted, generate_series(1, teams) n;

INSERT INTO accounts (id, kind, email, name, role, locale, timezone, is_active)
SELECT uuidv7(), 'staff', email, pg_temp.one_of(first) || ' ' || pg_temp.one_of(last), 'employee', 'ru', 'Europe/Kyiv', true
FROM zoom_users, words WHERE lower(email) NOT IN (SELECT lower(email) FROM accounts);

INSERT INTO staff (id, name, email, team_id, is_active)
SELECT a.id, a.name, a.email, t.id, true
FROM (SELECT *, row_number() OVER () AS n FROM accounts WHERE kind = 'staff') a
JOIN (SELECT id, row_number() OVER (ORDER BY name) AS n, count(*) OVER () AS of_all FROM teams) t
    ON t.n = 1 + a.n % t.of_all
WHERE a.id NOT IN (SELECT id FROM staff);

INSERT INTO hosts (id, zoom_user_id, email, name, plan, is_active, in_pool, staff_id, seen_at)
SELECT uuidv7(), u.id, s.email, s.name, 'licensed', true, true, s.id, now()
FROM zoom_users u JOIN staff s ON lower(s.email) = lower(u.email)
WHERE u.id NOT IN (SELECT zoom_user_id FROM hosts);

CREATE TEMP TABLE people AS
SELECT s.id, s.team_id, h.id AS host_id, row_number() OVER (ORDER BY s.id) AS n, count(*) OVER () AS of_all
FROM staff s JOIN hosts h ON h.staff_id = s.id;

INSERT INTO client_groups (id, name)
SELECT uuidv7(), pg_temp.one_of(company) || ' ' || n FROM wanted, words, generate_series(1, groups) n;

INSERT INTO clients (id, name, email, phone, locale, timezone, responsible_id, client_group_id)
SELECT uuidv7(), concat(pg_temp.one_of(company), ' ', pg_temp.one_of(kind), ' ', i), 'office@client' || i || '.example',
    '+380 44 ' || i, 'ru', 'Europe/Kyiv', p.id, g.id
FROM wanted, words, generate_series(1, clients) i
JOIN people p ON p.n = 1 + i * 7 % p.of_all
LEFT JOIN (SELECT id, row_number() OVER () AS n FROM client_groups) g ON g.n = i % 60;

INSERT INTO leads (id, name, company, email, status, responsible_id)
SELECT uuidv7(), pg_temp.one_of(first) || ' ' || pg_temp.one_of(last), pg_temp.one_of(company), 'lead' || i || '@mail.example',
    'in_work', p.id
FROM wanted, words, generate_series(1, leads) i JOIN people p ON p.n = 1 + i * 11 % p.of_all;

INSERT INTO contacts (id, client_id, first_name, last_name, email, can_sign_in)
SELECT uuidv7(), c.id, pg_temp.one_of(first), pg_temp.one_of(last), 'person@' || split_part(c.email, '@', 2), false
FROM clients c, words WHERE c.email LIKE 'office@client%';

CREATE TEMP TABLE drafts AS
SELECT uuidv7(d.created_at - now()) AS id, d.*
FROM (
    SELECT d.*, least(d.starts_at - d.ahead, now() - interval '1 minute') AS created_at
    FROM (
        SELECT n, 1 + floor(random() * people_count) AS person_n, 1 + floor(random() * clients) AS client_n,
            1 + floor(random() * leads) AS lead_n, 1 + floor(random() * groups) AS group_n, random() AS about,
            random() AS fate, pg_temp.one_of(minutes)::int AS minutes, pg_temp.one_of(topic) AS topic,
            date_trunc('day', now()) + interval '1 day' * (floor(775.0 * n / meetings) - 730)
                + interval '30 minutes' * (14 + floor(random() * 22)) AS starts_at,
            CASE WHEN random() < 0.3 THEN pg_temp.one_of(agenda) END AS agenda,
            interval '1 day' * (1 + random() * 13) AS ahead
        FROM wanted, words, (SELECT count(*) AS people_count FROM people) AS c, generate_series(1, meetings) n
    ) AS d
) AS d;

-- The people come before their meetings, so that each meeting is looked at once when what it is found by is derived.
SET session_replication_role = replica;
ALTER TABLE meetings ENABLE ALWAYS TRIGGER derive;

INSERT INTO meeting_staff (meeting_id, staff_id)
SELECT d.id, p.id FROM drafts d JOIN people p ON p.n = d.person_n
UNION
SELECT d.id, p.id FROM drafts d JOIN people p ON p.n = 1 + (d.n * 13) % p.of_all WHERE d.n % 3 = 0;

INSERT INTO participants (id, meeting_id, email, first_name, last_name, state)
SELECT uuidv7(), d.id, 'person' || guest || '@guest' || d.n % 900 || '.example', pg_temp.one_of(first),
    pg_temp.one_of(last), 'registered'
FROM drafts d, words, generate_series(1, 2) guest;

INSERT INTO meetings (
    id, zoom_type, topic, agenda, starts_at, ends_at, duration_minutes, timezone, passcode, options, client_id, lead_id,
    client_group_id, host_id, created_by, origin, status, sync_state, pushed_version, zoom_meeting_id, zoom_uuid, join_url,
    zoom_facts, zoom_asked_at, deleted_at, gone_at, version, created_at
)
SELECT m.id, 2, m.topic || ', ' || coalesce(c.name, l.name, g.name, 'внутренняя'), m.agenda,
    m.starts_at, m.starts_at + interval '1 minute' * m.minutes, m.minutes, 'Europe/Kyiv', 'a1B2c3D4e5',
    '{"record": "none", "join_before_host": false, "host_video": true, "participant_video": false,
      "mute_upon_entry": true, "waiting_room": true}',
    c.id, l.id, g.id, p.host_id, p.id, CASE WHEN m.about < 0.9 THEN 'crm' ELSE 'zoom' END,
    CASE WHEN m.fate < 0.04 THEN 'cancelled' WHEN m.starts_at < now() THEN 'ended' ELSE 'planned' END,
    'in_step', 1, 10000000000 + m.n, 'uuid' || m.n, 'https://zoom.example/j/' || m.n,
    jsonb_build_object('topic', m.topic, 'duration', m.minutes, 'timezone', 'Europe/Kiev'), m.created_at,
    CASE WHEN m.fate < 0.04 THEN m.created_at END, CASE WHEN m.fate < 0.04 THEN m.created_at END, 1, m.created_at
FROM drafts m
JOIN people p ON p.n = m.person_n
LEFT JOIN (SELECT *, row_number() OVER () AS n FROM clients) c ON m.about < 0.7 AND c.n = m.client_n
LEFT JOIN (SELECT *, row_number() OVER () AS n FROM leads) l ON m.about BETWEEN 0.7 AND 0.85 AND l.n = m.lead_n
LEFT JOIN (SELECT *, row_number() OVER () AS n FROM client_groups) g ON m.about BETWEEN 0.85 AND 0.9 AND g.n = m.group_n
ORDER BY m.created_at;

ALTER TABLE meetings ENABLE TRIGGER derive;
RESET session_replication_role;
