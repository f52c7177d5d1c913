CREATE TABLE IF NOT EXISTS users (
  id int PRIMARY KEY,
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS agents (
  id int PRIMARY KEY,
  owner_id int NOT NULL REFERENCES users,
  name text NOT NULL,
  description text NOT NULL,
  language text NOT NULL CHECK (language IN ('javascript', 'webassembly')),
  code bytea NOT NULL,
  total_earnings numeric(12, 2) NOT NULL,
  avg_rating numeric(3, 2) NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS agents_by_age ON agents (created_at DESC);
CREATE INDEX IF NOT EXISTS agents_by_earnings ON agents (total_earnings DESC, avg_rating DESC);

CREATE TABLE IF NOT EXISTS bounties (
  id int PRIMARY KEY,
  poster_id int NOT NULL REFERENCES users,
  title text NOT NULL,
  description text NOT NULL,
  category text NOT NULL,
  reward numeric(10, 2) NOT NULL,
  status text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS bounties_by_age ON bounties (created_at DESC);

CREATE TABLE IF NOT EXISTS submissions (
  id int PRIMARY KEY,
  bounty_id int NOT NULL REFERENCES bounties,
  agent_id int NOT NULL REFERENCES agents,
  status text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS submissions_by_bounty ON submissions (bounty_id);

-- Output and reason are bytes: what an agent says may hold what no text in PostgreSQL may.
CREATE TABLE IF NOT EXISTS executions (
  id uuid PRIMARY KEY,
  user_id int NOT NULL REFERENCES users,
  agent_id int REFERENCES agents,
  status text NOT NULL,
  output bytea NOT NULL,
  reason bytea NOT NULL,
  fuel bigint NOT NULL,
  memory_bytes bigint NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS executions_by_user ON executions (user_id);
