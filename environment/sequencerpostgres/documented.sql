-- The tables of the original's pattern, for the control that repeats it: text for everything but
-- times and numbers, one row a channel and one a recipient, no history.

CREATE TABLE IF NOT EXISTS channels (
  channel_id text NOT NULL,
  owner text NOT NULL,
  balance text NOT NULL,
  expiry_ts bigint NOT NULL,
  sequence_number bigint NOT NULL,
  user_signature text NOT NULL,
  sequencer_signature text NOT NULL,
  signature_timestamp bigint NOT NULL,
  PRIMARY KEY (channel_id)
);

CREATE TABLE IF NOT EXISTS recipients (
  channel_id text NOT NULL,
  recipient_address text NOT NULL,
  balance text NOT NULL,
  position int NOT NULL,
  PRIMARY KEY (channel_id, recipient_address),
  FOREIGN KEY (channel_id) REFERENCES channels (channel_id) ON DELETE CASCADE
);
