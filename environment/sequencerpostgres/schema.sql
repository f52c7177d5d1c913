-- The sequencer's store in PostgreSQL.
--
-- It is to move unchanged to a distributed database that speaks PostgreSQL's protocol and spreads
-- rows by the first column of their primary key. Hence: every key begins with channel_id, 32 bytes
-- that are as good as random; no row refers to another channel's; nothing counts, fires, notifies
-- or locks beside the rows themselves; no table is kept in memory only. A test holds this file
-- against those rules.

-- One row: who writes, how far it has come, and for which contract and key. channel_id is 32 zero
-- bytes, which name no channel. Each batch counts `batch` up by one, if `epoch` is still its own:
-- a writer that was replaced finds another epoch and changes nothing any more.
CREATE TABLE IF NOT EXISTS writer (
  channel_id bytea NOT NULL,
  epoch bigint NOT NULL,
  batch bigint NOT NULL,
  chain_id bigint,
  contract bytea,
  sequencer bytea,
  PRIMARY KEY (channel_id)
);

-- A channel's terms, and where its last voucher left it. `opened` is the position at which it was
-- opened, greater than that of any channel before.
CREATE TABLE IF NOT EXISTS channel (
  channel_id bytea NOT NULL,
  owner bytea NOT NULL,
  balance numeric(78, 0) NOT NULL,
  expires numeric(20, 0) NOT NULL,
  opened bigint NOT NULL,
  sequence_number bigint NOT NULL,
  signed_at numeric(20, 0) NOT NULL,
  user_signature bytea,
  PRIMARY KEY (channel_id),
  CHECK (octet_length(channel_id) = 32)
);

-- Every voucher that was accepted, with what it added: to one receiver, or to one and a fee's.
CREATE TABLE IF NOT EXISTS voucher (
  channel_id bytea NOT NULL,
  sequence_number bigint NOT NULL,
  signed_at numeric(20, 0) NOT NULL,
  user_signature bytea NOT NULL,
  receiver bytea NOT NULL,
  amount numeric(78, 0) NOT NULL,
  fee_receiver bytea,
  fee_amount numeric(78, 0),
  PRIMARY KEY (channel_id, sequence_number),
  CHECK (sequence_number > 0)
);

-- The list of the payments that a voucher is made of, where it is a stream's, written with it in one
-- transaction: the payer's signature over it, how many payments it has, their amounts in the bytes
-- in which they were sent, and the hash of those.
CREATE TABLE IF NOT EXISTS stream (
  channel_id bytea NOT NULL,
  sequence_number bigint NOT NULL,
  list_signature bytea NOT NULL,
  payments bigint NOT NULL,
  list bytea NOT NULL,
  list_hash bytea NOT NULL,
  PRIMARY KEY (channel_id, sequence_number),
  CHECK (payments > 0)
);

-- Channels that take no more payments. One that never paid is closed by its owner's voucher number
-- 0, which stands here; the others by their last one.
CREATE TABLE IF NOT EXISTS closing (
  channel_id bytea NOT NULL,
  signed_at numeric(20, 0) NOT NULL,
  user_signature bytea,
  PRIMARY KEY (channel_id)
);

-- Channels that the chain has paid out, and by which transaction.
CREATE TABLE IF NOT EXISTS closed (
  channel_id bytea NOT NULL,
  transaction_hash bytea NOT NULL,
  PRIMARY KEY (channel_id)
);
