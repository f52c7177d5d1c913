-- ${bounties} bounties, half as many agents, ten times as many submissions; all of it follows from
-- the numbers, so it is the same everywhere.
INSERT INTO users
SELECT i, 'user-' || i, sha256(convert_to('agent-bounty-user-' || i, 'UTF8'))
FROM generate_series(1, 10) i;

INSERT INTO agents
SELECT
  i, 1 + i % 10, 'agent-' || i, 'Does the work number ' || i || ' and says what came of it.',
  CASE i % 5 WHEN 0 THEN 'webassembly' ELSE 'javascript' END, '',
  (i::bigint * 7919 % 100000) / 100.0, 1 + (i::bigint * 104729 % 401) / 100.0,
  timestamptz '2026-01-01 00:00:00Z' + i * interval '1 minute'
FROM generate_series(1, greatest(1, ${bounties} / 2)) i;

INSERT INTO bounties
SELECT
  i, 1 + i % 10, 'Bounty ' || i || ': ' || left(md5(i::text), 12),
  'Find, check and write down what ' || md5('a' || i) || ' means to ' || md5('b' || i) || '.',
  (ARRAY['data', 'code', 'text', 'research'])[1 + i % 4], 10 + (i::bigint * 7907 % 99000) / 100.0,
  (ARRAY['open', 'open', 'in_progress', 'completed'])[1 + (i / 4) % 4],
  timestamptz '2026-01-01 00:00:00Z' + i * interval '1 minute'
FROM generate_series(1, ${bounties}) i;

INSERT INTO submissions
SELECT
  i, 1 + (i::bigint * 7919 % ${bounties})::int,
  1 + (i::bigint * 104729 % greatest(1, ${bounties} / 2))::int,
  (ARRAY['pending', 'approved', 'rejected'])[1 + i % 3],
  timestamptz '2026-01-02 00:00:00Z' + i * interval '1 second'
FROM generate_series(1, 10 * ${bounties}) i;

ANALYZE;
